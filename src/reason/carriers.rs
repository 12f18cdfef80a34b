//! Things that act with a role: where their properties name it, and who takes it for them.
//!
//! From the pages of the types in the CloudFormation Template Reference Guide, and those on the services' roles.

/// Where things of a type name the role that they act with, or something that does.
#[derive(Debug)]
pub struct Carrier {
    /// The type.
    pub kind: &'static str,
    /// The way below its properties; `*` is each item of a list.
    pub way: &'static [&'static str],
    /// The service that takes the role, by its principal; empty where something between says so.
    pub service: &'static str,
    /// Whether what the role may do is what the thing may do.
    pub acts: bool,
}

const fn acts(kind: &'static str, way: &'static [&'static str], service: &'static str) -> Carrier {
    Carrier { kind, way, service, acts: true }
}

/// A role that a service prepares something with, besides the one that it acts with.
const fn prepares(kind: &'static str, way: &'static [&'static str], service: &'static str) -> Carrier {
    Carrier { kind, way, service, acts: false }
}

/// All of them. Of several ways of one type the first that leads somewhere counts.
pub static CARRIERS: &[Carrier] = &[
    acts("AWS::AppRunner::Service", &["InstanceConfiguration", "InstanceRoleArn"], "tasks.apprunner.amazonaws.com"),
    acts("AWS::AutoScaling::AutoScalingGroup", &["LaunchTemplate", "LaunchTemplateId"], ""),
    acts(
        "AWS::AutoScaling::AutoScalingGroup",
        &["MixedInstancesPolicy", "LaunchTemplate", "LaunchTemplateSpecification", "LaunchTemplateId"],
        "",
    ),
    acts("AWS::Batch::JobDefinition", &["ContainerProperties", "JobRoleArn"], "ecs-tasks.amazonaws.com"),
    acts("AWS::CodeBuild::Project", &["ServiceRole"], "codebuild.amazonaws.com"),
    acts("AWS::CodePipeline::Pipeline", &["RoleArn"], "codepipeline.amazonaws.com"),
    acts("AWS::EC2::Instance", &["IamInstanceProfile"], ""),
    acts("AWS::EC2::Instance", &["LaunchTemplate", "LaunchTemplateId"], ""),
    acts("AWS::EC2::LaunchTemplate", &["LaunchTemplateData", "IamInstanceProfile", "Arn"], ""),
    acts("AWS::EC2::LaunchTemplate", &["LaunchTemplateData", "IamInstanceProfile", "Name"], ""),
    acts("AWS::ECS::Service", &["TaskDefinition"], ""),
    acts("AWS::ECS::TaskDefinition", &["TaskRoleArn"], "ecs-tasks.amazonaws.com"),
    prepares("AWS::ECS::TaskDefinition", &["ExecutionRoleArn"], "ecs-tasks.amazonaws.com"),
    acts("AWS::IAM::InstanceProfile", &["Roles", "*"], "ec2.amazonaws.com"),
    acts("AWS::Lambda::Alias", &["FunctionName"], ""),
    acts("AWS::Lambda::Function", &["Role"], "lambda.amazonaws.com"),
    acts("AWS::Lambda::Version", &["FunctionName"], ""),
    acts("AWS::Pipes::Pipe", &["RoleArn"], "pipes.amazonaws.com"),
    acts("AWS::Scheduler::Schedule", &["Target", "RoleArn"], "scheduler.amazonaws.com"),
    acts("AWS::Serverless::Function", &["Role"], "lambda.amazonaws.com"),
    acts("AWS::StepFunctions::StateMachine", &["RoleArn"], "states.amazonaws.com"),
];

/// The ways of a type.
pub fn of(kind: &str) -> impl Iterator<Item = &'static Carrier> + '_ {
    CARRIERS.iter().filter(move |carrier| carrier.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::service_principals;
    use crate::schema::{self, Place};

    #[test]
    fn every_way_leads_to_a_property() {
        for carrier in CARRIERS {
            let of = schema::find(carrier.kind).unwrap_or_else(|| panic!("{}", carrier.kind));
            let mut place = Some(Place::root(of));
            for step in carrier.way {
                place = place.and_then(|place| match *step {
                    "*" => place.items(),
                    property => place.property(property).map(|(inner, _)| inner),
                });
                assert!(place.is_some(), "{}: {step}", carrier.kind);
            }
        }
        assert!(CARRIERS.is_sorted_by_key(|carrier| carrier.kind));
    }

    #[test]
    fn every_service_can_be_trusted() {
        for carrier in CARRIERS.iter().filter(|carrier| !carrier.service.is_empty()) {
            assert_eq!(service_principals::find(carrier.service), Some(carrier.service));
        }
    }
}
