//! What holds for every text.

use crate::{layout, texts};
use infrac::cli::render::{MessageFormat, Style, render};
use infrac::fix::{self, Examined};
use infrac::{Compiled, Diagnostic, Source, Span, compile, syntax, template};
use proptest::prelude::*;
use serde_json::Value as Json;

const FORMATS: [MessageFormat; 5] =
    [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json, MessageFormat::Sarif, MessageFormat::Github];

/// Compiles a text and checks all laws; a panic on the way fails the test too.
pub fn hold(text: &str) -> Result<(), TestCaseError> {
    let source = texts::source(text);
    let compiled = compile(&source);
    spans_lie_in_the_source(&source, &compiled)?;
    diagnostics_are_in_order(&compiled)?;
    a_second_time_is_the_same(&source, &compiled)?;
    diagnostics_can_be_shown(&source, &compiled)?;
    if !compiled.has_errors() {
        templates_can_be_written(&compiled)?;
    }
    mending_does_no_harm(&source, &compiled)?;
    layout::hold(&source)?;
    Ok(())
}

fn spans_lie_in_the_source(source: &Source, compiled: &Compiled) -> Result<(), TestCaseError> {
    for diagnostic in &compiled.diagnostics {
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        for span in diagnostic.labels.iter().map(|label| label.span).chain(edits) {
            let Span { start, end } = span;
            // Nothing is cut out where a span lies outside, is reversed, or cuts a character.
            let inside = start <= end && start <= source.end() && source.slice(span).len() == span.len();
            prop_assert!(inside, "{}..{} is no place of the source: {:#?}", start, end, diagnostic);
        }
    }
    Ok(())
}

fn diagnostics_are_in_order(compiled: &Compiled) -> Result<(), TestCaseError> {
    let starts: Vec<u32> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.span().start).collect();
    prop_assert!(starts.is_sorted(), "{:?}", starts);
    Ok(())
}

fn a_second_time_is_the_same(source: &Source, first: &Compiled) -> Result<(), TestCaseError> {
    let second = compile(source);
    prop_assert_eq!(&first.diagnostics, &second.diagnostics);
    prop_assert_eq!(&first.template, &second.template);
    Ok(())
}

fn diagnostics_can_be_shown(source: &Source, compiled: &Compiled) -> Result<(), TestCaseError> {
    for format in FORMATS {
        let mut out = Vec::new();
        render(format, &Style::plain(), &[(source, &compiled.diagnostics)], &mut out)?;
        let text = String::from_utf8(out)?;
        match format {
            MessageFormat::Json | MessageFormat::Sarif => drop(serde_json::from_str::<Json>(&text)?),
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github => {
                let steering = text.contains(|c: char| c.is_control() && c != '\n');
                prop_assert!(!steering, "a control character in {:?}", text);
            }
        }
        let silent = text.is_empty() && !compiled.diagnostics.is_empty();
        prop_assert!(!silent, "{:?} says nothing about {:#?}", format, compiled.diagnostics);
    }
    Ok(())
}

fn templates_can_be_written(compiled: &Compiled) -> Result<(), TestCaseError> {
    let (mut json, mut yaml) = (Vec::new(), Vec::new());
    template::json(&compiled.template, &mut json)?;
    template::yaml(&compiled.template, &mut yaml)?;
    let read: Json = serde_json::from_slice(&json)?;
    let resources = read["Resources"].as_object().map_or(0, |resources| resources.len());
    prop_assert_eq!(resources, compiled.template.resources.len(), "two resources of one logical id");
    prop_assert!(!String::from_utf8(yaml)?.is_empty());
    Ok(())
}

/// Without parts no error is excused: the mended text has no more of them than the text had, and is read as far.
fn mending_does_no_harm(source: &Source, before: &Compiled) -> Result<(), TestCaseError> {
    let errors = |found: &[Diagnostic]| found.iter().filter(|one| one.is_error()).count();
    let examine = |text: &str| {
        let source = texts::source(text);
        let mut unread = syntax::read(&source).diagnostics;
        unread.retain(Diagnostic::is_error);
        Examined { diagnostics: compile(&source).diagnostics, unread, parts: Vec::new() }
    };
    let unread = examine(source.text()).unread.len();
    if let Some(mended) = fix::mend(source.text(), &examine) {
        let after = examine(&mended);
        prop_assert!(errors(&after.diagnostics) <= errors(&before.diagnostics), "more errors in {}", mended);
        prop_assert!(after.unread.len() <= unread, "less can be read of {}", mended);
    }
    Ok(())
}
