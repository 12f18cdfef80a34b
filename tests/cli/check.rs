//! `infrac check`.

use crate::harness::{BAD, EXAMPLE, GOOD, Test};

#[test]
fn a_good_file_is_passed_over_in_silence() {
    Test::new().args(&["check", "a.infra"]).file("a.infra", GOOD).run().code(0).stdout("").stderr("");
    Test::new().args(&["check", "-"]).stdin(GOOD).run().code(0).stdout("").stderr("");
}

#[test]
fn advice_is_shown_and_stops_nothing() {
    let run = Test::new().args(&["check", "a.infra"]).file("a.infra", EXAMPLE).run().code(0).stdout("");
    run.stderr_has("advice[broad-policy]").stderr_has("grant sample-role-web all on aws-intro-sample-upload-jenny");
}

#[test]
fn an_error_is_shown_with_its_line_and_what_to_write() {
    let run = Test::new().args(&["check", "a.infra"]).file("a.infra", BAD).run().code(1).stdout("");
    run.stderr_has("error[unknown-word]").stderr_has("bukket \"some-good-name\"").stderr_has("did you mean `bucket`?");
}

#[test]
fn the_files_stay_as_they_are() {
    let run = Test::new().args(&["check", "a.infra"]).file("a.infra", BAD).run().code(1);
    run.holds("a.infra", BAD).entries(&["a.infra"]);
}

#[test]
fn every_file_is_checked() {
    let test = Test::new().args(&["check", "a.infra", "missing.infra", "b.infra", "-"]).stdin(BAD);
    let run = test.file("a.infra", BAD).file("b.infra", GOOD).run().code(2).stdout("");
    run.stderr_has("[a.infra:1:1]").stderr_has("missing.infra").stderr_has("[<stdin>:1:1]").stderr_has("in 3 files");
}

#[test]
fn a_folder_is_no_file() {
    let run = Test::new().args(&["check", "net"]).folder("net").run().code(2).stdout("");
    run.stderr_has("error[cannot-read]").stderr_has("this is a folder, not a file").stderr_has("net");
}

#[test]
fn bytes_that_are_no_text() {
    let run = Test::new().args(&["check", "a.infra"]).file("a.infra", b"bucket \"\xb5\xe5\"\n").run().code(1);
    run.stdout("").stderr_has("error[not-utf8]");
}

#[test]
fn no_colour_and_no_controls_in_a_pipe() {
    let run = Test::new().args(&["check", "-"]).stdin("bukket \"a\u{1b}[31mb\u{7}\"\n").run().code(1);
    assert!(!run.err().contains(|c: char| c.is_control() && c != '\n'), "{:?}", run.err());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_can_be_checked() {
    use std::os::unix::ffi::OsStrExt;
    let test = Test::new().arg("check");
    let name = std::ffi::OsStr::from_bytes(b"a\xff.infra");
    std::fs::write(test.path("").join(name), GOOD).expect("a file can be written");
    let output = test.command().arg(name).output().expect("the program runs");
    assert_eq!((output.status.code(), output.stdout, output.stderr), (Some(0), Vec::new(), Vec::new()));
}

const TEMPLATE: &str =
    "# A queue.\nResources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimout: 60\n";

#[test]
fn a_template_is_known_by_its_ending_or_by_how_it_begins() {
    let run = Test::new().args(&["check", "a.yaml"]).file("a.yaml", TEMPLATE).run().code(1).stdout("");
    run.stderr_has("[a.yaml:6:7]").stderr_has("there is a property `VisibilityTimeout`");
    Test::new().args(&["check", "-"]).stdin(TEMPLATE).run().code(1).stderr_has("error[unknown-property]");
    let json = "{\"Resources\": {\"Jobs\": {\"Type\": \"AWS::SQS::Queue\"}}}";
    Test::new().args(&["check", "-"]).stdin(json).run().code(0).stderr("");
}

#[test]
fn a_template_is_mended() {
    let run = Test::new().args(&["check", "--fix", "a.yaml"]).file("a.yaml", TEMPLATE).run().code(0);
    run.holds("a.yaml", TEMPLATE.replace("Timout", "Timeout"));
}

#[test]
fn a_template_is_checked_for_its_region() {
    let text =
        "Resources:\n  Bot:\n    Type: AWS::Lex::BotAlias\n    Properties: {BotAliasName: one, BotId: ABCDEFGHIJ}\n";
    let test = || Test::new().file("a.yaml", text);
    test().args(&["check", "a.yaml"]).run().code(0);
    test().args(&["check", "--region", "ap-southeast-7", "a.yaml"]).run().code(1).stderr_has("error[unavailable-type]");
    test().args(&["check", "--region", "nowhere-1", "a.yaml"]).run().code(2).stderr_has("is not a region of AWS");
}
