//! A source text, the spans that point into it, and where a byte offset stands for people.
//!
//! A program may be made of several files. They share one space of offsets: the first file starts at 0, and each one
//! that it uses starts behind the others, so that a span alone says where it is. A file that is used twice has two
//! places, because its names mean something else each time.

mod files;
mod path;

pub use files::{File, Files, Texts, Unreadable};
pub use path::{PathProblem, resolve as resolve_path};

use elsa::sync::{FrozenBTreeMap, FrozenVec};
use serde::Serialize;
use std::sync::Arc;

/// A half-open range of byte offsets into a [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        // Sources are refused above a size far below this, so every offset fits.
        Self { start: start as u32, end: end as u32 }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same one further on by so many bytes.
    pub fn moved(self, by: u32) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// The same as a range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A place as people count it: both numbers start at 1, the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// A place in a source, for people and in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct At {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What stands there: its first line.
    pub text: String,
}

/// One file's text with its name as the user gave it, and the files that it uses.
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<u32>,
    /// Its first offset.
    base: u32,
    beside: Box<Beside>,
}

/// What stands beside a source's text.
#[derive(Default)]
struct Beside {
    path: String,
    files: Option<Arc<dyn Files>>,
    /// The files that it uses, in the order of their offsets.
    parts: FrozenVec<Box<Source>>,
    kept: FrozenVec<String>,
    /// What reading files as data gave, by their paths.
    data: FrozenBTreeMap<String, Box<Result<File, Unreadable>>>,
}

