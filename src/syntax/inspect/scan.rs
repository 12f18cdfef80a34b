//! One pass over a text that knows just enough to tell code, strings and comments apart.

use super::cluster::{Bracket, Cluster};
use super::frames::{Frame, Frames};
use super::hidden::{self, Hidden};
use super::{Inspection, LONGEST_WORD, blocks, findings, lines, quotes};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What the bytes at hand are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Code,
    Comment,
    /// `"…"`, which ends at the end of its line at the latest.
    String,
    /// `"""…"""`
    Text,
}

/// The state of the pass.
pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    mode: Mode,
    frames: Frames,
    findings: findings::Findings,
    /// Marks before this offset were dealt with already.
    resume: usize,
    /// The second of two typographic quotes, and how many frames were open before the first.
    closing_quote: Option<(usize, usize)>,
}

impl<'a> Scanner<'a> {
    /// Ready to run.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            mode: Mode::Code,
            frames: Frames::new(),
            findings: findings::Findings::default(),
            resume: 0,
            closing_quote: None,
        }
    }

    /// Runs to the end of the text or to the first exceeded limit.
    pub fn run(mut self) -> Inspection {
        match lines::one_too_many(self.bytes) {
            Some(line) => self.findings.limit(findings::too_many_statements(line)),
            None => blocks::visit(self.bytes, &mut self),
        }
        self.findings.finish()
    }

    #[inline(always)]
    fn code(&mut self, at: usize) {
        match self.bytes[at] {
            b'\n' => {}
            b'<' => self.open(Frame::Angle, at, 1),
            b'[' => self.open(Frame::Square, at, 1),
            b'(' => self.open(Frame::Round, at, 1),
            b'>' => self.frames.close(Frame::Angle),
            b']' => self.frames.close(Frame::Square),
            b')' => self.frames.close(Frame::Round),
            b'}' => self.close_interpolation(),
            b'"' => self.open_string(at),
            b'#' => self.mode = Mode::Comment,
            0x80.. => self.foreign(at),
            _ => self.other(at),
        }
    }

    #[inline(always)]
    fn text(&mut self, at: usize) {
        match self.mode {
            Mode::Code => self.code(at),
            Mode::Comment => self.other(at),
            Mode::String => self.string(at),
            Mode::Text => self.long_text(at),
        }
    }

    #[inline(always)]
    fn open(&mut self, frame: Frame, at: usize, len: usize) {
        if !self.frames.push(frame, at) {
            self.too_deep(Span::new(at, at + len));
        }
    }

    #[cold]
    fn too_deep(&mut self, at: Span) {
        let outermost = self.frames.outermost().unwrap_or_default();
        let end = outermost + self.next_char(outermost).len_utf8();
        self.limit(findings::nested_too_deeply(at, Span::new(outermost, end)));
    }

    /// Adds an exceeded limit; what follows is not looked at.
    fn limit(&mut self, found: Diagnostic) {
        self.findings.limit(found);
        self.resume = usize::MAX;
    }

    fn close_interpolation(&mut self) {
        match self.frames.close_interpolation() {
            Some(Frame::InString) => self.mode = Mode::String,
            Some(Frame::InText) => self.mode = Mode::Text,
            Some(Frame::Angle | Frame::Square | Frame::Round) | None => {}
        }
    }

    #[inline(always)]
    fn open_string(&mut self, at: usize) {
        if self.bytes[at + 1..].starts_with(b"\"\"") {
            self.mode = Mode::Text;
            self.resume = at + 3;
        } else {
            self.mode = Mode::String;
        }
    }

    /// A string stands in code, always.
    #[inline(always)]
    fn code_from(&mut self, at: usize) {
        self.mode = Mode::Code;
        self.resume = at;
    }

    #[inline(always)]
    fn string(&mut self, at: usize) {
        match self.bytes[at] {
            b'"' => self.code_from(at + 1),
            b'\\' | b'$' => self.escape_or_interpolation(at, Frame::InString),
            _ => self.other(at),
        }
    }

    fn long_text(&mut self, at: usize) {
        match self.bytes[at] {
            b'"' if self.bytes[at..].starts_with(b"\"\"\"") => self.code_from(at + 3),
            // A text of several lines is raw: a script's backslashes are its own.
            b'"' | b'\\' => {}
            b'$' => self.escape_or_interpolation(at, Frame::InText),
            _ => self.other(at),
        }
    }

    fn escape_or_interpolation(&mut self, at: usize, frame: Frame) {
        let rest = &self.bytes[at..];
        if rest.starts_with(b"${") {
            self.code_from(at + 2);
            self.open(frame, at, 2);
        } else if rest.starts_with(b"$${") {
            self.resume = at + 3;
        } else if rest.starts_with(b"\\\"") || rest.starts_with(b"\\\\") {
            self.resume = at + 2;
        }
    }

    /// Marks that mean the same everywhere.
    #[inline(always)]
    fn other(&mut self, at: usize) {
        match self.bytes[at] {
            b'\n' => self.end_line(at),
            0x80.. => self.foreign_in_text(at),
            byte if byte < b' ' || byte == 0x7F => self.control(at),
            _ => {}
        }
    }

    #[inline(always)]
    fn end_line(&mut self, at: usize) {
        if self.mode != Mode::Text {
            self.code_from(at + 1);
        }
    }

    fn control(&mut self, at: usize) {
        match self.bytes[at] {
            b'\t' => {}
            b'\r' if self.bytes.get(at + 1) == Some(&b'\n') => {}
            b'\r' => {
                let doubled = self.bytes[at + 1..].starts_with(b"\r\n");
                self.findings.carriage_return(at, doubled);
                self.end_line(at);
            }
            _ => self.hidden(at),
        }
    }

    fn next_char(&self, at: usize) -> char {
        self.text[at..].chars().next().unwrap_or_default()
    }

    /// A character beyond ASCII in code.
    #[cold]
    fn foreign(&mut self, at: usize) {
        let point = self.next_char(at);
        if self.closes_typographic(at) {
            self.close_typographic(at + point.len_utf8());
        } else if hidden::find(point).is_some() {
            self.hidden(at);
        } else if quotes::is_quote(point) {
            self.typographic_quote(at, point);
        } else {
            self.cluster(at);
        }
    }

    /// A character beyond ASCII in a string or a comment.
    fn foreign_in_text(&mut self, at: usize) {
        let first = self.bytes[at];
        let end = at + utf8_len(first);
        // Hidden characters and typographic quotes begin with one of these bytes.
        if !matches!(first, 0xC2 | 0xE2 | 0xEF) {
            self.resume = end;
        } else if self.closes_typographic(at) {
            self.close_typographic(end);
        } else if hidden::find(self.next_char(at)).is_some() {
            self.hidden(at);
        } else {
            self.resume = end;
        }
    }

    fn cluster(&mut self, at: usize) {
        let cluster = Cluster::around(self.text, self.resume, at);
        self.resume = cluster.end;
        if !self.findings.full() {
            cluster.diagnostic(self.text).into_iter().for_each(|found| self.findings.in_code(found));
        }
        if cluster.comment {
            self.mode = Mode::Comment;
        }
        for (place, bracket) in cluster.brackets() {
            match bracket {
                Bracket::Open(frame) => self.open(frame, place.start as usize, place.len()),
                Bracket::Close(frame) => self.frames.close(frame),
            }
        }
    }

    fn typographic_quote(&mut self, at: usize, point: char) {
        self.resume = at + point.len_utf8();
        // An interpolation inside a pair: one pair at a time, or the repairs would overlap.
        if self.closing_quote.is_some_and(|(partner, _)| partner > at) {
            return;
        }
        let partner = quotes::partner(self.text, self.resume);
        if !self.findings.full() {
            self.findings.in_code(quotes::diagnostic(self.text, at, partner));
        }
        if let Some(partner) = partner {
            self.closing_quote = Some((partner, self.frames.len()));
            self.mode = Mode::String;
        }
    }

    fn closes_typographic(&self, at: usize) -> bool {
        self.closing_quote.is_some_and(|(partner, _)| partner == at)
    }

    /// The second quote of a pair was reported with the first.
    fn close_typographic(&mut self, end: usize) {
        let kept = self.closing_quote.take().map_or(0, |(_, kept)| kept);
        self.frames.truncate(kept);
        self.code_from(end);
    }

    /// A run of characters that deceive anywhere.
    #[cold]
    fn hidden(&mut self, at: usize) {
        let code = hidden_code(self.next_char(at));
        let alike = |point: &char| hidden_code(*point) == code;
        let len: usize = self.text[at..].chars().take_while(alike).map(char::len_utf8).sum();
        let span = Span::new(at, at + len);
        self.resume = at + len;
        let (Some(code), false) = (code, self.findings.full()) else { return };
        let in_string = matches!(self.mode, Mode::String | Mode::Text);
        let mut found = findings::hidden_run(&self.text[span.range()], span, code, in_string);
        if in_string && self.bytes[..at].last() == Some(&b'\\') {
            // Behind a backslash the escape would be taken for something else.
            found.fix = None;
        }
        if self.mode == Mode::Code { self.findings.in_code(found) } else { self.findings.in_text(found) }
    }
}

