//! Resources.

use super::{Sections, at, problems};
use crate::source::Span;
use crate::template::read::functions;
use crate::template::read::node::{Kind, Member, Node};
use crate::template::read::place::Place;
use crate::template::read::value::{Scope, entries, under, value};
use crate::template::{Resource, Text};

/// What a resource may have. `Description` and `Version` are in no list of AWS's, but CloudFormation takes them.
pub(super) const ATTRIBUTES: &[&str] = &[
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Description",
    "Metadata",
    "Properties",
    "Type",
    "UpdatePolicy",
    "UpdateReplacePolicy",
    "Version",
];
/// What SAM allows besides.
const SAM_ATTRIBUTES: &[&str] = &["Connectors", "IgnoreGlobals"];

impl<'a> Sections<'a, '_> {
    pub(super) fn resources(&mut self, node: Node<'a>, key_span: Span) -> Place<'a> {
        self.resources = true;
        let span = node.span;
        let Some(members) = self.members("Resources", node, key_span) else { return at(span) };
        if members.is_empty() && !self.found.broken {
            self.found.push(problems::no_resources(key_span));
        }
        let (list, children) = members.into_iter().map(|member| self.resource(member)).unzip();
        self.template.resources = list;
        Place { span, children, ..Place::default() }
    }

    fn resource(&mut self, member: Member<'a>) -> (Resource<'a>, Place<'a>) {
        self.logical_id(&member);
        let Member { key, key_span, value: node } = member;
        let mut resource = Resource::new(key.clone(), "", 0);
        let is_map = matches!(node.kind, Kind::Map(_) | Kind::Tagged(_));
        let place = if is_map && !key.starts_with("Fn::") {
            self.content(&mut resource, node, key_span)
        } else {
            let (attributes, place) = self.attributes(&key, "a resource", node, key_span);
            resource.attributes = attributes;
            place
        };
        (resource, under(&key, key_span, place))
    }

    /// The attributes of a resource.
    fn content(&mut self, resource: &mut Resource<'a>, node: Node<'a>, id: Span) -> Place<'a> {
        let span = node.span;
        let mut typed = false;
        let mut children = Vec::new();
        for Member { key, key_span, value: node } in node.into_members().unwrap_or_default() {
            let place = match &*key {
                "Type" => {
                    typed = true;
                    self.kind(resource, node, key_span)
                }
                "Properties" => self.properties(resource, &key, node, key_span),
                _ => self.attribute(resource, &key, node, key_span),
            };
            children.push(under(&key, key_span, place));
        }
        if !typed && !self.found.broken && !self.scope.macros {
            self.found.push(problems::no_type(&resource.id, id));
        }
        Place { span, children, ..Place::default() }
    }

    fn kind(&mut self, resource: &mut Resource<'a>, node: Node<'a>, key_span: Span) -> Place<'a> {
        // A tag that nobody knows was reported.
        let reported = matches!(&node.kind, Kind::Tagged(member) if functions::find(&member.key).is_none());
        match node.text() {
            Some(kind) => resource.kind = kind.clone(),
            None if node.is_null() || reported => {}
            None => self.found.push(problems::no_text(&node, "a resource's type")),
        }
        value(node, self.scope, key_span, self.found).1
    }

    /// The properties; what is no map stays an attribute, so that it is not lost.
    fn properties(&mut self, resource: &mut Resource<'a>, key: &Text<'a>, node: Node<'a>, at: Span) -> Place<'a> {
        let span = node.span;
        match node.into_members() {
            Ok(members) => {
                let (properties, children) = entries(members, self.scope, self.found);
                resource.properties = properties;
                Place { span, children, ..Place::default() }
            }
            Err(node) => {
                if !node.is_null() {
                    self.found.push(problems::no_map(&node, "`Properties`"));
                }
                let (value, place) = value(node, self.scope, at, self.found);
                resource.attributes.push((key.clone(), value));
                place
            }
        }
    }

    fn attribute(&mut self, resource: &mut Resource<'a>, key: &Text<'a>, node: Node<'a>, at: Span) -> Place<'a> {
        // The serverless transform takes no notice of what it does not know in its own resources.
        let is_serverless = self.sam && resource.kind.starts_with("AWS::Serverless::");
        let known = ATTRIBUTES.contains(&&**key) || is_serverless || self.sam && SAM_ATTRIBUTES.contains(&&**key);
        if !known && !key.starts_with(functions::PREFIX) && !self.scope.macros {
            self.found.push_with(|| problems::unknown_attribute(key, at));
        }
        let scope = Scope { nulls: self.scope.nulls || key == "Metadata", ..self.scope };
        let (value, place) = value(node, scope, at, self.found);
        resource.attributes.push((key.clone(), value));
        place
    }
}
