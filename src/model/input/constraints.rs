//! What the body of a parameter says of its values: whether that makes sense, and whether a value is within it.

use super::check::Accepted;
use super::types::Form;
use crate::diagnostic::Diagnostic;
use crate::lower::MAX_PARAMETER_DESCRIPTION;
use crate::schema::pattern;
use crate::source::Span;
use crate::suggest;
use crate::template::Value;

/// Bytes of a value.
const LONGEST_VALUE: usize = 4_096;

/// Why a value that is known breaks a constraint.
///
/// From the page "CloudFormation template Parameters syntax" of the AWS CloudFormation User Guide; how long a value may
/// be is from "Understand CloudFormation quotas".
pub fn broken(of: Accepted<'_, '_>, value: &Value<'_>, span: Span) -> Option<Diagnostic> {
    let text = known_text(value)?;
    not_allowed(of, &text, span)
        .or_else(|| not_within(of, &text, span))
        .or_else(|| unlike_pattern(of, &text, span))
        .or_else(|| too_long(of, &text, span))
}

/// A value as CloudFormation compares it.
fn known_text(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.to_string()),
        Value::Int(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Bool(on) => Some(on.to_string()),
        Value::Null | Value::List(_) | Value::Map(_) => None,
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Dynamic(_) | Value::Intrinsic(..) => None,
    }
}

/// A value in a message, where that may be shown.
fn shown(of: Accepted<'_, '_>, text: &str) -> String {
    match (of.is_secret(), text) {
        (true, _) => "another value".to_owned(),
        (false, "") => "an empty text".to_owned(),
        (false, text) => format!("`{text}`"),
    }
}

fn not_allowed(of: Accepted<'_, '_>, text: &str, span: Span) -> Option<Diagnostic> {
    let setting = of.constraints.setting("allowed")?;
    let Some(Value::List(allowed)) = of.constraints.value("allowed") else { return None };
    let allowed: Vec<String> = allowed.iter().filter_map(known_text).collect();
    if allowed.is_empty() || allowed.iter().any(|one| one == text) {
        return None;
    }
    let all = suggest::one_of(allowed.iter().map(String::as_str));
    let message = match of.is_secret() {
        true => format!("this is none of the values that `{}` may have", of.name.text),
        false => format!("expected {all} for `{}`, found {}", of.name.text, shown(of, text)),
    };
    let problem = Diagnostic::error("unknown-value", message)
        .label(span, "not one of the allowed values")
        .label(setting.key, "they are listed here");
    Some(problem.help("give one of them, or add the value to `allowed`"))
}

fn not_within(of: Accepted<'_, '_>, text: &str, span: Span) -> Option<Diagnostic> {
    let is_number = of.kind.is_number();
    let found = match is_number {
        true => text.parse::<f64>().ok()?,
        false => text.chars().count() as f64,
    };
    let limit = |name| of.constraints.value(name).and_then(number);
    let (name, limit, than) = match (limit("min"), limit("max")) {
        (Some(least), _) if found < least => ("min", least, "at least"),
        (_, Some(most)) if found > most => ("max", most, "at most"),
        _ => return None,
    };
    let unit = if is_number { "" } else { " characters" };
    let said = of.constraints.setting(name)?;
    let message = format!("expected {than} {limit}{unit} for `{}`, found {found}", of.name.text);
    let problem = Diagnostic::error("out-of-range", message)
        .label(span, if name == "min" { "too little" } else { "too much" })
        .label(said.key, "the limit is set here");
    Some(problem.help("give a value within the limits, or change the limit"))
}

fn unlike_pattern(of: Accepted<'_, '_>, text: &str, span: Span) -> Option<Diagnostic> {
    let written = of.constraints.text("pattern")?;
    let setting = of.constraints.setting("pattern")?;
    // The pattern is one of the whole value.
    let whole = pattern::compile(&format!("^(?:{written})$"))?;
    if whole.is_match(text) {
        return None;
    }
    let message = format!("{} does not match the pattern of `{}`", shown(of, text), of.name.text);
    let problem = Diagnostic::error("invalid-form", message)
        .label(span, "does not match")
        .label(setting.span, "the pattern for the whole value");
    Some(problem.help("give a value that matches from its first to its last character, or change the pattern"))
}

