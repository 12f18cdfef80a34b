//! Well known actions, and what holds for every row.

use super::*;
use crate::catalog::tables::{IAM_ACTIONS, IAM_CONDITION_KEYS, IAM_RESOURCE_TYPES};
use crate::suggest;

fn resource(action: &str, name: &str) -> Resource {
    find(action).unwrap().resources().find(|resource| resource.name() == name).unwrap()
}

#[test]
fn an_action_is_found_in_any_case() {
    for name in ["s3:GetObject", "S3:GETOBJECT", "s3:getobject"] {
        assert_eq!(find(name).map(Action::name), Some("s3:GetObject"), "{name}");
    }
    for name in ["", "s3", "s3:", ":", "s3:GetObjec", "s3:GetObjects", "s3:Get*", "s:GetObject", "GetObject"] {
        assert_eq!(find(name), None, "{name}");
    }
}

#[test]
fn an_action_works_on_resources() {
    let get = find("s3:GetObject").unwrap();
    assert_eq!((get.service(), get.level()), ("s3", Level::Read));
    assert!(!resource("s3:GetObject", "object").is_required());
    assert!(get.condition_keys().any(|key| key == "s3:ExistingObjectTag/<key>"));
    assert_eq!(
        resource_type("s3", "object").unwrap().arns().next(),
        Some("arn:${Partition}:s3:::${BucketName}/${ObjectName}")
    );
    let image = resource("ec2:RunInstances", "image");
    assert!(image.is_required() && image.condition_keys().any(|key| key == "ec2:ImageID"));
    assert!(!resource("ec2:RunInstances", "key-pair").is_required());
    assert_eq!(find("s3:ListAllMyBuckets").unwrap().resources().count(), 0);
    assert_eq!(resource_type("lambda", "function alias").unwrap().name(), "function alias");
}

#[test]
fn levels_are_told_apart() {
    let level = |name| find(name).unwrap().level();
    assert_eq!(level("s3:ListBucket"), Level::List);
    assert_eq!(level("s3:PutObject"), Level::Write);
    assert_eq!(level("s3:PutBucketPolicy"), Level::PermissionsManagement);
    assert_eq!(level("ec2:CreateTags"), Level::Tagging);
}

#[test]
fn a_pattern_stands_for_actions() {
    let count = |pattern| matching(pattern).count();
    assert!(matching("s3:Get*").all(|action| action.name().starts_with("s3:Get")) && count("s3:Get*") > 50);
    assert_eq!(matching("S3:getobjec?").map(Action::name).collect::<Vec<_>>(), ["s3:GetObject"]);
    assert_eq!((count("*"), count("*:*")), (22_321, 22_321));
    assert_eq!(count("s3:*"), actions("s3").count());
    assert!(count("s3*:*") > count("s3:*"));
    assert_eq!([count(""), count("s3"), count("s3:Gett*"), count("s4:*")], [0; 4]);
}

#[test]
fn services_are_named_once() {
    let names: Vec<_> = services().collect();
    assert_eq!(names.len(), 457);
    assert_eq!(names.iter().map(|name| actions(name).count()).sum::<usize>(), 22_321);
    assert_eq!(suggest::nearest("lamda", names), Some("lambda"));
    let actions = actions("s3").map(Action::name);
    assert_eq!(suggest::nearest("s3:GetObjet", actions), Some("s3:GetObject"));
}

#[test]
fn a_condition_key_has_a_kind() {
    let kind = |name| condition_key(name).next().map(ConditionKey::kind);
    assert_eq!(kind("aws:securetransport"), Some(Kind::Bool));
    assert_eq!(kind("aws:SourceIp"), Some(Kind::IpAddress));
    assert_eq!(kind("s3:max-keys"), Some(Kind::Numeric));
    assert_eq!(kind("aws:ResourceTag/team"), Some(Kind::String));
    assert_eq!(kind("s3:existingobjecttag/a/b"), Some(Kind::String));
    for absent in ["", "aws:", "aws:ResourceTag/", "aws:ResourceTag", "aws:Secure", "s3:é"] {
        assert_eq!(kind(absent), None, "{absent}");
    }
    let keys = condition_key("aws:TagKeys").next().unwrap();
    assert!(keys.is_list() && keys.is_known_to("ec2") && !keys.is_known_to("sts2"));
    assert!(condition_key("aws:SourceArn").all(|key| key.is_known_to("anything") && key.kind() == Kind::Arn));
}

#[test]
fn every_action_is_read() {
    let levels = ["List", "Permissions management", "Read", "Tagging", "Write"];
    for row in IAM_ACTIONS.rows() {
        let action = find(row.key()).unwrap();
        assert!(action.name() == row.key() && levels.contains(&row.column(1)), "{}", row.key());
        for resource in action.resources() {
            assert!(resource_type(action.service(), resource.name()).is_some(), "{}: {}", row.key(), resource.name());
            assert!(resource.condition_keys().all(|key| key.contains(':')), "{}", row.key());
        }
        assert!(action.condition_keys().all(|key| key.contains(':')), "{}", row.key());
    }
}

#[test]
fn every_resource_type_and_condition_key_is_read() {
    for row in IAM_RESOURCE_TYPES.rows() {
        let (service, name) = halves(row.key());
        let found = resource_type(service, name).unwrap();
        assert!((found.service(), found.name()) == (service, name) && found.arns().count() > 0, "{}", row.key());
        assert!(found.arns().all(|arn| arn.starts_with("arn:") || arn == "*"), "{}", row.key());
        assert!(resource_types(service).any(|one| one == found), "{}", row.key());
    }
    for row in IAM_CONDITION_KEYS.rows() {
        assert!(condition_key(row.key()).any(|key| key.name() == row.key()), "{}", row.key());
    }
}
