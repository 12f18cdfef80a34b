//! From a stack's meaning to its template.

mod conditions;
mod documentation;
mod exports;
mod limits;
mod positions;
mod related;
mod secrets;
mod sections;
mod waiting;

pub use conditions::{Condition, where_holds};
pub use documentation::Most;
pub use exports::unusable_export;
pub use limits::{MAX_DESCRIPTION, MAX_PARAMETER_DESCRIPTION, no_resources, too_many};
pub use related::Related;

use crate::diagnostic::Diagnostic;
use crate::model::{Declaration, MAX_LOGICAL_ID, Stack, Values, id_too_long};
use crate::reason::cycles;
use crate::source::Span;
use crate::template::{Parameter, Resource, Template, Text, Value};
use crate::words::{reserved, tags};
use positions::Positions;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::hash_map::Entry;
use std::rc::Rc;

/// A template, where its parts come from, and what is wrong.
#[derive(Debug)]
pub struct Lowered<'a> {
    /// The template.
    pub template: Template<'a>,
    /// Where its resources come from.
    pub origins: Origins,
    /// Whether a resource refers to itself or to a later one: without, none wait for each other.
    pub has_forwards: bool,
    /// Problems.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where the resources of a template come from, by their position in it.
#[derive(Debug, Default)]
pub struct Origins {
    resources: Vec<Span>,
}

impl Origins {
    /// The statement that made the resource at this position.
    pub fn resource(&self, index: usize) -> Option<Span> {
        self.resources.get(index).copied()
    }
}

/// Lowers a stack: declarations in order, then what relates them. Never fails.
pub fn lower<'a>(stack: &Stack<'a>) -> Lowered<'a> {
    let mut to = Lowering::new(stack);
    crate::words::stack::lower(stack, &mut to);
    sections::inputs(&mut to);
    for declaration in stack.declarations.iter().filter(|declaration| declaration.existing) {
        to.misnamed = declaration.misnamed;
        crate::words::existing::check(declaration, &mut to);
    }
    for declaration in stack.declarations.iter().filter(|declaration| !declaration.existing) {
        to.misnamed = declaration.misnamed;
        to.condition.clone_from(&declaration.condition);
        (declaration.word.lower)(declaration, &mut to);
    }
    to.misnamed = false;
    for link in &stack.links {
        to.condition.clone_from(&link.condition);
        (link.word.link)(link, &mut to);
    }
    to.condition = None;
    to.run_later();
    crate::words::WORDS.iter().for_each(|word| (word.finish)(&mut to));
    to.run_later();
    waiting::let_wait(&mut to);
    sections::rest(&mut to);
    secrets::check(&mut to);
    to.finish()
}

/// What a template is built in.
pub struct Lowering<'s, 'a> {
    /// The stack that is lowered.
    pub stack: &'s Stack<'a>,
    /// Whether the file declares an instance, one that exists already included.
    pub has_instances: bool,
    /// The template so far.
    pub template: Template<'a>,
    positions: Positions,
    /// The stack's own declarations by their logical ids, once somebody asked.
    ids: OnceCell<FxHashMap<&'s str, usize>>,
    /// Which declarations are of a type, once somebody asked.
    kinds: OnceCell<FxHashMap<&'s str, Rc<[usize]>>>,
    taken: FxHashMap<(&'static str, String), (Text<'a>, Span)>,
    origins: Origins,
    diagnostics: Vec<Diagnostic>,
    /// Whether the ids of what is lowered are known to be taken.
    misnamed: bool,
    /// The condition that resources are made under.
    condition: Condition<'a>,
    /// Whether a resource may refer to itself or to one that comes later.
    has_forwards: bool,
    later: Vec<Later<'s, 'a>>,
}

/// What is done once all statements are lowered.
type Later<'s, 'a> = Box<dyn FnOnce(&mut Lowering<'s, 'a>) + 'a>;

