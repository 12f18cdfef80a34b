//! Resources that wait for each other, which CloudFormation cannot make.

use super::references;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::template::{Items, Resource, Step, Template, Value, names_in};

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

/// The first cycle among the references of a template, by the positions of its resources: each refers to the next, and
/// the last one to the first. The others are often the same one from another side. `place` is where the resource of an
/// id stands.
pub fn first(template: &Template<'_>, place: impl Fn(&str) -> Option<usize>) -> Option<Vec<usize>> {
    let mut edges = Edges::default();
    for resource in &template.resources {
        resource.values().for_each(|value| names(value, &mut |id| edges.targets.extend(place(id))));
        edges.targets.extend(resource.dependencies().filter_map(&place));
        edges.ends.push(edges.targets.len());
    }
    find(&edges)
}

/// One reference of a cycle, for people.
pub struct Link {
    /// What refers, as it is called.
    pub from: String,
    /// Where it does; nothing where no text says so.
    pub at: Option<Span>,
    /// Whether it is a security group.
    pub is_group: bool,
    /// Whether it is a role whose permissions could stand in a statement of their own.
    pub is_role: bool,
}

/// What is said of a cycle. For one of a single resource, `declared` is where that is declared.
pub fn problem(links: &[Link], declared: Span) -> Diagnostic {
    if let [one] = links {
        let message = format!("{} refers to itself, so that it can never be made", one.from);
        let problem = Diagnostic::error("self-reference", message);
        let problem = match one.at {
            Some(at) => problem.label(at, "the resource that this stands in").label(declared, "declared here"),
            None => problem.label(declared, "refers to itself"),
        };
        return problem.help(if one.is_group {
            "make the rule a resource of its own, of the type AWS::EC2::SecurityGroupIngress or …Egress, which refers to the group twice"
        } else {
            "leave it out; what needs the resource itself, such as a policy, is a resource of its own that refers to it"
        });
    }
    let path = path(links);
    let mut problem =
        Diagnostic::error("cycle", format!("these wait for each other, so that none can be made: {path}"));
    for (index, link) in links.iter().enumerate().take(SHOWN) {
        let next = &links[(index + 1) % links.len()].from;
        if let Some(at) = link.at {
            problem = problem.label(at, format!("{} needs {next}", link.from));
        }
    }
    problem.help(if links.iter().all(|link| link.is_group) {
        "make one of the rules a resource of its own, of the type AWS::EC2::SecurityGroupIngress or …Egress, which refers to both groups"
    } else if links.iter().any(|link| link.is_role) {
        "say what the role may do in a policy of its own, which nothing waits for: grant ROLE VERB on …, or attach POLICY to ROLE"
    } else {
        "leave out one of the references, or move it into a resource of its own that refers to both"
    })
}

/// The way to where a resource refers to another one first.
pub fn way<'t>(resource: &'t Resource<'_>, id: &str) -> Vec<Step<'t>> {
    let mut found = None;
    references::of_resource(resource, &mut |place| {
        if found.is_none() && place.id == id {
            found = Some(place.way.to_vec());
        }
    });
    found.unwrap_or_default()
}

fn path(links: &[Link]) -> String {
    let shown: Vec<String> = links.iter().take(SHOWN).map(|link| link.from.replace('`', "")).collect();
    let more = if links.len() > SHOWN { " → …" } else { "" };
    format!("{}{more} → {}", shown.join(" → "), shown.first().map_or("", String::as_str))
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
