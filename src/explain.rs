//! Pages: one for each diagnostic's code, from `src/explain/`, and one for each word, function and entry of every
//! resource, from its description.

use crate::functions::{self, FUNCTIONS, Function};
use crate::words::{self, Entry, Form, Shape, Word, reserved};
use std::borrow::Cow;
use std::fmt::Write as _;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// All codes, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(code, _)| *code)
}

/// All words, sorted.
pub fn words() -> impl Iterator<Item = &'static str> {
    words::WORDS.iter().map(|word| word.name)
}

/// All functions, sorted.
pub fn functions() -> impl Iterator<Item = &'static str> {
    functions::names()
}

/// Entries of every resource, sorted.
pub fn entries() -> impl Iterator<Item = &'static str> {
    reserved::RESERVED.iter().map(|one| one.entry.name)
}

/// Everything that has a page.
pub fn topics() -> impl Iterator<Item = &'static str> {
    words().chain(functions()).chain(entries()).chain(codes())
}

/// The page of a topic, as Markdown.
pub fn page(topic: &str) -> Option<Cow<'static, str>> {
    if let Ok(index) = PAGES.binary_search_by_key(&topic, |(code, _)| code) {
        return Some(Cow::Borrowed(PAGES[index].1));
    }
    let word = words::WORDS.iter().find(|word| word.name == topic).map(|word| word_page(word));
    let function = || FUNCTIONS.iter().find(|function| function.name == topic).map(|function| function_page(function));
    word.or_else(function).or_else(|| reserved::entry(topic).map(reserved_page)).map(Cow::Owned)
}

fn function_page(function: &Function) -> String {
    let mut page = format!("# {}\n\n{}\n\n    {}\n", function.name, function.summary, functions::signature(function));
    let arguments = function.arguments.iter().map(|one| {
        format!("- `{}` ({}{})\n", one.name, one.kind.called(), if one.optional { ", may be left out" } else { "" })
    });
    section(&mut page, "Arguments", arguments);
    if function.extension {
        page.push_str("\nCloudFormation knows it with the transform AWS::LanguageExtensions, which is added then.\n");
    }
    let _ = write!(page, "\n## Example\n\n```infra\n{}\n```\n\nAWS: {}\n", function.example, function.reference);
    page
}

fn reserved_page(entry: &Entry) -> String {
    format!("# {}\n\nAn entry of every resource.\n\n{}\nAWS: {}\n", entry.name, entry_lines(entry), reserved::REFERENCE)
}

fn word_page(word: &Word) -> String {
    let mut page = format!("# {}\n\n{}\n\n    {}\n", word.name, word.summary, word.sentence);
    if !word.resource.is_empty() {
        let _ = write!(page, "\nMakes: {}\n", word.resource);
    }
    section(&mut page, "Without being asked", word.defaults.iter().map(|text| format!("- {text}\n")));
    section(&mut page, "Entries", word.entries.iter().map(entry_lines));
    section(&mut page, "Attributes", word.attributes.iter().map(|one| format!("- `{}`: {}\n", one.name, one.summary)));
    if word.form == Form::Resource {
        let _ = write!(page, "\nEntries of every resource: {}.\n", entries().collect::<Vec<_>>().join(", "));
    }
    if !word.resource.is_empty() {
        let _ = write!(page, "\nEntries that start with an uppercase letter are properties of {}.\n", word.resource);
    }
    let _ = write!(page, "\n## Example\n\n```infra\n{}\n```\n\nAWS: {}\n", word.example, word.reference);
    page
}

fn section(page: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let text: String = lines.collect();
    if !text.is_empty() {
        let _ = write!(page, "\n## {title}\n\n{text}");
    }
}

fn entry_lines(entry: &Entry) -> String {
    let mut line = format!("- `{}`", entry.name);
    let accepted = accepts(&entry.shape);
    let _ = write!(line, " ({accepted}{}): {}", if entry.required { ", required" } else { "" }, entry.summary);
    if !entry.default.is_empty() {
        let _ = write!(line, " Without it: {}.", entry.default);
    }
    line.push('\n');
    if let Shape::Body(inner) = entry.shape {
        for entry in inner {
            line.push_str("  ");
            line.push_str(&entry_lines(entry));
        }
    }
    line
}

/// What an entry accepts, in a few words.
fn accepts(shape: &Shape) -> Cow<'static, str> {
    Cow::Borrowed(match shape {
        Shape::Text | Shape::Literal => "text",
        Shape::Policy => "a managed policy",
        Shape::Name => "text or `generated`",
        Shape::Bool => "on or off",
        Shape::Choice(choices) => return Cow::Owned(choices.join(" or ")),
        Shape::Int(least, most) => return Cow::Owned(format!("{least} to {most}")),
        Shape::Duration(unit, least, most) => {
            return Cow::Owned(format!("a time, {} to {}", unit.show(*least), unit.show(*most)));
        }
        Shape::Gibibytes(least, most) => return Cow::Owned(format!("a size, {least} to {most} GiB")),
        Shape::Catalogue(catalogue) => catalogue.what,
        Shape::Reference(wanted) => wanted.what,
        Shape::List(inner) => return Cow::Owned(format!("list of: {}", accepts(inner))),
        Shape::Map => "< key = value >",
        Shape::Any | Shape::Rules => "any value, with CloudFormation's own keys",
        Shape::Resources => "a resource of the file, or a list of them",
        Shape::Body(_) => "< … >",
        Shape::Sentence(form) => return Cow::Owned(format!("`{form}`")),
    })
}
