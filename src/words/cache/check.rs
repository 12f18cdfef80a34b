//! What ElastiCache refuses of a cache.
//!
//! From the pages CreateReplicationGroup, CreateCacheCluster and CreateServerlessCache of the Amazon ElastiCache API
//! Reference.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::words::engine_version;
use crate::words::naming::{NameRules, is_of_label, starts_with_letter};

/// Names of groups of nodes.
pub const IDENTIFIER: NameRules = NameRules {
    service: "ElastiCache",
    what: "a cache",
    names: "caches",
    property: "ReplicationGroupId",
    length: (1, 40),
    allowed: is_of_label,
    also: starts_with_letter,
    case_counts: false,
    says: "the identifier of a cache has 1 to 40 letters, digits and single hyphens, a letter first",
};

/// What people call an engine.
fn called(name: &str) -> &'static str {
    match name {
        "redis" => "Redis",
        "memcached" => "Memcached",
        _ => "Valkey",
    }
}

/// Reports a version that there is not.
pub fn engine(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    if let Some(name) = declaration.entries.text("engine") {
        engine_version::check(declaration, called(name), "ElastiCache", to);
    }
}

/// How many replicas there are; one at least where one has to take over from another zone.
pub fn replicas(declaration: &Declaration<'_>, multi_az: bool, to: &mut Lowering<'_, '_>) -> i64 {
    let entries = &declaration.entries;
    let Some(given) = entries.int("replicas") else { return i64::from(multi_az) };
    if multi_az && given == 0 {
        let span = |entry| entries.setting(entry).map_or(Span::default(), |setting| setting.span);
        let problem = Diagnostic::error("out-of-range", "expected 1 to 5 for `replicas`, found 0")
            .label(span("replicas"), "nothing that could take over")
            .label(span("multi_az"), "one takes over from another zone");
        to.report(problem.help("write for example: replicas = 1"));
    }
    given
}
