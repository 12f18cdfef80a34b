use super::*;
use crate::explain::types::Accepts;
use crate::explain::{self, find};
use crate::{Source, compile, schema};
use std::sync::atomic::{AtomicUsize, Ordering};

/// No page is longer.
const LONGEST: usize = 100_000;

fn at(width: usize) -> Style {
    Style { width, ..Style::plain() }
}

fn page(topic: &str) -> Page {
    find(topic).unwrap_or_else(|missing| panic!("{topic}: {missing:?}"))
}

/// The names inside a place: its own, and those of items, values and forms.
fn names(accepts: &Accepts) -> Vec<&'static str> {
    let inner = accepts.items.iter().chain(&accepts.map_values).map(AsRef::as_ref).chain(&accepts.forms);
    let mut all: Vec<&str> = accepts.properties.iter().map(|one| one.name).chain(inner.flat_map(names)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn check(topic: &str, page: &Page, width: usize) {
    let text = render(&at(width), page);
    assert!(text.starts_with(topic) && text.ends_with('\n') && text.len() < LONGEST, "{topic}: {}", text.len());
    assert!(!text.contains('\u{a0}') && !text.contains(" \n") && !text.contains("\n\n\n"), "{topic}:\n{text}");
    let json = serde_json::to_string(page).unwrap();
    assert!(json.len() < LONGEST && json.contains("\"kind\":"), "{topic}: {}", json.len());
}

/// Checks the pages of what is inside, so many levels deep, and counts them.
fn check_inside(topic: &str, accepts: &Accepts, depth: usize) -> usize {
    let inner = names(accepts).into_iter().map(|name| {
        let topic = format!("{topic}.{name}");
        let page = page(&topic);
        check(&topic, &page, 60);
        let Page::Property(found) = page else { panic!("{topic} is no property") };
        1 + if depth > 1 { check_inside(&topic, &found.property.accepts, depth - 1) } else { 0 }
    });
    inner.sum()
}

#[test]
fn every_type_and_the_properties_in_it_have_a_page() {
    let (next, pages) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let names: Vec<&str> = schema::names().collect();
    let work = || {
        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
            let page = page(name);
            [40, 80, 100].iter().for_each(|width| check(name, &page, *width));
            let Page::Type(found) = page else { panic!("{name} is no type") };
            pages.fetch_add(check_inside(name, &found.accepts, 3), Ordering::Relaxed);
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
    assert!(pages.into_inner() > 30_000);
}

#[test]
fn every_example_is_right_but_for_what_it_leaves_open() {
    // A placeholder may not fit a pattern, and a name has to be declared.
    let open = [
        "invalid-bucket-name",
        "invalid-form",
        "invalid-name",
        "no-resources",
        "out-of-range",
        "retired-type",
        "unknown-name",
        "wrong-length",
    ];
    // What must be there depends on what stands inside something else.
    let deeper = ["AWS::BillingConductor::BillingGroup"];
    for name in schema::names().filter(|name| !deeper.contains(name)) {
        let text = explain::types::of_type(name).unwrap().example.text;
        let found = compile(&Source::new("a.infra", &text)).diagnostics;
        let wrong: Vec<_> = found.iter().filter(|one| !open.contains(&one.code)).map(|one| &one.message).collect();
        assert!(wrong.is_empty(), "{text}\n{wrong:?}");
    }
}

#[test]
fn pages_as_text() {
    for topic in [
        "AWS::SQS::Queue",
        "AWS::S3::Bucket",
        "AWS::S3::Bucket.LifecycleConfiguration.Rules",
        "AWS::EC2::SecurityGroup.SecurityGroupIngress",
        "AWS::DynamoDB::Table",
        "AWS::DynamoDB::Table.KeySchema",
        "AWS::IAM::Role",
        "AWS::Lambda::Function.Code",
        "AWS::Lambda::Function.Runtime",
        "bucket",
    ] {
        insta::with_settings!({ snapshot_suffix => topic.replace("::", "-"), omit_expression => true }, {
            insta::assert_snapshot!(render(&at(100), &page(topic)));
        });
    }
}

#[test]
fn a_page_in_a_narrow_window_in_words_and_in_colour() {
    let topic = page("AWS::EC2::SecurityGroup");
    insta::assert_snapshot!("narrow", render(&at(50), &topic));
    insta::assert_snapshot!("narrated", render(&Style { narrated: true, ..at(100) }, &topic));
    let colour = render(&Style { color: true, ..at(100) }, &topic);
    insta::assert_snapshot!("colour", colour.replace('\u{1b}', "ESC"));
}

#[test]
fn pages_as_json() {
    for topic in ["AWS::SQS::QueuePolicy", "AWS::S3::Bucket.LifecycleConfiguration.Rules.Status", "existing"] {
        insta::with_settings!({ snapshot_suffix => topic.replace("::", "-"), omit_expression => true }, {
            insta::assert_snapshot!(serde_json::to_string_pretty(&page(topic)).unwrap());
        });
    }
}
