//! What would change between two templates, from what the schemas say of properties.

use super::changed::{Changed, Effect};
use super::fold;
use super::hints;
use super::model::{Basis, Certainty, Plan};
use super::row::{self, Pair, Row};
use super::sections;
use super::side::{Side, View};
use crate::reason::cycles;
use crate::schema;
use crate::template::{Resource, Template, Value};
use rustc_hash::{FxHashMap, FxHashSet};

/// A resource is looked at this often on average at most.
const MOST_LOOKS: usize = 64;

/// What would change in a stack of the old template with the new one. Parameters of both keep the values that they have.
pub fn predict(old: &Template<'_>, new: &Template<'_>) -> Plan {
    predict_with(&Side::new(old), Side::new(new))
}

/// The same where values of parameters are known. A parameter without a new value keeps the one that it has; one that is
/// new has its default.
pub fn predict_with<'t>(old: &Side<'t>, new: Side<'t>) -> Plan {
    let given = Side { template: new.template, values: new.values.clone() };
    let new = settled(old, new);
    let (before, after) = (View::new(old.template, &old.values), View::new(new.template, &new.values));
    let mut changed = changed_names(&before, &after, &given);
    let mut pairs = row::pairs(&before, &after);
    spread(&before, &after, &mut pairs, &mut changed);
    let mut plan = Plan::new(Basis::Prediction);
    plan.changes = pairs.into_iter().filter_map(row::change).collect();
    plan.parameters = sections::parameters(old, &given);
    plan.outputs = sections::outputs(&changed, &before, &after);
    plan.notes = hints::of(&before, &after, &plan);
    plan
}

/// The new side with all values that follow: those that the stack keeps, and defaults of what is new.
fn settled<'t>(old: &Side<'t>, mut new: Side<'t>) -> Side<'t> {
    for parameter in &new.template.parameters {
        let id = parameter.id.as_ref();
        if new.values.contains_key(id) {
            continue;
        }
        let had = old.template.parameters.iter().any(|known| known.id == id);
        let default = || super::side::attribute(&parameter.attributes, "Default").and_then(fold::scalar);
        let value = if had { old.values.get(id).cloned() } else { default().map(|text| text.into_owned()) };
        if let Some(value) = value {
            new.values.insert(id.to_owned(), value);
        }
    }
    new
}

/// What stands for something else before anything is known of resources.
fn changed_names<'t>(old: &View<'t>, new: &View<'t>, given: &Side<'t>) -> Changed<'t> {
    let mut changed = Changed::default();
    for view in [old, new] {
        changed.all.extend(view.template.resources.iter().map(|resource| resource.id.as_ref()));
    }
    let had: FxHashSet<&str> = old.template.parameters.iter().map(|parameter| parameter.id.as_ref()).collect();
    for parameter in &new.template.parameters {
        let id = parameter.id.as_ref();
        // What is known on both sides is put in, and differs where it is used.
        let is_known = old.known.contains_key(id) && new.known.contains_key(id);
        if had.contains(id) && given.values.contains_key(id) && !is_known {
            changed.parameters.insert(id, Certainty::Possible);
        }
    }
    for (name, value) in &new.template.mappings {
        if old.mapping(name).is_some_and(|known| !fold::is_same(known, value)) {
            changed.mappings.insert(name);
        }
    }
    changed.conditions = changed_conditions(old, new, &changed);
    changed
}

/// The conditions that may come out otherwise.
fn changed_conditions<'t>(old: &View<'t>, new: &View<'t>, changed: &Changed<'t>) -> FxHashSet<&'t str> {
    let mut found: FxHashSet<&str> = FxHashSet::default();
    loop {
        let count = found.len();
        for (name, value) in &new.template.conditions {
            let Some(known) = old.definition(name) else { continue };
            let folded = (fold::value(old, known), fold::value(new, value));
            let is_same = match &folded {
                (Some(old), Some(new)) => fold::is_same(old, new) && changed.causes(new).is_empty(),
                (_, _) => false,
            };
            let by_others = names_conditions(value, &found);
            let is_settled = old.holds(name).is_some() && old.holds(name) == new.holds(name);
            if !is_settled && (!is_same || by_others) {
                found.insert(name);
            }
        }
        if found.len() == count {
            return found;
        }
    }
}

/// Whether a condition is made of one of these.
fn names_conditions(value: &Value<'_>, names: &FxHashSet<&str>) -> bool {
    match value {
        Value::Intrinsic("Condition", name) => super::side::text(name).is_some_and(|name| names.contains(name)),
        Value::Intrinsic(_, argument) => names_conditions(argument, names),
        Value::List(items) => items.iter().any(|item| names_conditions(item, names)),
        Value::Map(entries) => entries.iter().any(|(_, value)| names_conditions(value, names)),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => false,
        Value::Dynamic(_) | Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) => false,
    }
}

/// Finds the differences of all pairs, and those that follow from them where others are referred to, until nothing
/// follows any more.
fn spread<'t>(old: &View<'t>, new: &View<'t>, pairs: &mut [Pair<'t>], changed: &mut Changed<'t>) {
    let users = users(pairs);
    let mut waiting: Vec<usize> = (0..pairs.len()).rev().collect();
    let mut is_waiting = vec![true; pairs.len()];
    // A template with a circle could go on for ever.
    let mut left = MOST_LOOKS.saturating_mul(pairs.len());
    while let Some(at) = waiting.pop().filter(|_| left > 0) {
        is_waiting[at] = false;
        left -= 1;
        let pair = &mut pairs[at];
        let effect = look(old, new, pair, changed);
        let id = pair.id();
        let known = changed.resources.get(id).map(|(effect, _)| effect);
        if known == Some(&effect) || known.is_none() && effect == Effect::default() {
            continue;
        }
        changed.resources.insert(id, (effect, schema::find(pair.kind())));
        for user in users.get(id).into_iter().flatten().filter(|user| **user != at) {
            if !std::mem::replace(&mut is_waiting[*user], true) {
                waiting.push(*user);
            }
        }
    }
}

/// Which pairs refer to a resource.
fn users<'t>(pairs: &[Pair<'t>]) -> FxHashMap<&'t str, Vec<usize>> {
    let ids: FxHashSet<&'t str> = pairs.iter().map(Pair::id).collect();
    let mut users: FxHashMap<&'t str, Vec<usize>> = FxHashMap::default();
    for (at, pair) in pairs.iter().enumerate() {
        for value in pair.new.into_iter().flat_map(Resource::values) {
            cycles::names(value, &mut |name| {
                if let Some(id) = ids.get(name) {
                    users.entry(id).or_default().push(at);
                }
            });
        }
    }
    users
}

/// What becomes of one resource with what is known of the others.
fn look<'t>(old: &View<'t>, new: &View<'t>, pair: &mut Pair<'t>, changed: &Changed<'t>) -> Effect {
    let (Some(before), Some(after)) = (pair.old, pair.new) else { return Effect::default() };
    pair.row = row::of(old, new, (before, after), changed);
    match &pair.row {
        Row::Same { properties, .. } if properties.is_empty() => Effect::default(),
        Row::Same { properties, replaced } => Effect {
            replaced: *replaced,
            properties: row::tops(properties),
            said: after.properties.iter().map(|(name, _)| name.to_string()).collect(),
        },
        Row::Comes(Certainty::Certain) | Row::Absent => Effect::default(),
        Row::Comes(Certainty::Possible) | Row::Goes(_) | Row::Open(_) => {
            Effect { replaced: Some(Certainty::Possible), ..Effect::default() }
        }
    }
}
