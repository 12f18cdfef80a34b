//! The URL of a function.

use super::WORD;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// Makes the URL, and where it is for everybody, what lets everybody use it.
///
/// From the page "Control access to Lambda function URLs" of the AWS Lambda Developer Guide: since October 2025 that
/// takes two permissions.
pub fn lower<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(who) = declaration.entries.text("url") else { return };
    let is_public = who == "public";
    let id = &declaration.logical_id;
    let mut url = Resource::new(derived(id, WORD.makes[0].part), "AWS::Lambda::Url", 2);
    url.set("AuthType", Value::text(if is_public { "NONE" } else { "AWS_IAM" }));
    url.set("TargetFunctionArn", Value::attribute(id.clone(), "Arn"));
    to.push(url, declaration.span);
    if is_public {
        let by_url = ("FunctionUrlAuthType", Value::text("NONE"));
        to.push(everybody(id, "UrlPermission", "lambda:InvokeFunctionUrl", by_url), declaration.span);
        let through_url = ("InvokedViaFunctionUrl", Value::Bool(true));
        to.push(everybody(id, "UrlInvokePermission", "lambda:InvokeFunction", through_url), declaration.span);
    }
}

fn everybody<'a>(
    function: &str,
    part: &str,
    action: &'static str,
    (condition, value): (&'static str, Value<'a>),
) -> Resource<'a> {
    let mut permission = Resource::new(derived(function, part), "AWS::Lambda::Permission", 4);
    permission.set("Action", Value::text(action));
    permission.set("FunctionName", Value::reference(function.to_owned()));
    permission.set("Principal", Value::text("*"));
    permission.set(condition, value);
    permission
}
