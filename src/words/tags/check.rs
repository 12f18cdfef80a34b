//! Tags that AWS would refuse.
//!
//! From the page "Best practices and strategies" of the Tagging AWS Resources User Guide, and for tags whose keys are
//! the same but for case from "Tags for AWS Identity and Access Management resources" of the IAM User Guide.

use super::merge::{is_same, surely_there};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::source::Span;
use crate::template::{Entry, Value};

/// Tags of one resource.
const MAX_TAGS: usize = 50;
/// Characters of a tag's key and of its value.
const MAX_KEY: usize = 128;
const MAX_VALUE: usize = 256;

/// Reports keys and values of tags that stand at a place.
pub fn each<'a>(tags: &[Entry<'a>], at: Span, to: &mut Lowering<'_, 'a>) {
    for (key, value) in tags {
        if let Some(problem) = reserved(key).or_else(|| size(key, value)) {
            to.report(problem.label(at, format!("holds the tag `{}`", shortened(key))));
        }
    }
}

/// The same for tags whose sizes the type of the resource says.
pub fn keys<'a>(tags: &[Entry<'a>], at: Span, to: &mut Lowering<'_, 'a>) {
    for problem in tags.iter().filter_map(|(key, _)| reserved(key)) {
        to.report(problem.label(at, "holds such a tag"));
    }
}

/// Reports what is wrong with all tags of a resource together.
pub fn together<'a>(kind: &str, tags: &[Entry<'a>], at: Span, to: &mut Lowering<'_, 'a>) {
    let count = tags.iter().filter(|(_, value)| surely_there(value)).count();
    if count > MAX_TAGS {
        to.report(
            Diagnostic::error("out-of-range", format!("a resource has at most {MAX_TAGS} tags, found {count}"))
                .label(at, "too many")
                .help("leave some out; those of the stack are on every resource"),
        );
    }
    for (place, (key, _)) in tags.iter().enumerate() {
        let first = tags[..place].iter().find(|(other, _)| other != key && is_same(kind, other, key));
        if let Some((first, _)) = first {
            let message = format!("IAM takes `{}` and `{}` for one tag: case does not count", key, first);
            to.report(
                Diagnostic::error("same-name-but-for-case", message).label(at, "tags of this").help("keep one of them"),
            );
        }
    }
}

fn reserved(key: &str) -> Option<Diagnostic> {
    key.get(..4).filter(|start| start.eq_ignore_ascii_case("aws:"))?;
    let message = "the key of a tag does not start with `aws:`, which AWS keeps to itself";
    Some(Diagnostic::error("invalid-text", message).help("choose another key"))
}

fn size(key: &str, value: &Value<'_>) -> Option<Diagnostic> {
    let length = key.chars().count();
    if !(1..=MAX_KEY).contains(&length) {
        let message = format!("the key of a tag has 1 to {MAX_KEY} characters, found {length}");
        return Some(Diagnostic::error("out-of-range", message).help("choose another key"));
    }
    match value {
        Value::Text(text) if text.chars().count() > MAX_VALUE => {
            let message =
                format!("the value of a tag has at most {MAX_VALUE} characters, found {}", text.chars().count());
            Some(Diagnostic::error("out-of-range", message).help("say less, and the rest where there is room"))
        }
        _ => None,
    }
}

fn shortened(key: &str) -> String {
    key.chars().take(40).collect()
}
