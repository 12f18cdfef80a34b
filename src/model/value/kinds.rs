//! Resources of one of several kinds, each by what the place wants of it.

use super::choice::is_choice;
use super::messages::wrong_type;
use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::model::Declaration;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::shape::Wanted;

impl<'s, 'a> Values<'s, 'a> {
    /// A value that has to be a resource of one of some kinds, or the id of one.
    pub fn one_of_kinds(self, expr: &Expr<'a>, kinds: &[&Wanted], problems: &mut Problems) -> Option<Value<'a>> {
        let settled = self.settled(expr);
        let names_one = matches!(settled.kind, ExprKind::Word(word) if self.declaration(word, settled.span).is_some());
        if names_one || !self.is_deferred(&settled) {
            return self.reference_to_one(&settled, kinds, problems);
        }
        if is_choice(&settled) {
            return self
                .choice(&settled, problems, |values, branch, problems| values.one_of_kinds(branch, kinds, problems));
        }
        let value = self.deferred(&settled, problems)?;
        self.is_one(&settled, problems).then_some(value)
    }

    pub(super) fn reference_to_one(
        self,
        expr: &Expr<'a>,
        kinds: &[&Wanted],
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Text(text) if kinds.iter().any(|wanted| text.starts_with(wanted.prefix)) => {
                return Some(Value::Text(text.clone()));
            }
            ExprKind::Template(parts) => return self.interpolated(parts, expr.span, problems),
            ExprKind::Word(word) => {
                if let Some(declaration) = self.declaration(word, expr.span) {
                    let kind = kinds.iter().find(|wanted| wanted.resource == declaration.resource_type());
                    return match kind {
                        Some(wanted) => self.of_kind(declaration, wanted, expr.span, problems),
                        None => {
                            problems.push(other_kind(declaration, kinds, expr.span));
                            None
                        }
                    };
                }
                if word.contains('.') {
                    return self.word(word, expr.span, problems);
                }
                if !self.is_lost(word, expr.span) {
                    problems.push(self.unknown_one(word, kinds, expr.span));
                }
                return None;
            }
            _ => {}
        }
        problems.push(wrong_type(&named(kinds), expr).help(by_name_or_id(kinds)));
        None
    }

    fn unknown_one(self, word: &str, kinds: &[&Wanted], span: Span) -> Diagnostic {
        let is_one = |other: &&Declaration<'a>| kinds.iter().any(|wanted| wanted.resource == other.resource_type());
        let fitting = self.stack.declarations.iter().filter(is_one).map(|other| other.handle.text);
        match (self.dropped(word, span), suggest::nearest(word, fitting)) {
            (Some(_), _) => self.undeclared(word, span),
            (None, Some(near)) => Diagnostic::error("unknown-name", format!("nothing here is called `{word}`"))
                .label(span, "unknown name")
                .help(format!("did you mean `{near}`?"))
                .fix(format!("write `{near}`"), span, near),
            (None, None) => Diagnostic::error("unknown-name", format!("nothing here is called `{word}`"))
                .label(span, "unknown name")
                .help(by_name_or_id(kinds)),
        }
    }
}

/// Kinds as a sentence: `a queue or a topic`.
pub fn named(kinds: &[&Wanted]) -> String {
    match kinds {
        [] => String::new(),
        [one] => one.what.to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(|wanted| wanted.what).collect();
            format!("{} or {}", most.join(", "), last.what)
        }
    }
}

fn by_name_or_id(kinds: &[&Wanted]) -> String {
    match kinds.first() {
        Some(first) if !first.prefix.is_empty() => {
            format!("name {} of this file, or write its ARN: \"{}…\"", named(kinds), first.prefix)
        }
        _ => format!("name {} of this file", named(kinds)),
    }
}

fn other_kind(declaration: &Declaration<'_>, kinds: &[&Wanted], span: Span) -> Diagnostic {
    let what = named(kinds);
    Diagnostic::error(
        "wrong-kind",
        format!("expected {what}, but `{}` is {}", declaration.handle.text, declaration.a_kind()),
    )
    .label(span, format!("expected {what}"))
    .label(declaration.handle.span, format!("declared here as {}", declaration.a_kind()))
    .help(by_name_or_id(kinds))
}
