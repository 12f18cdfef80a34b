//! One pass over a text that knows just enough to tell code, strings and comments apart.

use super::frames::{Frame, Frames};
use super::hidden::{self, Hidden};
use super::{Inspection, LONGEST_WORD, MOST_LINES, blocks, cluster, findings, quotes};
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
    /// Where the code began that no mark has interrupted since.
    plain: usize,
    line_start: usize,
    lines: usize,
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
            frames: Frames::default(),
            findings: findings::Findings::default(),
            resume: 0,
            plain: 0,
            line_start: 0,
            lines: 0,
            closing_quote: None,
        }
    }

    /// Runs to the end of the text or to the first exceeded limit.
    pub fn run(mut self) -> Inspection {
        blocks::for_each_mark(self.bytes, |at| {
            if at >= self.resume {
                self.mark(at);
            }
            !self.findings.fatal()
        });
        if !self.findings.fatal() {
            self.finish_line(self.bytes.len());
        }
        self.findings.finish()
    }

    #[inline(always)]
    fn mark(&mut self, at: usize) {
        self.resume = at + 1;
        match self.mode {
            Mode::Code => self.code(at),
            Mode::Comment => self.other(at),
            Mode::String => self.string(at),
            Mode::Text => self.long_text(at),
        }
    }

    #[inline(always)]
    fn code(&mut self, at: usize) {
        if at - self.plain > LONGEST_WORD {
            self.long_words(at);
        }
        match self.bytes[at] {
            bracket @ (b'<' | b'[' | b'(' | b'>' | b']' | b')' | b'}') => self.bracket(bracket, at, 1),
            b'"' => self.open_string(at),
            b'#' => self.mode = Mode::Comment,
            b'$' | b'\\' => {}
            0x80.. => self.foreign(at),
            _ => self.other(at),
        }
        self.plain = self.resume;
    }

    #[inline(always)]
    fn bracket(&mut self, bracket: u8, at: usize, len: usize) {
        if let Some(frame) = Frame::opened_by(bracket) {
            self.open(frame, at, len);
        } else if let Some(frame) = Frame::closed_by(bracket) {
            self.frames.close(frame);
            self.mode = self.mode_below();
        }
    }

    fn open(&mut self, frame: Frame, at: usize, len: usize) {
        if !self.frames.push(frame, at) {
            let outermost = self.frames.outermost().unwrap_or(at);
            let wide = self.text[outermost..].chars().next().map_or(0, char::len_utf8);
            let outermost = Span::new(outermost, outermost + wide);
            self.findings.limit(findings::nested_too_deeply(Span::new(at, at + len), outermost));
        }
    }

    fn mode_below(&self) -> Mode {
        match self.frames.top() {
            Some(Frame::String) => Mode::String,
            Some(Frame::Text) => Mode::Text,
            Some(Frame::Angle | Frame::Square | Frame::Round | Frame::Interpolation) | None => Mode::Code,
        }
    }

    fn open_string(&mut self, at: usize) {
        let long = self.bytes[at..].starts_with(b"\"\"\"");
        self.mode = if long { Mode::Text } else { Mode::String };
        self.resume = at + if long { 3 } else { 1 };
        self.frames.push(if long { Frame::Text } else { Frame::String }, at);
    }

    fn close_string(&mut self, end: usize) {
        self.frames.pop();
        self.mode = self.mode_below();
        self.resume = end;
        self.plain = end;
    }

    fn string(&mut self, at: usize) {
        match self.bytes[at] {
            b'"' => self.close_string(at + 1),
            b'\\' | b'$' => self.escape_or_interpolation(at),
            _ => self.other(at),
        }
    }

    fn long_text(&mut self, at: usize) {
        match self.bytes[at] {
            b'"' if self.bytes[at..].starts_with(b"\"\"\"") => self.close_string(at + 3),
            b'"' => {}
            b'\\' | b'$' => self.escape_or_interpolation(at),
            _ => self.other(at),
        }
    }

    fn escape_or_interpolation(&mut self, at: usize) {
        let rest = &self.bytes[at..];
        if rest.starts_with(b"${") {
            self.mode = Mode::Code;
            self.resume = at + 2;
            self.plain = at + 2;
            self.open(Frame::Interpolation, at, 2);
        } else if rest.starts_with(b"$${") {
            self.resume = at + 3;
        } else if rest.starts_with(b"\\\"") || rest.starts_with(b"\\\\") {
            self.resume = at + 2;
        }
    }

    /// Marks that mean the same everywhere.
    fn other(&mut self, at: usize) {
        match self.bytes[at] {
            b'\n' => self.end_line(at),
            b'\r' => self.carriage_return(at),
            b'\t' => {}
            0x80.. => self.foreign_in_text(at),
            byte if byte.is_ascii_control() => self.hidden(at),
            _ => {}
        }
    }

    fn end_line(&mut self, at: usize) {
        match self.mode {
            Mode::String => self.close_string(at + 1),
            Mode::Comment => self.mode = Mode::Code,
            Mode::Code | Mode::Text => {}
        }
        self.plain = at + 1;
        self.finish_line(at);
        self.line_start = at + 1;
    }

    fn finish_line(&mut self, at: usize) {
        if self.mode == Mode::Code && at - self.plain.min(at) > LONGEST_WORD {
            self.long_words(at);
        }
        let first = self.bytes[self.line_start..at].iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        if self.mode != Mode::Text && first.is_some_and(|byte| *byte != b'#') {
            self.lines += 1;
            if self.lines > MOST_LINES {
                self.findings.limit(findings::too_many_statements(Span::new(self.line_start, at)));
            }
        }
    }

    fn carriage_return(&mut self, at: usize) {
        if self.bytes.get(at + 1) != Some(&b'\n') {
            let doubled = self.bytes[at + 1..].starts_with(b"\r\n");
            self.findings.carriage_return(at, doubled);
            self.end_line(at);
        }
    }

    #[cold]
    fn long_words(&mut self, end: usize) {
        let mut start = self.plain;
        for part in self.bytes[start..end].split(|byte| !is_word(*byte)) {
            if part.len() > LONGEST_WORD {
                self.findings.limit(findings::name_too_long(Span::new(start, start + part.len())));
            }
            start += part.len() + 1;
        }
    }

    fn next_char(&self, at: usize) -> char {
        self.text[at..].chars().next().unwrap_or_default()
    }

    /// A character beyond ASCII in code.
    #[cold]
    fn foreign(&mut self, at: usize) {
        let point = self.next_char(at);
        if self.close_typographic(at, point) {
            return;
        }
        if hidden::find(point).is_some() {
            self.hidden(at);
        } else if quotes::is_quote(point) {
            self.typographic_quote(at, point);
        } else {
            self.cluster(at);
        }
    }

    /// A character beyond ASCII in a string or a comment.
    fn foreign_in_text(&mut self, at: usize) {
        // Only these two bytes begin characters that are hidden, or quotes.
        let point = if matches!(self.bytes[at], 0xC2 | 0xE2 | 0xEF) { self.next_char(at) } else { 'é' };
        if self.close_typographic(at, point) {
            return;
        }
        if hidden::find(point).is_some() {
            self.hidden(at);
        } else {
            self.resume = at + utf8_len(self.bytes[at]);
        }
    }

    fn cluster(&mut self, at: usize) {
        let cluster = cluster::Cluster::around(self.text, self.plain, at);
        self.resume = cluster.end;
        for (place, ascii) in cluster.brackets() {
            self.bracket(ascii, place.start as usize, place.len());
        }
        if cluster.comment {
            self.mode = Mode::Comment;
        }
        if !self.findings.full() {
            cluster.diagnostic(self.text).into_iter().for_each(|found| self.findings.in_code(found));
        }
    }

    fn typographic_quote(&mut self, at: usize, point: char) {
        self.resume = at + point.len_utf8();
        let partner = quotes::partner(self.text, self.resume);
        if !self.findings.full() {
            self.findings.in_code(quotes::diagnostic(self.text, at, partner));
        }
        if let Some(partner) = partner {
            self.closing_quote = Some((partner, self.frames.len()));
            self.mode = Mode::String;
            self.frames.push(Frame::String, at);
        }
    }

    /// The second quote of a pair was reported with the first.
    fn close_typographic(&mut self, at: usize, point: char) -> bool {
        let Some((_, kept)) = self.closing_quote.take_if(|(partner, _)| *partner == at) else { return false };
        self.frames.truncate(kept);
        self.mode = self.mode_below();
        self.resume = at + point.len_utf8();
        self.plain = self.resume;
        true
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
