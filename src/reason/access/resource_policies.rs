//! Policies that stand at what is asked for: of a bucket, a queue, a topic, a key, a secret and so on.

use super::documents::Document;
use super::policy::{self, Effect, Listed, Statement, Test, Who};
use super::request::{names_account, root};
use crate::reason::symbol::Symbol;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use crate::template::Step as Key;
use std::rc::Rc;

/// Resources that hold the policy of another one: the type of that, the policy's type, the property that names it, and
/// the property that holds the document.
const BESIDE: [(&str, &str, &str, &str); 8] = [
    ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "Bucket", "PolicyDocument"),
    ("AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues", "PolicyDocument"),
    ("AWS::SQS::Queue", "AWS::SQS::QueueInlinePolicy", "Queue", "PolicyDocument"),
    ("AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics", "PolicyDocument"),
    ("AWS::SNS::Topic", "AWS::SNS::TopicInlinePolicy", "TopicArn", "PolicyDocument"),
    ("AWS::SecretsManager::Secret", "AWS::SecretsManager::ResourcePolicy", "SecretId", "ResourcePolicy"),
    ("AWS::Kinesis::Stream", "AWS::Kinesis::ResourcePolicy", "ResourceArn", "ResourcePolicy"),
    ("AWS::Logs::LogGroup", "AWS::Logs::ResourcePolicy", "", "PolicyDocument"),
];

/// Resources that hold their policy themselves, by the way to it.
const WITHIN: [(&str, &[&str]); 6] = [
    ("AWS::KMS::Key", &["KeyPolicy"]),
    ("AWS::DynamoDB::Table", &["ResourcePolicy", "PolicyDocument"]),
    ("AWS::ECR::Repository", &["RepositoryPolicyText"]),
    ("AWS::EFS::FileSystem", &["FileSystemPolicy"]),
    ("AWS::EC2::VPCEndpoint", &["PolicyDocument"]),
    ("AWS::ApiGateway::RestApi", &["Policy"]),
];

/// The policies at the resource of a position.
pub fn of<'t>(world: &World<'_, 't>, target: usize) -> Vec<Document<'t>> {
    let kind = world.resource(target).kind.as_ref();
    let mut found: Vec<Document<'t>> =
        WITHIN.iter().filter(|(of, _)| *of == kind).filter_map(|(_, way)| within(world, target, way)).collect();
    for (_, policy, names, document) in BESIDE.iter().filter(|(of, ..)| *of == kind) {
        for at in world.of_kind(policy) {
            let named = world.property(*at, names).and_then(|value| world.view.items(value)).unwrap_or_default();
            if named.into_iter().any(|(_, value)| world.meant(value, kind) == Some(target)) {
                found.extend(within(world, *at, &[document]));
            }
        }
    }
    match kind {
        "AWS::KMS::Key" if found.is_empty() => found.push(usual_of_key(world, target)),
        "AWS::EC2::VPCEndpoint" => found.iter_mut().for_each(|one| of_endpoint(world, target, one)),
        "AWS::Lambda::Function" => found.extend(permissions(world, target)),
        _ => {}
    }
    found
}

/// The policy that a key gets without one of its own: it leaves everything to the policies of the account.
///
/// From "Default key policy" in the AWS Key Management Service Developer Guide.
fn usual_of_key<'t>(world: &World<'_, 't>, key: usize) -> Document<'t> {
    let all = |text: &'static str| Listed::Only(vec![Symbol::text(text)]);
    let statement = Statement {
        index: 0,
        effect: Some(Effect::Allow),
        principals: Some((vec![Who::Aws(root(world.place))], false)),
        actions: all("kms:*"),
        resources: all("*"),
        tests: Vec::new(),
        unread: false,
    };
    Document {
        called: format!("default policy of {}", world.name(key)),
        at: world.way(key, &[]),
        is_written_there: false,
        statements: Some(Rc::from([statement])),
    }
}

