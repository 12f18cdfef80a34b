//! Endpoints that have addresses in subnets.

use super::service;
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, Related, derived};
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::network::{self, SECURITY_GROUP};
use crate::words::tags;

/// The port that all services of AWS answer on.
const HTTPS: i64 = 443;

pub fn lower<'a>(
    declaration: &Declaration<'a>,
    vpc: &Related<'_, 'a>,
    endpoint: &mut Resource<'a>,
    to: &mut Lowering<'_, 'a>,
) {
    let entries = &declaration.entries;
    let is_given =
        |entry: &str, property: &str| entries.setting(entry).is_some() || entries.property(property).is_some();
    if !is_given("subnets", "SubnetIds") {
        to.report(without(
            declaration,
            "subnets",
            "say where it can be reached, one subnet in each zone: subnets = [a, c]",
        ));
    }
    check_zones(declaration, to);
    if !is_given("service", "ServiceName") && service::answers_to_its_name(declaration) {
        endpoint.set("PrivateDnsEnabled", Value::Bool(true));
    }
    if is_given("security_groups", "SecurityGroupIds") {
        return;
    }
    let Some(block) = block(vpc, to) else {
        let help =
            "say what may reach it: security_groups = [web]; the addresses of a VPC that exists already are not known";
        return to.report(without(declaration, "security_groups", help));
    };
    let id = derived(&declaration.logical_id, "SecurityGroup");
    endpoint.set("SecurityGroupIds", Value::list([Value::attribute(id.clone(), SECURITY_GROUP.attribute)]));
    let mut group = Resource::new(id, SECURITY_GROUP.resource, 4);
    group.set("GroupDescription", Value::text(format!("HTTPS to the endpoint {}", declaration.name.text)));
    group.set("VpcId", vpc.value.clone());
    group.set("SecurityGroupIngress", Value::list([ingress(block)]));
    tags::name_made(&mut group, declaration, "", to);
    to.push(group, declaration.span);
}

fn ingress(block: Value<'_>) -> Value<'_> {
    Value::map([
        ("Description", Value::text("HTTPS from the VPC")),
        ("IpProtocol", Value::text("tcp")),
        ("FromPort", Value::Int(HTTPS)),
        ("ToPort", Value::Int(HTTPS)),
        ("CidrIp", block),
    ])
}

/// The block of a VPC, as it is known here or at the deploy.
fn block<'a>(vpc: &Related<'_, 'a>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    let declared = vpc.declaration.or_else(|| to.declaration_of(&vpc.value))?;
    if let Some(block) = network::block_of(declared) {
        return Some(Value::text(block.to_string()));
    }
    to.values().attribute(declared, Some("CidrBlock"), vpc.span, &mut Vec::new())
}

fn without(declaration: &Declaration<'_>, entry: &str, help: &str) -> Diagnostic {
    let name = declaration.handle;
    Diagnostic::error("missing-entry", format!("the endpoint `{}` needs `{entry}`", name.text))
        .label(name.span, format!("`{entry} = …` is missing"))
        .help(help)
}

/// EC2 takes one subnet of each zone.
fn check_zones<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(setting) = declaration.entries.setting("subnets") else { return };
    let Some(Value::List(subnets)) = declaration.entries.value("subnets") else { return };
    let declared: Vec<&Declaration<'a>> = subnets.iter().filter_map(|subnet| to.declaration_of(subnet)).collect();
    for (at, one) in declared.iter().enumerate() {
        let zone = network::zone_of(one);
        let is_same = |other: &&&Declaration<'a>| {
            zone.as_ref().zip(network::zone_of(other)).and_then(|(one, other)| one.is(&other)) == Some(true)
        };
        if let Some(first) = declared[..at].iter().find(is_same) {
            let (name, first_name) = (one.handle.text, first.handle.text);
            let message =
                format!("`{first_name}` and `{name}` lie in one zone, and an endpoint has one subnet in each");
            to.report(
                Diagnostic::error("two-subnets-in-a-zone", message)
                    .label(setting.span, format!("`{name}` is one too many"))
                    .label(first.handle.span, "in the same zone")
                    .label(one.handle.span, "as this one")
                    .help("name one of them; the others in the zone reach it all the same"),
            );
            return;
        }
    }
}
