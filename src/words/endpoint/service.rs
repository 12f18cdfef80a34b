//! The services that endpoints lead to.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::suggest;
use crate::template::Value;

/// Services that are reached by gateways.
///
/// See "Gateway endpoints" in the guide to AWS PrivateLink.
const GATEWAYS: [&str; 2] = ["s3", "dynamodb"];

/// Services that many networks have endpoints for. There are more, so that a name need not be one of them.
///
/// From "AWS services that integrate with AWS PrivateLink".
const KNOWN: &[&str] = &[
    "access-analyzer",
    "acm-pca",
    "airflow.api",
    "airflow.env",
    "airflow.ops",
    "appconfig",
    "appconfigdata",
    "application-autoscaling",
    "appsync-api",
    "athena",
    "autoscaling",
    "backup",
    "batch",
    "bedrock",
    "bedrock-agent",
    "bedrock-agent-runtime",
    "bedrock-runtime",
    "cloudformation",
    "cloudtrail",
    "codeartifact.api",
    "codeartifact.repositories",
    "codebuild",
    "codecommit",
    "codedeploy",
    "codepipeline",
    "cognito-idp",
    "comprehend",
    "config",
    "datasync",
    "dynamodb",
    "ebs",
    "ec2",
    "ec2messages",
    "ecr.api",
    "ecr.dkr",
    "ecs",
    "ecs-agent",
    "ecs-telemetry",
    "eks",
    "eks-auth",
    "elasticache",
    "elasticbeanstalk",
    "elasticfilesystem",
    "elasticloadbalancing",
    "elasticmapreduce",
    "email-smtp",
    "events",
    "execute-api",
    "fsx",
    "git-codecommit",
    "glue",
    "guardduty-data",
    "imagebuilder",
    "inspector2",
    "kinesis-firehose",
    "kinesis-streams",
    "kms",
    "lambda",
    "license-manager",
    "logs",
    "monitoring",
    "mq",
    "organizations",
    "personalize",
    "pipes",
    "pipes-data",
    "polly",
    "rds",
    "rds-data",
    "redshift",
    "redshift-data",
    "rekognition",
    "resource-groups",
    "s3",
    "sagemaker.api",
    "sagemaker.runtime",
    "scheduler",
    "secretsmanager",
    "securityhub",
    "servicecatalog",
    "servicediscovery",
    "sns",
    "sqs",
    "ssm",
    "ssm-contacts",
    "ssm-incidents",
    "ssmmessages",
    "states",
    "storagegateway",
    "sts",
    "sync-states",
    "textract",
    "transcribe",
    "transfer",
    "translate",
    "xray",
];

/// Whether a gateway may lead to an endpoint's service: one of another owner has none.
pub fn has_gateway(endpoint: &Declaration<'_>) -> bool {
    let own = endpoint.entries.value("service").is_none() && endpoint.entries.property("ServiceName").is_none();
    own && GATEWAYS.contains(&endpoint.name.text)
}

/// Whether the service's own host name may lead to addresses in the network: what somebody else offers has none before
/// its owner verified one, and for those that have gateways too it depends on these.
pub fn answers_to_its_name(endpoint: &Declaration<'_>) -> bool {
    !is_whole(endpoint.name.text) && !GATEWAYS.contains(&endpoint.name.text)
}

/// Whether a name is a service's whole name.
fn is_whole(name: &str) -> bool {
    name.starts_with("com.amazonaws.") || name.starts_with("aws.")
}

/// The name of an endpoint's service, in the region of the stack.
pub fn name<'a>(endpoint: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Value<'a> {
    let name = endpoint.name;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
    if is_whole(name.text) {
        return Value::text(name.text);
    }
    if !name.text.chars().all(fits) {
        let problem = Diagnostic::error("invalid-name", format!("`{}` is not the name of a service", name.text))
            .label(name.span, "expected a service");
        to.report(problem.help(
            "the name says which service it leads to: endpoint secretsmanager in VPC; another name goes behind `as`",
        ));
    } else if !KNOWN.contains(&name.text)
        && let Some(near) = suggest::nearest(name.text, KNOWN.iter().copied())
    {
        let message = format!("infrac knows no service `{}` with endpoints", name.text);
        to.report(
            Diagnostic::warning("unknown-endpoint", message)
                .label(name.span, "unknown service")
                .help(format!("did you mean `{near}`?")),
        );
    }
    Value::sub(format!("com.amazonaws.${{AWS::Region}}.{}", name.text))
}

#[cfg(test)]
mod tests {
    use super::{GATEWAYS, KNOWN};

    #[test]
    fn services_are_in_order_and_each_is_there_once() {
        assert!(KNOWN.is_sorted_by(|one, other| one < other));
        assert!(GATEWAYS.iter().all(|name| KNOWN.contains(name)));
    }
}
