//! Tags: those of the stack, then those of the resource; each key once.

mod check;
mod merge;
mod properties;

use crate::catalog::taggability::{self, Form, Taggability};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Entries, Property};
use crate::source::Span;
use crate::template::{Entry, Resource, Value};
use merge::by_key;

/// The key of the tag that the console shows as a name.
const NAME: &str = "Name";

/// Reports tags that AWS would refuse.
pub fn check<'a>(entries: &Entries<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(setting) = entries.setting("tags") else { return };
    match by_key(entries.value("tags")) {
        Some(tags) => {
            check::each(&tags, setting.span, to);
            check::together("", &tags, setting.span, to);
        }
        None => to.report(not_tags(setting.span)),
    }
}

fn not_tags(span: Span) -> Diagnostic {
    Diagnostic::error("wrong-type", "expected tags, found what only the deploy works out")
        .label(span, "keys and their values have to stand here")
        .help("write: tags = < key = \"value\" >; a value may be worked out at the deploy, and an `if` may choose")
}

/// The tags of the stack.
fn shared<'s, 'a>(to: &Lowering<'s, 'a>) -> std::borrow::Cow<'s, [Entry<'a>]> {
    to.stack.settings.as_ref().and_then(|settings| by_key(settings.entries.value("tags"))).unwrap_or_default()
}

/// Sets the tags of a declaration's main resource: those of the stack, then its own; each key once.
pub fn lower<'a>(declaration: &Declaration<'a>, resource: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    check(&declaration.entries, to);
    let own = by_key(declaration.entries.value("tags")).unwrap_or_default();
    let shared = shared(to);
    let name = name_tag(declaration);
    let has_property = declaration.entries.properties.iter().any(|property| property.name.text.ends_with("Tags"));
    if own.is_empty() && shared.is_empty() && name.is_none() && !has_property {
        return;
    }
    let kind = declaration.resource_type();
    let taggable = taggability::find(kind);
    let given = taggable.and_then(|taggable| declaration.entries.property(taggable.property));
    let Some(taggable) = taggable.filter(|taggable| taggable.form != Form::Other) else {
        // A word may have put them where the type has them.
        let is_there =
            |of: &Taggability| of.property.split('/').next().is_some_and(|name| resource.get(name).is_some());
        if !own.is_empty() && !taggable.as_ref().is_some_and(is_there) {
            not_taggable(declaration, to);
        }
        return;
    };
    let all = merge::together(kind, name.map(|name| (NAME.into(), name)), &shared, &own);
    match given {
        Some(given) => add_to(given, &all, declaration, (taggable, resource), to),
        // A property may only sound like tags, as `PropagateTags` does.
        None if all.is_empty() => {}
        None => {
            check::together(kind, &all, place_of(declaration, to), to);
            resource.set(taggable.property, properties::of(taggable.form, &all));
        }
    }
}

/// Gives what a declaration makes beside it the tag `Name`, where AWS has no other name for the declaration either: its
/// name, and what is added to it.
pub fn name_made<'a>(resource: &mut Resource<'a>, of: &Declaration<'a>, suffix: &str, to: &Lowering<'_, 'a>) {
    let Some(name) = name_tag(of) else { return };
    let name = super::together(vec![name, Value::text(suffix.to_owned())]);
    let tags = merge::together(&resource.kind, Some((NAME.into(), name)), &shared(to), &[]);
    if let Some(taggable) = taggability::find(&resource.kind) {
        resource.set(taggable.property, properties::of(taggable.form, &tags));
    }
}

/// The tags of a declaration, as a list of keys and values, for what is made from it; with a name, where there is one.
pub fn named<'a>(declaration: &Declaration<'a>, name: Option<Value<'a>>, to: &Lowering<'_, 'a>) -> Value<'a> {
    let own = by_key(declaration.entries.value("tags")).unwrap_or_default();
    let name = name.map(|name| (NAME.into(), name));
    let all = merge::together(declaration.resource_type(), name, &shared(to), &own);
    properties::of(Form::List { key: "Key", value: "Value", flag: None }, &all)
}

/// What a derived resource has of the stack's tags.
pub fn inherit<'a>(resource: &mut Resource<'a>, to: &Lowering<'_, 'a>) {
    let shared = shared(to);
    if shared.is_empty() {
        return;
    }
    let taggable = taggability::find(&resource.kind).filter(|taggable| taggable.form != Form::Other);
    if let Some(taggable) = taggable.filter(|taggable| resource.get(taggable.property).is_none()) {
        resource.set(taggable.property, properties::of(taggable.form, &shared));
    }
}

/// Where the tags of a declaration are said: in its body, or for the whole stack.
fn place_of(declaration: &Declaration<'_>, to: &Lowering<'_, '_>) -> Span {
    let of_stack = || to.stack.settings.as_ref().and_then(|settings| settings.entries.setting("tags"));
    let setting = declaration.entries.setting("tags").or_else(of_stack);
    setting.map_or(declaration.handle.span, |setting| setting.span)
}

/// Tags beside those that the body gives as the property itself.
fn add_to<'a>(
    given: &Property<'a>,
    all: &[Entry<'a>],
    declaration: &Declaration<'a>,
    (taggable, resource): (Taggability, &mut Resource<'a>),
    to: &mut Lowering<'_, 'a>,
) {
    let (kind, form) = (declaration.resource_type(), taggable.form);
    let value = resource.get(taggable.property).unwrap_or(&given.value).clone();
    let written = properties::written(&value, form);
    check::keys(&written, given.name.span, to);
    check::together(kind, &merge::together(kind, None, all, &written), given.name.span, to);
    if let Some(setting) =
        declaration.entries.setting("tags").filter(|setting| setting.entry.property != taggable.property)
    {
        to.report(
            Diagnostic::error("set-twice", "the tags are set twice")
                .label(given.name.span, "set again here")
                .label(setting.key, "first set here")
                .help("keep one of them"),
        );
    }
    match properties::with(kind, &value, form, all) {
        Some(value) => resource.set(taggable.property, value),
        None if all.is_empty() => {}
        None => to.report(not_inherited(given, all)),
    }
}

fn not_inherited(given: &Property<'_>, tags: &[Entry<'_>]) -> Diagnostic {
    let keys: Vec<&str> = tags.iter().map(|(key, _)| key.as_ref()).collect();
    let are = if keys.len() == 1 { "the tag" } else { "the tags" };
    let message =
        format!("{are} {} cannot be put beside those that only the deploy works out", crate::suggest::all_of(keys));
    Diagnostic::warning("tags-not-inherited", message)
        .label(given.name.span, "stays as it is given")
        .help("write the tags out: tags = < key = \"value\" >; their values may be worked out at the deploy")
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
