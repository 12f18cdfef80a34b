//! A stretch of code that holds characters which pass for others: reported once, repaired at once.

use super::frames::Frame;
use super::look_alikes::{self, Kind, LookAlike};
use super::{hidden, quotes};
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::Span;

/// A longer stretch is reported in parts.
const MOST_FOUND: usize = 64;

/// A bracket that somebody meant to write.
#[derive(Debug, Clone, Copy)]
pub(super) enum Bracket {
    /// One that opens.
    Open(Frame),
    /// One that closes.
    Close(Frame),
}

/// Characters up to the next plain space or punctuation.
#[derive(Debug)]
pub(super) struct Cluster {
    start: usize,
    /// Offset just past the last character.
    pub end: usize,
    /// Whether it ends with what passes for a `#`.
    pub comment: bool,
    found: Vec<(usize, &'static LookAlike)>,
}

/// The part of a cluster that is one word once the cluster is repaired.
#[derive(Debug, Default)]
struct Word {
    /// The index of its first look-alike.
    first: usize,
    /// Whether it holds characters of another script that look like nothing else.
    foreign: bool,
}

impl Cluster {
    /// The cluster around the character at `at`; nothing before `from` belongs to it.
    pub fn around(text: &str, from: usize, at: usize) -> Self {
        let before = text.as_bytes()[from..at].iter().rev().take_while(|byte| super::scan::is_word(**byte)).count();
        let mut cluster = Self { start: at - before, end: at, comment: false, found: Vec::new() };
        let mut word = Word::default();
        for point in text[at..].chars() {
            if ends_cluster(point) || cluster.comment || cluster.found.len() >= MOST_FOUND {
                break;
            }
            match look_alikes::find(point) {
                Some(found) => cluster.push(found, &mut word),
                None => word.foreign |= !point.is_ascii(),
            }
            cluster.comment = point == '＃';
            cluster.end += point.len_utf8();
        }
        cluster.finish_word(&mut word);
        cluster
    }

    fn push(&mut self, found: &'static LookAlike, word: &mut Word) {
        if !found.ascii.bytes().all(super::scan::is_word) {
            self.finish_word(word);
        }
        self.found.push((self.end, found));
    }

    fn finish_word(&mut self, word: &mut Word) {
        if word.foreign {
            // The word is written in another script, and these letters are at home there.
            let own = self.found.split_off(word.first.min(self.found.len()));
            self.found.extend(own.into_iter().filter(|(_, found)| !matches!(found.kind, Kind::Letter | Kind::Joiner)));
        }
        *word = Word { first: self.found.len(), foreign: false };
    }

    /// The brackets that were meant, and where.
    pub fn brackets(&self) -> impl Iterator<Item = (Span, Bracket)> + '_ {
        self.found.iter().filter_map(|&(at, found)| Some((Span::new(at, at + found.point.len_utf8()), bracket(found)?)))
    }

    /// What to say, unless all is well.
    pub fn diagnostic(&self, text: &str) -> Option<Diagnostic> {
        let (_, first) = self.found.first()?;
        let mut message = describe(first);
        if self.found.len() > 1 {
            message = format!("{message} (and {} more)", self.found.len() - 1);
        }
        let edits = self.edits();
        let mut diagnostic = Diagnostic::error("look-alike", message);
        for edit in &edits {
            diagnostic = diagnostic.label(edit.span, label(&edit.text));
        }
        if self.found.iter().any(|(_, found)| found.kind == Kind::Unsure) {
            return Some(diagnostic.help("write it in plain ASCII, or put the text in quotes"));
        }
        Some(diagnostic.help(self.help(text, &edits)).fix_edits("write it in plain ASCII", edits))
    }

    /// One replacement for each run of neighbours.
    fn edits(&self) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        for &(at, found) in &self.found {
            let end = at + found.point.len_utf8();
            match edits.last_mut().filter(|edit| edit.span.end as usize == at) {
                Some(edit) => {
                    edit.span = Span::new(edit.span.start as usize, end);
                    edit.text.push_str(found.ascii);
                }
                None => edits.push(Edit { span: Span::new(at, end), text: found.ascii.to_owned() }),
            }
        }
        edits
    }

    fn help(&self, text: &str, edits: &[Edit]) -> String {
        let mut fixed = String::new();
        let mut at = self.start;
        for edit in edits {
            fixed.push_str(&text[at..edit.span.start as usize]);
            fixed.push_str(&edit.text);
            at = edit.span.end as usize;
        }
        fixed.push_str(&text[at..self.end]);
        match fixed.trim() {
            "" if fixed.is_empty() => "remove it".to_owned(),
            "" => "write a plain space".to_owned(),
            fixed => format!("write `{fixed}`"),
        }
    }
}

fn bracket(found: &LookAlike) -> Option<Bracket> {
    match found.ascii {
        "<" => Some(Bracket::Open(Frame::Angle)),
        "[" => Some(Bracket::Open(Frame::Square)),
        "(" => Some(Bracket::Open(Frame::Round)),
        ">" => Some(Bracket::Close(Frame::Angle)),
        "]" => Some(Bracket::Close(Frame::Square)),
        ")" => Some(Bracket::Close(Frame::Round)),
        _ => None,
    }
}

/// Whether a character belongs to no cluster: plain ASCII other than a word's, quotes, and what is reported on its own.
fn ends_cluster(point: char) -> bool {
    match u8::try_from(point) {
        Ok(byte) if byte.is_ascii() => !super::scan::is_word(byte),
        Ok(_) | Err(_) => quotes::is_quote(point) || hidden::find(point).is_some(),
    }
}

fn describe(found: &LookAlike) -> String {
    let LookAlike { point, name, ascii, kind } = *found;
    let named = format!("U+{:04X} {name}", u32::from(point));
    match kind {
        Kind::Space => format!("found {named}, expected a plain space"),
        Kind::Invisible | Kind::Joiner => format!("found {named}, which cannot be seen"),
        Kind::Unsure => format!("`{point}` is {named}, expected plain ASCII"),
        Kind::Letter | Kind::Mark | Kind::Quote => format!("`{point}` is {named}, expected `{ascii}`"),
    }
}

fn label(ascii: &str) -> String {
    match ascii.trim() {
        "" if ascii.is_empty() => "cannot be seen".to_owned(),
        "" => "not a plain space".to_owned(),
        ascii => format!("looks like `{ascii}`"),
    }
}
