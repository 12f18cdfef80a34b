//! `index by-email on email, created number with name, total`.
//!
//! From the pages "Using Global Secondary Indexes in DynamoDB" and "Quotas in Amazon DynamoDB" of the Amazon DynamoDB
//! Developer Guide.

use super::attributes::{self, Attributes};
use super::{NAMES, is_of_name};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::syntax::ast::Argument;
use crate::template::{Text, Value};
use crate::words::naming::characters;
use crate::words::sentence::{Clauses, not_understood, word};

/// Indexes of a table, unless AWS raised the quota.
const USUAL: usize = 20;
/// The word for an index that holds nothing but keys.
const KEYS_ONLY: &str = "keys_only";

/// The indexes of a table. Where a capacity is given, each has as much.
pub fn all<'a>(
    declaration: &Declaration<'a>,
    throughput: Option<&Value<'a>>,
    attributes: &mut Attributes<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Vec<Value<'a>> {
    let mut names: Vec<(Text<'a>, Span)> = Vec::new();
    let mut made = Vec::new();
    for sentence in declaration.entries.sentences("index") {
        let Some((name, mut index)) = one(sentence, attributes, to) else { continue };
        let span = sentence.span;
        if let Some((_, first)) = names.iter().find(|(known, _)| *known == name) {
            let problem = Diagnostic::error("set-twice", format!("two indexes are called `{name}`"));
            let problem = problem.label(span, "again here").label(*first, "first here");
            to.report(problem.help("give one of them another name"));
        }
        names.push((name, span));
        index.extend(throughput.map(|throughput| ("ProvisionedThroughput", throughput.clone())));
        made.push(Value::map(index));
    }
    if let Some((_, extra)) = names.get(USUAL) {
        let message = format!("a table has at most {USUAL} indexes, unless the account's quota was raised");
        let problem = Diagnostic::warning("many-indexes", message).label(*extra, format!("index {}", USUAL + 1));
        to.report(problem.help("find more by one index: put several values together in one attribute"));
    }
    made
}

/// One index, with its name.
fn one<'a>(
    sentence: &EntrySentence<'a>,
    attributes: &mut Attributes<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<(Text<'a>, Vec<(&'static str, Value<'a>)>)> {
    let clauses = Clauses::of(&sentence.arguments, &["on", "with"]);
    let ([name], [_, ..]) = (clauses.head, clauses.behind("on")) else {
        to.report(not_understood(sentence, sentence.span, "it says its name, `on`, and which attributes"));
        return None;
    };
    let span = name.value.span;
    let name = attributes::name_of(name, to)?;
    if let Some(problem) = wrong_name(&name, span) {
        to.report(problem);
    }
    let schema = attributes::schema(sentence, clauses.behind("on"), attributes, to)?;
    let projection = projection(sentence, clauses.part("with").map(|(_, with)| with), to)?;
    let parts = [("IndexName", Value::Text(name.clone())), ("KeySchema", schema), ("Projection", projection)];
    Some((name, parts.into()))
}

/// What an index holds besides the keys.
fn projection<'a>(
    sentence: &EntrySentence<'a>,
    with: Option<&[Argument<'a>]>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let kind = |kind: &'static str| ("ProjectionType", Value::text(kind));
    match with {
        None => Some(Value::map([kind("ALL")])),
        Some([only]) if word(&only.value) == Some(KEYS_ONLY) => Some(Value::map([kind("KEYS_ONLY")])),
        Some([]) => {
            to.report(not_understood(sentence, sentence.span, "which attributes it holds is missing"));
            None
        }
        Some(with) => {
            let names: Vec<Value<'a>> =
                with.iter().filter_map(|one| attributes::name_of(one, to).map(Value::Text)).collect();
            let is_whole = names.len() == with.len();
            is_whole.then(|| Value::map([kind("INCLUDE"), ("NonKeyAttributes", Value::list(names))]))
        }
    }
}

/// Indexes are named as tables are.
fn wrong_name(name: &str, span: Span) -> Option<Diagnostic> {
    let length = name.chars().count();
    let (least, most) = NAMES.length;
    let why = match name.chars().find(|c| !is_of_name(*c)) {
        Some(wrong) => format!("it has `{wrong}`"),
        None if (least..=most).contains(&length) => return None,
        None => format!("it has {}, not {least} to {most}", characters(length)),
    };
    let problem =
        Diagnostic::error("invalid-name", format!("DynamoDB does not accept `{name}` as the name of an index"));
    Some(problem.label(span, why).help("the name of an index has 3 to 255 letters, digits and `_-.`"))
}
