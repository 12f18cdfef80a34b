//! From tokens to parts: the cursor, and what brackets hold.

use super::doc::Doc;
use super::parts::{Block, Brackets, Gap, Row};
use super::tokens::{Kind, Token, Tokens};

/// Goes through the tokens once.
pub struct Builder<'a> {
    found: Tokens<'a>,
    at: usize,
    /// How many comments have got a place already.
    placed: usize,
}

impl<'a> Builder<'a> {
    /// At the start of a text.
    pub fn new(found: Tokens<'a>) -> Self {
        Self { found, at: 0, placed: 0 }
    }

    /// The next token.
    pub(super) fn next(&self) -> Token<'a> {
        self.ahead(0)
    }

    /// A token further on.
    pub(super) fn ahead(&self, by: usize) -> Token<'a> {
        let last = self.found.tokens.len() - 1;
        self.found.tokens[(self.at + by).min(last)]
    }

    /// The next token, which the cursor moves behind.
    pub(super) fn take(&mut self) -> Token<'a> {
        let token = self.next();
        self.at += 1;
        token
    }

    /// The next token as a part.
    pub(super) fn token(&mut self) -> Doc<'a> {
        Doc::token(self.take().text)
    }

    /// Where the cursor is, to come back to.
    pub(super) fn place(&self) -> (usize, usize) {
        (self.at, self.placed)
    }

    /// Moves the cursor back.
    pub(super) fn back_to(&mut self, (at, placed): (usize, usize)) {
        (self.at, self.placed) = (at, placed);
    }

    /// Whether the next token is on the line of the one in front of it.
    pub(super) fn is_on_line(&self) -> bool {
        let next = self.next();
        let before = self.at.checked_sub(1).map_or(0, |at| self.found.tokens[at].comments);
        next.kind != Kind::End && next.line_ends == 0 && next.comments == before
    }

    /// The comments in front of the next token that have no place yet.
    pub(super) fn gap(&mut self) -> Gap<'a> {
        let mut gap = Gap::default();
        while self.placed < self.next().comments as usize {
            let comment = self.found.comments[self.placed];
            self.placed += 1;
            gap.put(comment.text, comment.line_ends == 0);
        }
        gap
    }

    /// The whole file in parts that have nothing to do with each other's layout, so that memory follows the largest one.
    pub fn file(mut self, mut part: impl FnMut(&Block<'a>)) {
        let mut block = Block::new(Brackets::File);
        let mut is_first = true;
        loop {
            self.comments(&mut block);
            if block.rows.last().is_some_and(Row::stands_alone) {
                part(&block);
                block.rows.clear();
            }
            if !self.row(&mut block, is_first) {
                return part(&block);
            }
            is_first = false;
        }
    }

    /// Whether only commas are in front of the next token on its line: a comment there is not behind a row.
    fn is_below_row(&self) -> bool {
        let before = self.found.tokens[..self.at].iter().rev();
        before.take_while(|token| token.kind == Kind::Comma).any(|comma| comma.line_ends > 0)
    }

    /// Brackets, from the next token on, and what is in them.
    pub(super) fn brackets(&mut self, brackets: Brackets) -> Doc<'a> {
        let open = self.take();
        let mut block = self.block(brackets);
        let close = self.take();
        if brackets == Brackets::Body {
            // A body that stands on several lines is meant to.
            block.broken = close.line != open.line;
        }
        Doc::block(block)
    }

    /// Rows up to what closes them.
    fn block(&mut self, brackets: Brackets) -> Block<'a> {
        let mut block = Block::new(brackets);
        while self.row(&mut block, true) {}
        block
    }

    /// The next row and the comments in front of it, or false in front of what closes the brackets.
    fn row(&mut self, block: &mut Block<'a>, is_first: bool) -> bool {
        self.comments(block);
        let brackets = block.brackets;
        let next = self.next();
        block.broken |= next.line_ends > 0 && brackets != Brackets::Group;
        if next.kind == Kind::End || next.kind == Kind::Close && brackets != Brackets::File {
            return false;
        }
        if next.kind == Kind::Comma {
            self.take();
            return true;
        }
        let blank = next.line_ends > 1 && !(is_first && block.rows.is_empty());
        let doc = match brackets {
            Brackets::File | Brackets::Body => self.item(),
            Brackets::List | Brackets::Call | Brackets::Group => self.value_inside(),
        };
        block.rows.push(Row { blank, doc: Some(doc), comment: None });
        true
    }

    /// Gives the comments in front of the next token their places: behind the row or the bracket on whose line they
    /// are, or on lines of their own.
    fn comments(&mut self, block: &mut Block<'a>) {
        while self.placed < self.next().comments as usize {
            let comment = self.found.comments[self.placed];
            self.placed += 1;
            let is_behind = comment.line_ends == 0 && !self.is_below_row();
            block.broken = true;
            let behind = match block.rows.last_mut() {
                Some(row) => &mut row.comment,
                None => &mut block.comment,
            };
            if is_behind && behind.is_none() && (block.brackets != Brackets::File || self.at > 0) {
                *behind = Some(comment.text);
            } else {
                let blank = comment.line_ends > 1 && !block.rows.is_empty();
                block.rows.push(Row { blank, doc: None, comment: Some(comment.text) });
            }
        }
    }
}