fn too_long(of: Accepted<'_, '_>, text: &str, span: Span) -> Option<Diagnostic> {
    if text.len() <= LONGEST_VALUE {
        return None;
    }
    let message = format!("a parameter's value has at most {LONGEST_VALUE} bytes, found {}", text.len());
    let problem = Diagnostic::error("out-of-range", message).label(span, format!("too long for `{}`", of.name.text));
    Some(problem.help("letters outside of ASCII take two to four bytes each"))
}

fn number(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

/// Whether the constraints themselves make sense for the type.
pub fn check(of: Accepted<'_, '_>, problems: &mut Vec<Diagnostic>) {
    problems.extend(["min", "max"].into_iter().filter_map(|name| no_limits(of, name)));
    problems.extend(no_pattern(of));
    problems.extend(nothing_between(of));
    problems.extend(nothing_allowed(of));
    problems.extend(broken_pattern(of));
    problems.extend(long_description(of));
}

fn long_description(of: Accepted<'_, '_>) -> Option<Diagnostic> {
    let length = of.constraints.text("description")?.chars().count();
    let setting = of.constraints.setting("description").filter(|_| length > MAX_PARAMETER_DESCRIPTION)?;
    let most = MAX_PARAMETER_DESCRIPTION;
    let message = format!("a parameter's description has at most {most} characters, found {length}");
    let problem = Diagnostic::error("out-of-range", message).label(setting.span, "too long");
    Some(problem.help("say the rest in a comment"))
}

/// Whether its values are texts for CloudFormation, of which there are no two forms.
fn is_text(of: Accepted<'_, '_>) -> bool {
    match of.kind.form() {
        Form::Text | Form::Cidr | Form::Region => true,
        Form::Number | Form::Whole | Form::Switch | Form::Zone | Form::Identifier(_) => false,
    }
}

fn does_not_apply(of: Accepted<'_, '_>, name: &str, help: &str) -> Option<Diagnostic> {
    let said = of.constraints.setting(name)?;
    let message = format!("`{name}` says nothing about a parameter of the type {}", of.kind.written());
    Some(Diagnostic::error("wrong-constraint", message).label(said.key, "not for this type").help(help))
}

fn no_limits(of: Accepted<'_, '_>, name: &str) -> Option<Diagnostic> {
    if !of.kind.is_list() && (is_text(of) || of.kind.is_number()) {
        return None;
    }
    does_not_apply(
        of,
        name,
        "`min` and `max` are about numbers, and about how many characters a text has; leave it out",
    )
}

fn no_pattern(of: Accepted<'_, '_>) -> Option<Diagnostic> {
    if is_text(of) {
        return None;
    }
    does_not_apply(of, "pattern", "a pattern is about texts; CloudFormation checks the other types by itself")
}

fn nothing_between(of: Accepted<'_, '_>) -> Option<Diagnostic> {
    let limit = |name| of.constraints.value(name).and_then(number);
    let (least, most) = limit("min").zip(limit("max"))?;
    if least <= most {
        return None;
    }
    let at = |name| of.constraints.setting(name).map_or(of.name.span, |setting| setting.span);
    let message = format!("no value is at least {least} and at most {most}");
    let problem = Diagnostic::error("out-of-range", message).label(at("min"), "the least").label(at("max"), "the most");
    Some(problem.help("swap the two, or change one"))
}

fn nothing_allowed(of: Accepted<'_, '_>) -> Option<Diagnostic> {
    match of.constraints.value("allowed") {
        Some(Value::List(allowed)) if allowed.is_empty() => {
            let said = of.constraints.setting("allowed")?;
            let problem = Diagnostic::error("out-of-range", format!("no value of `{}` would be allowed", of.name.text));
            Some(problem.label(said.span, "an empty list").help("list what it may be, or leave `allowed` out"))
        }
        _ => None,
    }
}

fn broken_pattern(of: Accepted<'_, '_>) -> Option<Diagnostic> {
    let written = of.constraints.text("pattern").filter(|written| pattern::is_broken(written))?;
    let setting = of.constraints.setting("pattern")?;
    let problem = Diagnostic::error("invalid-form", format!("`{written}` is not a regular expression"))
        .label(setting.span, "cannot be read as a pattern");
    Some(problem.help("look for a bracket without its other half; CloudFormation reads patterns as Java does"))
}
