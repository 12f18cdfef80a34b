use super::*;
use crate::explain::types::Accepts;
use crate::explain::{self, find};
use crate::{Source, compile, schema};

fn at(width: usize) -> Style {
    Style { width, ..Style::plain() }
}

fn shown(topic: &str, style: &Style) -> String {
    let page = find(topic).unwrap_or_else(|missing| panic!("{topic}: {missing:?}"));
    render(style, &page)
}

/// The names inside a place: its own, and those of items, values and forms.
fn names(accepts: &Accepts, all: &mut Vec<&'static str>) {
    all.extend(accepts.properties.iter().map(|one| one.name));
    let inner = accepts.items.iter().chain(&accepts.map_values).map(AsRef::as_ref).chain(&accepts.forms);
    inner.for_each(|inner| names(inner, all));
}

/// The pages below a path, down to a depth.
fn below(resource: &str, path: &str, accepts: &Accepts, depth: usize, look: &mut impl FnMut(&str, &Page)) {
    let mut all = Vec::new();
    names(accepts, &mut all);
    all.sort_unstable();
    all.dedup();
    for name in all {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let topic = format!("{resource}.{path}");
        let page = find(&topic).unwrap_or_else(|missing| panic!("{topic}: {missing:?}"));
        look(&topic, &page);
        let Page::Property(found) = page else { panic!("{topic} is no property") };
        if depth > 1 {
            below(resource, &path, &found.property.accepts, depth - 1, look);
        }
    }
}

fn check(topic: &str, page: &Page, most: usize) {
    for width in [40, 100] {
        let text = render(&at(width), page);
        assert!(text.starts_with(topic) && text.ends_with('\n') && text.len() < most, "{topic}: {}", text.len());
        assert!(!text.contains('\u{a0}') && !text.contains("  \n") && !text.contains("\n\n\n"), "{topic}:\n{text}");
    }
    let json = serde_json::to_string(page).unwrap();
    assert!(json.len() < most && json.contains("\"kind\":"), "{topic}: {}", json.len());
}

#[test]
fn every_type_and_the_properties_in_it_have_a_page() {
    let mut pages = 0;
    for name in schema::names() {
        let page = find(name).unwrap();
        check(name, &page, 100_000);
        let Page::Type(found) = page else { panic!("{name} is no type") };
        below(name, "", &found.accepts, 2, &mut |topic, page| {
            pages += 1;
            check(topic, page, 100_000);
        });
    }
    assert!(pages > 10_000, "{pages}");
}

#[test]
fn every_example_is_right_but_for_what_it_leaves_open() {
    // A placeholder may not fit a pattern, and a name has to be declared.
    let open = ["invalid-form", "out-of-range", "wrong-length", "unknown-name", "no-resources"];
    let mut codes = std::collections::BTreeMap::new();
    for name in schema::names() {
        let text = explain::types::of_type(name).unwrap().example.text;
        for found in compile(&Source::new("a.infra", &text)).diagnostics {
            if !open.contains(&found.code) {
                codes.entry(found.code).or_insert_with(Vec::new).push(format!("{}: {text}", found.message));
            }
        }
    }
    let shown: Vec<_> = codes
        .iter()
        .map(|(code, all)| format!("{code} {}\n{}", all.len(), all[..all.len().min(4)].join("\n")))
        .collect();
    assert!(codes.is_empty(), "{}", shown.join("\n\n"));
}
