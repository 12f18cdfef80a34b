//! Which subnets may lead to the internet.

use super::{Networks, Thing};
use crate::template::Value;

impl Networks<'_> {
    /// Whether a subnet may have a route to an internet gateway: not where it is certain that it has none.
    pub fn may_be_public(&self, subnet: usize) -> bool {
        // In a VPC that exists already the main route table may lead anywhere.
        if !matches!(self.vpc(Thing::Own(subnet)), Some(Thing::Own(_))) {
            return true;
        }
        let mut tables = Vec::new();
        for at in self.all("AWS::EC2::SubnetRouteTableAssociation") {
            match self.named(at, "SubnetId").and_then(|its| its.is(Thing::Own(subnet))) {
                Some(false) => {}
                Some(true) => match self.named(at, "RouteTableId") {
                    Some(table @ Thing::Own(_)) => tables.push(table),
                    Some(Thing::Id(_) | Thing::Input(_)) | None => return true,
                },
                None => return true,
            }
        }
        self.all("AWS::EC2::Route").any(|route| self.may_lead_out(route, &tables))
    }

    /// Whether a route may be one of these tables to an internet gateway.
    fn may_lead_out(&self, route: usize, tables: &[Thing<'_>]) -> bool {
        let Some(gateway) = self.resources[route].get("GatewayId") else { return false };
        let is_theirs = match self.named(route, "RouteTableId") {
            Some(table @ Thing::Own(_)) => tables.contains(&table),
            Some(Thing::Id(_) | Thing::Input(_)) | None => true,
        };
        is_theirs
            && match (self.thing(gateway), gateway) {
                (Some(Thing::Own(at)), _) => self.resources[at].kind == "AWS::EC2::InternetGateway",
                (_, Value::Text(id)) => id.starts_with("igw-"),
                (_, _) => true,
            }
    }
}
