//! The sections of a template.

mod problems;
mod resource;

use super::functions;
use super::node::{Kind, Member, Node};
use super::place::Place;
use super::problems::Problems;
use super::value::{Scope, entries, under, value};
use crate::source::Span;
use crate::template::{Entry, FORMAT_VERSION, Output, Parameter, Template, Text};

/// All sections, for suggestions.
const SECTIONS: &[&str] = &[
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Hooks",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
];
const SAM: &str = "AWS::Serverless-2016-10-31";

/// The template that a document is.
pub(super) fn read<'a>(root: Option<Node<'a>>, text: &str, found: &mut Problems) -> (Template<'a>, Place<'a>) {
    let Some(root) = root else {
        if !found.broken {
            found.push(problems::no_resources(Span::default()));
        }
        return (Template::default(), Place::default());
    };
    let span = root.span;
    let members = match root.kind {
        Kind::Map(members) => members,
        Kind::Null if span.is_empty() || text.trim().is_empty() => Vec::new(),
        _ => {
            found.push(problems::no_map(&root, "a template"));
            return (Template::default(), Place { span, ..Place::default() });
        }
    };
    let mut reader = Sections::new(&members, found);
    let children = members.into_iter().map(|member| reader.section(member)).collect();
    reader.finish(span);
    (reader.template, Place { span, children, ..Place::default() })
}

struct Sections<'a, 'p> {
    template: Template<'a>,
    found: &'p mut Problems,
    scope: Scope,
    sam: bool,
    /// Whether there is a section of resources, even one that is none.
    resources: bool,
}

impl<'a, 'p> Sections<'a, 'p> {
    fn new(members: &[Member<'a>], found: &'p mut Problems) -> Self {
        let transforms = transforms(members);
        let sam = transforms.contains(&SAM);
        let macros = transforms.iter().any(|name| !name.starts_with("AWS::"));
        if sam {
            found.allow_aliases();
        }
        let scope = Scope { macros, ..Scope::default() };
        Self { template: Template::default(), found, scope, sam, resources: false }
    }

    /// Takes one section, and returns its place.
    fn section(&mut self, member: Member<'a>) -> Place<'a> {
        let Member { key, key_span, value: node } = member;
        let plain = self.scope;
        let place = match &*key {
            "AWSTemplateFormatVersion" => self.version(node, key_span),
            "Description" => self.description(node, key_span),
            "Transform" => {
                let (transform, place) = value(node, plain, key_span, self.found);
                self.template.transform = Some(transform);
                place
            }
            "Parameters" => self.parameters(node, key_span),
            "Resources" => self.resources(node, key_span),
            "Outputs" => self.outputs(node, key_span),
            "Metadata" => {
                let scope = Scope { nulls: true, ..plain };
                let (members, place) = self.entries(&key, node, key_span, scope, false);
                self.template.metadata = members;
                place
            }
            _ => self.values(&key, node, key_span),
        };
        under(&key, key_span, place)
    }

    /// A section whose members are values, or one that there is not.
    fn values(&mut self, key: &Text<'a>, node: Node<'a>, key_span: Span) -> Place<'a> {
        let conditions = Scope { conditions: true, ..self.scope };
        let (scope, named) = match &**key {
            "Conditions" => (conditions, true),
            "Mappings" | "Rules" => (self.scope, true),
            _ => (self.scope, false),
        };
        let into = |template: &mut Template<'a>, members| match &**key {
            "Conditions" => template.conditions = members,
            "Mappings" => template.mappings = members,
            "Rules" => template.rules = members,
            "Hooks" => template.hooks = members,
            _ => template.globals = members,
        };
        let known = match &**key {
            "Conditions" | "Mappings" | "Rules" | "Hooks" => true,
            "Globals" => self.sam,
            _ => false,
        };
        if !known {
            if !self.scope.macros {
                self.found.push(problems::unknown_section(key, key_span));
            }
            return value(node, Scope { nulls: true, ..self.scope }, key_span, self.found).1;
        }
        let (members, place) = self.entries(key, node, key_span, scope, named);
        into(&mut self.template, members);
        place
    }

