//! What the target of a schedule gets.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Value;
use crate::words::fifo;
use serde::de::IgnoredAny;

/// A function and a state machine take JSON only.
///
/// From the page "Target" of the EventBridge Scheduler API Reference.
pub fn check<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &declaration.entries;
    let (Some(setting), Some(text)) = (entries.setting("input"), entries.text("input")) else { return };
    let takes_json = match entries.value("run") {
        Some(Value::Text(arn) | Value::Sub(arn)) => arn.contains(":lambda:") || arn.contains(":states:"),
        Some(target) => to.declaration_of(target).is_some_and(|one| {
            matches!(one.resource_type(), "AWS::Lambda::Function" | "AWS::StepFunctions::StateMachine")
        }),
        None => false,
    };
    if takes_json && serde_json::from_str::<IgnoredAny>(text).is_err() {
        to.report(
            Diagnostic::error(
                "invalid-form",
                "this input is not JSON, and a function or a state machine takes nothing else",
            )
            .label(setting.span, "not JSON")
            .help("write a map: input = json(< kind = \"daily\" >), or a text in JSON: input = json(\"daily\")"),
        );
    }
}

/// The message group, where the target is a FIFO queue.
pub fn group<'a>(
    declaration: &Declaration<'a>,
    name: Option<Value<'a>>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let entries = &declaration.entries;
    let is_fifo = entries.value("run").is_some_and(|run| match run {
        Value::Text(arn) => arn.contains(":sqs:") && arn.ends_with(".fifo"),
        target => {
            to.declaration_of(target).is_some_and(|one| one.resource_type() == "AWS::SQS::Queue" && fifo::is_fifo(one))
        }
    });
    let usual = is_fifo.then(|| name.unwrap_or_else(|| Value::text(declaration.logical_id.to_string())));
    match entries.value("message_group") {
        Some(group) => Some(usual.map_or(group.clone(), |usual| group.or(&usual))),
        None => usual,
    }
}
