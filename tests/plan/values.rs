//! The differences of values, property by property.

use super::support::{plan, resources, valued};
use infrac::plan::{Certainty, PropertyChange};

/// The paths that change in a queue or a role with these properties.
fn paths(kind: &str, old: &str, new: &str) -> Vec<String> {
    let found = differences(kind, old, new);
    found
        .iter()
        .map(|one| format!("{}{}", one.path, if one.certainty == Certainty::Possible { "?" } else { "" }))
        .collect()
}

fn differences(kind: &str, old: &str, new: &str) -> Vec<PropertyChange> {
    let text = |properties: &str| {
        resources(&[
            &format!("A: {{Type: 'AWS::{kind}', Properties: {properties}}}"),
            "B: {Type: 'AWS::SNS::Topic'}",
            "C: {Type: 'AWS::SNS::Topic'}",
        ])
    };
    plan(&text(old), &text(new)).changes.into_iter().next().map(|change| change.properties).unwrap_or_default()
}

#[test]
fn what_is_the_same_in_other_words_is_the_same() {
    for (old, new) in [
        ("{DelaySeconds: 5}", "{DelaySeconds: '5'}"),
        ("{FifoQueue: true}", "{FifoQueue: 'true'}"),
        ("{QueueName: !Sub 'a-${B}'}", "{QueueName: !Join ['-', [a, !Ref B]]}"),
        ("{QueueName: !Sub ['a-${x}', {x: !Ref B}]}", "{QueueName: !Sub 'a-${B}'}"),
        ("{QueueName: !Select [1, [a, b]]}", "{QueueName: b}"),
        ("{Tags: [{Key: a, Value: b}, {Key: c, Value: d}]}", "{Tags: [{Value: d, Key: c}, {Key: a, Value: b}]}"),
        ("{QueueName: !Ref 'AWS::NoValue'}", "{}"),
    ] {
        assert_eq!(paths("SQS::Queue", old, new), Vec::<String>::new(), "{old} {new}");
    }
}

#[test]
fn differences_are_told_at_their_place() {
    for (old, new, expected) in [
        ("{DelaySeconds: 5}", "{DelaySeconds: 6}", "DelaySeconds"),
        (
            "{RedrivePolicy: {maxReceiveCount: 1, deadLetterTargetArn: a}}",
            "{RedrivePolicy: {maxReceiveCount: 2, deadLetterTargetArn: a}}",
            "RedrivePolicy.maxReceiveCount",
        ),
        ("{Tags: [{Key: a, Value: b}]}", "{Tags: [{Key: z, Value: z}, {Key: a, Value: c}]}", "Tags[0] Tags[1].Value"),
        ("{Tags: [{Key: a, Value: b}]}", "{}", "Tags"),
        ("{QueueName: !Ref B}", "{QueueName: !Ref C}", "QueueName"),
        ("{QueueName: !Ref B}", "{QueueName: !GetAtt B.TopicName}", "QueueName?"),
        ("{QueueName: !Sub 'a-${B}'}", "{QueueName: !Sub 'b-${B}'}", "QueueName"),
        ("{QueueName: !Sub 'a${B}bb'}", "{QueueName: !Sub 'aa${B}b'}", "QueueName?"),
        ("{QueueName: x}", "{QueueName: !ImportValue y}", "QueueName?"),
    ] {
        assert_eq!(paths("SQS::Queue", old, new).join(" "), expected, "{old} {new}");
    }
}

#[test]
fn lists_with_an_order_keep_it() {
    let with = |items: &str| {
        format!("{{ManagedPolicyArns: [a], Policies: [], AssumeRolePolicyDocument: {{Statement: [{items}]}}}}")
    };
    let found = paths("IAM::Role", &with("{Action: x}, {Action: y}"), &with("{Action: n}, {Action: x}, {Action: y}"));
    assert_eq!(found, ["AssumeRolePolicyDocument.Statement[0]"]);
}

#[test]
fn secrets_are_never_shown() {
    let text = |password: &str| {
        format!(
            "Parameters: {{Pass: {{Type: String, NoEcho: true}}}}\nResources:\n  D: {{Type: 'AWS::RDS::DBInstance', Properties: {{MasterUserPassword: {password}, MasterUsername: a}}}}\n  \
            T: {{Type: 'AWS::ECS::TaskDefinition', Properties: {{ContainerDefinitions: [{{Name: a, Environment: [{{Name: API_TOKEN, Value: {password}}}]}}]}}}}\n  \
            F: {{Type: 'AWS::Lambda::Function', Properties: {{Environment: {{Variables: {{DB_PASSWORD: {password}}}}}}}}}\n"
        )
    };
    let (old, new) = (text("hunter1"), text("hunter2"));
    let found = valued((&old, &[("Pass", "swordfish1")]), (&new, &[("Pass", "swordfish2")]));
    assert_eq!(found.changes.len(), 3);
    let back = plan(&new, &resources(&["D: {Type: 'AWS::RDS::DBInstance'}"]));
    let taken =
        valued((&text("!Ref Pass"), &[("Pass", "swordfish1")]), (&text("!Ref Pass"), &[("Pass", "swordfish2")]));
    assert_eq!(taken.changes.len(), 3);
    for plan in [found, back, taken] {
        let shown = format!("{plan:?}{}", serde_json::to_string(&plan).unwrap());
        assert!(!shown.contains("hunter") && !shown.contains("swordfish"), "{shown}");
    }
}
