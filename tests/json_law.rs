//! The JSON of a template is the JSON value one would build by hand.

mod templates;

use infrac::template::{self, Entry, Template, Value};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

fn object(entries: &[Entry]) -> Json {
    entries.iter().map(|(key, value)| (key.to_string(), expected(value))).collect()
}

fn expected(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => json!(flag),
        Value::Int(number) => json!(number),
        Value::Float(number) => as_read(*number),
        Value::Text(text) | Value::Dynamic(text) => json!(text),
        Value::List(items) => items.iter().map(expected).collect(),
        Value::Map(entries) => object(entries),
        Value::Ref(id) => json!({ "Ref": id }),
        Value::GetAtt(target) => json!({ "Fn::GetAtt": [target.0, target.1] }),
        Value::Sub(text) => json!({ "Fn::Sub": text }),
        Value::Intrinsic(name, argument) => json!({ *name: expected(argument) }),
    }
}

/// Without its feature for exact floats serde_json reads some numbers as their neighbour.
fn as_read(number: f64) -> Json {
    serde_json::from_str(&json!(number).to_string()).expect("a finite number is JSON")
}

fn expected_template(template: &Template) -> Json {
    let mut sections = Map::new();
    sections.insert("AWSTemplateFormatVersion".into(), json!("2010-09-09"));
    if let Some(description) = &template.description {
        sections.insert("Description".into(), json!(description));
    }
    let resources = template.resources.iter().map(|resource| {
        let mut content = object(&resource.attributes);
        content["Type"] = json!(resource.kind);
        if !resource.properties.is_empty() {
            content["Properties"] = object(&resource.properties);
        }
        (resource.id.to_string(), content)
    });
    let members = [
        ("Metadata", object(&template.metadata)),
        ("Parameters", template.parameters.iter().map(|it| (it.id.to_string(), object(&it.attributes))).collect()),
        ("Resources", resources.collect()),
        ("Rules", object(&template.rules)),
        ("Mappings", object(&template.mappings)),
        ("Conditions", object(&template.conditions)),
        ("Hooks", object(&template.hooks)),
        ("Outputs", template.outputs.iter().map(|it| (it.id.to_string(), object(&it.attributes))).collect()),
    ];
    if let Some(transform) = &template.transform {
        sections.insert("Transform".into(), expected(transform));
    }
    for (section, content) in members {
        if content != json!({}) {
            sections.insert(section.into(), content);
        }
    }
    Json::Object(sections)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn floats_are_exact(number in any::<f64>().prop_filter("JSON has only finite numbers", |number| number.is_finite())) {
        let written = serde_json::to_string(&Value::Float(number))?;
        prop_assert_eq!(written.parse::<f64>()?.to_bits(), number.to_bits());
    }

    #[test]
    fn json_is_the_expected_value(template in templates::template()) {
        let (mut pretty, mut compact) = (Vec::new(), Vec::new());
        template::json(&template, &mut pretty)?;
        template::compact_json(&template, &mut compact)?;
        let read: Json = serde_json::from_slice(&pretty)?;
        prop_assert_eq!(&read, &expected_template(&template));
        prop_assert_eq!(&read, &serde_json::from_slice::<Json>(&compact)?);
        prop_assert_eq!(pretty.last(), Some(&b'\n'));
        prop_assert_eq!(compact.iter().filter(|&&byte| byte == b'\n').count(), 1);
    }
}
