//! Files whose text `file(…)` takes, and where they may lie.

use crate::harness::Test;

const MAIN: &str = "AWS::SSM::Parameter text < Type = \"String\", Value = file(\"./text.txt\") >\n";

fn test() -> Test {
    Test::new().args(&["build", "--format", "yaml", "main.infra"]).file("main.infra", MAIN)
}

#[test]
fn a_text_is_taken_as_it_is() {
    let run = test().file("text.txt", "\u{feff}${a} $$ %d\r\n\tb").run().code(0).stderr("");
    assert!(run.out().contains(r#"Value: "${a} $$ %d\r\n\tb""#), "{}", run.out());
    let run = test().file("text.txt", "").run().code(0).stderr("");
    assert!(run.out().contains("Value: \"\"\n"), "{}", run.out());
}

#[test]
fn what_is_no_text_or_too_much_is_said() {
    test().file("text.txt", [0x61, 0xff]).run().code(1).stderr_has("is not UTF-8").stderr_has("no-such-file");
    test().folder("text.txt").run().code(1).stderr_has("`text.txt` is a folder");
    let limit = 1_024 * 1_024;
    test().file("text.txt", "a".repeat(limit)).run().code(0).stderr("");
    test().file("text.txt", "a".repeat(limit + 1)).run().code(1).stderr_has("file-too-large");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_root() {
    let outside = Test::new().file("secret.txt", "secret");
    let test = test();
    std::os::unix::fs::symlink(outside.path("secret.txt"), test.path("text.txt")).expect("a link can be made");
    let run = test.run().code(1).stderr_has("outside-root");
    assert_eq!(run.out(), "");
}

#[test]
fn a_mistake_in_another_file_is_never_mended_there() {
    let run = test().file("text.txt", "{{resolve:ssm:a}}").run().code(1).stderr_has("dynamic-reference");
    run.then(&["check", "--fix", "main.infra"]).run().code(1).holds("text.txt", "{{resolve:ssm:a}}");
}