impl Source {
    /// Wraps a text; a line ends at LF, CRLF or a lone CR.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let line_starts = line_starts(text.as_bytes());
        Self { name: name.into(), text, line_starts, base: 0, beside: Box::default() }
    }

    /// Says where the files are that the text names, and what its own path is there.
    #[must_use]
    pub fn with_files(self, path: impl Into<String>, files: Arc<dyn Files>) -> Self {
        let beside = Beside { path: path.into(), files: Some(files), ..Beside::default() };
        Self { beside: Box::new(beside), ..self }
    }

    /// The same file with another text.
    #[must_use]
    pub fn with_text(&self, text: impl Into<String>) -> Self {
        let other = Self::new(self.name.clone(), text);
        let beside = Beside { path: self.beside.path.clone(), files: self.beside.files.clone(), ..Beside::default() };
        Self { beside: Box::new(beside), ..other }
    }

    /// Reads a file that this one or a part of it names.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&self, path: &str) -> Result<File, Unreadable> {
        self.beside.files.as_ref().ok_or(Unreadable::NoFiles)?.read(path)
    }

    /// The text of a file that is data, read once.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn data(&self, path: &str) -> Result<&str, &Unreadable> {
        let known = self.beside.data.get(path);
        let read = known.unwrap_or_else(|| self.beside.data.insert(path.to_owned(), Box::new(self.read(path))));
        read.as_ref().map(|file| file.text.as_str())
    }

    /// The file of this path that was added as the one of this number.
    pub fn added(&self, number: usize, path: &str) -> Option<&Source> {
        self.beside.parts.get(number).filter(|part| part.path() == path)
    }

    /// Adds a file that is used, behind all others.
    pub fn add(&self, path: &str, file: File) -> &Source {
        let mut part = Source::new(file.name, file.text);
        path.clone_into(&mut part.beside.path);
        part.base = self.end() + 1;
        self.beside.parts.push_get(Box::new(part))
    }

    /// Just behind the last offset, those of the parts included.
    pub fn end(&self) -> u32 {
        let last = self.beside.parts.len().checked_sub(1).and_then(|last| self.beside.parts.get(last));
        last.map_or(self.text.len() as u32, |last| last.base + last.text.len() as u32)
    }

    /// The file in which an offset lies: this one, or one that it uses.
    pub fn part(&self, offset: u32) -> &Source {
        let own = offset.checked_sub(self.base).is_some_and(|at| at as usize <= self.text.len());
        let (mut low, mut high) = (0, if own { 0 } else { self.beside.parts.len() });
        while low < high {
            let middle = low.midpoint(high);
            if self.beside.parts.get(middle).is_some_and(|part| part.base <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.checked_sub(1).and_then(|at| self.beside.parts.get(at)).unwrap_or(self)
    }

    /// Keeps a text that is made of the source's for as long as it lives.
    pub fn keep(&self, text: String) -> &str {
        self.beside.kept.push_get(text)
    }

    /// Whether a text stands somewhere in this file or in one that it uses.
    pub fn contains(&self, text: &str) -> bool {
        let is_in = |source: &Source| memchr::memmem::find(source.text.as_bytes(), text.as_bytes()).is_some();
        is_in(self) || self.beside.parts.iter().any(is_in)
    }

    /// The name to show in diagnostics.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its path from the root of the project, with `/` between names.
    pub fn path(&self) -> &str {
        &self.beside.path
    }

    /// The whole text of this file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its first offset.
    pub fn base(&self) -> u32 {
        self.base
    }

    /// The text under a span; empty when the span is not one of this source's.
    pub fn slice(&self, span: Span) -> &str {
        let part = self.part(span.start);
        let at = |offset: u32| offset.wrapping_sub(part.base) as usize;
        part.text.get(at(span.start)..at(span.end)).unwrap_or("")
    }

    /// The first line of a span: the whole of an item that spans lines would hide what is said about it.
    pub fn first_line(&self, span: Span) -> Span {
        let first = self.slice(span).lines().next().map_or(0, |line| line.trim_end().len());
        Span { end: span.start + first as u32, ..span }
    }

    /// Number of lines of this file, at least 1.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The line (from 1) of its file that holds the offset.
    pub fn line_of(&self, offset: u32) -> usize {
        let part = self.part(offset);
        part.line_starts.partition_point(|&start| start <= offset.saturating_sub(part.base))
    }

    /// Line and character column of an offset; an offset inside a character counts as that character.
    pub fn location(&self, offset: u32) -> Location {
        let part = self.part(offset);
        let line = part.line_of(offset);
        let start = part.line_starts[line - 1] as usize;
        let end = (offset.saturating_sub(part.base) as usize).min(part.text.len());
        let before = part.text.as_bytes().get(start..end).unwrap_or_default();
        // Continuation bytes are not counted, so an offset inside a character needs no care.
        let column = before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() + 1;
        let inside = part.text.as_bytes().get(end).is_some_and(|byte| (byte & 0xC0) == 0x80);
        Location { line, column: column - usize::from(inside) }
    }

    /// Where a span stands, and its first line.
    pub fn at(&self, span: Span) -> At {
        let file = self.part(span.start);
        let Location { line, column } = file.location(span.start);
        let text = file.slice(span).lines().next().unwrap_or_default().trim().to_owned();
        At { file: file.name().to_owned(), line, column, text }
    }

    /// The span of a line (from 1) of this file without its line ending.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_starts.get(line - 1).copied().unwrap_or(self.text.len() as u32);
        let next = self.line_starts.get(line).copied().unwrap_or(self.text.len() as u32);
        let text = &self.text[start as usize..next as usize];
        let kept = text.trim_end_matches(['\n', '\r']).len();
        Span::new(start as usize, start as usize + kept).moved(self.base)
    }
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Source({})", self.name)
    }
}

fn line_starts(bytes: &[u8]) -> Vec<u32> {
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        if !crlf {
            starts.push(at as u32 + 1);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.infra", "설명 = \"é\"\r\nnext\rlast");
        assert_eq!(source.location(6), Location { line: 1, column: 3 });
        assert_eq!(source.location(7), Location { line: 1, column: 4 });
        assert_eq!(source.location(1), Location { line: 1, column: 1 });
        assert_eq!(source.line_count(), 3);
        assert_eq!(source.slice(source.line_span(2)), "next");
        assert_eq!(source.location(source.text().len() as u32), Location { line: 3, column: 5 });
    }

    #[test]
    fn files_lie_behind_each_other() {
        let file = |text: &str| File { name: "part.infra".to_owned(), text: text.to_owned() };
        let source = Source::new("main.infra", "one\ntwo");
        let (first, second) = (source.add("a", file("")), source.add("b", file("é\nx")));
        assert_eq!((first.base(), second.base(), source.end()), (8, 9, 13));
        let x = Span::new(12, 13);
        assert_eq!((source.slice(x), source.part(12).path(), source.part(7).path()), ("x", "b", ""));
        assert_eq!(source.location(12), Location { line: 2, column: 1 });
        assert_eq!(second.line_span(1), Span::new(9, 11));
        assert_eq!(source.slice(Span::new(6, 10)), "");
    }
}
