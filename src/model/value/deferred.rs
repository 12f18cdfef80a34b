//! Values that only the deploy knows: inputs, what CloudFormation knows of the stack, choices and functions.

use super::arithmetic::is_calculation;
use super::choice::is_choice;
use super::messages::{describe, known_at_build, wrong_type};
use super::{Problems, Values};
use crate::model::input::Input;
use crate::model::names::Named;
use crate::model::scopes::Found;
use crate::schema::Types;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Binary, Expr, ExprKind, Unary};
use crate::template::Value;
use crate::words::Shape;

/// What CloudFormation knows of the stack: our name, and its own.
const PSEUDO: &[(&str, &str)] = &[
    ("aws.account", "AWS::AccountId"),
    ("aws.no_value", "AWS::NoValue"),
    ("aws.notification_arns", "AWS::NotificationARNs"),
    ("aws.partition", "AWS::Partition"),
    ("aws.region", "AWS::Region"),
    ("aws.stack_id", "AWS::StackId"),
    ("aws.stack_name", "AWS::StackName"),
    ("aws.url_suffix", "AWS::URLSuffix"),
];

/// The pseudo parameter of this name.
pub fn pseudo(word: &str) -> Option<&'static str> {
    word.starts_with("aws.").then(|| PSEUDO.iter().find(|(ours, _)| *ours == word).map(|(_, theirs)| *theirs))?
}

/// Our names for what CloudFormation knows of the stack, with its own.
pub fn pseudo_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    PSEUDO.iter().copied()
}

impl<'s, 'a> Values<'s, 'a> {
    /// Whether a value, worked out, is still one that the template has to work out. A name of something declared is
    /// not: what it gives depends on the place.
    pub(super) fn is_deferred(self, expr: &Expr<'a>) -> bool {
        match &expr.kind {
            ExprKind::Word(word) => match self.look_up(word, expr.span).meaning {
                Some(Named::Input(_) | Named::Binding(_)) => true,
                Some(Named::Declaration(_) | Named::Module(_)) => false,
                None => pseudo(word).is_some(),
            },
            ExprKind::Choice(_) | ExprKind::Call(_) | ExprKind::Binary(..) | ExprKind::Unary(Unary::Not, _) => true,
            ExprKind::Unary(Unary::Minus, _)
            | ExprKind::Text(_)
            | ExprKind::Template(_)
            | ExprKind::Number(_)
            | ExprKind::Quantity(..)
            | ExprKind::Cidr(_)
            | ExprKind::Range(_)
            | ExprKind::List(_)
            | ExprKind::Map(_) => false,
        }
    }

    /// Such a value in an entry's place.
    pub(super) fn deferred_in(
        self,
        expr: &Expr<'a>,
        shape: &'static Shape,
        name: &str,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if is_calculation(expr) {
            self.not_calculated(expr, problems);
            return None;
        }
        if !shape.defers() {
            problems.push(known_at_build(&format!("`{name}`"), expr));
            return None;
        }
        if is_choice(expr) {
            return self
                .choice(expr, problems, |values, branch, problems| values.of_shape(branch, shape, name, problems));
        }
        if let Shape::Or(_, other) = shape {
            return self.deferred_in(expr, other, name, problems);
        }
        let values = Self { in_rules: self.in_rules || matches!(shape, Shape::Rules), ..self };
        let value = values.deferred(expr, problems)?;
        match shape {
            Shape::List(_) if !self.gives_list(expr) => Some(Value::list([value])),
            Shape::List(Shape::Reference(wanted)) => self.fits(expr, wanted, problems).then_some(value),
            Shape::Reference(wanted) => {
                (self.is_one(expr, problems) && self.fits(expr, wanted, problems)).then_some(value)
            }
            Shape::OneOf(kinds) => {
                (self.is_one(expr, problems) && self.fits_one(expr, kinds, problems)).then_some(value)
            }
            Shape::Text
            | Shape::TextOrYes
            | Shape::Word
            | Shape::Policy
            | Shape::Name
            | Shape::Catalogue(_)
            | Shape::Zone => self.is_one(expr, problems).then_some(value),
            _ => Some(value),
        }
    }

    /// Whether a value is a single one, where a list has no place.
    pub(super) fn is_one(self, expr: &Expr<'a>, problems: &mut Problems) -> bool {
        let is_list = self.gives_list(expr);
        if is_list {
            problems.push(self.list_for_text(expr));
        }
        !is_list
    }

    fn list_for_text(self, expr: &Expr<'a>) -> crate::Diagnostic {
        let problem = crate::Diagnostic::error("wrong-type", "expected a single value, found a list")
            .label(expr.span, "expected a single value");
        match self.input(expr) {
            Some(input) => problem.label(input.name.span, format!("asked for as {}", input.kind.written())).help(
                format!("take one item of it, or one text of all: select(0, {0}), join(\",\", {0})", input.name.text),
            ),
            None => problem.help("take one item of it, or one text of all: select(0, list), join(\",\", list)"),
        }
    }

