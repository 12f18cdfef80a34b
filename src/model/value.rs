//! Values: from an expression to what the template holds, by the shape of the place.

mod argument;
mod arithmetic;
mod asked;
mod call;
mod choice;
mod decimal;
mod default;
mod deferred;
mod dependency;
mod domain;
mod dynamic;
mod kinds;
mod known;
mod map;
mod messages;
mod reference;
mod scalar;
mod settle;
mod shared;
mod substituted;
mod text;
mod thing;
mod typed;
mod worded;
mod zone;

pub use choice::is_choice;
pub use deferred::pseudo_names;
pub use dynamic::{Named as DynamicName, dynamic_reference};
pub use kinds::named as named_kinds;
pub use known::Key;
pub use messages::{capitalised, known_at_build, known_at_build_at, wrong_type};
pub use settle::below;

use super::Stack;
use super::declare::Declaration;
use super::names::{Dropped, Named};
use super::scopes::Found;
use crate::addresses::Block;
use crate::diagnostic::Diagnostic;
use crate::functions::cidr;
use crate::schema::{Place, Types};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Unary};
use crate::template::Value;
use crate::words::shape::Wanted;
use crate::words::{Entry, Shape};
use std::borrow::Cow;

/// What names mean, for reading values.
#[derive(Debug, Clone, Copy)]
pub struct Values<'s, 'a> {
    /// Everything that is declared, and its names.
    pub stack: &'s Stack<'a>,
    /// Whether the values are those of a rule, where tests stand as they are.
    pub in_rules: bool,
}

type Problems = Vec<Diagnostic>;

impl<'s, 'a> Values<'s, 'a> {
    /// What the names of a stack mean.
    pub fn of(stack: &'s Stack<'a>) -> Self {
        Self { stack, in_rules: false }
    }

