//! `lookup(map, key, key, default)`: `Fn::FindInMap`, or the value itself where the keys are known at build.

use super::{Function, Kind, Lowering, argument, optional};
use crate::diagnostic::Diagnostic;
use crate::model::{Key, Values, known_at_build};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::{Items, Text, Value};

/// The description of `lookup`.
pub static FUNCTION: Function = Function {
    name: "lookup",
    arguments: &[
        argument("map", Kind::Map),
        argument("key", Kind::Text),
        optional("inner_key", Kind::Text),
        optional("default", Kind::Any),
    ],
    summary: "Takes a value out of a map by its key, or out of the maps in it by two; with a default, keys may be absent.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html",
    example: "let sizes = <\n  us-east-1 = < web = \"t3.micro\" >\n  eu-west-1 = < web = \"t3.small\" >\n>\nAWS::SSM::Parameter size < Type = \"String\", Value = lookup(sizes, aws.region, \"web\") >",
    lowering: Lowering::Own(lower),
    fold,
    absent,
    ..Function::EMPTY
};

/// The keys of a map with their values.
type Entries<'e, 'a> = [(Key<'a>, &'e Expr<'a>)];

fn value<'e, 'a>(entries: &Entries<'e, 'a>, key: &str) -> Option<&'e Expr<'a>> {
    entries.iter().find(|(known, _)| known.text == key).map(|(_, value)| *value)
}

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], _: Span) -> Option<Expr<'a>> {
    let (map, key, rest) = match arguments {
        [map, key, rest @ ..] if rest.len() <= 2 => (map, key, rest),
        _ => return None,
    };
    let map = values.settled(map);
    let key = values.known_text(key)?;
    let ExprKind::Map(rows) = &map.kind else { return None };
    let inner = match rest.first() {
        Some(inner) => Some(values.known_text(inner)?),
        None => None,
    };
    let row = value(&values.known_entries(rows)?, &key).map(|row| values.settled(row));
    let found = match (row, inner) {
        (Some(row), None) => Some(row.into_owned()),
        (Some(row), Some(inner)) => match &row.kind {
            ExprKind::Map(row) => {
                value(&values.known_entries(row)?, &inner).map(|found| values.settled(found).into_owned())
            }
            _ => None,
        },
        (None, _) => None,
    };
    found.or_else(|| rest.get(1).map(|default| values.settled(default).into_owned()))
}

/// Whether the map is known, and has no such key.
fn absent<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>]) -> bool {
    let (map, key, inner) = match arguments {
        [map, key] => (map, key, None),
        [map, key, inner] => (map, key, Some(inner)),
        _ => return false,
    };
    let map = values.settled(map);
    let ExprKind::Map(rows) = &map.kind else { return false };
    let Some(rows) = values.known_entries(rows) else { return false };
    let possible: Vec<&Expr<'a>> = match values.known_text(key) {
        Some(key) => value(&rows, &key).into_iter().collect(),
        None => rows.iter().map(|(_, value)| *value).collect(),
    };
    let Some(inner) = inner else { return possible.is_empty() };
    let Some(inner) = values.known_text(inner) else { return possible.is_empty() };
    let may_have = |row: &&Expr<'a>| match &values.settled(row).kind {
        ExprKind::Map(row) => values.known_entries(row).is_none_or(|row| value(&row, &inner).is_some()),
        _ => false,
    };
    !possible.iter().any(may_have)
}

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let (map, given) = call.arguments.split_first()?;
    let settled = values.settled(map);
    let ExprKind::Map(rows) = &settled.kind else {
        problems.push(not_a_map(map));
        return None;
    };
    let Some(rows) = values.known_entries(rows) else {
        problems.push(undecided(map));
        return None;
    };
    known_keys(values, &rows, given, problems)?;
    let (Some(id), [key, inner, default @ ..]) = (name_of(values, map), given) else {
        problems.push(two_levels(call));
        return None;
    };
    let mut rows_problems = Vec::new();
    let rows = mapping(values, &rows, call, &mut rows_problems);
    let mapped = rows_problems.is_empty();
    problems.append(&mut rows_problems);
    values.stack.needs.borrow_mut().mapping(id.clone(), || rows.filter(|_| mapped));
    let key = values.argument(key, Kind::Text, "key", problems);
    let inner = values.argument(inner, Kind::Text, "inner_key", problems);
    let mut found = vec![Value::Text(id), key?, inner?];
    if let Some(default) = default.first() {
        let default = values.argument(default, Kind::Any, "default", problems)?;
        values.stack.needs.borrow_mut().extensions = true;
        found.push(Value::map([("DefaultValue", default)]));
    }
    mapped.then(|| Value::Intrinsic("Fn::FindInMap", Box::new(Value::list(found))))
}

