//! What CloudFormation makes of a value, as AWS's pages on its functions say.

use serde_json::{Map, Value as Json};

/// The value of the parameter `P` and of every attribute.
pub const DEPLOYED: &str = "deployed";

/// A value with its functions worked out. What AWS does not say is a failure.
pub fn evaluate(value: &Json) -> Json {
    match value {
        Json::Array(items) => items.iter().map(evaluate).collect(),
        Json::Object(entries) => match entries.iter().next() {
            Some((name, argument)) if entries.len() == 1 && is_function(name) => function(name, argument),
            _ => {
                let misplaced = entries.keys().find(|key| is_function(key));
                assert_eq!(misplaced, None, "a function beside other keys");
                entries.iter().map(|(key, value)| (key.clone(), evaluate(value))).collect::<Map<_, _>>().into()
            }
        },
        Json::String(text) => {
            assert!(!text.contains("{{resolve:"), "resolved by CloudFormation: {text}");
            value.clone()
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => value.clone(),
    }
}

fn is_function(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}

fn function(name: &str, argument: &Json) -> Json {
    let list = argument.as_array().map(Vec::as_slice).unwrap_or_default();
    let text = match (name, argument, list) {
        ("Ref", Json::String(id), _) => referred(id),
        ("Fn::GetAtt", _, [Json::String(_), Json::String(_)]) => DEPLOYED.to_owned(),
        ("Fn::Sub", Json::String(text), _) => substituted(text, &Map::new()),
        ("Fn::Sub", _, [Json::String(text), Json::Object(own)]) => substituted(text, own),
        ("Fn::Join", _, [Json::String(separator), Json::Array(items)]) => {
            items.iter().map(text_of).collect::<Vec<_>>().join(separator)
        }
        ("Fn::Base64", _, _) => format!("base64 of {}", text_of(argument)),
        ("Fn::ToJsonString", _, _) => evaluate(argument).to_string(),
        ("Fn::If", _, [Json::String(_), then, _]) => text_of(then),
        _ => panic!("{name} of {argument}"),
    };
    // References are resolved in what the functions give, too.
    evaluate(&Json::String(text))
}

fn text_of(value: &Json) -> String {
    match evaluate(value) {
        Json::String(text) => text,
        other => panic!("not a text: {other}"),
    }
}

fn referred(id: &str) -> String {
    match id {
        "P" => DEPLOYED.to_owned(),
        "AWS::Region" | "AWS::AccountId" => panic!("nobody asked for {id}"),
        _ => id.to_owned(),
    }
}

/// `Fn::Sub`: `${Name}` is replaced, `${!Literal}` is `${Literal}`.
fn substituted(text: &str, own: &Map<String, Json>) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let (inside, behind) = after.split_once('}').unwrap_or_else(|| panic!("AWS does not say what this is: {text}"));
        assert!(!inside.is_empty() && !inside.contains(['{', '$']), "AWS does not say what this is: {text}");
        whole.push_str(before);
        rest = behind;
        match inside.strip_prefix('!') {
            Some(literal) => {
                assert!(!literal.is_empty() && !literal.starts_with('!'), "AWS does not say what this is: {text}");
                whole.push_str(&format!("${{{literal}}}"));
            }
            None => {
                let is_name = |c: char| c.is_ascii_alphanumeric() || "_.:".contains(c);
                assert!(inside.chars().all(is_name), "CloudFormation refuses this name: {text}");
                whole.push_str(&own.get(inside).map_or_else(|| named(inside), text_of));
            }
        }
    }
    whole + rest
}

fn named(name: &str) -> String {
    if name.contains('.') { DEPLOYED.to_owned() } else { referred(name) }
}
