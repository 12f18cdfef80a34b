//! Statements and entries as parts. What they begin with decides what they are, as in the grammar.

use super::builder::Builder;
use super::doc::Doc;
use super::parts::{Assign, Brackets};
use super::tokens::Kind;

/// How far the lines of a condition are indented in front of a body: more than what is in it.
const CONDITION: usize = 4;

impl<'a> Builder<'a> {
    /// A statement or an entry.
    pub(super) fn item(&mut self) -> Doc<'a> {
        let first = self.next();
        if self.ahead(1).kind == Kind::Equals {
            let key = self.token();
            return self.assigned(key, true);
        }
        match first.text {
            "if" => self.conditional(),
            "for" => self.repeat(),
            "let" | "param" | "output" => self.named(),
            _ => self.sentence(),
        }
    }

    /// `= value`, behind a key.
    fn assigned(&mut self, key: Doc<'a>, is_setting: bool) -> Doc<'a> {
        self.take();
        let gap = self.gap();
        let value = self.value(0);
        Doc::assign(Assign { key, gap, value, is_setting })
    }

    /// `if condition < … > else < … >`
    fn conditional(&mut self) -> Doc<'a> {
        let mut parts = vec![Doc::row(vec![self.token(), Doc::token(" "), self.value(CONDITION)])];
        self.body(&mut parts);
        while self.next().is_word("else") && self.ahead(1).kind != Kind::Equals {
            parts.push(Doc::gap(self.gap()));
            let mut head = vec![self.token()];
            if self.next().is_word("if") {
                head.extend([Doc::token(" "), self.token(), Doc::token(" "), self.value(CONDITION)]);
            }
            parts.push(Doc::row(head));
            self.body(&mut parts);
        }
        Doc::statement(parts)
    }

    /// `for x, i in list < … >`
    fn repeat(&mut self) -> Doc<'a> {
        let mut head = vec![self.token()];
        while !self.next().is_word("in") && self.is_on_line() {
            if self.next().kind != Kind::Comma {
                head.push(Doc::token(" "));
            }
            head.push(self.token());
        }
        head.extend([Doc::token(" "), self.token(), Doc::token(" "), self.value(CONDITION)]);
        let mut parts = vec![Doc::row(head)];
        self.body(&mut parts);
        Doc::statement(parts)
    }

    /// `let x = value`, `param x: type = default < … >`, `output x = value < … >`
    fn named(&mut self) -> Doc<'a> {
        let is_param = self.next().text == "param";
        let mut head = vec![self.token()];
        while self.is_on_line() && !matches!(self.next().kind, Kind::Equals | Kind::Open | Kind::Close | Kind::Comma) {
            if is_param && self.typed(&mut head) {
                break;
            }
            head.extend([Doc::token(" "), self.token()]);
        }
        let mut whole = Doc::row(head);
        if self.next().kind == Kind::Equals {
            whole = self.assigned(whole, false);
        }
        let mut parts = vec![whole];
        if self.is_on_line() {
            self.body(&mut parts);
        }
        Doc::statement(parts)
    }

    /// The type of a parameter, when the next tokens are its colon and itself; or its name with the colon behind it.
    fn typed(&mut self, head: &mut Vec<Doc<'a>>) -> bool {
        let next = self.next();
        if next.kind == Kind::Word
            && let Some((name, kind)) = next.text.split_once(':')
        {
            self.take();
            head.extend([Doc::token(" "), Doc::token(name), Doc::token(": ")]);
            if kind.is_empty() {
                head.push(self.token());
            } else {
                head.push(Doc::token(kind));
            }
        } else if next.kind == Kind::Colon {
            self.take();
            head.extend([Doc::token(": "), self.token()]);
        } else {
            return false;
        }
        for _ in 0..self.type_arguments() {
            head.push(self.token());
        }
        true
    }

    /// How many of the next tokens are the arguments of a type: they stand without a blank between them, and a body
    /// does not.
    fn type_arguments(&self) -> usize {
        let touches = |by: usize, kind: Kind| self.ahead(by).touches && self.ahead(by).kind == kind;
        let mut depth = 0;
        while touches(2 * depth, Kind::Open) && touches(2 * depth + 1, Kind::Word) {
            depth += 1;
        }
        let closed = (2 * depth..3 * depth).all(|by| touches(by, Kind::Close));
        if closed { 3 * depth } else { 0 }
    }

    /// `WORD argument… < … >`
    fn sentence(&mut self) -> Doc<'a> {
        let mut parts = vec![self.token()];
        while let Some(after_comma) = self.goes_on() {
            if after_comma {
                parts.extend([self.token(), Doc::gap(self.gap())]);
            } else {
                parts.push(Doc::token(" "));
            }
            parts.push(self.argument());
        }
        let mut parts = vec![Doc::filled(parts)];
        if self.is_on_line() {
            self.body(&mut parts);
        }
        Doc::statement(parts)
    }

    /// Whether a further argument follows, and if so, whether behind a comma.
    fn goes_on(&self) -> Option<bool> {
        if !self.is_on_line() {
            return None;
        }
        let after_comma = self.next().kind == Kind::Comma;
        let token = self.ahead(usize::from(after_comma));
        let is_argument =
            matches!(token.kind, Kind::Word | Kind::Text) || token.kind == Kind::Open && token.text != "<";
        // Behind a comma, a key is the next entry's.
        let behind = self.ahead(2);
        let is_key = after_comma && behind.text.starts_with('=') && behind.line_ends == 0;
        (is_argument && !is_key).then_some(after_comma)
    }

    /// A value among those of a sentence.
    fn argument(&mut self) -> Doc<'a> {
        let next = self.next();
        let is_call = next.kind == Kind::Word && self.ahead(1).touches && self.ahead(1).text == "(";
        if is_call { self.call() } else { self.operand() }
    }

    /// The body that follows, if one does.
    fn body(&mut self, parts: &mut Vec<Doc<'a>>) {
        if self.next().is(Kind::Open, "<") {
            parts.extend([Doc::token(" "), self.brackets(Brackets::Body)]);
        }
    }
}
