//! A template as CloudFormation JSON. It is streamed: nothing is built in between.

use std::io::{self, Write};

use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::{Entry, FORMAT_VERSION, Output, Parameter, Resource, Template, Value};

/// Writes a template as JSON, indented by two spaces. The writer should be buffered: it gets many small pieces.
pub fn json(template: &Template, out: impl Write) -> io::Result<()> {
    write(template, out, PrettyFormatter::new())
}

/// Writes a template as JSON on one line, without spaces. The writer should be buffered.
pub fn compact_json(template: &Template, out: impl Write) -> io::Result<()> {
    write(template, out, CompactFormatter)
}

fn write(template: &Template, mut out: impl Write, formatter: impl Formatter) -> io::Result<()> {
    template.serialize(&mut serde_json::Serializer::with_formatter(&mut out, formatter))?;
    out.write_all(b"\n")
}

impl Serialize for Template<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let empty = [
            self.description.is_none(),
            self.metadata.is_empty(),
            self.parameters.is_empty(),
            self.rules.is_empty(),
            self.mappings.is_empty(),
            self.conditions.is_empty(),
            self.transform.is_none(),
            self.globals.is_empty(),
            self.resources.is_empty(),
            self.outputs.is_empty(),
            self.hooks.is_empty(),
        ];
        let length = 1 + empty.iter().filter(|empty| !**empty).count();
        let mut map = serializer.serialize_map(Some(length))?;
        map.serialize_entry("AWSTemplateFormatVersion", FORMAT_VERSION)?;
        if let Some(description) = &self.description {
            map.serialize_entry("Description", description)?;
        }
        section(&mut map, "Metadata", &self.metadata)?;
        section(&mut map, "Parameters", &self.parameters)?;
        section(&mut map, "Rules", &self.rules)?;
        section(&mut map, "Mappings", &self.mappings)?;
        section(&mut map, "Conditions", &self.conditions)?;
        if let Some(transform) = &self.transform {
            map.serialize_entry("Transform", transform)?;
        }
        section(&mut map, "Globals", &self.globals)?;
        section(&mut map, "Resources", &self.resources)?;
        section(&mut map, "Outputs", &self.outputs)?;
        section(&mut map, "Hooks", &self.hooks)?;
        map.end()
    }
}

/// Writes members under a key, or nothing if there are none.
fn section<M: SerializeMap, T: Member>(map: &mut M, key: &'static str, members: &[T]) -> Result<(), M::Error> {
    if members.is_empty() { Ok(()) } else { map.serialize_entry(key, &Members(members)) }
}

/// Something that is written as a key and its content.
trait Member {
    type Content: Serialize;
    fn member(&self) -> (&str, &Self::Content);
}

impl<'a> Member for Entry<'a> {
    type Content = Value<'a>;
    fn member(&self) -> (&str, &Value<'a>) {
        (&self.0, &self.1)
    }
}

impl Member for Parameter<'_> {
    type Content = Self;
    fn member(&self) -> (&str, &Self) {
        (&self.id, self)
    }
}

impl Member for Resource<'_> {
    type Content = Self;
    fn member(&self) -> (&str, &Self) {
        (&self.id, self)
    }
}

impl Member for Output<'_> {
    type Content = Self;
    fn member(&self) -> (&str, &Self) {
        (&self.id, self)
    }
}

struct Members<'t, T>(&'t [T]);

impl<T: Member> Serialize for Members<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(Member::member))
    }
}

impl Serialize for Parameter<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Members(&self.attributes).serialize(serializer)
    }
}

impl Serialize for Output<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(list) = self.each() {
            return list.serialize(serializer);
        }
        Members(&self.attributes).serialize(serializer)
    }
}

impl Serialize for Resource<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(list) = self.each() {
            return list.serialize(serializer);
        }
        if !self.is_resource() {
            return Members(&self.attributes).serialize(serializer);
        }
        let length = 1 + self.attributes.len() + usize::from(!self.properties.is_empty());
        let mut map = serializer.serialize_map(Some(length))?;
        map.serialize_entry("Type", &self.kind)?;
        for (key, value) in &self.attributes {
            map.serialize_entry(key, value)?;
        }
        section(&mut map, "Properties", &self.properties)?;
        map.end()
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Float(number) if number.is_finite() => serializer.serialize_f64(*number),
            Self::Float(number) => Err(S::Error::custom(format_args!("{number} is not a number a template can hold"))),
            Self::Text(text) | Self::Dynamic(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items.iter()),
            Self::Map(entries) => Members(entries).serialize(serializer),
            Self::Ref(id) => single(serializer, "Ref", id),
            Self::GetAtt(target) => single(serializer, "Fn::GetAtt", target),
            Self::Sub(text) => single(serializer, "Fn::Sub", text),
            Self::Intrinsic(name, argument) => single(serializer, name, argument),
        }
    }
}

