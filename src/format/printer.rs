//! From parts to lines.

use super::columns::{Cell, align};
use super::doc::{Assign, Block, Brackets, Doc, Gap, Kind, NEVER, Row};
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
    /// The text of a file.
    pub fn file(mut self, block: &Block) -> String {
        self.rows(block, 0);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
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
            Kind::Statement(parts) => self.each(parts, tail, |printer, part, tail| match &part.kind {
                Kind::Block(block) => printer.block(block, indent),
                _ => printer.print(part, indent, tail),
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
        gap.comment.iter().for_each(|comment| self.comment(comment));
        for comment in &gap.comments {
            self.line(indent);
            self.push(comment);
        }
        self.line(indent);
    }

    fn group(&mut self, parts: &[Doc], by: usize, indent: usize, tail: usize) {
        let mut here = indent;
        for (part, tail) in parts.iter().zip(tails(parts, tail)) {
            match &part.kind {
                Kind::Gap(gap) => {
                    here = indent + by;
                    self.gap(gap, here);
                }
                _ => self.print(part, here, tail),
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

    /// Writes brackets over several lines.
    fn block(&mut self, block: &Block, indent: usize) {
        let (open, close) = block.brackets.marks();
        if block.is_empty() {
            return self.flat_block(block);
        }
        self.push(open.trim_end());
        if self.hugs(block, indent) {
            self.hugging(block, indent);
            return self.push(close);
        }
        block.comment.iter().for_each(|comment| self.comment(comment));
        if !block.rows.is_empty() {
            self.line(indent + INDENT);
            self.rows(block, indent + INDENT);
        }
        self.line(indent);
        self.push(close.trim_start());
    }

    /// Whether the brackets close around the last row, without lines of their own: `json(<`, `[<`.
    fn hugs(&self, block: &Block, indent: usize) -> bool {
        let Some((last, before)) = block.rows.split_last() else { return false };
        let plain = |row: &Row| row.comment.is_none();
        let Some(doc) = last.doc.as_ref().filter(|doc| doc.hugs() && plain(last)) else { return false };
        let widths = before.iter().map(|row| row.doc.as_ref().filter(|_| plain(row)).map_or(NEVER, |doc| doc.flat));
        let before = widths.fold(2 * before.len(), usize::saturating_add);
        let on_a_line_of_its_own = (indent + INDENT).saturating_add(doc.flat) < WIDTH;
        let may = match block.brackets {
            Brackets::File | Brackets::Body => false,
            Brackets::List => block.rows.len() == 1 && !on_a_line_of_its_own,
            Brackets::Call | Brackets::Group => true,
        };
        may && !block.broken && block.comment.is_none() && self.fits(before, doc.lead)
    }

    fn hugging(&mut self, block: &Block, indent: usize) {
        for (at, doc) in block.rows.iter().filter_map(|row| row.doc.as_ref()).enumerate() {
            if at > 0 {
                self.push(", ");
            }
            // The last one has to take several lines; the others were found to fit.
            self.print(doc, indent, if at + 1 == block.rows.len() { WIDTH } else { 0 });
        }
    }

    /// Writes rows, each on its own line, where the first line begins already.
    fn rows(&mut self, block: &Block, indent: usize) {
        let separator = block.brackets.separator();
        let beside = indent + separator.len();
        let keys = aligned(block, |at| key(&block.rows[at], beside));
        let comments = aligned(block, |at| comment(&block.rows[at], keys[at], beside));
        for (at, row) in block.rows.iter().enumerate() {
            if at > 0 {
                if row.blank {
                    self.line(0);
                }
                self.line(indent);
            }
            let Some(doc) = &row.doc else {
                row.comment.iter().for_each(|comment| self.push(comment));
                continue;
            };
            match &doc.kind {
                Kind::Assign(assign) => self.assign(assign, keys[at], indent, separator.len()),
                _ => self.print(doc, indent, separator.len()),
            }
            self.push(separator);
            if let Some(comment) = row.comment {
                self.blanks(comments[at].saturating_sub(self.column));
                self.comment(comment);
            }
        }
    }
}

/// Aligns cells of rows; an empty line ends a group.
fn aligned(block: &Block, cell: impl Fn(usize) -> Option<Cell>) -> Vec<usize> {
    let is_last = |at: usize| block.rows.get(at + 1).is_none_or(|next| next.blank);
    let cell = |at| cell(at).map(|cell| Cell { goes_on: cell.goes_on && !is_last(at), ..cell });
    align(&(0..block.rows.len()).map(cell).collect::<Vec<_>>())
}

/// The setting of a row, to be aligned with its neighbours; `beside` is what else is on its line.
fn key(row: &Row, beside: usize) -> Option<Cell> {
    let doc = row.doc.as_ref()?;
    let Kind::Assign(assign) = &doc.kind else { return None };
    if !assign.is_setting {
        return None;
    }
    let fits = doc.flat.saturating_add(beside) <= WIDTH;
    let after = match &assign.value {
        value if fits => value.flat + 3,
        value if value.hugs() => value.lead + 3,
        _ => 2,
    };
    Some(Cell { before: assign.key.flat, after: after + beside, goes_on: fits })
}

/// The comment of a row of one line.
fn comment(row: &Row, padded: usize, beside: usize) -> Option<Cell> {
    let doc = row.doc.as_ref()?;
    let wider = match &doc.kind {
        Kind::Assign(assign) => padded.saturating_sub(assign.key.flat),
        _ => 0,
    };
    let before = doc.flat.saturating_add(wider).saturating_add(beside);
    let comment = row.comment.filter(|_| before <= WIDTH)?;
    Some(Cell { before, after: 2 + width(comment), goes_on: true })
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
