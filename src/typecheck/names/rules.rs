//! What services accept as names, by type and property.

use crate::words::naming::{NameRules, Unusable, is_of_label, nothing_else};
use crate::words::{cache, log_group, queue, table};

/// Every type with rules that its schema does not have.
pub const RULES: &[(&str, &NameRules)] = &[
    ("AWS::DynamoDB::Table", &table::NAMES),
    ("AWS::EC2::KeyPair", &KEY_PAIRS),
    ("AWS::EC2::LaunchTemplate", &LAUNCH_TEMPLATES),
    ("AWS::EC2::SecurityGroup", &SECURITY_GROUPS),
    ("AWS::ECS::CapacityProvider", &CAPACITY_PROVIDERS),
    ("AWS::ECS::Cluster", &CLUSTERS),
    ("AWS::ECS::Service", &SERVICES),
    ("AWS::ElastiCache::ReplicationGroup", &cache::check::IDENTIFIER),
    ("AWS::ElasticLoadBalancing::LoadBalancer", &CLASSIC_BALANCERS),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", &BALANCERS),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", &TARGET_GROUPS),
    ("AWS::Events::EventBus", &EVENT_BUSES),
    ("AWS::IAM::ManagedPolicy", &POLICIES),
    ("AWS::KMS::Alias", &ALIASES),
    ("AWS::Logs::LogGroup", &log_group::NAME),
    ("AWS::OpenSearchService::Domain", &SEARCH_DOMAINS),
    ("AWS::RDS::DBSubnetGroup", &SUBNET_GROUPS),
    ("AWS::SNS::Topic", &queue::name::TOPICS),
    ("AWS::SQS::Queue", &queue::name::QUEUES),
    ("AWS::SSM::Document", &DOCUMENTS),
    ("AWS::SSM::Parameter", &PARAMETERS),
];

fn malformed(is_wrong: bool, why: &str) -> Option<Unusable> {
    is_wrong.then(|| Unusable::Malformed(why.to_owned()))
}

fn keeps(is_kept: bool, why: impl Into<String>) -> Option<Unusable> {
    is_kept.then(|| Unusable::Reserved(why.into()))
}

/// From the page CreateLoadBalancer of the Elastic Load Balancing API Reference, version 2015-12-01.
static BALANCERS: NameRules = NameRules {
    service: "Elastic Load Balancing",
    what: "a load balancer",
    names: "load balancers",
    property: "Name",
    length: (1, 32),
    allowed: is_of_label,
    also: |name| {
        hyphen_at_end(name).or_else(|| keeps(name.starts_with("internal-"), "the prefix `internal-` is AWS's own"))
    },
    case_counts: true,
    says: "the name of a load balancer has 1 to 32 letters, digits and hyphens, none of these at its ends, and does not start with internal-",
};

/// From the page CreateTargetGroup of the same.
static TARGET_GROUPS: NameRules = NameRules {
    what: "a target group",
    names: "target groups",
    also: hyphen_at_end,
    says: "the name of a target group has 1 to 32 letters, digits and hyphens, none of these at its ends",
    ..BALANCERS
};

/// From the page CreateLoadBalancer of the same, version 2012-06-01.
static CLASSIC_BALANCERS: NameRules = NameRules {
    property: "LoadBalancerName",
    also: hyphen_at_end,
    says: "the name of a load balancer has 1 to 32 letters, digits and hyphens, none of these at its ends",
    ..BALANCERS
};

fn hyphen_at_end(name: &str) -> Option<Unusable> {
    malformed(name.starts_with('-') || name.ends_with('-'), "a hyphen stands at one of its ends")
}

/// From the page CreateSecurityGroup of the Amazon EC2 API Reference; the names of groups outside of a VPC may have any
/// character of ASCII.
static SECURITY_GROUPS: NameRules = NameRules {
    service: "EC2",
    what: "a security group",
    names: "security groups",
    property: "GroupName",
    length: (1, 255),
    allowed: |c| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c),
    also: |name| {
        let is_id = name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("sg-"));
        keeps(is_id, "what starts with `sg-` is the id of a group")
            .or_else(|| keeps(name.eq_ignore_ascii_case("default"), "each VPC has a group of this name already"))
    },
    case_counts: true,
    says: "the name of a security group has 1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, and does not start with sg-",
};

/// From the page CreateKeyPair of the Amazon EC2 API Reference.
static KEY_PAIRS: NameRules = NameRules {
    what: "a key pair",
    names: "key pairs",
    property: "KeyName",
    allowed: |c| c.is_ascii() && !c.is_ascii_control(),
    also: |name| malformed(name.trim() != name, "a space stands at one of its ends"),
    says: "the name of a key pair has 1 to 255 characters of ASCII, and no space at its ends",
    ..SECURITY_GROUPS
};

