//! `infrac build` to standard output.

use crate::harness::{BAD, EXAMPLE, GOOD, Test, resources};

/// A program that builds with a warning.
const WARNED: &str = "role some-role trusts \"made-up.amazonaws.com\"\n";

#[test]
fn the_example_goes_to_standard_output() {
    let run = Test::new().args(&["build", "a.infra"]).file("a.infra", EXAMPLE).run().code(0);
    let run = run.stderr_has("advice[broad-policy]");
    let template = run.json();
    assert_eq!(template["AWSTemplateFormatVersion"], "2010-09-09");
    assert_eq!(template["Resources"]["AwsIntroSampleUploadJenny"]["Type"], "AWS::S3::Bucket");
    assert_eq!(template["Resources"]["SampleRoleWeb"]["Type"], "AWS::IAM::Role");
    run.entries(&["a.infra"]);
}

#[test]
fn a_dash_is_standard_input() {
    let piped = Test::new().args(&["build", "-"]).stdin(EXAMPLE).run().code(0);
    let read = Test::new().args(&["build", "a.infra"]).file("a.infra", EXAMPLE).run();
    assert_eq!(piped.out(), read.out());
}

#[test]
fn errors_on_standard_input_name_it() {
    Test::new().args(&["build", "-"]).stdin(BAD).run().code(1).stdout("").stderr_has("[<stdin>:1:1]");
}

#[test]
fn formats() {
    let run = |format: &str| Test::new().args(&["build", "-", "--format", format]).stdin(GOOD).run().code(0);
    assert_eq!(resources(&run("json").json()), ["SomeGoodName", "SomeGoodNamePolicy"]);
    run("yaml").stdout_has("AWSTemplateFormatVersion: \"2010-09-09\"\n").stdout_has("\n  SomeGoodName:\n");
    Test::new().args(&["build", "-", "--format", "toml"]).run().code(2).stdout("").stderr_has("json, yaml");
}

#[test]
fn warnings_do_not_stop_a_build() {
    let run = Test::new().args(&["build", "a.infra"]).file("a.infra", WARNED).run().code(0);
    assert_eq!(resources(&run.json()), ["SomeRole"]);
    run.stderr_has("warning[unknown-service]").stderr_has("1 warning in a.infra");
}

#[test]
fn errors_stop_a_build() {
    let run = Test::new().args(&["build", "a.infra"]).file("a.infra", BAD).run().code(1).stdout("");
    run.stderr_has("error[unknown-word]").stderr_has("[a.infra:1:1]").stderr_has("1 error in a.infra");
}

#[test]
fn several_templates_need_a_folder() {
    let test = Test::new().args(&["build", "a.infra", "b.infra"]).file("a.infra", GOOD).file("b.infra", GOOD);
    test.run().code(2).stdout("").stderr("error: several templates need a folder to go to: -o FOLDER\n");
}

#[test]
fn standard_input_is_read_once() {
    let run = Test::new().args(&["build", "-", "-", "-o", "out"]).stdin(GOOD).run().code(2).stdout("");
    run.stderr("error: standard input can be read once only\n").entries(&[]);
}
