//! Arguments that make no sense, and the help.

use crate::harness::Test;

#[test]
fn wrong_usage_is_status_2_and_leaves_standard_output_alone() {
    for arguments in [
        &["build"][..],
        &["check"],
        &["new"],
        &["completions"],
        &["bild", "a.infra"],
        &["build", "-", "--formt", "json"],
        &["build", "-", "-o"],
        &["check", "-", "--message-format", "xml"],
        &["check", "-", "-o", "x"],
        &["new", "a", "b"],
        &["explain", "a", "b"],
    ] {
        let run = Test::new().args(arguments).run().code(2).stdout("").stderr_has("try '--help'").entries(&[]);
        assert!(!run.err().contains("panicked"), "{}", run.err());
    }
}

#[test]
fn without_a_command_the_help_is_on_standard_error() {
    Test::new().run().code(2).stdout("").stderr_has("Usage: infrac <COMMAND>").stderr_has("build");
}

#[test]
fn help_and_version_go_to_standard_output() {
    let run = Test::new().arg("--help").run().code(0).stderr("");
    for command in ["build", "check", "explain", "new", "completions"] {
        assert!(run.out().contains(&format!("\n  {command} ")), "{command}: {}", run.out());
        Test::new().args(&[command, "--help"]).run().code(0).stderr("").stdout_has(&format!("Usage: infrac {command}"));
    }
    let version = concat!("infrac ", env!("CARGO_PKG_VERSION"), "\n");
    Test::new().arg("--version").run().code(0).stderr("").stdout(version);
}

#[test]
fn an_argument_cannot_steer_the_terminal() {
    let run = Test::new().args(&["explain", "a\u{1b}[2J\u{202e}b\nc"]).run().code(2).stdout("");
    run.stderr_has("`a␛[2J<U+202E>b␊c`");
    let run = Test::new().args(&["new", "a\u{1b}/shop"]).run().code(2).stdout("");
    run.stderr_has("error: a␛").stderr_has("there is no such file or folder");
}
