//! `lookup(map, key, key, default)`: `Fn::FindInMap`, or the value itself where the keys are known at build.

use super::{Function, Kind, Lowering, argument, optional};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::suggest;
use crate::syntax::ast::{Body, Call, Expr, ExprKind, Item};
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

/// The value of a key.
fn value<'e, 'a>(body: &'e Body<'a>, key: &str) -> Option<&'e Expr<'a>> {
    body.items.iter().find_map(|item| match item {
        Item::Setting(setting) if setting.key.text == key => Some(&setting.value),
        _ => None,
    })
}

fn keys<'e, 'a>(body: &'e Body<'a>) -> impl Iterator<Item = &'a str> + 'e {
    body.items.iter().filter_map(|item| match item {
        Item::Setting(setting) => Some(setting.key.text),
        _ => None,
    })
}

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>]) -> Option<ExprKind<'a>> {
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
    let row = value(rows, &key).map(|row| values.settled(row));
    let found = match (&row, inner) {
        (Some(row), None) => Some(row.kind.clone()),
        (Some(row), Some(inner)) => match &row.kind {
            ExprKind::Map(row) => value(row, &inner).map(|found| values.settled(found).kind.clone()),
            _ => None,
        },
        (None, _) => None,
    };
    found.or_else(|| rest.get(1).map(|default| values.settled(default).kind.clone()))
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
    let possible: Vec<&Expr<'a>> = match values.known_text(key) {
        Some(key) => value(rows, &key).into_iter().collect(),
        None => rows.items.iter().filter_map(row).collect(),
    };
    let Some(inner) = inner else { return possible.is_empty() };
    let Some(inner) = values.known_text(inner) else { return possible.is_empty() };
    !possible.iter().any(|row| matches!(&values.settled(row).kind, ExprKind::Map(row) if value(row, &inner).is_some()))
}

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let (map, given) = call.arguments.split_first()?;
    let settled = values.settled(map);
    let ExprKind::Map(rows) = &settled.kind else {
        problems.push(not_a_map(map));
        return None;
    };
    known_keys(values, rows, given, problems)?;
    let (Some(id), [key, inner, default @ ..]) = (name_of(values, map), given) else {
        problems.push(two_levels(call));
        return None;
    };
    let mut rows_problems = Vec::new();
    let rows = mapping(values, rows, call, &mut rows_problems);
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
    rows: &Body<'a>,
    given: &[Expr<'a>],
    problems: &mut Vec<Diagnostic>,
) -> Option<()> {
    if given.len() > 2 {
        return Some(());
    }
    let mut absent = |key: &Expr<'a>, text: &str, known: Vec<&str>| {
        problems.push(unknown_key(key, text, &known));
        None
    };
    let (key, inner) = (given.first()?, given.get(1));
    let mut possible: Vec<&Expr<'a>> = rows.items.iter().filter_map(row).collect();
    if let Some(text) = values.known_text(key) {
        possible = match value(rows, &text) {
            Some(row) => vec![row],
            None => return absent(key, &text, keys(rows).collect()),
        };
    }
    if let Some(inner) = inner
        && let Some(text) = values.known_text(inner)
    {
        let has =
            |row: &Expr<'a>| matches!(&values.settled(row).kind, ExprKind::Map(row) if value(row, &text).is_some());
        if !possible.iter().any(|row| has(row)) {
            let known = possible.iter().filter_map(|row| match &row.kind {
                ExprKind::Map(row) => Some(keys(row)),
                _ => None,
            });
            let mut known: Vec<&str> = known.flatten().collect();
            known.sort_unstable();
            known.dedup();
            return absent(inner, &text, known);
        }
    }
    Some(())
}

fn row<'e, 'a>(item: &'e Item<'a>) -> Option<&'e Expr<'a>> {
    match item {
        Item::Setting(setting) => Some(&setting.value),
        _ => None,
    }
}

/// The rows of a mapping: maps of what is known at build.
fn mapping<'a>(
    values: Values<'_, 'a>,
    rows: &Body<'a>,
    call: &Call<'a>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    let mut mapped = Vec::with_capacity(rows.items.len());
    for item in &rows.items {
        let Item::Setting(setting) = item else { continue };
        let row = values.any(&setting.value, None, problems)?;
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
                .label(setting.value.span, "expected a map of texts, numbers, switches or lists of those")
                .label(call.name.span, "looked into here")
                .help("what is in the map has to be known at build"),
            );
            return None;
        }
        mapped.push((setting.key.text.into(), row));
    }
    Some(Value::Map(Items::Owned(mapped)))
}

fn is_known(value: &Value<'_>) -> bool {
    match value {
        Value::List(items) => items.iter().all(is_known),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => true,
        Value::Null | Value::Map(_) => false,
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Intrinsic(..) => false,
    }
}

fn not_a_map(map: &Expr<'_>) -> Diagnostic {
    crate::model::wrong_type("a map", map)
        .help("give a map a name and look into that: let sizes = < us-east-1 = < web = \"t3.micro\" > >")
}

fn two_levels(call: &Call<'_>) -> Diagnostic {
    Diagnostic::error("deploy-time-value", "CloudFormation looks into a map that has a name, by two keys")
        .label(call.name.span, "cannot be looked up at the deploy")
        .help("put maps into a map with `let sizes = < us-east-1 = < web = \"t3.micro\" > >`, and give both keys")
}

fn unknown_key(key: &Expr<'_>, text: &str, known: &[&str]) -> Diagnostic {
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
