//! The role of an instance that the stack does not own: a custom resource and the function behind it.
//!
//! CloudFormation has no resource for the association of an instance profile with an instance.

use crate::lower::{Condition, Lowering, derived, where_holds};
use crate::model::{Declaration, Link, logical_id};
use crate::syntax::ast::Name;
use crate::template::{Items, Resource, Text, Value};
use crate::words::{arn, policy_document, role};

const ASSOCIATION: &str = "Custom::InstanceProfileAssociation";
const FUNCTION: &str = "AttachRoleFunction";
const FUNCTION_ROLE: &str = "AttachRoleFunctionRole";
/// Seconds that the function may take, and that CloudFormation waits for it.
const FUNCTION_TIMEOUT: i64 = 300;
const SERVICE_TIMEOUT: i64 = 600;

/// Adds the association of one instance; the function is made once for the stack.
pub fn add<'a>(
    link: &Link<'a>,
    role: &Declaration<'a>,
    target: Name<'a>,
    (key, by): (&'static str, Value<'a>),
    to: &mut Lowering<'_, 'a>,
) {
    ensure_function(link, to);
    allow_pass_role(role, to);
    let profile = role::instance_profile_id(&role.logical_id);
    let instance = to.values().declaration(target.text, target.span).map(|instance| instance.logical_id.to_string());
    let on = instance.unwrap_or_else(|| logical_id(target.text));
    let id = derived(&role.logical_id, &format!("On{on}"));
    let mut association = Resource::new(id, ASSOCIATION, 5);
    association.set("ServiceToken", Value::attribute(FUNCTION, "Arn"));
    association.set("ServiceTimeout", Value::Int(SERVICE_TIMEOUT));
    association.set(key, by);
    association.set("InstanceProfileArn", Value::attribute(profile, "Arn"));
    if link.entries.on("replace", false) {
        association.set("Replace", Value::Bool(true));
    }
    to.push(association, target.span);
}

fn ensure_function<'a>(link: &Link<'a>, to: &mut Lowering<'_, 'a>) {
    // A resource of the file may have the function's id; that is said when the function is added.
    if to.take("functions", FUNCTION.to_owned(), link.name.text.into(), link.span).is_some() {
        return;
    }
    to.under(None, |to| {
        to.push(function_role(), link.span);
        to.push(function(), link.span);
    });
}

/// The function is there where any association is, and passes the roles that are there.
pub fn share(to: &mut Lowering<'_, '_>) {
    if to.stack.links.is_empty() {
        return;
    }
    let own = |resource: &&Resource<'_>| resource.kind == ASSOCIATION;
    let all: Vec<_> = to.template.resources.iter().filter(own).map(|resource| resource.id.clone()).collect();
    let conditions: Vec<Condition<'_>> = all.iter().map(|id| to.condition_of(id)).collect();
    if conditions.iter().all(Option::is_none) {
        return;
    }
    let condition = to.any_of(conditions);
    let passed: Vec<Value<'_>> = passed_roles(to).map(|roles| roles.clone()).unwrap_or_default();
    let passed = passed.into_iter().map(|role| match &role {
        Value::GetAtt(target) => {
            let own = to.condition_of(&target.0);
            where_holds(&to.besides(own, &[&condition]), role, None)
        }
        _ => role,
    });
    let passed: Vec<Value<'_>> = passed.collect();
    if let Some(roles) = passed_roles(to) {
        *roles = passed;
    }
    let Some(condition) = condition else { return };
    for id in [FUNCTION_ROLE, FUNCTION] {
        if let Some(resource) = to.resource_mut(id) {
            resource.attributes.insert(0, ("Condition".into(), Value::Text(condition.clone())));
        }
    }
}

