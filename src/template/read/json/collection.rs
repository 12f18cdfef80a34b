//! Maps and lists, and what is wrong between their members.

use super::{Reader, problems};
use crate::source::Span;
use crate::template::Text;
use crate::template::read::node::{Kind, Member, Members, Node};
use crate::template::read::problems::{MOST_NESTED, too_deep};

impl<'a> Reader<'a, '_> {
    /// Reads a map from its bracket on.
    pub(super) fn map(&mut self) -> Kind<'a> {
        let mut members = Members::default();
        self.collection(b'{', b'}', |reader| {
            if let Some(member) = reader.member() {
                members.push(member, reader.found);
            }
        });
        Kind::Map(members.into_list())
    }

    /// Reads a list from its bracket on.
    pub(super) fn list(&mut self) -> Kind<'a> {
        let mut items = Vec::new();
        self.collection(b'[', b']', |reader| items.extend(reader.value()));
        Kind::List(items)
    }

    /// Reads what stands between brackets.
    fn collection(&mut self, open: u8, close: u8, mut one: impl FnMut(&mut Self)) {
        let start = self.at;
        self.at += 1;
        self.depth += 1;
        if self.depth > MOST_NESTED {
            self.found.broken(too_deep(Span::new(start, start + 1)));
            self.stop();
        }
        let mut comma = None;
        loop {
            self.space();
            match self.peek() {
                Some(byte) if byte == close => {
                    if let Some(comma) = comma {
                        self.mistake(problems::comma_too_many(comma));
                    }
                    self.pass();
                    break;
                }
                // The other bracket closes something further out.
                Some(b'}' | b']') | None => {
                    self.mistake(problems::unclosed(self.here(), start, open, close));
                    break;
                }
                Some(b',') => {
                    self.mistake(problems::comma_too_many(self.here()));
                    self.pass();
                }
                Some(_) => {
                    let before = self.at;
                    one(self);
                    comma = self.comma(close);
                    if self.at == before {
                        self.pass();
                    }
                }
            }
        }
        self.depth -= 1;
    }

    /// Passes the comma behind a member; without one there must be no other member.
    fn comma(&mut self, close: u8) -> Option<Span> {
        let end = self.at;
        self.space();
        let here = self.here();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                return Some(here);
            }
            Some(b'}' | b']') | None => {}
            Some(_) => self.mistake(problems::comma_missing(here, end, close)),
        }
        None
    }

    fn member(&mut self) -> Option<Member<'a>> {
        let start = self.at;
        let key = self.key()?;
        let key_span = self.since(start);
        self.space();
        if !self.eat(":") {
            self.mistake(problems::colon_missing(self.here(), key_span));
        }
        self.space();
        // A value that is missing was reported; an empty text stands for it.
        let empty = Span::new(self.at, self.at);
        let value = self.value().unwrap_or_else(|| Node::new(empty, Kind::Text("".into())));
        Some(Member { key, key_span, value })
    }

    fn key(&mut self) -> Option<Text<'a>> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => Some(self.string()),
            Some(b'\'') => {
                let key = self.single_quoted();
                self.mistake(problems::single_quotes(self.since(start)));
                Some(key)
            }
            _ => {
                let word = self.bare();
                if word.is_empty() {
                    self.mistake(problems::key_expected(self.here()));
                    return None;
                }
                self.mistake(problems::bare_key(self.since(start), word));
                Some(word.into())
            }
        }
    }
}
