//! What a program gives: for each file of `tests/corpus`, what is said about it, and its template.
//!
//! A case is one program that shows one behaviour; its first line says which. `INSTA_UPDATE=always` writes the
//! snapshots anew, to be read before they are kept.

#[path = "support/folder.rs"]
mod folder;

use folder::Folder;
use infrac::cli::render::{MessageFormat, Style, render};
use infrac::format::format;
use infrac::syntax::inspect::decode;
use infrac::{Compiled, Diagnostic, Source, compile, template};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Cases whose template is shown as JSON too.
const ALSO_AS_JSON: &[&str] = &["stack/first-program.infra", "stack/whole-chapter.infra"];
/// Cases about the layout of a text: they show it in the place of a template.
const SHOW_LAYOUT: &str = "format/";
/// The case that shows the function behind `attach`; elsewhere its text would only be in the way.
const SHOWS_HANDLER: &str = "stack/first-program.infra";

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The case's name, `area/case.infra`, with slashes on every system.
fn name(path: &Path) -> String {
    let parts: Vec<_> =
        path.strip_prefix(corpus()).expect("a case of the corpus").iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn read(path: &Path) -> Result<Source, (Source, Vec<Diagnostic>)> {
    let source = decode(&name(path), fs::read(path).expect("the case can be read"))?;
    let folder = Folder(path.parent().expect("a case lies in a folder").to_path_buf());
    Ok(source.with_files(path.file_name().expect("a case has a name").to_string_lossy(), Arc::new(folder)))
}

fn rendered(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let mut out = Vec::new();
    render(MessageFormat::Human, &Style::plain(), &[(source, diagnostics)], &mut out)
        .expect("a vector takes everything");
    String::from_utf8(out).expect("the rendering is UTF-8")
}

fn json(compiled: &Compiled<'_>) -> String {
    let mut out = Vec::new();
    template::json(&compiled.template, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn yaml(compiled: &Compiled<'_>) -> String {
    let mut out = Vec::new();
    template::yaml(&compiled.template, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("YAML is UTF-8")
}

/// What a reader sees of a case.
fn shown(path: &Path) -> String {
    let source = match read(path) {
        Ok(source) => source,
        Err((source, diagnostics)) => return rendered(&source, &diagnostics),
    };
    let compiled = compile(&source);
    let mut shown = match compiled.diagnostics.as_slice() {
        [] => "no diagnostics\n".to_owned(),
        diagnostics => rendered(&source, diagnostics),
    };
    if compiled.has_errors() {
        return shown;
    }
    if name(path).starts_with(SHOW_LAYOUT) {
        let laid_out = format(&source).unwrap_or_else(|problems| panic!("{}: {problems:#?}", path.display()));
        return shown + "\n======== formatted\n" + &laid_out.replace('\r', "\u{240D}");
    }
    let yaml = yaml(&compiled);
    shown += "\n======== YAML\n";
    shown += &if name(path) == SHOWS_HANDLER { yaml } else { without_handler(&yaml) };
    if ALSO_AS_JSON.contains(&name(path).as_str()) {
        shown += "\n======== JSON\n";
        shown += &without_handler(&json(&compiled));
    }
    shown
}

/// The template with the text of the function behind `attach` left out.
fn without_handler(template: &str) -> String {
    let mut out = String::new();
    let mut above = None;
    for line in template.lines() {
        let indent = line.len() - line.trim_start().len();
        if above.is_some_and(|above| line.trim().is_empty() || indent > above) {
            continue;
        }
        let text = line.trim_start();
        above = text.starts_with("ZipFile: |").then_some(indent);
        match text.strip_prefix("\"ZipFile\": ") {
            Some(_) => out.push_str(&format!("{}\"ZipFile\": (handler.py)", &line[..indent])),
            None if above.is_some() => out.push_str(&format!("{}ZipFile: (handler.py)", &line[..indent])),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[test]
fn every_case_shows_what_its_snapshot_says() {
    insta::glob!("corpus", "*/*.infra", |path| {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.with_file_name("snapshots"));
        settings.set_prepend_module_to_snapshot(false);
        settings.remove_snapshot_suffix();
        settings.remove_input_file();
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!(
                path.file_stem().expect("a case has a name").to_string_lossy().as_ref(),
                shown(path)
            )
        });
    });
}

/// Where the diagnostics of a case are, and the ids in its template.
fn places_and_ids(case: &str) -> (Vec<(usize, usize)>, Vec<String>) {
    let source = read(&corpus().join(case)).expect("the case is a text");
    let compiled = compile(&source);
    let places = compiled.diagnostics.iter().map(|diagnostic| {
        let at = source.location(diagnostic.span().start);
        (at.line, at.column)
    });
    (places.collect(), compiled.template.resources.iter().map(|resource| resource.id.to_string()).collect())
}

#[test]
fn five_mistakes_are_found_in_one_run_and_the_rest_compiles() {
    let (places, ids) = places_and_ids("syntax/five-mistakes.infra");
    assert_eq!(places, [(4, 8), (8, 3), (11, 29), (17, 52), (21, 8)]);
    for healthy in ["Logs2026", "Worker", "Jobs", "News"] {
        assert!(ids.iter().any(|id| id == healthy), "{healthy} is not in {ids:?}");
    }
}

#[test]
fn five_mistakes_of_syntax_are_found_in_one_run_and_the_rest_compiles() {
    let (places, ids) = places_and_ids("syntax/five-syntax-mistakes.infra");
    assert_eq!(places, [(4, 8), (8, 21), (14, 44), (16, 35), (18, 37)]);
    for healthy in ["One", "Two", "Three", "Five"] {
        assert!(ids.iter().any(|id| id == healthy), "{healthy} is not in {ids:?}");
    }
}

/// The files below a folder of the corpus, two levels deep, with this ending.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let areas =
        fs::read_dir(corpus()).expect("the corpus can be read").map(|area| area.expect("an area").path().join(folder));
    let entries =
        areas.filter_map(|area| fs::read_dir(area).ok()).flatten().map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == ending)).collect()
}

#[test]
fn every_case_says_what_it_shows() {
    let cases = files("", "infra");
    assert!(cases.len() > 300, "only {} cases", cases.len());
    for case in cases {
        let text = fs::read_to_string(&case).expect("the case is UTF-8");
        let first = text.lines().next().unwrap_or_default().trim_start_matches('\u{feff}');
        assert!(
            first.contains("# ") && first.trim().len() > 10,
            "{}: its first line does not say what it shows",
            name(&case)
        );
    }
}

#[test]
fn every_snapshot_belongs_to_a_case() {
    for snapshot in files("snapshots", "snap") {
        let stem = snapshot.file_stem().expect("a name").to_owned();
        let case = snapshot.parent().and_then(Path::parent).expect("an area").join(stem).with_extension("infra");
        assert!(case.exists(), "{} has no case", snapshot.display());
    }
}

/// A fix makes what it is about go away, and nothing worse of the file.
#[test]
fn fixes_mend_what_they_are_about() {
    for case in files("", "infra") {
        let Ok(source) = read(&case) else { continue };
        let before = compile(&source).diagnostics;
        let Some(mended) = infrac::fix::apply(source.text(), &before) else { continue };
        let after_source = Source::new(source.name(), mended);
        let after = compile(&after_source).diagnostics;
        let fixable = before.iter().filter(|diagnostic| diagnostic.fix.is_some()).count();
        let same =
            before.iter().filter(|old| old.fix.is_some() && after.iter().any(|new| new.message == old.message)).count();
        assert!(same < fixable, "{}: no fix changed anything: {}", name(&case), rendered(&after_source, &after));
        assert!(after.len() <= before.len(), "{}: worse than before: {}", name(&case), rendered(&after_source, &after));
    }
}
