//! What other resources and parameters give, in a place that wants something.

use super::presence::{self, Presence};
use super::{Checker, Problem, Target};
use crate::diagnostic::Diagnostic;
use crate::schema::{Place, Type, Types, find, kind};
use crate::template::Value;

/// Types whose attributes are named by somebody else, or may hold anything.
pub const ANYTHING: &[&str] = &[
    "AWS::CloudFormation::CustomResource",
    "AWS::CloudFormation::Stack",
    "AWS::Serverless::Application",
    "AWS::ServiceCatalog::CloudFormationProvisionedProduct",
    "AWS::SSM::Parameter",
];

/// Parameter types that stand for something, with its kind.
const PARAMETERS: &[(&str, &str)] = &[
    ("AWS::EC2::Image::Id", "AWS::EC2::Image.Id"),
    ("AWS::EC2::SecurityGroup::GroupName", "AWS::EC2::SecurityGroup.Name"),
    ("AWS::EC2::SecurityGroup::Id", "AWS::EC2::SecurityGroup.Id"),
    ("AWS::EC2::Subnet::Id", "AWS::EC2::Subnet.Id"),
    ("AWS::EC2::VPC::Id", "AWS::EC2::VPC.Id"),
    ("AWS::Route53::HostedZone::Id", "AWS::Route53::HostedZone.Id"),
];

impl<'v> Checker<'_, 'v> {
    /// `Ref`.
    pub(super) fn reference(&mut self, place: Place, id: &'v str, value: &'v Value<'v>) {
        self.unsure = true;
        match self.context.target(id) {
            Some(Target::Parameter(kind)) => self.parameter(place, id, kind, value),
            Some(Target::Resource(at)) => {
                self.gives(place, Types::STRING, value);
                let resource = &self.context.template.resources[at];
                let Some(of) = find(&resource.kind).filter(|of| !ANYTHING.contains(&of.name)) else { return };
                let mut kinds = referred(of);
                // Outside of a VPC, a security group is known by its name.
                if of.name == "AWS::EC2::SecurityGroup" {
                    match presence::of(&resource.properties, "VpcId") {
                        Presence::Yes => kinds.retain(|kind| kind.ends_with(".Id")),
                        Presence::No => kinds.retain(|kind| kind.ends_with(".Name")),
                        Presence::Maybe => {}
                    }
                }
                self.same_kind(place, of, &format!("`{id}`"), &kinds);
            }
            None if id == "AWS::NotificationARNs" => self.gives(place, Types::ARRAY, value),
            None if id.starts_with("AWS::") && id != "AWS::NoValue" => self.gives(place, Types::STRING, value),
            None => {}
        }
    }

    /// `Fn::GetAtt`.
    pub(super) fn attribute(&mut self, place: Place, id: &'v str, name: &'v str, value: &'v Value<'v>) {
        self.unsure = true;
        let Some(Target::Resource(at)) = self.context.target(id) else { return };
        let Some(of) = find(&self.context.template.resources[at].kind).filter(|of| !ANYTHING.contains(&of.name)) else {
            return;
        };
        let Some(given) = of.attribute(name) else { return };
        let types = given.types();
        if types.is(Types::ARRAY) {
            self.gives(place, Types::ARRAY, value);
        } else if types.is(Types::STRING) {
            self.gives(place, Types::STRING, value);
        }
        let kinds: Vec<&str> = given.kinds().collect();
        self.same_kind(place, of, &format!("`{id}.{name}`"), &kinds);
    }

    fn parameter(&mut self, place: Place, id: &str, kind: &'v str, value: &'v Value<'v>) {
        let resolved = kind.strip_prefix("AWS::SSM::Parameter::Value<").and_then(|rest| rest.strip_suffix('>'));
        let kind = resolved.unwrap_or(kind);
        let item = kind.strip_prefix("List<").and_then(|rest| rest.strip_suffix('>'));
        if item.is_some() || kind == "CommaDelimitedList" {
            return self.gives(place, Types::ARRAY, value);
        }
        if kind.is_empty() {
            return;
        }
        self.gives(place, Types::STRING, value);
        let Some((_, given)) = PARAMETERS.iter().find(|(name, _)| *name == kind) else { return };
        let is_one = |wanted: &str| PARAMETERS.iter().any(|(_, kind)| *kind == wanted);
        if place.kinds().next().is_some() && place.kinds().all(is_one) && !place.kinds().any(|wanted| wanted == *given)
        {
            self.wrong_kind(place, format!("the parameter `{id}` is {}", what(given)), None);
        }
    }

    fn same_kind(&mut self, place: Place, of: &'static Type, called: &str, given: &[&'static str]) {
        let wanted: Vec<&str> = place.kinds().collect();
        if wanted.is_empty() || wanted.iter().any(|kind| given.contains(kind)) {
            return;
        }
        let is = match given {
            [] => format!("{called} of {} is not one", of.name),
            [one, ..] => format!("{called} is {}", what(one)),
        };
        let better = wanted.iter().find_map(|kind| of.giving(kind));
        let help = better.map(|attribute| match attribute {
            "" => "take the resource itself, without an attribute".to_owned(),
            attribute => format!("take its attribute `{attribute}`"),
        });
        self.wrong_kind(place, is, help);
    }

    fn wrong_kind(&mut self, place: Place, is: String, help: Option<String>) {
        let Some(wanted) = place.kinds().next() else { return };
        let message = format!("expected {} for `{}`, but {is}", what(wanted), self.called());
        let resource = kind(wanted).map_or(wanted, |kind| kind.resource());
        let problem = Diagnostic::error("wrong-kind", message).help(
            help.unwrap_or_else(|| format!("name something of the type {resource}, or write {} out", what(wanted))),
        );
        self.report(Problem::value(problem, format!("expected {}", what(wanted))));
    }
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
