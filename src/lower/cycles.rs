//! Resources that wait for each other, which CloudFormation cannot make.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::template::{Items, Resource, Template, Value, names_in};

/// The longest cycle that is shown whole.
const SHOWN: usize = 8;

/// Whether a value of a resource refers to the resource itself, to a later one, or to something that is not there yet.
pub fn points_forward(value: &Value<'_>, from: usize, place: impl Fn(&str) -> Option<usize>) -> bool {
    let mut found = false;
    names(value, &mut |id| {
        // Pseudo parameters are no resources.
        found |= !id.starts_with("AWS::") && place(id).is_none_or(|to| to >= from);
    });
    found
}

/// The same for everything in a resource, what it says that it depends on included.
pub fn waits(resource: &Resource<'_>, from: usize, place: impl Fn(&str) -> Option<usize>) -> bool {
    resource.values().any(|value| points_forward(value, from, &place))
        || resource.dependencies().any(|id| place(id).is_none_or(|to| to >= from))
}

/// The first cycle among the references of a template: the others are often the same one from another side. `place` is
/// where the resource of an id stands, and `at` where that is made or written.
pub fn check(
    template: &Template<'_>,
    place: impl Fn(&str) -> Option<usize>,
    at: impl Fn(usize) -> Span,
) -> Option<Diagnostic> {
    let mut edges = Edges::default();
    for resource in &template.resources {
        resource.values().for_each(|value| names(value, &mut |id| edges.targets.extend(place(id))));
        edges.targets.extend(resource.dependencies().filter_map(&place));
        edges.ends.push(edges.targets.len());
    }
    let cycle = find(&edges)?;
    let ids: Vec<&str> = cycle.iter().map(|place| template.resources[*place].id.as_ref()).collect();
    let mut problem = match ids.as_slice() {
        [one] => Diagnostic::error("cycle", format!("`{one}` refers to itself, so that it can never be made")),
        _ => Diagnostic::error("cycle", format!("these wait for each other, so that none can be made: {}", path(&ids))),
    };
    for (index, position) in cycle.iter().enumerate().take(SHOWN) {
        let next = ids[(index + 1) % ids.len()];
        problem = problem.label(at(*position), format!("`{}` needs `{next}`", ids[index]));
    }
    Some(problem.help("leave out one of the references, or move it into a resource of its own"))
}

fn path(ids: &[&str]) -> String {
    let more = if ids.len() > SHOWN { " → …" } else { "" };
    format!("{}{more} → {}", ids[..ids.len().min(SHOWN)].join(" → "), ids[0])
}

/// Which resource refers to which, by their positions: all targets in one list, with the end of each resource's own.
#[derive(Default)]
struct Edges {
    targets: Vec<usize>,
    ends: Vec<usize>,
}

impl Edges {
    fn of(&self, resource: usize) -> &[usize] {
        let start = resource.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.targets[start..self.ends[resource]]
    }
}

/// Calls back with every id that a value refers to.
pub fn names(value: &Value<'_>, found: &mut impl FnMut(&str)) {
    match value {
        Value::Ref(id) => found(id),
        Value::GetAtt(target) => found(&target.0),
        Value::Sub(text) => names_in(text).map(|name| name.split('.').next().unwrap_or(name)).for_each(found),
        Value::List(Items::Owned(items)) => items.iter().for_each(|item| names(item, found)),
        Value::Map(Items::Owned(entries)) => entries.iter().for_each(|(_, value)| names(value, found)),
        Value::Intrinsic(_, argument) => names(argument, found),
        // What tables of defaults share refers to nothing.
        Value::List(Items::Shared(_)) | Value::Map(Items::Shared(_)) => {}
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
        Value::Text(_) | Value::Dynamic(_) => {}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Depth first with a stack of its own, so that no chain of references is too long.
fn find(edges: &Edges) -> Option<Vec<usize>> {
    let mut states = vec![State::New; edges.ends.len()];
    for start in 0..edges.ends.len() {
        let mut trail: Vec<(usize, usize)> = Vec::new();
        if states[start] == State::New {
            states[start] = State::Open;
            trail.push((start, 0));
        }
        while let Some((place, next)) = trail.last_mut() {
            let Some(target) = edges.of(*place).get(*next).copied() else {
                states[*place] = State::Done;
                trail.pop();
                continue;
            };
            *next += 1;
            match states[target] {
                State::New => {
                    states[target] = State::Open;
                    trail.push((target, 0));
                }
                State::Open => {
                    let from = trail.iter().position(|(place, _)| *place == target).unwrap_or_default();
                    return Some(trail[from..].iter().map(|(place, _)| *place).collect());
                }
                State::Done => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Edges, find};

    fn cycle(of: impl IntoIterator<Item = Vec<usize>>) -> Option<Vec<usize>> {
        let mut edges = Edges::default();
        for targets in of {
            edges.targets.extend(targets);
            edges.ends.push(edges.targets.len());
        }
        find(&edges)
    }

    #[test]
    fn cycles_are_found_where_they_are() {
        assert_eq!(cycle([vec![1], vec![2], vec![]]), None);
        assert_eq!(cycle([vec![1, 2], vec![2, 2], vec![]]), None);
        assert_eq!(cycle([vec![0]]), Some(vec![0]));
        assert_eq!(cycle([vec![1], vec![2], vec![3], vec![1]]), Some(vec![1, 2, 3]));
        let long = cycle((0..100_000).map(|place| vec![(place + 1) % 100_000]));
        assert_eq!(long.map(|cycle| cycle.len()), Some(100_000));
    }
}
