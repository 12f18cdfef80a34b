//! The other properties of a table.

use super::attributes::Attributes;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::encryption::ACCOUNT;
use crate::words::shape::{Entry, Shape};

/// What stands in `capacity < … >`.
pub const CAPACITY: &[Entry] = &[
    Entry::new("read", Shape::Int(1, 40_000), "How many items of 4 KB are read each second.").required(),
    Entry::new("write", Shape::Int(1, 40_000), "How many items of 1 KB are written each second.").required(),
];

/// The capacity that a body gives.
pub fn throughput<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let setting = declaration.entries.setting("capacity")?;
    let body = declaration.entries.body("capacity")?;
    if let (Some(read), Some(write)) = (body.int("read"), body.int("write")) {
        return Some(Value::map([("ReadCapacityUnits", Value::Int(read)), ("WriteCapacityUnits", Value::Int(write))]));
    }
    let missing = ["read", "write"].into_iter().find(|name| body.setting(name).is_none());
    // A value that could not be read was said.
    if let Some(missing) = missing.filter(|_| !declaration.misread) {
        let problem = Diagnostic::error("missing-entry", format!("a capacity says `{missing}` too"))
            .label(setting.key, format!("`{missing} = …` is missing"));
        to.report(problem.help("write for example: capacity < read = 5, write = 5 >"));
    }
    None
}

/// The attribute that items are removed by is a number, also where a key has it.
pub fn check_ttl<'a>(declaration: &Declaration<'a>, attributes: &Attributes<'a>, to: &mut Lowering<'_, 'a>) {
    let (Some(name), Some(setting)) = (declaration.entries.text("ttl"), declaration.entries.setting("ttl")) else {
        return;
    };
    if attributes.kind(name).is_some_and(|kind| kind != "N") {
        let problem =
            Diagnostic::error("wrong-type", format!("`{name}` is no number, and so no item would be removed"))
                .label(setting.span, "a time is a number of seconds");
        to.report(problem.help(format!("say so where it is part of a key: {name} number")));
    }
}

/// Sets what the entries say.
pub fn set<'a>(declaration: &Declaration<'a>, table: &mut Resource<'a>) {
    let entries = &declaration.entries;
    if let Some(key) = entries.value("encryption").and_then(encryption) {
        table.set("SSESpecification", key);
    }
    if let Some(backups) = entries.value("backups").and_then(backups) {
        table.set("PointInTimeRecoverySpecification", backups);
    }
    if let Some(name) = entries.value("ttl") {
        let by =
            &mut |name: &Value<'a>| Some(Value::map([("AttributeName", name.clone()), ("Enabled", Value::Bool(true))]));
        table.set("TimeToLiveSpecification", name.changed(by).unwrap_or_else(Value::nothing));
    }
    if let Some(view) = entries.text("stream") {
        table.set("StreamSpecification", Value::map([("StreamViewType", Value::text(view.to_ascii_uppercase()))]));
    }
    if let Some("infrequent_access") = entries.text("class").map(AsRef::as_ref) {
        table.set("TableClass", Value::text("STANDARD_INFREQUENT_ACCESS"));
    }
    if let Some(protect) = entries.value("protect") {
        table.set("DeletionProtectionEnabled", protect.clone());
    }
}

/// The account's key, or one of somebody's own; nothing where DynamoDB's holds.
fn encryption<'a>(given: &Value<'a>) -> Option<Value<'a>> {
    let on = ("SSEEnabled", Value::Bool(true));
    let by = &mut |value: &Value<'a>| {
        Some(match value {
            Value::Text(word) if word == "dynamodb" => Value::nothing(),
            Value::Text(word) if word == ACCOUNT => Value::map([on.clone(), ("SSEType", Value::text("KMS"))]),
            key => Value::map([on.clone(), ("SSEType", Value::text("KMS")), ("KMSMasterKeyId", key.clone())]),
        })
    };
    given.changed(by).filter(|value| !value.is_nothing())
}

/// Whether the table can be restored, and how far back.
fn backups<'a>(given: &Value<'a>) -> Option<Value<'a>> {
    let on = ("PointInTimeRecoveryEnabled", Value::Bool(true));
    match given {
        Value::Text(word) if word == "off" => None,
        Value::Int(days) => Some(Value::map([on, ("RecoveryPeriodInDays", Value::Int(*days))])),
        _ => Some(Value::map([on])),
    }
}
