//! Plans of small templates.

use infrac::plan::{Action, Change, Plan, Side, predict_with};
use infrac::{Source, template};

/// The plan from one template to another; both are YAML.
pub fn plan(old: &str, new: &str) -> Plan {
    valued((old, &[]), (new, &[]))
}

/// The same with values of parameters.
pub fn valued((old, had): (&str, &[(&str, &str)]), (new, given): (&str, &[(&str, &str)])) -> Plan {
    let (old, new) = (Source::new("old.yaml", old), Source::new("new.yaml", new));
    let (old, new) = (template::read(&old), template::read(&new));
    assert!(!old.has_errors() && !new.has_errors(), "{:?} {:?}", old.diagnostics, new.diagnostics);
    let values =
        |all: &[(&str, &str)]| all.iter().map(|(id, value)| (id.to_string(), value.to_string())).collect::<Vec<_>>();
    predict_with(&Side::new(&old.template).with(values(had)), Side::new(&new.template).with(values(given)))
}

/// A template of resources, each as `Id: {Type: …, Properties: …}`.
pub fn resources(lines: &[&str]) -> String {
    lines.iter().fold("Resources:\n".to_owned(), |text, line| format!("{text}  {line}\n"))
}

/// The change of a resource.
#[track_caller]
pub fn change<'p>(plan: &'p Plan, id: &str) -> &'p Change {
    plan.change(id).unwrap_or_else(|| panic!("{id} does not change: {plan:#?}"))
}

/// What becomes of each resource that changes.
pub fn actions(plan: &Plan) -> Vec<(&str, Action)> {
    plan.changes.iter().map(|change| (change.logical_id.as_str(), change.action)).collect()
}
