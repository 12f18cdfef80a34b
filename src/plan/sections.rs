//! What changes in parameters and outputs.

use super::changed::Changed;
use super::concealed;
use super::differ;
use super::fold;
use super::model::{Certainty, Problem};
use super::parts::{OutputChange, ParameterChange, PartAction};
use super::path::Path;
use super::refused;
use super::shown::Shown;
use super::side::{Side, View, attribute, is_secret};
use crate::template::{Output, Parameter, Text, Value};
use rustc_hash::FxHashMap;

/// The attributes of a parameter that say what its value may be.
const OF_PARAMETERS: [&str; 9] =
    ["Type", "Default", "NoEcho", "AllowedValues", "AllowedPattern", "MinLength", "MaxLength", "MinValue", "MaxValue"];

/// The parameters that change, new ones first in their order.
pub(super) fn parameters(old: &Side<'_>, new: &Side<'_>) -> Vec<ParameterChange> {
    let mut found = Vec::new();
    let named = |side: &Side<'_>, id: &str| side.template.parameters.iter().position(|one| one.id == id);
    for parameter in &new.template.parameters {
        match named(old, &parameter.id) {
            Some(at) => changed(&old.template.parameters[at], parameter, (old, new), &mut found),
            None => found.push(added(parameter, new)),
        }
    }
    let gone = old.template.parameters.iter().filter(|one| named(new, &one.id).is_none());
    found.extend(gone.map(|one| part(one, PartAction::Remove, "Value", (value(one, old), None), "")));
    found
}

fn part(
    parameter: &Parameter<'_>,
    action: PartAction,
    what: &'static str,
    (before, after): (Option<Shown>, Option<Shown>),
    note: &str,
) -> ParameterChange {
    ParameterChange { id: parameter.id.to_string(), action, what, before, after, note: note.to_owned(), at: None }
}

fn added(parameter: &Parameter<'_>, new: &Side<'_>) -> ParameterChange {
    let known = value(parameter, new);
    let default = attribute(&parameter.attributes, "Default").map(|value| shown(parameter, value));
    let note = match (&known, &default) {
        (Some(_), _) => "",
        (None, Some(_)) => "It has its default unless another value is given.",
        (None, None) => "It needs a value.",
    };
    part(parameter, PartAction::Add, "Value", (None, known.or(default)), note)
}

fn changed(old: &Parameter<'_>, new: &Parameter<'_>, sides: (&Side<'_>, &Side<'_>), found: &mut Vec<ParameterChange>) {
    for what in OF_PARAMETERS {
        let (before, after) = (attribute(&old.attributes, what), attribute(&new.attributes, what));
        let is_same = match (before, after) {
            (Some(before), Some(after)) => fold::is_same(before, after),
            (None, None) => true,
            (_, _) => false,
        };
        if is_same {
            continue;
        }
        let kept = what == "Default" && !sides.1.values.contains_key(new.id.as_ref());
        let note = if kept { "The stack keeps the value that it has; a default is for new stacks." } else { "" };
        let show = |parameter, value: Option<&Value<'_>>| value.map(|value| shown(parameter, value));
        found.push(part(new, PartAction::Change, what, (show(old, before), show(new, after)), note));
    }
    let given = sides.1.values.get(new.id.as_ref());
    let had = sides.0.values.get(new.id.as_ref());
    if given.is_some() && (given != had || is_secret(&new.attributes)) {
        let note = "";
        let before = value(old, sides.0).or(Some(Shown::Unknown));
        found.push(part(new, PartAction::Change, "Value", (before, value(new, sides.1)), note));
    }
}

/// The value of a parameter that is known.
fn value(parameter: &Parameter<'_>, side: &Side<'_>) -> Option<Shown> {
    let value = side.values.get(parameter.id.as_ref())?;
    Some(shown(parameter, &Value::text(value.as_str())))
}

fn shown(parameter: &Parameter<'_>, value: &Value<'_>) -> Shown {
    if is_secret(&parameter.attributes) { Shown::Secret } else { concealed::shown(&Path::default(), false, value) }
}

/// The outputs that change, new ones first in their order.
pub(super) fn outputs<'t>(changed: &Changed<'t>, old: &View<'t>, new: &View<'t>) -> Vec<OutputChange> {
    let (before, after) = (there(old), there(new));
    let mut found = Vec::new();
    for output in new.template.outputs.iter().filter(|output| after.contains_key(output.id.as_ref())) {
        match before.get(output.id.as_ref()) {
            Some(known) => same(changed, (old, known), (new, output), &mut found),
            None => found.push(whole(new, output, PartAction::Add)),
        }
    }
    let gone = old
        .template
        .outputs
        .iter()
        .filter(|output| before.contains_key(output.id.as_ref()) && !after.contains_key(output.id.as_ref()));
    found.extend(gone.map(|output| whole(old, output, PartAction::Remove)));
    found
}

/// The outputs that are not known to be absent.
fn there<'t>(view: &View<'t>) -> FxHashMap<&'t str, &'t Output<'t>> {
    let is_there = |output: &&Output<'_>| {
        let condition = attribute(&output.attributes, "Condition").and_then(super::side::text);
        condition.and_then(|name| view.holds(name)) != Some(false)
    };
    view.template.outputs.iter().filter(is_there).map(|output| (output.id.as_ref(), output)).collect()
}

fn folded<'t>(view: &View<'t>, output: &Output<'t>, what: &str) -> Option<Value<'t>> {
    attribute(&output.attributes, what).and_then(|value| fold::value(view, value))
}

fn whole<'t>(view: &View<'t>, output: &Output<'t>, action: PartAction) -> OutputChange {
    let value = folded(view, output, "Value").map(|value| concealed::shown(&Path::default(), false, &value));
    let goes = action == PartAction::Remove;
    let problem = if goes { export(view, output).map(|name| refused::export_in_use(&name, true)) } else { None };
    let (before, after) = if goes { (value, None) } else { (None, value) };
    let id = output.id.to_string();
    OutputChange { id, action, what: "Value", certainty: Certainty::Certain, before, after, problem, at: None }
}

/// The name that an output is exported under, as far as it is known.
fn export<'t>(view: &View<'t>, output: &Output<'t>) -> Option<String> {
    let Value::Map(entries) = folded(view, output, "Export")? else { return None };
    let name = entries.iter().find(|(key, _): &&(Text<'t>, Value<'t>)| key == "Name").map(|(_, value)| value)?;
    Some(match name {
        Value::Sub(text) => text.to_string(),
        other => fold::scalar(other)?.into_owned(),
    })
}

fn same<'t>(
    changed: &Changed<'t>,
    (old, before): (&View<'t>, &Output<'t>),
    (new, after): (&View<'t>, &Output<'t>),
    found: &mut Vec<OutputChange>,
) {
    for what in ["Value", "Export", "Description", "Condition"] {
        let values = (folded(old, before, what), folded(new, after, what));
        let differences = differ::values(changed, values.0.as_ref(), values.1.as_ref());
        let Some(certainty) = differences.iter().map(|one| one.certainty).max() else { continue };
        let show = |value: Option<Value<'t>>| value.map(|value| concealed::shown(&Path::default(), false, &value));
        let problem: Option<Problem> = match what {
            "Value" | "Export" => export(old, before).map(|name| refused::export_in_use(&name, what == "Export")),
            _ => None,
        };
        let (id, before, after) = (after.id.to_string(), show(values.0), show(values.1));
        found.push(OutputChange { id, action: PartAction::Change, what, certainty, before, after, problem, at: None });
    }
}
