//! What stands along a way below the properties of a resource, with the conditions that choose it.

use super::references::Guard;
use crate::template::{Entry, Step, Value, names_in};

/// A step that stands for each item of a list.
pub const EACH: &str = "*";

/// A value at the end of a way.
#[derive(Debug)]
pub struct Leaf<'v, 'a> {
    /// The value; no choice any more.
    pub value: &'v Value<'a>,
    /// The way to it below the properties, through the choices.
    pub way: Vec<Step<'v>>,
    /// What holds where it is chosen.
    pub guards: Vec<Guard<'v>>,
}

impl<'v> Leaf<'v, '_> {
    /// The logical id of the only thing that it refers to.
    pub fn target(&self) -> Option<&'v str> {
        match self.value {
            Value::Ref(id) => Some(id.as_ref()).filter(|id| !id.starts_with("AWS::")),
            Value::GetAtt(target) => Some(target.0.as_ref()),
            Value::Sub(text) => {
                let mut names = names_in(text).filter(|name| !name.starts_with("AWS::"));
                let first = names.next().filter(|_| names.next().is_none())?;
                Some(first.split('.').next().unwrap_or(first))
            }
            _ => None,
        }
    }
}

/// What stands at the end of a way. What a choice leaves out is nothing.
pub fn leaves<'v, 'a>(properties: &'v [Entry<'a>], way: &'v [&'v str]) -> Vec<Leaf<'v, 'a>> {
    let mut walk = Walk { way: Vec::new(), guards: Vec::new(), found: Vec::new() };
    walk.entry(properties, way);
    walk.found
}

struct Walk<'v, 'a> {
    way: Vec<Step<'v>>,
    guards: Vec<Guard<'v>>,
    found: Vec<Leaf<'v, 'a>>,
}

impl<'v, 'a> Walk<'v, 'a> {
    fn entry(&mut self, entries: &'v [Entry<'a>], way: &'v [&'v str]) {
        let Some((step, rest)) = way.split_first() else { return };
        if let Some((key, value)) = entries.iter().find(|(key, _)| key == step) {
            self.below(Step::Key(key), |walk| walk.value(value, rest));
        }
    }

    fn below(&mut self, step: Step<'v>, walk: impl FnOnce(&mut Self)) {
        self.way.push(step);
        walk(self);
        self.way.pop();
    }

    fn value(&mut self, value: &'v Value<'a>, way: &'v [&'v str]) {
        if let Some((condition, then, otherwise)) = value.chosen() {
            for (holds, at, chosen) in [(true, 1, then), (false, 2, otherwise)] {
                self.guards.push((condition, holds));
                self.below(Step::Key("Fn::If"), |walk| walk.below(Step::Item(at), |walk| walk.value(chosen, way)));
                self.guards.pop();
            }
            return;
        }
        match (way, value) {
            ([], value) if value.is_nothing() => {}
            ([], value) => self.found.push(Leaf { value, way: self.way.clone(), guards: self.guards.clone() }),
            ([EACH, rest @ ..], Value::List(items)) => {
                for (at, item) in items.iter().enumerate() {
                    self.below(Step::Item(at), |walk| walk.value(item, rest));
                }
            }
            (_, Value::Map(entries)) => self.entry(entries, way),
            (_, _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key<'a>(value: Value<'a>) -> Value<'a> {
        Value::list([Value::map([("Key", value)])])
    }

    #[test]
    fn a_way_leads_through_lists_and_choices() {
        let chosen = Value::choice("Prod", key(Value::attribute("A", "Arn")), key(Value::reference("B")));
        let properties = [("Rules".into(), chosen), ("Other".into(), Value::text("x"))];
        let way = ["Rules", EACH, "Key"];
        let found = leaves(&properties, &way);
        let told: Vec<_> = found.iter().map(|leaf| (leaf.target(), leaf.guards.as_slice())).collect();
        assert_eq!(told, [(Some("A"), &[("Prod", true)][..]), (Some("B"), &[("Prod", false)][..])]);
        let steps = [Step::Key("Rules"), Step::Key("Fn::If"), Step::Item(2), Step::Item(0), Step::Key("Key")];
        assert_eq!(found[1].way, steps);
        assert!(leaves(&properties, &["Rules", "Key"]).is_empty() && leaves(&properties, &["None"]).is_empty());
    }

    #[test]
    fn what_is_left_out_is_nothing_and_texts_refer_to_one_thing() {
        let role = Value::sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Worker}");
        let properties = [("Role".into(), Value::choice("Prod", Value::nothing(), role))];
        let found = leaves(&properties, &["Role"]);
        assert_eq!(found.iter().map(Leaf::target).collect::<Vec<_>>(), [Some("Worker")]);
        let two = [("Role".into(), Value::sub("${A}${B.Arn}"))];
        assert_eq!(leaves(&two, &["Role"])[0].target(), None);
    }
}
