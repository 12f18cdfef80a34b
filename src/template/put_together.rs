//! A text put together of pieces, some of which only the deploy knows: the smallest value that gives it.
//!
//! Text stays text whatever it says. A piece that `Fn::Sub` has no sure form for makes an `Fn::Join` of the whole.

use super::substitution::{self, Part};
use super::{Text, Value, has_dynamic_reference};

/// What is refused: a text in which CloudFormation would resolve something.
#[derive(Debug, PartialEq, Eq)]
pub struct LiteralReference(pub String);

/// The text that the pieces make, one behind the other.
pub fn put_together<'a>(pieces: Vec<Value<'a>>) -> Result<Value<'a>, LiteralReference> {
    let mut pieces = prepared(pieces)?;
    if pieces.len() < 2 {
        return Ok(pieces.pop().unwrap_or(Value::text("")));
    }
    Ok(match substituted(&pieces) {
        Some(text) => Value::sub(text),
        None => Value::Intrinsic("Fn::Join", Box::new(Value::list([Value::text(""), Value::list(grouped(pieces))]))),
    })
}

/// The items of a join: what `Fn::Sub` has forms for is one item wherever it stands side by side.
fn grouped<'a>(pieces: Vec<Value<'a>>) -> Vec<Value<'a>> {
    let mut groups: Vec<Vec<Value<'a>>> = Vec::with_capacity(pieces.len());
    let mut before = false;
    for piece in pieces {
        let has_form = substituted(std::slice::from_ref(&piece)).is_some();
        match groups.last_mut() {
            Some(last) if before && has_form => last.push(piece),
            _ => groups.push(vec![piece]),
        }
        before = has_form;
    }
    let one = |group: Vec<Value<'a>>| match (group.len(), substituted(&group)) {
        (2.., Some(text)) => vec![Value::sub(text)],
        (_, _) => group,
    };
    groups.into_iter().flat_map(one).collect()
}

/// The same as the text of an `Fn::Sub`, where each piece has a form in one.
pub fn substitution<'a>(pieces: Vec<Value<'a>>) -> Result<Option<String>, LiteralReference> {
    Ok(substituted(&prepared(pieces)?))
}

fn prepared<'a>(pieces: Vec<Value<'a>>) -> Result<Vec<Value<'a>>, LiteralReference> {
    let mut pieces: Vec<Value<'a>> = pieces.into_iter().filter(|piece| !is_empty(piece)).collect();
    if pieces.len() > 1 {
        let mut flat = Vec::with_capacity(pieces.len());
        pieces.into_iter().for_each(|piece| flatten(piece, &mut flat));
        pieces = flat;
    }
    let refused = pieces.iter().find_map(|piece| match piece {
        Value::Text(text) if has_dynamic_reference(text) => Some(LiteralReference(text.to_string())),
        _ => None,
    });
    refused.map_or_else(|| Ok(merged(pieces)), Err)
}

fn is_empty(piece: &Value<'_>) -> bool {
    matches!(piece, Value::Text(text) | Value::Dynamic(text) if text.is_empty())
}

/// Takes a text out of the functions that put it together. Adjacent texts become one.
fn flatten<'a>(piece: Value<'a>, into: &mut Vec<Value<'a>>) {
    match (piece, into.last_mut()) {
        (Value::Text(text), Some(Value::Text(last))) => last.to_mut().push_str(&text),
        (Value::Sub(text), _) => taken_apart(&text, into),
        (Value::Intrinsic("Fn::Join", argument), _) => match joined(&argument) {
            Some((separator, items)) => {
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        flatten(Value::Text(separator.clone()), into);
                    }
                    flatten(item.clone(), into);
                }
            }
            None => into.push(Value::Intrinsic("Fn::Join", argument)),
        },
        (piece, _) => into.push(piece),
    }
}

/// The separator and the items of an `Fn::Join`, where each item is a text for sure.
fn joined<'v, 'a>(argument: &'v Value<'a>) -> Option<(&'v Text<'a>, &'v [Value<'a>])> {
    let Value::List(parts) = argument else { return None };
    let [Value::Text(separator), Value::List(items)] = &**parts else { return None };
    let is_text = |item: &Value<'_>| match item {
        // It takes its item away, and the separator with it.
        Value::Ref(id) => id != "AWS::NoValue",
        _ => matches!(item, Value::Text(_) | Value::Dynamic(_) | Value::GetAtt(_) | Value::Sub(_)),
    };
    // Without a separator nothing is between them whatever they are.
    (separator.is_empty() || items.iter().all(is_text)).then_some((separator, &**items))
}

/// The pieces of an `Fn::Sub`.
fn taken_apart<'a>(text: &str, into: &mut Vec<Value<'a>>) {
    // What stands around a name in a dynamic reference is part of it.
    let dynamic = has_dynamic_reference(text);
    let literal = |text: String| if dynamic { Value::Dynamic(text.into()) } else { Value::text(text) };
    for part in substitution::parts(text) {
        let piece = match part {
            Part::Text(text) => literal(text.to_owned()),
            Part::Literal(inside) => literal(format!("${{{inside}}}")),
            Part::Name(name) => match name.split_once('.') {
                Some((id, attribute)) => Value::attribute(id.to_owned(), attribute.to_owned()),
                None => Value::reference(name.to_owned()),
            },
        };
        flatten(piece, into);
    }
}

