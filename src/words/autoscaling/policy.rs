//! How an update goes through the servers, and when there are more or fewer.

use super::sizes::Sizes;
use crate::lower::derived;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// How long a new server has, in seconds.
const GRACE: i64 = 300;
/// What would get in the way of an update. From the page "UpdatePolicy attribute" of the CloudFormation Template
/// Reference Guide, which recommends to suspend these.
const SUSPENDED: [&str; 5] =
    ["HealthCheck", "ReplaceUnhealthy", "AZRebalance", "AlarmNotification", "ScheduledActions"];

/// How long a new server has before it counts as failed.
pub fn grace(declaration: &Declaration<'_>) -> i64 {
    declaration.entries.int("grace").unwrap_or(GRACE)
}

/// One server after the other, so that there are as many as there have to be; of the number of servers only changes
/// that somebody makes.
pub fn update<'a>(declaration: &Declaration<'a>, sizes: &Sizes) -> Value<'a> {
    // It has to be less than the most that there are.
    let in_service = sizes.min.min(sizes.max - 1).max(0);
    let suspended = SUSPENDED.map(Value::text);
    let rolling = Value::map([
        ("MinInstancesInService", Value::Int(in_service)),
        ("MaxBatchSize", Value::Int(1)),
        ("PauseTime", Value::text(format!("PT{}S", grace(declaration).min(3_600)))),
        ("SuspendProcesses", Value::list(suspended)),
    ]);
    let scheduled = Value::map([("IgnoreUnmodifiedGroupSizeProperties", Value::Bool(true))]);
    Value::map([("AutoScalingRollingUpdate", rolling), ("AutoScalingScheduledAction", scheduled)])
}

/// More servers where they are busier than this, and fewer where they are not.
pub fn scaling<'a>(group: &str, busy: i64) -> Resource<'a> {
    let mut policy = Resource::new(derived(group, "ScalingPolicy"), "AWS::AutoScaling::ScalingPolicy", 3);
    policy.set("AutoScalingGroupName", Value::reference(group.to_owned()));
    policy.set("PolicyType", Value::text("TargetTrackingScaling"));
    let metric = Value::map([("PredefinedMetricType", Value::text("ASGAverageCPUUtilization"))]);
    let target = Value::map([("PredefinedMetricSpecification", metric), ("TargetValue", Value::Int(busy))]);
    policy.set("TargetTrackingConfiguration", target);
    policy
}
