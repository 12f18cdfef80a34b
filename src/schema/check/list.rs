//! Lists: their length, their items, and items that are the same.

use super::presence::{self, Presence};
use super::{Checker, Problem, Step, Verdict, describe};
use crate::diagnostic::Diagnostic;
use crate::schema::Place;
use crate::template::Value;

/// Items of one list that are compared with each other: no list of AWS takes as many.
const MOST_COMPARED: usize = 1_000;

impl<'v> Checker<'_, 'v> {
    pub(super) fn list(&mut self, place: Place, items: &'v [Value<'v>]) {
        for layer in place.layers() {
            self.count(layer, items);
            self.alike(layer, items);
            self.contains(layer, items);
        }
        let first = place.layers().find_map(|layer| layer.node.sets.as_ref().map(|sets| (layer, &sets.first_items)));
        for (at, item) in items.iter().enumerate() {
            let own = first.and_then(|(layer, nodes)| nodes.get(at).map(|id| layer.at(*id)));
            if let Some(inner) = own.or_else(|| place.items()) {
                self.below(Step::Item(at), |checker| checker.value(inner, item));
            }
        }
    }

    fn count(&mut self, layer: Place, items: &[Value<'_>]) {
        let Some(bounds) = &layer.node.bounds else { return };
        let sure = items.iter().filter(|item| presence::of_value(item) == Presence::Yes && !is_spread(item)).count();
        let most = if items.iter().any(is_spread) { usize::MAX } else { items.len() };
        let (least_allowed, most_allowed) = bounds.items;
        let too_few = least_allowed.is_some_and(|least| (most as f64) < least);
        let too_many = most_allowed.is_some_and(|most| sure as f64 > most);
        if too_few || too_many {
            let limits = describe_bounds(bounds.items, "item");
            let message = format!("expected {limits} for `{}`, found {}", self.called(), items.len());
            let help = if too_few { "add what is missing" } else { "take out what is too much" };
            let problem = Diagnostic::error("out-of-range", message).help(help);
            self.report(Problem::key(problem, format!("takes {limits}")));
        }
    }

    /// An item that must be there and is not.
    fn contains(&mut self, layer: Place, items: &'v [Value<'v>]) {
        let Some(wanted) = layer.node.sets.as_ref().and_then(|sets| sets.contains).map(|id| layer.at(id)) else {
            return;
        };
        let mut unsure = items.iter().any(is_spread);
        for item in items {
            match self.verdict(|checker| checker.value(wanted, item)) {
                Verdict::Fits => return,
                Verdict::Unsure => unsure = true,
                Verdict::Fails(_) => {}
            }
        }
        self.unsure |= unsure;
        if !unsure {
            let (wanted, help) = match excluded(wanted) {
                Some((name, value)) => {
                    (format!("with another `{name}` than `{value}`"), format!("leave `{name}` out of one of them"))
                }
                None => (format!("that is {}", describe::wanted(wanted)), format!("add {}", describe::wanted(wanted))),
            };
            let message = format!("`{}` needs an item {wanted}", self.called());
            let problem = Diagnostic::error("missing-property", message).help(help);
            self.report(Problem::key(problem, "no such item"));
        }
    }

    /// Items that must differ and do not.
    fn alike(&mut self, layer: Place, items: &'v [Value<'v>]) {
        let Some(sets) = &layer.node.sets else { return };
        if !sets.unique && sets.unique_keys.is_empty() {
            return;
        }
        for (at, item) in items.iter().enumerate().take(MOST_COMPARED).skip(1) {
            let is_same = |other: &Value<'_>| {
                sets.unique && item == other
                    || !sets.unique_keys.is_empty() && same_keys(&sets.unique_keys, item, other)
            };
            if items[..at].iter().any(is_same) {
                return self.duplicate(at, item);
            }
        }
    }

    fn duplicate(&mut self, at: usize, item: &Value<'_>) {
        let found = match item {
            Value::Map(_) => "the same item".to_owned(),
            _ => describe::value(item, |id| self.context.called(id)),
        };
        let message = format!("{found} stands twice in `{}`", self.called());
        let problem = Diagnostic::error("duplicate-item", message).help("keep one of them");
        self.below(Step::Item(at), |checker| checker.report(Problem::value(problem, "again here")));
    }
}

/// The one value of the one property that an item must not have.
fn excluded(wanted: Place) -> Option<(&'static str, &'static str)> {
    let not = wanted.at(wanted.node.sets.as_ref()?.not?);
    let [property] = not.node.properties.as_slice() else { return None };
    Some((property.name, not.at(property.node).choices().first()?))
}

/// Whether two maps have the same texts behind these keys.
fn same_keys(keys: &[&str], one: &Value<'_>, other: &Value<'_>) -> bool {
    let (Value::Map(one), Value::Map(other)) = (one, other) else { return false };
    keys.iter().all(|key| match (presence::value(one, key), presence::value(other, key)) {
        (Some(Value::Text(one)), Some(Value::Text(other))) => one == other,
        _ => false,
    })
}

/// Whether an item may become several.
fn is_spread(item: &Value<'_>) -> bool {
    match item {
        Value::Map(entries) => entries.iter().any(|(key, _)| presence::is_expanded(key)),
        Value::Intrinsic(name, _) => *name == "Fn::Transform",
        _ => false,
    }
}

/// `1 to 5 items`, `at most 5 items`, `at least 1 item`.
pub fn describe_bounds((least, most): (Option<f64>, Option<f64>), unit: &str) -> String {
    let plural = |count: f64| if count == 1.0 || unit.is_empty() { unit.to_owned() } else { format!("{unit}s") };
    let text = match (least, most) {
        (Some(0.0), Some(most)) if !unit.is_empty() => format!("at most {most} {}", plural(most)),
        (Some(least), Some(most)) if least == most => format!("exactly {least} {}", plural(most)),
        (Some(least), Some(most)) => format!("{least} to {most} {}", plural(most)),
        (None, Some(most)) => format!("at most {most} {}", plural(most)),
        (Some(least), None) => format!("at least {least} {}", plural(least)),
        (None, None) => format!("any number of {}", plural(0.0)),
    };
    text.trim_end().to_owned()
}
