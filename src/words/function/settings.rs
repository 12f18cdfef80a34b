//! What a function is given beside its code: memory, time, variables and the like.

use super::environment;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// How long one run may take, where nothing is said: Lambda's own 3 seconds are too few for most first requests.
pub const TIMEOUT: i64 = 30;

/// Entries that are properties as they are.
const PLAIN: [(&str, &str); 5] = [
    ("architecture", "Architectures"),
    ("memory", "MemorySize"),
    ("description", "Description"),
    ("layers", "Layers"),
    ("concurrency", "ReservedConcurrentExecutions"),
];

/// Sets the properties.
pub fn lower<'a>(declaration: &Declaration<'a>, function: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &declaration.entries;
    for (entry, property) in PLAIN {
        if let Some(value) = entries.value(entry) {
            function.set(property, value.clone());
        }
    }
    let usual = Value::Int(TIMEOUT);
    function.set("Timeout", entries.value("timeout").map_or(usual.clone(), |timeout| timeout.or(&usual)));
    for (entry, property, key) in
        [("storage", "EphemeralStorage", "Size"), ("dead_letter", "DeadLetterConfig", "TargetArn")]
    {
        let wrapped =
            entries.value(entry).and_then(|value| value.changed(&mut |value| Some(Value::map([(key, value.clone())]))));
        if let Some(wrapped) = wrapped {
            function.set(property, wrapped);
        }
    }
    if let Some(environment) = environment::property(declaration, to) {
        function.set("Environment", environment);
    }
    let traced = &mut |on: &Value<'a>| {
        let mode = if *on == Value::Bool(true) { "Active" } else { "PassThrough" };
        Some(Value::map([("Mode", Value::text(mode))]))
    };
    if let Some(tracing) = entries.value("tracing").and_then(|tracing| tracing.changed(traced)) {
        function.set("TracingConfig", tracing);
    }
}
