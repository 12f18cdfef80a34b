//! What follows from the change of one resource for those that refer to it.

use super::support::{actions, change, plan, resources, valued};
use infrac::plan::Action::{Add, Change, Remove, Replace, Unknown};
use infrac::plan::Certainty::{Certain, Possible};
use infrac::plan::{Cause, Replacement};

const GROUP: &str = "Group: {Type: 'AWS::EC2::SecurityGroup', Properties: {GroupDescription: old, VpcId: vpc-1}}";
const OTHER: &str = "Group: {Type: 'AWS::EC2::SecurityGroup', Properties: {GroupDescription: new, VpcId: vpc-1}}";

fn with(group: &str, other: &str) -> String {
    resources(&[group, other])
}

#[test]
fn a_replacement_changes_those_that_refer_to_it() {
    let server =
        "Server: {Type: 'AWS::EC2::Instance', Properties: {ImageId: ami-1, SecurityGroupIds: [!GetAtt Group.GroupId]}}";
    let found = plan(&with(GROUP, server), &with(OTHER, server));
    // AWS's page: security groups of an instance change without interruption outside the classic network.
    assert_eq!(actions(&found), [("Group", Replace(Certain)), ("Server", Replace(Possible))]);
    let [property] = change(&found, "Server").properties.as_slice() else { panic!("{found:#?}") };
    assert_eq!(property.path.to_string(), "SecurityGroupIds[0]");
    assert_eq!(
        (property.certainty, property.causes.as_slice()),
        (Certain, &[Cause::Attribute("Group.GroupId".to_owned())][..])
    );
}

#[test]
fn a_reference_to_what_is_replaced_in_a_create_only_property_replaces_for_sure() {
    let subnet = "S: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref V, CidrBlock: 10.0.1.0/24}}";
    let vpc = |block: &str| format!("V: {{Type: 'AWS::EC2::VPC', Properties: {{CidrBlock: {block}}}}}");
    let instance = "I: {Type: 'AWS::EC2::Instance', Properties: {SubnetId: !Sub '${S}', ImageId: ami-1}}";
    let all = |block: &str| resources(&[&vpc(block), subnet, instance]);
    let found = plan(&all("10.0.0.0/16"), &all("10.1.0.0/16"));
    assert_eq!(actions(&found), [("V", Replace(Certain)), ("S", Replace(Certain)), ("I", Replace(Certain))]);
}

#[test]
fn the_order_of_resources_does_not_matter() {
    let first = "A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Z, CidrBlock: 10.0.1.0/24}}";
    let vpc = |block: &str| format!("Z: {{Type: 'AWS::EC2::VPC', Properties: {{CidrBlock: {block}}}}}");
    let all = |block: &str| resources(&[first, &vpc(block)]);
    let found = plan(&all("10.0.0.0/16"), &all("10.1.0.0/16"));
    assert_eq!(actions(&found), [("A", Replace(Certain)), ("Z", Replace(Certain))]);
}

#[test]
fn what_only_may_be_replaced_spreads_as_a_possibility() {
    let server =
        |kind: &str| format!("I: {{Type: 'AWS::EC2::Instance', Properties: {{ImageId: ami-1, InstanceType: {kind}}}}}");
    let address = "E: {Type: 'AWS::EC2::EIPAssociation', Properties: {InstanceId: !Ref I, AllocationId: eipalloc-1}}";
    let all = |kind: &str| resources(&[&server(kind), address]);
    let found = plan(&all("t3.micro"), &all("t3.small"));
    assert_eq!(actions(&found), [("I", Replace(Possible)), ("E", Replace(Possible))]);
}

#[test]
fn a_change_in_place_leaves_names_and_addresses_as_they_are() {
    let queue = |seconds: u32| format!("Q: {{Type: 'AWS::SQS::Queue', Properties: {{VisibilityTimeout: {seconds}}}}}");
    let user =
        "T: {Type: 'AWS::SNS::Subscription', Properties: {Protocol: sqs, TopicArn: arn, Endpoint: !GetAtt Q.Arn}}";
    let all = |seconds: u32| resources(&[&queue(seconds), user]);
    assert_eq!(actions(&plan(&all(30), &all(60))), [("Q", Change)]);
}

#[test]
fn versions_that_go_up_are_passed_on() {
    let template = |name: &str| {
        format!("L: {{Type: 'AWS::EC2::LaunchTemplate', Properties: {{LaunchTemplateData: {{ImageId: {name}}}}}}}")
    };
    let group = "G: {Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: {MinSize: '1', MaxSize: '2', \
        LaunchTemplate: {LaunchTemplateId: !Ref L, Version: !GetAtt L.LatestVersionNumber}}}";
    let all = |name: &str| resources(&[&template(name), group]);
    let found = plan(&all("ami-1"), &all("ami-2"));
    let [property] = change(&found, "G").properties.as_slice() else { panic!("{found:#?}") };
    assert_eq!((property.path.to_string().as_str(), property.certainty), ("LaunchTemplate.Version", Possible));
}

