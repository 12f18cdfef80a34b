//! Names that depend on what stands beside them.

use super::of_property;
use crate::diagnostic::Diagnostic;
use crate::schema::check::Problem;
use crate::template::{Resource, Value};
use crate::words::bucket;
use crate::words::database::engine::{self, Engine};

/// Looks at the names of a resource.
pub fn check<'v>(resource: &'v Resource<'v>, problems: &mut Vec<Problem<'v>>) {
    match resource.kind.as_ref() {
        "AWS::S3::Bucket" => of_property(resource, "BucketName", &of_bucket, problems),
        "AWS::SQS::Queue" => ending(resource, "QueueName", "FifoQueue", problems),
        "AWS::SNS::Topic" => ending(resource, "TopicName", "FifoTopic", problems),
        "AWS::RDS::DBInstance" => users(resource, &["MasterUsername", "DBName"], problems),
        "AWS::RDS::DBCluster" => users(resource, &["MasterUsername", "DatabaseName"], problems),
        "AWS::Cognito::UserPoolDomain" if resource.get("CustomDomainConfig").is_none() => {
            of_property(resource, "Domain", &of_sign_in, problems);
        }
        "AWS::IAM::Role" => of_property(resource, "Path", &of_path, problems),
        _ => {}
    }
}

/// What the schema does not say of the names of buckets.
fn of_bucket<'v>(name: &str) -> Option<Problem<'v>> {
    let why = bucket::name::problem(name)?;
    let problem =
        Diagnostic::error("invalid-bucket-name", format!("S3 does not accept the bucket name `{name}`: {why}"));
    Some(Problem::value(problem.help(bucket::name::RULES), why))
}

/// Queues and topics that keep the order of messages have names that end so, and no others have.
fn ending<'v>(resource: &'v Resource<'v>, name: &'v str, switch: &str, problems: &mut Vec<Problem<'v>>) {
    let keeps_order = match resource.get(switch) {
        None | Some(Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(Value::Text(text)) if text == "true" || text == "false" => text == "true",
        Some(_) => return,
    };
    let problem = |text: &str| {
        if text.ends_with(".fifo") == keeps_order {
            return None;
        }
        let message = format!("`{text}` {}", if keeps_order { "does not end with .fifo" } else { "ends with .fifo" });
        let problem = Diagnostic::error("invalid-name", message).help(if keeps_order {
            format!("what has `{switch}` has a name that ends with .fifo: \"{text}.fifo\"")
        } else {
            format!("say that it keeps the order of messages, `{switch} = true`, or choose a name without the ending")
        });
        Some(Problem::value(
            problem,
            if keeps_order { "the ending is missing" } else { "only what keeps the order ends so" },
        ))
    };
    of_property(resource, name, &problem, problems);
}

/// Words that a database keeps for itself.
fn users<'v>(resource: &'v Resource<'v>, properties: &[&'static str], problems: &mut Vec<Problem<'v>>) {
    let Some(Value::Text(name)) = resource.get("Engine") else { return };
    let Some(engine) = engine_of(name) else { return };
    for property in properties {
        let problem = |text: &str| {
            let problem =
                Diagnostic::error("reserved-name", format!("{} keeps the name `{text}` for itself", engine.called));
            engine.reserves(text).then(|| Problem::value(problem.help("choose another name"), "a word of its own"))
        };
        of_property(resource, property, &problem, problems);
    }
}

/// The engine of a name; those of Aurora are those that they are compatible with.
fn engine_of(name: &str) -> Option<&'static Engine> {
    engine::find(match name {
        "aurora-mysql" => "mysql",
        "aurora-postgresql" => "postgres",
        other => other,
    })
}

/// From the page "Using the Amazon Cognito prefix domain" of the Amazon Cognito Developer Guide.
fn of_sign_in<'v>(domain: &str) -> Option<Problem<'v>> {
    let kept = ["aws", "amazon", "cognito"].into_iter().find(|word| domain.contains(word))?;
    let problem = Diagnostic::error(
        "reserved-name",
        format!("Cognito keeps what has `{kept}` in it for itself, and `{domain}` has"),
    );
    Some(Problem::value(problem.help("choose another name for the domain"), format!("has `{kept}` in it")))
}

/// From the page "Using service-linked roles" of the IAM User Guide: only services make such roles.
fn of_path<'v>(path: &str) -> Option<Problem<'v>> {
    let problem =
        Diagnostic::error("reserved-name", "IAM keeps the path /aws-service-role/ for roles that services make");
    let help = "write a path of your own; for the role of a service itself: AWS::IAM::ServiceLinkedRole";
    path.starts_with("/aws-service-role/").then(|| Problem::value(problem.help(help), "for service-linked roles only"))
}
