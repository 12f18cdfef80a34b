//! Text is data: whatever a source says in a text, CloudFormation gives the same text back.

mod evaluate;
mod texts;

use evaluate::{DEPLOYED, evaluate};
use infrac::source::Texts;
use infrac::{Source, compile, template};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value as Json;
use std::sync::Arc;

/// Places of an expression, which stands for `@`; each with the way to it in the template, and what stands around it.
const PLACES: &[(&str, &str, &str)] = &[
    ("AWS::SSM::Parameter plain < Type = \"String\", Value = @ >", "/Resources/Plain/Properties/Value", "@"),
    (
        "Custom::Thing list < ServiceToken = \"arn:aws:sns:us-east-1:123456789012:a\", Items = [@] >",
        "/Resources/List/Properties/Items/0",
        "@",
    ),
    (
        "Custom::Thing map < ServiceToken = \"arn:aws:sns:us-east-1:123456789012:a\", Items = < a = < b = @ > > >",
        "/Resources/Map/Properties/Items/a/b",
        "@",
    ),
    (
        "AWS::SNS::Topic raw-tags < Tags = [< Key = \"k\", Value = @ >] >",
        "/Resources/RawTags/Properties/Tags/0/Value",
        "@",
    ),
    ("AWS::SNS::Topic meta < metadata = < a = @ > >", "/Resources/Meta/Metadata/a", "@"),
    (
        "AWS::IAM::ManagedPolicy policy < PolicyDocument = < Version = \"2012-10-17\", Statement = [< Effect = \"Allow\", Action = \"s3:*\", Resource = \"*\", Condition = < StringEquals = < \"aws:PrincipalTag/a\" = @ > > >] > >",
        "/Resources/Policy/Properties/PolicyDocument/Statement/0/Condition/StringEquals/aws:PrincipalTag~1a",
        "@",
    ),
    (
        "AWS::SSM::Parameter encoded < Type = \"String\", Value = base64(@) >",
        "/Resources/Encoded/Properties/Value",
        "base64 of @",
    ),
    (
        "AWS::SSM::Parameter inside < Type = \"String\", Value = \"<${@}>\" >",
        "/Resources/Inside/Properties/Value",
        "<@>",
    ),
    (
        "AWS::SSM::Parameter joined < Type = \"String\", Value = join(\"-\", [\"a\", @, \"b\"]) >",
        "/Resources/Joined/Properties/Value",
        "a-@-b",
    ),
    (
        "AWS::SSM::Parameter own < Type = \"String\", Value = sub(\"<${It}>\", < It = @ >) >",
        "/Resources/Own/Properties/Value",
        "<@>",
    ),
    (
        "AWS::SSM::Parameter chosen < Type = \"String\", Value = if p == \"y\" then @ else \"no\" >",
        "/Resources/Chosen/Properties/Value",
        "@",
    ),
    ("bucket my-uploads-2026 as uploads < tags = < a = @ > >", "/Resources/Uploads/Properties/Tags/0/Value", "@"),
    (
        "instance web01 < image = ami-0123456789abcdef0, type = t3.micro, name = @, user_data = \"#!/bin/sh\\n${@}\" >",
        "/Resources/Web01/Properties/UserData",
        "base64 of #!/bin/sh\n@",
    ),
    ("", "/Resources/Web01/Properties/Tags/0/Value", "@"),
    ("output shown = @", "/Outputs/Shown/Value", "@"),
];

/// Places that take a text which is known at build only.
const KNOWN_PLACES: &[(&str, &str)] = &[
    ("output known = \"x\" < description = @ >", "/Outputs/Known/Description"),
    ("param q: string = @ < description = @, allowed = [@], constraint = @ >", "/Parameters/Q/Default"),
    ("", "/Parameters/Q/Description"),
    ("", "/Parameters/Q/AllowedValues/0"),
    ("", "/Parameters/Q/ConstraintDescription"),
    ("stack s < description = @, metadata = < a = @ > >", "/Description"),
    ("", "/Metadata/a"),
];

/// The template of a program that can read a text from a file; or the codes of what is wrong.
fn built(program: &str, file: &str) -> Result<Json, Vec<&'static str>> {
    let files: Texts = [("text.txt", file)].into_iter().collect();
    let source = Source::new("main.infra", program).with_files("main.infra", Arc::new(files));
    let compiled = compile(&source);
    if compiled.has_errors() {
        let errors = compiled.diagnostics.iter().filter(|found| found.is_error());
        return Err(errors.map(|found| found.code).collect());
    }
    let mut json = Vec::new();
    template::json(&compiled.template, &mut json).expect("a vector takes everything");
    Ok(serde_json::from_slice(&json).expect("a template is JSON"))
}

