//! `infrac plan --offline`: what is shown, and the exit status.

use super::harness::{Run, Test};

const OLD: &str = "\
param size: string = \"small\"
bucket uploads < versioning = off >
table orders < key user >
queue jobs < wait = 20s >
AWS::DynamoDB::Table sessions <
  TableName            = \"sessions\"
  BillingMode          = \"PAY_PER_REQUEST\"
  KeySchema            = [< AttributeName = \"id\", KeyType = \"HASH\" >]
  AttributeDefinitions = [< AttributeName = \"id\", AttributeType = \"S\" >]
>
AWS::EC2::VPC net < CidrBlock = 10.0.0.0/16 >
AWS::EC2::Subnet one < VpcId = net, CidrBlock = 10.0.1.0/24 >
AWS::SSM::Parameter sized < Type = \"String\", Value = size >
output bucket-name = uploads.name < export = \"shared\" >
";

const NEW: &str = "\
param size: string = \"large\"
bucket uploads < versioning = on >
queue jobs < wait = 10s >
AWS::DynamoDB::Table sessions <
  BillingMode          = \"PAY_PER_REQUEST\"
  KeySchema            = [< AttributeName = \"id\", KeyType = \"HASH\" >]
  AttributeDefinitions = [< AttributeName = \"id\", AttributeType = \"S\" >]
  TableName            = \"all-sessions\"
>
AWS::EC2::VPC net < CidrBlock = 10.1.0.0/16 >
AWS::EC2::Subnet one < VpcId = net, CidrBlock = 10.1.1.0/24 >
AWS::SSM::Parameter sized < Type = \"String\", Value = size >
topic alerts
";

fn plan(old: (&str, &str), new: (&str, &str), more: &[&str]) -> Run {
    let test = Test::new().file(old.0, old.1).file(new.0, new.1);
    test.args(&["plan", "--offline", "--against", old.0, new.0]).args(more).run()
}

fn both(more: &[&str]) -> Run {
    plan(("old.infra", OLD), ("new.infra", NEW), more)
}

#[test]
fn changes_are_told_by_line() {
    insta::assert_snapshot!(both(&[]).code(0).out());
}

#[test]
fn json() {
    insta::assert_snapshot!(both(&["--format", "json"]).code(0).out());
}

#[test]
fn the_exit_status_tells_changes_when_it_is_asked_to() {
    both(&["--detailed-exit-code"]).code(2);
    let same = plan(("old.infra", OLD), ("new.infra", OLD), &["--detailed-exit-code"]).code(0);
    same.stdout("nothing to change\n");
    // What cannot be read is 1 then, so that 2 means changes.
    plan(("old.infra", OLD), ("new.infra", "bukket a\n"), &["--detailed-exit-code"]).code(1);
    let absent = Test::new().file("old.infra", OLD).args(&["plan", "--offline", "--against", "old.infra", "no.infra"]);
    absent.arg("--detailed-exit-code").run().code(1);
    Test::new().file("a.infra", OLD).args(&["plan", "--offline", "--against", "no.infra", "a.infra"]).run().code(2);
}

#[test]
fn a_value_of_a_parameter_is_taken() {
    insta::assert_snapshot!(plan(("old.infra", OLD), ("new.infra", OLD), &["-p", "size=huge"]).code(0).out());
}

#[test]
fn a_template_is_as_good_as_a_source() {
    let built = Test::new().file("a.infra", OLD).args(&["build", "a.infra"]).run().code(0).out().to_owned();
    plan(("old.json", &built), ("new.infra", OLD), &[]).code(0).stdout("nothing to change\n");
    plan(("old.infra", OLD), ("new.json", &built), &[]).code(0).stdout("nothing to change\n");
}

#[test]
fn templates_have_their_own_lines() {
    let template = |name: &str| {
        format!("Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: {name}\n")
    };
    let (old, new) = (template("jobs"), template("all-jobs"));
    insta::assert_snapshot!(plan(("old.yaml", &old), ("new.yaml", &new), &[]).code(0).out());
}

#[test]
fn a_name_that_stays_is_told_to_hinder() {
    let group =
        |text: &str| format!("AWS::EC2::SecurityGroup web < GroupName = \"web\", GroupDescription = \"{text}\" >\n");
    let (old, new) = (group("The servers"), group("The web servers"));
    insta::assert_snapshot!(plan(("old.infra", &old), ("new.infra", &new), &[]).code(0).out());
}

#[test]
fn another_name_is_asked_about() {
    let run = plan(("old.infra", "topic news\n"), ("new.infra", "topic headlines\n"), &[]).code(0);
    assert!(run.out().contains("keep it with `was \"News\"`"), "{}", run.out());
    plan(("old.infra", "topic news\n"), ("new.infra", "topic headlines was news\n"), &[])
        .code(0)
        .stdout("nothing to change\n");
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for columns in [40_usize, 60, 100] {
        let test = Test::new().file("old.infra", OLD).file("new.infra", NEW);
        let test = test.args(&["plan", "--offline", "--against", "old.infra", "new.infra"]);
        let output = test.command().env("COLUMNS", columns.to_string()).output().expect("the program runs");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest.is_some_and(|widest| widest <= columns), "{columns}: {text}");
    }
}

#[test]
fn text_of_a_template_cannot_steer_the_terminal() {
    let template = |name: &str| {
        format!(
            "{{\"Resources\": {{\"Jobs\": {{\"Type\": \"AWS::SQS::Queue\", \"Properties\": {{\"QueueName\": \"{name}\"}}}}}}}}"
        )
    };
    let (old, new) = (template("a"), template("\\u001b[2J\\u202eb"));
    let run = plan(("old.json", &old), ("new.json", &new), &[]).code(0);
    assert!(!run.out().contains(['\u{1b}', '\u{202e}']), "{}", run.out());
}

#[test]
fn both_sides_are_needed() {
    Test::new().file("a.infra", OLD).args(&["plan", "--offline", "a.infra"]).run().code(2);
    Test::new().file("a.infra", OLD).args(&["plan", "--against", "a.infra", "a.infra"]).run().code(2);
}