impl<'s, 'a> Lowering<'s, 'a> {
    fn new(stack: &'s Stack<'a>) -> Self {
        Self {
            stack,
            has_instances: stack.declarations.iter().any(|one| one.resource_type() == "AWS::EC2::Instance"),
            // Most declarations make one resource or two.
            template: Template { resources: Vec::with_capacity(2 * stack.declarations.len()), ..Template::default() },
            positions: Positions::with_capacity(2 * stack.declarations.len()),
            ids: OnceCell::new(),
            kinds: OnceCell::new(),
            taken: FxHashMap::default(),
            origins: Origins { resources: Vec::with_capacity(2 * stack.declarations.len()) },
            diagnostics: Vec::new(),
            misnamed: false,
            condition: None,
            has_forwards: false,
            later: Vec::new(),
        }
    }

    fn run_later(&mut self) {
        std::mem::take(&mut self.later).into_iter().for_each(|run| run(self));
    }

    /// Puts something off until all statements are lowered: what changes the resource of another one.
    pub fn later(&mut self, run: impl FnOnce(&mut Self) + 'a) {
        self.later.push(Box::new(run));
    }

    /// What names mean.
    pub fn values(&self) -> Values<'s, 'a> {
        Values::of(self.stack)
    }

    /// Says what is wrong.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Runs what reads values and reports what it found wrong.
    pub fn reading<T>(&mut self, read: impl FnOnce(Values<'s, 'a>, &mut Vec<Diagnostic>) -> T) -> T {
        read(self.values(), &mut self.diagnostics)
    }

    /// Notes the name that AWS is to give a resource; the first one of the same name, case aside, if there is one.
    pub fn take_name(&mut self, kind: &'static str, name: Text<'a>, span: Span) -> Option<(Text<'a>, Span)> {
        if self.misnamed {
            return None;
        }
        let key = name.to_ascii_lowercase();
        let first = self.take(kind, key, name, span)?;
        // Of two that exclude each other there is one.
        if self.condition.is_some() {
            let is_it = |one: &&Declaration<'_>| one.span.start <= first.1.start && first.1.end <= one.span.end;
            let other = self.stack.declarations.iter().find(is_it);
            if other.is_some_and(|other| self.exclude(&[&self.condition, &other.condition])) {
                return None;
            }
        }
        Some(first)
    }

