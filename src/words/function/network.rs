//! A function in subnets.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::subnets;

/// Puts the function into the subnets of its sentence; whether there are any.
pub fn lower<'a>(declaration: &Declaration<'a>, function: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) -> bool {
    if declaration.relation("in").is_empty() {
        if let Some(setting) = declaration.entries.setting("security_groups") {
            let message = "a function has security groups in subnets only, and this is in none";
            let problem = Diagnostic::error("no-effect", message).label(setting.key, "has no effect");
            let name = declaration.name.text;
            to.report(problem.help(format!("say where it runs: function {name} in SUBNET, SUBNET < … >")));
        }
        return false;
    }
    let subnets: Vec<Value<'a>> = subnets::named(declaration, to).into_iter().map(|one| one.value).collect();
    let mut network = vec![("SubnetIds", Value::list(subnets))];
    network.extend(subnets::security_groups(declaration, "VpcConfig", to).map(|groups| ("SecurityGroupIds", groups)));
    function.set("VpcConfig", Value::map(network));
    true
}
