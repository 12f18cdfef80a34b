//! `a ?? b`: what stands behind it is taken where what stands in front is not there: an absent key, an empty text, an
//! input that was left empty, a resource whose condition does not hold.

use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::functions;
use crate::model::names::Named;
use crate::reason::conditions::may_be_empty;
use crate::source::Span;
use crate::syntax::ast::{Binary, Expr, ExprKind, Part};
use crate::template::{Text, Value};
use std::borrow::Cow;

/// Whether a value is there.
enum There<'a> {
    /// In every case.
    Always,
    /// In no case.
    Never,
    /// Where it is not an empty text.
    NotEmpty,
    /// Where all of these conditions hold.
    Under(Vec<Text<'a>>),
    /// Where a mapping has the keys that it is looked up by.
    Found,
}

impl<'s, 'a> Values<'s, 'a> {
    /// `a ?? b` as far as it is known at build.
    pub(super) fn settled_default<'e>(self, whole: &'e Expr<'a>, two: &'e (Expr<'a>, Expr<'a>)) -> Cow<'e, Expr<'a>>
    where
        's: 'e,
    {
        let left = self.settled(&two.0);
        let or_right = |left: &Expr<'a>| Expr { kind: default(left.clone(), two.1.clone()), span: whole.span };
        let kind = match &left.kind {
            ExprKind::Text(text) if text.is_empty() => return self.settled(&two.1),
            ExprKind::Word(word) if self.is_absent(word, left.span) => return self.settled(&two.1),
            ExprKind::Call(call)
                if functions::find(call.name.text).is_some_and(|known| (known.absent)(self, &call.arguments)) =>
            {
                return self.settled(&two.1);
            }
            // The operators of a chain group to the left, but the first value that is there is meant.
            ExprKind::Binary(Binary::Default, inner) => default(inner.0.clone(), or_right(&inner.1)),
            ExprKind::Choice(three) => {
                ExprKind::Choice(Box::new((three.0.clone(), or_right(&three.1), or_right(&three.2))))
            }
            ExprKind::Word("true" | "false" | "on" | "off" | "yes" | "no") => return left,
            ExprKind::Word(_) | ExprKind::Call(_) | ExprKind::Template(_) | ExprKind::Binary(..) => {
                return Cow::Borrowed(whole);
            }
            ExprKind::Text(_)
            | ExprKind::Number(_)
            | ExprKind::Quantity(..)
            | ExprKind::Cidr(_)
            | ExprKind::Range(_)
            | ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::Unary(..) => return left,
        };
        Cow::Owned(Expr { kind, span: whole.span })
    }

    /// Whether a word surely stands for nothing: a key that its map does not have, or a name of a branch that never
    /// holds.
    fn is_absent(self, word: &str, place: Span) -> bool {
        if word == "aws.no_value" {
            return true;
        }
        let found = self.look_up(word, place);
        match (self.bound_by(found), found.rest) {
            (Some(binding), Some(path)) => match &self.value_of(binding).kind {
                ExprKind::Map(body) => super::below(body, path).is_none(),
                _ => false,
            },
            (Some(_), None) => false,
            (None, _) => self.dropped(word, place).is_some(),
        }
    }

    /// The value in front where it is there, and the one behind where it is not.
    pub(super) fn defaulted(
        self,
        (left, right): &(Expr<'a>, Expr<'a>),
        problems: &mut Problems,
        read: &dyn Fn(Self, &Expr<'a>, &mut Problems) -> Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        let settled = self.settled(left);
        let condition = match self.there(&settled) {
            There::Never => return read(self, right, problems),
            There::Always => {
                problems.extend(self.never_absent(left));
                return read(self, left, problems);
            }
            There::Found => {
                let default = self.any(right, None, problems);
                let found = read(self, left, problems)?;
                return self.found_or(found, default?);
            }
            There::Under(names) => self.condition_of(Binary::And, &names)?,
            There::NotEmpty => self.not_empty(&settled, problems)?,
        };
        let then = read(self, left, problems);
        let otherwise = read(self, right, problems);
        Some(Value::choice(condition, then?, otherwise?))
    }

    /// Whether a value that the template works out is there.
    fn there(self, expr: &Expr<'a>) -> There<'a> {
        if let ExprKind::Word(word) = expr.kind
            && self.is_absent(word, expr.span)
        {
            return There::Never;
        }
        let (mut conditions, mut always) = (Vec::new(), false);
        self.names_in(expr, &mut |word, place| {
            let Some(declared) = self.declared(self.look_up(word, place).meaning) else { return };
            match &declared.condition {
                Some(condition) if !conditions.contains(condition) => conditions.push(condition.clone()),
                Some(_) => {}
                None => always = true,
            }
        });
        if !conditions.is_empty() {
            return There::Under(conditions);
        }
        if always {
            return There::Always;
        }
        match &expr.kind {
            ExprKind::Word(_) => match self.input(expr) {
                Some(input) if may_be_empty(&input.attributes) => There::NotEmpty,
                Some(_) | None => There::Always,
            },
            ExprKind::Template(parts) if parts.iter().all(|part| matches!(part, Part::Value(_))) => There::NotEmpty,
            ExprKind::Call(call) if call.name.text == "lookup" => There::Found,
            ExprKind::Call(call) if functions::find(call.name.text).is_some_and(|known| known.compares) => {
                There::NotEmpty
            }
            _ => There::Always,
        }
    }

    /// Calls back with every name in a value, those in the values of other names included.
    fn names_in(self, expr: &Expr<'a>, found: &mut dyn FnMut(&'a str, Span)) {
        expr.visit(&mut |part| {
            if let ExprKind::Word(word) = part.kind {
                match self.bound_by(self.look_up(word, part.span)) {
                    Some(binding) => self.names_in(&binding.value, found),
                    None => found(word, part.span),
                }
            }
        });
    }

    /// The condition that a value is not empty.
    fn not_empty(self, value: &Expr<'a>, problems: &mut Problems) -> Option<Text<'a>> {
        let empty = Expr { kind: ExprKind::Text("".into()), span: value.span };
        let test = ExprKind::Binary(Binary::NotEqual, Box::new((value.clone(), empty)));
        let test = Expr { kind: test, span: value.span };
        let Some(input) = self.input(value).filter(|input| input.kind.is_list()) else {
            return self.condition(&test, problems);
        };
        // CloudFormation compares no lists.
        let all = Value::list([Value::text(""), Value::Ref(input.id.clone())]);
        let joined = Value::Intrinsic("Fn::Join", Box::new(all));
        let equal = Value::Intrinsic("Fn::Equals", Box::new(Value::list([joined, Value::text("")])));
        Some(self.condition_called(self.called(&test), crate::model::conditions::not(equal)))
    }

    /// `Fn::FindInMap` with what it gives where there is nothing.
    fn found_or(self, found: Value<'a>, default: Value<'a>) -> Option<Value<'a>> {
        let Value::Intrinsic("Fn::FindInMap", keys) = &found else { return Some(found) };
        let Value::List(keys) = keys.as_ref() else { return Some(found) };
        self.stack.needs.borrow_mut().extensions = true;
        let default = Value::map([("DefaultValue", default)]);
        let all: Vec<Value<'a>> = keys.iter().take(3).cloned().chain([default]).collect();
        Some(Value::Intrinsic("Fn::FindInMap", Box::new(Value::list(all))))
    }

    /// What is said of a value that something stands behind in vain; nothing where it has no meaning at all. What a
    /// module is given differs from place to place.
    fn never_absent(self, left: &Expr<'a>) -> Option<Diagnostic> {
        if self.stack.scopes.at(left.span) > 0 {
            return None;
        }
        let ExprKind::Word(word) = left.kind else { return Some(in_vain(left)) };
        let problem = in_vain(left);
        Some(match self.look_up(word, left.span).meaning {
            Some(Named::Declaration(index)) => {
                problem.label(self.stack.declarations[index].handle.span, "made in every case")
            }
            Some(Named::Input(index)) => {
                let input = &self.stack.inputs[index];
                let has = |attribute: &str| input.attributes.iter().any(|(key, _)| key == attribute);
                let why = match (has("AllowedValues"), has("MinLength")) {
                    _ if input.kind.is_bool() => "true or false".to_owned(),
                    (true, _) => "an empty text is not allowed here".to_owned(),
                    (false, true) => "an empty text is too short here".to_owned(),
                    (false, false) => format!("{} is never left empty", input.kind.a_name()),
                };
                problem
                    .label(input.name.span, why)
                    .help("leave out `?? …`; an input that may be left empty is a text: param NAME: string = \"\"")
            }
            Some(Named::Binding(index)) => {
                let binding = &self.stack.bindings[index];
                let what = if binding.is_test() { "true or false" } else { "stands for what is always there" };
                problem.label(binding.name.span, what)
            }
            None if word.starts_with("aws.") => problem,
            Some(Named::Module(_)) | None => return None,
        })
    }
}

fn default<'a>(left: Expr<'a>, right: Expr<'a>) -> ExprKind<'a> {
    ExprKind::Binary(Binary::Default, Box::new((left, right)))
}

/// A value that is always there, in front of `??`.
pub fn in_vain(left: &Expr<'_>) -> Diagnostic {
    Diagnostic::warning("never-absent", "this is always there, so that what stands behind `??` is never taken")
        .label(left.span, "never absent")
        .help("leave out `?? …`")
}
