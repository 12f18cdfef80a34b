//! One mistake gives one diagnostic: its echoes elsewhere are not said, and none is passed over.

use infrac::{Source, compile};

const WEB: &str = "instance web < image = amazon-linux-2023, type = t3.micro >\n";

/// What is written behind the instance `web`, and the one thing to say about it.
const MISTAKES: &[(&str, &str)] = &[
    // A name that is taken is taken in the template too, with all that follows from it.
    ("role web trusts ec2", "declared-twice"),
    ("instance Web < image = amazon-linux-2023, type = t3.micro >", "same-logical-id"),
    ("role api trusts ec2\nrole Api trusts ec2", "same-logical-id"),
    ("role \"역할\" trusts ec2 < name = \"a\" >\nrole \"역\" trusts ec2 < name = \"b\" >", "handle-needed"),
    // A misspelled keyword or entry is there, so it is not missing.
    ("role api trust ec2", "unknown-relation"),
    ("instance api < imgae = amazon-linux-2023, type = t3.micro >", "unknown-entry"),
    ("instance api < image = amazon-linux-2032, type = t3.micro >", "unknown-image"),
    // A name that cannot be read is not missing, and a missing one is no keyword.
    ("bucket \"${aws.account}-uploads\"", "plain-name-wanted"),
    ("bucket \"my-unique-name\" as \"${x}\"", "plain-name-wanted"),
    ("role trusts ec2", "incomplete-sentence"),
    // What the parser stumbles over was said as what it is.
    ("bucket “my-unique-name”", "look-alike"),
    ("role api\0 trusts ec2", "control-character"),
    ("role api trusts 1234-5678-9012", "quotes-needed"),
    ("bucket 2026-images", "quotes-needed"),
    // Who is granted something on what is there, whatever is wrong with it.
    ("bucket \"My_Name\" as uploads\ngrant web read on uploads", "invalid-bucket-name"),
    ("bucket \"my-unique-name\" as uploads\nrole api trusts ec\ngrant api read on uploads", "unknown-service"),
    ("bucket \"my-unique-name\" as uploads\nrole api\ngrant api read on uploads", "incomplete-sentence"),
    ("bucket \"my-unique-name\" as uploads\nrole api trusts ec2\ngrant api reed on uploads", "unknown-verb"),
    ("bucket \"my-unique-name\" as uploads\ngrat web read on uploads", "unknown-word"),
    ("quque jobs\ngrant web read on jobs", "unknown-word"),
    // A role that is misspelled or not there is not mistrusted too.
    ("role api trusts lamda\nAWS::IAM::InstanceProfile p < Roles = [api] >", "unknown-service"),
    ("policy empty\nrole api trusts ec2 < policy empty >", "missing-entry"),
    // A word that stands in the wrong place is no misspelling of itself.
    ("existing attach api", "incomplete-sentence"),
];

#[test]
fn one_mistake_gives_one_code() {
    for (text, expected) in MISTAKES {
        let source = Source::new("mistake.infra", format!("{WEB}{text}\n"));
        let mut codes: Vec<_> = compile(&source).diagnostics.iter().map(|found| found.code).collect();
        // Two names without a letter are two mistakes.
        if *expected == "handle-needed" {
            codes.dedup();
        }
        assert_eq!(codes, [*expected], "{text}");
    }
}

#[test]
fn what_exists_has_the_kind_that_is_written() {
    let text = "existing AWS::EC2::Subnet inner < id = \"subnet-0a1b2c3d\" >\n\
        instance web < image = amazon-linux-2023, type = t3.micro, subnet = inner >";
    let source = Source::new("a.infra", text);
    let compiled = compile(&source);
    assert!(compiled.diagnostics.is_empty(), "{:?}", compiled.diagnostics);
    let built = serde_json::to_value(&compiled.template).unwrap_or_default();
    assert_eq!(built["Resources"]["Web"]["Properties"]["SubnetId"], "subnet-0a1b2c3d");
}

#[test]
fn an_instance_never_loses_its_image() {
    let build = |text: &str| serde_json::to_value(&compile(&Source::new("a.infra", text)).template).unwrap_or_default();
    let built = build("instance web < image = amazon-linux-2023, InstanceType = \"t4g.micro\" >");
    assert_eq!(built["Resources"]["Web"]["Properties"]["ImageId"]["Ref"], "ImageAmazonLinux2023Arm");
    let source = Source::new("a.infra", "instance web < image = amazon-linux-2023, InstanceType = \"t99.micro\" >");
    let codes: Vec<_> = compile(&source).diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["wrong-architecture"]);
}
