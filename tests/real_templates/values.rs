//! Values of a template as expressions.

use super::dynamic::{self, Piece, pieces};
use super::names::{Names, Refused};
use serde_json::{Map, Value as Json};
use std::fmt::Write as _;

/// Intrinsic functions that are given a list, with the language's names.
const LISTED: &[(&str, &str)] = &[
    ("Fn::Cidr", "cidrs"),
    ("Fn::Contains", "contains"),
    ("Fn::EachMemberEquals", "each_member_equals"),
    ("Fn::EachMemberIn", "each_member_in"),
    ("Fn::Join", "join"),
    ("Fn::Select", "select"),
    ("Fn::Split", "split"),
    ("Fn::ValueOf", "value_of"),
    ("Fn::ValueOfAll", "value_of_all"),
];
/// Those that are given one value.
const SINGLE: &[(&str, &str)] = &[
    ("Fn::Base64", "base64"),
    ("Fn::ImportValue", "import"),
    ("Fn::Length", "length"),
    ("Fn::RefAll", "ref_all"),
    ("Fn::ToJsonString", "json"),
];

/// An expression.
pub fn value(json: &Json, names: &Names<'_>) -> Result<String, Refused> {
    match json {
        Json::Null => Err("a value is null".to_owned()),
        Json::Bool(flag) => Ok(flag.to_string()),
        Json::Number(number) => match number.to_string() {
            plain if !plain.contains(['e', 'E']) => Ok(plain),
            other => Err(format!("the number {other}")),
        },
        Json::String(text) => text_of(text),
        Json::Array(items) => Ok(format!("[{}]", values(items, names)?.join(", "))),
        Json::Object(entries) => match entries.iter().next() {
            Some((name, argument)) if entries.len() == 1 && is_function(name) => function(name, argument, names),
            _ => map(entries, names),
        },
    }
}

/// A text with what it has of dynamic references.
fn text_of(text: &str) -> Result<String, Refused> {
    let found = pieces(text).ok_or_else(|| format!("the dynamic reference {text}"))?;
    match found.as_slice() {
        [Piece::Text("")] | [Piece::Text(_)] => Ok(quoted(text)),
        [Piece::Text(""), Piece::Reference(reference), Piece::Text("")] => Ok(call(reference, &quoted)),
        pieces => {
            let written = pieces.iter().map(|piece| match piece {
                Piece::Text(text) => inside(text),
                Piece::Reference(reference) => format!("${{{}}}", call(reference, &quoted)),
            });
            Ok(format!("\"{}\"", written.collect::<String>()))
        }
    }
}

/// The call that makes a dynamic reference.
fn call([service, name, key, version]: &[String; 4], text: &dyn Fn(&str) -> String) -> String {
    let function = if service == "secretsmanager" { "secret".to_owned() } else { service.replace('-', "_") };
    let mut call = format!("{function}({}", text(name));
    if !key.is_empty() {
        let _ = write!(call, ", {}", text(key));
    }
    if !version.is_empty() {
        let version = if service == "secretsmanager" { text(version) } else { version.clone() };
        let _ = write!(call, ", {version}");
    }
    call + ")"
}

fn values(items: &[Json], names: &Names<'_>) -> Result<Vec<String>, Refused> {
    items.iter().map(|item| value(item, names)).collect()
}

/// Whether a key is that of an intrinsic function.
pub fn is_function(name: &str) -> bool {
    name.starts_with("Fn::") || name == "Ref"
}

/// A map.
pub fn map(entries: &Map<String, Json>, names: &Names<'_>) -> Result<String, Refused> {
    let mut text = String::from("<\n");
    for (key, json) in entries {
        let bare = key.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && key.starts_with(|first: char| first.is_ascii_alphabetic());
        let key = if bare { key.clone() } else { quoted(key) };
        let _ = writeln!(text, "{key} = {}", value(json, names)?);
    }
    Ok(text + ">")
}

fn function(name: &str, argument: &Json, names: &Names<'_>) -> Result<String, Refused> {
    let list = argument.as_array().map(Vec::as_slice).unwrap_or_default();
    if let Some(text) = dynamic::joined(name, list) {
        return substitution(&text, None, names);
    }
    if let Some((_, ours)) = LISTED.iter().find(|(theirs, _)| *theirs == name) {
        return Ok(format!("{ours}({})", values(list, names)?.join(", ")));
    }
    if let Some((_, ours)) = SINGLE.iter().find(|(theirs, _)| *theirs == name) {
        return Ok(format!("{ours}({})", value(argument, names)?));
    }
    match (name, argument, list) {
        ("Ref", Json::String(id), _) => names.reference(id),
        ("Fn::GetAtt", _, [Json::String(id), attribute]) => get_att(id, attribute, names),
        ("Fn::Sub", Json::String(text), _) => substitution(text, None, names),
        ("Fn::Sub", _, [Json::String(text), Json::Object(given)]) => substitution(text, Some(given), names),
        ("Fn::GetAZs", Json::String(region), _) if region.is_empty() => Ok("zones()".to_owned()),
        ("Fn::GetAZs", region, _) => Ok(format!("zones({})", value(region, names)?)),
        ("Fn::If", _, [Json::String(condition), then, otherwise]) => {
            let condition = names.of("Conditions", condition)?;
            Ok(format!("(if {condition} then {} else {})", value(then, names)?, value(otherwise, names)?))
        }
        ("Fn::FindInMap", _, [Json::String(map), rest @ ..]) => find_in_map(map, rest, names),
        ("Fn::GetStackOutput", Json::Object(given), _) => {
            let given = ["StackName", "OutputName", "Region", "RoleArn"].iter().filter_map(|key| given.get(*key));
            Ok(format!("stack_output({})", values(&given.cloned().collect::<Vec<_>>(), names)?.join(", ")))
        }
        ("Fn::Transform", Json::Object(macros), _) => transform(macros, names),
        ("Fn::And" | "Fn::Or" | "Fn::Not" | "Fn::Equals", _, _) => test(name, list, names),
        _ => Err(format!("{name} {argument}")),
    }
}

