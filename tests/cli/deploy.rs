//! Commands that talk to AWS, as far as they come without one.
#![cfg(feature = "deploy")]

use super::harness::{BAD, GOOD, Run, Test};

/// A run that could reach nothing: without an environment there are no credentials, and nobody is asked for any.
fn run(files: &[(&str, &str)], arguments: &[&str]) -> Run {
    let test = files.iter().fold(Test::new(), |test, (name, text)| test.file(name, text));
    test.env("AWS_EC2_METADATA_DISABLED", "true").args(arguments).run()
}

#[test]
fn errors_are_said_before_anything_is_called() {
    let run = run(&[("a.infra", BAD)], &["deploy", "a.infra", "--yes"]).code(1);
    assert!(run.err().contains("error[unknown-word]"), "{}", run.err());
}

#[test]
fn advice_is_for_check() {
    let text = "stack app < region = ap-northeast-2 >\nrole web trusts ec2 < policy AmazonS3FullAccess >\nbucket some-good-name\n";
    let run = run(&[("a.infra", text)], &["deploy", "a.infra", "--yes"]).code(3);
    assert!(!run.err().contains("broad-policy"), "{}", run.err());
}

#[test]
fn without_a_region_or_credentials() {
    let nowhere = run(&[("a.infra", GOOD)], &["deploy", "a.infra", "--yes"]).code(1);
    assert!(nowhere.err().contains("say --region, or set AWS_REGION"), "{}", nowhere.err());
    for command in ["deploy", "plan", "status", "outputs", "drift", "cancel", "destroy"] {
        let nobody = run(&[("a.infra", GOOD)], &[command, "a.infra", "--region", "ap-northeast-2"]).code(3);
        assert!(nobody.err().contains("no credentials"), "{command}: {}", nobody.err());
    }
}

#[test]
fn a_region_that_the_file_is_not_meant_for() {
    let text = "stack app < region = ap-northeast-2 >\nqueue jobs\n";
    let run = run(&[("a.infra", text)], &["deploy", "a.infra", "--yes", "--region", "us-east-1"]).code(1);
    assert!(run.err().contains("meant for ap-northeast-2, and --region says us-east-1"), "{}", run.err());
}

#[test]
fn values_that_nothing_takes() {
    let text = "param size: string\nqueue jobs < name = size >\n";
    let deploy = |more: &[&str]| {
        let run = run(&[("a.infra", text), ("v", "size\n")], &[&["deploy", "a.infra"], more].concat()).code(2);
        run.err().to_owned()
    };
    assert!(deploy(&["-p", "sice=a"]).contains("no parameter `sice`; did you mean `size`?"));
    assert!(deploy(&["-p", "size"]).contains("say -p name=value"));
    assert!(deploy(&["--params", "v"]).contains("v:1: expected name = value"));
    assert!(deploy(&["--params", "absent"]).contains("absent: "));
}

#[test]
fn stacks_that_cannot_be_told_apart_or_put_in_order() {
    let same = [("a.infra", "stack app\nqueue jobs\n"), ("b.infra", "stack app\nqueue tasks\n")];
    let same = run(&same, &["deploy", "a.infra", "b.infra"]).code(2);
    assert!(same.err().contains("a.infra and b.infra are both the stack `app`"), "{}", same.err());
    let one = "stack one\nexisting vpc main from stack two < id = vpc >\nsubnet a in main < cidr = 10.0.1.0/24 >\noutput x = a.id < export = yes >\n";
    let two = "stack two\nvpc main < cidr = 10.0.0.0/16 >\noutput vpc = main.id < export = yes >\nqueue jobs < name = import(\"one-X\") >\n";
    let circle = run(&[("a.infra", one), ("b.infra", two)], &["deploy", "a.infra", "b.infra"]).code(2);
    assert!(circle.err().contains("`one` from `two` and back"), "{}", circle.err());
    let unnamed = Test::new().stdin(GOOD).args(&["deploy", "-"]).run().code(2);
    assert!(unnamed.err().contains("say --stack NAME"), "{}", unnamed.err());
}
