//! What holds for the sources as texts: who knows which crate, what is not written, how long files are.

mod paths;
mod sources;

use infrac::words;
use sources::{File, Line, root, sources};
use std::fs;

/// A crate, and the only folder that knows it.
const HOMES: [(&str, &str); 12] = [
    ("pest", "src/syntax/"),
    ("granit_parser", "src/template/read/yaml/"),
    ("clap", "src/cli/"),
    ("similar", "src/cli/"),
    ("unicode_width", "src/format/"),
    ("aws_sdk", "src/deploy/"),
    ("aws_config", "src/deploy/"),
    ("aws_credential_types", "src/deploy/"),
    ("aws_smithy", "src/deploy/"),
    ("aws_types", "src/deploy/"),
    ("tokio", "src/deploy/"),
    ("lsp_types", "src/lsp/"),
];

/// Folders that have a value of their own, [`infrac::template::Value`].
const OWN_VALUES: [&str; 4] = ["src/template", "src/lower", "src/model", "src/words"];

/// What finished code does without.
const UNFINISHED: [&str; 4] = ["todo!", "unimplemented!", ".unwrap()", "dbg!"];

/// The most lines that half of the files may have.
const MEDIAN: usize = 120;

/// Fails with a list of places when there are any.
#[track_caller]
fn none(rule: &str, offences: Vec<String>) {
    assert!(offences.is_empty(), "{rule}:\n{}", offences.join("\n"));
}

/// The lines of code, without tests and comments, of the files that `of` chooses, where `is` finds an offence.
fn offences(of: impl Fn(&File) -> bool, is: impl Fn(&Line) -> bool) -> Vec<String> {
    let files = sources().into_iter().filter(of);
    let lines = files.flat_map(|file| {
        let found: Vec<String> = file.code().iter().filter(|line| is(line)).map(|line| line.at(&file)).collect();
        found
    });
    lines.collect()
}

#[test]
fn a_crate_is_known_in_one_folder() {
    for (name, home) in HOMES {
        let found = offences(|file| !file.path.starts_with(home), |line| line.names(name));
        none(&format!("{name} is known outside {home}"), found);
    }
}

#[test]
fn the_crates_that_are_there_are_found_in_their_homes() {
    // What the SDK has beside its clients is not all used, and the language server is not there yet.
    for (name, home) in HOMES.iter().filter(|(name, _)| !["aws_types", "lsp_types"].contains(name)) {
        let found = offences(|file| file.path.starts_with(home), |line| line.names(name));
        assert!(!found.is_empty(), "the check above does not see {name} in {home}");
    }
}

/// The build for WebAssembly has no features.
#[test]
fn what_talks_to_aws_is_left_out_without_its_feature() {
    let files = sources();
    let lib = &files.iter().find(|file| file.path == "src/lib.rs").expect("src/lib.rs is there").text;
    assert!(lib.contains("#[cfg(feature = \"deploy\")]\npub mod deploy;"), "src/lib.rs has `deploy` in every build");
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml is there");
    let is_of_aws =
        |line: &&str| line.starts_with("aws-") || line.starts_with("tokio ") || line.starts_with("futures-");
    let always: Vec<&str> =
        manifest.lines().filter(is_of_aws).filter(|line| !line.contains("optional = true")).collect();
    assert!(always.is_empty(), "in every build: {always:?}");
    assert!(manifest.lines().filter(is_of_aws).count() > 5, "the check does not see the dependencies");
    let names: Vec<&str> = manifest.lines().filter(|line| line.contains("\"dep:aws-")).collect();
    let deploy =
        manifest.split_once("\ndeploy = [").and_then(|(_, rest)| rest.split_once(']')).map_or("", |(list, _)| list);
    assert!(names.iter().all(|name| deploy.contains(name)), "of another feature than `deploy`: {names:?}");
}

#[test]
fn templates_are_no_json_values() {
    let of = |file: &File| OWN_VALUES.iter().any(|folder| file.path.starts_with(folder));
    let is = |line: &Line| {
        let imported = line.text.starts_with("use serde_json") && (line.has_word("Value") || line.has_word("json"));
        imported || line.text.contains("serde_json::Value") || line.text.contains("serde_json::json!")
    };
    none("a value of serde_json where infrac has its own", offences(of, is));
}

#[test]
fn nothing_is_unfinished() {
    let is = |line: &Line| UNFINISHED.iter().any(|text| line.text.contains(text));
    none("unfinished outside tests", offences(|_| true, is));
}

#[test]
fn words_are_in_alphabetical_order() {
    let words: Vec<&str> = words::WORDS.iter().map(|word| word.name).collect();
    assert!(words.is_sorted(), "WORDS in src/words/mod.rs: {words:?}");
    for word in words::WORDS {
        let entries: Vec<&str> = word.entries.iter().map(|entry| entry.name).collect();
        assert!(entries.is_sorted(), "entries of {}: {entries:?}", word.name);
    }
}

#[test]
fn what_declares_a_resource_is_in_a_group() {
    let is_left = |word: &&&words::Word| word.form == words::Form::Resource && word.group == words::Group::Statements;
    let left: Vec<&str> = words::WORDS.iter().filter(is_left).map(|word| word.name).collect();
    assert!(left.is_empty(), "what are they about? `group: Group::…` in the files of {left:?}");
}

#[test]
fn the_program_is_the_library_s() {
    let files = sources();
    let main = files.iter().find(|file| file.path == "src/main.rs").expect("src/main.rs is there");
    assert!(main.text.lines().count() < 30, "src/main.rs has {} lines", main.text.lines().count());
}

#[test]
fn half_of_the_files_are_short() {
    let files = sources();
    let own = files.iter().filter(|file| !file.is_test && !file.path.contains("/data/"));
    let mut lengths: Vec<(usize, &str)> = own.map(|file| (file.text.lines().count(), file.path.as_str())).collect();
    lengths.sort_unstable();
    let (median, _) = lengths[lengths.len() / 2];
    let longest: Vec<_> = lengths.iter().rev().take(10).collect();
    assert!(median <= MEDIAN, "the median file has {median} lines; the longest are {longest:#?}");
}
