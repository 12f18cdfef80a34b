//! Who something acts as: the role of an instance, a function or a task.

use super::request::Principal;
use crate::reason::world::World;
use crate::template::Value;

/// Who something acts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// A role, a user or a group of the template, by its position.
    Own(usize),
    /// Nobody: it has no credentials.
    Nobody,
    /// Somebody that the template does not show.
    Unknown,
}

/// Who the resource at a position acts as; none when it does not act at all.
pub fn identity(world: &World<'_, '_>, at: usize) -> Option<Identity> {
    Some(match world.resource(at).kind.as_ref() {
        "AWS::IAM::Role" | "AWS::IAM::User" => Identity::Own(at),
        "AWS::EC2::Instance" => instance(world, at),
        "AWS::AutoScaling::AutoScalingGroup" => group(world, at),
        "AWS::Lambda::Function" => role(world, world.property(at, "Role")),
        "AWS::ECS::Service" => service(world, at),
        "AWS::ECS::TaskDefinition" => task(world, at),
        "AWS::StepFunctions::StateMachine" => role(world, world.property(at, "RoleArn")),
        "AWS::CodeBuild::Project" => role(world, world.property(at, "ServiceRole")),
        _ => return None,
    })
}

/// The principal that a role or a user is.
pub fn principal<'t>(world: &World<'_, 't>, at: usize) -> Principal<'t> {
    let arn = world.arn(at);
    match world.resource(at).kind.as_ref() {
        "AWS::IAM::User" => Principal::User(arn, world.identifier(at)),
        _ => Principal::Role(arn),
    }
}

fn role<'t>(world: &World<'_, 't>, value: Option<&'t Value<'t>>) -> Identity {
    let Some(value) = value else { return Identity::Unknown };
    world.meant(value, "AWS::IAM::Role").map_or(Identity::Unknown, Identity::Own)
}

fn instance(world: &World<'_, '_>, at: usize) -> Identity {
    match world.property(at, "IamInstanceProfile") {
        Some(profile) => of_profile(world, profile),
        None => match world.property(at, "LaunchTemplate") {
            Some(template) => launched(world, template),
            None => Identity::Nobody,
        },
    }
}

fn of_profile<'t>(world: &World<'_, 't>, value: &'t Value<'t>) -> Identity {
    let Some(profile) = world.meant(value, "AWS::IAM::InstanceProfile") else { return Identity::Unknown };
    let roles = world.property(profile, "Roles").and_then(|roles| world.view.items(roles));
    match roles.unwrap_or_default().as_slice() {
        [(_, one)] => role(world, Some(one)),
        _ => Identity::Unknown,
    }
}

/// What a launch template gives.
fn launched<'t>(world: &World<'_, 't>, named: &'t Value<'t>) -> Identity {
    let by = ["LaunchTemplateId", "LaunchTemplateName"].into_iter().find_map(|name| world.view.entry(named, name));
    let Some(template) = by.and_then(|value| world.meant(value, "AWS::EC2::LaunchTemplate")) else {
        return Identity::Unknown;
    };
    let data = world.property(template, "LaunchTemplateData");
    let Some(profile) = data.and_then(|data| world.view.entry(data, "IamInstanceProfile")) else {
        return Identity::Nobody;
    };
    let by = ["Arn", "Name"].into_iter().find_map(|name| world.view.entry(profile, name));
    by.map_or(Identity::Unknown, |value| of_profile(world, value))
}

fn group(world: &World<'_, '_>, at: usize) -> Identity {
    if let Some(template) = world.property(at, "LaunchTemplate") {
        return launched(world, template);
    }
    let named = world.property(at, "LaunchConfigurationName");
    let Some(of) = named.and_then(|value| world.meant(value, "AWS::AutoScaling::LaunchConfiguration")) else {
        return Identity::Unknown;
    };
    world.property(of, "IamInstanceProfile").map_or(Identity::Nobody, |value| of_profile(world, value))
}

fn service(world: &World<'_, '_>, at: usize) -> Identity {
    let named = world.property(at, "TaskDefinition");
    named
        .and_then(|value| world.meant(value, "AWS::ECS::TaskDefinition"))
        .map_or(Identity::Unknown, |task_definition| task(world, task_definition))
}

fn task(world: &World<'_, '_>, at: usize) -> Identity {
    match world.property(at, "TaskRoleArn") {
        Some(value) => role(world, Some(value)),
        None => Identity::Nobody,
    }
}
