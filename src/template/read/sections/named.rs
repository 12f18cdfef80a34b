//! Sections of things with logical ids: parameters and outputs, and what resources have in common with them.

use super::{Sections, at, problems};
use crate::source::Span;
use crate::template::read::functions;
use crate::template::read::node::{Member, Node};
use crate::template::read::place::Place;
use crate::template::read::value::{entries, under, value};
use crate::template::{Entry, Output, Parameter, Text};

/// A logical id with what is said of it.
type Named<'a> = (Text<'a>, Vec<Entry<'a>>);

impl<'a> Sections<'a, '_> {
    pub(super) fn parameters(&mut self, node: Node<'a>, key_span: Span) -> Place<'a> {
        let (list, place) = self.named("Parameters", "a parameter", node, key_span);
        self.template.parameters = list.into_iter().map(|(id, attributes)| Parameter { id, attributes }).collect();
        place
    }

    pub(super) fn outputs(&mut self, node: Node<'a>, key_span: Span) -> Place<'a> {
        let (list, place) = self.named("Outputs", "an output", node, key_span);
        self.template.outputs = list.into_iter().map(|(id, attributes)| Output { id, attributes }).collect();
        place
    }

    /// Named maps of values.
    pub(super) fn named(
        &mut self,
        section: &str,
        what: &str,
        node: Node<'a>,
        key_span: Span,
    ) -> (Vec<Named<'a>>, Place<'a>) {
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
    pub(super) fn attributes(
        &mut self,
        id: &str,
        what: &str,
        node: Node<'a>,
        key: Span,
    ) -> (Vec<Entry<'a>>, Place<'a>) {
        if id.starts_with(functions::LOOP) {
            let (list, place) = value(node, self.scope, key, self.found);
            return (vec![("".into(), list)], place);
        }
        if node.is_null() {
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

    pub(super) fn logical_id(&mut self, member: &Member<'a>) {
        let id = &*member.key;
        let own = id.starts_with("Fn::") || self.scope.macros;
        if !own && (id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
            self.found.push(problems::logical_id(id, member.key_span));
        }
    }
}