fn single<S: Serializer>(serializer: S, key: &str, value: &impl Serialize) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(key, value)?;
    map.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compact(value: Value) -> String {
        serde_json::to_string(&value).expect("the value is finite")
    }

    #[test]
    fn writes_each_form_of_value() {
        assert_eq!(compact(Value::Bool(true)), "true");
        assert_eq!(compact(Value::Int(i64::MIN)), "-9223372036854775808");
        assert_eq!(compact(Value::Float(0.5)), "0.5");
        assert_eq!(compact(Value::text("a \"b\"\n\u{1}")), r#""a \"b\"\n\u0001""#);
        assert_eq!(compact(Value::list([Value::Int(1), Value::list([])])), "[1,[]]");
        assert_eq!(compact(Value::map([("b", Value::Int(1)), ("a", Value::map([]))])), r#"{"b":1,"a":{}}"#);
        assert_eq!(compact(Value::reference("Site")), r#"{"Ref":"Site"}"#);
        assert_eq!(compact(Value::attribute("Site", "Arn")), r#"{"Fn::GetAtt":["Site","Arn"]}"#);
        assert_eq!(compact(Value::sub("${Site}/*")), r#"{"Fn::Sub":"${Site}/*"}"#);
        let encoded = Value::Intrinsic("Fn::Base64", Box::new(Value::sub("x")));
        assert_eq!(compact(encoded), r#"{"Fn::Base64":{"Fn::Sub":"x"}}"#);
    }

    #[test]
    fn refuses_numbers_json_cannot_hold() {
        let outputs = vec![Output { id: "O".into(), attributes: vec![("Value".into(), Value::Float(f64::NAN))] }];
        let error = json(&Template { outputs, ..Template::default() }, io::sink()).expect_err("NaN has no JSON");
        assert_eq!(error.to_string(), "NaN is not a number a template can hold");
    }

    #[test]
    fn writes_sections_in_order_and_omits_empty_ones() {
        let mut out = Vec::new();
        compact_json(&Template::default(), &mut out).expect("a vector takes everything");
        assert_eq!(out, b"{\"AWSTemplateFormatVersion\":\"2010-09-09\"}\n");

        let queue = Resource {
            id: "Queue".into(),
            kind: "AWS::SQS::Queue".into(),
            attributes: vec![("DeletionPolicy".into(), Value::text("Retain"))],
            properties: vec![("FifoQueue".into(), Value::Bool(true))],
        };
        let topic =
            Resource { id: "Topic".into(), kind: "AWS::SNS::Topic".into(), attributes: vec![], properties: vec![] };
        let template = Template {
            description: Some("d".into()),
            metadata: vec![("By".into(), Value::Int(1))],
            parameters: vec![Parameter { id: "P".into(), attributes: vec![("Type".into(), Value::text("String"))] }],
            resources: vec![queue, topic],
            outputs: vec![Output { id: "O".into(), attributes: vec![("Value".into(), Value::reference("Queue"))] }],
            ..Template::default()
        };
        let mut out = Vec::new();
        json(&template, &mut out).expect("a vector takes everything");
        assert_eq!(String::from_utf8_lossy(&out), PRETTY);
    }

    const PRETTY: &str = r#"{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Description": "d",
  "Metadata": {
    "By": 1
  },
  "Parameters": {
    "P": {
      "Type": "String"
    }
  },
  "Resources": {
    "Queue": {
      "Type": "AWS::SQS::Queue",
      "DeletionPolicy": "Retain",
      "Properties": {
        "FifoQueue": true
      }
    },
    "Topic": {
      "Type": "AWS::SNS::Topic"
    }
  },
  "Outputs": {
    "O": {
      "Value": {
        "Ref": "Queue"
      }
    }
  }
}
"#;
}
