//! Lists: their length, their items, and items that are the same.

use super::presence::{self, Presence};
use super::{Checker, Problem, Step, describe};
use crate::diagnostic::Diagnostic;
use crate::schema::Place;
use crate::template::Value;

impl<'v> Checker<'_, 'v> {
    pub(super) fn list(&mut self, place: Place, items: &'v [Value<'v>]) {
        for layer in place.layers() {
            self.count(layer, items);
            self.alike(layer, items);
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
            let message = format!("`{}` has {limits}, found {}", self.called(), items.len());
            let problem = Diagnostic::error("out-of-range", message).help(format!("it takes {limits}"));
            self.report(Problem::value(problem, format!("not {limits}")));
        }
    }

    /// Items that must differ and do not.
    fn alike(&mut self, layer: Place, items: &'v [Value<'v>]) {
        let Some(sets) = &layer.node.sets else { return };
        if !sets.unique && sets.unique_keys.is_empty() {
            return;
        }
        for (at, item) in items.iter().enumerate().skip(1) {
            let same = |other: &Value<'_>| match sets.unique {
                true => item == other,
                false => same_keys(&sets.unique_keys, item, other),
            };
            if items[..at].iter().any(same) {
                return self.duplicate(at, item);
            }
        }
    }

    fn duplicate(&mut self, at: usize, item: &Value<'_>) {
        let message = format!("{} stands twice in `{}`", describe::value(item), self.called());
        let problem = Diagnostic::error("duplicate-item", message).help("keep one of them");
        self.below(Step::Item(at), |checker| checker.report(Problem::value(problem, "again here")));
    }
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
        (Some(least), Some(most)) if least == most => format!("exactly {least} {}", plural(most)),
        (Some(least), Some(most)) => format!("{least} to {most} {}", plural(most)),
        (None, Some(most)) => format!("at most {most} {}", plural(most)),
        (Some(least), None) => format!("at least {least} {}", plural(least)),
        (None, None) => format!("any number of {}", plural(0.0)),
    };
    text.trim_end().to_owned()
}
