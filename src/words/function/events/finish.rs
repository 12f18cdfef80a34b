//! What the sources of functions have to have themselves: a stream of changes, events of objects, time enough.

use super::read::{Kind, known};
use super::together;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::template::{Items, Value};
use crate::words::function::{FUNCTION, WORD, settings};
use crate::words::shape::TimeUnit;

/// How long a message of a queue is hidden, unless it says so.
///
/// From the page "AWS::SQS::Queue" of the CloudFormation Template Reference Guide.
const HIDDEN: i64 = 30;

/// Changes the sources that are declared here.
pub fn finish<'a>(to: &mut Lowering<'_, 'a>) {
    for function in to.declared_of(FUNCTION.resource) {
        if function.existing || !std::ptr::eq(function.word, &raw const WORD) {
            continue;
        }
        for sentence in function.entries.sentences("run") {
            let Some((source, kind)) = known(sentence, to).filter(|(source, _)| !source.existing) else { continue };
            let condition = together(function, sentence, source, to);
            match kind {
                Kind::Queue => check_time(function, sentence, source, to),
                Kind::Table => to.under(condition, |to| stream_changes(source, to)),
                Kind::Bucket => to.under(condition, |to| tell_of_objects(source, to)),
                Kind::Stream | Kind::Topic => {}
            }
        }
    }
}

/// A property of a resource of the template.
fn property<'t, 'a>(id: &str, name: &str, to: &'t Lowering<'_, 'a>) -> Option<&'t Value<'a>> {
    to.template.resources.get(to.place(id)?)?.get(name)
}

/// A table streams its changes where somebody wants them.
fn stream_changes<'a>(table: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    if property(&table.logical_id, "StreamSpecification", to).is_none() {
        let both = Value::map([("StreamViewType", Value::text("NEW_AND_OLD_IMAGES"))]);
        to.set_on(&table.logical_id, "StreamSpecification", both);
    }
}

/// A bucket tells EventBridge of its objects; what it tells others stays.
fn tell_of_objects<'a>(bucket: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    const KEY: &str = "EventBridgeConfiguration";
    let on = Value::map([("EventBridgeEnabled", Value::Bool(true))]);
    let mut entries = match property(&bucket.logical_id, "NotificationConfiguration", to) {
        None => Vec::new(),
        Some(Value::Map(entries)) if !entries.iter().any(|(key, _)| key == KEY) => entries.to_vec(),
        // It does so already, or only the deploy knows what it tells.
        Some(_) => return,
    };
    entries.push((KEY.into(), on));
    to.set_on(&bucket.logical_id, "NotificationConfiguration", Value::Map(Items::Owned(entries)));
}

/// Lambda refuses a queue whose messages come back while a run may still be at work on them.
fn check_time<'a>(
    function: &Declaration<'a>,
    sentence: &EntrySentence<'a>,
    queue: &Declaration<'a>,
    to: &mut Lowering<'_, 'a>,
) {
    let seconds = |id: &str, name: &str, usual: i64| match property(id, name, to) {
        Some(Value::Int(seconds)) => Some(*seconds),
        Some(_) => None,
        None => Some(usual),
    };
    let takes = seconds(&function.logical_id, "Timeout", settings::TIMEOUT);
    let hidden = seconds(&queue.logical_id, "VisibilityTimeout", HIDDEN);
    if let (Some(takes), Some(hidden)) = (takes, hidden)
        && takes > hidden
    {
        to.report(too_short(function, sentence, queue, (takes, hidden)));
    }
}

fn too_short(
    function: &Declaration<'_>,
    sentence: &EntrySentence<'_>,
    queue: &Declaration<'_>,
    (takes, hidden): (i64, i64),
) -> Diagnostic {
    let show = |seconds| TimeUnit::Seconds.show(seconds);
    let (called, from) = (function.handle.text, queue.handle.text);
    let message = format!(
        "messages of `{from}` come back after {}, while `{called}` may work on them for {}",
        show(hidden),
        show(takes)
    );
    let entry = queue.word.entries.iter().find(|entry| entry.property == "VisibilityTimeout");
    let enough = takes.saturating_mul(6).min(43_200);
    let write = match entry {
        Some(entry) => format!("{} = {}", entry.name, show(enough)),
        None => format!("VisibilityTimeout = {enough}"),
    };
    Diagnostic::error("queue-time-too-short", message)
        .label(sentence.span, "refused by Lambda")
        .label(said(function, "Timeout"), format!("takes up to {}", show(takes)))
        .label(said(queue, "VisibilityTimeout"), format!("hides messages for {}", show(hidden)))
        .help(format!("hide them for at least {}; AWS advises six times the function's timeout: {write}", show(takes)))
}

/// Where a property is said; the name where it is not.
fn said(of: &Declaration<'_>, property: &str) -> Span {
    let setting = of.entries.settings.iter().find(|setting| setting.entry.property == property);
    let given = of.entries.property(property).map(|given| given.name.span);
    setting.map(|setting| setting.span).or(given).unwrap_or(of.handle.span)
}