/// From the page CreateLaunchTemplate of the Amazon EC2 API Reference.
static LAUNCH_TEMPLATES: NameRules = NameRules {
    what: "a launch template",
    names: "launch templates",
    property: "LaunchTemplateName",
    length: (3, 128),
    allowed: |c| c.is_ascii_alphanumeric() || "().-/_".contains(c),
    also: nothing_else,
    says: "the name of a launch template has 3 to 128 letters, digits and ().-/_",
    ..SECURITY_GROUPS
};

/// From the page CreateCluster of the Amazon ECS API Reference.
static CLUSTERS: NameRules = NameRules {
    service: "ECS",
    what: "a cluster",
    names: "clusters",
    property: "ClusterName",
    length: (1, 255),
    allowed: |c| is_of_label(c) || c == '_',
    also: nothing_else,
    case_counts: true,
    says: "the name of a cluster has 1 to 255 letters, digits, hyphens and underscores",
};

/// From the page CreateService of the same.
static SERVICES: NameRules = NameRules {
    what: "a service",
    names: "services",
    property: "ServiceName",
    says: "the name of a service has 1 to 255 letters, digits, hyphens and underscores",
    ..CLUSTERS
};

/// From the page CreateCapacityProvider of the same.
static CAPACITY_PROVIDERS: NameRules = NameRules {
    what: "a capacity provider",
    names: "capacity providers",
    property: "Name",
    also: |name| {
        let start = ["aws", "ecs", "fargate"].into_iter().find(|start| name.to_ascii_lowercase().starts_with(start));
        keeps(start.is_some(), format!("the prefix `{}` is AWS's own", start.unwrap_or_default()))
    },
    says: "the name of a capacity provider has 1 to 255 letters, digits, hyphens and underscores, and does not start with aws, ecs or fargate",
    ..CLUSTERS
};

/// From the page CreateEventBus of the Amazon EventBridge API Reference.
static EVENT_BUSES: NameRules = NameRules {
    service: "EventBridge",
    what: "an event bus",
    names: "event buses",
    property: "Name",
    length: (1, 256),
    allowed: |c| is_of_label(c) || "_./".contains(c),
    also: |name| keeps(name == "default", "each account has an event bus of this name already"),
    case_counts: true,
    says: "the name of an event bus has 1 to 256 letters, digits, hyphens, underscores and dots, and is not default",
};

/// From the page CreatePolicy of the IAM API Reference.
static POLICIES: NameRules = NameRules {
    service: "IAM",
    what: "a managed policy",
    names: "managed policies",
    property: "ManagedPolicyName",
    length: (1, 128),
    allowed: |c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c),
    also: nothing_else,
    case_counts: false,
    says: "the name of a managed policy has 1 to 128 letters, digits and _+=,.@-",
};

/// From the page CreateAlias of the KMS API Reference.
static ALIASES: NameRules = NameRules {
    service: "KMS",
    what: "an alias",
    names: "aliases",
    property: "AliasName",
    length: (1, 256),
    allowed: |c| is_of_label(c) || "_/:".contains(c),
    also: |name| keeps(name.starts_with("alias/aws/"), "the prefix `alias/aws/` is AWS's own"),
    case_counts: true,
    says: "an alias starts with alias/, and has letters, digits and /_- behind it, not aws/",
};

/// From the page "Creating and managing Amazon OpenSearch Service domains" of its Developer Guide.
static SEARCH_DOMAINS: NameRules = NameRules {
    service: "OpenSearch Service",
    what: "a domain",
    names: "domains",
    property: "DomainName",
    length: (3, 28),
    allowed: |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-',
    also: |name| {
        malformed(!name.starts_with(|c: char| c.is_ascii_lowercase()), "it does not start with a lowercase letter")
    },
    case_counts: true,
    says: "the name of a domain has 3 to 28 lowercase letters, digits and hyphens, a letter first",
};

/// From the page CreateDBSubnetGroup of the Amazon RDS API Reference.
static SUBNET_GROUPS: NameRules = NameRules {
    service: "RDS",
    what: "a subnet group",
    names: "subnet groups",
    property: "DBSubnetGroupName",
    length: (1, 255),
    allowed: |c| is_of_label(c) || "._ ".contains(c),
    also: |name| keeps(name.eq_ignore_ascii_case("default"), "the group of the default VPC is called so"),
    case_counts: false,
    says: "the name of a subnet group has 1 to 255 letters, digits, dots, underscores, spaces and hyphens, and is not default",
};

