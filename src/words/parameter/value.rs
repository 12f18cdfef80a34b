//! What a parameter holds.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::template::Value;

/// Characters of a value, unless the tier says otherwise. From the page "Managing parameter tiers" of the AWS Systems
/// Manager User Guide.
const LONGEST: usize = 4_096;

/// The type of a value, and the text that holds it; what is wrong with it is said.
pub fn of<'a>(
    declaration: &Declaration<'a>,
    given: &Value<'a>,
    to: &mut Lowering<'_, 'a>,
) -> (&'static str, Option<Value<'a>>) {
    let span = declaration.entries.setting("value").map_or(declaration.name.span, |setting| setting.span);
    let is_list = is_list(given, to);
    let mut problem = None;
    let text = given.changed(&mut |value| match text(value, is_list) {
        Ok(text) => Some(text),
        Err(why) => {
            problem = Some(why);
            None
        }
    });
    if let Some(why) = problem {
        to.report(
            Diagnostic::error("wrong-type", "expected a text or a list of texts")
                .label(span, why)
                .help("write for example: value = \"info\", or: value = [\"a\", \"b\"]"),
        );
    } else if let Some(Value::Text(text)) = &text {
        check_length(declaration, text, span, to);
    }
    (if is_list { "StringList" } else { "String" }, text)
}

/// Whether a value is a list, also one that is asked for.
fn is_list(value: &Value<'_>, to: &Lowering<'_, '_>) -> bool {
    match value {
        Value::List(_) => true,
        Value::Ref(id) => to.stack.inputs.iter().any(|input| input.id == *id && input.kind.is_list()),
        Value::Intrinsic("Fn::Split" | "Fn::GetAZs" | "Fn::Cidr", _) => true,
        _ => value.chosen().is_some_and(|(_, then, otherwise)| is_list(then, to) || is_list(otherwise, to)),
    }
}

/// The text of a value; that of a list has commas between.
fn text<'a>(value: &Value<'a>, is_list: bool) -> Result<Value<'a>, &'static str> {
    match value {
        Value::List(items) => {
            let items: Vec<Value<'a>> = items.iter().map(item).collect::<Result<_, _>>()?;
            Ok(joined(Value::list(items)))
        }
        // A list that only the deploy knows.
        Value::Ref(_) | Value::Intrinsic(..) if is_list => Ok(joined(value.clone())),
        value => single(value),
    }
}

fn item<'a>(value: &Value<'a>) -> Result<Value<'a>, &'static str> {
    match single(value)? {
        Value::Text(text) if text.contains(',') => Err("an item with a comma would be two"),
        value => Ok(value),
    }
}

/// One text. Parameters hold nothing else.
fn single<'a>(value: &Value<'a>) -> Result<Value<'a>, &'static str> {
    Ok(match value {
        Value::Int(number) => Value::text(number.to_string()),
        Value::Float(number) => Value::text(number.to_string()),
        Value::Bool(on) => Value::text(if *on { "true" } else { "false" }),
        Value::Map(_) | Value::Null => return Err("a map"),
        Value::List(_) => return Err("a list in a list"),
        other => other.clone(),
    })
}

/// The items of a list with commas between; where all are known, at once.
fn joined(list: Value<'_>) -> Value<'_> {
    if let Value::List(items) = &list {
        let known: Option<Vec<&str>> =
            items.iter().map(|item| if let Value::Text(text) = item { Some(text.as_ref()) } else { None }).collect();
        if let Some(known) = known {
            return Value::text(known.join(","));
        }
    }
    Value::Intrinsic("Fn::Join", Box::new(Value::list([Value::text(","), list])))
}

fn check_length(declaration: &Declaration<'_>, text: &str, span: Span, to: &mut Lowering<'_, '_>) {
    let length = text.chars().count();
    if declaration.entries.property("Tier").is_some() || (1..=LONGEST).contains(&length) {
        return;
    }
    let message = format!("a parameter holds 1 to {LONGEST} characters, found {length}");
    let problem = Diagnostic::error("out-of-range", message);
    to.report(match length {
        0 => problem.label(span, "empty").help("leave the parameter out, or say what it holds"),
        _ => {
            problem.label(span, "too long").help("a larger one costs money: Tier = \"Advanced\" takes 8,192 characters")
        }
    });
}