    /// Notes who takes something of which there is one; the first who did, if somebody did.
    pub fn take(&mut self, kind: &'static str, what: String, who: Text<'a>, span: Span) -> Option<(Text<'a>, Span)> {
        match self.taken.entry((kind, what)) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(free) => {
                free.insert((who, span));
                None
            }
        }
    }

    /// Adds a resource that a statement makes beside its main one, with the tags of the stack.
    pub fn push(&mut self, mut resource: Resource<'a>, origin: Span) {
        tags::inherit(&mut resource, self);
        self.add(resource, origin);
    }

    fn add(&mut self, mut resource: Resource<'a>, origin: Span) {
        if let Some(condition) = &self.condition {
            resource.attributes.insert(0, ("Condition".into(), Value::Text(condition.clone())));
        }
        let position = self.template.resources.len();
        let before = self.positions.insert(&self.template.resources, &resource.id, position);
        if let Some(first) = before.filter(|_| !self.misnamed) {
            let first = self.origins.resource(first).unwrap_or_default();
            self.diagnostics.push(limits::id_taken(self.stack, &resource.id, origin, first));
            // What a declaration makes beside it has the same trouble.
            self.misnamed = self.stack.declared_by(origin).is_some();
        }
        if resource.id.len() > MAX_LOGICAL_ID && !self.misnamed {
            self.diagnostics.push(id_too_long(resource.id.len(), limits::handle(self.stack, origin)));
        }
        let place = |id: &str| self.positions.get(&self.template.resources, id);
        self.has_forwards |= cycles::waits(&resource, position, place);
        self.template.resources.push(resource);
        self.origins.resources.push(origin);
    }

    /// Adds a declaration's main resource, with the properties that its body gives by name, and its tags.
    pub fn push_main(&mut self, declaration: &Declaration<'a>, mut resource: Resource<'a>) {
        for property in &declaration.entries.properties {
            let name = property.name.text;
            let value = match property.value.chosen() {
                Some(_) => property.value.clone().filled(resource.get(name).unwrap_or(&Value::nothing())),
                None => property.value.clone(),
            };
            resource.set(name, value);
        }
        self.describe(declaration, &mut resource);
        tags::lower(declaration, &mut resource, self);
        if reserved::lower(&declaration.entries, &mut resource) {
            self.stack.needs.borrow_mut().extensions = true;
        }
        self.add(resource, declaration.span);
    }

    /// Marks a resource that is there already in its metadata, for the command that reads the deployed template.
    pub fn mark(&mut self, id: &str, (key, value): (&'static str, &'static str)) {
        let Some(position) = self.positions.get(&self.template.resources, id) else { return };
        let resource = &mut self.template.resources[position];
        match resource.attributes.iter_mut().find(|(name, _)| name == "Metadata") {
            Some((_, Value::Map(metadata))) => {
                metadata.change(|metadata| metadata.push((key.into(), Value::text(value))))
            }
            // A choice between maps takes no more entries: what is not marked is not done.
            Some(_) => {}
            None => resource.attribute("Metadata", Value::map([(key, Value::text(value))])),
        }
    }

    /// Where the resource of an id stands.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.positions.get(&self.template.resources, id)
    }

    /// Sets a property of a resource that is there already; where the condition of what sets it does not hold, the
    /// property stays what it was.
    pub fn set_on(&mut self, id: &str, property: &'static str, value: Value<'a>) {
        let Some(position) = self.positions.get(&self.template.resources, id) else { return };
        let value = match &self.condition {
            Some(condition) => {
                let condition = self.besides(Some(condition.clone()), &[&self.condition_of(id)]);
                let before = self.template.resources[position].get(property);
                where_holds(&condition, value, before.map(|before| self.otherwise(&condition, before)))
            }
            None => value,
        };
        let place = |id: &str| self.positions.get(&self.template.resources, id);
        self.has_forwards |= cycles::points_forward(&value, position, place);
        self.template.resources[position].set(property, value);
    }

    /// The condition of the statement that is lowered.
    pub fn condition(&self) -> &Condition<'a> {
        &self.condition
    }

    /// The resource of this logical id.
    pub fn resource_mut(&mut self, id: &str) -> Option<&mut Resource<'a>> {
        let position = self.positions.get(&self.template.resources, id)?;
        self.has_forwards = true;
        self.template.resources.get_mut(position)
    }

    /// A reference to a parameter that is made once, however often it is asked for.
    pub fn parameter(&mut self, id: Text<'a>, make: impl FnOnce() -> Vec<(Text<'a>, Value<'a>)>) -> Value<'a> {
        if !self.template.parameters.iter().any(|parameter| parameter.id == id) {
            self.template.parameters.push(Parameter { id: id.clone(), attributes: make() });
        }
        Value::Ref(id)
    }

    fn finish(mut self) -> Lowered<'a> {
        let place = |id: &str| self.positions.get(&self.template.resources, id);
        self.diagnostics.extend(limits::check(self.stack, &self.template, &self.origins, place));
        let Self { template, origins, has_forwards, diagnostics, .. } = self;
        Lowered { template, origins, has_forwards, diagnostics }
    }
}

/// A logical id with what a derived resource adds to it.
pub fn derived<'a>(id: &str, suffix: &str) -> Text<'a> {
    let mut derived = String::with_capacity(id.len() + suffix.len());
    derived.push_str(id);
    derived.push_str(suffix);
    Cow::Owned(derived)
}
