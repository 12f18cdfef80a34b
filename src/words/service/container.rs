//! The task definition of a service: its container, and how large it is.

use super::{log_group_id, secrets, size, task_definition_id, task_role_id};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Items, Resource, Text, Value};
use crate::words::{log_group, together};

/// What the container is called: as the service, where ECS takes that.
pub fn name<'a>(service: &Declaration<'a>) -> Text<'a> {
    let name = service.name.text;
    let is_name = name.len() <= 255 && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if is_name && !name.is_empty() { Text::Borrowed(name) } else { service.logical_id.clone() }
}

/// Adds the task definition.
pub fn push<'a>(service: &Declaration<'a>, family: Option<Value<'a>>, to: &mut Lowering<'_, 'a>) {
    let size = size::of(service, to);
    check_names(service, to);
    let Some(id) = task_definition_id(service) else { return };
    let entries = &service.entries;
    let mut task = Resource::new(id, "AWS::ECS::TaskDefinition", 10);
    if let Some(family) = family {
        task.set("Family", family);
    }
    task.set("RequiresCompatibilities", Value::list([Value::text("FARGATE")]));
    task.set("NetworkMode", Value::text("awsvpc"));
    if let Some((cpu, memory)) = size {
        task.set("Cpu", Value::text(cpu.to_string()));
        task.set("Memory", Value::text(memory.to_string()));
    }
    if let Some(architecture) = entries.text("architecture") {
        let processor = architecture.to_ascii_uppercase();
        let platform = [("CpuArchitecture", Value::text(processor)), ("OperatingSystemFamily", Value::text("LINUX"))];
        task.set("RuntimePlatform", Value::map(platform));
    }
    if let Some(storage) = entries.value("storage") {
        task.set("EphemeralStorage", Value::map([("SizeInGiB", storage.clone())]));
    }
    task.set("ExecutionRoleArn", Value::attribute(derived(&service.logical_id, "ExecutionRole"), "Arn"));
    let own = task_role_id(service).map(|id| Value::attribute(id, "Arn"));
    if let Some(role) = own.or_else(|| entries.value("role").cloned()) {
        task.set("TaskRoleArn", role);
    }
    task.set("ContainerDefinitions", Value::list([container(service)]));
    to.push(task, service.span);
}

fn container<'a>(service: &Declaration<'a>) -> Value<'a> {
    let entries = &service.entries;
    let port = &mut |port: &Value<'a>| Some(Value::list([Value::map([("ContainerPort", port.clone())])]));
    let shell = &mut |command: &Value<'a>| {
        let command = Value::list([Value::text("CMD-SHELL"), command.clone()]);
        Some(Value::map([("Command", command)]))
    };
    let changed = |name: &str, change: &mut dyn FnMut(&Value<'a>) -> Option<Value<'a>>| {
        entries.value(name).and_then(|value| value.changed(change))
    };
    let parts = [
        ("Name", Some(Value::Text(name(service)))),
        ("Image", entries.value("image").cloned()),
        ("Essential", Some(Value::Bool(true))),
        ("Command", entries.value("command").cloned()),
        ("PortMappings", changed("port", port)),
        ("Environment", changed("environment", &mut |map| Some(pairs(map, "Value")))),
        ("Secrets", changed("secrets", &mut |map| Some(pairs(map, "ValueFrom")))),
        ("HealthCheck", changed("health", shell)),
        ("LogConfiguration", logs(service)),
    ];
    Value::map(parts.into_iter().filter_map(|(key, value)| Some((key, value?))))
}

/// Variables as a list. One that is there in some cases only is no item in the others.
fn pairs<'a>(map: &Value<'a>, key: &'static str) -> Value<'a> {
    let Value::Map(entries) = map else { return map.clone() };
    let pair = |(name, value): &(Text<'a>, Value<'a>)| {
        value.changed(&mut |value| Some(Value::map([("Name", Value::Text(name.clone())), (key, value.clone())])))
    };
    Value::List(Items::Owned(entries.iter().filter_map(pair).collect()))
}

fn logs<'a>(service: &Declaration<'a>) -> Option<Value<'a>> {
    let own = log_group_id(service).map(Value::Ref);
    let group = own.or_else(|| service.entries.value("logs").cloned())?;
    group.changed(&mut |group| {
        let options = Value::map([
            ("awslogs-group", group.clone()),
            ("awslogs-region", Value::reference("AWS::Region")),
            ("awslogs-stream-prefix", Value::Text(name(service))),
        ]);
        Some(Value::map([("LogDriver", Value::text("awslogs")), ("Options", options)]))
    })
}

/// ECS refuses a variable that is given a value and a secret.
fn check_names<'a>(service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &service.entries;
    let (Some(Value::Map(plain)), Some(Value::Map(secret))) = (entries.value("environment"), entries.value("secrets"))
    else {
        return;
    };
    let Some((twice, _)) = secret.iter().find(|(name, _)| plain.iter().any(|(other, _)| other == name)) else { return };
    let span = |name| entries.setting(name).map_or(service.handle.span, |setting| setting.span);
    to.report(
        Diagnostic::error("set-twice", format!("`{twice}` has a value and a secret"))
            .label(span("secrets"), "a secret here")
            .label(span("environment"), "a value here")
            .help("keep one of them"),
    );
}

/// Adds the log group of the service.
pub fn push_logs<'a>(service: &Declaration<'a>, name: Option<Value<'a>>, to: &mut Lowering<'_, 'a>) {
    let entries = &service.entries;
    let Some(id) = log_group_id(service) else {
        if let (Some(retention), Some(logs)) = (entries.setting("retention"), entries.setting("logs")) {
            to.report(log_group::retention_of_another("service", retention.key, logs.key));
        }
        return;
    };
    let mut group = Resource::new(id, log_group::WORD.resource, 2);
    let full = name.and_then(|name| name.changed(&mut |name| Some(together(vec![Value::text("/ecs/"), name.clone()]))));
    if let Some(full) = full {
        group.set("LogGroupName", full);
    }
    log_group::keep(entries.value("retention"), &mut group);
    to.push(group, service.span);
}

/// What the role that starts the containers may do besides writing logs.
pub fn secrets_and_image<'a>(service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Value<'a>> {
    let mut statements = super::image::statements(service.entries.value("image"));
    statements.extend(secrets::statements(service, to));
    statements
}
