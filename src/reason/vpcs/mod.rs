//! The networks of a template: which VPC things are in, what their blocks of addresses are, what has to be there first.
//!
//! Everything is about the template, whoever wrote its resources. What only the deploy knows is not known here, and
//! nothing is claimed of it.

mod blocks;
mod check;
mod gateways;
pub mod groups;
mod members;
mod public;

pub use check::{At, Finding, check};
pub use gateways::Needed;

use crate::template::{Resource, Template, Value};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// Something that a value names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing<'t> {
    /// A resource of the template, by its position.
    Own(usize),
    /// What exists already, by its id.
    Id(&'t str),
    /// What an input names.
    Input(&'t str),
}

impl Thing<'_> {
    /// Whether two are one; none where nobody can say: an input may name anything that exists already.
    pub fn is(self, other: Self) -> Option<bool> {
        match (self, other) {
            _ if self == other => Some(true),
            (Self::Own(_) | Self::Id(_), Self::Own(_) | Self::Id(_)) => Some(false),
            (_, Self::Input(_)) | (Self::Input(_), _) => None,
        }
    }
}

/// The networks of a template.
pub struct Networks<'t> {
    /// Its resources.
    pub resources: &'t [Resource<'t>],
    template: &'t Template<'t>,
    /// Where they are, by their logical ids, once somebody asked.
    places: OnceCell<FxHashMap<&'t str, usize>>,
    /// What of it has a part in a network: its positions, by the types.
    kinds: FxHashMap<&'t str, Vec<usize>>,
}

impl<'t> Networks<'t> {
    /// Those of a template; none where it has nothing of them.
    pub fn of(template: &'t Template<'t>) -> Option<Self> {
        let mut kinds: FxHashMap<&'t str, Vec<usize>> = FxHashMap::default();
        for (at, resource) in template.resources.iter().enumerate() {
            if matches!(resource.kind.strip_prefix("AWS::EC2::"), Some(kind) if kind != "Instance") {
                kinds.entry(&resource.kind).or_default().push(at);
            }
        }
        if kinds.is_empty() {
            return None;
        }
        Some(Self { resources: &template.resources, template, places: OnceCell::new(), kinds })
    }

    /// Where a resource is.
    fn place(&self, id: &str) -> Option<usize> {
        let places = self.places.get_or_init(|| {
            let resources = self.resources.iter().enumerate();
            let mut places: FxHashMap<&'t str, usize> = resources.map(|(at, one)| (one.id.as_ref(), at)).collect();
            // Of two things with one id, which is wrong, the parameter is what is meant.
            self.template.parameters.iter().for_each(|parameter| _ = places.remove(parameter.id.as_ref()));
            places
        });
        places.get(id).copied()
    }

    /// The resources of a type below `AWS::EC2::`, instances excepted, in order.
    pub fn all(&self, kind: &str) -> impl Iterator<Item = usize> + '_ {
        self.kinds.get(kind).into_iter().flatten().copied()
    }

    /// What a value names by what identifies it; none where nobody can say.
    pub fn thing(&self, value: &'t Value<'t>) -> Option<Thing<'t>> {
        match value {
            Value::Text(id) => Some(Thing::Id(id)),
            Value::Ref(id) => match self.place(id) {
                Some(at) => Some(Thing::Own(at)),
                None if id.starts_with("AWS::") => None,
                None => Some(Thing::Input(id)),
            },
            Value::GetAtt(target) => {
                let at = self.place(&target.0)?;
                let own = &self.resources[at];
                match target.1.as_ref() {
                    "VpcId" if own.kind != "AWS::EC2::VPC" => self.thing(own.get("VpcId")?),
                    "Id" | "VpcId" | "SubnetId" | "GroupId" | "RouteTableId" | "AllocationId" => Some(Thing::Own(at)),
                    "InternetGatewayId" | "NatGatewayId" | "InstanceId" | "NetworkInterfaceId" => Some(Thing::Own(at)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// What a property names.
    pub fn named(&self, at: usize, property: &str) -> Option<Thing<'t>> {
        self.thing(self.resources[at].get(property)?)
    }

    /// What a property names, which is a list or one of them; what nobody knows is left out.
    pub fn listed(&self, value: Option<&'t Value<'t>>) -> Vec<Thing<'t>> {
        let all = match value {
            Some(Value::List(all)) => &all[..],
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        all.iter().filter_map(|one| self.thing(one)).collect()
    }
}
