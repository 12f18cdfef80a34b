//! A cache that grows with what it holds, paid by that.

use super::{ALLOW, ENCRYPTION, ENGINE, IN, NAME, SECURITY_GROUPS, SENTENCE, VERSION, check};
use crate::lower::{Lowering, Related};
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::naming::{self, NameRules};
use crate::words::shape::{Attribute, Entry, Shape, TimeUnit};
use crate::words::subnets::{self, Placing};
use crate::words::{Form, Group, Word, name_of, set_first, set_properties};

/// The description of `cache` with this class.
pub static WORD: Word = Word {
    name: "cache",
    form: Form::Resource,
    group: Group::Data,
    resource: "AWS::ElastiCache::ServerlessCache",
    summary: "Keeps data in memory and grows with it, in several zones. It costs money by what it holds and does, and a little where it holds nothing.",
    sentence: SENTENCE,
    relations: IN,
    own_group: true,
    entries: &[
        ALLOW,
        Entry::new(
            "backups",
            Shape::Or(&["off"], &Shape::Duration(TimeUnit::Days, 0, 35)),
            "How long daily snapshots are kept, at most 35d (which costs money).",
        )
        .or("off")
        .sets("SnapshotRetentionLimit"),
        Entry::new("class", Shape::Choice(&["serverless"]), "That it grows with what it holds.").required(),
        ENCRYPTION.sets("KmsKeyId"),
        ENGINE.sets("Engine").required(),
        NAME.sets("ServerlessCacheName"),
        SECURITY_GROUPS.sets("SecurityGroupIds"),
        VERSION.sets("MajorEngineVersion"),
    ],
    elsewhere: &[
        ("multi_az", "a serverless cache stands in several zones by itself"),
        ("on_delete", "whether it stays is said by deletion_policy = retain"),
        ("password", "a serverless cache knows users by a group of them: UserGroupId = …"),
        ("port", "a serverless cache listens on the ports of its engine"),
        ("replicas", "a serverless cache has copies by itself"),
        ("subnets", "a cache stands in the subnets behind `in`: cache NAME in private-a, private-c"),
        ("tls", "clients of a serverless cache always connect with TLS"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "ARN", summary: "The cache's ARN." },
        Attribute { name: "host", attribute: "Endpoint.Address", summary: "The host name to connect to." },
        Attribute { name: "name", attribute: "", summary: "The cache's name." },
        Attribute { name: "port", attribute: "Endpoint.Port", summary: "The port to connect to." },
        Attribute { name: "reader", attribute: "ReaderEndpoint.Address", summary: "The host name to read from." },
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-serverlesscache.html",
    lower,
    ..Word::EMPTY
};

static NAMES: NameRules = NameRules {
    property: "ServerlessCacheName",
    says: "the name of a cache has 1 to 40 letters, digits and single hyphens, a letter first",
    ..check::IDENTIFIER
};

const GROUPS: &str = "SecurityGroupIds";

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    NAMES.check(declaration, to);
    let placing = Placing { security_groups: GROUPS, ..super::PLACING };
    let placed = subnets::place(declaration, &placing, |_: &[Related<'s, 'a>], _| {}, to);
    let mut cache = Resource::new(declaration.logical_id.clone(), WORD.resource, 8);
    if let Some(name) = name_of(declaration) {
        cache.set("ServerlessCacheName", naming::lowercase(name));
    }
    set_first(declaration, &["engine", "version"], &mut cache);
    set_properties(declaration, &mut cache);
    super::snapshots(declaration, &mut cache);
    cache.set("SubnetIds", Value::list(placed.subnets.clone()));
    if let Some(groups) = &placed.groups {
        cache.set(GROUPS, groups.clone());
    }
    to.push_main(declaration, cache);
    let memcached = declaration.entries.text("engine").is_some_and(|engine| engine == "memcached");
    let first = if memcached { super::memcached::USUAL_PORT } else { super::USUAL_PORT };
    // What is read from replicas is asked for at the next port.
    let ports = [Value::Int(first), Value::Int(first + 1)];
    placed.push_security_group(declaration, if memcached { &ports[..1] } else { &ports }, to);
}
