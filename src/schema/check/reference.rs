//! What other resources and parameters give, in a place that wants something.

use super::presence::{self, Presence};
use super::{Checker, Problem, Target};
use crate::diagnostic::Diagnostic;
use crate::schema::{Place, Type, Types, find, is_of_parameter, kind, of_parameter};
use crate::template::Value;

impl<'v> Checker<'_, 'v> {
    /// `Ref`.
    pub(super) fn reference(&mut self, place: Place, id: &'v str, value: &'v Value<'v>) {
        self.unsure = true;
        match self.context.target(id) {
            Some(Target::Parameter(kind)) => self.parameter(place, id, kind, value),
            Some(Target::Resource(at)) => {
                if !self.gives(place, Types::STRING, value) {
                    return;
                }
                let resource = &self.context.template.resources[at];
                let Some(of) = find(&resource.kind).filter(|of| !of.gives_anything()) else { return };
                let mut kinds = referred(of);
                // Outside of a VPC, a security group is known by its name.
                if of.name == "AWS::EC2::SecurityGroup" {
                    match presence::of(&resource.properties, "VpcId") {
                        Presence::Yes => kinds.retain(|kind| kind.ends_with(".Id")),
                        Presence::No => kinds.retain(|kind| kind.ends_with(".Name")),
                        Presence::Maybe => {}
                    }
                }
                self.same_kind(place, Given { of, id, attribute: "" }, &kinds);
            }
            None if id == "AWS::NoValue" || !id.starts_with("AWS::") => {}
            None => {
                let given = if id == "AWS::NotificationARNs" { Types::ARRAY } else { Types::STRING };
                self.gives(place, given, value);
            }
        }
    }

    /// `Fn::GetAtt`.
    pub(super) fn attribute(&mut self, place: Place, id: &'v str, name: &'v str, value: &'v Value<'v>) {
        self.unsure = true;
        let Some(Target::Resource(at)) = self.context.target(id) else { return };
        let Some(of) = find(&self.context.template.resources[at].kind).filter(|of| !of.gives_anything()) else {
            return;
        };
        let Some(given) = of.attribute(name) else { return };
        let types = given.types();
        let fits =
            if types.is(Types::ARRAY) || types.is(Types::STRING) { self.gives(place, types, value) } else { true };
        if fits {
            let kinds: Vec<&str> = given.kinds().collect();
            self.same_kind(place, Given { of, id, attribute: name }, &kinds);
        }
    }

    fn parameter(&mut self, place: Place, id: &str, kind: &'v str, value: &'v Value<'v>) {
        let resolved = kind.strip_prefix("AWS::SSM::Parameter::Value<").and_then(|rest| rest.strip_suffix('>'));
        let kind = resolved.unwrap_or(kind);
        let item = kind.strip_prefix("List<").and_then(|rest| rest.strip_suffix('>'));
        if item.is_some() || kind == "CommaDelimitedList" {
            self.gives(place, Types::ARRAY, value);
            return;
        }
        if kind.is_empty() || !self.gives(place, Types::STRING, value) {
            return;
        }
        let Some(given) = of_parameter(kind) else { return };
        if place.kinds().next().is_some()
            && place.kinds().all(is_of_parameter)
            && !place.kinds().any(|wanted| wanted == given)
        {
            let wanted = place.kinds().next().unwrap_or_default();
            self.wrong_kind(wanted, format!("the parameter `{}` is {}", self.context.called(id), what(given)), None);
        }
    }

    fn same_kind(&mut self, place: Place, given: Given<'_>, kinds: &[&'static str]) {
        let mut wanted: Vec<&str> = place.kinds().collect();
        if wanted.is_empty() {
            wanted = place.relations().collect();
            // Where people usually give this, other things may do, but for what nothing else is.
            if !wanted.iter().all(|relation| is_exact(relation)) {
                return;
            }
        }
        let fits = |kind: &&str| kinds.contains(kind) || given.is(kind);
        if wanted.is_empty() || wanted.iter().any(fits) {
            return;
        }
        let called = given.called(self.context.called(given.id));
        let is = match kinds {
            [one, ..] => format!("{called} is {}", what(one)),
            [] if given.attribute.is_empty() => format!("{called} is an {}", given.of.name),
            [] if kind(wanted[0]).is_some_and(|one| one.resource() == given.of.name) => {
                format!("{called} is another attribute")
            }
            [] => format!("{called} belongs to an {}", given.of.name),
        };
        let better = wanted.iter().find_map(|kind| given.of.giving(kind).or_else(|| given.of.related(kind)));
        let help = better.map(|attribute| match attribute {
            "" => "take the resource itself, without an attribute".to_owned(),
            attribute => format!("take its attribute `{attribute}`"),
        });
        self.wrong_kind(wanted[0], is, help);
    }

    fn wrong_kind(&mut self, wanted: &str, is: String, help: Option<String>) {
        let message = format!("expected {} for `{}`, but {is}", what(wanted), self.called());
        let resource = kind(wanted).map_or(wanted, |kind| kind.resource());
        let problem = Diagnostic::error("wrong-kind", message).help(
            help.unwrap_or_else(|| format!("name something of the type {resource}, or write {} out", what(wanted))),
        );
        self.report(Problem::value(problem, format!("expected {}", what(wanted))));
    }
}

/// What another resource gives.
#[derive(Clone, Copy)]
struct Given<'g> {
    of: &'static Type,
    id: &'g str,
    /// Its attribute, or nothing for `Ref`.
    attribute: &'g str,
}

impl Given<'_> {
    /// Whether it is what a relation such as `AWS::IAM::Role.Arn` names.
    fn is(self, relation: &str) -> bool {
        self.of.related(relation) == Some(self.attribute)
    }

    fn called(self, name: &str) -> String {
        if self.attribute.is_empty() { format!("`{name}`") } else { format!("`{name}.{}`", self.attribute) }
    }
}

/// Whether only the thing itself will do: the services look at what IAM's names and ARNs are of.
fn is_exact(relation: &str) -> bool {
    ["AWS::IAM::Role.", "AWS::IAM::InstanceProfile."].iter().any(|one| relation.starts_with(one))
}

/// What `Ref` gives.
fn referred(of: &'static Type) -> Vec<&'static str> {
    match of.reference.as_slice() {
        [_] => of.reference_place().map(|place| place.kinds().collect()).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// A kind in words.
pub fn what(name: &str) -> String {
    kind(name).map_or_else(|| format!("an {name}"), |kind| kind.what.to_owned())
}
