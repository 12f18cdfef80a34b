//! What a `grant` says: who, the verbs, and what stands behind `on`.

use super::problems;
use crate::lower::Lowering;
use crate::model::Link;
use crate::syntax::ast::{Argument, Expr, ExprKind, Name};
use std::borrow::Cow;

/// A sentence in its parts.
pub struct Sentence<'s, 'a> {
    /// Who is granted something.
    pub who: Vec<Name<'a>>,
    /// What they may do.
    pub verbs: Vec<Name<'a>>,
    /// What they may do it with.
    pub what: Vec<&'s Expr<'a>>,
}

/// Arguments with commas between them.
pub type Run<'s, 'a> = &'s [Argument<'a>];

/// Takes a sentence apart; what is wrong is said.
pub fn read<'s, 'a>(link: &'s Link<'a>, to: &mut Lowering<'s, 'a>) -> Option<Sentence<'s, 'a>> {
    let runs = runs(&link.arguments);
    let on = runs.iter().position(|run| is(run, "on"));
    let (who, verbs, what) = match (on, runs.as_slice()) {
        (Some(on), [who, rest @ ..]) if on >= 2 && runs.len() == on + 2 => (*who, &rest[..on - 1], runs[on + 1]),
        _ => {
            to.report(problems::incomplete(link, &runs, on));
            return None;
        }
    };
    let who = names(who, to);
    if verbs.len() > 1 {
        to.report(problems::between_verbs(verbs));
    }
    let verbs: Vec<&Argument<'a>> = verbs.iter().flat_map(|run| run.iter()).filter(|one| !is_and(one)).collect();
    let verbs: Option<Vec<Name<'a>>> = verbs.into_iter().map(|verb| a_verb(&verb.value, to)).collect();
    let what = what.iter().map(|argument| &argument.value).collect();
    Some(Sentence { who, verbs: verbs?, what })
}

/// Arguments in runs: a new one starts where no comma stands in front.
fn runs<'s, 'a>(arguments: &'s [Argument<'a>]) -> Vec<Run<'s, 'a>> {
    let mut rest = arguments;
    let mut runs = Vec::new();
    while let [_, more @ ..] = rest {
        let length = 1 + more.iter().take_while(|argument| argument.after_comma).count();
        let (run, behind) = rest.split_at(length);
        runs.push(run);
        rest = behind;
    }
    runs
}

/// Whether a run is this one word.
pub fn is(run: &[Argument<'_>], word: &str) -> bool {
    matches!(run, [one] if one.value.kind == ExprKind::Word(word))
}

fn is_and(argument: &Argument<'_>) -> bool {
    argument.value.kind == ExprKind::Word("and")
}

fn names<'a>(run: &[Argument<'a>], to: &mut Lowering<'_, 'a>) -> Vec<Name<'a>> {
    let mut names: Vec<Name<'a>> = Vec::new();
    for argument in run {
        match name(&argument.value) {
            Some(name) => match names.iter().find(|other| other.text == name.text) {
                Some(first) => to.report(problems::named_twice(name, *first)),
                None => names.push(name),
            },
            None => to.report(problems::not_a_name(&argument.value)),
        }
    }
    names
}

/// A bare or quoted name.
pub fn name<'a>(value: &Expr<'a>) -> Option<Name<'a>> {
    match &value.kind {
        ExprKind::Word(text) | ExprKind::Text(Cow::Borrowed(text)) => Some(Name { text, span: value.span }),
        _ => None,
    }
}

fn a_verb<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Name<'a>> {
    match value.kind {
        ExprKind::Word(text) => Some(Name { text, span: value.span }),
        _ => {
            to.report(problems::not_a_verb(value));
            None
        }
    }
}
