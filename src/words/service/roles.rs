//! The two roles of a service: one that starts its containers, and one that they act with.

use super::{container, log_group_id, task_role_id};
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::Value;
use crate::words::log_group;
use crate::words::permission::{self, For, allow};

const SERVICE: &str = "ecs-tasks.amazonaws.com";
const LOG: [&str; 2] = ["logs:CreateLogStream", "logs:PutLogEvents"];
/// From the page "Amazon ECS task IAM role" of the Amazon ECS Developer Guide, section on ECS Exec.
const EXEC: [&str; 4] = [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
];

/// Adds them.
pub fn push<'a>(service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    if super::task_definition_id(service).is_none() {
        return;
    }
    let own = log_group_id(service).map(|id| Value::attribute(id, "Arn"));
    let given = || service.entries.value("logs")?.changed(&mut |group| Some(log_group::arn_of(group, to)));
    let arn = own.or_else(given);
    let mut statements: Vec<Value<'a>> = arn.map(|arn| allow(&LOG, arn)).into_iter().collect();
    statements.extend(container::secrets_and_image(service, to));
    let id = derived(&service.logical_id, "ExecutionRole");
    to.push(permission::role(id, (SERVICE, For::Account), statements), service.span);
    if let Some(id) = task_role_id(service) {
        let exec = service.entries.on("exec", false).then(|| allow(&EXEC, Value::text("*")));
        let role = permission::role(id, (SERVICE, For::Account), exec.into_iter().collect());
        to.push(role, service.span);
    }
}
