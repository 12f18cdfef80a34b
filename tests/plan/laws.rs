//! What holds for every plan, on the templates of the examples and of the corpus.

use infrac::plan::{Action, Plan, predict};
use infrac::template::Template;
use infrac::{Source, compile, template};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The sources of the examples and the cases that compile without the files of their folders.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [root.join("examples"), root.join("tests/corpus")];
    let mut files = folders.iter().flat_map(|folder| below(folder)).collect::<Vec<_>>();
    files.sort();
    let read = files
        .iter()
        .filter_map(|path| Some(Source::new(path.display().to_string(), std::fs::read_to_string(path).ok()?)));
    read.filter(|source| !compile(source).has_errors()).collect()
});

fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|one| one == "infra"))
        .collect()
}

fn ids<'t>(template: &'t Template<'_>) -> BTreeSet<&'t str> {
    template.resources.iter().map(|resource| resource.id.as_ref()).collect()
}

/// Each id of either template is in one row or in none, and what only one of them has is in one.
fn rows_are_right(old: &Template<'_>, new: &Template<'_>, plan: &Plan) {
    let mut rows: BTreeMap<&str, Action> = BTreeMap::new();
    for change in &plan.changes {
        let before = rows.insert(&change.logical_id, change.action);
        assert_eq!(before, None, "{} has two rows", change.logical_id);
    }
    let conditional = |id: &str| {
        let mut all = old.resources.iter().chain(&new.resources).filter(|one| one.id == id);
        all.any(|one| one.attributes.iter().any(|(name, _)| name == "Condition"))
    };
    let (old, new) = (ids(old), ids(new));
    for id in old.union(&new) {
        match (old.contains(id), new.contains(id), rows.remove(id)) {
            (true, false, Some(Action::Remove)) | (false, true, Some(Action::Add)) => {}
            (
                true,
                true,
                None | Some(Action::Change | Action::Replace(_) | Action::Add | Action::Remove | Action::Unknown),
            ) => {}
            // What a loop or a macro makes.
            (_, _, Some(Action::Unknown)) => {}
            // What its condition rules out with the values that are known.
            (_, _, None) if conditional(id) => {}
            (_, _, other) => panic!("{id}: {other:?}"),
        }
    }
    assert!(rows.is_empty(), "rows of nothing: {rows:?}");
}

#[test]
fn the_same_template_changes_nothing() {
    assert!(SOURCES.len() > 200, "{}", SOURCES.len());
    for source in SOURCES.iter() {
        let template = compile(source).template;
        let plan = predict(&template, &template);
        assert!(plan.is_empty(), "{}: {plan:#?}", source.name());
    }
}

#[test]
fn a_template_changes_nothing_however_it_is_written() {
    for source in SOURCES.iter() {
        let compiled = compile(source).template;
        let write = |write: fn(&Template<'_>, &mut Vec<u8>) -> std::io::Result<()>| {
            let mut text = Vec::new();
            write(&compiled, &mut text).unwrap();
            Source::new("template", String::from_utf8(text).unwrap())
        };
        for text in
            [write(|template, out| template::json(template, out)), write(|template, out| template::yaml(template, out))]
        {
            let read = template::read(&text).template;
            for plan in [predict(&compiled, &read), predict(&read, &compiled)] {
                assert!(plan.is_empty(), "{}: {plan:#?}", source.name());
            }
        }
    }
}

#[test]
fn each_id_is_in_one_row_at_most() {
    let templates: Vec<_> = SOURCES.iter().map(|source| compile(source).template).collect();
    for (at, old) in templates.iter().enumerate() {
        // Each template against the few behind it: some share their ids.
        for new in templates.iter().skip(at + 1).take(4) {
            rows_are_right(old, new, &predict(old, new));
            rows_are_right(new, old, &predict(new, old));
        }
    }
}

/// What one direction adds, the other removes; a new parameter has its default, which the one of the old stack need not.
#[test]
fn back_is_the_other_way_round() {
    let templates = SOURCES.iter().map(|source| compile(source).template);
    let templates: Vec<_> = templates.filter(|template| template.conditions.is_empty()).collect();
    for (old, new) in templates.iter().zip(templates.iter().skip(1)) {
        let (there, back) = (predict(old, new).counts(), predict(new, old).counts());
        assert_eq!((there.add, there.delete + there.retain), (back.delete + back.retain, back.add));
    }
}

/// Templates of no sense, with circles and names of nothing, come to an end.
#[test]
fn circles_come_to_an_end() {
    let ring = |tail: &str| {
        let lines = (0..40).map(|at| {
            let next = (at + 1) % 40;
            format!("  R{at}: {{Type: 'AWS::SQS::Queue', Properties: {{QueueName: !Sub '${{R{next}}}-${{R{next}.Arn}}{tail}'}}}}\n")
        });
        format!("Resources:\n{}", lines.collect::<String>())
    };
    let (old, new) = (Source::new("old.yaml", ring("a")), Source::new("new.yaml", ring("b")));
    let (old, new) = (template::read(&old).template, template::read(&new).template);
    assert_eq!(predict(&old, &new).changes.len(), 40);
}
