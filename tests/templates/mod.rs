//! Random templates, with texts that are hard to write.

use std::collections::HashSet;

use infrac::template::{Entry, Items, Output, Parameter, Resource, Template, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces that mean something to some reader of YAML, alone or together.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "", " ", "  ", "\n", "\n\n", "\t", "\r", "\r\n", "\0", "\u{1b}", "\u{7f}", "\u{85}", "\u{a0}", "\u{200b}",
    "\u{2028}", "\u{2029}", "\u{d7ff}", "\u{e000}", "\u{feff}", "\u{fffd}", "\u{fffe}", "\u{ffff}", "😀", "\u{10ffff}",
    "é", "-", "- ", "--", "---", "...", "?", "? ", ":", ": ", "::", ",", "[", "]", "{", "}", "#", " #", "&", "*", "!",
    "!!", "!Ref ", "|", ">", "'", "\"", "%", "@", "`", "\\", "=", "<<", "~", "y", "n", "yes", "NO", "on", "Off",
    "true", "False", "null", "0", "07", "0o7", "0x1f", "1_000", "1e3", "1.5", ".5", ".inf", ".NaN", "+", "12:30:45",
    "2012-10-17", "2001-12-14 21:59:43.10 -5", "${A}", "${AWS::Region}", "arn:aws:s3:::b/*", "#!/bin/sh\n", "word",
    "a line\n", "  indented\n", "\ttabbed\n", "no", "Null", "TRUE", "08", "0b1", "0x_f", "1__0", "1.", "1e+3",
    "12e03", "-.INF", "+.inf", "190:20:30.15", "1:60", "0:00", "2012-1-1", "2012-10-17T00:00:00Z", "123456789012",
    "99999999999999999999", "!GetAtt A.B", "!!binary ", "!!null", "? a", "[]", "{}", ">-\n", "|+\n", "a: b", "a #b",
    "key:\n", " trailing ", "%YAML 1.2\n", "%TAG ! !\n", "--- a", "...\n", "\\n", "\\u0041", "N/A", "\u{1f600}\t",
];

const FUNCTIONS: &[&str] = &[
    "Fn::Base64",
    "Fn::Join",
    "Fn::If",
    "Fn::Split",
    "Fn::Sub",
    "Fn::GetAtt",
    "Fn::GetAZs",
    "Fn::ForEach::Each",
    "Condition",
];

/// Texts to try in every run: each piece, and each two of them.
#[allow(dead_code, reason = "one of the tests that share this file does without it")]
pub fn fixed_texts() -> Vec<String> {
    let pairs = PIECES.iter().flat_map(|a| PIECES.iter().map(move |b| format!("{a}{b}")));
    let long = ["k".repeat(1_024), "\u{1}".repeat(250), "\u{1}".repeat(260), "word ".repeat(2_000) + "end"];
    pairs.chain(long).collect()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(select(PIECES), 0..7).prop_map(|pieces| pieces.concat()),
        2 => "[0-9._eExXobinfTtZz:+, -]{1,12}",
        1 => any::<String>(),
        1 => "[A-Za-z][A-Za-z0-9]{0,300}",
    ]
}

/// A logical id. A point in one is nothing CloudFormation allows, but it must not be lost.
fn id() -> impl Strategy<Value = String> {
    "[A-Za-z0-9]{1,8}|yes|0x1|1e3|A\\.B"
}

fn value() -> impl Strategy<Value = Value<'static>> {
    let float = any::<f64>().prop_filter("a template holds only finite numbers", |number| number.is_finite());
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => any::<i64>().prop_map(Value::Int),
        1 => float.prop_map(Value::Float),
        4 => text().prop_map(Value::text),
        1 => text().prop_map(|text| Value::Dynamic(text.into())),
        1 => id().prop_map(Value::reference),
        1 => (id(), text()).prop_map(|(id, attribute)| Value::attribute(id, attribute)),
        2 => text().prop_map(Value::sub),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            2 => vec(inner.clone(), 0..4).prop_map(Value::list),
            2 => entries(inner.clone()).prop_map(|entries| Value::Map(Items::Owned(entries))),
            2 => (select(FUNCTIONS), inner).prop_map(|(name, argument)| Value::Intrinsic(name, Box::new(argument))),
        ]
    })
}

fn entries(value: impl Strategy<Value = Value<'static>>) -> impl Strategy<Value = Vec<Entry<'static>>> {
    let entry = (text(), value).prop_map(|(key, value)| (key.into(), value));
    vec(entry, 0..4).prop_map(|list| distinct(list, |(key, _): &Entry| key.to_string()))
}

/// Attributes of a resource, none of which is written by its other fields.
fn attributes() -> impl Strategy<Value = Vec<Entry<'static>>> {
    entries(value()).prop_map(|mut list| {
        list.retain(|(key, _)| key != "Type" && key != "Properties");
        list
    })
}

/// Keeps the first of those with the same key: a map has every key once.
fn distinct<T>(mut list: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    let mut seen = HashSet::new();
    list.retain(|item| seen.insert(key(item)));
    list
}

fn parameters() -> impl Strategy<Value = Vec<Parameter<'static>>> {
    let parameter = (text(), entries(value())).prop_map(|(id, attributes)| Parameter { id: id.into(), attributes });
    vec(parameter, 0..3).prop_map(|list| distinct(list, |it| it.id.to_string()))
}

fn resources() -> impl Strategy<Value = Vec<Resource<'static>>> {
    let resource = (text(), text(), attributes(), entries(value())).prop_map(|(id, kind, attributes, properties)| {
        Resource { id: id.into(), kind: kind.into(), attributes, properties }
    });
    vec(resource, 0..4).prop_map(|list| distinct(list, |it| it.id.to_string()))
}

fn outputs() -> impl Strategy<Value = Vec<Output<'static>>> {
    let output = (text(), entries(value())).prop_map(|(id, attributes)| Output { id: id.into(), attributes });
    vec(output, 0..3).prop_map(|list| distinct(list, |it| it.id.to_string()))
}

/// Any template.
pub fn template() -> impl Strategy<Value = Template<'static>> {
    let head = (proptest::option::of(text()), entries(value()), parameters());
    let plain = (entries(value()), entries(value()), entries(value()), entries(value()));
    let transform = proptest::option::of(value());
    (head, plain, transform, resources(), outputs()).prop_map(
        |((description, metadata, parameters), (rules, mappings, conditions, hooks), transform, resources, outputs)| {
            let description = description.map(Into::into);
            Template {
                description,
                metadata,
                parameters,
                rules,
                mappings,
                conditions,
                transform,
                // They are there with a transform of SAM only.
                globals: Vec::new(),
                resources,
                outputs,
                hooks,
            }
        },
    )
}
