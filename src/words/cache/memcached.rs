//! A cache of Memcached: a cluster of nodes that know nothing of each other.

use super::{ALLOW, CLASS, ENGINE, IN, NAME, PORT, SECURITY_GROUPS, SENTENCE, TLS, VERSION, check};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, Related};
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::naming::{self, NameRules};
use crate::words::shape::{Attribute, Entry, Shape};
use crate::words::subnets::{self, Placing};
use crate::words::{Form, Group, Word, name_of, set_first, set_properties};

/// The description of `cache` with this engine.
pub static WORD: Word = Word {
    name: "cache",
    form: Form::Resource,
    group: Group::Data,
    resource: "AWS::ElastiCache::CacheCluster",
    summary: "Keeps data in memory on nodes that know nothing of each other. What a node holds is lost with it.",
    sentence: SENTENCE,
    relations: IN,
    own_group: true,
    entries: &[
        ALLOW,
        CLASS.sets("CacheNodeType").required(),
        ENGINE.sets("Engine").required(),
        Entry::new("multi_az", Shape::Bool, "Whether its nodes stand in several zones.").or("no").sets("AZMode"),
        NAME.sets("ClusterName"),
        Entry::new("nodes", Shape::Int(1, 60), "How many nodes share the data (each costs as much).")
            .or("1")
            .sets("NumCacheNodes"),
        PORT.sets("Port"),
        SECURITY_GROUPS.sets("VpcSecurityGroupIds"),
        TLS.sets("TransitEncryptionEnabled"),
        VERSION.sets("EngineVersion"),
    ],
    elsewhere: &[
        ("backups", "Memcached keeps no snapshots; Valkey does: engine = valkey"),
        ("encryption", "nodes of Memcached keep nothing on a disk that could be encrypted"),
        ("on_delete", "what Memcached holds cannot be kept; Valkey keeps snapshots: engine = valkey"),
        ("password", "Memcached asks for no password; Valkey does: engine = valkey"),
        ("replicas", "nodes of Memcached have no copies, they share the data: nodes = 2"),
        ("subnets", "a cache stands in the subnets behind `in`: cache NAME in private-a, private-c"),
    ],
    attributes: &[
        Attribute {
            name: "host",
            attribute: "ConfigurationEndpoint.Address",
            summary: "The host name that says which nodes there are.",
        },
        Attribute { name: "name", attribute: "", summary: "The cache's name." },
        Attribute { name: "port", attribute: "ConfigurationEndpoint.Port", summary: "The port to connect to." },
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html",
    lower,
    ..Word::EMPTY
};

static NAMES: NameRules = NameRules {
    property: "ClusterName",
    length: (1, 50),
    says: "the name of a cache has 1 to 50 letters, digits and single hyphens, a letter first",
    ..check::IDENTIFIER
};

static PLACING: Placing = Placing { security_groups: "VpcSecurityGroupIds", ..super::PLACING };

/// The port of Memcached, unless somebody says otherwise.
pub const USUAL_PORT: i64 = 11_211;

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    NAMES.check(declaration, to);
    check::engine(declaration, to);
    let multi_az = entries.on("multi_az", false);
    let nodes = entries.int("nodes").unwrap_or(if multi_az { 2 } else { 1 });
    check_nodes(declaration, multi_az, nodes, to);
    let zones = |subnets: &[Related<'s, 'a>], to: &mut Lowering<'s, 'a>| {
        if multi_az {
            subnets::check_zones(declaration, subnets, "nodes in several zones need subnets there", to);
        }
    };
    let placed = subnets::place(declaration, &PLACING, zones, to);
    let mut cache = Resource::new(declaration.logical_id.clone(), WORD.resource, 12);
    if let Some(name) = name_of(declaration) {
        cache.set("ClusterName", naming::lowercase(name));
    }
    set_first(declaration, &["engine", "version", "class"], &mut cache);
    set_properties(declaration, &mut cache);
    cache.set("NumCacheNodes", Value::Int(nodes));
    cache.set("AZMode", Value::text(if multi_az { "cross-az" } else { "single-az" }));
    super::tls(declaration, &mut cache);
    cache.set("AutoMinorVersionUpgrade", Value::Bool(true));
    cache.set("CacheSubnetGroupName", subnets::group(declaration));
    if let Some(groups) = &placed.groups {
        cache.set(PLACING.security_groups, groups.clone());
    }
    to.push_main(declaration, cache);
    placed.push(declaration, &PLACING, &super::port(declaration, USUAL_PORT), to);
}

/// One node stands in one zone.
fn check_nodes(declaration: &Declaration<'_>, multi_az: bool, nodes: i64, to: &mut Lowering<'_, '_>) {
    let (Some(given), Some(wish)) = (declaration.entries.setting("nodes"), declaration.entries.setting("multi_az"))
    else {
        return;
    };
    if multi_az && nodes == 1 {
        let problem = Diagnostic::error("out-of-range", "expected 2 to 60 for `nodes`, found 1")
            .label(given.span, "stands in one zone")
            .label(wish.span, "wants several");
        to.report(problem.help("write for example: nodes = 2"));
    }
}
