//! From parts to lines.

mod block;

use super::doc::{Doc, Kind, NEVER};
use super::parts::{Assign, Block, Gap};
use super::text::Text;
use super::width::width;
use super::{INDENT, WIDTH};

/// How far the lines are indented on which a sentence goes on: more than what is in its body.
const CONTINUED: usize = 2 * INDENT;

/// What is written, and how wide its last line is.
#[derive(Debug, Default)]
pub struct Printer {
    out: String,
    column: usize,
}

impl Printer {
    /// Writes a part of a file.
    pub fn part(&mut self, block: &Block) {
        self.rows(block, 0);
    }

    /// The text of a file, all of whose parts are written.
    pub fn end(mut self) -> String {
        if !self.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    /// Whether nothing is written yet.
    fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += width(text);
    }

    fn blanks(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
        self.column += count;
    }

    fn line(&mut self, indent: usize) {
        self.out.push('\n');
        self.column = 0;
        self.blanks(indent);
    }

    fn comment(&mut self, comment: &str) {
        self.push("  ");
        self.push(comment);
    }

    fn fits(&self, width: usize, tail: usize) -> bool {
        self.column.saturating_add(width).saturating_add(tail) <= WIDTH
    }

    /// Writes a part: on the line if it fits there, with what follows it up to the next place where a line may end.
    fn print(&mut self, doc: &Doc, indent: usize, tail: usize) {
        if doc.flat != NEVER && self.fits(doc.flat, tail) {
            return self.flat(doc);
        }
        match &doc.kind {
            Kind::Token(text) => self.push(text),
            Kind::Text(text) => self.text(text, indent),
            Kind::Gap(gap) => self.gap(gap, indent),
            Kind::Row(parts) => self.each(parts, tail, |printer, part, tail| printer.print(part, indent, tail)),
            Kind::Filled(parts) => self.filled(parts, indent, tail),
            Kind::Group(parts, by) => self.group(parts, *by, indent, tail),
            Kind::Statement(parts) => self.each(parts, tail, |printer, part, tail| {
                if let Kind::Block(block) = &part.kind {
                    printer.block(block, indent);
                } else {
                    printer.print(part, indent, tail);
                }
            }),
            Kind::Assign(assign) => self.assign(assign, 0, indent, tail),
            Kind::Block(block) => self.block(block, indent),
        }
    }

    /// Calls back with each part and the width of what follows it.
    fn each(&mut self, parts: &[Doc], tail: usize, print: impl Fn(&mut Self, &Doc, usize)) {
        for (part, tail) in parts.iter().zip(tails(parts, tail)) {
            print(self, part, tail);
        }
    }

    fn flat(&mut self, doc: &Doc) {
        match &doc.kind {
            Kind::Token(text) => self.push(text),
            Kind::Text(_) => {}
            Kind::Gap(_) => self.push(" "),
            Kind::Row(parts) | Kind::Filled(parts) | Kind::Group(parts, _) | Kind::Statement(parts) => {
                parts.iter().for_each(|part| self.flat(part));
            }
            Kind::Assign(assign) => {
                self.flat(&assign.key);
                self.push(" = ");
                self.flat(&assign.value);
            }
            Kind::Block(block) => self.flat_block(block),
        }
    }

    fn flat_block(&mut self, block: &Block) {
        let (open, close) = block.brackets.marks();
        self.push(open);
        for (at, doc) in block.rows.iter().filter_map(|row| row.doc.as_ref()).enumerate() {
            if at > 0 {
                self.push(", ");
            }
            self.flat(doc);
        }
        self.push(if block.is_empty() { close.trim_start() } else { close });
    }

    /// Ends a line.
    fn gap(&mut self, gap: &Gap, indent: usize) {
        gap.behind().iter().for_each(|comment| self.comment(comment));
        for comment in gap.below() {
            self.line(indent);
            self.push(comment);
        }
        self.line(indent);
    }

    fn group(&mut self, parts: &[Doc], by: usize, indent: usize, tail: usize) {
        let mut here = indent;
        for (part, tail) in parts.iter().zip(tails(parts, tail)) {
            if let Kind::Gap(gap) = &part.kind {
                here = indent + by;
                self.gap(gap, here);
            } else {
                self.print(part, here, tail);
            }
        }
    }

    fn filled(&mut self, parts: &[Doc], indent: usize, tail: usize) {
        let widths = ahead(parts, tail);
        let tails = tails(parts, tail);
        for (at, part) in parts.iter().enumerate() {
            let Kind::Gap(gap) = &part.kind else {
                self.print(part, indent, tails[at]);
                continue;
            };
            // What takes several lines in any case may as well begin here.
            let fits_below = (indent + CONTINUED).saturating_add(widths[at]) <= WIDTH;
            let ahead = if fits_below { widths[at] } else { tails[at] };
            if gap.is_free() && self.fits(1, ahead) {
                self.push(" ");
            } else {
                self.gap(gap, indent + CONTINUED);
            }
        }
    }

    /// A value that does not fit behind its name goes to the next line, unless it is something in brackets.
    fn assign(&mut self, assign: &Assign, padded: usize, indent: usize, tail: usize) {
        let Assign { key, gap, value, .. } = assign;
        self.print(key, indent, 0);
        self.blanks(padded.saturating_sub(key.flat));
        self.push(" =");
        let fits = value.flat != NEVER && self.fits(1 + value.flat, tail);
        let fits_below = (indent + INDENT).saturating_add(value.flat).saturating_add(tail) <= WIDTH;
        let divided = matches!(value.kind, Kind::Group(..));
        if gap.is_free() && (fits || value.hugs() || !(fits_below || divided)) {
            self.push(" ");
            return self.print(value, indent, tail);
        }
        self.gap(gap, indent + INDENT);
        self.print(value, indent + INDENT, tail);
    }

    fn text(&mut self, text: &Text, indent: usize) {
        for (at, line) in text.indented(indent).enumerate() {
            if at > 0 {
                self.line(0);
            }
            // What is interpolated may have line ends too.
            for (at, line) in line.split('\n').enumerate() {
                if at > 0 {
                    self.line(0);
                }
                self.push(line.trim_end_matches('\r'));
            }
        }
    }
}

/// The width of what follows each part up to the next place where a line may end.
fn tails(parts: &[Doc], tail: usize) -> Vec<usize> {
    let mut tails = vec![tail; parts.len()];
    for at in (1..parts.len()).rev() {
        let next = &parts[at];
        tails[at - 1] = if next.breaks { next.lead } else { next.lead.saturating_add(tails[at]) };
    }
    tails
}

/// The width of what follows each part up to the next gap, on one line.
fn ahead(parts: &[Doc], tail: usize) -> Vec<usize> {
    let mut ahead = vec![tail; parts.len()];
    for at in (1..parts.len()).rev() {
        let is_gap = matches!(parts[at].kind, Kind::Gap(_));
        ahead[at - 1] = if is_gap { 0 } else { parts[at].flat.saturating_add(ahead[at]) };
    }
    ahead
}