    /// What a word at a place stands for. Below a name that `let` or an argument gives to something declared stands
    /// what that has.
    pub fn look_up<'w>(self, word: &'w str, place: Span) -> Found<'w> {
        let found = self.stack.scopes.look_up(word, place);
        let other = found.rest.and_then(|_| self.other_name(found));
        other.map_or(found, |meaning| Found { meaning: Some(meaning), ..found })
    }

    /// What is declared under the name that a name of a value stands for.
    fn other_name(self, found: Found<'_>) -> Option<Named> {
        let value = self.value_of(self.bound_by(found)?);
        let ExprKind::Word(word) = value.kind else { return None };
        let other = self.stack.scopes.look_up(word, value.span);
        match other.meaning {
            Some(Named::Declaration(_) | Named::Input(_)) if other.rest.is_none() => other.meaning,
            Some(Named::Declaration(_) | Named::Input(_) | Named::Binding(_) | Named::Module(_)) | None => None,
        }
    }

    /// The declaration that a word at a place names, and nothing more.
    pub fn declaration(self, word: &str, place: Span) -> Option<&'s Declaration<'a>> {
        let found = self.stack.scopes.look_up(word, place);
        self.declared(found.meaning.filter(|_| found.rest.is_none()))
            .or_else(|| self.declared(self.other_name(found).filter(|_| found.rest.is_none())))
    }

    /// The declaration of a meaning.
    pub fn declared(self, meaning: Option<Named>) -> Option<&'s Declaration<'a>> {
        match meaning {
            Some(Named::Declaration(index)) => self.stack.declarations.get(index),
            Some(Named::Input(_) | Named::Binding(_) | Named::Module(_)) | None => None,
        }
    }

    /// Where the name of a word at a place is declared, if that is in a branch that never holds.
    pub fn dropped(self, word: &str, place: Span) -> Option<Dropped> {
        let found = self.stack.scopes.look_up(word, place);
        self.stack.scopes.get(found.scope).names.dropped(found.last).filter(|_| found.meaning.is_none())
    }

    /// Whether a word at a place belongs to a statement that could not be understood.
    pub fn is_lost(self, word: &str, place: Span) -> bool {
        self.look_up(word, place).lost
    }

    /// A value in an entry's place.
    pub fn shaped(self, expr: &Expr<'a>, entry: &'static Entry, problems: &mut Problems) -> Option<Value<'a>> {
        self.of_shape(expr, &entry.shape, entry.name, problems)
    }

    /// A value that has to be a resource of some kind, or the id of one.
    pub fn one_of_kind(self, expr: &Expr<'a>, wanted: &Wanted, problems: &mut Problems) -> Option<Value<'a>> {
        let settled = self.settled(expr);
        let names_one = matches!(settled.kind, ExprKind::Word(word) if self.declaration(word, settled.span).is_some());
        if names_one || !self.is_deferred(&settled) {
            return self.reference(&settled, wanted, problems);
        }
        if is_choice(&settled) {
            return self
                .choice(&settled, problems, |values, branch, problems| values.one_of_kind(branch, wanted, problems));
        }
        let value = self.deferred(&settled, problems)?;
        (self.is_one(&settled, problems) && self.fits(&settled, wanted, problems)).then_some(value)
    }

    /// A switch of the language.
    pub fn on_or_off(self, expr: &Expr<'a>, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        self.of_shape(expr, &Shape::Bool, name, problems)
    }

    fn of_shape(
        self,
        expr: &Expr<'a>,
        shape: &'static Shape,
        name: &str,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Word(word) => {
                let found = self.look_up(word, expr.span);
                // A word of the place itself comes before any name.
                let named = match found.meaning {
                    Some(Named::Declaration(_) | Named::Module(_)) => false,
                    Some(Named::Input(_) | Named::Binding(_)) => !shape.has_word(word),
                    None => found.name == "aws",
                };
                // What the name would have stood for is not known, so that nothing can be said of it.
                if found.lost {
                    return None;
                }
                if !named {
                    return self.plain_of_shape(expr, shape, name, problems);
                }
            }
            ExprKind::Template(_)
            | ExprKind::Call(_)
            | ExprKind::Choice(_)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..) => {}
            ExprKind::Range(_) => return self.deferred(expr, problems),
            ExprKind::Text(_)
            | ExprKind::Number(_)
            | ExprKind::Quantity(..)
            | ExprKind::Cidr(_)
            | ExprKind::List(_)
            | ExprKind::Map(_) => return self.plain_of_shape(expr, shape, name, problems),
        }
        let settled = self.settled(expr);
        if self.is_deferred(&settled) {
            return self.deferred_in(&settled, shape, name, problems);
        }
        self.plain_of_shape(&settled, shape, name, problems)
    }

    /// The same for a value that is written out, or names something that is declared.
    fn plain_of_shape(
        self,
        expr: &Expr<'a>,
        shape: &'static Shape,
        name: &str,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        match shape {
            Shape::Text => self.text(expr, problems),
            Shape::Literal => self.literal(expr, name, problems),
            Shape::Policy => self.policy(expr, problems),
            Shape::Name => match expr.kind {
                ExprKind::Word("generated") => Some(Value::Bool(false)),
                _ => self.text(expr, problems),
            },
            Shape::TextOrYes => match &expr.kind {
                ExprKind::Word(word) if shape.has_word(word) => scalar::boolean(expr, name, problems),
                _ => self.text(expr, problems),
            },
            Shape::Word => self.plain_word(expr, problems),
            Shape::Or(words, other) => self.word_or(expr, words, other, name, problems),
            Shape::Bool => scalar::boolean(expr, name, problems),
            Shape::Choice(choices) => scalar::choice(expr, choices, name, problems),
            Shape::Int(least, most) => scalar::integer(expr, *least, *most, name, problems),
            Shape::Duration(unit, least, most) => scalar::duration(expr, *unit, (*least, *most), name, problems),
            Shape::Period(periods) => scalar::period(expr, periods, name, problems),
            Shape::Size(unit, least, most) => scalar::size(expr, *unit, (*least, *most), name, problems),
            Shape::Cidr => self.exact_block(expr, problems),
            Shape::Catalogue(catalogue) => self.catalogued(expr, catalogue, problems),
            Shape::Reference(wanted) => self.reference(expr, wanted, problems),
            Shape::OneOf(kinds) => self.of_some_kind(expr, kinds, problems),
            Shape::Zone => self.zone_of_region(expr, name, problems),
            Shape::Domain => self.domain(expr, problems),
            Shape::Thing(things) => self.thing(expr, things, problems),
            Shape::List(inner) => self.list(expr, inner, name, problems),
            Shape::Map => self.map(expr, name, problems),
            // Where the type is known, the reader of the body has read it by that.
            Shape::Any | Shape::Allowed | Shape::Limit | Shape::Property => self.any(expr, None, problems),
            Shape::Rules => Self { in_rules: true, ..self }.any(expr, None, problems),
            Shape::Resources => self.resources(expr, problems),
            Shape::Body(_) | Shape::Sentence(_) => None,
        }
    }

    /// A block of addresses, by its first one: EC2 would make that of any other and so differ from the file.
    fn exact_block(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let block = self.block(expr, problems)?;
        if let Value::Text(text) = &block
            && let Err(problem) = Block::parse(text)
        {
            problems.push(cidr::no_block(&problem, text, expr.span));
            return None;
        }
        Some(block)
    }

    fn list(self, expr: &Expr<'a>, inner: &'static Shape, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        let items = match &expr.kind {
            ExprKind::List(items) => items.as_slice(),
            // One value reads as a list of one.
            _ => std::slice::from_ref(expr),
        };
        let before = problems.len();
        let values: Vec<_> = items.iter().filter_map(|item| self.of_shape(item, inner, name, problems)).collect();
        (problems.len() == before).then(|| Value::list(values))
    }

    fn map(self, expr: &Expr<'a>, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        let ExprKind::Map(body) = &expr.kind else {
            problems.push(wrong_type("`< key = value >`", expr).help(format!("write: {name} = < key = \"value\" >")));
            return None;
        };
        self.entries(body, problems, &|values, _, expr, problems| values.text(expr, problems))
    }

    /// A CloudFormation value, in its place when that is known.
    pub fn any(self, expr: &Expr<'a>, place: Option<Place>, problems: &mut Problems) -> Option<Value<'a>> {
        if let Some(place) = place
            && place.types().is(Types::ARRAY)
            && self.is_single(expr)
        {
            return self.any(expr, place.items(), problems).map(|value| Value::list([value]));
        }
        match &expr.kind {
            ExprKind::Word("true") => Some(Value::Bool(true)),
            ExprKind::Word("false") => Some(Value::Bool(false)),
            ExprKind::Word("on" | "yes") => self.switch(expr, true, place, problems),
            ExprKind::Word("off" | "no") => self.switch(expr, false, place, problems),
            ExprKind::Word(word) => self.bare(word, expr, place, problems),
            // A reader of the template would spell a fraction in its own way.
            ExprKind::Number(text)
                if text.contains('.') && place.is_some_and(|place| place.types().is(Types::STRING)) =>
            {
                Some(Value::Text(text.clone()))
            }
            ExprKind::Number(text) => Some(scalar::number(text)),
            ExprKind::List(items) => {
                let before = problems.len();
                let inner = place.and_then(Place::items);
                let values: Vec<_> = items.iter().filter_map(|item| self.any(item, inner, problems)).collect();
                (problems.len() == before).then(|| Value::list(values))
            }
            ExprKind::Map(body) => self.entries(body, problems, &|values, key, expr, problems| {
                let inner =
                    place.and_then(|place| place.property(key).map(|(inner, _)| inner).or_else(|| place.value(key)));
                values.any(expr, inner, problems)
            }),
            ExprKind::Text(_) | ExprKind::Cidr(_) => self.text(expr, problems),
            ExprKind::Unary(Unary::Minus, operand) => match &operand.kind {
                ExprKind::Number(text) => Some(scalar::negative(scalar::number(text))),
                _ => self.worked_out(expr, place, problems),
            },
            ExprKind::Quantity(number, unit) => typed::quantity(expr, number, unit, problems),
            ExprKind::Template(_)
            | ExprKind::Range(_)
            | ExprKind::Call(_)
            | ExprKind::Unary(Unary::Not, _)
            | ExprKind::Binary(..)
            | ExprKind::Choice(_) => self.worked_out(expr, place, problems),
        }
    }

    /// The same for a form that may turn out to be another one.
    fn worked_out(self, expr: &Expr<'a>, place: Option<Place>, problems: &mut Problems) -> Option<Value<'a>> {
        match self.settled(expr) {
            Cow::Owned(settled) => self.any(&settled, place, problems),
            Cow::Borrowed(settled) if !std::ptr::eq(settled, expr) => self.any(settled, place, problems),
            Cow::Borrowed(_) => match &expr.kind {
                ExprKind::Template(parts) => self.interpolated(parts, expr.span, problems),
                _ if choice::is_choice(expr) => {
                    self.choice(expr, problems, |values, branch, problems| values.any(branch, place, problems))
                }
                _ => self.deferred(expr, problems),
            },
        }
    }
}
