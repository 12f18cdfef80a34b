//! Maps whose keys are known at build.

use super::Values;
use crate::source::Span;
use crate::syntax::ast::{Body, Conditional, Expr, Item, Otherwise};
use crate::syntax::literal;
use std::borrow::Cow;

/// A key of a map.
#[derive(Debug, Clone)]
pub struct Key<'a> {
    /// Its text, without escapes.
    pub text: Cow<'a, str>,
    /// Where it stands.
    pub span: Span,
}

impl<'a> Values<'_, 'a> {
    /// The keys of a map with their values, in order; nothing where only the deploy knows which there are.
    pub fn known_entries<'e>(self, body: &'e Body<'a>) -> Option<Vec<(Key<'a>, &'e Expr<'a>)>> {
        let mut found = Vec::with_capacity(body.items.len());
        self.gather(&body.items, &mut found).then_some(found)
    }

    /// Whether every entry is known to be there or not.
    fn gather<'e>(self, items: &'e [Item<'a>], found: &mut Vec<(Key<'a>, &'e Expr<'a>)>) -> bool {
        items.iter().all(|item| match item {
            Item::Setting(setting) => {
                let key = Key { text: literal::unescaped(setting.key.text), span: setting.key.span };
                found.push((key, &setting.value));
                true
            }
            Item::Conditional(conditional) => self.gather_branch(conditional, found),
            // What else stands in a map is reported where the map is read.
            Item::Sentence(_) | Item::Parameter(_) | Item::Binding(_) | Item::Output(_) | Item::Module(_) => true,
            Item::Repeat(_) => false,
        })
    }

    fn gather_branch<'e>(self, conditional: &'e Conditional<'a>, found: &mut Vec<(Key<'a>, &'e Expr<'a>)>) -> bool {
        match self.truth(&conditional.condition) {
            Some(true) => self.gather(&conditional.then.items, found),
            Some(false) => match &conditional.otherwise {
                Some(Otherwise::Body(body)) => self.gather(&body.items, found),
                Some(Otherwise::Conditional(next)) => self.gather_branch(next, found),
                None => true,
            },
            None => false,
        }
    }
}
