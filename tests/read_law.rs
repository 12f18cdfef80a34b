//! What is written as JSON or YAML is read as the template it was, and everything in it has its place in the text.

mod templates;

use infrac::Source;
use infrac::template::{self, Entry, Items, Output, Parameter, Place, Read, Resource, Template, Value};
use proptest::prelude::*;

/// A template as it is read: what its text cannot tell apart is the same.
///
/// - A function whose argument has the form of `Ref`, `Fn::GetAtt` or `Fn::Sub` is that function.
/// - `Fn::ForEach::…` is a key.
/// - `Condition` is a function in conditions only, and a key elsewhere.
/// - A map of one key that is a function's name would be that function; random templates have none.
fn as_read(template: &Template<'static>) -> Template<'static> {
    let entries = |list: &[Entry<'static>]| entries_as_read(list, false);
    Template {
        description: template.description.clone(),
        metadata: entries(&template.metadata),
        parameters: template
            .parameters
            .iter()
            .map(|it| Parameter { id: it.id.clone(), attributes: entries(&it.attributes) })
            .collect(),
        rules: entries(&template.rules),
        mappings: entries(&template.mappings),
        conditions: entries_as_read(&template.conditions, true),
        transform: template.transform.clone().map(|value| value_as_read(value, false)),
        globals: Vec::new(),
        resources: template.resources.iter().map(resource_as_read).collect(),
        outputs: template
            .outputs
            .iter()
            .map(|it| Output { id: it.id.clone(), attributes: entries(&it.attributes) })
            .collect(),
        hooks: entries(&template.hooks),
    }
}

fn resource_as_read(resource: &Resource<'static>) -> Resource<'static> {
    Resource {
        id: resource.id.clone(),
        kind: resource.kind.clone(),
        attributes: entries_as_read(&resource.attributes, false),
        properties: entries_as_read(&resource.properties, false),
    }
}

fn entries_as_read(list: &[Entry<'static>], conditions: bool) -> Vec<Entry<'static>> {
    list.iter().map(|(key, value)| (key.clone(), value_as_read(value.clone(), conditions))).collect()
}

fn value_as_read(value: Value<'static>, conditions: bool) -> Value<'static> {
    match value {
        Value::List(items) => {
            Value::list(items.iter().map(|item| value_as_read(item.clone(), conditions)).collect::<Vec<_>>())
        }
        Value::Map(entries) => Value::Map(Items::Owned(entries_as_read(&entries, conditions))),
        Value::Intrinsic(name, argument) => intrinsic(name, value_as_read(*argument, conditions), conditions),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => value,
        // A dynamic reference is read as the text that it is written as.
        Value::Dynamic(text) => Value::Text(text),
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) => value,
    }
}

fn intrinsic(name: &'static str, argument: Value<'static>, conditions: bool) -> Value<'static> {
    match (name, argument) {
        ("Fn::Sub", Value::Text(text)) => Value::Sub(text),
        ("Fn::GetAtt", Value::Text(text)) if text.contains('.') => {
            let (id, attribute) = text.split_once('.').expect("it has a point");
            Value::attribute(id.to_owned(), attribute.to_owned())
        }
        ("Fn::GetAtt", Value::List(items)) => match &*items {
            [Value::Text(id), Value::Text(attribute)] => Value::attribute(id.clone(), attribute.clone()),
            _ => Value::Intrinsic(name, Box::new(Value::List(items))),
        },
        ("Condition", argument) if !conditions => Value::map([("Condition", argument)]),
        (name, argument) if name.starts_with("Fn::ForEach::") => Value::map([(name, argument)]),
        (_, argument) => Value::Intrinsic(name, Box::new(argument)),
    }
}

/// Reads a text and sees that nothing in it is out of place.
fn checked(source: &Source) -> Read<'_> {
    let read = template::read(source);
    for label in read.diagnostics.iter().flat_map(|problem| &problem.labels) {
        assert!(source.text().get(label.span.range()).is_some(), "{label:?} is no place of {:?}", source.text());
    }
    check(&read.places, source);
    read
}

fn check(place: &Place, source: &Source) {
    assert!(source.text().get(place.span.range()).is_some(), "{place:?} is no place");
    assert!(source.text().get(place.key_span.range()).is_some(), "{place:?} has no place for its key");
    place.children.iter().for_each(|child| check(child, source));
}

fn written(template: &Template, write: impl FnOnce(&Template, &mut Vec<u8>) -> std::io::Result<()>) -> Source {
    let mut text = Vec::new();
    write(template, &mut text).expect("a vector takes everything");
    Source::new("template", String::from_utf8(text).expect("a template is UTF-8"))
}

/// What is wrong with random templates: their values, but never their grammar.
const EXPECTED: &[&str] = &["null-value", "invalid-logical-id", "no-resources", "unknown-resource-attribute"];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(template in templates::template()) {
        let expected = as_read(&template);
        for source in [
            written(&template, |template, out| template::json(template, out)),
            written(&template, |template, out| template::compact_json(template, out)),
            written(&template, |template, out| template::yaml(template, out)),
        ] {
            let read = checked(&source);
            prop_assert_eq!(&read.template, &expected, "{}", source.text());
            let others: Vec<_> = read.diagnostics.iter().filter(|it| !EXPECTED.contains(&it.code)).collect();
            prop_assert!(others.is_empty(), "{:#?} in {}", others, source.text());
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC*|(?s).*|[\\[\\]{}:,\"'!&*<\\-? \n\t#|>a1.\\\\]{0,60}") {
        checked(&Source::new("any", format!("{{{text}")));
        checked(&Source::new("any", text));
    }
}
