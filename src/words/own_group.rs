//! The security groups of what runs in subnets: those it is given, or one of its own.

use super::network;
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Text, Value};

/// The logical id of the security group that something gets by itself.
pub fn id<'a>(of: &Declaration<'_>) -> Text<'a> {
    derived(&of.logical_id, "SecurityGroup")
}

/// The groups; a group of its own is made where none are given. It lets nothing in and everything out.
pub fn lower<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    if let Some(given) = declaration.entries.value("security_groups") {
        return Some(given.clone());
    }
    let Some(vpc) = network::vpc_of(declaration, to) else {
        to.report(unknown_vpc(declaration));
        return None;
    };
    let mut group = Resource::new(id(declaration), "AWS::EC2::SecurityGroup", 2);
    group.set("GroupDescription", Value::text(description(declaration)));
    group.set("VpcId", vpc);
    to.push(group, declaration.span);
    Some(Value::list([Value::attribute(id(declaration), "GroupId")]))
}

/// Groups are about a place in a network.
pub fn without_subnets(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let Some(setting) = declaration.entries.setting("security_groups") else { return };
    let word = declaration.word.name;
    to.report(
        Diagnostic::error("no-effect", format!("a {word} has security groups in subnets only, and this is in none"))
            .label(setting.key, "has no effect")
            .help(format!("say where it runs: {word} {} in SUBNET, SUBNET < … >", declaration.name.text)),
    );
}

/// Letters that EC2 takes in a description.
fn description(declaration: &Declaration<'_>) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c);
    let handle = declaration.handle.text;
    let name = if handle.chars().all(allowed) { handle } else { &declaration.logical_id };
    let mut text = format!("{} {name}", declaration.word.name);
    text.truncate(255);
    text
}

fn unknown_vpc(declaration: &Declaration<'_>) -> Diagnostic {
    let word = declaration.word.name;
    let message = format!(
        "{word} `{}` needs `security_groups`: the VPC of its subnets is not known here",
        declaration.handle.text
    );
    let at = declaration.relations.iter().find(|relation| relation.keyword.text == "in");
    let span = at.and_then(|relation| relation.values.first()).map_or(declaration.handle.span, |value| value.span);
    Diagnostic::error("missing-entry", message)
        .label(span, "in an unknown VPC")
        .help("give it groups: security_groups = [my-group]; or declare the subnet, or say its VPC: existing AWS::EC2::Subnet NAME < id = \"…\", VpcId = \"…\" >")
}