/// A program with an expression in every place that it can stand in.
fn program(lets: &str, expression: &str, known: bool) -> String {
    let known_places = KNOWN_PLACES.iter().filter(|_| known).map(|(place, _)| place);
    let places = PLACES.iter().map(|(place, _, _)| place).chain(known_places);
    let statements = places.map(|place| place.replace('@', expression)).collect::<Vec<_>>().join("\n");
    format!("param p: string = \"{DEPLOYED}\"\n{lets}\n{statements}\n")
}

fn check(text: &str, lets: &str, expression: &str, known: bool) {
    let expected = if known { text.to_owned() } else { format!("{text}{DEPLOYED}") };
    let program = program(lets, expression, known);
    let built = built(&program, text).unwrap_or_else(|codes| panic!("{codes:?}: {lets} {expression}"));
    let known_places = KNOWN_PLACES.iter().filter(|_| known).map(|(_, way)| (*way, "@"));
    for (way, around) in PLACES.iter().map(|(_, way, around)| (*way, *around)).chain(known_places) {
        let value = built.pointer(way).unwrap_or_else(|| panic!("no {way}: {lets} {expression}"));
        let wanted = around.replace('@', &expected);
        assert_eq!(evaluate(value), Json::String(wanted), "{way}: {lets} {expression}: {value}");
    }
}

#[test]
fn a_text_comes_out_as_it_went_in() {
    for text in texts::HOSTILE {
        for (lets, expression, deployed) in texts::expressions(text) {
            check(text, &lets, &expression, !deployed);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 100, ..ProptestConfig::default() })]

    /// The pieces that substitutions are made of, in any order, cut anywhere.
    #[test]
    fn no_order_of_pieces_becomes_a_substitution(pieces in vec(select(texts::PIECES), 0..12), at in any::<Index>()) {
        let text = pieces.concat();
        prop_assume!(!text.contains("{{resolve:"));
        let at = at.index(text.len() + 1);
        let (one, other) = text.split_at(at);
        let lets = format!("let x = \"{}\"\nlet y = \"{}\"", texts::escaped(one), texts::escaped(other));
        check(&text, &lets, "\"${x}${y}\"", true);
        check(&text, &lets, "\"${x}${join(\"\", [y, p])}\"", false);
        check(&text, &lets, "sub(\"${x}${own}\", < own = \"${y}${p}\" >)", false);
    }
}

#[test]
fn what_cloudformation_would_resolve_is_refused_everywhere() {
    for text in texts::RESOLVED {
        for (lets, expression, deployed) in texts::expressions(text) {
            let places = PLACES.iter().map(|(place, _, _)| *place);
            let known = KNOWN_PLACES.iter().filter(|_| !deployed).map(|(place, _)| *place);
            for place in places.chain(known).filter(|place| !place.is_empty()) {
                let statement = place.replace('@', &expression);
                let source = format!("param p: string = \"\"\n{lets}\nAWS::SNS::Topic news\n{statement}\n");
                let codes = built(&source, text).expect_err(&source);
                assert!(codes.contains(&"dynamic-reference"), "{codes:?}: {source}");
            }
        }
    }
}

/// Keys and names take a text as it is written.
#[test]
fn keys_and_names_stay_as_they_are() {
    for text in texts::HOSTILE.iter().filter(|text| !text.is_empty()) {
        let key = texts::escaped(text);
        let source = format!(
            "AWS::SNS::Topic keys < metadata = < a = < \"{key}\" = 1, other = 2 > > >\nAWS::SSM::Parameter tags < Type = \"String\", Value = \"x\", Tags = < \"{key}\" = \"v\", other = \"w\" > >"
        );
        match built(&source, text) {
            Ok(built) => {
                for way in ["/Resources/Keys/Metadata/a", "/Resources/Tags/Properties/Tags"] {
                    let map =
                        built.pointer(way).and_then(Json::as_object).unwrap_or_else(|| panic!("no {way}: {source}"));
                    assert!(map.contains_key(*text), "{way}: {text:?} is not among {:?}", map.keys());
                }
            }
            Err(codes) => assert_eq!(codes[0], "function-as-key", "{source}"),
        }
        // The name of an export is refused, or stays as it is.
        let source = format!("AWS::SNS::Topic news\noutput shown = \"x\" < export = \"{key}\" >");
        if let Ok(built) = built(&source, text) {
            let name = built.pointer("/Outputs/Shown/Export/Name").map(evaluate);
            assert_eq!(name, Some(Json::String((*text).to_owned())), "{source}");
        }
        // A quoted name has no escapes.
        if key == *text && !text.trim().is_empty() {
            let source = format!("instance \"{text}\" as web < image = ami-0123456789abcdef0, type = t3.micro >");
            let built = built(&source, text).unwrap_or_else(|codes| panic!("{codes:?}: {source}"));
            let name = built.pointer("/Resources/Web/Properties/Tags/0/Value").map(evaluate);
            assert_eq!(name, Some(Json::String((*text).to_owned())), "{source}");
        }
    }
}
