//! Readers that are gone, and places that are full.
#![cfg(unix)]

use crate::harness::{BAD, GOOD, Test};
use std::process::Stdio;

/// Runs with a standard output that nobody reads; gives the exit status and standard error.
fn unread(arguments: &[&str], source: &str) -> (Option<i32>, String) {
    let test = Test::new().args(arguments).file("a.infra", source);
    let (reader, writer) = std::io::pipe().expect("a pipe can be made");
    drop(reader);
    let output = test.command().stdin(Stdio::null()).stdout(writer).output().expect("the program runs");
    (output.status.code(), String::from_utf8(output.stderr).expect("standard error is UTF-8"))
}

#[test]
fn a_reader_that_is_gone_is_no_failure() {
    // As much as CloudFormation takes, which is more than any buffer holds.
    let many: String = (0..250).map(|number| format!("bucket \"some-good-name-{number}\"\n")).collect();
    for arguments in [
        &["build", "a.infra"][..],
        &["build", "a.infra", "--format", "yaml"],
        &["check", "a.infra", "--message-format", "json"],
        &["explain", "bucket"],
        &["explain"],
        &["new", "shop"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
    ] {
        for source in [GOOD, &many] {
            assert_eq!(unread(arguments, source), (Some(0), String::new()), "{arguments:?}");
        }
    }
}

#[test]
fn errors_stay_errors_when_nobody_reads_them() {
    for format in ["json", "sarif", "github"] {
        let arguments = ["check", "a.infra", "--message-format", format];
        assert_eq!(unread(&arguments, BAD), (Some(1), String::new()), "{format}");
    }
    let said = "1 file would change; infrac fmt without --check does it\n".to_owned();
    assert_eq!(unread(&["fmt", "--check", "a.infra"], "bucket  a\n"), (Some(1), said));
    let test = Test::new().args(&["check", "a.infra"]).file("a.infra", BAD);
    let (reader, writer) = std::io::pipe().expect("a pipe can be made");
    drop(reader);
    let output = test.command().stdin(Stdio::null()).stderr(writer).output().expect("the program runs");
    assert_eq!((output.status.code(), output.stdout), (Some(1), Vec::new()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    for arguments in [&["build", "a.infra"][..], &["explain", "bucket"], &["explain"], &["completions", "bash"]] {
        let test = Test::new().args(arguments).file("a.infra", GOOD);
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has /dev/full");
        let output = test.command().stdin(Stdio::null()).stdout(full).output().expect("the program runs");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.starts_with("error: ") && stderr.lines().count() == 1, "{arguments:?}: {stderr}");
    }
}
