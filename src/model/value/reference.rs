//! Names in the place of values: of things declared, and of things in a catalogue.

use super::choice::is_choice;
use super::messages::{
    by_name_or_id, existing_without, given_instead, not_asked_for, not_in_catalogue, unknown_attribute, unknown_pseudo,
    wrong_type,
};
use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::domains;
use crate::lower::derived;
use crate::model::Declaration;
use crate::model::input::Form;
use crate::model::names::Dropped;
use crate::model::scopes::Found;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::existing;
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
            return self.attribute_of_existing(declaration, attribute.unwrap_or_default(), span, problems);
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
            None => self.attribute_of_part(declaration, attribute, span, problems),
        }
    }

    /// An attribute of what a declaration makes beside its main resource, where it is asked to.
    fn attribute_of_part(
        self,
        declaration: &Declaration<'a>,
        attribute: &str,
        span: Span,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        let Some(made) = declaration.word.makes.iter().find(|made| made.attribute.name == attribute) else {
            problems.push(unknown_attribute(declaration, attribute, span));
            return None;
        };
        if !made.by.is_empty() && declaration.entries.setting(made.by).is_none() {
            problems.push(not_asked_for(declaration, attribute, made.by, span));
            return None;
        }
        if let Some(given) = declaration.entries.setting(made.unless) {
            problems.push(given_instead(declaration, attribute, given, span));
            return None;
        }
        Some(Value::attribute(derived(&declaration.logical_id, made.part), made.attribute.attribute))
    }

    /// The same of something that exists already, as far as the file says it.
    fn attribute_of_existing(
        self,
        declaration: &Declaration<'a>,
        attribute: &str,
        span: Span,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        let value = existing::attribute(declaration, attribute);
        if value.is_none() {
            let missing = existing::missing(declaration, attribute);
            let none = match missing {
                existing::Missing::Attribute(name) => Self::no_such_attribute(declaration, attribute, name, span),
                existing::Missing::Entry(_) => None,
            };
            problems.push(none.unwrap_or_else(|| existing_without(declaration, attribute, missing, span)));
        }
        value
    }

    /// An attribute that nothing of its type has.
    fn no_such_attribute(
        declaration: &Declaration<'a>,
        attribute: &str,
        theirs: &str,
        span: Span,
    ) -> Option<Diagnostic> {
        if theirs.starts_with(|first: char| first.is_ascii_uppercase()) {
            return Self::checked_attribute(declaration, theirs, span);
        }
        Some(unknown_attribute(declaration, attribute, span))
    }

    pub(super) fn unknown_name(self, word: &str, name: &str, span: Span) -> Diagnostic {
        if name == "aws" || word.starts_with("AWS::") {
            return unknown_pseudo(word, span);
        }
        // A name that is put together stands nowhere as it is.
        if span.len() != word.len() {
            return Diagnostic { fix: None, ..self.undeclared(name, span) };
        }
        let at = Span { start: span.start, end: span.start + name.len() as u32 };
        if let Some(dropped) = self.dropped(name, at) {
            return left_out(name, at, dropped);
        }
        let problem = self.undeclared(name, at);
        let front = format!("{name}.");
        let is_near = self.stack.scopes.names_at(span).all().any(|known| known.starts_with(&front));
        if word.matches('.').count() > 1 && problem.fix.is_none() && !is_near && domains::looks_like_host(word) {
            return problem.help(format!("declare it, or put it in quotes if it is a domain name: \"{word}\""));
        }
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
        if let Some(dropped) = self.dropped(name, span) {
            return left_out(name, span, dropped);
        }
        let found = self.look_up(name, span);
        if found.name.len() > found.last.len() {
            return self.absent_in_module(found, span);
        }
        let problem =
            Diagnostic::error("unknown-name", format!("nothing here is called `{name}`")).label(span, "unknown name");
        let names = self.stack.scopes.names_at(span);
        if let Some(near) = suggest::nearest(name, names.all()) {
            return suggest::offer_name(problem.help(format!("did you mean `{near}`?")), name, near, span);
        }
        let count = names.all().count();
        if count == 0 || count > MOST_NAMES {
            return problem.help("declare it, or name something that is declared");
        }
        let mut known: Vec<&str> = names.all().collect();
        known.sort_unstable();
        problem.help(format!("declare it, or name what is declared: {}", suggest::one_of(known)))
    }

    /// A name that a module does not have.
    fn absent_in_module(self, found: Found<'_>, span: Span) -> Diagnostic {
        let scope = self.stack.scopes.get(found.scope);
        let last = found.last;
        let module = found.name[..found.name.len() - last.len()].trim_end_matches('.');
        let start = span.start + module.len() as u32 + 1;
        let is_written = span.len() >= found.name.len();
        let at = if is_written { Span { start, end: start + last.len() as u32 } } else { span };
        let problem = Diagnostic::error("unknown-name", format!("nothing in `{module}` is called `{last}`"))
            .label(at, "unknown name");
        let problem = match scope.alias {
            Some(alias) => problem.label(alias.span, "the module"),
            None => problem,
        };
        let names = || scope.names.all().chain(scope.outputs.keys().copied());
        if let Some(near) = suggest::nearest(last, names()) {
            let problem = problem.help(format!("did you mean `{module}.{near}`?"));
            return suggest::offer_name(problem, last, near, at);
        }
        let mut known: Vec<&str> = names().collect();
        known.sort_unstable();
        known.dedup();
        match known.len() {
            1..=MOST_NAMES => problem.help(format!("it has {}", suggest::all_of(known))),
            _ => problem.help("name something that its file declares, or one of its outputs"),
        }
    }

    /// A module where one of its things is meant.
    pub(super) fn whole_module(self, word: &str, span: Span) -> Diagnostic {
        Diagnostic::error("wrong-kind", format!("`{word}` is a module, not one of its things"))
            .label(span, "a whole module")
            .help(format!("name something that its file declares, or one of its outputs: {word}.NAME"))
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
            ExprKind::Template(parts) => return self.interpolated(parts, expr.span, problems),
            ExprKind::Word(word) => {
                if let Some(declaration) = self.meant(word, expr.span, |one| one.resource_type() == wanted.resource) {
                    return self.of_kind(declaration, wanted, expr.span, problems);
                }
                if !wanted.prefix.is_empty() && word.starts_with(wanted.prefix) {
                    return Some(Value::text(*word));
                }
                if wanted.prefix.is_empty() || word.contains('.') {
                    return self.word(word, expr.span, problems);
                }
                if !self.is_lost(word, expr.span) {
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
        if let Some(dropped) = self.dropped(word, span) {
            return left_out(word, span, dropped);
        }
        let fitting = self.stack.declarations.iter().filter(|other| other.resource_type() == wanted.resource);
        let problem =
            Diagnostic::error("unknown-name", format!("nothing here is called `{word}`")).label(span, "unknown name");
        match suggest::nearest(word, fitting.map(|other| other.handle.text)) {
            Some(near) => suggest::offer_name(problem.help(format!("did you mean `{near}`?")), word, near, span),
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
            ExprKind::Word(word) => match self.declaration(word, expr.span) {
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
        let (resource, what) = match input.kind.form() {
            Form::Identifier(of) => (of.resource, of.what),
            _ => return true,
        };
        if resource == wanted.resource {
            return true;
        }
        let message = format!("expected {}, but `{}` identifies {what}", wanted.what, input.name.text);
        problems.push(
            Diagnostic::error("wrong-kind", message)
                .label(expr.span, format!("expected {}", wanted.what))
                .label(input.name.span, format!("asked for as {}", input.kind.written()))
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
            let attribute = Some(wanted.attribute).filter(|name| !name.is_empty());
            return self.attribute(declaration, attribute, span, problems);
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
