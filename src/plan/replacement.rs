//! Whether a change of a property needs a new resource: what its type's schema says of it.

use super::differ::Difference;
use super::fold;
use super::model::Certainty;
use super::parts::Replacement;
use super::path::Path;
use crate::schema::{Marks, Place, Type};
use crate::template::Value;

/// Whether the type is somebody's own: what it does with a change only its handler knows.
pub(super) fn is_custom(kind: &str) -> bool {
    kind == "AWS::CloudFormation::CustomResource" || kind.starts_with("Custom::")
}

/// Whether a difference below `Properties` needs a new resource.
pub(super) fn of(kind: Option<&'static Type>, difference: &Difference<'_>) -> Replacement {
    // Of a type without a schema nobody can say.
    let Some(kind) = kind else { return Replacement::Possible };
    let wanted = if kind.immutable { Replacement::Certain } else { marked(kind, difference) };
    match difference.certainty {
        Certainty::Certain => wanted,
        Certainty::Possible => wanted.min(Replacement::Possible),
    }
}

fn marked(kind: &'static Type, difference: &Difference<'_>) -> Replacement {
    let path = difference.path.plain();
    let top = difference.path.top().and_then(|top| Place::root(kind).property(top));
    let of_top = top.map_or(Replacement::No, |(_, property)| by(property.marks));
    let inside = kind.marked.iter().map(|(marks, marked)| {
        let is_above = marked.strip_prefix(path.as_str()).and_then(|rest| rest.strip_prefix('.'));
        match is_above {
            Some(rest) => by(*marks).min(holds(difference, &Path::of(rest))),
            None if path == *marked || path.starts_with(&format!("{marked}.")) => by(*marks),
            None => Replacement::No,
        }
    });
    inside.fold(of_top, Replacement::max)
}

fn by(marks: Marks) -> Replacement {
    if marks.has(Marks::CREATE_ONLY) {
        Replacement::Certain
    } else if marks.has(Marks::MAY_REPLACE) {
        Replacement::Possible
    } else {
        Replacement::No
    }
}

/// Whether something that comes, goes or changes as a whole has something at a path below it.
fn holds(difference: &Difference<'_>, path: &Path) -> Replacement {
    let sides = [&difference.before, &difference.after];
    sides.into_iter().flatten().map(|value| within(value, path)).max().unwrap_or(Replacement::No)
}

fn within(value: &Value<'_>, path: &Path) -> Replacement {
    let Some((key, rest)) = path.top().map(|key| (key, Path(path.0[1..].to_vec()))) else {
        return Replacement::Certain;
    };
    match value {
        Value::Map(entries) => match entries.iter().find(|(known, _)| known == key) {
            Some((_, inner)) => within(inner, &rest),
            None => Replacement::No,
        },
        Value::List(items) => items.iter().map(|item| within(item, path)).max().unwrap_or(Replacement::No),
        // What a function gives may have it.
        other if !fold::is_literal(other) => Replacement::Possible,
        _ => Replacement::No,
    }
}