/// The id of the mapping that a named map becomes.
fn name_of<'a>(values: Values<'_, 'a>, map: &Expr<'a>) -> Option<Text<'a>> {
    match map.kind {
        ExprKind::Word(word) => values.binding(word, map.span).map(|binding| binding.id.clone()),
        _ => None,
    }
}

/// Says which key is known to be absent.
fn known_keys<'a>(
    values: Values<'_, 'a>,
    rows: &Entries<'_, 'a>,
    given: &[Expr<'a>],
    problems: &mut Vec<Diagnostic>,
) -> Option<()> {
    if given.len() > 2 {
        return Some(());
    }
    let (key, inner) = (given.first()?, given.get(1));
    let mut possible: Vec<&Expr<'a>> = rows.iter().map(|(_, row)| *row).collect();
    if let Some(text) = values.known_text(key) {
        let Some(row) = value(rows, &text) else {
            problems.push(unknown_key(key, &text, rows.iter().map(|(known, _)| known.text.as_ref()).collect()));
            return None;
        };
        possible = vec![row];
    }
    let Some((inner, text)) = inner.and_then(|inner| Some((inner, values.known_text(inner)?))) else {
        return Some(());
    };
    let mut known = Vec::new();
    for row in possible {
        let row = values.settled(row);
        let ExprKind::Map(row) = &row.kind else { continue };
        // One that nobody knows may have the key.
        let Some(entries) = values.known_entries(row) else { return Some(()) };
        if value(&entries, &text).is_some() {
            return Some(());
        }
        known.extend(entries.into_iter().map(|(key, _)| key.text));
    }
    known.sort_unstable();
    known.dedup();
    problems.push(unknown_key(inner, &text, known.iter().map(AsRef::as_ref).collect()));
    None
}

/// The rows of a mapping: maps of what is known at build.
fn mapping<'a>(
    values: Values<'_, 'a>,
    rows: &Entries<'_, 'a>,
    call: &Call<'a>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    let mut mapped = Vec::with_capacity(rows.len());
    for (key, written) in rows {
        let row = values.any(written, None, problems)?;
        let fits = match &row {
            Value::Map(entries) => entries.iter().all(|(_, value)| is_known(value)),
            _ => false,
        };
        if !fits {
            problems.push(
                Diagnostic::error(
                    "deploy-time-value",
                    "a map that is looked into at the deploy has maps of values in it",
                )
                .label(written.span, "expected a map of texts, numbers, switches or lists of those")
                .label(call.name.span, "looked into here")
                .help("what is in the map has to be known at build"),
            );
            return None;
        }
        mapped.push((key.text.clone(), row));
    }
    Some(Value::Map(Items::Owned(mapped)))
}

fn is_known(value: &Value<'_>) -> bool {
    match value {
        Value::List(items) => items.iter().all(is_known),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Dynamic(_) => true,
        Value::Null | Value::Map(_) => false,
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Intrinsic(..) => false,
    }
}

fn not_a_map(map: &Expr<'_>) -> Diagnostic {
    crate::model::wrong_type("a map", map)
        .help("give a map a name and look into that: let sizes = < us-east-1 = < web = \"t3.micro\" > >")
}

fn undecided(map: &Expr<'_>) -> Diagnostic {
    known_at_build("what the map holds", map)
        .help("take the `if` out of the map, or look into one of two maps: if … then lookup(…) else lookup(…)")
}

fn two_levels(call: &Call<'_>) -> Diagnostic {
    Diagnostic::error("deploy-time-value", "CloudFormation looks into a map that has a name, by two keys")
        .label(call.name.span, "cannot be looked up at the deploy")
        .help("put maps into a map with `let sizes = < us-east-1 = < web = \"t3.micro\" > >`, and give both keys")
}

fn unknown_key(key: &Expr<'_>, text: &str, known: Vec<&str>) -> Diagnostic {
    let problem =
        Diagnostic::error("unknown-key", format!("the map has no key \"{text}\"")).label(key.span, "unknown key");
    match suggest::nearest(text, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean \"{near}\"?")).fix(
            format!("write \"{near}\""),
            key.span,
            format!("\"{near}\""),
        ),
        None => problem.help(format!("it has {}", suggest::one_of(known.iter().copied()))),
    }
}
