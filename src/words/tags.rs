//! Tags: those of the stack, then those of the resource; each key once.

mod properties;

use crate::catalog::taggability::{self, Form};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Entries};
use crate::template::{Entry, Resource, Value};

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

/// Sets the tags of a declaration's main resource: those of the stack, then its own; each key once.
pub fn lower<'a>(declaration: &Declaration<'a>, resource: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let settings = to.stack.settings.as_ref().map(|settings| &settings.entries);
    check(&declaration.entries, settings, to);
    let own = map(declaration.entries.value("tags"));
    let shared = settings.map_or(&[][..], |settings| map(settings.value("tags")));
    let name = name_tag(declaration).filter(|_| !own.iter().any(|(key, _)| key == NAME));
    if own.is_empty() && shared.is_empty() && name.is_none() {
        return;
    }
    let Some(taggable) = taggability::find(declaration.resource_type()) else {
        return not_taggable(declaration, to);
    };
    let shared = shared.iter().filter(|(key, _)| !own.iter().any(|(own, _)| own == key));
    let all = name.into_iter().map(|name| (NAME.into(), name)).chain(shared.chain(own).cloned());
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

fn map<'v, 'a>(value: Option<&'v Value<'a>>) -> &'v [Entry<'a>] {
    match value {
        Some(Value::Map(entries)) => entries,
        _ => &[],
    }
}
