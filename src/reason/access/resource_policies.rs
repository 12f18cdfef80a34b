//! Policies that stand at what is asked for: of a bucket, a queue, a topic, a key, a secret and so on.

use super::documents::Document;
use super::policy;
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
    found
}

/// A document in a resource.
fn within<'t>(world: &World<'_, 't>, at: usize, way: &[&'static str]) -> Option<Document<'t>> {
    let (first, rest) = way.split_first()?;
    let mut value = world.property(at, first)?;
    for name in rest {
        value = world.view.entry(value, name)?;
    }
    let steps: Vec<Key<'t>> = way.iter().map(|name| Key::Key(name)).collect();
    Some(Document {
        called: if way.len() == 1 && way[0] == "PolicyDocument" {
            world.name(at)
        } else {
            format!("policy of {}", world.name(at))
        },
        at: world.way(at, &steps),
        is_written_there: true,
        statements: policy::statements(world, value).map(Rc::from),
    })
}