fn function<'a>() -> Resource<'a> {
    let mut function = Resource::new(FUNCTION, "AWS::Lambda::Function", 5);
    function.set("Description", Value::text("Gives instances that this stack does not own their role"));
    function.set("Runtime", Value::text("python3.13"));
    function.set("Handler", Value::text("index.handler"));
    function.set("Timeout", Value::Int(FUNCTION_TIMEOUT));
    function.set("Role", Value::attribute(FUNCTION_ROLE, "Arn"));
    function.set("Code", Value::map([("ZipFile", Value::text(include_str!("handler.py")))]));
    function
}

fn function_role<'a>() -> Resource<'a> {
    let mut role = Resource::new(FUNCTION_ROLE, "AWS::IAM::Role", 3);
    let trust = Value::map([
        ("Effect", Value::text("Allow")),
        ("Principal", Value::map([("Service", Value::text("lambda.amazonaws.com"))])),
        ("Action", Value::text("sts:AssumeRole")),
    ]);
    role.set("AssumeRolePolicyDocument", policy_document([trust]));
    role.set("ManagedPolicyArns", Value::list([arn("iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")]));
    let texts =
        |texts: &'static [&'static str]| Value::list(texts.iter().map(|text| Value::text(*text)).collect::<Vec<_>>());
    // The describing actions cannot be limited to a resource.
    let look = Value::map([
        ("Effect", Value::text("Allow")),
        ("Action", texts(&["ec2:DescribeInstances", "ec2:DescribeIamInstanceProfileAssociations"])),
        ("Resource", Value::text("*")),
    ]);
    let change = Value::map([
        ("Effect", Value::text("Allow")),
        (
            "Action",
            texts(&[
                "ec2:AssociateIamInstanceProfile",
                "ec2:DisassociateIamInstanceProfile",
                "ec2:ReplaceIamInstanceProfileAssociation",
            ]),
        ),
        ("Resource", arn("ec2:${AWS::Region}:${AWS::AccountId}:instance/*")),
    ]);
    let policy = Value::map([
        ("PolicyName", Value::text("attach")),
        ("PolicyDocument", policy_document([look, change, pass_role()])),
    ]);
    role.set("Policies", Value::list([policy]));
    role
}

/// The statement whose resources grow with every role that is attached.
fn pass_role<'a>() -> Value<'a> {
    let to_ec2 = Value::map([("iam:PassedToService", Value::text("ec2.amazonaws.com"))]);
    Value::map([
        ("Effect", Value::text("Allow")),
        ("Action", Value::text("iam:PassRole")),
        ("Resource", Value::list([])),
        ("Condition", Value::map([("StringEquals", to_ec2)])),
    ])
}

/// The function may pass the attached roles, and no others.
fn allow_pass_role<'a>(role: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let passed = Value::attribute(role.logical_id.clone(), "Arn");
    if let Some(roles) = passed_roles(to).filter(|roles| !roles.contains(&passed)) {
        roles.push(passed);
    }
}

/// The roles that the function may pass.
fn passed_roles<'t, 'a>(to: &'t mut Lowering<'_, 'a>) -> Option<&'t mut Vec<Value<'a>>> {
    let role = to.resource_mut(FUNCTION_ROLE)?;
    let policies = role.properties.iter_mut().find(|(key, _)| key == "Policies").map(|(_, value)| value)?;
    let statements = entry(entry(item(policies, 0)?, "PolicyDocument")?, "Statement")?;
    match entry(item(statements, 2)?, "Resource")? {
        Value::List(Items::Owned(roles)) => Some(roles),
        _ => None,
    }
}

fn item<'v, 'a>(value: &'v mut Value<'a>, index: usize) -> Option<&'v mut Value<'a>> {
    match value {
        Value::List(Items::Owned(items)) => items.get_mut(index),
        _ => None,
    }
}

fn entry<'v, 'a>(value: &'v mut Value<'a>, key: &str) -> Option<&'v mut Value<'a>> {
    match value {
        Value::Map(Items::Owned(entries)) => {
            entries.iter_mut().find(|(known, _): &&mut (Text<'a>, _)| known == key).map(|(_, value)| value)
        }
        _ => None,
    }
}
