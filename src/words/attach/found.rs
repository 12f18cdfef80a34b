//! How an instance that the stack does not own is found when it is deployed: by its id, or by its Name tag.

use crate::model::Declaration;
use crate::template::Value;
use crate::words::existing;

/// A property of the association, and what it is looked up by.
pub type By<'a> = (&'static str, Value<'a>);

/// An instance that the file does not declare.
pub fn undeclared(name: &str) -> By<'_> {
    (if is_id(name) { "InstanceId" } else { "InstanceName" }, Value::text(name))
}

/// An instance that the file declares as existing: by its id when it says that, else by its name.
pub fn declared<'a>(instance: &Declaration<'a>) -> Option<By<'a>> {
    let by_id = existing::identifier(instance).map(|id| ("InstanceId", id));
    by_id.or_else(|| crate::words::name_of(instance).map(|name| ("InstanceName", name)))
}

/// `i-` and 8 or 17 hexadecimal digits.
fn is_id(text: &str) -> bool {
    let digits = |digits: &str| {
        matches!(digits.len(), 8 | 17) && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    text.strip_prefix("i-").is_some_and(digits)
}
