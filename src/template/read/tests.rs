use super::*;
use crate::template::Value;

fn source(text: impl Into<String>) -> Source {
    Source::new("template", text)
}

/// The codes that reading a text gives, each with what its first label stands on.
fn found(text: &str) -> Vec<(&'static str, String)> {
    let source = source(text);
    let read = read(&source);
    read.diagnostics.iter().map(|problem| (problem.code, source.slice(problem.span()).to_owned())).collect()
}

/// The only problem of a text.
#[track_caller]
fn one(text: &str, code: &str, place: &str) {
    assert_eq!(found(text), [(code, place.to_owned())].map(|(code, place)| (code_of(code), place)), "{text}");
}

fn code_of(code: &str) -> &'static str {
    crate::explain::codes().find(|known| *known == code).unwrap_or("a code without a page")
}

fn json(properties: &str) -> String {
    format!(r#"{{"Resources": {{"A": {{"Type": "T", "Properties": {{{properties}}}}}}}}}"#)
}

fn yaml(properties: &str) -> String {
    format!("Resources:\n  A:\n    Type: T\n    Properties:\n      {}\n", properties.replace('\n', "\n      "))
}

/// The first property of the only resource.
#[track_caller]
fn property(text: &str) -> Value<'static> {
    let source = Box::leak(Box::new(source(text)));
    let read = read(source);
    assert!(!read.has_errors(), "{text}: {:?}", read.diagnostics);
    read.template.resources[0].properties[0].1.clone()
}

