//! What has to be there before something in a subnet reaches the outside.

use super::members::{itself, same};
use super::tables::{ASSOCIATION, EVERYWHERE, tables};
use crate::lower::{Condition, Lowering, derived};
use crate::model::Declaration;
use crate::template::{Text, Value};

/// The logical ids of the route table's place in a subnet and of its default route, each with the condition that it is
/// there under. Empty where nobody can say.
pub fn way_out<'a>(subnet: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Vec<(Text<'a>, Condition<'a>)> {
    let mut needed = made(subnet, to);
    let Some(value) = itself(subnet) else { return needed };
    let property = |of: &Declaration<'a>, name: &str| of.entries.property(name).map(|given| given.value.clone());
    let is = |one: Option<Value<'a>>, other: &Value<'a>| one.is_some_and(|one| same(&one, other, to) == Some(true));
    let own = |one: &&Declaration<'a>| !one.existing;
    for association in to.declared_of(ASSOCIATION).filter(own).filter(|one| is(property(one, "SubnetId"), &value)) {
        needed.push((association.logical_id.clone(), association.condition.clone()));
        let Some(table) = property(association, "RouteTableId") else { continue };
        let leads_out = |one: &&Declaration<'a>| {
            is(property(one, "RouteTableId"), &table)
                && property(one, "DestinationCidrBlock") == Some(Value::text(EVERYWHERE))
        };
        let routes = to.declared_of("AWS::EC2::Route").filter(own).filter(leads_out);
        needed.extend(routes.map(|route| (route.logical_id.clone(), route.condition.clone())));
    }
    needed
}

/// The same of the route table that a subnet gets by itself.
fn made<'a>(subnet: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Vec<(Text<'a>, Condition<'a>)> {
    let found = tables(to).into_iter().find(|table| table.is_of(subnet));
    let Some(route) = found.and_then(|table| table.default_route()) else { return Vec::new() };
    let place = (derived(&subnet.logical_id, "RouteTableAssociation"), subnet.condition.clone());
    vec![place, (route.id, to.all_of([subnet.condition.clone(), route.condition]))]
}
