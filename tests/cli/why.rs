//! `infrac why`: derivations, and what is lost without something.

use crate::harness::{Run, Test};
use serde_json::Value;

/// The stack of the chapter, as it is in the examples.
const CHAPTER: &str = include_str!("../../examples/chapter9.infra");
/// A template of CloudFormation.
const TEMPLATE: &str = "Resources:
  Main: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Private: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Main, CidrBlock: 10.0.0.0/20 } }
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Main } }
  Of: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref Private, RouteTableId: !Ref Table } }
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Main
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]
  Uploads: { Type: AWS::S3::Bucket }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: uploads
          PolicyDocument: { Statement: [{ Effect: Allow, Action: s3:PutObject, Resource: !Sub \"${Uploads.Arn}/*\" }] }
  Profile: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [!Ref Role] } }
  Web:
    Type: AWS::EC2::Instance
    Properties: { ImageId: ami-0123456789abcdef0, SubnetId: !Ref Private, IamInstanceProfile: !Ref Profile }
";

/// The stack without the lines that begin so.
fn without(starts: &[&str]) -> String {
    let is_kept = |line: &&str| !starts.iter().any(|start| line.starts_with(start));
    CHAPTER.lines().filter(is_kept).collect::<Vec<_>>().join("\n") + "\n"
}

fn why(text: &str, arguments: &[&str]) -> Run {
    Test::new().file("main.infra", text).arg("why").args(arguments).arg("main.infra").run()
}

/// The line of a text, counted from one.
fn line(text: &str, start: &str) -> usize {
    1 + text.lines().position(|line| line.trim_start().starts_with(start)).expect("the line is there")
}

#[test]
fn with_an_endpoint_the_upload_arrives() {
    let run = why(CHAPTER, &["web01", "write", "uploads"]).code(0).stderr("");
    let run = run.stdout_has("yes: web01 can write uploads\n");
    run.stdout_has(&format!("requests to s3 go through endpoint `s3`  main.infra:{}", line(CHAPTER, "endpoint s3")));
}

#[test]
fn without_nat_and_endpoint_it_hangs_where_the_route_is_missing() {
    let text = without(&["endpoint s3", "if nat", "  nat gw", "param nat"]).replace(", egress = gw", "");
    // What closed the condition, and the claim, which would fail.
    let text =
        text.replacen("zone = c >\n>\n", "zone = c >\n", 1).replace("expect web01, web02 can write uploads\n", "");
    let run = why(&text, &["web01", "write", "uploads"]).code(0).stderr("");
    let place = format!("main.infra:{}", line(&text, "subnet private-a"));
    let run = run
        .stdout_has("no: web01 cannot write uploads\nit is permitted, and there is no way: a request hangs\n")
        .stdout_has("`sample-role-web`");
    run.stdout_has(&format!("subnet `private-a` has no route to the internet  {place}"));
}

/// The claims of the example hold whether the gateway is there or not: the endpoint serves both.
#[test]
fn the_switch_of_the_chapter_breaks_nothing_that_it_claims() {
    Test::new().file("main.infra", CHAPTER).args(&["check", "main.infra"]).run().code(0).stderr("");
}

#[test]
fn with_the_gateway_switched_off_what_stops_working_is_said() {
    let text = without(&["endpoint s3", "expect web01"]);
    let run = Test::new().file("main.infra", text).args(&["check", "main.infra"]).run().code(0);
    let run = run.stderr_has("warning[permitted-but-unreachable]: `web01` and `web02` may write `uploads`");
    let run = run.stderr_has("where `nat` is").stderr_has("\"false\": a request will hang, not");
    run.stderr_has("write `endpoint s3 in sample-vpc`, which is free; or make `gw` in every case");
}

#[test]
fn a_claim_that_the_switch_breaks_names_the_input() {
    let text = format!("{CHAPTER}expect web01 can reach internet\n");
    let run = Test::new().file("main.infra", text).args(&["check", "main.infra"]).run().code(1);
    run.stderr_has("error[claim-fails]: `web01` cannot reach the internet where `nat` is \"false\"");
}

#[test]
fn what_is_lost_without_the_gateway_is_the_internet() {
    let run = why(CHAPTER, &["--without", "gw"]).code(0).stderr("");
    let run = run.stdout_has("web01 can no longer reach the internet\n");
    assert!(!run.out().contains("uploads"), "{}", run.out());
}

/// Uploads go through the gateway too, where that is there.
#[test]
fn what_is_lost_without_the_endpoint_is_lost_with_an_input() {
    let run = why(CHAPTER, &["--without", "s3"]).code(0).stderr("");
    let run = run.stdout_has("the claim fails: expect web01, web02 can write uploads\n");
    run.stdout_has("web01 can no longer read, write or list uploads where `nat` is \"false\"\n");
}

/// What cannot because of its permissions is answered, and does not hang.
#[test]
fn without_a_permission_a_request_is_denied() {
    let run = why(CHAPTER, &["web01", "delete", "uploads"]).code(0).stderr("");
    let run =
        run.stdout_has("no: web01 cannot delete uploads\nthere is a way, and no permission: a request is denied\n");
    run.stdout_has("no policy allows s3:DeleteObject on ");
    let answer = why(CHAPTER, &["web01", "delete", "uploads", "--format", "json"]).code(0).json();
    assert_eq!(answer["request"], "denied");
}

#[test]
fn steps_and_losses_are_objects_of_json() {
    let answer = why(CHAPTER, &["web01", "write", "uploads", "--format", "json"]).code(0).stderr("").json();
    assert_eq!((&answer["answer"], &answer["who"]), (&"yes".into(), &"web01".into()));
    let step = &answer["steps"][0];
    assert_eq!((&step["answer"], &step["at"]["file"]), (&"yes".into(), &"main.infra".into()));
    assert!(step["at"]["line"].is_u64() && step["text"].is_string(), "{step}");
    let loss = why(CHAPTER, &["--without", "s3", "--format", "json"]).code(0).stderr("").json();
    let pairs = loss["pairs"].as_array().expect("a list");
    let is = |pair: &&Value| pair["who"] == "web01" && pair["verb"] == "write" && pair["what"] == "uploads";
    assert_eq!(pairs.iter().find(is).expect("it is lost")["inputs"], "`nat` is \"false\"");
    assert_eq!(loss["claims"].as_array().map(Vec::len), Some(1));
}

#[test]
fn templates_are_asked_by_logical_ids() {
    let test = Test::new().file("stack.yaml", TEMPLATE).args(&["why", "Web", "write", "Uploads", "stack.yaml"]);
    let run = test.run().code(0).stderr("").stdout_has("yes: Web can write Uploads\n");
    let run = run.stdout_has("`Web` acts as `Role`  stack.yaml:22\n");
    let run = run.then(&["why", "--without", "S3", "stack.yaml"]).run().code(0).stderr("");
    let run = run.stdout_has("without S3:\n").stdout_has("Web can no longer write Uploads\n");
    let loss = run.then(&["why", "--without", "S3", "stack.yaml", "--format", "json"]).run().code(0).json();
    assert_eq!(loss["pairs"][0]["who"], "Web");
}

#[test]
fn json_templates_have_their_places_too() {
    let built =
        Test::new().file("main.infra", CHAPTER).args(&["build", "main.infra", "-o", "stack.json"]).run().code(0);
    let run = built.then(&["why", "Web01", "write", "Uploads", "stack.json"]).run().code(0).stderr("");
    run.stdout_has("yes: Web01 can write Uploads\n").stdout_has("  stack.json:");
}

#[test]
fn what_a_template_does_not_have_is_said_with_what_it_has() {
    let ask = |words: &[&str]| Test::new().file("stack.yaml", TEMPLATE).arg("why").args(words).arg("stack.yaml").run();
    let run = ask(&["Webb", "write", "Uploads"]).code(1).stdout("");
    run.stderr_has("error[unknown-name]").stderr_has("did you mean `Web`?");
    let run = ask(&["Web", "wright", "Uploads"]).code(1).stdout("");
    run.stderr_has("error[unknown-verb]").stderr_has("`read`, `write`, `delete`, `list`, `all` or `reach`");
    ask(&["--without", "Uploadz"]).code(1).stdout("").stderr_has("did you mean `Uploads`?");
}

#[test]
fn what_a_macro_makes_is_not_guessed() {
    let text = format!("Transform: AWS::Serverless-2016-10-31\n{TEMPLATE}");
    let run = Test::new().file("t.yaml", text).args(&["why", "Web", "write", "Uploads", "t.yaml"]).run().code(1);
    run.stdout("").stderr_has("error[not-yet-supported]");
}

#[test]
fn a_screen_reader_hears_the_steps_as_sentences() {
    let test = Test::new().file("main.infra", CHAPTER).args(&["why", "web01", "write", "uploads", "main.infra"]);
    let output = test.command().env("NO_GRAPHICS", "1").output().expect("it runs");
    let text = String::from_utf8(output.stdout).expect("it is UTF-8");
    assert!(text.contains("  yes: `web01` acts as `sample-role-web`, at main.infra line "), "{text}");
}
