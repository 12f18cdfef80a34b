//! Places whose own words stand beside what else they take, and places for names that are nobody's here.

use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::Shape;

impl<'a> Values<'_, 'a> {
    /// A name that the language gives no meaning, such as that of a database's user. What a declaration is called is
    /// such a name too; its attributes are values.
    pub(super) fn plain_word(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match expr.kind {
            ExprKind::Word(word) if !self.is_attribute(word, expr) => Some(Value::text(word)),
            _ => self.text(expr, problems),
        }
    }

    fn is_attribute(self, word: &str, expr: &Expr<'a>) -> bool {
        let found = self.look_up(word, expr.span);
        found.rest.is_some() && found.meaning.is_some()
    }

    /// One of a place's own words, or what its other shape accepts.
    pub(super) fn word_or(
        self,
        expr: &Expr<'a>,
        words: &'static [&'static str],
        other: &'static Shape,
        name: &str,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if let ExprKind::Word(word) = expr.kind
            && let Some(found) = words.iter().find(|known| **known == word)
        {
            return Some(Value::text(*found));
        }
        let mut found = Vec::new();
        let value = self.of_shape(expr, other, name, &mut found);
        problems.extend(found.into_iter().map(|problem| with_words(problem, expr, words, other)));
        value
    }
}

/// What is wrong with a value, where some words would have done too.
fn with_words(
    mut problem: Diagnostic,
    expr: &Expr<'_>,
    words: &'static [&'static str],
    other: &'static Shape,
) -> Diagnostic {
    if problem.span() != expr.span {
        return problem;
    }
    let written = match expr.kind {
        ExprKind::Word(word) => word,
        _ => "",
    };
    if let Some(near) = suggest::nearest(written, words.iter().copied()) {
        let mistaken = Diagnostic::error(
            "unknown-value",
            format!("expected {}, found `{written}`", suggest::one_of(words.iter().copied())),
        )
        .label(expr.span, "not one of its words");
        return mistaken.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), expr.span, near);
    }
    if problem.fix.is_some() {
        return problem;
    }
    if let (Shape::Reference(wanted), "unknown-name") = (other, problem.code) {
        let help = problem.help.take();
        let message = format!("expected {} or {}, found `{written}`", all(words), wanted.what);
        problem = Diagnostic::error("unknown-value", message).label(expr.span, "neither of them");
        problem.help = help;
    } else if let Some(rest) = problem.message.strip_prefix("expected ") {
        problem.message = format!("expected {} or {rest}", all(words));
    }
    let help = problem.help.take();
    let ours = format!("write {}", suggest::one_of(words.iter().copied()));
    problem.help(help.map_or(ours.clone(), |help| format!("{ours}; or {help}")))
}

fn all(words: &'static [&'static str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