/// What an account means in the policy of an endpoint: with an interface endpoint everybody in it, with a gateway
/// endpoint its root user alone, as only conditions name anybody else there.
///
/// From "Control access to VPC endpoints using endpoint policies" in the AWS PrivateLink Guide.
fn of_endpoint<'t>(world: &World<'_, 't>, endpoint: usize, document: &mut Document<'t>) {
    let kind = world.property(endpoint, "VpcEndpointType").map(|value| world.symbol(value));
    let is_gateway = kind.is_none_or(|kind| kind.known() == Some("Gateway"));
    let Some(statements) = &document.statements else { return };
    let mut statements: Vec<Statement<'t>> = statements.to_vec();
    for (all, _) in statements.iter_mut().filter_map(|one| one.principals.as_mut()) {
        for who in all {
            let Who::Aws(arn) = who else { continue };
            let account = names_account(arn, world.place);
            *who = match (is_gateway, account) {
                (true, Truth::No) | (_, Truth::Unknown) => Who::Unknown,
                (true, Truth::Yes) => Who::Other,
                (false, Truth::Yes) => Who::Account,
                (false, Truth::No) => continue,
            };
        }
    }
    document.statements = Some(statements.into());
}

/// What lets others invoke a function: each a statement of its policy.
///
/// From "AWS::Lambda::Permission" in the CloudFormation Template Reference Guide.
fn permissions<'t>(world: &World<'_, 't>, function: usize) -> Vec<Document<'t>> {
    let kind = world.resource(function).kind.as_ref();
    let is_of =
        |at: &&usize| world.property(**at, "FunctionName").and_then(|value| world.meant(value, kind)) == Some(function);
    world.of_kind("AWS::Lambda::Permission").iter().filter(is_of).map(|at| permission(world, *at)).collect()
}

fn permission<'t>(world: &World<'_, 't>, at: usize) -> Document<'t> {
    let symbol = |name| world.property(at, name).map(|value| world.symbol(value));
    let test = |(property, operator, key)| {
        let values = vec![symbol(property)?];
        Some(Test { operator, key, values })
    };
    let tests = [
        ("SourceArn", "ArnLike", "aws:SourceArn"),
        ("SourceAccount", "StringEquals", "aws:SourceAccount"),
        ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
        ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
        ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
    ];
    let who = match symbol("Principal") {
        Some(who) if who.known() == Some("*") => Who::Anyone,
        Some(who) if who.known().is_some_and(|name| name.contains(".amazonaws.com")) => Who::Service(who),
        Some(who) => Who::Aws(who),
        None => Who::Unknown,
    };
    let statement = Statement {
        index: 0,
        effect: Some(Effect::Allow),
        principals: Some((vec![who], false)),
        actions: symbol("Action").map_or(Listed::Unknown, |action| Listed::Only(vec![action])),
        resources: Listed::Only(vec![Symbol::text("*")]),
        tests: tests.into_iter().filter_map(test).collect(),
        unread: false,
    };
    Document {
        called: world.name(at),
        at: world.way(at, &[]),
        is_written_there: false,
        statements: Some(Rc::from([statement])),
    }
}

/// A document in a resource.
fn within<'t>(world: &World<'_, 't>, at: usize, way: &[&'static str]) -> Option<Document<'t>> {
    let (first, rest) = way.split_first()?;
    let mut value = world.property(at, first)?;
    for name in rest {
        value = world.view.entry(value, name)?;
    }
    let steps: Vec<Key<'t>> = way.iter().map(|name| Key::Key(name)).collect();
    let is_itself = BESIDE.iter().any(|(_, policy, ..)| *policy == world.resource(at).kind);
    Some(Document {
        called: if is_itself { world.name(at) } else { format!("policy of {}", world.name(at)) },
        at: world.way(at, &steps),
        is_written_there: true,
        statements: policy::statements(world, value).map(Rc::from),
    })
}
