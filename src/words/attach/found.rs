//! How an instance that the stack does not own is found when it is deployed: by its id, or by its Name tag.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Value;

/// A property of the association, and what it is looked up by.
pub type By<'a> = (&'static str, Value<'a>);

/// An instance that the file does not declare.
pub fn undeclared(name: &str) -> By<'_> {
    (if is_id(name) { "InstanceId" } else { "InstanceName" }, Value::text(name))
}

/// An instance that the file declares as existing: by its id or ARN when it says one, else by its name.
pub fn declared<'a>(instance: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<By<'a>> {
    let entries = &instance.entries;
    for entry in ["id", "arn"] {
        let Some(value) = entries.value(entry) else { continue };
        let Value::Text(text) = value else { return Some(("InstanceId", value.clone())) };
        let id = text.rsplit('/').next().unwrap_or_default();
        if is_id(id) && (entry == "arn" || id == text) {
            return Some(("InstanceId", Value::text(id.to_owned())));
        }
        let span = entries.setting(entry).map_or(instance.handle.span, |setting| setting.span);
        to.report(
            Diagnostic::error("invalid-name", format!("`{text}` is not the {entry} of an instance"))
                .label(span, format!("not an instance's {entry}"))
                .help(if entry == "id" {
                    "an id looks like i-0123456789abcdef0; the value of its Name tag is given by name = \"…\""
                } else {
                    "an ARN ends with instance/ and its id"
                }),
        );
        return None;
    }
    crate::words::name_of(instance).map(|name| ("InstanceName", name))
}

/// `i-` and 8 or 17 hexadecimal digits.
fn is_id(text: &str) -> bool {
    let digits = |digits: &str| {
        matches!(digits.len(), 8 | 17) && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    text.strip_prefix("i-").is_some_and(digits)
}
