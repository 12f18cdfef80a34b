//! The script that an instance runs at its first start.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Setting, SettingValue};
use crate::template::{Resource, Value};

/// How user data starts that the usual images understand: cloud-init's formats, and those of Windows.
const STARTS: &[&str] = &["#", "Content-Type:", "MIME-Version:", "<powershell>", "<script>", "version:"];

/// Encodes the script once.
pub fn lower<'a>(setting: &Setting<'a>, instance: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let SettingValue::Value(script) = &setting.value else { return };
    if starts(script) == Some(false) {
        to.report(
            Diagnostic::warning("no-effect", "nothing runs this: its first line does not say what it is")
                .label(setting.span, "no first line such as #!/bin/bash")
                .help("a script starts with #!/bin/bash, settings for cloud-init with #cloud-config"),
        );
    }
    instance.set("UserData", encoded(script));
}

/// Whether a script starts as one, where that is known.
fn starts(script: &Value<'_>) -> Option<bool> {
    let is_start = |text: &str| STARTS.iter().any(|start| text.starts_with(start));
    match script {
        Value::Text(text) => Some(is_start(text)),
        Value::Sub(text) if !text.starts_with("${") => Some(is_start(text)),
        Value::Intrinsic("Fn::Base64", script) => starts(script),
        Value::Intrinsic("Fn::Join", argument) => match &**argument {
            Value::List(parts) => match &**parts {
                [_, Value::List(items)] => items.first().and_then(starts),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// The script in Base64, unless it is already; of a choice, each branch that is not.
fn encoded<'a>(script: &Value<'a>) -> Value<'a> {
    match script {
        Value::Intrinsic("Fn::Base64", _) => script.clone(),
        Value::Ref(id) if id == "AWS::NoValue" => script.clone(),
        Value::Intrinsic("Fn::If", argument) if has_encoded(argument) => {
            let Value::List(parts) = &**argument else { return script.clone() };
            let branches =
                parts.iter().enumerate().map(|(at, part)| if at == 0 { part.clone() } else { encoded(part) });
            Value::Intrinsic("Fn::If", Box::new(Value::list(branches.collect::<Vec<_>>())))
        }
        _ => Value::Intrinsic("Fn::Base64", Box::new(script.clone())),
    }
}

/// Whether a branch of a choice cannot be encoded any more.
fn has_encoded(argument: &Value<'_>) -> bool {
    let Value::List(parts) = argument else { return false };
    parts.iter().skip(1).any(|part| match part {
        Value::Ref(id) => id == "AWS::NoValue",
        Value::Intrinsic("Fn::If", inner) => has_encoded(inner),
        Value::Intrinsic(name, _) => *name == "Fn::Base64",
        _ => false,
    })
}