impl blocks::Visitor for Scanner<'_> {
    #[inline(always)]
    fn mark(&mut self, at: usize) {
        if at < self.resume {
            return;
        }
        if self.mode == Mode::Code {
            self.code(at);
        } else {
            self.text(at);
        }
    }

    #[cold]
    fn quiet(&mut self, start: usize, end: usize) {
        if self.mode != Mode::Code || self.resume > end {
            return;
        }
        let before = self.bytes[..start].iter().rev().take_while(|byte| is_word(**byte)).count();
        let after = self.bytes[end..].iter().take_while(|byte| is_word(**byte)).count();
        let mut start = start - before;
        for part in self.bytes[start..end + after].split(|byte| !is_word(*byte)) {
            if part.len() > LONGEST_WORD {
                self.limit(findings::name_too_long(Span::new(start, start + part.len())));
            }
            start += part.len() + 1;
        }
    }
}

fn hidden_code(point: char) -> Option<&'static str> {
    Some(match hidden::find(point)? {
        Hidden::Bidi => "bidi-control",
        Hidden::Control | Hidden::Separator => "control-character",
    })
}

/// Whether a byte is part of a bare word.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

fn utf8_len(first: u8) -> usize {
    match first {
        0xF0.. => 4,
        0xE0.. => 3,
        _ => 2,
    }
}
