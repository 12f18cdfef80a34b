//! Names that a template uses and does not have.

use super::{Document, Macros};
use crate::diagnostic::Diagnostic;
use crate::schema;
use crate::suggest;
use crate::template::{Entry, Items, Step, Value, names_in};
use rustc_hash::{FxHashMap, FxHashSet};

/// What `Ref` knows without a declaration.
const PSEUDO: &[&str] = &[
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

/// Names that are not there, and attributes that their resources do not have.
pub fn check(document: &Document<'_>) -> Vec<Diagnostic> {
    let template = document.template;
    let mut walk = Walk { names: Names::of(document), document, way: Vec::new(), diagnostics: Vec::new() };
    walk.section("Conditions", &template.conditions);
    for resource in &template.resources {
        walk.attributes(&["Resources", &resource.id], &resource.attributes);
        walk.below(&["Resources", &resource.id, "Properties"], &resource.properties);
    }
    for output in &template.outputs {
        walk.attributes(&["Outputs", &output.id], &output.attributes);
    }
    walk.diagnostics
}

/// What a template declares, by what it is used for.
struct Names<'d> {
    /// Resources with their types.
    resources: FxHashMap<&'d str, &'d str>,
    parameters: FxHashSet<&'d str>,
    conditions: FxHashSet<&'d str>,
    mappings: FxHashSet<&'d str>,
    /// Whether a transform, a loop or a module makes names that do not stand here.
    open: bool,
}

impl<'d> Names<'d> {
    fn of(document: &Document<'d>) -> Self {
        let template = document.template;
        let keys = |entries: &'d [Entry<'d>]| entries.iter().map(|(key, _)| key.as_ref()).collect::<FxHashSet<&str>>();
        let resources: FxHashMap<&str, &str> =
            template.resources.iter().map(|resource| (resource.id.as_ref(), resource.kind.as_ref())).collect();
        let has_modules = resources.values().any(|kind| kind.ends_with("::MODULE"));
        Self {
            open: document.macros != Macros::None || has_modules || document.has_loops(),
            resources,
            parameters: template.parameters.iter().map(|parameter| parameter.id.as_ref()).collect(),
            conditions: keys(&template.conditions),
            mappings: keys(&template.mappings),
        }
    }

    fn kind(&self, id: &str) -> Option<&'d str> {
        self.resources.get(id).copied()
    }

    fn is_known(&self, id: &str) -> bool {
        self.kind(id).is_some() || self.parameters.contains(id) || PSEUDO.contains(&id)
    }
}

