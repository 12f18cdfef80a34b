//! Resources that wait for each other, which CloudFormation cannot make.

use super::{Origins, limits};
use crate::diagnostic::Diagnostic;
use crate::model::Stack;
use crate::template::{Resource, Template, Value};
use rustc_hash::FxHashMap;

/// The longest cycle that is shown whole.
const SHOWN: usize = 8;

/// The first cycle among the references of a template: the others are often the same one from another side.
pub fn check(stack: &Stack<'_, '_>, template: &Template<'_>, origins: &Origins) -> Option<Diagnostic> {
    let places: FxHashMap<&str, usize> =
        template.resources.iter().enumerate().map(|(place, resource)| (resource.id.as_ref(), place)).collect();
    let edges: Vec<Vec<usize>> = template.resources.iter().map(|resource| references(resource, &places)).collect();
    let cycle = find(&edges)?;
    let ids: Vec<&str> = cycle.iter().map(|place| template.resources[*place].id.as_ref()).collect();
    let mut problem = match ids.as_slice() {
        [one] => Diagnostic::error("cycle", format!("`{one}` refers to itself, so that it can never be made")),
        _ => Diagnostic::error("cycle", format!("these wait for each other, so that none can be made: {}", path(&ids))),
    };
    for (at, place) in cycle.iter().enumerate().take(SHOWN) {
        let next = ids[(at + 1) % ids.len()];
        let span = limits::handle(stack, origins.resource(*place).unwrap_or_default());
        problem = problem.label(span, format!("`{}` needs `{next}`", ids[at]));
    }
    Some(problem.help("leave out one of the references, or move it into a resource of its own"))
}

fn path(ids: &[&str]) -> String {
    let more = if ids.len() > SHOWN { " → …" } else { "" };
    format!("{}{more} → {}", ids[..ids.len().min(SHOWN)].join(" → "), ids[0])
}

fn references(resource: &Resource<'_>, places: &FxHashMap<&str, usize>) -> Vec<usize> {
    let mut found = Vec::new();
    for (_, value) in resource.attributes.iter().chain(&resource.properties) {
        collect(value, places, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn collect(value: &Value<'_>, places: &FxHashMap<&str, usize>, found: &mut Vec<usize>) {
    match value {
        Value::Ref(id) => found.extend(places.get(id.as_ref())),
        Value::GetAtt(target) => found.extend(places.get(target.0.as_ref())),
        Value::Sub(text) => {
            let names = text.split("${").skip(1).filter_map(|part| part.split(['.', '}']).next());
            found.extend(names.filter_map(|name| places.get(name)));
        }
        Value::List(items) => items.iter().for_each(|item| collect(item, places, found)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| collect(value, places, found)),
        Value::Intrinsic(_, argument) => collect(argument, places, found),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Depth first with a stack of its own, so that no chain of references is too long.
fn find(edges: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut states = vec![State::New; edges.len()];
    for start in 0..edges.len() {
        let mut trail: Vec<(usize, usize)> = Vec::new();
        if states[start] == State::New {
            states[start] = State::Open;
            trail.push((start, 0));
        }
        while let Some((place, next)) = trail.last_mut() {
            let Some(target) = edges[*place].get(*next).copied() else {
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
    use super::find;

    #[test]
    fn cycles_are_found_where_they_are() {
        assert_eq!(find(&[vec![1], vec![2], vec![]]), None);
        assert_eq!(find(&[vec![1, 2], vec![2], vec![]]), None);
        assert_eq!(find(&[vec![0]]), Some(vec![0]));
        assert_eq!(find(&[vec![1], vec![2], vec![3], vec![1]]), Some(vec![1, 2, 3]));
        let long: Vec<Vec<usize>> = (0..100_000).map(|place| vec![(place + 1) % 100_000]).collect();
        assert_eq!(find(&long).map(|cycle| cycle.len()), Some(100_000));
    }
}
