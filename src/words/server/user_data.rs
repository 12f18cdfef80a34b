//! The script that an instance runs at its first start.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Setting, SettingValue};
use crate::template::Value;

/// How user data starts that the usual images understand: cloud-init's formats, and those of Windows.
const STARTS: &[&str] = &["#", "Content-Type:", "MIME-Version:", "<powershell>", "<script>", "version:"];

/// The script, encoded once.
pub fn lower<'a>(setting: &Setting<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let SettingValue::Value(script) = &setting.value else { return None };
    script.changed(&mut |script| {
        check(script, setting, to);
        Some(encoded(script))
    })
}

/// Says what is wrong with a script.
fn check<'a>(script: &Value<'a>, setting: &Setting<'a>, to: &mut Lowering<'_, 'a>) {
    if starts(script) == Some(false) {
        to.report(
            Diagnostic::warning("no-effect", "nothing runs this: its first line does not say what it is")
                .label(setting.span, "no first line such as #!/bin/bash")
                .help("a script starts with #!/bin/bash, settings for cloud-init with #cloud-config"),
        );
    }
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

/// The script in Base64, unless it is already.
fn encoded<'a>(script: &Value<'a>) -> Value<'a> {
    match script {
        Value::Intrinsic("Fn::Base64", _) => script.clone(),
        _ => Value::Intrinsic("Fn::Base64", Box::new(script.clone())),
    }
}