#[test]
fn a_parameter_with_another_value_changes_what_takes_it() {
    let text = "Parameters: {Size: {Type: String, Default: a}}\nResources:\n  Q: {Type: 'AWS::SQS::Queue', Properties: {QueueName: !Sub 'q-${Size}'}}\n";
    let found = valued((text, &[("Size", "a")]), (text, &[("Size", "b")]));
    assert_eq!(actions(&found), [("Q", Replace(Certain))]);
    assert_eq!(change(&found, "Q").properties[0].causes, [Cause::Parameter("Size".to_owned())]);
    // Without knowing the value that it has, it may be the same.
    assert_eq!(actions(&valued((text, &[]), (text, &[("Size", "b")]))), [("Q", Replace(Possible))]);
    // A stack keeps the values that nobody gives anew.
    assert!(valued((text, &[("Size", "z")]), (text, &[])).is_empty());
}

#[test]
fn another_default_changes_nothing_that_is_there() {
    let text = |value: &str| {
        format!(
            "Parameters: {{Size: {{Type: String, Default: {value}}}}}\nResources:\n  Q: {{Type: 'AWS::SQS::Queue', Properties: {{QueueName: !Ref Size}}}}\n"
        )
    };
    let found = plan(&text("a"), &text("b"));
    assert!(found.changes.is_empty());
    assert_eq!(
        found.parameters.iter().map(|one| (one.id.as_str(), one.what)).collect::<Vec<_>>(),
        [("Size", "Default")]
    );
}

#[test]
fn conditions_are_worked_out_where_values_are_known() {
    let text = "Parameters: {Env: {Type: String}}\nConditions: {Prod: !Equals [!Ref Env, prod]}\nResources:\n  \
        A: {Type: 'AWS::SQS::Queue', Condition: Prod}\n  B: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: !If [Prod, 5, !Ref 'AWS::NoValue']}}\n";
    let known = |had: &str, given: &str| valued((text, &[("Env", had)]), (text, &[("Env", given)]));
    assert_eq!(actions(&known("test", "prod")), [("A", Add), ("B", Change)]);
    assert_eq!(actions(&known("prod", "test")), [("A", Remove), ("B", Change)]);
    assert!(known("prod", "prod").changes.is_empty());
    let unknown = valued((text, &[]), (text, &[("Env", "prod")]));
    assert_eq!(actions(&unknown), [("A", Add), ("B", Change)]);
    assert_eq!(change(&unknown, "A").certainty, Possible);
}

#[test]
fn a_condition_that_says_something_else_leaves_it_open() {
    let text = |value: &str| {
        format!(
            "Parameters: {{Env: {{Type: String}}}}\nConditions: {{Prod: !Equals [!Ref Env, {value}]}}\nResources:\n  A: {{Type: 'AWS::SQS::Queue', Condition: Prod}}\n"
        )
    };
    assert_eq!(actions(&plan(&text("prod"), &text("live"))), [("A", Unknown)]);
}

#[test]
fn custom_resources_decide_for_themselves() {
    let text = |value: u32| {
        resources(&[&format!("C: {{Type: 'Custom::Thing', Properties: {{ServiceToken: arn, Value: {value}}}}}")])
    };
    let found = plan(&text(1), &text(2));
    assert_eq!(actions(&found), [("C", Replace(Possible))]);
    assert_eq!(change(&found, "C").properties[0].replacement, Replacement::Possible);
}

#[test]
fn another_type_is_refused() {
    let text = |kind: &str| resources(&[&format!("A: {{Type: 'AWS::{kind}'}}")]);
    let found = plan(&text("SQS::Queue"), &text("SNS::Topic"));
    let changed = change(&found, "A");
    assert_eq!((changed.action, changed.problems[0].code), (Replace(Certain), "type-changed"));
}

#[test]
fn a_name_that_stays_hinders_a_replacement() {
    let text = |fifo: &str| {
        resources(&[&format!("A: {{Type: 'AWS::SQS::Queue', Properties: {{QueueName: a.fifo, FifoQueue: {fifo}}}}}")])
    };
    let found = plan(&text("false"), &text("true"));
    assert_eq!(change(&found, "A").problems[0].code, "name-kept");
    let renamed = resources(&["A: {Type: 'AWS::SQS::Queue', Properties: {QueueName: b.fifo, FifoQueue: true}}"]);
    assert!(change(&plan(&text("false"), &renamed), "A").problems.is_empty());
}