/// From the page CreateDocument of the Systems Manager API Reference.
static DOCUMENTS: NameRules = NameRules {
    service: "Systems Manager",
    what: "a document",
    names: "documents",
    property: "Name",
    length: (3, 128),
    allowed: |c| is_of_label(c) || "_.".contains(c),
    also: |name| {
        let start = ["aws", "amazon", "amzn"].into_iter().find(|start| name.starts_with(start));
        keeps(start.is_some(), format!("the prefix `{}` is AWS's own", start.unwrap_or_default()))
    },
    case_counts: true,
    says: "the name of a document has 3 to 128 letters, digits and _-., and does not start with aws, amazon or amzn",
};

/// From the page PutParameter of the Systems Manager API Reference.
static PARAMETERS: NameRules = NameRules {
    what: "a parameter",
    names: "parameters",
    length: (1, 1_011),
    allowed: |c| is_of_label(c) || "_./".contains(c),
    also: |name| {
        let lower = name.to_ascii_lowercase();
        let first = lower.strip_prefix('/').and_then(|path| path.split('/').next());
        let is_kept = |word: &&str| lower.starts_with(word) || first == Some(word);
        let start = ["aws", "ssm"].into_iter().find(|word| is_kept(word));
        keeps(start.is_some(), format!("the prefix `{}` is AWS's own", start.unwrap_or_default())).or_else(|| {
            let is_path = name.contains('/') && !name.starts_with('/');
            malformed(is_path, "a path starts with `/`")
                .or_else(|| malformed(name.matches('/').count() > 15, "it has more than 15 levels"))
        })
    },
    says: "the name of a parameter has 1 to 1,011 letters, digits and _.-, with / between and in front of levels, and does not start with aws or ssm",
    ..DOCUMENTS
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{self, Place};

    #[test]
    fn rules_are_about_properties() {
        assert!(RULES.is_sorted_by_key(|(kind, _)| *kind));
        for (kind, rules) in RULES {
            let of = schema::find(kind).map(Place::root);
            assert!(of.is_some_and(|root| root.property(rules.property).is_some()), "{kind}.{}", rules.property);
        }
    }

    #[test]
    fn every_rule_refuses_something() {
        let refused = |kind: &str, name: &str| {
            let rules = RULES.iter().find(|(known, _)| *known == kind).map(|(_, rules)| rules);
            rules.and_then(|rules| rules.refusal(name)).map(|(problem, _)| problem.code)
        };
        for (kind, bad, code) in [
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", "internal-web", "reserved-name"),
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", "web-", "invalid-name"),
            ("AWS::ElasticLoadBalancingV2::TargetGroup", "a-name-with-more-than-32-characters", "invalid-name"),
            ("AWS::EC2::SecurityGroup", "sg-web", "reserved-name"),
            ("AWS::EC2::SecurityGroup", "default", "reserved-name"),
            ("AWS::EC2::SecurityGroup", "웹", "invalid-name"),
            ("AWS::EC2::KeyPair", " key", "invalid-name"),
            ("AWS::EC2::LaunchTemplate", "ab", "invalid-name"),
            ("AWS::ECS::CapacityProvider", "fargate-mine", "reserved-name"),
            ("AWS::ECS::Cluster", "my.cluster", "invalid-name"),
            ("AWS::Events::EventBus", "default", "reserved-name"),
            ("AWS::KMS::Alias", "alias/aws/mine", "reserved-name"),
            ("AWS::Logs::LogGroup", "aws/mine", "reserved-name"),
            ("AWS::OpenSearchService::Domain", "Search", "invalid-name"),
            ("AWS::RDS::DBSubnetGroup", "Default", "reserved-name"),
            ("AWS::SSM::Parameter", "AWS-thing", "reserved-name"),
            ("AWS::SSM::Parameter", "/ssm/thing", "reserved-name"),
            ("AWS::SSM::Parameter", "app/thing", "invalid-name"),
            ("AWS::SSM::Document", "amzn-doc", "reserved-name"),
            ("AWS::DynamoDB::Table", "ab", "invalid-name"),
            ("AWS::SQS::Queue", "a.b", "invalid-name"),
        ] {
            assert_eq!(refused(kind, bad), Some(code), "{kind}: {bad}");
        }
        for (kind, good) in [
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", "internals"),
            ("AWS::EC2::SecurityGroup", "web servers"),
            ("AWS::KMS::Alias", "alias/awsome"),
            ("AWS::SSM::Parameter", "/app/aws/thing"),
            ("AWS::Logs::LogGroup", "/aws/lambda/mine"),
            ("AWS::SQS::Queue", "jobs.fifo"),
        ] {
            assert_eq!(refused(kind, good), None, "{kind}: {good}");
        }
    }
}
