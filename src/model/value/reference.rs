//! Names in the place of values: of things declared, and of things in a catalogue.

use super::choice::is_choice;
use super::messages::{
    by_name_or_id, existing_without, not_in_catalogue, unknown_attribute, unknown_pseudo, wrong_type,
};
use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::model::Declaration;
use crate::model::names::Dropped;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::shape::{Catalogue, Wanted};
use std::borrow::Cow;

/// How many names are listed for somebody to choose from.
const MOST_NAMES: usize = 5;

static MANAGED_POLICY: Wanted =
    Wanted { what: "a managed policy", resource: "AWS::IAM::ManagedPolicy", attribute: "", prefix: "" };

impl<'s, 'a> Values<'s, 'a> {
    /// What a declared thing gives: its reference value, or an attribute.
    pub fn attribute(
        self,
        declaration: &Declaration<'a>,
        attribute: Option<&'a str>,
        span: Span,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if declaration.existing {
            let value = crate::words::existing::attribute(declaration, attribute.unwrap_or_default());
            if value.is_none() {
                problems.push(existing_without(declaration, attribute, span));
            }
            return value;
        }
        let Some(attribute) = attribute else { return Some(Value::Ref(declaration.logical_id.clone())) };
        if attribute.starts_with(|first: char| first.is_ascii_uppercase()) {
            if let Some(problem) = Self::checked_attribute(declaration, attribute, span) {
                problems.push(problem);
                return None;
            }
            return Some(Value::attribute(declaration.logical_id.clone(), attribute));
        }
        match declaration.word.attribute(attribute) {
            Some(known) if known.attribute.is_empty() => Some(Value::Ref(declaration.logical_id.clone())),
            Some(known) => Some(Value::attribute(declaration.logical_id.clone(), known.attribute)),
            None => {
                problems.push(unknown_attribute(declaration, attribute, span));
                None
            }
        }
    }

    pub(super) fn unknown_name(self, word: &str, name: &str, span: Span) -> Diagnostic {
        if name == "aws" || word.starts_with("AWS::") {
            return unknown_pseudo(word, span);
        }
        let at = Span { start: span.start, end: span.start + name.len() as u32 };
        if let Some(dropped) = self.stack.names.dropped(name) {
            return left_out(name, at, dropped);
        }
        let problem = self.undeclared(name, at);
        // A dotted word looks like an attribute of something: a text in its place would not be what was meant.
        if problem.fix.is_some() || word != name {
            return problem;
        }
        problem.help("declare it, or put it in quotes if it is meant as text").fix(
            "put it in quotes",
            span,
            format!("\"{word}\""),
        )
    }

