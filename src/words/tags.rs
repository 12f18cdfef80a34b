//! Tags: those of the stack, then those of the resource; each key once.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Entries, Stack};
use crate::template::{Entry, Value};

/// Resource types that this version tags, with the key of the tag that holds their name where AWS has no name for them.
const TAGGED: &[(&str, Option<&str>)] =
    &[("AWS::EC2::Instance", Some("Name")), ("AWS::IAM::Role", None), ("AWS::S3::Bucket", None)];

/// Tags of one resource.
const MAX_TAGS: usize = 50;
/// Characters of a tag's key and of its value.
const MAX_KEY: usize = 128;
const MAX_VALUE: usize = 256;

/// Reports tags that AWS would refuse: of the stack, or of a resource together with those of the stack.
///
/// From the page "Tagging AWS resources and Tag Editor" of the AWS Tag Editor User Guide.
pub fn check<'a>(entries: &Entries<'a>, shared: Option<&Entries<'a>>, to: &mut Lowering<'_, 'a>) {
    let Some(setting) = entries.setting("tags") else { return };
    let own = map(entries.value("tags"));
    let others = map(shared.and_then(|shared| shared.value("tags")));
    let count = own.len() + others.iter().filter(|(key, _)| !own.iter().any(|(own, _)| own == key)).count();
    if count > MAX_TAGS {
        to.report(
            Diagnostic::error("out-of-range", format!("a resource has at most {MAX_TAGS} tags, found {count}"))
                .label(setting.span, "too many"),
        );
    }
    for (key, value) in own {
        if let Some(problem) = problem(key, value) {
            to.report(problem.label(setting.span, format!("holds the tag `{}`", shortened(key))));
        }
    }
}

fn problem(key: &str, value: &Value<'_>) -> Option<Diagnostic> {
    let length = key.chars().count();
    if key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
        let problem =
            Diagnostic::error("invalid-text", "the key of a tag does not start with `aws:`, which AWS keeps to itself");
        return Some(problem.help("choose another key"));
    }
    if !(1..=MAX_KEY).contains(&length) {
        return Some(Diagnostic::error(
            "out-of-range",
            format!("the key of a tag has 1 to {MAX_KEY} characters, found {length}"),
        ));
    }
    match value {
        Value::Text(text) if text.chars().count() > MAX_VALUE => {
            let message =
                format!("the value of a tag has at most {MAX_VALUE} characters, found {}", text.chars().count());
            Some(Diagnostic::error("out-of-range", message))
        }
        _ => None,
    }
}

fn shortened(key: &str) -> String {
    key.chars().take(40).collect()
}

/// The `Tags` property of a declaration's main resource, if it has any.
pub fn of<'a>(stack: &Stack<'a>, declaration: &Declaration<'a>) -> Option<Value<'a>> {
    if declaration.word.is_raw() {
        return None;
    }
    let (_, name_key) = TAGGED.iter().find(|(kind, _)| *kind == declaration.resource_type())?;
    let own = map(declaration.entries.value("tags"));
    let shared = stack.settings.as_ref().map_or(&[][..], |settings| map(settings.entries.value("tags")));
    let mut tags = Vec::new();
    if let Some(key) = name_key
        && !own.iter().any(|(own, _)| own == key)
        && let Some(name) = super::name_of(declaration)
    {
        tags.push(tag((*key).into(), name));
    }
    for (key, value) in shared.iter().filter(|(key, _)| !own.iter().any(|(own, _)| own == key)).chain(own) {
        tags.push(tag(key.clone(), value.clone()));
    }
    (!tags.is_empty()).then(|| Value::list(tags))
}

fn map<'v, 'a>(value: Option<&'v Value<'a>>) -> &'v [Entry<'a>] {
    match value {
        Some(Value::Map(entries)) => entries,
        _ => &[],
    }
}

fn tag<'a>(key: crate::template::Text<'a>, value: Value<'a>) -> Value<'a> {
    Value::map([("Key", Value::Text(key)), ("Value", value)])
}
