//! `infrac check --fix`.

use crate::harness::{BAD, GOOD, Run, Test};
use std::fs;

fn fixed(before: impl AsRef<[u8]>) -> Run {
    Test::new().args(&["check", "--fix", "a.infra"]).file("a.infra", before).run()
}

#[test]
fn the_fix_is_written_and_the_next_run_finds_nothing() {
    let run = fixed(BAD).code(0).stdout("").stderr("").holds("a.infra", GOOD).entries(&["a.infra"]);
    run.then(&["check", "a.infra"]).run().code(0).stdout("").stderr("");
}

#[test]
fn what_has_no_fix_stays_and_is_shown() {
    let before = "bukket \"some-good-name\"\nbucket \"Not A Name\"\n";
    let run = fixed(before).code(1).stdout("").stderr_has("error[").stderr_has("[a.infra:2:");
    assert!(!run.err().contains("bukket"), "{}", run.err());
    run.holds("a.infra", before.replace("bukket", "bucket"));
}

#[test]
fn a_file_without_fixes_is_not_written() {
    let test = Test::new().args(&["check", "--fix", "a.infra"]).file("a.infra", GOOD);
    let path = test.path("a.infra");
    let mut permissions = fs::metadata(&path).expect("the file is there").permissions();
    let before = permissions.clone();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("permissions can be set");
    // Anything written would be an error, and the run is kept because its folder ends with it.
    let run = test.run().code(0).stdout("").stderr("").holds("a.infra", GOOD);
    fs::set_permissions(&path, before).expect("permissions can be set");
    run.entries(&["a.infra"]);
}

#[test]
fn line_ends_stay_what_they_are() {
    let before = "# one\r\nbukket \"some-good-name\"\r\n";
    fixed(before).code(0).holds("a.infra", before.replace("bukket", "bucket"));
}

#[test]
fn a_line_that_a_fix_adds_ends_like_the_others() {
    let before = "role some-role trusts ec2\r\nattach some-role to web01 web02\r\n";
    let run = fixed(before);
    let after = String::from_utf8(run.read("a.infra")).expect("the file is UTF-8");
    assert_ne!(after, before);
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
}

#[test]
fn a_byte_order_mark_stays() {
    fixed(format!("\u{feff}{BAD}")).code(0).holds("a.infra", format!("\u{feff}{GOOD}"));
}

#[test]
fn standard_input_goes_to_standard_output() {
    Test::new().args(&["check", "--fix", "-"]).stdin(BAD).run().code(0).stdout(GOOD).stderr("");
    Test::new().args(&["check", "--fix", "-"]).stdin(GOOD).run().code(0).stdout(GOOD).stderr("");
}

#[test]
fn a_text_and_messages_for_tools_do_not_mix() {
    let test = Test::new().args(&["check", "--fix", "-", "--message-format", "json"]).stdin(BAD);
    test.run().code(0).stdout(GOOD).stderr("{\"diagnostics\":[],\"version\":1}\n");
}

#[test]
fn bytes_that_are_no_text_are_not_touched() {
    let bytes = b"bukket \"\xb5\xe5\"\n";
    fixed(bytes).code(1).stderr_has("error[not-utf8]").holds("a.infra", bytes);
}

#[test]
fn every_file_is_fixed() {
    let test = Test::new().args(&["check", "--fix", "a.infra", "b.infra"]);
    let run = test.file("a.infra", BAD).file("b.infra", BAD).run().code(0);
    run.holds("a.infra", GOOD).holds("b.infra", GOOD);
}

#[test]
fn properties_values_and_types_are_mended_as_they_are_written() {
    let bad = "AWS::SQS::Queues jobs < VisibilityTimout = 60 >\n\
        AWS::EC2::Instance api < ImageId = \"ami-0a1b2c3d\", Affinity = hosst >\n\
        AWS::EC2::Instance web < ImageId = \"ami-0a1b2c3d\", Affinity = \"Host\" >\n";
    let good =
        bad.replace("Queues", "Queue").replace("Timout", "Timeout").replace("hosst", "host").replace("Host", "host");
    fixed(bad.as_bytes()).code(0).holds("a.infra", good);
}

#[test]
fn templates_are_mended_too() {
    let bad = "Resources:\n  Jobs:\n    Type: AWS::SQS::Queues\n    Properties: {\"VisibilityTimout\": 60} # 작업\n  \
        Web:\n    Type: 'AWS::EC2::Instance'\n    Properties:\n      ImagId: ami-0a1b2c3d\n      Affinity: 'Host'\n";
    let good = bad
        .replace("Queues", "Queue")
        .replace("Timout", "Timeout")
        .replace("ImagId", "ImageId")
        .replace("Host", "host");
    let test = Test::new().args(&["check", "--fix", "a.yaml"]).file("a.yaml", bad);
    test.run().code(0).holds("a.yaml", good);
}

#[test]
fn a_mistake_that_hides_others_in_its_statement_is_mended() {
    let run = fixed("bukket \"Not A Name\" < versionning = maybe >\n").code(1);
    run.stderr_has("2 errors").holds("a.infra", "bucket \"Not A Name\" < versioning = maybe >\n");
    let braces = "bucket my-images-2026 { versioning: on; public_access: block }\n";
    fixed(braces).code(0).holds("a.infra", "bucket my-images-2026 < versioning = on, public_access = block >\n");
}

#[test]
fn what_would_leave_no_less_unread_is_not_written() {
    // Quotes around the word would be beside another one.
    let text = "param size: string = \"t3.micro\" < allowed = .micro\", \"t3.small\"] >\n";
    fixed(format!("{text}{BAD}")).code(1).holds("a.infra", format!("{text}{GOOD}"));
}

#[test]
fn a_fix_that_mends_nothing_is_not_written_again_and_again() {
    let text = "role web trusts 2 <AWS::SQS::Queue policy AmazonS3ReadOnlyAccess # a comment>\n";
    let run = fixed(text).code(1);
    assert!(run.read("a.infra").len() < text.len() + 10, "{:?}", String::from_utf8(run.read("a.infra")));
}

#[test]
fn of_two_declarations_for_one_place_both_are_not_guessed() {
    let text = "role web trusts ec2\nexisting instance jump < id = \"i-0123456789abcdef0\" >\n\
        attach web to server-a, server-b\n";
    // The second could be meant as the first is called now.
    fixed(text).code(1).holds("a.infra", format!("existing instance server-a\n{text}"));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn permissions_stay() {
        let test = Test::new().args(&["check", "--fix", "a.infra"]).file("a.infra", BAD);
        let path = test.path("a.infra");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).expect("permissions can be set");
        let run = test.run().code(0).holds("a.infra", GOOD);
        let mode = fs::metadata(run.folder().join("a.infra")).expect("the file is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o750);
    }

    #[test]
    fn a_link_stays_a_link() {
        let test = Test::new().args(&["check", "--fix", "link.infra"]).file("a.infra", BAD);
        symlink("a.infra", test.path("link.infra")).expect("a link can be made");
        let run = test.run().code(0).holds("a.infra", GOOD);
        assert!(fs::symlink_metadata(run.folder().join("link.infra")).expect("the link is there").is_symlink());
    }
}
