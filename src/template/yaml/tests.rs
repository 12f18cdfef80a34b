use super::*;
use crate::template::{Output, Parameter};

/// The YAML of one value, as the content of a map at the left edge.
fn written(value: &Value) -> String {
    let mut writer = Writer { out: Vec::new() };
    writer.bare_key("V", 0).expect("a vector takes everything");
    writer.value(value, 0, After::Key).expect("the value is finite");
    String::from_utf8(writer.out).expect("YAML is UTF-8")
}

fn intrinsic<'a>(name: &'static str, argument: Value<'a>) -> Value<'a> {
    Value::Intrinsic(name, Box::new(argument))
}

#[test]
fn writes_scalars() {
    assert_eq!(written(&Value::Bool(false)), "V: false\n");
    assert_eq!(written(&Value::Int(-7)), "V: -7\n");
    assert_eq!(written(&Value::text("a b")), "V: a b\n");
    assert_eq!(written(&Value::text("yes")), "V: \"yes\"\n");
    assert_eq!(written(&Value::text("a\nb\n")), "V: |\n  a\n  b\n");
    assert_eq!(written(&Value::text("a \nb")), "V: \"a \\nb\"\n");
}

#[test]
fn writes_floats_that_every_version_reads_as_floats() {
    for (number, text) in [(0.5, "0.5"), (3.0, "3.0"), (-0.0, "-0.0"), (1e16, "1.0e+16"), (1.5e-9, "1.5e-9")] {
        assert_eq!(written(&Value::Float(number)), format!("V: {text}\n"));
    }
    let mut writer = Writer { out: io::sink() };
    assert!(writer.value(&Value::Float(f64::INFINITY), 0, After::Key).is_err());
}

#[test]
fn nests_collections() {
    let inner = Value::map([("A", Value::Int(1)), ("B", Value::list([Value::text("x\ny")]))]);
    let list = Value::list([inner, Value::list([Value::Int(1), Value::list([])]), Value::map([])]);
    let expected = "V:\n  - A: 1\n    B:\n      - |-\n        x\n        y\n  - - 1\n    - []\n  - {}\n";
    assert_eq!(written(&list), expected);
}

#[test]
fn writes_short_tags() {
    assert_eq!(written(&Value::reference("AWS::Region")), "V: !Ref AWS::Region\n");
    assert_eq!(written(&Value::attribute("Site", "Endpoint.Port")), "V: !GetAtt Site.Endpoint.Port\n");
    assert_eq!(written(&Value::attribute("F.Alias", "Arn")), "V: !GetAtt\n  - F.Alias\n  - Arn\n");
    assert_eq!(written(&Value::sub("${A}/*")), "V: !Sub ${A}/*\n");
    assert_eq!(written(&Value::sub("a\n${B}\n")), "V: !Sub |\n  a\n  ${B}\n");
    assert_eq!(written(&intrinsic("Fn::GetAZs", Value::text(""))), "V: !GetAZs \"\"\n");
    let join = intrinsic("Fn::Join", Value::list([Value::text("-"), Value::list([Value::reference("A")])]));
    assert_eq!(written(&join), "V: !Join\n  - \"-\"\n  - - !Ref A\n");
    assert_eq!(written(&Value::list([join])), "V:\n  - !Join\n    - \"-\"\n    - - !Ref A\n");
}

#[test]
fn writes_the_full_name_where_a_tag_may_not_stand() {
    let encoded = intrinsic("Fn::Base64", Value::sub("a\nb"));
    assert_eq!(written(&encoded), "V:\n  Fn::Base64: !Sub |-\n    a\n    b\n");
    assert_eq!(written(&Value::list([encoded])), "V:\n  - Fn::Base64: !Sub |-\n      a\n      b\n");
    assert_eq!(written(&intrinsic("Fn::Length", Value::Int(1))), "V:\n  Fn::Length: 1\n");
    assert_eq!(written(&intrinsic("Fn::GetAtt", Value::text("A.B"))), "V:\n  Fn::GetAtt: A.B\n");
    assert_eq!(written(&intrinsic("Condition", Value::text("C"))), "V:\n  Condition: C\n");
    assert_eq!(written(&intrinsic("Fn::ForEach::X", Value::list([]))), "V:\n  Fn::ForEach::X: []\n");
}

#[test]
fn quotes_keys_and_sets_long_ones_apart() {
    assert_eq!(written(&Value::map([("on", Value::Int(1)), ("80", Value::Int(2))])), "V:\n  \"on\": 1\n  \"80\": 2\n");
    let long = "k".repeat(LONGEST_KEY + 1);
    let map = Value::Map(crate::template::Items::Owned(vec![(long.as_str().into(), Value::list([Value::Int(1)]))]));
    assert_eq!(written(&map), format!("V:\n  ? {long}\n  :\n    - 1\n"));
}

#[test]
fn does_not_fold_long_text() {
    let long = "word ".repeat(5_000) + "end";
    assert_eq!(written(&Value::text(long.as_str())), format!("V: {long}\n"));
}

#[test]
fn writes_sections_in_order_and_omits_empty_ones() {
    let mut out = Vec::new();
    yaml(&Template::default(), &mut out).expect("a vector takes everything");
    assert_eq!(out, b"AWSTemplateFormatVersion: \"2010-09-09\"\n");

    let queue = Resource {
        id: "Queue".into(),
        kind: "AWS::SQS::Queue".into(),
        attributes: vec![("DeletionPolicy".into(), Value::text("Retain"))],
        properties: vec![("FifoQueue".into(), Value::Bool(true))],
    };
    let topic = Resource { id: "Topic".into(), kind: "AWS::SNS::Topic".into(), attributes: vec![], properties: vec![] };
    let template = Template {
        description: Some("two\nlines".into()),
        metadata: vec![("By".into(), Value::Int(1))],
        parameters: vec![Parameter { id: "P".into(), attributes: vec![("Type".into(), Value::text("String"))] }],
        resources: vec![queue, topic],
        outputs: vec![Output { id: "O".into(), attributes: vec![("Value".into(), Value::reference("Queue"))] }],
        ..Template::default()
    };
    let mut out = Vec::new();
    yaml(&template, &mut out).expect("a vector takes everything");
    assert_eq!(String::from_utf8_lossy(&out), TEMPLATE);
}

const TEMPLATE: &str = r#"AWSTemplateFormatVersion: "2010-09-09"
Description: |-
  two
  lines
Metadata:
  By: 1
Parameters:
  P:
    Type: String
Resources:
  Queue:
    Type: AWS::SQS::Queue
    DeletionPolicy: Retain
    Properties:
      FifoQueue: true
  Topic:
    Type: AWS::SNS::Topic
Outputs:
  O:
    Value: !Ref Queue
"#;
