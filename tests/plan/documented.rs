//! What AWS's pages say a change of a property requires, held against the prediction.
//!
//! `documented.tsv` has the words "Update requires" of the pages of the CloudFormation User Guide, of September 2023, and
//! what is expected: the same, except where today's schema knows it better.

use super::support::{change, plan, resources};
use infrac::plan::{Action, Certainty};

const ROWS: &str = include_str!("documented.tsv");

struct Row {
    kind: &'static str,
    property: &'static str,
    documented: &'static str,
    expected: &'static str,
    page: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    ROWS.lines().skip(1).map(|line| {
        let [kind, property, documented, expected, page] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        Row { kind, property, documented, expected, page }
    })
}

fn predicted(row: &Row) -> &'static str {
    let with =
        |value: &str| resources(&[&format!("A: {{Type: '{}', Properties: {{{}: {value}}}}}", row.kind, row.property)]);
    match change(&plan(&with("before"), &with("after")), "A").action {
        Action::Replace(Certainty::Certain) => "certain",
        Action::Replace(Certainty::Possible) => "possible",
        Action::Change => "no",
        other => panic!("{} {}: {other:?}", row.kind, row.property),
    }
}

#[test]
fn changes_need_what_the_pages_say() {
    let wrong: Vec<String> = rows()
        .filter(|row| predicted(row) != row.expected)
        .map(|row| {
            format!("{}.{}: {} where {} says {}", row.kind, row.property, predicted(&row), row.page, row.documented)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows().count() >= 70);
}

/// Where what is expected differs from the page, today's schema says something else, or nothing: then it is possible.
#[test]
fn pages_and_schemas_disagree_about_little() {
    let differs = |row: &Row| match row.documented {
        "Replacement" => row.expected != "certain",
        "No interruption" => row.expected != "no",
        _ => false,
    };
    let differing: Vec<_> = rows().filter(differs).map(|row| format!("{}.{}", row.kind, row.property)).collect();
    assert_eq!(differing, NEWER);
}

const NEWER: &[&str] = &[
    "AWS::S3::Bucket.ObjectLockEnabled",
    "AWS::DynamoDB::Table.KeySchema",
    "AWS::Lambda::Function.PackageType",
    "AWS::ECS::Service.LaunchType",
    "AWS::Route53::RecordSet.Name",
    "AWS::AutoScaling::AutoScalingGroup.LaunchConfigurationName",
    "AWS::EC2::EIP.Domain",
];
