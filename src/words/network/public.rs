//! Which subnets are public: those whose route table leads to an internet gateway.

use super::members::{behind, itself, same};
use super::{INTERNET_GATEWAY, ROUTE_TABLE, VPC};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Value;
use crate::words::sentence::Clauses;

/// Blocks that stand for the whole internet.
const EVERYWHERE: [&str; 2] = ["0.0.0.0/0", "::/0"];

/// Whether a subnet is public; none where nobody can say.
pub fn is_public<'a>(subnet: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Option<bool> {
    let value = itself(subnet)?;
    let tables = tables_of(subnet, &value, to)?;
    if let Some(table) = tables.first() {
        return match tables.len() {
            1 => public_table(table, to),
            _ => None,
        };
    }
    if subnet.existing || subnet.word.is_raw() {
        return None;
    }
    match (subnet.entries.value("public"), subnet.entries.value("egress")) {
        (Some(Value::Bool(public)), _) => Some(*public),
        (None, Some(egress)) => is_gateway(egress, to),
        // In a VPC of its own the stack makes a route table for such subnets; otherwise that of the VPC counts.
        (None, None) => behind(subnet, "in", &VPC, to).next().and_then(|vpc| to.declaration_of(&vpc)).map(|_| false),
        (Some(_), _) => None,
    }
}

/// The route tables that a subnet is given; none where nobody can say which.
fn tables_of<'a>(subnet: &Declaration<'a>, value: &Value<'a>, to: &Lowering<'_, 'a>) -> Option<Vec<Value<'a>>> {
    let mut tables: Vec<Value<'a>> = subnet.entries.value("route_table").cloned().into_iter().collect();
    for table in to.declared_of(ROUTE_TABLE.resource).filter(|table| !table.existing) {
        let Some(Value::List(subnets)) = table.entries.value("subnets") else { continue };
        if has(subnets, value, to)? {
            tables.push(itself(table)?);
        }
    }
    for association in to.declared_of("AWS::EC2::SubnetRouteTableAssociation").filter(|one| !one.existing) {
        let property = |name: &str| association.entries.property(name).map(|given| &given.value);
        let Some(its) = property("SubnetId") else { continue };
        if same(its, value, to)? {
            // One that is made in some cases only leaves the others open.
            tables.push(property("RouteTableId").filter(|_| association.condition == subnet.condition)?.clone());
        }
    }
    Some(tables)
}

fn has<'a>(values: &[Value<'a>], wanted: &Value<'a>, to: &Lowering<'_, 'a>) -> Option<bool> {
    let mut answers = values.iter().map(|value| same(value, wanted, to));
    match answers.clone().any(|answer| answer == Some(true)) {
        true => Some(true),
        false => answers.all(|answer| answer.is_some()).then_some(false),
    }
}

/// Whether a route table leads to an internet gateway; none where nobody can say.
pub fn public_table<'a>(table: &Value<'a>, to: &Lowering<'_, 'a>) -> Option<bool> {
    let declared = to.declaration_of(table)?;
    let mut unsure = false;
    for sentence in declared.entries.sentences("route") {
        let clauses = Clauses::of(&sentence.arguments, &["to"]);
        let mut problems = Vec::new();
        let destination = clauses.head.first().and_then(|one| to.values().text(&one.value, &mut problems));
        let target = clauses.behind("to").first();
        let target = target.and_then(|one| to.values().one_of_kind(&one.value, &INTERNET_GATEWAY, &mut problems));
        let leads = leads_out(destination.as_ref(), target.as_ref(), to);
        unsure |= leads.is_none() || leads == Some(true) && sentence.condition.is_some();
        if leads == Some(true) && sentence.condition.is_none() {
            return Some(true);
        }
    }
    for route in to.declared_of("AWS::EC2::Route").filter(|route| !route.existing) {
        let property = |name: &str| route.entries.property(name).map(|given| &given.value);
        let Some(its) = property("RouteTableId") else { continue };
        let destination = property("DestinationCidrBlock").or_else(|| property("DestinationIpv6CidrBlock"));
        match (same(its, table, to), leads_out(destination, property("GatewayId"), to)) {
            (Some(false), _) | (_, Some(false)) => {}
            (Some(true), Some(true)) if route.condition == declared.condition => return Some(true),
            (_, _) => unsure = true,
        }
    }
    (!unsure).then_some(false)
}

/// Whether a route is one to everywhere through an internet gateway.
fn leads_out<'a>(destination: Option<&Value<'a>>, target: Option<&Value<'a>>, to: &Lowering<'_, 'a>) -> Option<bool> {
    let Some(target) = target else { return Some(false) };
    let leads = is_gateway(target, to);
    match destination {
        Some(Value::Text(block)) if !EVERYWHERE.contains(&block.as_ref()) => Some(false),
        Some(Value::Text(_)) => leads,
        Some(_) => leads.filter(|leads| !leads),
        None => Some(false),
    }
}

/// Whether a value is an internet gateway.
fn is_gateway<'a>(value: &Value<'a>, to: &Lowering<'_, 'a>) -> Option<bool> {
    if let Some(declared) = to.declaration_of(value) {
        return Some(declared.resource_type() == INTERNET_GATEWAY.resource);
    }
    match value {
        Value::Text(id) => Some(id.starts_with(INTERNET_GATEWAY.prefix)),
        _ => None,
    }
}
