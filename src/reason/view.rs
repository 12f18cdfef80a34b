//! A template in one case: what each of its conditions is, which resources there are then, and what their properties say.

use super::index::Index;
use super::references;
use crate::template::{Entry, Resource, Template, Value};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// What each condition of a template is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case<'t> {
    truths: FxHashMap<&'t str, bool>,
    /// The conditions that were asked for and are not known.
    missing: RefCell<Vec<&'t str>>,
}

impl<'t> Case<'t> {
    /// The case in which conditions have these values.
    pub fn new(truths: impl IntoIterator<Item = (&'t str, bool)>) -> Self {
        Self { truths: truths.into_iter().collect(), missing: RefCell::default() }
    }

    /// Whether a condition holds; none where nobody knows, which is kept in mind.
    pub fn holds(&self, condition: &'t str) -> Option<bool> {
        let known = self.peek(condition);
        if known.is_none() && !self.missing.borrow().contains(&condition) {
            self.missing.borrow_mut().push(condition);
        }
        known
    }

    fn peek(&self, condition: &str) -> Option<bool> {
        self.truths.get(condition).copied()
    }

    /// The conditions that were asked for and are not known.
    pub fn missing(&self) -> Vec<&'t str> {
        self.missing.borrow().clone()
    }
}

/// A template, seen in one case.
#[derive(Debug, Clone, Copy)]
pub struct View<'v, 't> {
    /// The template.
    pub template: &'t Template<'t>,
    /// The case.
    pub case: &'v Case<'t>,
    /// Where its resources are.
    pub index: &'v Index<'t>,
}

impl<'t> View<'_, 't> {
    /// The position of a resource that is there in this case, or may be.
    pub fn position(self, id: &str) -> Option<usize> {
        let at = self.index.position(id)?;
        (self.is_there(&self.template.resources[at]) != Some(false)).then_some(at)
    }

    /// Whether a resource is there; none where nobody knows.
    pub fn is_there(self, resource: &'t Resource<'t>) -> Option<bool> {
        match references::condition(&resource.attributes) {
            Some(condition) => self.case.holds(condition),
            None => Some(true),
        }
    }

    /// The same for now, so that nothing depends on it yet.
    pub fn may_be_there(self, resource: &Resource<'_>) -> bool {
        let condition = references::condition(&resource.attributes);
        condition.is_none_or(|condition| self.case.peek(condition) != Some(false))
    }

    /// What a value is in this case: a branch of each `Fn::If` around it, an item of a list, what a mapping has; none for
    /// what is nothing.
    pub fn settled(self, value: &'t Value<'t>) -> Option<&'t Value<'t>> {
        let mut value = value;
        loop {
            value = match value {
                Value::Null => return None,
                Value::Ref(name) if name == "AWS::NoValue" => return None,
                Value::Intrinsic(name, argument) => match self.chosen(name, argument) {
                    Some(chosen) => chosen,
                    None => return Some(value),
                },
                _ => return Some(value),
            };
        }
    }

    /// The value that a function chooses from those in its argument.
    fn chosen(self, name: &str, argument: &'t Value<'t>) -> Option<&'t Value<'t>> {
        let Value::List(parts) = argument else { return None };
        let parts: &'t [Value<'t>] = parts;
        match (name, parts) {
            ("Fn::If", [Value::Text(condition), then, otherwise]) => {
                self.case.holds(condition).map(|holds| if holds { then } else { otherwise })
            }
            ("Fn::Select", [index, list]) => {
                let index = match index {
                    Value::Int(index) => usize::try_from(*index).ok()?,
                    Value::Text(index) => index.parse().ok()?,
                    _ => return None,
                };
                match self.settled(list)? {
                    // Nothing among the items moves the others forward.
                    Value::List(items) => {
                        let items: &'t [Value<'t>] = items;
                        items.iter().filter(|item| self.settled(item).is_some()).nth(index)
                    }
                    _ => None,
                }
            }
            ("Fn::FindInMap", [Value::Text(map), first, second]) => {
                let map = self.template.mappings.iter().find(|(key, _)| key == map).map(|(_, value)| value)?;
                let under = |map, key| match self.settled(key)? {
                    Value::Text(key) => self.entry(map, key),
                    _ => None,
                };
                under(under(map, first)?, second)
            }
            (_, _) => None,
        }
    }

    /// A property of a resource in this case.
    pub fn property(self, resource: &'t Resource<'t>, name: &str) -> Option<&'t Value<'t>> {
        self.settled(resource.get(name)?)
    }

    /// An entry of a map in this case.
    pub fn entry(self, map: &'t Value<'t>, name: &str) -> Option<&'t Value<'t>> {
        self.settled(entries(map).iter().find(|(key, _)| key == name).map(|(_, value)| value)?)
    }

    /// The items of a list in this case, with their places; one value reads as a list of one. None where what stands
    /// there is not a list that is written out.
    pub fn items(self, value: &'t Value<'t>) -> Option<Vec<(usize, &'t Value<'t>)>> {
        match self.settled(value) {
            None => Some(Vec::new()),
            Some(Value::List(items)) => {
                let items: &'t [Value<'t>] = items;
                Some(items.iter().enumerate().filter_map(|(at, item)| Some((at, self.settled(item)?))).collect())
            }
            // Some functions give one text.
            Some(one @ Value::Intrinsic("Fn::Sub" | "Fn::Join" | "Fn::Select" | "Fn::ImportValue", _)) => {
                Some(vec![(0, one)])
            }
            Some(Value::Intrinsic(..)) => None,
            Some(one) => Some(vec![(0, one)]),
        }
    }
}

/// The entries of a map.
pub fn entries<'t>(value: &'t Value<'t>) -> &'t [Entry<'t>] {
    match value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}
