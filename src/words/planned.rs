//! Words of the language that this version does not know yet, so that they are not taken for misspellings.

/// Words that declare resources in a later version, in alphabetical order.
pub const WORDS: &[&str] = &[
    "alarm",
    "api",
    "cache",
    "certificate",
    "cluster",
    "database",
    "distribution",
    "endpoint",
    "function",
    "group",
    "hosted_zone",
    "key",
    "log_group",
    "mail",
    "parameter",
    "policy",
    "queue",
    "record",
    "schedule",
    "secret",
    "service",
    "stream",
    "table",
    "topic",
    "user",
    "volume",
];

/// Statements that relate or claim things in a later version.
pub const STATEMENTS: &[&str] = &["expect", "grant"];

/// The CloudFormation type to use until the word exists.
pub fn resource_type(word: &str) -> Option<&'static str> {
    Some(match word {
        "alarm" => "AWS::CloudWatch::Alarm",
        "api" => "AWS::ApiGatewayV2::Api",
        "cache" => "AWS::ElastiCache::ReplicationGroup",
        "certificate" => "AWS::CertificateManager::Certificate",
        "cluster" => "AWS::ECS::Cluster",
        "database" => "AWS::RDS::DBInstance",
        "distribution" => "AWS::CloudFront::Distribution",
        "endpoint" => "AWS::EC2::VPCEndpoint",
        "function" => "AWS::Lambda::Function",
        "group" => "AWS::IAM::Group",
        "hosted_zone" => "AWS::Route53::HostedZone",
        "key" => "AWS::KMS::Key",
        "log_group" => "AWS::Logs::LogGroup",
        "mail" => "AWS::SES::EmailIdentity",
        "parameter" => "AWS::SSM::Parameter",
        "policy" => "AWS::IAM::ManagedPolicy",
        "queue" => "AWS::SQS::Queue",
        "record" => "AWS::Route53::RecordSet",
        "schedule" => "AWS::Scheduler::Schedule",
        "secret" => "AWS::SecretsManager::Secret",
        "service" => "AWS::ECS::Service",
        "stream" => "AWS::Kinesis::Stream",
        "table" => "AWS::DynamoDB::Table",
        "topic" => "AWS::SNS::Topic",
        "user" => "AWS::IAM::User",
        "volume" => "AWS::EC2::Volume",
        _ => return None,
    })
}
