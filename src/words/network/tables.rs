//! The route tables that subnets get by themselves.
//!
//! There is one for the public subnets of a VPC, one for those without a way out, and one for each way out: so tables do
//! not depend on the order of statements, and a way out that comes and goes takes nothing but its route with it.

use super::gateways::{Attached, attached};
use super::members::{behind, itself, same, vpc_of};
use super::{ROUTE_TABLE, SUBNET, VPC, routes, targets};
use crate::lower::{Condition, Lowering, derived};
use crate::model::Declaration;
use crate::source::Span;
use crate::template::{Resource, Text, Value};
use crate::words::tags;

/// Everything outside.
pub const EVERYWHERE: &str = "0.0.0.0/0";
/// The type of what gives a subnet its route table.
pub const ASSOCIATION: &str = "AWS::EC2::SubnetRouteTableAssociation";

/// A route table that the stack makes for some subnets.
pub struct Table<'s, 'a> {
    /// Its logical id.
    pub id: Text<'a>,
    /// Its VPC.
    pub vpc: Value<'a>,
    /// What it belongs to, and what it adds to the name of that.
    of: &'s Declaration<'a>,
    suffix: &'static str,
    /// Its default route.
    route: Option<Route<'a>>,
    subnets: Vec<&'s Declaration<'a>>,
}

impl<'a> Table<'_, 'a> {
    /// Whether it is a subnet's.
    pub fn is_of(&self, subnet: &Declaration<'a>) -> bool {
        self.subnets.iter().any(|one| one.logical_id == subnet.logical_id)
    }

    /// Its default route.
    pub fn default_route(self) -> Option<Route<'a>> {
        self.route
    }
}

/// A route.
pub struct Route<'a> {
    /// Its logical id.
    pub id: Text<'a>,
    /// The property that holds what it is for, and that.
    pub destination: (&'static str, Value<'a>),
    /// Where it leads: properties with their values.
    pub targets: Vec<(&'static str, Value<'a>)>,
    /// The condition that its target is there under.
    pub condition: Condition<'a>,
}

/// All of them, in the order of their first subnets.
pub fn tables<'s, 'a>(to: &Lowering<'s, 'a>) -> Vec<Table<'s, 'a>> {
    tables_where(to, |_| true)
}

/// Those of some VPCs.
fn tables_where<'s, 'a>(to: &Lowering<'s, 'a>, is_asked: impl Fn(&Value<'a>) -> bool) -> Vec<Table<'s, 'a>> {
    let mut tables: Vec<Table<'s, 'a>> = Vec::new();
    for subnet in to.declared_of(SUBNET.resource).filter(|one| !one.existing && !one.word.is_raw()) {
        let vpc = behind(subnet, "in", &VPC, to).next().filter(&is_asked);
        let Some(table) = vpc.and_then(|vpc| table_of(subnet, vpc, to)) else { continue };
        match tables.iter_mut().find(|known| known.id == table.id) {
            Some(known) => known.subnets.push(subnet),
            None => tables.push(table),
        }
    }
    tables
}

/// The table that a subnet gets by itself: for its way out, or where it is given no other; in a VPC that exists already
/// its main route table counts then.
fn table_of<'s, 'a>(subnet: &'s Declaration<'a>, vpc: Value<'a>, to: &Lowering<'s, 'a>) -> Option<Table<'s, 'a>> {
    let named = to.declaration_of(&vpc).or_else(|| super::existing_as(&vpc, to));
    let made = |of: &'s Declaration<'a>,
                what: &str,
                suffix,
                target: Option<(Vec<(&'static str, Value<'a>)>, Condition<'a>)>| {
        let id = |part: &str| derived(&of.logical_id, &format!("{what}{part}"));
        let route = target.map(|(targets, condition)| Route {
            id: id("Route"),
            destination: ("DestinationCidrBlock", Value::text(EVERYWHERE)),
            targets,
            condition,
        });
        Table { id: id("RouteTable"), vpc: vpc.clone(), of, suffix, route, subnets: vec![subnet] }
    };
    if subnet.entries.value("route_table").is_some() {
        return None;
    }
    if subnet.entries.on("public", false) {
        let Attached { gateway, condition, .. } = attached(&vpc, to).into_iter().next()?;
        let target = (vec![("GatewayId", gateway)], condition);
        return Some(made(named.unwrap_or(subnet), "Public", "-public", Some(target)));
    }
    if let Some(egress) = subnet.entries.value("egress").filter(|egress| !egress.is_nothing()) {
        let target = (targets::properties(egress, to), targets::condition(egress, to));
        return Some(made(to.declaration_of(egress).unwrap_or(subnet), "", "", Some(target)));
    }
    named.filter(|vpc| !vpc.existing && !is_given_one(subnet, to)).map(|vpc| made(vpc, "Private", "-private", None))
}

/// Whether the file says which route table a subnet has.
fn is_given_one<'a>(subnet: &Declaration<'a>, to: &Lowering<'_, 'a>) -> bool {
    let Some(value) = itself(subnet) else { return false };
    let is_it = |one: &Value<'a>| same(one, &value, to) == Some(true);
    let in_list = |table: &Declaration<'a>| match table.entries.value("subnets") {
        Some(Value::List(subnets)) => subnets.iter().any(is_it),
        _ => false,
    };
    let of_raw = |one: &Declaration<'a>| one.entries.property("SubnetId").is_some_and(|given| is_it(&given.value));
    to.declared_of(ROUTE_TABLE.resource).any(in_list) || to.declared_of(ASSOCIATION).any(of_raw)
}

