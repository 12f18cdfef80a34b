//! Data that is lost, or left behind.

use super::support::{change, plan, resources};
use infrac::plan::{Certainty, Fate, Loss, Lost};

fn lost(kind: &str, attributes: &str, old: &str, new: Option<&str>) -> (Option<Fate>, Option<Loss>) {
    let text = |properties: &str| {
        resources(&[
            "Z: {Type: 'AWS::SNS::Topic'}",
            &format!("A: {{Type: 'AWS::{kind}'{attributes}, Properties: {properties}}}"),
        ])
    };
    let after = new.map_or_else(|| resources(&["Z: {Type: 'AWS::SNS::Topic'}"]), text);
    let found = plan(&text(old), &after);
    let change = change(&found, "A");
    (change.fate, change.loss.clone())
}

#[track_caller]
fn case(kind: &str, attributes: &str, new: Option<&str>, fate: Fate, expected: Option<(Lost, Certainty)>) {
    let (found, loss) = lost(kind, attributes, "{TableName: a}", new);
    assert_eq!(found, Some(fate));
    assert_eq!(loss.map(|loss| (loss.lost, loss.certainty)), expected);
}

#[test]
fn policies_lessen_what_is_lost() {
    use Certainty::Certain;
    let table = "DynamoDB::Table";
    let other = Some("{TableName: b}");
    case(table, "", None, Fate::Deleted, Some((Lost::Everything, Certain)));
    case(table, ", DeletionPolicy: Retain", None, Fate::Retained, None);
    case(table, ", DeletionPolicy: RetainExceptOnCreate", None, Fate::Retained, None);
    case(table, "", other, Fate::Deleted, Some((Lost::Everything, Certain)));
    // Only its own policy is about a replacement.
    case(table, ", DeletionPolicy: Retain", other, Fate::Deleted, Some((Lost::Everything, Certain)));
    case(table, ", UpdateReplacePolicy: Retain", other, Fate::Retained, Some((Lost::LeftBehind, Certain)));
    // What no snapshot can be taken of has none.
    case(table, ", DeletionPolicy: Snapshot", None, Fate::Deleted, Some((Lost::Everything, Certain)));
}

#[test]
fn databases_are_saved_in_a_snapshot_when_nothing_is_said() {
    let (fate, loss) = lost("RDS::DBInstance", "", "{Engine: mysql}", None);
    assert_eq!((fate, loss.map(|loss| loss.lost)), (Some(Fate::Snapshot), Some(Lost::OutsideSnapshot)));
    // The data of one in a cluster is the cluster's.
    let (fate, loss) = lost("RDS::DBInstance", "", "{DBClusterIdentifier: c}", None);
    assert_eq!((fate, loss), (Some(Fate::Deleted), None));
    let (fate, loss) = lost("RDS::DBInstance", "", "{MasterUsername: a}", Some("{MasterUsername: b}"));
    assert_eq!((fate, loss.map(|loss| loss.lost)), (Some(Fate::Deleted), Some(Lost::Everything)));
}

#[test]
fn what_may_be_replaced_may_be_lost() {
    let (_, loss) = lost("EC2::Instance", "", "{InstanceType: t3.micro}", Some("{InstanceType: t3.small}"));
    assert_eq!(loss.map(|loss| loss.certainty), Some(Certainty::Possible));
}

#[test]
fn a_bucket_with_objects_is_not_deleted() {
    let (_, loss) = lost("S3::Bucket", "", "{BucketName: a}", Some("{BucketName: b}"));
    let loss = loss.expect("a loss");
    assert_eq!((loss.lost, loss.what.as_str()), (Lost::LeftBehind, "the objects of A"));
}

#[test]
fn a_change_in_place_loses_nothing() {
    let (fate, loss) = lost("DynamoDB::Table", "", "{BillingMode: a}", Some("{BillingMode: b}"));
    assert_eq!((fate, loss), (None, None));
}
