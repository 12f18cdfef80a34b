//! Aliases to APIs, which lead to the domains that these have.

use super::alias::{DEEPEST, RECORD, alias_target};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Setting};
use crate::template::{Resource, Text, Value};

/// APIs, whose own domains are other resources: the type that gives an API a domain, with its property for the API.
const APIS: &[(&str, &str, &str)] = &[
    ("AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::ApiMapping", "ApiId"),
    ("AWS::ApiGateway::RestApi", "AWS::ApiGateway::BasePathMapping", "RestApiId"),
];

/// Whether a type is one of APIs.
pub fn is_one(kind: &str) -> bool {
    APIS.iter().any(|(api, ..)| *api == kind)
}

/// Aliases to APIs lead to the domains that these have once everything is lowered.
pub fn finish<'s, 'a>(to: &mut Lowering<'s, 'a>) {
    let stack = to.stack;
    for declaration in stack.declarations.iter().filter(|one| std::ptr::eq(one.word, &raw const super::WORD)) {
        let (Some(setting), Some(value)) = (declaration.entries.setting("alias"), declaration.entries.value("alias"))
        else {
            continue;
        };
        let Some(api) = last(value, DEEPEST, to).filter(|one| is_one(one.resource_type())) else { continue };
        match domain_of_api(api, to) {
            Some(id) => {
                let name = Value::attribute(id.clone(), "RegionalDomainName");
                let target = alias_target(name, Value::attribute(id, "RegionalHostedZoneId"));
                to.under(declaration.condition.clone(), |to| {
                    to.set_on(&declaration.logical_id, "AliasTarget", target);
                });
            }
            None => to.report(api_without_domain(declaration, api, setting)),
        }
    }
}

/// What an alias leads to in the end.
fn last<'s, 'a>(value: &Value<'a>, depth: usize, to: &Lowering<'s, 'a>) -> Option<&'s Declaration<'a>> {
    let thing = to.thing(value)?;
    match thing.entries.value("alias").filter(|_| thing.resource_type() == RECORD && depth > 0) {
        Some(next) => last(next, depth - 1, to),
        None => Some(thing),
    }
}

/// The resource that is the domain of an API.
fn domain_of_api<'a>(api: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Option<Text<'a>> {
    let (_, mapping, property) = APIS.iter().find(|(kind, ..)| *kind == api.resource_type())?;
    let is_its = |resource: &&Resource<'a>| {
        resource.kind == *mapping && matches!(resource.get(property), Some(Value::Ref(id)) if *id == api.logical_id)
    };
    let found = to.template.resources.iter().filter(is_its);
    found.into_iter().find_map(|resource| match resource.get("DomainName") {
        Some(Value::Ref(id)) => Some(id.clone()),
        _ => None,
    })
}

fn api_without_domain(declaration: &Declaration<'_>, api: &Declaration<'_>, setting: &Setting<'_>) -> Diagnostic {
    let (name, host) = (api.handle.text, declaration.name.text);
    let problem =
        Diagnostic::error("wrong-kind", format!("`{name}` answers to its own host name only, not to `{host}`"))
            .label(setting.span, "an API without a domain of its own")
            .label(api.handle.span, format!("declared here as {}", api.a_kind()));
    problem.help(if api.word.is_raw() {
        format!("give the API the domain {host}, with a certificate: AWS::ApiGatewayV2::DomainName and AWS::ApiGatewayV2::ApiMapping")
    } else {
        format!("say in its body: domain = {host}, certificate = …")
    })
}
