//! The stage of an API, which answers without a name in its paths.

use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Text, Value};
use crate::words::log_group;

/// Variables of a request, by their keys in a line of the log.
///
/// From the page "Customize HTTP API access logs" of the API Gateway Developer Guide.
const LINE: [(&str, &str); 8] = [
    ("time", "$context.requestTime"),
    ("ip", "$context.identity.sourceIp"),
    ("route", "$context.routeKey"),
    ("status", "$context.status"),
    ("length", "$context.responseLength"),
    ("latency", "$context.responseLatency"),
    ("error", "$context.integrationErrorMessage"),
    ("request", "$context.requestId"),
];

/// The logical id of the stage.
pub fn id<'a>(api: &Declaration<'_>) -> Text<'a> {
    derived(&api.logical_id, "Stage")
}

/// Adds the stage.
pub fn lower<'a>(api: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &api.entries;
    let mut stage = Resource::new(id(api), "AWS::ApiGatewayV2::Stage", 5);
    stage.set("ApiId", Value::Ref(api.logical_id.clone()));
    stage.set("StageName", Value::text("$default"));
    stage.set("AutoDeploy", Value::Bool(true));
    if let Some(rate) = entries.int("throttle") {
        // Without a burst there would be none, and no request at all.
        let limits = [("ThrottlingRateLimit", Value::Int(rate)), ("ThrottlingBurstLimit", Value::Int(2 * rate))];
        stage.set("DefaultRouteSettings", Value::map(limits));
    }
    let logs = &mut |group: &Value<'a>| {
        let line: Vec<String> = LINE.iter().map(|(key, variable)| format!("\"{key}\":\"{variable}\"")).collect();
        let format = Value::text(format!("{{{}}}", line.join(",")));
        Some(Value::map([("DestinationArn", log_group::arn_of(group, to)), ("Format", format)]))
    };
    if let Some(logs) = entries.value("logs").and_then(|group| group.changed(logs)) {
        stage.set("AccessLogSettings", logs);
    }
    to.push(stage, api.span);
}
