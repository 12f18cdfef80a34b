//! Pages: one for each diagnostic's code, from `src/explain/`, and one for each word, from its description.

use crate::words::{self, Entry, Shape, Word};
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

/// The page of a code or of a word, as Markdown.
pub fn page(topic: &str) -> Option<Cow<'static, str>> {
    if let Ok(index) = PAGES.binary_search_by_key(&topic, |(code, _)| code) {
        return Some(Cow::Borrowed(PAGES[index].1));
    }
    words::WORDS.iter().find(|word| word.name == topic).map(|word| Cow::Owned(word_page(word)))
}

fn word_page(word: &Word) -> String {
    let mut page = format!("# {}\n\n{}\n\n    {}\n", word.name, word.summary, word.sentence);
    if !word.resource.is_empty() {
        let _ = write!(page, "\nMakes: {}\n", word.resource);
    }
    section(&mut page, "Without being asked", word.defaults.iter().map(|text| format!("- {text}\n")));
    section(&mut page, "Entries", word.entries.iter().map(entry_lines));
    section(&mut page, "Attributes", word.attributes.iter().map(|one| format!("- `{}`: {}\n", one.name, one.summary)));
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
        Shape::Text => "text",
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
        Shape::Any => "any value, with CloudFormation's own keys",
        Shape::Resources => "a resource of the file, or a list of them",
        Shape::Body(_) => "< … >",
        Shape::Sentence(form) => return Cow::Owned(format!("`{form}`")),
    })
}
