//! Brackets and their rows as lines.

use super::Printer;
use crate::format::columns::{Cell, align};
use crate::format::doc::{Kind, NEVER};
use crate::format::parts::{Block, Brackets, Row};
use crate::format::width::width;
use crate::format::{INDENT, WIDTH};

impl Printer {
    /// Writes brackets over several lines.
    pub(super) fn block(&mut self, block: &Block, indent: usize) {
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
    pub(super) fn rows(&mut self, block: &Block, indent: usize) {
        let separator = block.brackets.separator();
        let beside = indent + separator.len();
        let keys = aligned(block, |at| key(&block.rows[at], beside));
        let comments = aligned(block, |at| comment(&block.rows[at], keys[at], beside));
        for (at, row) in block.rows.iter().enumerate() {
            let is_first = at == 0 && (block.brackets != Brackets::File || self.is_empty());
            if !is_first {
                if row.blank {
                    self.line(0);
                }
                self.line(indent);
            }
            if let Some(doc) = &row.doc {
                if let Kind::Assign(assign) = &doc.kind {
                    self.assign(assign, keys[at], indent, separator.len());
                } else {
                    self.print(doc, indent, separator.len());
                }
                self.push(separator);
            }
            if let Some(comment) = row.comment {
                self.behind(comment, row.doc.as_ref().map(|_| comments[at]));
            }
        }
    }

    /// Writes the comment of a row: behind what is on its line, from a column on, or alone.
    fn behind(&mut self, comment: &str, column: Option<usize>) {
        match column {
            Some(column) => {
                self.blanks(column.saturating_sub(self.column));
                self.comment(comment);
            }
            None => self.push(comment),
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
    let value = &assign.value;
    // ` = ` and what follows on the line, or ` =` alone.
    let after = if fits {
        3 + value.flat
    } else if value.hugs() {
        3 + value.lead
    } else {
        2
    };
    Some(Cell { before: assign.key.flat, after: after + beside, goes_on: fits })
}

/// The comment of a row of one line.
fn comment(row: &Row, padded: usize, beside: usize) -> Option<Cell> {
    let doc = row.doc.as_ref()?;
    let wider = if let Kind::Assign(assign) = &doc.kind { padded.saturating_sub(assign.key.flat) } else { 0 };
    let before = doc.flat.saturating_add(wider).saturating_add(beside);
    let comment = row.comment.filter(|_| before <= WIDTH)?;
    Some(Cell { before, after: 2 + width(comment), goes_on: true })
}
