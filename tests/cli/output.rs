//! `infrac build -o`.

use crate::harness::{BAD, GOOD, Run, Test, json, resources};
use std::fs;

fn build(arguments: &[&str]) -> Test {
    Test::new().arg("build").args(arguments).file("a.infra", GOOD)
}

fn template(run: &Run, name: &str) -> serde_json::Value {
    json(&String::from_utf8(run.read(name)).expect("a template is UTF-8"))
}

#[test]
fn a_file_is_written_and_standard_output_is_empty() {
    let run = build(&["a.infra", "-o", "out.json"]).run().code(0).stdout("").stderr("");
    assert_eq!(resources(&template(&run, "out.json")), ["SomeGoodName", "SomeGoodNamePolicy"]);
    run.entries(&["a.infra", "out.json"]);
}

#[test]
fn the_ending_of_the_name_says_the_format() {
    for name in ["out.yaml", "out.yml"] {
        let run = build(&["a.infra", "-o", name]).run().code(0);
        assert!(run.read(name).starts_with(b"AWSTemplateFormatVersion: \"2010-09-09\"\n"));
    }
    let run = build(&["a.infra", "-o", "out.yaml", "--format", "json"]).run().code(0);
    template(&run, "out.yaml");
}

#[test]
fn a_dash_is_standard_output() {
    let run = build(&["a.infra", "-o", "-"]).run().code(0).entries(&["a.infra"]);
    assert_eq!(resources(&run.json()), ["SomeGoodName", "SomeGoodNamePolicy"]);
}

#[test]
fn a_failed_build_leaves_the_old_file() {
    let old = b"old \xff bytes\r\n";
    let test = Test::new().args(&["build", "a.infra", "-o", "out.json"]).file("a.infra", BAD).file("out.json", old);
    test.run().code(1).stdout("").holds("out.json", old).entries(&["a.infra", "out.json"]);
}

#[test]
fn a_good_build_replaces_the_old_file() {
    let run = build(&["a.infra", "-o", "out.json"]).file("out.json", "x".repeat(100_000)).run().code(0);
    assert_eq!(run.read("out.json").last(), Some(&b'\n'));
    assert!(template(&run, "out.json")["Resources"].is_object());
    run.entries(&["a.infra", "out.json"]);
}

#[test]
fn a_folder_that_is_not_there() {
    let run = build(&["a.infra", "-o", "missing/out.json"]).run().code(2).stdout("");
    let path = std::path::Path::new("missing/out.json").display();
    run.stderr(&format!("error: {path}: there is no such file or folder\n")).entries(&["a.infra"]);
}

#[test]
fn a_file_that_is_read_only_stays() {
    let test = build(&["a.infra", "-o", "out.json"]).file("out.json", "old");
    let path = test.path("out.json");
    let before = fs::metadata(&path).expect("the file is there").permissions();
    let mut read_only = before.clone();
    read_only.set_readonly(true);
    fs::set_permissions(&path, read_only).expect("permissions can be set");
    let run = test.run().code(2).stderr("error: out.json: permission denied\n").holds("out.json", "old");
    // Windows removes no file that is read-only.
    fs::set_permissions(&path, before).expect("permissions can be set");
    run.entries(&["a.infra", "out.json"]);
}

#[test]
fn a_source_is_never_replaced() {
    let run = build(&["a.infra", "-o", "a.infra"]).run().code(2).stdout("").holds("a.infra", GOOD);
    run.stderr("error: a.infra: this is a source; its template would take its place\n");
    let run = build(&["a.json", "-o", "."]).file("a.json", GOOD).run().code(2).holds("a.json", GOOD);
    run.stderr_has("this is a source");
}

#[test]
fn a_folder_takes_a_template_named_after_the_source() {
    let run = build(&["a.infra", "-o", "out", "--format", "yaml"]).folder("out").run().code(0);
    assert!(run.read("out/a.yaml").starts_with(b"AWSTemplateFormatVersion"));
    let run = Test::new().args(&["build", "-", "-o", "out"]).folder("out").stdin(GOOD).run().code(0);
    template(&run, "out/stdin.json");
}

#[test]
fn a_name_with_points_keeps_them() {
    let run = Test::new().args(&["build", "a.b.infra", "-o", "."]).file("a.b.infra", GOOD).run().code(0);
    run.entries(&["a.b.infra", "a.b.json"]);
}

#[test]
fn several_files_go_to_a_folder() {
    let other = "bucket \"another-name\"\n";
    let run = build(&["a.infra", "b.infra", "-o", "out"]).file("b.infra", other).run().code(0).stdout("").stderr("");
    assert_eq!(resources(&template(&run, "out/a.json")), ["SomeGoodName", "SomeGoodNamePolicy"]);
    assert_eq!(resources(&template(&run, "out/b.json")), ["AnotherName", "AnotherNamePolicy"]);
}

#[test]
fn one_error_among_several_files_writes_none() {
    let run = build(&["a.infra", "b.infra", "-o", "out"]).file("b.infra", BAD).run().code(1).stdout("");
    run.stderr_has("[b.infra:1:1]").stderr_has("1 error in b.infra").entries(&["a.infra", "b.infra"]);
}

#[test]
fn a_missing_file_among_several_writes_none() {
    let run = build(&["a.infra", "b.infra", "-o", "out"]).run().code(2).stdout("").entries(&["a.infra"]);
    run.stderr_has("error[cannot-read]").stderr_has("there is no such file or folder").stderr_has("b.infra");
}

#[test]
fn two_templates_of_one_name_are_refused() {
    let run = Test::new().args(&["build", "a/x.infra", "b/x.infra", "-o", "out"]);
    let run = run.file("a/x.infra", GOOD).file("b/x.infra", GOOD).run().code(2).stdout("");
    run.stderr_has("two templates would go to out").entries(&["a", "b"]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn an_old_file_keeps_its_permissions() {
        let test = build(&["a.infra", "-o", "out.json"]).file("out.json", "old");
        let path = test.path("out.json");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("permissions can be set");
        let run = test.run().code(0);
        template(&run, "out.json");
        assert_eq!(fs::metadata(&path).expect("the file is there").permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_link_is_followed() {
        let test = build(&["a.infra", "-o", "link.json"]).file("real.json", "old");
        symlink("real.json", test.path("link.json")).expect("a link can be made");
        let run = test.run().code(0);
        template(&run, "real.json");
        assert!(fs::symlink_metadata(run.folder().join("link.json")).expect("the link is there").is_symlink());
    }

    #[test]
    fn a_pipe_is_written_to_and_stays_a_pipe() {
        use std::os::unix::fs::FileTypeExt;
        let test = build(&["a.infra", "-o", "pipe"]);
        let path = test.path("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo is there");
        assert!(made.success());
        let reader = std::thread::spawn({
            let path = path.clone();
            move || fs::read_to_string(path).expect("the pipe can be read")
        });
        let run = test.run();
        assert!(fs::symlink_metadata(&path).expect("the pipe is there").file_type().is_fifo());
        run.code(0).entries(&["a.infra", "pipe"]);
        assert_eq!(resources(&json(&reader.join().expect("the reader ends"))), ["SomeGoodName", "SomeGoodNamePolicy"]);
    }
}