    /// Such a value in a place that takes anything.
    pub(super) fn deferred(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Choice(_) | ExprKind::Binary(Binary::Default, _) => {
                self.choice(expr, problems, |values, branch, problems| values.any(branch, None, problems))
            }
            ExprKind::Call(call) => self.call(call, problems),
            ExprKind::Word(word) => self.word(word, expr.span, problems),
            ExprKind::Unary(Unary::Not, _)
            | ExprKind::Binary(Binary::And | Binary::Or | Binary::Equal | Binary::NotEqual, _) => {
                self.tested(expr, problems)
            }
            ExprKind::Binary(Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide, _)
            | ExprKind::Unary(Unary::Minus, _) => {
                self.not_calculated(expr, problems);
                None
            }
            ExprKind::Range(_) => {
                problems.push(wrong_type("a value", expr).help("a range is what `for` goes through"));
                None
            }
            ExprKind::Text(_)
            | ExprKind::Template(_)
            | ExprKind::Number(_)
            | ExprKind::Quantity(..)
            | ExprKind::Cidr(_)
            | ExprKind::List(_)
            | ExprKind::Map(_) => self.any(expr, None, problems),
        }
    }

    /// The value of a name that is no declaration's: an input, a test, or what CloudFormation knows of the stack.
    pub(super) fn named(self, word: &'a str, span: Span, problems: &mut Problems) -> Option<Value<'a>> {
        if let Some(theirs) = pseudo(word) {
            return Some(Value::reference(theirs));
        }
        let found = self.look_up(word, span);
        match (found.meaning, found.rest) {
            (Some(Named::Input(index)), None) => Some(Value::Ref(self.stack.inputs[index].id.clone())),
            (Some(Named::Input(_)), Some(rest)) => {
                problems.push(no_attributes(found.name, rest, span));
                None
            }
            (Some(Named::Binding(_)), None) => self.tested(&Expr { kind: ExprKind::Word(word), span }, problems),
            (Some(Named::Binding(index)), Some(rest)) => {
                let value = self.value_of(&self.stack.bindings[index]);
                problems.push(no_such_key(found.name, rest, value, span));
                None
            }
            (Some(Named::Module(_)), _) => {
                problems.push(self.whole_module(word, span));
                None
            }
            (Some(Named::Declaration(_)) | None, _) => {
                problems.push(self.unknown_name(word, found.name, span));
                None
            }
        }
    }

    /// The input that an expression names.
    pub fn input(self, expr: &Expr<'a>) -> Option<&'s Input<'a>> {
        let ExprKind::Word(word) = expr.kind else { return None };
        match self.look_up(word, expr.span) {
            Found { meaning: Some(Named::Input(index)), rest: None, .. } => self.stack.inputs.get(index),
            _ => None,
        }
    }

    /// The same; and whether it is an attribute that is a list, or a choice of which one is.
    pub fn is_list(self, expr: &Expr<'a>) -> bool {
        let settled = self.settled(expr);
        if let ExprKind::Choice(parts) = &settled.kind {
            return [&parts.1, &parts.2].into_iter().any(|branch| self.is_list(branch));
        }
        let of = |word: &str| self.attribute_of(self.look_up(word, expr.span));
        self.gives_list(&settled)
            || matches!(settled.kind, ExprKind::Word(word) if of(word).is_some_and(|place| place.types().is(Types::ARRAY)))
    }

    /// Whether a value that the template works out is a list.
    pub fn gives_list(self, expr: &Expr<'a>) -> bool {
        match &expr.kind {
            ExprKind::Call(call) => crate::functions::find(call.name.text).is_some_and(|known| known.gives_list),
            ExprKind::Word("aws.notification_arns") => true,
            ExprKind::Word(_) => self.input(expr).is_some_and(|input| input.kind.is_list()),
            _ => false,
        }
    }
}

fn no_attributes(name: &str, rest: &str, span: Span) -> crate::Diagnostic {
    crate::Diagnostic::error("unknown-attribute", format!("`{name}` is a parameter, which has no attributes"))
        .label(end_of(span, rest), "not found")
        .help(format!("write `{name}` alone"))
}

fn no_such_key(name: &str, rest: &str, value: &Expr<'_>, span: Span) -> crate::Diagnostic {
    let at = end_of(span, rest);
    let ExprKind::Map(body) = &value.kind else {
        let what = describe(value);
        return crate::Diagnostic::error("unknown-attribute", format!("`{name}` is {what}, which has no keys"))
            .label(at, "not found")
            .help(format!("write `{name}` alone"));
    };
    let problem = crate::Diagnostic::error("unknown-attribute", format!("the map `{name}` has no key `{rest}`"))
        .label(at, "unknown key");
    let keys = || super::settle::paths(body, rest);
    match suggest::nearest(rest, keys().iter().map(String::as_str)) {
        Some(near) => problem.help(format!("did you mean `{name}.{near}`?")).fix(format!("write `{near}`"), at, near),
        None => problem.help(format!("it has {}", suggest::one_of(keys().iter().map(String::as_str)))),
    }
}

/// Where the last part of a word stands.
fn end_of(span: Span, rest: &str) -> Span {
    Span { start: span.end - (rest.len() as u32).min(span.end), end: span.end }
}
