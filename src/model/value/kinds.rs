//! Names in places that take several kinds of things: a route leads to a gateway, an instance, a peering …

use super::choice::is_choice;
use super::messages::describe;
use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::model::Declaration;
use crate::model::input::Form;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::shape::Wanted;

/// More kinds are not all said in a help.
const FEW: usize = 4;

/// Kinds of things, each as a place wants it.
type Kinds = [&'static Wanted];

impl<'s, 'a> Values<'s, 'a> {
    /// A value that has to be of one of some kinds, or the id of one. What is there in no case is nothing.
    pub fn one_of_kinds(self, expr: &Expr<'a>, kinds: &Kinds, problems: &mut Problems) -> Option<Value<'a>> {
        let settled = self.settled(expr);
        let names_one = matches!(settled.kind, ExprKind::Word(word) if self.declaration(word, settled.span).is_some());
        if names_one || !self.is_deferred(&settled) {
            return self.of_some_kind(&settled, kinds, problems);
        }
        if is_choice(&settled) {
            let read =
                |values: Self, branch: &Expr<'a>, problems: &mut Problems| values.one_of_kinds(branch, kinds, problems);
            return self.choice(&settled, problems, read);
        }
        let value = self.deferred(&settled, problems)?;
        (self.is_one(&settled, problems) && self.fits_one(&settled, kinds, problems)).then_some(value)
    }

    /// The same for a value that is written out.
    pub(super) fn of_some_kind(self, expr: &Expr<'a>, kinds: &Kinds, problems: &mut Problems) -> Option<Value<'a>> {
        let has_prefix = |text: &str| kinds.iter().any(|one| !one.prefix.is_empty() && text.starts_with(one.prefix));
        match &expr.kind {
            ExprKind::Word(word) => {
                if let Some(declaration) = self.declaration(word, expr.span) {
                    return self.declared_kind(declaration, kinds, expr.span, problems);
                }
                if self.dropped(word, expr.span).is_some() {
                    return Some(Value::nothing());
                }
                if has_prefix(word) {
                    return Some(Value::text(*word));
                }
                if word.contains('.') {
                    return self.word(word, expr.span, problems);
                }
                if !self.is_lost(word, expr.span) {
                    problems.push(self.unknown_kind(word, kinds, expr.span));
                }
                None
            }
            ExprKind::Text(text) if has_prefix(text) => Some(Value::Text(text.clone())),
            ExprKind::Template(parts) => self.interpolated(parts, expr.span, problems),
            _ => {
                let message = format!("expected {}, found {}", named(kinds), describe(expr));
                let problem = Diagnostic::error("wrong-type", message).label(expr.span, "expected something else");
                problems.push(problem.help(by_name_or_id(kinds)));
                None
            }
        }
    }

    fn declared_kind(
        self,
        declaration: &Declaration<'a>,
        kinds: &Kinds,
        span: Span,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if let Some(wanted) = kinds.iter().find(|one| one.resource == declaration.resource_type()) {
            return self.of_kind(declaration, wanted, span, problems);
        }
        let (what, handle) = (named(kinds), declaration.handle);
        let message = format!("expected {what}, but `{}` is {}", handle.text, declaration.a_kind());
        problems.push(
            Diagnostic::error("wrong-kind", message)
                .label(span, "of another kind")
                .label(handle.span, format!("declared here as {}", declaration.a_kind()))
                .help(by_name_or_id(kinds)),
        );
        None
    }

    fn unknown_kind(self, word: &str, kinds: &Kinds, span: Span) -> Diagnostic {
        let fits = |one: &&Declaration<'a>| kinds.iter().any(|wanted| wanted.resource == one.resource_type());
        let fitting = self.stack.declarations.iter().filter(fits);
        let problem =
            Diagnostic::error("unknown-name", format!("nothing here is called `{word}`")).label(span, "unknown name");
        match suggest::nearest(word, fitting.map(|other| other.handle.text)) {
            Some(near) => suggest::offer_name(problem.help(format!("did you mean `{near}`?")), word, near, span),
            None => problem.help(by_name_or_id(kinds)),
        }
    }

    /// Whether an input may be one of these kinds: one that identifies something else may not.
    pub(super) fn fits_one(self, expr: &Expr<'a>, kinds: &Kinds, problems: &mut Problems) -> bool {
        let identifies = |one: &&'static Wanted| match self.input(expr).map(|input| input.kind.form()) {
            Some(Form::Identifier(of)) => of.resource == one.resource,
            _ => true,
        };
        if kinds.iter().any(identifies) {
            return true;
        }
        if let Some(input) = self.input(expr) {
            let message = format!("expected {}, but `{}` identifies something else", named(kinds), input.name.text);
            problems.push(
                Diagnostic::error("wrong-kind", message)
                    .label(expr.span, "of another kind")
                    .label(input.name.span, format!("asked for as {}", input.kind.written()))
                    .help(by_name_or_id(kinds)),
            );
        }
        false
    }
}

/// Kinds as a sentence: `a queue or a topic`.
pub fn named(kinds: &[&Wanted]) -> String {
    suggest::any_of(kinds.iter().map(|one| one.what))
}

fn by_name_or_id(kinds: &Kinds) -> String {
    let mut prefixes: Vec<&str> = kinds.iter().map(|one| one.prefix).filter(|prefix| !prefix.is_empty()).collect();
    prefixes.dedup();
    let of = if prefixes.iter().all(|prefix| prefix.starts_with("arn:")) { "ARN" } else { "id" };
    match prefixes.as_slice() {
        [] => format!("name {} of this file", named(kinds)),
        [first, ..] if kinds.len() > FEW => format!("name one of this file, or give its {of}, such as \"{first}…\""),
        _ => {
            let ids = suggest::any_of(prefixes.iter().map(|prefix| format!("\"{prefix}…\"")));
            format!("name {} of this file, or give its {of}: {ids}", named(kinds))
        }
    }
}
