//! Words of the language that this version does not know yet, so that they are not taken for misspellings.

/// Words that declare resources in a later version, in alphabetical order.
pub const WORDS: &[&str] = &[
    "alarm", "api", "autoscaling", "cache", "certificate", "cluster", "database", "distribution", "elastic_ip", "endpoint",
    "function", "group", "hosted_zone", "internet_gateway", "key", "key_pair", "launch_template", "load_balancer", "log_group",
    "mail", "nat", "parameter", "peering", "policy", "queue", "record", "route_table", "schedule", "secret", "security_group",
    "service", "stream", "subnet", "table", "target_group", "topic", "user", "volume", "vpc",
];

/// Statements that relate or claim things in a later version.
pub const STATEMENTS: &[&str] = &["expect", "grant", "use"];

/// The CloudFormation type to use until the word exists.
pub fn resource_type(word: &str) -> Option<&'static str> {
    Some(match word {
        "alarm" => "AWS::CloudWatch::Alarm",
        "api" => "AWS::ApiGatewayV2::Api",
        "autoscaling" => "AWS::AutoScaling::AutoScalingGroup",
        "cache" => "AWS::ElastiCache::ReplicationGroup",
        "certificate" => "AWS::CertificateManager::Certificate",
        "cluster" => "AWS::ECS::Cluster",
        "database" => "AWS::RDS::DBInstance",
        "distribution" => "AWS::CloudFront::Distribution",
        "elastic_ip" => "AWS::EC2::EIP",
        "endpoint" => "AWS::EC2::VPCEndpoint",
        "function" => "AWS::Lambda::Function",
        "group" => "AWS::IAM::Group",
        "hosted_zone" => "AWS::Route53::HostedZone",
        "internet_gateway" => "AWS::EC2::InternetGateway",
        "key" => "AWS::KMS::Key",
        "key_pair" => "AWS::EC2::KeyPair",
        "launch_template" => "AWS::EC2::LaunchTemplate",
        "load_balancer" => "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "log_group" => "AWS::Logs::LogGroup",
        "mail" => "AWS::SES::EmailIdentity",
        "nat" => "AWS::EC2::NatGateway",
        "parameter" => "AWS::SSM::Parameter",
        "peering" => "AWS::EC2::VPCPeeringConnection",
        "policy" => "AWS::IAM::ManagedPolicy",
        "queue" => "AWS::SQS::Queue",
        "record" => "AWS::Route53::RecordSet",
        "route_table" => "AWS::EC2::RouteTable",
        "schedule" => "AWS::Scheduler::Schedule",
        "secret" => "AWS::SecretsManager::Secret",
        "security_group" => "AWS::EC2::SecurityGroup",
        "service" => "AWS::ECS::Service",
        "stream" => "AWS::Kinesis::Stream",
        "subnet" => "AWS::EC2::Subnet",
        "table" => "AWS::DynamoDB::Table",
        "target_group" => "AWS::ElasticLoadBalancingV2::TargetGroup",
        "topic" => "AWS::SNS::Topic",
        "user" => "AWS::IAM::User",
        "volume" => "AWS::EC2::Volume",
        "vpc" => "AWS::EC2::VPC",
        _ => return None,
    })
}
