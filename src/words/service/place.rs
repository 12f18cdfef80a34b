//! Where a service runs: its subnets, its security groups, and whether it has a public address.

use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Value;
use crate::words::network;
use crate::words::subnets::{self, Placed, Placing};

const PROPERTY: &str = "NetworkConfiguration";
/// ECS wants no group of subnets.
static PLACING: Placing = Placing { group: "", description: "", security_groups: PROPERTY };

/// Where a service runs.
pub struct Place<'a> {
    placed: Placed<'a>,
    /// Whether all of its subnets are surely public.
    public: bool,
}

impl<'a> Place<'a> {
    /// Reads it.
    pub fn of<'s>(service: &Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Self {
        let mut public = false;
        let placed = subnets::place(
            service,
            &PLACING,
            |named, to| {
                let is_public = |subnet: &crate::lower::Related<'s, 'a>| {
                    subnet.declaration.and_then(|one| network::is_public(one, to))
                };
                public = !named.is_empty() && named.iter().all(|subnet| is_public(subnet) == Some(true));
            },
            to,
        );
        Self { placed, public }
    }

    /// The property that says it.
    pub fn configuration(&self, service: &Declaration<'a>) -> Option<Value<'a>> {
        if service.entries.property(PROPERTY).is_some() || self.placed.subnets.is_empty() {
            return None;
        }
        let has_address = service.entries.on("public_ip", self.public);
        let mut parts = vec![("Subnets", Value::list(self.placed.subnets.clone()))];
        parts.extend(self.placed.groups.clone().map(|groups| ("SecurityGroups", groups)));
        parts.push(("AssignPublicIp", Value::text(if has_address { "ENABLED" } else { "DISABLED" })));
        Some(Value::map([("AwsvpcConfiguration", Value::map(parts))]))
    }

    /// Adds the security group, which lets in at the service's port whom it names.
    pub fn push(self, service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
        let port: Vec<Value<'a>> = service.entries.value("port").cloned().into_iter().collect();
        self.placed.push_security_group(service, &port, to);
    }
}
