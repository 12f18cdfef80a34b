//! What CloudFormation refuses of a change, before it does anything or in the middle of it.

use super::fold;
use super::model::{Certainty, Problem};
use crate::schema::{Marks, Place, Type};
use crate::template::{Resource, Value};

/// A resource whose type is another one.
pub(super) fn type_changed(old: &Resource<'_>, new: &Resource<'_>) -> Problem {
    Problem {
        code: "type-changed",
        certainty: Certainty::Certain,
        text: format!("{} is {} and cannot become {}", new.id, article(&old.kind), article(&new.kind)),
        help: "give the new one another name: then it is made, and the old one is deleted".to_owned(),
    }
}

fn article(kind: &str) -> String {
    if kind.is_empty() { "no resource".to_owned() } else { format!("an {kind}") }
}

/// A resource that is replaced and keeps a name that only one can have.
pub(super) fn name_kept(old: &Resource<'_>, new: &Resource<'_>, certainty: Certainty) -> Option<Problem> {
    let kind = crate::schema::find(&new.kind)?;
    // It is gone before the new one is made.
    if kind.delete_first {
        return None;
    }
    let (name, value) = new.properties.iter().find(|(name, value)| {
        is_name(kind, name)
            && old.get(name).is_some_and(|old| fold::is_same(old, value))
            && !matches!(value, Value::Ref(id) if id == "AWS::NoValue")
    })?;
    let shown = fold::scalar(value).map_or_else(|| name.to_string(), |text| format!("{name} {text:?}"));
    let id = &new.id;
    Some(Problem {
        code: "name-kept",
        certainty,
        text: format!(
            "{id} is replaced and keeps its {shown}: CloudFormation makes the new one first, and the name is taken"
        ),
        help: "give it another name, or none, so that CloudFormation makes one up".to_owned(),
    })
}

/// Whether a property is the name that only one resource of its type can have.
fn is_name(kind: &'static Type, property: &str) -> bool {
    let own = kind.name.rsplit("::").next().unwrap_or_default();
    let is_called = property == "Name"
        || property.strip_prefix(own).is_some_and(|rest| rest == "Name" || rest == "Identifier")
        || property.strip_suffix("Name").is_some_and(|stem| !stem.is_empty() && own.ends_with(stem))
        || kind.reference == [property];
    let found = Place::root(kind).property(property);
    is_called && found.is_some_and(|(_, found)| !found.required && found.marks.has(Marks::CREATE_ONLY))
}

/// An export that goes or changes while another stack may import it.
pub(super) fn export_in_use(name: &str, goes: bool) -> Problem {
    let does = if goes { "goes" } else { "changes" };
    Problem {
        code: "export-in-use",
        certainty: Certainty::Possible,
        text: format!("the export {name:?} {does}: CloudFormation refuses that while another stack imports it"),
        help: format!("see who does with: aws cloudformation list-imports --export-name {name}"),
    }
}