/// What is known, as one piece wherever it stands side by side.
fn merged<'a>(pieces: Vec<Value<'a>>) -> Vec<Value<'a>> {
    let mut merged: Vec<Value<'a>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (piece, merged.last_mut()) {
            (Value::Text(text) | Value::Dynamic(text), Some(Value::Dynamic(last))) => last.to_mut().push_str(&text),
            (Value::Text(text), Some(Value::Text(last))) => last.to_mut().push_str(&text),
            (Value::Dynamic(text), Some(last @ Value::Text(_))) => {
                let Value::Text(before) = std::mem::replace(last, Value::Null) else { continue };
                *last = Value::Dynamic(before + text);
            }
            (piece, _) => merged.push(piece),
        }
    }
    merged
}

/// The text of an `Fn::Sub`, if every piece has a form in one.
fn substituted(pieces: &[Value<'_>]) -> Option<String> {
    let mut whole = String::new();
    for piece in pieces {
        match piece {
            Value::Text(text) | Value::Dynamic(text) => whole.push_str(&substitution::escaped(text)?),
            Value::Ref(id) if is_name(id, ":") => whole.extend(["${", id.as_ref(), "}"]),
            Value::GetAtt(target) if is_name(&target.0, "") && is_name(&target.1, ".") => {
                whole.extend(["${", target.0.as_ref(), ".", target.1.as_ref(), "}"]);
            }
            _ => return None,
        }
    }
    Some(whole)
}

/// Whether `Fn::Sub` takes a name: letters, digits, underscores, and what is meant to be in it.
fn is_name(name: &str, also: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || also.contains(c)) && name != "AWS::NoValue"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region<'a>() -> Value<'a> {
        Value::reference("AWS::Region")
    }

    fn join<'a>(separator: &'static str, items: impl Into<Vec<Value<'a>>>) -> Value<'a> {
        Value::Intrinsic("Fn::Join", Box::new(Value::list([Value::text(separator), Value::list(items)])))
    }

    fn made<'a>(pieces: impl Into<Vec<Value<'a>>>) -> Value<'a> {
        put_together(pieces.into()).expect("nothing in it is resolved")
    }

    #[test]
    fn what_is_known_is_a_text_and_one_reference_stays_one() {
        assert_eq!(made([]), Value::text(""));
        assert_eq!(made([Value::text("a"), Value::text(""), Value::text("b")]), Value::text("ab"));
        assert_eq!(made([Value::text(""), region()]), region());
        assert_eq!(made([Value::attribute("A", "Arn")]), Value::attribute("A", "Arn"));
    }

    #[test]
    fn text_stays_text_wherever_it_is_cut() {
        let cut = [Value::text("$"), Value::text("{A} "), region()];
        assert_eq!(made(cut), Value::sub("${!A} ${AWS::Region}"));
        let inside = [Value::sub("${B}$"), Value::text("{A}")];
        assert_eq!(made(inside), Value::sub("${B}${!A}"));
        let between = [join("$", [region(), Value::text("{A}")]), Value::text("x")];
        assert_eq!(made(between), Value::sub("${AWS::Region}${!A}x"));
    }

    #[test]
    fn a_join_takes_what_has_no_form_in_a_substitution() {
        for text in ["${A:-${B}}", "${", "${!x}"] {
            assert_eq!(made([Value::text(text), region()]), join("", [Value::text(text), region()]), "{text}");
        }
        let other = Value::Intrinsic("Fn::ImportValue", Box::new(Value::text("a")));
        assert_eq!(
            made([other.clone(), Value::text("b"), Value::text("c")]),
            join("", [other.clone(), Value::text("bc")])
        );
        let between = [Value::text("a"), region(), other.clone(), region(), Value::text("b")];
        let grouped = [Value::sub("a${AWS::Region}"), other.clone(), Value::sub("${AWS::Region}b")];
        assert_eq!(made(between.clone()), join("", grouped.clone()));
        assert_eq!(made([made(between), other.clone()]), join("", [&grouped[..], &[other]].concat()));
        let attribute = Value::attribute("A", "display name");
        assert_eq!(made([attribute.clone(), region()]), join("", [attribute, region()]));
        let nothing = Value::reference("AWS::NoValue");
        assert_eq!(made([nothing.clone(), region()]), join("", [nothing, region()]));
    }

    #[test]
    fn functions_of_texts_become_one() {
        let path = join("/", [region(), Value::sub("x-${A.Arn}")]);
        assert_eq!(made([path.clone(), Value::text("!")]), Value::sub("${AWS::Region}/x-${A.Arn}!"));
        assert_eq!(made([path.clone()]), path);
    }

    #[test]
    fn only_what_is_meant_is_resolved() {
        let secret = || Value::Dynamic("{{resolve:ssm:a}}".into());
        assert_eq!(made([Value::text("x"), secret(), Value::text("y")]), Value::Dynamic("x{{resolve:ssm:a}}y".into()));
        assert_eq!(made([secret(), region()]), Value::sub("{{resolve:ssm:a}}${AWS::Region}"));
        let by_name = Value::sub("{{resolve:ssm:${Name}}}");
        assert_eq!(made([by_name, Value::text("-x")]), Value::sub("{{resolve:ssm:${Name}}}-x"));
        for pieces in
            [vec![Value::text("{{res"), Value::text("olve:ssm:a}}")], vec![Value::text("{{resolve:"), region()]]
        {
            assert!(put_together(pieces).is_err());
        }
    }
}
