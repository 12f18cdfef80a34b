//! Roles that do not trust the service which is to take them: AWS refuses to make what has such a role, or it never
//! gets to act.

use super::along::leaves;
use super::carriers;
use crate::catalog::iam;
use crate::template::{Entry, Resource, Step, Template, Value};
use rustc_hash::{FxHashMap, FxHashSet};

const ROLE: &str = "AWS::IAM::Role";
const ASSUME: &str = "sts:AssumeRole";

/// A role that is given to something which cannot take it.
#[derive(Debug)]
pub struct Untrusted<'t> {
    /// What is given the role, by its position.
    pub user: usize,
    /// The way to the place, below the properties.
    pub way: Vec<Step<'t>>,
    /// The role, by its position.
    pub role: usize,
    /// The service that it would have to trust, by its principal.
    pub service: &'static str,
}

impl Untrusted<'_> {
    /// The service's short name.
    pub fn service_name(&self) -> &'static str {
        short(self.service)
    }

    /// What is said of it.
    pub fn message(&self, role: &str, user: &str) -> String {
        format!("{role} cannot be given to {user}: it does not trust {}", self.service_name())
    }
}

fn short(service: &'static str) -> &'static str {
    service.strip_suffix(".amazonaws.com").unwrap_or(service)
}

/// Every role that surely does not trust what it is given to.
pub fn check<'t>(template: &'t Template<'t>) -> Vec<Untrusted<'t>> {
    let mut roles: FxHashMap<&str, usize> = FxHashMap::default();
    // Of two resources with one id nobody knows which is meant.
    let mut twice: FxHashSet<&str> = FxHashSet::default();
    for (at, role) in template.resources.iter().enumerate().filter(|(_, resource)| resource.kind == ROLE) {
        if roles.insert(&role.id, at).is_some() {
            twice.insert(&role.id);
        }
    }
    roles.retain(|id, _| !twice.contains(id));
    if roles.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (user, resource) in template.resources.iter().enumerate() {
        for carrier in carriers::of(&resource.kind).filter(|carrier| !carrier.service.is_empty()) {
            for leaf in leaves(&resource.properties, carrier.way) {
                let Some(role) = leaf.target().and_then(|id| roles.get(id)).copied() else { continue };
                if trusts(&template.resources[role], carrier.service) == Some(false) {
                    found.push(Untrusted { user, way: leaf.way, role, service: carrier.service });
                }
            }
        }
    }
    found
}

/// Whether a role trusts a service, where that can be said.
pub fn trusts(role: &Resource<'_>, service: &'static str) -> Option<bool> {
    let Value::Map(document) = role.get("AssumeRolePolicyDocument")? else { return None };
    let statements = match entry(document, "Statement")? {
        Value::List(statements) => &statements[..],
        one => std::slice::from_ref(one),
    };
    let mut all_known = true;
    for statement in statements {
        match allows(statement, service) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => all_known = false,
        }
    }
    all_known.then_some(false)
}

fn entry<'v, 'a>(entries: &'v [Entry<'a>], key: &str) -> Option<&'v Value<'a>> {
    entries.iter().find(|(known, _)| known == key).map(|(_, value)| value)
}

/// Whether a statement lets a service take the role.
fn allows(statement: &Value<'_>, service: &'static str) -> Option<bool> {
    let Value::Map(statement) = statement else { return None };
    match entry(statement, "Effect")? {
        Value::Text(effect) if effect == "Allow" => {}
        Value::Text(_) => return Some(false),
        _ => return None,
    }
    let lets_take = any(entry(statement, "Action")?, |action| iam::matches(action, ASSUME))?;
    let Value::Map(principals) = entry(statement, "Principal")? else { return None };
    // Whether everybody is a service too is not said.
    if entry(principals, "AWS").is_some_and(|one| any(one, |text| text == "*") != Some(false)) {
        return None;
    }
    let trusted = match entry(principals, "Service") {
        Some(services) => any(services, |trusted| is(trusted, service))?,
        None => false,
    };
    Some(lets_take && trusted)
}

/// Whether a principal is a service: `states.amazonaws.com`, in China or in one region too.
fn is(trusted: &str, service: &'static str) -> bool {
    let trusted = trusted.strip_suffix(".cn").unwrap_or(trusted);
    let in_region = || {
        let rest = trusted.strip_prefix(short(service))?.strip_prefix('.')?;
        rest.strip_suffix(".amazonaws.com").map(|region| !region.contains('.'))
    };
    trusted == service || in_region() == Some(true)
}

/// Whether a text, or any of a list of texts, is something; nothing where that hangs on one that nobody knows.
fn any(value: &Value<'_>, is: impl Fn(&str) -> bool) -> Option<bool> {
    let values = match value {
        Value::List(values) => &values[..],
        one => std::slice::from_ref(one),
    };
    let mut all_known = true;
    for value in values {
        match value {
            Value::Text(text) if is(text) => return Some(true),
            Value::Text(_) => {}
            _ => all_known = false,
        }
    }
    all_known.then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role<'a>(principal: Value<'a>, action: Value<'a>) -> Resource<'a> {
        let statement = Value::map([("Effect", Value::text("Allow")), ("Principal", principal), ("Action", action)]);
        let mut role = Resource::new("Role", ROLE, 1);
        role.set("AssumeRolePolicyDocument", Value::map([("Statement", statement)]));
        role
    }

    fn of_service<'a>(service: Value<'a>) -> Option<bool> {
        trusts(&role(Value::map([("Service", service)]), Value::text(ASSUME)), "lambda.amazonaws.com")
    }

    #[test]
    fn a_service_is_trusted_by_its_principal() {
        for name in ["lambda.amazonaws.com", "lambda.amazonaws.com.cn", "lambda.eu-west-1.amazonaws.com"] {
            assert_eq!(of_service(Value::text(name)), Some(true), "{name}");
        }
        for name in ["ec2.amazonaws.com", "edgelambda.amazonaws.com", "lambda.x.y.amazonaws.com"] {
            assert_eq!(of_service(Value::text(name)), Some(false), "{name}");
        }
        assert_eq!(
            of_service(Value::list([Value::text("ec2.amazonaws.com"), Value::text("lambda.amazonaws.com")])),
            Some(true)
        );
    }

    #[test]
    fn what_nobody_knows_is_not_claimed() {
        assert_eq!(of_service(Value::sub("lambda.${AWS::URLSuffix}")), None);
        assert_eq!(of_service(Value::list([Value::text("ec2.amazonaws.com"), Value::reference("Service")])), None);
        let service = || Value::map([("Service", Value::text("lambda.amazonaws.com"))]);
        assert_eq!(trusts(&role(service(), Value::text("sts:*")), "lambda.amazonaws.com"), Some(true));
        assert_eq!(trusts(&role(service(), Value::text("sts:TagSession")), "lambda.amazonaws.com"), Some(false));
        assert_eq!(trusts(&role(Value::text("*"), Value::text(ASSUME)), "lambda.amazonaws.com"), None);
        let everybody = Value::map([("AWS", Value::text("*"))]);
        assert_eq!(trusts(&role(everybody, Value::text(ASSUME)), "lambda.amazonaws.com"), None);
        assert_eq!(trusts(&Resource::new("Role", ROLE, 0), "lambda.amazonaws.com"), None);
    }
}
