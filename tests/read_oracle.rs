//! Real templates, whose folder INFRAC_CORPUS names, are read as other programs read them.

#[path = "support/real.rs"]
mod real;

use infrac::syntax::inspect::decode;
use infrac::template::{self, Place, Read};
use infrac::{Diagnostic, Source};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The code of texts that are no JSON, or no YAML; nothing of their value is certain.
const GRAMMAR: &[&str] = &["invalid-json", "invalid-yaml"];

fn sources() -> impl Iterator<Item = (PathBuf, Source)> {
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("a template can be read");
        let source = decode(&path.display().to_string(), bytes).expect("a template is UTF-8");
        (path, source)
    };
    real::templates().into_iter().map(read)
}

fn grammar(read: &Read) -> bool {
    read.diagnostics.iter().any(|problem| GRAMMAR.contains(&problem.code))
}

#[test]
fn every_place_lies_in_the_text() {
    for (path, source) in sources() {
        let read = template::read(&source);
        for label in read.diagnostics.iter().flat_map(|problem| &problem.labels) {
            assert!(source.text().get(label.span.range()).is_some(), "{}: {label:?}", path.display());
        }
        if !grammar(&read) {
            check(&read.places, &source, &path);
        }
    }
}

/// The start of a character at an offset or behind it.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[test]
fn damaged_templates_are_read() {
    for (path, source) in sources() {
        let text = source.text();
        for part in 1..4 {
            // Cut off, and with a piece missing.
            let at = boundary(text, text.len() * part / 4 + part);
            let behind = boundary(text, at + 3 * part);
            for damaged in [text[..at].to_owned(), format!("{}{}", &text[..at], &text[behind..])] {
                let damaged = Source::new("damaged", damaged);
                for label in template::read(&damaged).diagnostics.iter().flat_map(|problem| &problem.labels) {
                    assert!(damaged.text().get(label.span.range()).is_some(), "{} at {at}: {label:?}", path.display());
                }
            }
        }
    }
}

/// A place lies in the text; what stands under a key stands behind it, and is what the key is about.
fn check(place: &Place, source: &Source, path: &Path) {
    let key = source.text().get(place.key_span.range()).unwrap_or_else(|| panic!("{}: {place:?}", path.display()));
    assert!(source.text().get(place.span.range()).is_some(), "{}: {place:?}", path.display());
    if let Some(name) = place.key.as_deref().filter(|name| !name.contains(['\\', '"', '\'', '\n'])) {
        let short = name.trim_start_matches("Fn::");
        assert!(key.contains(short), "{}: {name:?} has the place of {key:?}", path.display());
    }
    place.children.iter().for_each(|child| check(child, source, path));
}

#[test]
fn real_templates_have_few_problems() {
    // Those of programs that make templates of templates, such as Rain, and a few mistakes.
    let mut with_errors = 0;
    let mut known: Vec<(&str, usize)> = Vec::new();
    let mut count = 0;
    for (path, source) in sources() {
        count += 1;
        let read = template::read(&source);
        with_errors += usize::from(read.has_errors());
        for problem in read.diagnostics {
            println!("{}:{}: {}", path.display(), source.line_of(problem.span().start), shown(&problem));
            match known.iter_mut().find(|(code, _)| *code == problem.code) {
                Some((_, number)) => *number += 1,
                None => known.push((problem.code, 1)),
            }
        }
    }
    println!("{count} templates, {with_errors} with errors: {known:?}");
    assert!(with_errors * 10 <= count, "{with_errors} of {count} templates have errors");
}

fn shown(problem: &Diagnostic) -> String {
    format!("{}[{}]: {}", problem.severity.name(), problem.code, problem.message)
}

#[test]
fn python_reads_the_same() {
    let Some(python) = std::env::var_os("INFRAC_PYTHON") else {
        println!("skipped: INFRAC_PYTHON does not name a Python with PyYAML");
        return;
    };
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("read_oracle");
    // What another corpus left there would be compared too.
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("the directory for tests can be written");
    let mut count = 0;
    for (number, (_, source)) in sources().enumerate() {
        let read = template::read(&source);
        let mut json = b"null".to_vec();
        if !grammar(&read) {
            json.clear();
            template::compact_json(&read.template, &mut json).expect("a template is JSON");
        }
        let file = directory.join(format!("{number:04}"));
        fs::write(file.with_extension("template"), source.text()).expect("a file can be written");
        fs::write(file.with_extension("read"), json).expect("a file can be written");
        count += 1;
    }
    if count == 0 {
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/read_check.py");
    let output = Command::new(python).arg(script).arg(&directory).output().expect("INFRAC_PYTHON runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{stdout}");
    assert!(output.status.success(), "{stdout}{stderr}");
}
