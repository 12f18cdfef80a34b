//! Words of the language that this version does not know yet, so that they are not taken for misspellings.

/// Words that declare resources in a later version, in alphabetical order.
pub const WORDS: &[&str] = &[
    "alarm",
    "api",
    "autoscaling",
    "cluster",
    "key",
    "launch_template",
    "parameter",
    "queue",
    "secret",
    "service",
    "stream",
    "table",
    "topic",
    "volume",
];

/// Statements that relate or claim things in a later version.
pub const STATEMENTS: &[&str] = &[];

/// The CloudFormation type to use until the word exists.
pub fn resource_type(word: &str) -> Option<&'static str> {
    Some(match word {
        "alarm" => "AWS::CloudWatch::Alarm",
        "api" => "AWS::ApiGatewayV2::Api",
        "autoscaling" => "AWS::AutoScaling::AutoScalingGroup",
        "cluster" => "AWS::ECS::Cluster",

        "key" => "AWS::KMS::Key",
        "launch_template" => "AWS::EC2::LaunchTemplate",

        "parameter" => "AWS::SSM::Parameter",
        "queue" => "AWS::SQS::Queue",

        "secret" => "AWS::SecretsManager::Secret",
        "service" => "AWS::ECS::Service",
        "stream" => "AWS::Kinesis::Stream",
        "table" => "AWS::DynamoDB::Table",
        "topic" => "AWS::SNS::Topic",
        "volume" => "AWS::EC2::Volume",
        _ => return None,
    })
}
