//! The sections of a template.

mod named;
mod problems;
mod resource;
mod transform;

use super::node::{Kind, Member, Node};
use super::place::Place;
use super::problems::Problems;
use super::value::{Scope, entries, under, value};
use crate::source::Span;
use crate::template::{Entry, FORMAT_VERSION, Template, Text};

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
pub(super) fn read<'a>(root: Option<Node<'a>>, found: &mut Problems) -> (Template<'a>, Place<'a>) {
    let Some(root) = root else {
        if !found.broken {
            found.push(problems::no_resources(Span::default()));
        }
        return (Template::default(), Place::default());
    };
    let span = root.span;
    let members = match root.kind {
        Kind::Map(members) => members,
        // A document without a value.
        Kind::Null if span.is_empty() => Vec::new(),
        kind => {
            found.push(problems::no_map(&Node::new(span, kind), "a template"));
            return (Template::default(), at(span));
        }
    };
    let mut reader = Sections::new(&members, found);
    let first = members.first().map_or(Span { end: span.start, ..span }, |member| member.key_span);
    let children = members.into_iter().map(|member| reader.section(member)).collect();
    reader.finish(first);
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
        let transforms = transform::names(members);
        let sam = transforms.contains(&SAM);
        let macros = transforms.iter().any(|name| !name.starts_with("AWS::"));
        if sam {
            found.allow_aliases();
        }
        // A transform may take away what is null before CloudFormation sees it.
        let scope = Scope { macros, nulls: !transforms.is_empty(), ..Scope::default() };
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
            // CloudFormation takes names such as `Public&Private` for conditions.
            "Conditions" => (conditions, false),
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
                self.found.push_with(|| problems::unknown_section(key, key_span));
            }
            return value(node, Scope { nulls: true, ..self.scope }, key_span, self.found).1;
        }
        let (members, place) = self.entries(key, node, key_span, scope, named);
        into(&mut self.template, members);
        place
    }

    fn version(&mut self, node: Node<'a>, key_span: Span) -> Place<'a> {
        if !node.is_null() && node.text().is_none_or(|text| text != FORMAT_VERSION) {
            self.found.push(problems::version(node.span));
        }
        value(node, self.scope, key_span, self.found).1
    }

    fn description(&mut self, node: Node<'a>, key_span: Span) -> Place<'a> {
        self.template.description = node.text().cloned();
        if self.template.description.is_none() && !node.is_null() {
            self.found.push(problems::no_text(&node, "the description"));
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
        if node.is_null() {
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

    /// Says what is missing, at the first thing there is.
    fn finish(&mut self, first: Span) {
        if !self.resources && !self.found.broken {
            self.found.push(problems::no_resources(first));
        }
    }
}

fn at<'a>(span: Span) -> Place<'a> {
    Place { span, ..Place::default() }
}
