//! Tags: those of the stack, then those of the resource; each key once.

mod properties;

use crate::catalog::taggability::{self, Form};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Entries};
use crate::source::Span;
use crate::template::{Entry, Resource, Value};
use std::borrow::Cow;

/// The key of the tag that the console shows as a name.
const NAME: &str = "Name";

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
    let Some(own) = map(entries.value("tags")) else {
        to.report(not_tags(setting.span));
        return;
    };
    let others = shared.and_then(|shared| map(shared.value("tags"))).unwrap_or_default();
    let count = own.len() + others.iter().filter(|(key, _)| !own.iter().any(|(own, _)| own == key)).count();
    if count > MAX_TAGS {
        to.report(
            Diagnostic::error("out-of-range", format!("a resource has at most {MAX_TAGS} tags, found {count}"))
                .label(setting.span, "too many"),
        );
    }
    for (key, value) in own.iter() {
        if let Some(problem) = problem(key, value) {
            to.report(problem.label(setting.span, format!("holds the tag `{}`", shortened(key))));
        }
    }
}

fn not_tags(span: Span) -> Diagnostic {
    Diagnostic::error("wrong-type", "expected tags, found what only the deploy works out")
        .label(span, "keys and their values have to stand here")
        .help("write: tags = < key = \"value\" >; a value may be worked out at the deploy, and an `if` may choose")
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

/// Sets the tags of a declaration's main resource: those of the stack, then its own; each key once.
pub fn lower<'a>(declaration: &Declaration<'a>, resource: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let settings = to.stack.settings.as_ref().map(|settings| &settings.entries);
    check(&declaration.entries, settings, to);
    let own = map(declaration.entries.value("tags")).unwrap_or_default();
    let shared = settings.and_then(|settings| map(settings.value("tags"))).unwrap_or_default();
    let name = name_tag(declaration);
    if own.is_empty() && shared.is_empty() && name.is_none() {
        return;
    }
    let Some(taggable) = taggability::find(declaration.resource_type()) else {
        return not_taggable(declaration, to);
    };
    let all = together(name.map(|name| (NAME.into(), name)), &shared, &own);
    match (taggable.form, properties::given(declaration, taggable.property)) {
        (Form::Other, _) if own.is_empty() => {}
        (Form::Other, _) => not_taggable(declaration, to),
        (form, Some(given)) => resource.set(taggable.property, properties::with(given, form, all)),
        (form, None) => resource.set(taggable.property, properties::of(form, all)),
    }
}

/// The name of what AWS has no other name for.
fn name_tag<'a>(declaration: &Declaration<'a>) -> Option<Value<'a>> {
    if !declaration.word.named_by_tag {
        return None;
    }
    // A tag need not be unique; that of a module in front tells two of one name apart.
    let generic = || Value::text(format!("{}-{}", declaration.module, declaration.physical_name()));
    super::name_of(declaration).or_else(|| declaration.is_generic().then(generic))
}

fn not_taggable(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let Some(setting) = declaration.entries.setting("tags") else { return };
    let kind = declaration.resource_type();
    let problem = match taggability::find(kind) {
        Some(taggable) => Diagnostic::error("not-taggable", format!("{kind} takes no plain tags"))
            .help(format!("write its property `{}` instead; infrac explain {kind} shows it", taggable.property)),
        None if taggability::is_known(kind) => {
            Diagnostic::error("not-taggable", format!("{kind} cannot be tagged")).help("leave the entry out")
        }
        None => Diagnostic::error("not-taggable", format!("nobody here knows how {kind} is tagged"))
            .help("write the property that holds its tags, as its provider describes it"),
    };
    to.report(problem.label(setting.key, "no tags here"));
}

/// Each key once: the name, then what all resources have, then what the resource says; where that says nothing of a
/// key, the others do.
fn together<'a, 's>(
    name: Option<Entry<'a>>,
    shared: &'s [Entry<'a>],
    own: &'s [Entry<'a>],
) -> impl Iterator<Item = Entry<'a>> + use<'a, 's> {
    let said = |key: &str| own.iter().any(|(own, _)| own == key);
    let before = move |key: &str, name: &Option<Entry<'a>>| {
        let given = name.iter().find(|(name, _)| name == key).or(shared.iter().find(|(shared, _)| shared == key));
        given.map_or_else(Value::nothing, |(_, value)| value.clone())
    };
    let own: Vec<Entry<'a>> = own.iter().map(|(key, value)| (key.clone(), value.or(&before(key, &name)))).collect();
    let shared: Vec<Entry<'a>> = shared.iter().filter(|(key, _)| !said(key)).cloned().collect();
    name.filter(|(key, _)| !said(key)).into_iter().chain(shared).chain(own)
}

/// Tags by their keys; of those that the deploy chooses from, each with its choice. None when they are no such thing.
fn map<'v, 'a>(value: Option<&'v Value<'a>>) -> Option<Cow<'v, [Entry<'a>]>> {
    let Some(value) = value else { return Some(Cow::Borrowed(&[])) };
    match value {
        Value::Map(entries) => return Some(Cow::Borrowed(entries)),
        Value::Null => return Some(Cow::Borrowed(&[])),
        value if value.is_nothing() => return Some(Cow::Borrowed(&[])),
        _ => {}
    }
    let (condition, then, otherwise) = value.chosen()?;
    let (then, otherwise) = (map(Some(then))?, map(Some(otherwise))?);
    let of = |entries: &[Entry<'a>], key: &str| {
        entries.iter().find(|(known, _)| known == key).map_or_else(Value::nothing, |(_, value)| value.clone())
    };
    let keys = then.iter().chain(otherwise.iter().filter(|(key, _)| !then.iter().any(|(known, _)| known == key)));
    let chosen = keys.map(|(key, _)| {
        let value = Value::choice(condition.clone(), of(&then, key), of(&otherwise, key));
        (key.clone(), value)
    });
    Some(Cow::Owned(chosen.collect()))
}