    /// A name in a place where only something declared can stand.
    pub fn undeclared(self, name: &str, span: Span) -> Diagnostic {
        if let Some(dropped) = self.stack.names.dropped(name) {
            return left_out(name, span, dropped);
        }
        let problem =
            Diagnostic::error("unknown-name", format!("nothing here is called `{name}`")).label(span, "unknown name");
        if let Some(near) = suggest::nearest(name, self.stack.names.all()) {
            return problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near);
        }
        let count = self.stack.names.all().len();
        if count == 0 || count > MOST_NAMES {
            return problem.help("declare it, or name something that is declared");
        }
        let mut known: Vec<&str> = self.stack.names.all().collect();
        known.sort_unstable();
        problem.help(format!("declare it, or name what is declared: {}", suggest::one_of(known)))
    }

    pub(super) fn catalogued(
        self,
        expr: &Expr<'a>,
        catalogue: &Catalogue,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        let text: Cow<'a, str> = match &expr.kind {
            ExprKind::Word(word) => Cow::Borrowed(*word),
            ExprKind::Text(text) => text.clone(),
            _ => {
                problems.push(wrong_type(catalogue.what, expr));
                return None;
            }
        };
        if !catalogue.prefix.is_empty() && text.starts_with(catalogue.prefix) {
            return Some(Value::Text(text));
        }
        if let Some(found) = (catalogue.find)(&text) {
            return Some(Value::text(found));
        }
        problems.push(not_in_catalogue(&text, catalogue, expr.span));
        None
    }

    /// A declared resource of the wanted kind, or a literal id.
    pub fn reference(self, expr: &Expr<'a>, wanted: &Wanted, problems: &mut Problems) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Text(text) if text.starts_with(wanted.prefix) => return Some(Value::Text(text.clone())),
            ExprKind::Template(parts) => return self.interpolated(parts, problems),
            ExprKind::Word(word) => {
                if let Some(declaration) = self.declaration(word) {
                    return self.of_kind(declaration, wanted, expr.span, problems);
                }
                if !wanted.prefix.is_empty() && word.starts_with(wanted.prefix) {
                    return Some(Value::text(*word));
                }
                if wanted.prefix.is_empty() || word.contains('.') {
                    return self.word(word, expr.span, problems);
                }
                if !self.stack.names.is_lost(word) {
                    problems.push(self.unknown_reference(word, wanted, expr.span));
                }
                return None;
            }
            _ => {}
        }
        problems.push(wrong_type(wanted.what, expr).help(by_name_or_id(wanted)));
        None
    }

    /// Quotes would not make a misspelled name an id, so none are offered.
    pub(super) fn unknown_reference(self, word: &str, wanted: &Wanted, span: Span) -> Diagnostic {
        if let Some(dropped) = self.stack.names.dropped(word) {
            return left_out(word, span, dropped);
        }
        let fitting = self.stack.declarations.iter().filter(|other| other.resource_type() == wanted.resource);
        let problem =
            Diagnostic::error("unknown-name", format!("nothing here is called `{word}`")).label(span, "unknown name");
        match suggest::nearest(word, fitting.map(|other| other.handle.text)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
            None => problem.help(by_name_or_id(wanted)),
        }
    }

    /// A managed policy: one that is declared, or the name or ARN of another as a text.
    pub fn policy(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let expr = &*self.settled(expr);
        if is_choice(expr) {
            return self.choice(expr, problems, Self::policy);
        }
        if self.is_deferred(expr) {
            return self.deferred(expr, problems);
        }
        match &expr.kind {
            ExprKind::Word(word) => match self.declaration(word) {
                Some(declaration) => self.of_kind(declaration, &MANAGED_POLICY, expr.span, problems),
                None if word.contains('.') => self.word(word, expr.span, problems),
                None => Some(Value::text(*word)),
            },
            _ => self.text(expr, problems),
        }
    }

    /// Whether an input may be what is wanted: one of another kind of identifier may not.
    pub(super) fn fits(self, expr: &Expr<'a>, wanted: &Wanted, problems: &mut Problems) -> bool {
        let Some(input) = self.input(expr) else { return true };
        let resource = input.kind.resource();
        if resource.is_empty() || resource == wanted.resource {
            return true;
        }
        problems.push(
            Diagnostic::error(
                "wrong-kind",
                format!("expected {}, but `{}` is asked for as another", wanted.what, input.name.text),
            )
            .label(expr.span, format!("expected {}", wanted.what))
            .label(input.name.span, format!("identifies an {resource}"))
            .help(by_name_or_id(wanted)),
        );
        false
    }

    pub(super) fn of_kind(
        self,
        declaration: &Declaration<'a>,
        wanted: &Wanted,
        span: Span,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if declaration.resource_type() != wanted.resource {
            problems.push(
                Diagnostic::error(
                    "wrong-kind",
                    format!("expected {}, but `{}` is {}", wanted.what, declaration.handle.text, declaration.a_kind()),
                )
                .label(span, format!("expected {}", wanted.what))
                .label(declaration.handle.span, format!("declared here as {}", declaration.a_kind()))
                .help(by_name_or_id(wanted)),
            );
            return None;
        }
        if declaration.existing {
            let by_arn = wanted.resource == MANAGED_POLICY.resource;
            return self.attribute(declaration, by_arn.then_some("arn"), span, problems);
        }
        let id = declaration.logical_id.clone();
        Some(if wanted.attribute.is_empty() { Value::Ref(id) } else { Value::attribute(id, wanted.attribute) })
    }
}

/// A name that stands only in a branch that never holds.
fn left_out(name: &str, span: Span, dropped: Dropped) -> Diagnostic {
    Diagnostic::error("unknown-name", format!("`{name}` is declared only where it is never made"))
        .label(span, "not there")
        .label(dropped.name, "declared in a branch that never holds")
        .label(dropped.test, if dropped.holds { "always true" } else { "never true" })
        .help(format!("use it below the same `if`, or say what stands here otherwise: {name} ?? …"))
}
