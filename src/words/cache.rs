//! `cache`: data in memory, kept by ElastiCache in the subnets of a VPC.

mod check;
mod memcached;
mod serverless;

use super::encryption::KEY;
use super::network::SECURITY_GROUP;
use super::password::{self, Asked};
use super::shape::{Attribute, Catalogue, Entry, Identity, RelationRule, Shape, TimeUnit, Variant};
use super::subnets::{self, Placing};
use super::{Form, Group, Word, naming, retention};
use crate::catalog::databases;
use crate::lower::{Lowering, Related};
use crate::model::{Declaration, SettingValue};
use crate::template::{Resource, Value};

/// The description of `cache`.
pub static WORD: Word = Word {
    name: "cache",
    form: Form::Resource,
    group: Group::Data,
    resource: "AWS::ElastiCache::ReplicationGroup",
    summary: "Keeps data in memory in the subnets of a VPC. The subnet group that ElastiCache wants is made with it, and a security group of its own where none is named. It costs money for every hour that it is there.",
    sentence: SENTENCE,
    relations: IN,
    own_group: true,
    entries: &[
        ALLOW,
        Entry::new("backups", Shape::Or(&["off"], &Shape::Duration(TimeUnit::Days, 0, 35)), "How long daily snapshots are kept, at most 35d (which costs money beyond one).").or("off").sets("SnapshotRetentionLimit"),
        CLASS.sets("CacheNodeType").required(),
        ENCRYPTION.sets("KmsKeyId"),
        ENGINE.sets("Engine").required(),
        Entry::new("multi_az", Shape::Bool, "Whether a replica stands in another zone and takes over (each costs as much as the cache); one is made where `replicas` says none.").or("no").sets("MultiAZEnabled"),
        NAME.sets("ReplicationGroupId"),
        Entry::new("on_delete", Shape::Choice(&["snapshot", "retain", "delete"]), "What becomes of it when the stack is deleted: a last snapshot (which costs money), the cache itself, or nothing stays.").or("snapshot"),
        Entry::new("password", Shape::Text, "A password that whoever connects has to give: a `param` that is a secret, or secret(…).").sets("AuthToken"),
        PORT.sets("Port"),
        Entry::new("replicas", Shape::Int(0, 5), "How many copies stand by, which can be read from (each costs as much as the cache).").or("0").sets("NumCacheClusters"),
        SECURITY_GROUPS.sets("SecurityGroupIds"),
        TLS.sets("TransitEncryptionEnabled"),
        VERSION.sets("EngineVersion"),
    ],
    elsewhere: &[
        ("subnets", "a cache stands in the subnets behind `in`: cache NAME in private-a, private-c"),
        ("subnet", "a cache stands in the subnets behind `in`: cache NAME in private-a, private-c"),
        ("vpc", "a cache stands in the VPC of its subnets: cache NAME in private-a, private-c"),
        ("type", "the size of a cache is its class: class = cache.t4g.micro"),
        ("shards", "a cache of several shards is said by its properties: NumNodeGroups = 2, ClusterMode = \"enabled\""),
        ("nodes", "a cache of Valkey or Redis has one node and replicas of it: replicas = 1"),
    ],
    attributes: &[
        Attribute { name: "host", attribute: "PrimaryEndPoint.Address", summary: "The host name to connect to." },
        Attribute { name: "name", attribute: "", summary: "The cache's identifier." },
        Attribute { name: "port", attribute: "PrimaryEndPoint.Port", summary: "The port to connect to." },
        Attribute { name: "reader", attribute: "ReaderEndPoint.Address", summary: "The host name to read from, which leads to its replicas." },
    ],
    variants: &[
        Variant { entry: "class", values: &["serverless"], word: &serverless::WORD },
        Variant { entry: "engine", values: &["memcached"], word: &memcached::WORD },
    ],
    defaults: &[
        "a subnet group is made of the subnets",
        "a security group is made in their VPC that lets nobody in, where none is named",
        "what it keeps and what it sends is encrypted, so that clients connect with TLS",
        "minor versions are updated by themselves",
        "a last snapshot is taken when it is deleted or replaced, which costs money as long as it is kept",
    ],
    identity: Identity {
        by: "id",
        arn: "arn:${Partition}:elasticache:${Region}:${Account}:replicationgroup:${ReplicationGroupId}",
        names: "caches",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html",
    example: "existing AWS::EC2::Subnet private-a < id = \"subnet-0a0a0a0a0a0a0a0a0\", VpcId = \"vpc-0123456789abcdef0\" >\nexisting AWS::EC2::Subnet private-c < id = \"subnet-0c0c0c0c0c0c0c0c0\", VpcId = \"vpc-0123456789abcdef0\" >\ncache sessions in private-a, private-c < engine = valkey, class = cache.t4g.micro >\noutput host = sessions.host",
    lower,
    ..Word::EMPTY
};

const SENTENCE: &str = "cache NAME [as HANDLE] [was OLD-NAME] in SUBNET, SUBNET < … >";
const IN: &[RelationRule] =
    &[RelationRule { keyword: "in", required: true, summary: "say in which subnets it may stand" }];
const ALLOW: Entry = Entry::new(
    "allow",
    Shape::Sentence("allow from web"),
    "Lets somebody connect to its port: a security group or something that has one, or a block of addresses.",
)
.under_conditions();
const CLASS: Entry = Entry::new(
    "class",
    Shape::Catalogue(&CLASSES),
    "Its size, such as cache.t4g.micro; serverless grows with what it holds.",
);
const ENCRYPTION: Entry = Entry::new(
    "encryption",
    Shape::Reference(&KEY),
    "The KMS key that it is encrypted with (a key of your own costs money).",
)
.or("a key of ElastiCache");
const ENGINE: Entry = Entry::new(
    "engine",
    Shape::Choice(&["valkey", "redis", "memcached"]),
    "What runs on it (Valkey does what Redis does for a lower price).",
);
const NAME: Entry = Entry::new(
    "name",
    Shape::Name,
    "The cache's identifier where it differs from the declared name, in lowercase; `generated` leaves it to CloudFormation.",
)
.or("the declared name");
const PORT: Entry = Entry::new("port", Shape::Property, "The port that it listens on.").or("the engine's own");
const SECURITY_GROUPS: Entry =
    Entry::new("security_groups", Shape::List(&GROUP), "The groups that say who may connect.")
        .or("one of its own, in which nobody may");
static GROUP: Shape = Shape::Reference(&SECURITY_GROUP);
const TLS: Entry = Entry::new("tls", Shape::Property, "Whether clients have to connect with TLS.").or("yes");
const VERSION: Entry = Entry::new("version", Shape::Text, "The engine's version, such as \"8.2\".")
    .or("the one that ElastiCache recommends");

static CLASSES: Catalogue = Catalogue {
    what: "a class of caches",
    code: "unknown-class",
    find: databases::cache_class,
    names: || Box::new(databases::cache_classes()),
    hint: "a class is `cache`, a family and a size, such as cache.t4g.micro",
    prefix: "",
    defers: true,
};

const PLACING: Placing =
    Placing { group: "AWS::ElastiCache::SubnetGroup", description: "Description", security_groups: "SecurityGroupIds" };

const PASSWORD: Asked = Asked { what: "password", instead: "or leave it out" };

/// The ports of Valkey and Redis, unless somebody says otherwise.
const USUAL_PORT: i64 = 6_379;

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    check::IDENTIFIER.check(declaration, to);
    check::engine(declaration, to);
    let multi_az = entries.on("multi_az", false);
    let replicas = check::replicas(declaration, multi_az, to);
    let zones = |subnets: &[Related<'s, 'a>], to: &mut Lowering<'s, 'a>| {
        if multi_az {
            subnets::check_zones(declaration, subnets, "a replica in another zone needs a subnet there", to);
        }
    };
    let placed = subnets::place(declaration, &PLACING, zones, to);
    let mut cache = Resource::new(declaration.logical_id.clone(), WORD.resource, 18);
    retention::keep(&mut cache, entries, "snapshot");
    let name = super::name_of(declaration).map(|name| ("ReplicationGroupId", naming::lowercase(name)));
    let called = super::security_group::opened::called(declaration);
    for (property, value) in name.into_iter().chain([("ReplicationGroupDescription", Value::text(called))]) {
        cache.set(property, value);
    }
    super::set_first(declaration, &["engine", "version", "class"], &mut cache);
    super::set_properties(declaration, &mut cache);
    cache.set("NumCacheClusters", Value::Int(replicas + 1));
    cache.set("AutomaticFailoverEnabled", Value::Bool(replicas > 0));
    cache.set("AtRestEncryptionEnabled", Value::Bool(true));
    tls(declaration, &mut cache);
    cache.set("AutoMinorVersionUpgrade", Value::Bool(true));
    snapshots(declaration, &mut cache);
    token(declaration, &mut cache, to);
    cache.set("CacheSubnetGroupName", subnets::group(declaration));
    if let Some(groups) = &placed.groups {
        cache.set(PLACING.security_groups, groups.clone());
    }
    to.push_main(declaration, cache);
    placed.push(declaration, &PLACING, &port(declaration, USUAL_PORT), to);
}

/// The port that a cache listens on.
fn port<'a>(declaration: &Declaration<'a>, usual: i64) -> Value<'a> {
    let usual = Value::Int(usual);
    declaration.entries.value("port").map_or(usual.clone(), |given| given.or(&usual))
}

/// What it sends is encrypted unless somebody says otherwise.
fn tls<'a>(declaration: &Declaration<'a>, cache: &mut Resource<'a>) {
    let on = Value::Bool(true);
    let tls = declaration.entries.value("tls").map_or(on.clone(), |given| given.or(&on));
    cache.set("TransitEncryptionEnabled", tls);
}

/// A number of days, and none for none.
fn snapshots<'a>(declaration: &Declaration<'a>, cache: &mut Resource<'a>) {
    if let Some(Value::Text(_)) = declaration.entries.value("backups") {
        cache.set("SnapshotRetentionLimit", Value::Int(0));
    }
}

fn token<'a>(declaration: &Declaration<'a>, cache: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(setting) = declaration.entries.setting("password") else { return };
    let SettingValue::Value(given) = &setting.value else { return };
    let given = given.changed(&mut |given| password::given(given, setting, &PASSWORD, to));
    cache.set("AuthToken", given.unwrap_or_else(Value::nothing));
}