/// Makes them, with their routes, and gives them to their subnets.
pub fn make(to: &mut Lowering<'_, '_>) {
    for table in tables(to) {
        let condition = condition(&table, to);
        let Table { id, vpc, of, suffix, route, subnets } = table;
        let mut made = Resource::new(id.clone(), ROUTE_TABLE.resource, 2);
        made.set("VpcId", vpc.clone());
        tags::name_made(&mut made, of, suffix, to);
        to.under(condition.clone(), |to| to.push(made, of.span));
        to.under(condition, |to| {
            if let Some(route) = route {
                add_route(Value::Ref(id.clone()), route, of.span, to);
            }
            if let Some(vpc) = to.declaration_of(&vpc) {
                routes::lower(&vpc.entries, &id, to);
            }
        });
        for subnet in subnets {
            let value = Value::Ref(subnet.logical_id.clone());
            let own = derived(&subnet.logical_id, "RouteTableAssociation");
            to.under(subnet.condition.clone(), |to| associate(own, value, Value::Ref(id.clone()), subnet.span, to));
        }
    }
}

/// The condition that a table is made under.
fn condition<'a>(table: &Table<'_, 'a>, to: &Lowering<'_, 'a>) -> Condition<'a> {
    to.any_of(table.subnets.iter().map(|subnet| subnet.condition.clone()))
}

/// Adds a route to a table, where its target is there.
pub fn add_route<'a>(table: Value<'a>, route: Route<'a>, origin: Span, to: &mut Lowering<'_, 'a>) {
    let mut made = Resource::new(route.id, "AWS::EC2::Route", 3);
    made.set("RouteTableId", table);
    made.set(route.destination.0, route.destination.1);
    for (property, target) in route.targets {
        if property == targets::INSTANCE_ID {
            targets::let_forward(&target, to);
        }
        made.set(property, target);
    }
    let condition = to.all_of([to.condition().clone(), route.condition]);
    to.under(condition, |to| to.push(made, origin));
}

/// Gives a subnet its route table.
pub fn associate<'a>(id: Text<'a>, subnet: Value<'a>, table: Value<'a>, origin: Span, to: &mut Lowering<'_, 'a>) {
    let mut association = Resource::new(id, ASSOCIATION, 2);
    association.set("SubnetId", subnet);
    association.set("RouteTableId", table);
    to.push(association, origin);
}

/// The route tables of a VPC that the stack makes, each with its condition.
pub fn tables_in<'a>(vpc: &Value<'a>, to: &Lowering<'_, 'a>) -> Vec<(Value<'a>, Condition<'a>)> {
    let here = |its: &Value<'a>| same(its, vpc, to) == Some(true);
    let made = tables_where(to, here);
    let made = made.iter().map(|table| (Value::Ref(table.id.clone()), condition(table, to)));
    let declared = to.declared_of(ROUTE_TABLE.resource).filter(|table| !table.existing);
    let declared = declared.filter(|table| vpc_of(table, to).is_some_and(|its| here(&its)));
    let declared = declared.map(|table| (Value::Ref(table.logical_id.clone()), table.condition.clone()));
    made.chain(declared).collect()
}