/// A test: of a condition, or of a rule.
pub fn condition(json: &Json, names: &Names<'_>) -> Result<String, Refused> {
    match json.as_object().and_then(|entries| entries.iter().next()) {
        Some((name, Json::String(id))) if name == "Condition" => names.of("Conditions", id),
        Some((name, Json::Array(list))) => test(name, list, names),
        _ => value(json, names),
    }
}

fn test(name: &str, list: &[Json], names: &Names<'_>) -> Result<String, Refused> {
    let joined = |word: &str| {
        let tests: Result<Vec<_>, _> = list.iter().map(|one| condition(one, names)).collect();
        Ok(format!("({})", tests?.join(word)))
    };
    match (name, list) {
        ("Fn::And", _) => joined(" and "),
        ("Fn::Or", _) => joined(" or "),
        ("Fn::Not", [one]) => Ok(format!("(not ({}))", condition(one, names)?)),
        ("Fn::Equals", [left, right]) => Ok(format!("({} == {})", value(left, names)?, value(right, names)?)),
        _ => function(name, &Json::Array(list.to_vec()), names),
    }
}

fn get_att(id: &str, attribute: &Json, names: &Names<'_>) -> Result<String, Refused> {
    let resource = names.resource(id);
    match attribute {
        Json::String(name) if is_plain(name) && !resource.starts_with('"') => Ok(format!("{resource}.{name}")),
        other => Ok(format!("attribute({resource}, {})", value(other, names)?)),
    }
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn find_in_map(map: &str, rest: &[Json], names: &Names<'_>) -> Result<String, Refused> {
    let [key, inner, default @ ..] = rest else { return Err("Fn::FindInMap".to_owned()) };
    let mut arguments = vec![names.of("Mappings", map)?, value(key, names)?, value(inner, names)?];
    match default {
        [] => {}
        [Json::Object(default)] => arguments.push(value(&default["DefaultValue"], names)?),
        _ => return Err("Fn::FindInMap".to_owned()),
    }
    Ok(format!("lookup({})", arguments.join(", ")))
}

fn transform(macros: &Map<String, Json>, names: &Names<'_>) -> Result<String, Refused> {
    let name = value(macros.get("Name").unwrap_or(&Json::Null), names)?;
    match macros.get("Parameters") {
        Some(parameters) => Ok(format!("transform({name}, {})", value(parameters, names)?)),
        None => Ok(format!("transform({name})")),
    }
}

/// `Fn::Sub`, as the text that it is where it has no values of its own.
fn substitution(text: &str, given: Option<&Map<String, Json>>, names: &Names<'_>) -> Result<String, Refused> {
    let mut written = String::from("\"");
    for piece in pieces(text).ok_or_else(|| format!("the dynamic reference {text}"))? {
        match piece {
            Piece::Text(text) => substituted(text, given, names, &mut written)?,
            Piece::Reference(mut reference) => {
                for segment in &mut reference {
                    let mut text = String::new();
                    substituted(segment, given, names, &mut text)?;
                    *segment = text;
                }
                let _ = write!(written, "${{{}}}", call(&reference, &|text| format!("\"{text}\"")));
            }
        }
    }
    written.push('"');
    match given {
        Some(given) => Ok(format!("sub({written}, {})", map(given, names)?)),
        None => Ok(written),
    }
}

/// A text without dynamic references.
fn substituted(
    text: &str,
    given: Option<&Map<String, Json>>,
    names: &Names<'_>,
    written: &mut String,
) -> Result<(), Refused> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, behind) = after.split_once('}').ok_or_else(|| format!("Fn::Sub {text}"))?;
        escaped(before, written);
        // `$${` would be an escape.
        if written.ends_with('$') {
            written.pop();
            written.push_str("\\u{24}");
        }
        rest = behind;
        if let Some(literal) = name.strip_prefix('!') {
            written.push_str("$${");
            escaped(literal, written);
            written.push('}');
            continue;
        }
        let own = given.is_some_and(|given| given.contains_key(name));
        let name = match name.split_once('.') {
            _ if own && is_plain(&capitalised(name)) => name.to_owned(),
            Some((id, attribute)) if !own => get_att(id, &attribute.into(), names)?,
            None if !own => names.reference(name.trim())?,
            _ => return Err(format!("Fn::Sub {text}")),
        };
        let _ = write!(written, "${{{name}}}");
    }
    escaped(rest, written);
    Ok(())
}

fn capitalised(name: &str) -> String {
    name[..1.min(name.len())].to_uppercase() + name.get(1..).unwrap_or_default()
}

/// A text without its quotes.
fn inside(text: &str) -> String {
    let quoted = quoted(text);
    quoted[1..quoted.len() - 1].to_owned()
}

/// A text in quotes.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for (at, piece) in text.split("${").enumerate() {
        if at > 0 {
            if quoted.ends_with('$') {
                quoted.pop();
                quoted.push_str("\\u{24}");
            }
            quoted.push_str("$${");
        }
        escaped(piece, &mut quoted);
    }
    quoted + "\""
}

fn escaped(text: &str, quoted: &mut String) {
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            character
                if character.is_control() || "\u{feff}\u{200b}\u{200e}\u{200f}\u{2028}\u{2029}".contains(character) =>
            {
                let _ = write!(quoted, "\\u{{{:x}}}", u32::from(character));
            }
            character => quoted.push(character),
        }
    }
}
