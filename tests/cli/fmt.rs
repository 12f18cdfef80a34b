//! `infrac fmt`.

use crate::harness::{EXAMPLE, Test};
use std::fs;

const UGLY: &str = "bucket   my-images-2026<versioning=on>\n\n\n\n";
const NEAT: &str = "bucket my-images-2026 < versioning = on >\n";
const BROKEN: &str = "bucket   my-images-2026 < versioning = >\n";
/// What is between the two, and what is said about it.
const DIFF: &str = "--- a.infra\n+++ a.infra\n@@ -1,4 +1 @@\n-bucket   my-images-2026<versioning=on>\n-\n-\n-\n+bucket my-images-2026 < versioning = on >\n";
const SAID: &str = "1 file would change; infrac fmt without --check does it\n";

#[test]
fn a_file_is_laid_out_in_its_place() {
    let run = Test::new().args(&["fmt", "a.infra"]).file("a.infra", UGLY).run();
    let run = run.code(0).stdout("").stderr("").holds("a.infra", NEAT).entries(&["a.infra"]);
    run.then(&["fmt", "--check", "a.infra"]).run().code(0).stdout("").stderr("");
}

#[test]
fn what_would_change_is_shown_and_nothing_is_written() {
    let test =
        Test::new().args(&["fmt", "--check", "a.infra", "b.infra"]).file("a.infra", UGLY).file("b.infra", EXAMPLE);
    test.run().code(1).stdout(DIFF).stderr(SAID).holds("a.infra", UGLY).holds("b.infra", EXAMPLE);
    let test = Test::new().args(&["fmt", "--check", "a.infra", "b.infra"]).file("a.infra", UGLY).file("b.infra", UGLY);
    test.run().code(1).stderr_has("2 files would change");
}

#[test]
fn the_difference_has_colours_where_they_are_wanted() {
    let test = Test::new().args(&["fmt", "--check", "a.infra"]).file("a.infra", UGLY);
    let output = test.command().env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1").output().expect("infrac runs");
    let shown = String::from_utf8(output.stdout).expect("standard output is UTF-8");
    assert!(shown.contains("\u{1b}[32m+bucket my-images-2026 < versioning = on >\u{1b}[0m\n"), "{shown:?}");
}

#[test]
fn standard_input_goes_to_standard_output() {
    for name in ["-", "--stdin"] {
        Test::new().args(&["fmt", name]).stdin(UGLY).run().code(0).stdout(NEAT).stderr("");
        Test::new().args(&["fmt", name]).stdin(NEAT).run().code(0).stdout(NEAT).stderr("");
        let shown = DIFF.replace("a.infra", "<stdin>");
        Test::new().args(&["fmt", "--check", name]).stdin(UGLY).run().code(1).stdout(&shown).stderr(SAID);
    }
    Test::new().args(&["fmt", "--stdin", "a.infra"]).file("a.infra", UGLY).run().code(2).holds("a.infra", UGLY);
    Test::new().args(&["fmt", "-", "-"]).stdin(UGLY).run().code(2).stdout("");
    Test::new().args(&["fmt"]).stdin(UGLY).run().code(2).stdout("");
}

#[test]
fn a_text_with_mistakes_of_syntax_stays_as_it_is() {
    let test = Test::new().args(&["fmt", "a.infra", "b.infra"]).file("a.infra", BROKEN).file("b.infra", UGLY);
    let run = test.run().code(1).stdout("").stderr_has("error[value-expected]").stderr_has("[a.infra:1:");
    run.holds("a.infra", BROKEN).holds("b.infra", NEAT);
    // An editor that puts a text through the program gets it back.
    Test::new().args(&["fmt", "-"]).stdin(BROKEN).run().code(1).stdout(BROKEN).stderr_has("error[value-expected]");
    let run = Test::new().args(&["fmt", "--check", "a.infra"]).file("a.infra", BROKEN).run().code(1).stdout("");
    assert!(!run.err().contains("would change"), "{}", run.err());
}

#[test]
fn a_text_that_means_nothing_has_a_layout_too() {
    let run = Test::new().args(&["fmt", "a.infra"]).file("a.infra", "bukket   a\n").run();
    run.code(0).stdout("").stderr("").holds("a.infra", "bukket a\n");
}

#[test]
fn mistakes_are_shown_in_any_format() {
    let test = Test::new().args(&["fmt", "--message-format", "json", "a.infra"]).file("a.infra", BROKEN);
    let run = test.run().code(1).stderr("");
    assert_eq!(run.json()["diagnostics"][0]["code"], "value-expected");
}

#[test]
fn files_that_cannot_be_read() {
    let run = Test::new().args(&["fmt", "missing.infra", "a.infra"]).file("a.infra", UGLY).run().code(2);
    run.stderr_has("error[cannot-read]").holds("a.infra", NEAT);
    Test::new().args(&["fmt", "net"]).folder("net").run().code(2).stderr_has("this is a folder, not a file");
    let run = Test::new().args(&["fmt", "a.infra"]).file("a.infra", b"bucket  \"\xb5\xe5\"\n").run().code(1);
    run.stderr_has("error[not-utf8]").holds("a.infra", b"bucket  \"\xb5\xe5\"\n");
}

#[test]
fn a_template_is_no_infra_file() {
    let template = "Resources: {Jobs: {Type: AWS::SQS::Queue}}\n";
    let run = Test::new().args(&["fmt", "a.yaml"]).file("a.yaml", template).run().code(2).stdout("");
    run.stderr("error: a.yaml: this is a template of CloudFormation; fmt lays out .infra files\n")
        .holds("a.yaml", template);
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let ugly = format!("\u{feff}{}", UGLY.replace('\n', "\r\n"));
    let neat = format!("\u{feff}{}", NEAT.replace('\n', "\r\n"));
    Test::new().args(&["fmt", "a.infra"]).file("a.infra", &ugly).run().code(0).holds("a.infra", &neat);
    Test::new().args(&["fmt", "-"]).stdin(&ugly).run().code(0).stdout(&neat);
    Test::new().args(&["fmt", "--check", "a.infra"]).file("a.infra", &neat).run().code(0).stdout("");
}

#[test]
fn a_file_that_is_laid_out_is_not_written() {
    let test = Test::new().args(&["fmt", "a.infra"]).file("a.infra", NEAT);
    let path = test.path("a.infra");
    let before = fs::metadata(&path).expect("the file is there").permissions();
    let mut locked = before.clone();
    locked.set_readonly(true);
    fs::set_permissions(&path, locked).expect("permissions can be set");
    let run = test.run().code(0).stdout("").stderr("");
    fs::set_permissions(&path, before).expect("permissions can be set");
    run.holds("a.infra", NEAT).entries(&["a.infra"]);
}

#[test]
fn what_is_made_has_the_layout() {
    let run = Test::new().args(&["new", "shop"]).run().code(0);
    run.then(&["fmt", "--check", "shop/shop.infra"]).run().code(0).stdout("").stderr("");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let test = Test::new().args(&["fmt", "link.infra"]).file("a.infra", UGLY);
    fs::set_permissions(test.path("a.infra"), fs::Permissions::from_mode(0o750)).expect("permissions can be set");
    symlink("a.infra", test.path("link.infra")).expect("a link can be made");
    let run = test.run().code(0).holds("a.infra", NEAT);
    assert!(fs::symlink_metadata(run.folder().join("link.infra")).expect("the link is there").is_symlink());
    let mode = fs::metadata(run.folder().join("a.infra")).expect("the file is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o750);
}