#[test]
fn functions_have_one_form_in_three_notations() {
    let value = property(&json(r#""P": {"Fn::GetAtt": ["B", "Arn"]}"#));
    assert_eq!(value, Value::attribute("B", "Arn"));
    for text in ["P: !GetAtt B.Arn", "P: !GetAtt [B, Arn]", "P:\n  Fn::GetAtt: B.Arn", "P: {Fn::GetAtt: [B, Arn]}"] {
        assert_eq!(property(&yaml(text)), value, "{text}");
    }
    assert_eq!(property(&yaml("P: !GetAtt B.Outputs.Url")), Value::attribute("B", "Outputs.Url"));
    assert_eq!(property(&yaml("P: !Ref 12")), Value::reference("12"));
    assert_eq!(property(&yaml("P: !Sub ''")), Value::sub(""));
    assert_eq!(property(&yaml("P: !GetAZs")), Value::Intrinsic("Fn::GetAZs", Box::new(Value::text(""))));
}

#[test]
fn a_malformed_function_is_kept() {
    let list = || Box::new(Value::list([Value::text("a")]));
    assert_eq!(property(&yaml("P: !Ref [a]")), Value::Intrinsic("Ref", list()));
    assert_eq!(property(&json(r#""P": {"Fn::GetAtt": ["a"]}"#)), Value::Intrinsic("Fn::GetAtt", list()));
    let map = Value::map([("Ref", Value::text("a")), ("Other", Value::Int(1))]);
    assert_eq!(property(&yaml("P: {Ref: a, Other: 1}")), map);
}

#[test]
fn a_condition_is_a_function_among_conditions_only() {
    let policy = property(&yaml("P:\n  Condition: {Bool: {x: true}}"));
    assert!(matches!(&policy, Value::Map(entries) if entries[0].0 == "Condition"), "{policy:?}");
    let source = source("Conditions:\n  A: !Not [Condition: B]\nResources:\n  A: {Type: T}\n");
    let read = read(&source);
    let Value::Intrinsic("Fn::Not", list) = &read.template.conditions[0].1 else { panic!("{:?}", read.template) };
    assert_eq!(**list, Value::list([Value::Intrinsic("Condition", Box::new(Value::text("B")))]));
}

#[test]
fn one_way_leads_through_every_notation() {
    for text in [json(r#""P": [1, {"Fn::Sub": "가😀${A}"}]"#), yaml("P:\n  - 1\n  - !Sub \"가😀${A}\"")] {
        let source = source(text.replace("\"Type\"", "\r\n\"Type\""));
        let read = read(&source);
        let way = ["Resources", "A", "Properties", "P"].map(Step::Key);
        let list = read.places.walk(way).expect("the property has a place");
        assert_eq!(source.slice(list.key_span).trim_matches('"'), "P");
        let call = list.item(1).expect("the second item");
        let argument = call.child("Fn::Sub").expect("its argument");
        assert_eq!(source.slice(argument.span), "\"가😀${A}\"");
        assert!(source.slice(argument.key_span).contains("Sub") && source.slice(call.span).contains("${A}"));
        assert_eq!(read.places.nearest(way.into_iter().chain([Step::Key("Q")])), list);
        assert_eq!((list.child("P"), call.item(0)), (None, None));
    }
}

#[test]
fn a_mark_in_front_is_no_part_of_the_text() {
    for text in [json(r#""P": 1"#), yaml("P: 1")] {
        let source = source(format!("\u{feff}{text}"));
        let read = read(&source);
        assert_eq!((read.diagnostics.len(), read.template.resources.len()), (0, 1), "{:?}", read.diagnostics);
        let kind = read.places.walk(["Resources", "A", "Type"].map(Step::Key)).expect("the type has a place");
        assert_eq!(source.slice(kind.span).trim_matches('"'), "T");
    }
}

#[test]
fn each_mistake_in_json_is_said_once_and_reading_goes_on() {
    for (text, place) in [
        (r#""P": 1,"#, ","),
        (r#""P": 1,, "Q": 2"#, ","),
        (r#""P": 1 "Q": 2"#, "\""),
        (r#""P" 1"#, "1"),
        (r#""P": "#, "}"),
        ("P: 1", "P"),
        ("'P': 1", "'P'"),
        (r#""P": NaN"#, "NaN"),
        (r#""P": True"#, "True"),
        (r#""P": 01"#, "01"),
        (r#""P": 1e999"#, "1e999"),
        (r#""P": "\q""#, "\\q"),
        (r#""P": "\ud800""#, "\\ud800"),
        ("\"P\": \"a\tb\"", "\t"),
        ("/* why */ \"P\": 1", "/* why */"),
        ("\"P\":\u{a0}1", "\u{a0}"),
        (r#""P": [1"#, "}"),
    ] {
        let text = json(text);
        one(&text, "invalid-json", place);
        let source = source(text);
        assert_eq!(read(&source).template.resources[0].kind, "T", "{}", source.text());
    }
    one("{\"Resources\": {\"A\": {\"Type\": \"T", "invalid-json", "\"T");
    one("// why\n{\"Resources\": {\"A\": {\"Type\": \"T\"}}}", "invalid-json", "// why");
    one("{\"Resources\": {\"A\": {\"Type\": \"T\"}}} x", "invalid-json", "x");
}

#[test]
fn a_mistake_in_yaml_keeps_what_stands_before() {
    for (text, place) in [
        ("P: @a", "@"),
        ("P: a: b", ":"),
        ("P: \"a", "\""),
        ("P:\n\tQ: 1", "Q"),
        ("P: !Base64 !Sub a", "!"),
        ("P: {{ Name }}", "{ Name }"),
    ] {
        let text = yaml(text);
        let problems = found(&text);
        assert_eq!(problems.first().map(|(code, _)| *code), Some("invalid-yaml"), "{text}: {problems:?}");
        assert_eq!(problems[0].1, place, "{text}");
        let source = source(text);
        assert_eq!(read(&source).template.resources[0].kind, "T", "{}", source.text());
    }
}

#[test]
fn a_template_is_one_document() {
    let twice = format!("{}---\n{}", yaml("P: 1"), yaml("P: 2"));
    one(&twice, "invalid-yaml", "---");
    assert_eq!(found(&format!("---\n{}...\n", yaml("P: 1"))), []);
}

#[test]
fn the_shape_of_a_template_is_checked() {
    one("", "no-resources", "");
    one("# nothing\n", "no-resources", "");
    one("Resources: {}\n", "no-resources", "Resources");
    one("Description: d\n", "no-resources", "Description");
    one("[]", "invalid-template", "[]");
    one("Resources: [a]\n", "invalid-template", "[a]");
    one("Resources:\n", "null-value", "Resources");
    one("Resources: {A: x}\n", "invalid-template", "x");
    one("Resources: {A: {Properties: {}}}\n", "invalid-template", "A");
    one("AWSTemplateFormatVersion: 2010-09-10\nResources: {A: {Type: T}}\n", "invalid-template", "2010-09-10");
    one("Resources: {A-b: {Type: T}}\n", "invalid-logical-id", "A-b");
    one("Resource: {A: {Type: T}}\nResources: {A: {Type: T}}\n", "unknown-section", "Resource");
    one("Resources: {A: {Type: T, DependOn: B}}\n", "unknown-resource-attribute", "DependOn");
    one(&yaml("P:"), "null-value", "P");
    one(&yaml("P: [1, null]"), "null-value", "null");
    one(&yaml("P: 1\nP: 2"), "duplicate-key", "P");
    one(&json(r#""P": 1, "P": 2"#), "duplicate-key", "\"P\"");
    one(&yaml("P: !ref a"), "unknown-tag", "!ref");
    one(&yaml("P: {Fn::Iff: a}"), "unknown-function", "Fn::Iff");
    assert_eq!(found("AWSTemplateFormatVersion: 2010-09-09\nResources: {A: {Type: T, Metadata: {a: null}}}\n"), []);
}

#[test]
fn sam_and_macros_have_more_than_others() {
    let globals =
        "Globals: {Function: {Timeout: 3}}\nResources: {A: {Type: T, Connectors: {}}, B: &b {Type: T}, C: *b}\n";
    assert_eq!(found(&format!("Transform: AWS::Serverless-2016-10-31\n{globals}")), []);
    let codes: Vec<_> = found(globals).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["unknown-section", "unknown-resource-attribute", "yaml-alias"]);
    assert_eq!(found("Transform: [Own]\nMore: 1\nResources: {A-b: {Kind: T, Fn::Own: 1}}\n"), []);
}

#[test]
fn loops_and_includes_stand_in_the_place_of_resources() {
    let text = "Resources:\n  Fn::ForEach::Each:\n    - X\n    - [a]\n    - A${X}: {Type: T}\n  Fn::Transform:\n    Name: AWS::Include\n";
    let source = source(text);
    let read = read(&source);
    assert_eq!(read.diagnostics, []);
    let [each, include] = read.template.resources.as_slice() else { panic!("{:?}", read.template) };
    assert!(matches!(each.each(), Some(Value::List(items)) if items.len() == 3));
    assert!(!include.is_resource() && include.each().is_none());
    let mut yaml = Vec::new();
    crate::template::yaml(&read.template, &mut yaml).expect("a vector takes everything");
    let again = Source::new("again", String::from_utf8(yaml).expect("a template is UTF-8"));
    assert_eq!(super::read(&again).template, read.template);
}

#[test]
fn aliases_and_merges_are_written_out() {
    let text = yaml("P: &p {a: 1, b: &x word}\nQ: {<<: *p, b: *x, c: 3}\n*x : 1");
    let source = source(text);
    let read = read(&source);
    assert!(read.diagnostics.iter().all(|problem| problem.code == "yaml-alias" && !problem.is_error()));
    let merged = Value::map([("b", Value::text("word")), ("c", Value::Int(3)), ("a", Value::Int(1))]);
    assert_eq!(read.template.resources[0].properties[1].1, merged);
    assert_eq!(read.template.resources[0].properties[2].0, "word");
    for text in ["P: *nothing", "P: &p [*p]", "P: {<<: 1}"] {
        let found = found(&yaml(text));
        assert!(found.iter().all(|(code, _)| *code == "yaml-alias") && !found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn no_text_is_too_much() {
    let bomb = (1..30).map(|at| format!("a{at}: &a{at} [{}]\n", format!("*a{}, ", at - 1).repeat(10)));
    let bomb = format!("a0: &a0 [x]\n{}", bomb.collect::<String>());
    let anchors = (0..120).map(|at| format!("&b{at} [")).collect::<String>() + &"x, ".repeat(20_000) + &"]".repeat(120);
    for (text, code) in [
        ("[".repeat(1 << 20), "nested-too-deeply"),
        ("{\"a\":".repeat(100_000), "nested-too-deeply"),
        ("- ".repeat(100_000), "nested-too-deeply"),
        (format!("a: {}", "[".repeat(100_000)), "nested-too-deeply"),
        (format!("a: {}", "- !Join\n".repeat(2)) + &"? ".repeat(100_000), "invalid-yaml"),
        (bomb, "file-too-large"),
        (anchors, "file-too-large"),
        ("- a\n".repeat(problems::MOST_VALUES + 1), "file-too-large"),
        (" ".repeat(MOST_BYTES + 1), "file-too-large"),
        ("\"".repeat(1 << 16), "invalid-yaml"),
        ("{".to_owned() + &",".repeat(1 << 16), "invalid-json"),
    ] {
        let codes: Vec<_> = found(&text).into_iter().map(|(code, _)| code).collect();
        assert!(codes.contains(&code), "{}: {codes:?}", &text[..20]);
    }
}
