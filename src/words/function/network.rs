//! A function in subnets.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::subnets::{self, Placing};

const PROPERTY: &str = "VpcConfig";
/// Lambda wants no group of subnets.
static PLACING: Placing = Placing { group: "", description: "", security_groups: PROPERTY };

/// Puts the function into the subnets of its sentence; whether there are any.
pub fn lower<'s, 'a>(declaration: &Declaration<'a>, function: &mut Resource<'a>, to: &mut Lowering<'s, 'a>) -> bool {
    if declaration.relation("in").is_empty() {
        if let Some(setting) = declaration.entries.setting("security_groups") {
            let message = "a function has security groups in subnets only, and this is in none";
            let problem = Diagnostic::error("no-effect", message).label(setting.key, "has no effect");
            let name = declaration.name.text;
            to.report(problem.help(format!("say where it runs: function {name} in SUBNET, SUBNET < … >")));
        }
        return declaration.entries.property(PROPERTY).is_some();
    }
    let placed = subnets::place(declaration, &PLACING, |_, _| {}, to);
    let parts = [("SubnetIds", Some(Value::list(placed.subnets.clone()))), ("SecurityGroupIds", placed.groups.clone())];
    let parts = parts.into_iter().filter_map(|(key, value)| Some((key, value?)));
    function.set(PROPERTY, Value::map(parts));
    placed.push_security_group(declaration, &[], to);
    true
}
