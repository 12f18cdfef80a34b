//! The metrics that people watch, by what they are of.
//!
//! From the pages on the CloudWatch metrics of each service in its own guide.

use crate::words::shape::Wanted;
use std::sync::LazyLock;

/// What a metric counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// How many.
    Count,
    /// Out of a hundred.
    Percent,
    /// Seconds.
    Seconds,
    /// Thousandths of a second.
    Milliseconds,
    /// Bytes.
    Bytes,
}

/// A metric.
#[derive(Debug)]
pub struct Metric {
    /// Its name here.
    pub name: &'static str,
    /// Its name in CloudWatch.
    pub theirs: &'static str,
    /// What is made of its values, unless somebody says so.
    pub statistic: &'static str,
    /// What it counts in.
    pub unit: Unit,
    /// Whether it has a value only when something happens.
    pub counted: bool,
}

/// How CloudWatch tells whose values they are.
#[derive(Debug, Clone, Copy)]
pub enum By {
    /// One dimension.
    One(&'static str),
    /// The cluster and the service.
    Service,
}

/// What metrics are of.
#[derive(Debug)]
pub struct Source {
    /// What it is, and what tells it from others.
    pub of: Wanted,
    /// Where its metrics are.
    pub namespace: &'static str,
    /// How it is told from others.
    pub by: By,
    /// Its metrics.
    pub metrics: &'static [Metric],
}

/// Statistics by our words.
pub const STATISTICS: &[&str] = &["average", "maximum", "minimum", "sum", "sample_count"];

const fn counted(name: &'static str, theirs: &'static str) -> Metric {
    Metric { name, theirs, statistic: "sum", unit: Unit::Count, counted: true }
}

const fn measured(name: &'static str, theirs: &'static str, statistic: &'static str, unit: Unit) -> Metric {
    Metric { name, theirs, statistic, unit, counted: false }
}

/// A time that something took: there is none where nothing happened.
const fn took(name: &'static str, theirs: &'static str, unit: Unit) -> Metric {
    Metric { name, theirs, statistic: "p95", unit, counted: true }
}

/// All of them, by type.
pub static SOURCES: &[Source] = &[
    Source {
        of: Wanted { what: "an API", resource: "AWS::ApiGatewayV2::Api", attribute: "", prefix: "" },
        namespace: "AWS/ApiGateway",
        by: By::One("ApiId"),
        metrics: &[
            counted("4xx", "4xx"),
            counted("5xx", "5xx"),
            took("latency", "Latency", Unit::Milliseconds),
            counted("requests", "Count"),
        ],
    },
    Source {
        of: Wanted { what: "a table", resource: "AWS::DynamoDB::Table", attribute: "", prefix: "" },
        namespace: "AWS/DynamoDB",
        by: By::One("TableName"),
        metrics: &[counted("read_throttles", "ReadThrottleEvents"), counted("write_throttles", "WriteThrottleEvents")],
    },
    Source {
        of: Wanted { what: "an instance", resource: "AWS::EC2::Instance", attribute: "", prefix: "" },
        namespace: "AWS/EC2",
        by: By::One("InstanceId"),
        metrics: &[
            measured("cpu", "CPUUtilization", "average", Unit::Percent),
            measured("network_in", "NetworkIn", "average", Unit::Bytes),
            measured("network_out", "NetworkOut", "average", Unit::Bytes),
            measured("status_check", "StatusCheckFailed", "maximum", Unit::Count),
        ],
    },
    Source {
        of: Wanted { what: "a service", resource: "AWS::ECS::Service", attribute: "Name", prefix: "" },
        namespace: "AWS/ECS",
        by: By::Service,
        metrics: &[
            measured("cpu", "CPUUtilization", "average", Unit::Percent),
            measured("memory", "MemoryUtilization", "average", Unit::Percent),
        ],
    },
    Source {
        of: Wanted {
            what: "a load balancer",
            resource: "AWS::ElasticLoadBalancingV2::LoadBalancer",
            attribute: "LoadBalancerFullName",
            prefix: "",
        },
        namespace: "AWS/ApplicationELB",
        by: By::One("LoadBalancer"),
        metrics: &[
            counted("4xx", "HTTPCode_ELB_4XX_Count"),
            counted("5xx", "HTTPCode_ELB_5XX_Count"),
            took("latency", "TargetResponseTime", Unit::Seconds),
            counted("rejected", "RejectedConnectionCount"),
            counted("requests", "RequestCount"),
            counted("target_4xx", "HTTPCode_Target_4XX_Count"),
            counted("target_5xx", "HTTPCode_Target_5XX_Count"),
        ],
    },
    Source {
        of: Wanted { what: "a stream", resource: "AWS::Kinesis::Stream", attribute: "", prefix: "" },
        namespace: "AWS/Kinesis",
        by: By::One("StreamName"),
        metrics: &[
            measured("age", "GetRecords.IteratorAgeMilliseconds", "maximum", Unit::Milliseconds),
            counted("read_throttles", "ReadProvisionedThroughputExceeded"),
            counted("write_throttles", "WriteProvisionedThroughputExceeded"),
        ],
    },
    Source {
        of: Wanted { what: "a function", resource: "AWS::Lambda::Function", attribute: "", prefix: "" },
        namespace: "AWS/Lambda",
        by: By::One("FunctionName"),
        metrics: &[
            Metric {
                name: "age",
                theirs: "IteratorAge",
                statistic: "maximum",
                unit: Unit::Milliseconds,
                counted: true,
            },
            Metric {
                name: "concurrency",
                theirs: "ConcurrentExecutions",
                statistic: "maximum",
                unit: Unit::Count,
                counted: true,
            },
            took("duration", "Duration", Unit::Milliseconds),
            counted("errors", "Errors"),
            counted("invocations", "Invocations"),
            counted("throttles", "Throttles"),
        ],
    },
    Source {
        of: Wanted { what: "a cluster of databases", resource: "AWS::RDS::DBCluster", attribute: "", prefix: "" },
        namespace: "AWS/RDS",
        by: By::One("DBClusterIdentifier"),
        metrics: &[
            measured("connections", "DatabaseConnections", "average", Unit::Count),
            measured("cpu", "CPUUtilization", "average", Unit::Percent),
            measured("free_memory", "FreeableMemory", "minimum", Unit::Bytes),
        ],
    },
    Source {
        of: Wanted { what: "a database", resource: "AWS::RDS::DBInstance", attribute: "", prefix: "" },
        namespace: "AWS/RDS",
        by: By::One("DBInstanceIdentifier"),
        metrics: &[
            measured("connections", "DatabaseConnections", "average", Unit::Count),
            measured("cpu", "CPUUtilization", "average", Unit::Percent),
            measured("free_memory", "FreeableMemory", "minimum", Unit::Bytes),
            measured("free_storage", "FreeStorageSpace", "minimum", Unit::Bytes),
            measured("read_latency", "ReadLatency", "average", Unit::Seconds),
            measured("write_latency", "WriteLatency", "average", Unit::Seconds),
        ],
    },
    Source {
        of: Wanted { what: "a topic", resource: "AWS::SNS::Topic", attribute: "TopicName", prefix: "" },
        namespace: "AWS/SNS",
        by: By::One("TopicName"),
        metrics: &[
            counted("failures", "NumberOfNotificationsFailed"),
            counted("messages", "NumberOfMessagesPublished"),
        ],
    },
    Source {
        of: Wanted { what: "a queue", resource: "AWS::SQS::Queue", attribute: "QueueName", prefix: "" },
        namespace: "AWS/SQS",
        by: By::One("QueueName"),
        metrics: &[
            Metric {
                name: "age",
                theirs: "ApproximateAgeOfOldestMessage",
                statistic: "maximum",
                unit: Unit::Seconds,
                counted: true,
            },
            Metric {
                name: "depth",
                theirs: "ApproximateNumberOfMessagesVisible",
                statistic: "maximum",
                unit: Unit::Count,
                counted: true,
            },
            counted("received", "NumberOfMessagesReceived"),
            counted("sent", "NumberOfMessagesSent"),
        ],
    },
    Source {
        of: Wanted { what: "a state machine", resource: "AWS::StepFunctions::StateMachine", attribute: "", prefix: "" },
        namespace: "AWS/States",
        by: By::One("StateMachineArn"),
        metrics: &[
            took("duration", "ExecutionTime", Unit::Milliseconds),
            counted("failures", "ExecutionsFailed"),
            counted("throttles", "ExecutionThrottled"),
            counted("timeouts", "ExecutionsTimedOut"),
        ],
    },
];

/// What metrics of a type there are.
pub fn of(resource: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.of.resource == resource)
}

/// Everything that has metrics.
pub static KINDS: LazyLock<Vec<&'static Wanted>> = LazyLock::new(|| SOURCES.iter().map(|source| &source.of).collect());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;

    #[test]
    fn metrics_are_told_apart_and_can_be_asked_for() {
        assert!(SOURCES.is_sorted_by_key(|source| source.of.resource));
        for source in SOURCES {
            let Wanted { resource, attribute, .. } = source.of;
            assert!(source.metrics.is_sorted_by_key(|metric| metric.name), "{resource}");
            let of = schema::find(resource).expect("a type of CloudFormation");
            assert!(attribute.is_empty() || of.attribute(attribute).is_some(), "{resource}");
            for metric in source.metrics {
                assert!(STATISTICS.contains(&metric.statistic) || metric.statistic == "p95", "{}", metric.theirs);
            }
        }
    }
}
