//! The environment variables of a function.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Value;

/// Bytes of all variables together, names and values.
///
/// From the page "Lambda quotas" of the AWS Lambda Developer Guide.
const MOST_BYTES: usize = 4_096;

/// The variables, as the property has them.
pub fn property<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let variables = declaration.entries.value("environment")?;
    variables.changed(&mut |variables| {
        check_names(declaration, variables, to);
        check_size(declaration, variables, to);
        Some(Value::map([("Variables", variables.clone())]))
    })
}

/// A name is a letter, and then letters, digits and underscores, at least one.
///
/// From the page "Environment" of the AWS Lambda API Reference.
fn check_names(declaration: &Declaration<'_>, variables: &Value<'_>, to: &mut Lowering<'_, '_>) {
    let Value::Map(entries) = variables else { return };
    let is_name = |name: &str| {
        name.len() > 1
            && name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    // Names with a mark in front are Lambda's own, which the property's schema says.
    let wrong = entries.iter().map(|(name, _)| name).find(|name| !is_name(name) && !name.starts_with('_'));
    if let (Some(wrong), Some(setting)) = (wrong, declaration.entries.setting("environment")) {
        let message = format!("Lambda does not accept `{wrong}` as the name of an environment variable");
        let problem = Diagnostic::error("invalid-name", message).label(setting.span, format!("has `{wrong}`"));
        to.report(problem.help("a name has at least two letters, digits and underscores, a letter first"));
    }
}

/// What only the deploy knows counts as nothing.
fn check_size(declaration: &Declaration<'_>, variables: &Value<'_>, to: &mut Lowering<'_, '_>) {
    let Value::Map(entries) = variables else { return };
    let length = |value: &Value<'_>| if let Value::Text(text) = value { text.len() } else { 0 };
    let bytes: usize = entries.iter().map(|(name, value)| name.len() + length(value)).sum();
    let Some(setting) = declaration.entries.setting("environment").filter(|_| bytes > MOST_BYTES) else { return };
    let message = format!("the environment of a function has at most {MOST_BYTES} bytes, found {bytes}");
    let problem = Diagnostic::error("out-of-range", message).label(setting.span, "too long");
    to.report(problem.help("put long values into a parameter, a secret or a bucket, and let the function fetch them"));
}
