//! A value in its place.

use super::{Checker, Problem, Step, describe};
use crate::diagnostic::Diagnostic;
use crate::schema::{Marks, Place, Types};
use crate::template::{Entry, Items, Value};

/// Functions that give a list.
const LISTS: &[&str] = &["Fn::Split", "Fn::GetAZs", "Fn::Cidr"];
/// Functions that give a text, or what can be written as one.
const TEXTS: &[&str] = &["Fn::Base64", "Fn::Join", "Fn::Sub", "Fn::ToJsonString"];

impl<'v> Checker<'_, 'v> {
    /// Says what does not fit.
    pub(super) fn value(&mut self, place: Place, value: &'v Value<'v>) {
        match value {
            // What is resolved at the deploy may be anything.
            Value::Null | Value::Dynamic(_) => self.unsure = true,
            // A word's table of defaults is the same in every program: debug builds, in which the tests run, look at it.
            Value::List(Items::Shared(_)) | Value::Map(Items::Shared(_)) if !cfg!(debug_assertions) => {}
            Value::Ref(id) => self.reference(place, id, value),
            Value::GetAtt(target) => self.attribute(place, &target.0, &target.1, value),
            Value::Sub(_) => _ = self.gives(place, Types::STRING, value),
            Value::Intrinsic(name, argument) => self.function(place, name, argument, value),
            Value::Map(entries) if is_open(entries) => self.unsure = true,
            Value::Map(_) | Value::List(_) | Value::Text(_) | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
                self.literal(place, value);
            }
        }
    }

    fn function(&mut self, place: Place, name: &'static str, argument: &'v Value<'v>, value: &'v Value<'v>) {
        match (name, argument) {
            ("Fn::If", Value::List(parts)) if parts.len() == 3 => {
                self.unsure = true;
                for (at, part) in parts.iter().enumerate().skip(1) {
                    self.below(Step::Key(name), |inner| inner.below(Step::Item(at), |inner| inner.value(place, part)));
                }
            }
            (_, _) if LISTS.contains(&name) => _ = self.gives(place, Types::ARRAY, value),
            (_, _) if TEXTS.contains(&name) => _ = self.gives(place, Types::STRING, value),
            (_, _) => self.unsure = true,
        }
    }

    /// A value of which only the type is known; whether that fits.
    pub(super) fn gives(&mut self, place: Place, given: Types, value: &'v Value<'v>) -> bool {
        self.unsure = true;
        let types = place.types();
        // A text can be read as a number or a switch, and may hold a document.
        let scalars = [Types::STRING, Types::INTEGER, Types::NUMBER, Types::BOOLEAN];
        let fits =
            if given == Types::STRING { scalars.iter().any(|one| types.accepts(*one)) } else { types.accepts(given) };
        if !fits {
            self.wrong_type(place, value);
        }
        fits
    }

    pub(super) fn wrong_type(&mut self, place: Place, value: &Value<'_>) {
        let wanted = describe::wanted(place);
        let found = describe::value(value, |id| self.context.called(id));
        let message = format!("expected {wanted} for `{}`, found {found}", self.called());
        let types = place.types();
        let help = match value {
            _ if types.is(Types::ARRAY) => "put it in brackets: a list of one".to_owned(),
            Value::Intrinsic(..) => "take one of its items (select), or join them to a text (join)".to_owned(),
            _ if types.is(Types::BOOLEAN) => "write `true` or `false`, without quotes".to_owned(),
            _ if types.is(Types::OBJECT) => match properties(place) {
                Some(names) => format!("write a map with {names}"),
                None => "write a map of names and values".to_owned(),
            },
            Value::List(items) if items.len() == 1 => "take it out of the brackets".to_owned(),
            Value::List(_) => "write one value instead of a list".to_owned(),
            Value::Map(_) => "write one value instead of a map".to_owned(),
            Value::GetAtt(_) | Value::Ref(_) => format!("take something that is {wanted}"),
            _ => match self.limits(place) {
                Some(limits) => format!("write {wanted}, {limits}"),
                None => format!("write {wanted}"),
            },
        };
        let problem = Diagnostic::error("wrong-type", message).help(help);
        self.report(Problem::value(problem, format!("not {wanted}")));
    }

    fn literal(&mut self, place: Place, value: &'v Value<'v>) {
        // What is resolved at the deploy may be anything.
        if matches!(value, Value::Text(text) if super::scalar::is_dynamic(text)) {
            self.unsure = true;
            return;
        }
        if !fits(place.types(), value) {
            if !self.is_local_path(value) {
                self.wrong_type(place, value);
            }
            return;
        }
        match value {
            Value::List(items) => self.list(place, items),
            Value::Map(entries) => return self.object(place, entries),
            _ => self.scalar(place, value),
        }
        self.alternatives(place, &[], |inner, branch| inner.value(branch, value));
    }

    /// A path on somebody's disk in a place where `aws cloudformation package` puts the address of an upload.
    fn is_local_path(&self, value: &Value<'_>) -> bool {
        let [Step::Key(first), ..] = self.path.as_slice() else { return false };
        let packaged = self.context.unpackaged && matches!(value, Value::Text(_));
        packaged && Place::root(self.of).property(first).is_some_and(|(_, found)| found.marks.has(Marks::PACKAGED))
    }
}

fn properties(place: Place) -> Option<String> {
    let all = place.properties();
    (!all.is_empty()).then(|| crate::suggest::all_of(all.iter().map(|property| property.name)))
}

/// Whether a map has entries that a transform makes.
fn is_open(entries: &[Entry<'_>]) -> bool {
    entries.iter().any(|(key, _)| super::presence::is_expanded(key))
}

/// Whether a value is of one of the types, as CloudFormation reads values: numbers and switches may be texts, and the
/// other way round.
fn fits(types: Types, value: &Value<'_>) -> bool {
    let one = |one| types.accepts(one);
    match value {
        Value::List(_) => one(Types::ARRAY),
        Value::Map(_) => one(Types::OBJECT),
        Value::Bool(_) => one(Types::BOOLEAN) || one(Types::STRING),
        Value::Int(_) => one(Types::INTEGER) || one(Types::NUMBER) || one(Types::STRING),
        Value::Float(number) => {
            one(Types::NUMBER) || one(Types::STRING) || number.fract() == 0.0 && one(Types::INTEGER)
        }
        Value::Text(text) => {
            let text = text.trim();
            one(Types::STRING)
                || one(Types::INTEGER) && text.parse::<i64>().is_ok()
                || one(Types::NUMBER) && text.parse::<f64>().is_ok()
                || one(Types::BOOLEAN) && (text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"))
        }
        Value::Null | Value::Dynamic(_) => true,
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Intrinsic(..) => true,
    }
}
