//! Which subnets lead to the internet.

use super::{Networks, Thing};
use crate::reason::references;
use crate::template::Value;

impl Networks<'_> {
    /// Whether a subnet has a route to an internet gateway; none where nobody can say, or in some cases only.
    pub fn is_public(&self, subnet: usize) -> Option<bool> {
        // In a VPC that exists already the main route table may lead anywhere.
        let Some(Thing::Own(_)) = self.vpc(Thing::Own(subnet)) else { return None };
        let mut tables = Vec::new();
        for at in self.all("AWS::EC2::SubnetRouteTableAssociation") {
            if self.named(at, "SubnetId")?.is(Thing::Own(subnet))? {
                match self.named(at, "RouteTableId")? {
                    Thing::Own(table) => tables.push((at, table)),
                    Thing::Id(_) | Thing::Input(_) => return None,
                }
            }
        }
        let mut leads = Some(false);
        for route in self.all("AWS::EC2::Route").filter(|route| self.may_lead_out(*route)) {
            let table = self.named(route, "RouteTableId")?;
            let Some((given, _)) = tables.iter().find(|(_, its)| table == Thing::Own(*its)) else { continue };
            let always = [route, *given]
                .iter()
                .all(|at| self.condition(*at).is_none_or(|its| Some(its) == self.condition(subnet)));
            leads = if always { Some(true) } else { leads.filter(|leads| *leads) };
        }
        leads
    }

    /// The condition that a resource is made under.
    fn condition(&self, at: usize) -> Option<&str> {
        references::condition(&self.resources[at].attributes)
    }

    /// Whether a route may lead to an internet gateway.
    fn may_lead_out(&self, route: usize) -> bool {
        let Some(gateway) = self.resources[route].get("GatewayId") else { return false };
        match (self.thing(gateway), gateway) {
            (Some(Thing::Own(at)), _) => self.resources[at].kind == "AWS::EC2::InternetGateway",
            (_, Value::Text(id)) => id.starts_with("igw-"),
            (_, _) => true,
        }
    }
}
