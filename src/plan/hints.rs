//! What else there is to say about a plan: what it cannot see, and what is perhaps not meant.

use super::model::{Action, Change, Plan};
use super::side::{View, attribute, text};
use crate::schema;
use crate::template::Value;

/// Sentences about the whole.
pub(super) fn of(old: &View<'_>, new: &View<'_>, plan: &Plan) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(names) = macros(new).or_else(|| macros(old)) {
        notes.push(format!("The template goes through {names}; what that makes of it is not seen here."));
    }
    let looked_up = new.template.parameters.iter().filter(|parameter| {
        let kind = attribute(&parameter.attributes, "Type").and_then(text);
        kind.is_some_and(|kind| kind.starts_with("AWS::SSM::Parameter::Value"))
    });
    let ids: Vec<&str> = looked_up.map(|parameter| parameter.id.as_ref()).collect();
    if !ids.is_empty() {
        notes.push(format!(
            "CloudFormation looks up {} at each deploy; another value there is not seen here.",
            ids.join(", ")
        ));
    }
    let unknown: Vec<&str> =
        plan.changes.iter().filter(|change| is_unknown(change)).map(|change| change.resource_type.as_str()).collect();
    if let Some(kind) = unknown.first() {
        notes.push(format!("Nothing is known of {kind}: any change may replace it."));
    }
    notes.extend(renamed(plan));
    notes
}

fn is_unknown(change: &Change) -> bool {
    let kind = change.resource_type.as_str();
    matches!(change.action, Action::Replace(_)) && schema::find(kind).is_none() && !super::replacement::is_custom(kind)
}

/// The macros of a template; the extensions of the language make nothing that is not there.
fn macros(view: &View<'_>) -> Option<String> {
    let names: Vec<&str> = match view.template.transform.as_ref()? {
        Value::List(names) => names.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    };
    let names: Vec<&str> = names.into_iter().filter(|name| *name != "AWS::LanguageExtensions").collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// What goes and what comes of one type may be the same thing under another name.
pub fn renamed(plan: &Plan) -> Vec<String> {
    let of = |action| plan.changes.iter().filter(move |change: &&Change| change.action == action);
    let only = |action, kind: &str| {
        let mut found = of(action).filter(|change| change.resource_type == kind);
        found.next().filter(|_| found.next().is_none())
    };
    let pairs = of(Action::Remove).filter_map(|gone| {
        let kind = gone.resource_type.as_str();
        Some((only(Action::Remove, kind)?, only(Action::Add, kind)?))
    });
    pairs
        .map(|(gone, comes)| {
            let (gone, comes, kind) = (&gone.logical_id, &comes.logical_id, &gone.resource_type);
            format!("{gone} goes and {comes} comes, both {kind}: if it only has another name now, keep it with `was \"{gone}\"`.")
        })
        .collect()
}
