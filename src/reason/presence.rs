//! Uses of resources that may not be there: CloudFormation refuses a reference to a resource whose condition does not
//! hold ("Unresolved resource dependencies"), and makes nothing that waits for one.
//!
//! See "Condition attribute" in the CloudFormation Template Reference Guide.

use super::conditions::{Answer, Circumstance, Conditions};
use super::references::{self, Guard, Use};
use crate::template::{Parameter, Step, Template, Value};
use rustc_hash::FxHashMap;

/// More inputs, or texts of one, are not listed.
const MOST_SHOWN: usize = 3;

/// What refers to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum User {
    /// A resource, by its position.
    Resource(usize),
    /// An output, by its position.
    Output(usize),
}

/// A use of a resource from where it may not be there.
#[derive(Debug)]
pub struct Unguarded<'t> {
    /// What uses it.
    pub user: User,
    /// The resource, by its position.
    pub target: usize,
    /// The condition that it is made under.
    pub condition: &'t str,
    /// The way to the place, below what uses it.
    pub way: Vec<Step<'t>>,
    /// Whether the place is only about what comes first.
    pub waits: bool,
    /// Whether what uses it stands under a condition itself.
    pub conditional: bool,
    /// An example of inputs with which it is not there; empty where that is not about inputs.
    pub circumstances: Vec<Circumstance>,
}

/// Every use of a resource that is sure to be refused for some inputs.
pub fn check<'t>(template: &'t Template<'t>) -> Vec<Unguarded<'t>> {
    // A template without conditions has nothing that may be absent.
    if template.conditions.is_empty() {
        return Vec::new();
    }
    let mut conditional: FxHashMap<&str, (usize, &str)> = template
        .resources
        .iter()
        .enumerate()
        .filter_map(|(at, resource)| Some((resource.id.as_ref(), (at, references::condition(&resource.attributes)?))))
        .collect();
    // Of two things with one id the parameter is what is meant.
    template.parameters.iter().for_each(|parameter| _ = conditional.remove(parameter.id.as_ref()));
    if conditional.is_empty() {
        return Vec::new();
    }
    let conditions: FxHashMap<&str, &Value<'_>> =
        template.conditions.iter().map(|(name, value)| (name.as_ref(), value)).collect();
    let parameters: FxHashMap<&str, &Parameter<'_>> =
        template.parameters.iter().map(|parameter| (parameter.id.as_ref(), parameter)).collect();
    let condition = |name: &str| conditions.get(name).copied();
    let parameter = |id: &str| parameters.get(id).copied();
    let known = Conditions::new(&condition, &parameter, &template.rules);
    let mut search = Search { conditional, known, answers: FxHashMap::default(), found: Vec::new() };
    for (at, resource) in template.resources.iter().enumerate() {
        references::of_resource(resource, &mut |place| search.look(User::Resource(at), place));
    }
    for (at, output) in template.outputs.iter().enumerate() {
        references::of_output(output, &mut |place| search.look(User::Output(at), place));
    }
    search.found
}

/// What is said of it.
pub fn message(target: &str, waits: bool) -> String {
    format!("{target} is {} where it may not be there", if waits { "waited for" } else { "used" })
}

/// With which inputs it is not there: `not there where `env` is "test"`.
pub fn example(circumstances: &[Circumstance], called: &dyn Fn(&str) -> String) -> String {
    if circumstances.is_empty() || circumstances.len() > MOST_SHOWN {
        return "not always there".to_owned();
    }
    let each = circumstances.iter().map(|one| {
        let texts: Vec<String> = one.texts.iter().take(MOST_SHOWN).map(|text| format!("{text:?}")).collect();
        let more = if one.texts.len() > MOST_SHOWN { " …" } else { "" };
        format!("`{}` is {}{}{more}", called(&one.input), if one.is { "" } else { "not " }, texts.join(" or "))
    });
    format!("not there where {}", each.collect::<Vec<_>>().join(" and "))
}

/// Conditions that hold in a place, and one that is asked for.
type Asked<'t> = (Vec<Guard<'t>>, &'t str);

struct Search<'q, 't> {
    conditional: FxHashMap<&'t str, (usize, &'t str)>,
    known: Conditions<'q, 't>,
    /// What was asked before: most places of a template stand under the same conditions.
    answers: FxHashMap<Asked<'t>, Option<Vec<Circumstance>>>,
    found: Vec<Unguarded<'t>>,
}

impl<'t> Search<'_, 't> {
    fn look(&mut self, user: User, place: &Use<'_, 't>) {
        let Some((target, condition)) = self.conditional.get(place.id).copied() else { return };
        if user == User::Resource(target) {
            return;
        }
        let asked = (place.guards.to_vec(), condition);
        let known = &self.known;
        let answer = self.answers.entry(asked).or_insert_with_key(|(guards, condition)| {
            match known.follows(condition, guards) {
                Answer::No(circumstances) => Some(circumstances),
                Answer::Yes | Answer::Unknown => None,
            }
        });
        if let Some(circumstances) = answer {
            self.found.push(Unguarded {
                user,
                target,
                condition,
                way: place.way.to_vec(),
                waits: place.waits,
                conditional: !place.guards.is_empty(),
                circumstances: circumstances.clone(),
            });
        }
    }
}
