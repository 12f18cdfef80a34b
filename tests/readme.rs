//! What the README shows is what infrac does: its programs compile, its commands run, its output is theirs.

use infrac::source::Texts;
use infrac::{Severity, Source};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

const README: &str = include_str!("../README.md");

/// A fenced block: what stands behind the fence's mark, the text, and the name that a comment above gives it.
struct Block<'a> {
    form: &'a str,
    text: &'a str,
    name: Option<&'a str>,
}

fn blocks() -> Vec<Block<'static>> {
    let mut blocks = Vec::new();
    let mut rest = README;
    while let Some((before, behind)) = rest.split_once("\n```") {
        let (form, body) = behind.split_once('\n').expect("a line");
        let (text, after) = body.split_once("\n```").expect("an end");
        let comment = before.lines().last().and_then(|line| line.strip_prefix("<!-- ")?.strip_suffix(" -->"));
        blocks.push(Block { form, text, name: comment });
        rest = after;
    }
    assert!(blocks.len() > 5);
    blocks
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for tests can be made");
    for block in blocks() {
        if let Some(name) = block.name {
            fs::write(folder.join(name), format!("{}\n", block.text)).expect("a file can be written");
        }
    }
    folder
}

fn infrac(arguments: &[&str], folder: &Path) -> (String, String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_infrac"));
    let output = command.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().expect("infrac runs");
    let text = |bytes| String::from_utf8(bytes).expect("infrac prints UTF-8");
    (text(output.stdout), text(output.stderr), output.status.success())
}

#[test]
fn the_programs_compile_without_a_warning() {
    let programs: Vec<_> = blocks().into_iter().filter(|block| block.form == "infra").collect();
    assert!(programs.len() >= 3);
    let files = || blocks().into_iter().filter_map(|block| Some((block.name?, block.text))).collect::<Texts>();
    for program in programs {
        let source = Source::new("README.md", program.text).with_files("README.md", Arc::new(files()));
        let mut said = infrac::compile(&source).diagnostics;
        said.retain(|found| found.severity > Severity::Advice);
        assert_eq!(said, [], "{}", program.text);
    }
}

#[test]
fn the_commands_print_what_they_are_said_to() {
    let folder = folder("commands");
    let mut ran = 0;
    for block in blocks().iter().filter(|block| block.form == "console") {
        for session in block.text.split("$ ").filter(|session| session.starts_with("infrac ")) {
            let (command, shown) = session.split_once('\n').unwrap_or((session, ""));
            let arguments: Vec<&str> = command.split(' ').skip(1).collect();
            let (out, err, success) = infrac(&arguments, &folder);
            ran += 1;
            if shown.is_empty() {
                assert!(success, "{command}: {err}");
            } else {
                assert_eq!(format!("{out}{err}").trim_end(), shown.trim_end(), "{command}");
            }
        }
    }
    assert!(ran >= 3);
}

#[test]
fn the_template_beside_the_three_lines_is_theirs() {
    let (example, ..) = infrac(&["build", "upload.infra", "--format", "yaml"], &folder("template"));
    let mut built = example.lines();
    let shown = blocks().into_iter().find(|block| block.form == "yaml").expect("a template");
    for line in shown.text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        assert!(built.any(|one| one == line), "not in the template, or not there: {line}");
    }
    let lines =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/upload.infra")).expect("an example");
    let lines: Vec<_> = lines.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(README.contains(&lines.join("\n")), "the example's three lines");
}