    fn version(&mut self, node: Node<'a>, key_span: Span) -> Place<'a> {
        let right = matches!(&node.kind, Kind::Text(text) if text == FORMAT_VERSION);
        if !right && !matches!(node.kind, Kind::Null) {
            self.found.push(problems::version(node.span));
        }
        value(node, self.scope, key_span, self.found).1
    }

    fn description(&mut self, node: Node<'a>, key_span: Span) -> Place<'a> {
        match &node.kind {
            Kind::Text(text) => self.template.description = Some(text.clone()),
            Kind::Null => {}
            _ => self.found.push(problems::no_text(&node, "the description")),
        }
        value(node, self.scope, key_span, self.found).1
    }

    /// The members of a section, whose names are logical when `named`.
    fn entries(
        &mut self,
        section: &str,
        node: Node<'a>,
        key_span: Span,
        scope: Scope,
        named: bool,
    ) -> (Vec<Entry<'a>>, Place<'a>) {
        let span = node.span;
        let Some(members) = self.members(section, node, key_span) else { return (Vec::new(), at(span)) };
        if named {
            members.iter().for_each(|member| self.logical_id(member));
        }
        let (members, children) = entries(members, scope, self.found);
        (members, Place { span, children, ..Place::default() })
    }

    /// The members of a section, which must be a map.
    fn members(&mut self, section: &str, node: Node<'a>, key_span: Span) -> Option<Vec<Member<'a>>> {
        if matches!(node.kind, Kind::Null) {
            value(node, self.scope, key_span, self.found);
            return None;
        }
        match node.into_members() {
            Ok(members) => Some(members),
            Err(node) => {
                self.found.push(problems::no_map(&node, &format!("`{section}`")));
                None
            }
        }
    }

    fn parameters(&mut self, node: Node<'a>, key_span: Span) -> Place<'a> {
        let (list, place) = self.named("Parameters", "a parameter", node, key_span);
        self.template.parameters = list.into_iter().map(|(id, attributes)| Parameter { id, attributes }).collect();
        place
    }

    fn outputs(&mut self, node: Node<'a>, key_span: Span) -> Place<'a> {
        let (list, place) = self.named("Outputs", "an output", node, key_span);
        self.template.outputs = list.into_iter().map(|(id, attributes)| Output { id, attributes }).collect();
        place
    }

    /// Named maps of values.
    fn named(&mut self, section: &str, what: &str, node: Node<'a>, key_span: Span) -> (Vec<Named<'a>>, Place<'a>) {
        let span = node.span;
        let Some(members) = self.members(section, node, key_span) else { return (Vec::new(), at(span)) };
        let (list, children) = members
            .into_iter()
            .map(|member| {
                self.logical_id(&member);
                let Member { key, key_span, value: node } = member;
                let (attributes, place) = self.attributes(&key, what, node, key_span);
                let place = under(&key, key_span, place);
                ((key, attributes), place)
            })
            .unzip();
        (list, Place { span, children, ..Place::default() })
    }

    /// What a named thing holds. A loop is a list, which is kept as the only attribute, without a name.
    fn attributes(&mut self, id: &str, what: &str, node: Node<'a>, key: Span) -> (Vec<Entry<'a>>, Place<'a>) {
        if id.starts_with(functions::LOOP) {
            let (list, place) = value(node, self.scope, key, self.found);
            return (vec![("".into(), list)], place);
        }
        if matches!(node.kind, Kind::Null) {
            return (Vec::new(), value(node, self.scope, key, self.found).1);
        }
        let span = node.span;
        match node.into_members() {
            Ok(members) => {
                let (attributes, children) = entries(members, self.scope, self.found);
                (attributes, Place { span, children, ..Place::default() })
            }
            Err(node) => {
                self.found.push(problems::no_map(&node, what));
                let place = value(node, self.scope, key, self.found).1;
                (Vec::new(), place)
            }
        }
    }

    fn logical_id(&mut self, member: &Member<'a>) {
        let id = &*member.key;
        let own = id.starts_with("Fn::") || self.scope.macros;
        if !own && (id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
            self.found.push(problems::logical_id(id, member.key_span));
        }
    }

    /// Says what is missing.
    fn finish(&mut self, span: Span) {
        if !self.resources && !self.found.broken {
            let start = span.start as usize;
            self.found.push(problems::no_resources(Span::new(start, start + span.len().min(1))));
        }
    }
}

type Named<'a> = (Text<'a>, Vec<Entry<'a>>);

fn at<'a>(span: Span) -> Place<'a> {
    Place { span, ..Place::default() }
}

/// The names of the macros that process the template.
fn transforms<'n>(members: &'n [Member]) -> Vec<&'n str> {
    let transform = members.iter().find(|member| member.key == "Transform");
    let nodes = transform.map_or(&[][..], |member| match &member.value.kind {
        Kind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(&member.value),
    });
    nodes.iter().filter_map(name).collect()
}

/// A macro is a name, or a map with one.
fn name<'n>(node: &'n Node) -> Option<&'n str> {
    match &node.kind {
        Kind::Text(name) => Some(name),
        Kind::Map(members) => members.iter().find(|member| member.key == "Name").and_then(|member| name(&member.value)),
        _ => None,
    }
}
