//! What reasoning is about: a template in one case, what is known of where it goes, and how its resources are called.

use super::references;
use super::symbol::{Place, Symbol};
use super::trace::Way;
use super::view::View;
use crate::template::{Resource, Value};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};

/// The resources of one type that may be there, and those of them that are there under a condition.
struct There {
    all: Vec<usize>,
    conditional: Vec<usize>,
}

/// A template in one case, with what is looked up often.
pub struct World<'w, 't> {
    /// The template in its case.
    pub view: View<'w, 't>,
    /// What is known of where it is deployed.
    pub place: Place<'t>,
    /// How a resource is called, by its position.
    pub called: &'w dyn Fn(usize) -> String,
    /// The resources of each type that may be there, once somebody asked.
    there: Box<[OnceCell<There>]>,
    arns: RefCell<FxHashMap<usize, Symbol<'t>>>,
    identifiers: RefCell<FxHashMap<usize, Symbol<'t>>>,
}

impl<'w, 't> World<'w, 't> {
    /// Prepares what is looked up often.
    pub fn new(view: View<'w, 't>, place: Place<'t>, called: &'w dyn Fn(usize) -> String) -> Self {
        let there = (0..view.index.kinds()).map(|_| OnceCell::new()).collect();
        Self { view, place, called, there, arns: RefCell::default(), identifiers: RefCell::default() }
    }

    /// The resource at a position.
    pub fn resource(&self, at: usize) -> &'t Resource<'t> {
        &self.view.template.resources[at]
    }

    /// The resources of a type that are there, in order.
    pub fn of_kind(&self, kind: &str) -> &[usize] {
        let Some(kind) = self.view.index.kind(kind) else { return &[] };
        let there = self.there[kind].get_or_init(|| {
            let is_there = |at: &usize| self.view.may_be_there(self.resource(*at));
            let all: Vec<usize> = self.view.index.all(kind).iter().copied().filter(is_there).collect();
            let is_unsure = |at: &usize| references::condition(&self.resource(*at).attributes).is_some();
            let conditional = all.iter().copied().filter(is_unsure).collect();
            There { all, conditional }
        });
        // What is said of them depends on whether they are there.
        there.conditional.iter().for_each(|at| _ = self.view.is_there(self.resource(*at)));
        &there.all
    }

    /// A property of the resource at a position.
    pub fn property(&self, at: usize, name: &str) -> Option<&'t Value<'t>> {
        self.view.property(self.resource(at), name)
    }

    /// A value as a text in parts.
    pub fn symbol(&self, value: &'t Value<'t>) -> Symbol<'t> {
        self.view.symbol(value, self.place)
    }

    /// The ARN of the resource at a position.
    pub fn arn(&self, at: usize) -> Symbol<'t> {
        if let Some(known) = self.arns.borrow().get(&at) {
            return known.clone();
        }
        let arn = self.view.arn_of(at, self.place);
        self.arns.borrow_mut().insert(at, arn.clone());
        arn
    }

    /// What `Ref` gives of the resource at a position.
    pub fn identifier(&self, at: usize) -> Symbol<'t> {
        if let Some(known) = self.identifiers.borrow().get(&at) {
            return known.clone();
        }
        let identifier = self.view.identifier_of(at, self.place);
        self.identifiers.borrow_mut().insert(at, identifier.clone());
        identifier
    }

    /// The resource of a type that a value means: the one that it refers to, or the one whose ARN or name it is.
    pub fn meant(&self, value: &'t Value<'t>, kind: &str) -> Option<usize> {
        let value = self.view.settled(value)?;
        let named = match value {
            Value::Ref(id) => self.view.position(id),
            Value::GetAtt(target) => self.view.position(&target.0),
            _ => None,
        };
        if let Some(at) = named {
            if self.resource(at).kind == kind {
                return Some(at);
            }
            // `Ref` tells one resource; an attribute of one may tell another.
            if let Value::Ref(_) = value {
                return None;
            }
        }
        let meant = self.symbol(value);
        self.of_kind(kind).iter().find(|at| self.identifier(**at) == meant || self.arn(**at) == meant).copied()
    }

    /// How the resource at a position is called.
    pub fn name(&self, at: usize) -> String {
        (self.called)(at)
    }

    /// A place in a resource.
    pub fn way(&self, at: usize, steps: &[crate::template::Step<'t>]) -> Way<'t> {
        Way { resource: at, steps: steps.to_vec() }
    }
}
