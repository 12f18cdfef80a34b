//! A function in subnets.

use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::network::SUBNET;
use crate::words::own_group;

/// Puts the function into the subnets of its sentence; whether there are any.
pub fn lower<'s, 'a>(declaration: &'s Declaration<'a>, function: &mut Resource<'a>, to: &mut Lowering<'s, 'a>) -> bool {
    let subnets: Vec<Value<'a>> = to.related(declaration, "in", &SUBNET).into_iter().map(|one| one.value).collect();
    if subnets.is_empty() {
        own_group::without_subnets(declaration, to);
        return false;
    }
    let groups = own_group::lower(declaration, to);
    let mut network = vec![("SubnetIds", Value::list(subnets))];
    network.extend(groups.map(|groups| ("SecurityGroupIds", groups)));
    function.set("VpcConfig", Value::map(network));
    true
}
