//! Where the parts of a template refer to others, and under which conditions.

use crate::template::{Entry, Items, Output, Resource, Step, Value, names_in};

/// A condition by its name, and whether it holds.
pub type Guard<'v> = (&'v str, bool);

/// A place that refers to a resource or a parameter.
pub struct Use<'w, 'v> {
    /// What it refers to.
    pub id: &'v str,
    /// The way to it below its resource or output: through `Properties`, or an attribute.
    pub way: &'w [Step<'v>],
    /// What holds wherever this place counts.
    pub guards: &'w [Guard<'v>],
    /// Whether it only says that it comes later.
    pub waits: bool,
}

/// Calls back with every place of a resource that refers to something.
pub fn of_resource<'v>(resource: &'v Resource<'_>, found: &mut dyn FnMut(&Use<'_, 'v>)) {
    let mut walk = Walk { way: Vec::new(), guards: own(&resource.attributes), waits: false, found };
    walk.step(Step::Key("Properties"), |walk| walk.entries(&resource.properties));
    walk.entries(&resource.attributes);
    walk.depends(resource);
}

/// The same for an output.
pub fn of_output<'v>(output: &'v Output<'_>, found: &mut dyn FnMut(&Use<'_, 'v>)) {
    let mut walk = Walk { way: Vec::new(), guards: own(&output.attributes), waits: false, found };
    walk.entries(&output.attributes);
}

/// The condition that a part of the template is made under.
pub fn condition<'t>(attributes: &'t [Entry<'_>]) -> Option<&'t str> {
    match attributes.iter().find(|(key, _)| key == "Condition") {
        Some((_, Value::Text(name))) => Some(name),
        _ => None,
    }
}

fn own<'v>(attributes: &'v [Entry<'_>]) -> Vec<Guard<'v>> {
    condition(attributes).map(|name| (name, true)).into_iter().collect()
}

struct Walk<'f, 'v> {
    way: Vec<Step<'v>>,
    guards: Vec<Guard<'v>>,
    waits: bool,
    found: &'f mut dyn FnMut(&Use<'_, 'v>),
}

impl<'v> Walk<'_, 'v> {
    fn step(&mut self, step: Step<'v>, walk: impl FnOnce(&mut Self)) {
        self.way.push(step);
        walk(self);
        self.way.pop();
    }

    fn under(&mut self, guard: Guard<'v>, walk: impl FnOnce(&mut Self)) {
        self.guards.push(guard);
        walk(self);
        self.guards.pop();
    }

    fn found(&mut self, id: &'v str) {
        (self.found)(&Use { id, way: &self.way, guards: &self.guards, waits: self.waits });
    }

    fn entries(&mut self, entries: &'v [Entry<'_>]) {
        for (key, value) in entries {
            self.step(Step::Key(key), |walk| walk.value(value));
        }
    }

    fn items(&mut self, items: &'v [Value<'_>], from: usize) {
        for (at, item) in items.iter().enumerate().skip(from) {
            self.step(Step::Item(at), |walk| walk.value(item));
        }
    }

    fn depends(&mut self, resource: &'v Resource<'_>) {
        let Some((_, value)) = resource.attributes.iter().find(|(key, _)| key == "DependsOn") else { return };
        self.waits = true;
        self.step(Step::Key("DependsOn"), |walk| match value {
            Value::List(ids) => {
                for (at, id) in ids.iter().enumerate() {
                    walk.step(Step::Item(at), |walk| walk.depends_on(id));
                }
            }
            one => walk.depends_on(one),
        });
        self.waits = false;
    }

    fn depends_on(&mut self, id: &'v Value<'_>) {
        if let Value::Text(id) = id {
            self.found(id);
        }
    }

    fn value(&mut self, value: &'v Value<'_>) {
        match value {
            Value::Ref(id) => self.found(id),
            Value::GetAtt(target) => self.found(&target.0),
            Value::Sub(text) => self.text(text, &[]),
            // What it names is no resource of the stack.
            Value::Dynamic(_) => {}
            Value::List(Items::Owned(items)) => self.items(items, 0),
            Value::Map(Items::Owned(entries)) => self.entries(entries),
            Value::Intrinsic(name, argument) => self.step(Step::Key(name), |walk| walk.function(name, argument)),
            // What tables of defaults share refers to nothing.
            Value::List(Items::Shared(_)) | Value::Map(Items::Shared(_)) => {}
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {}
        }
    }

    fn function(&mut self, name: &str, argument: &'v Value<'_>) {
        match (name, argument) {
            ("Fn::If", Value::List(parts)) => match &parts[..] {
                [Value::Text(condition), then, otherwise] => {
                    let choose = |walk: &mut Self, holds, at, value| {
                        walk.under((condition, holds), |walk| walk.step(Step::Item(at), |walk| walk.value(value)));
                    };
                    choose(self, true, 1, then);
                    choose(self, false, 2, otherwise);
                }
                _ => self.items(parts, 0),
            },
            ("Fn::Sub", Value::List(parts)) => self.substitution(parts),
            ("Fn::GetAtt", Value::List(parts)) => {
                if let Some(Value::Text(id)) = parts.first() {
                    self.found(id);
                }
                self.items(parts, 1);
            }
            (_, _) => self.value(argument),
        }
    }

    /// `Fn::Sub` with names of its own.
    fn substitution(&mut self, parts: &'v [Value<'_>]) {
        let local: Vec<&str> = match parts.get(1) {
            Some(Value::Map(entries)) => entries.iter().map(|(key, _)| key.as_ref()).collect(),
            _ => Vec::new(),
        };
        if let Some(Value::Text(text) | Value::Sub(text)) = parts.first() {
            self.step(Step::Item(0), |walk| walk.text(text, &local));
        }
        self.items(parts, 1);
    }

    fn text(&mut self, text: &'v str, local: &[&str]) {
        for name in names_in(text).filter(|name| !local.contains(name)) {
            self.found(name.split('.').next().unwrap_or(name));
        }
    }
}
