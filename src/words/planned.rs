//! Words of the language that this version does not know yet, so that they are not taken for misspellings.

/// Words that declare resources in a later version, in alphabetical order.
pub const WORDS: &[&str] = &[
    "alarm",
    "api",
    "autoscaling",
    "cluster",
    "distribution",
    "endpoint",
    "function",
    "launch_template",
    "mail",
    "schedule",
    "service",
    "volume",
];

/// Statements that relate or claim things in a later version.
pub const STATEMENTS: &[&str] = &["expect"];

/// The CloudFormation type to use until the word exists.
pub fn resource_type(word: &str) -> Option<&'static str> {
    Some(match word {
        "alarm" => "AWS::CloudWatch::Alarm",
        "api" => "AWS::ApiGatewayV2::Api",
        "autoscaling" => "AWS::AutoScaling::AutoScalingGroup",
        "cluster" => "AWS::ECS::Cluster",
        "distribution" => "AWS::CloudFront::Distribution",
        "endpoint" => "AWS::EC2::VPCEndpoint",
        "function" => "AWS::Lambda::Function",
        "launch_template" => "AWS::EC2::LaunchTemplate",
        "mail" => "AWS::SES::EmailIdentity",
        "schedule" => "AWS::Scheduler::Schedule",
        "service" => "AWS::ECS::Service",
        "volume" => "AWS::EC2::Volume",
        _ => return None,
    })
}