struct Walk<'w, 'd> {
    names: Names<'d>,
    document: &'w Document<'d>,
    way: Vec<Step<'d>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'d> Walk<'_, 'd> {
    fn section(&mut self, name: &'d str, entries: &'d [Entry<'d>]) {
        self.below(&[name], entries);
    }

    fn below(&mut self, above: &[&'d str], entries: &'d [Entry<'d>]) {
        self.way.clear();
        self.way.extend(above.iter().map(|key| Step::Key(key)));
        for (key, value) in entries {
            self.step(Step::Key(key), value);
        }
    }

    /// The attributes of a resource or an output: some of them are names.
    fn attributes(&mut self, above: &[&'d str], entries: &'d [Entry<'d>]) {
        self.below(above, entries);
        for (key, value) in entries {
            self.way.clear();
            self.way.extend(above.iter().map(|key| Step::Key(key)).chain([Step::Key(key.as_ref())]));
            match (key.as_ref(), value) {
                ("Condition", Value::Text(name)) => self.condition(name),
                ("DependsOn", Value::Text(name)) => self.depends(name),
                ("DependsOn", Value::List(names)) => {
                    for (at, name) in names.iter().enumerate() {
                        if let Value::Text(name) = name {
                            self.way.push(Step::Item(at));
                            self.depends(name);
                            self.way.pop();
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn step(&mut self, step: Step<'d>, value: &'d Value<'d>) {
        self.way.push(step);
        self.value(value, &[]);
        self.way.pop();
    }

    /// `local` are the names of the `Fn::Sub` that the value stands in.
    fn value(&mut self, value: &'d Value<'d>, local: &[&str]) {
        match value {
            Value::Ref(id) => self.reference(id),
            Value::GetAtt(target) => self.attribute(&target.0, &target.1),
            Value::Sub(text) => self.text(text, local),
            Value::List(items) => {
                items.iter().enumerate().for_each(|(at, item)| self.step(Step::Item(at), item));
            }
            Value::Map(Items::Owned(entries)) => {
                entries.iter().for_each(|(key, value)| self.step(Step::Key(key), value));
            }
            Value::Map(Items::Shared(_)) => {}
            Value::Intrinsic(name, argument) => self.function(name, argument),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
            Value::Text(_) | Value::Dynamic(_) => {}
        }
    }

    fn function(&mut self, name: &'static str, argument: &'d Value<'d>) {
        self.way.push(Step::Key(name));
        match (name, argument) {
            ("Fn::Sub", Value::List(parts)) => self.substitution(parts),
            ("Condition", Value::Text(condition)) => self.condition(condition),
            ("Fn::If", Value::List(parts)) => {
                if let Some(Value::Text(condition)) = parts.first() {
                    self.way.push(Step::Item(0));
                    self.condition(condition);
                    self.way.pop();
                }
                self.value(argument, &[]);
            }
            ("Fn::FindInMap", Value::List(parts)) => {
                if let Some(Value::Text(mapping)) = parts.first() {
                    self.mapping(mapping);
                }
                self.value(argument, &[]);
            }
            (_, _) => self.value(argument, &[]),
        }
        self.way.pop();
    }

    /// `Fn::Sub` with names of its own.
    fn substitution(&mut self, parts: &'d [Value<'d>]) {
        let local: Vec<&str> = match parts.get(1) {
            Some(Value::Map(entries)) => entries.iter().map(|(key, _)| key.as_ref()).collect(),
            _ => Vec::new(),
        };
        if let Some(Value::Text(text) | Value::Sub(text)) = parts.first() {
            self.way.push(Step::Item(0));
            self.text(text, &local);
            self.way.pop();
        }
        for (at, part) in parts.iter().enumerate().skip(1) {
            self.step(Step::Item(at), part);
        }
    }

    fn text(&mut self, text: &str, local: &[&str]) {
        for name in names_in(text).filter(|name| !local.contains(name)) {
            match name.split_once('.') {
                Some((id, attribute)) => self.attribute(id, attribute),
                None => self.reference(name),
            }
        }
    }

    /// The resources in the order of the template, for suggestions.
    fn ids(&self) -> impl Iterator<Item = &'d str> + use<'d> {
        self.document.template.resources.iter().map(|resource| resource.id.as_ref())
    }

    fn reference(&mut self, id: &str) {
        if self.names.is_known(id) || self.names.open {
            return;
        }
        let known = self.ids().chain(self.document.template.parameters.iter().map(|parameter| parameter.id.as_ref()));
        let near = suggest::nearest(id, known.chain(PSEUDO.iter().copied()));
        self.unknown(&format!("nothing in this template is called `{id}`"), near);
    }

    fn attribute(&mut self, id: &str, attribute: &str) {
        let Some(kind) = self.names.kind(id) else {
            if !self.names.open {
                let near = suggest::nearest(id, self.ids());
                self.unknown(&format!("no resource in this template is called `{id}`"), near);
            }
            return;
        };
        let Some(of) = schema::find(kind).filter(|of| !of.gives_anything()) else { return };
        // What an attribute's name is made of may be known at the deploy only.
        if of.attribute(attribute).is_some() || attribute.contains("${") || kind.starts_with("AWS::Serverless::") {
            return;
        }
        let names = || of.attributes.iter().map(|attribute| attribute.name);
        let problem = Diagnostic::error("unknown-attribute", format!("{kind} has no attribute `{attribute}`"))
            .label(self.document.value(&self.way), "unknown attribute");
        let help = match suggest::nearest(attribute, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it has {}", suggest::one_of(names())),
        };
        self.diagnostics.push(problem.help(help));
    }

    fn depends(&mut self, id: &str) {
        if self.names.kind(id).is_none() && !self.names.open {
            let near = suggest::nearest(id, self.ids());
            self.unknown(&format!("no resource in this template is called `{id}`"), near);
        }
    }

    fn condition(&mut self, name: &str) {
        if !self.names.conditions.contains(name) && self.document.macros != Macros::Unknown {
            let near = suggest::nearest(name, self.names.conditions.iter().copied());
            self.unknown(&format!("no condition in this template is called `{name}`"), near);
        }
    }

    fn mapping(&mut self, name: &str) {
        if !self.names.mappings.contains(name) && !self.names.open && !self.names.mappings.contains("Fn::Transform") {
            let near = suggest::nearest(name, self.names.mappings.iter().copied());
            self.unknown(&format!("no mapping in this template is called `{name}`"), near);
        }
    }

    fn unknown(&mut self, message: &str, near: Option<&str>) {
        let problem = Diagnostic::error("unknown-name", message).label(self.document.value(&self.way), "unknown name");
        self.diagnostics.push(match near {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("declare it in this template, or write the value itself"),
        });
    }
}
