//! The script that an instance runs at its first start.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Setting, SettingValue};
use crate::template::{Resource, Value};

/// Bytes before they are encoded. From the page "Run commands when you launch an EC2 instance" of the EC2 User Guide.
const MAX_BYTES: usize = 16 * 1_024;

/// How user data starts that the usual images understand: cloud-init's formats, and those of Windows.
const STARTS: &[&str] = &["#", "Content-Type:", "MIME-Version:", "<powershell>", "<script>", "version:", "${"];

/// Encodes the script once.
pub fn lower<'a>(setting: &Setting<'a>, instance: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let SettingValue::Value(script) = &setting.value else { return };
    let encoded = script.changed(&mut |script| {
        check(script, setting, to);
        Some(Value::Intrinsic("Fn::Base64", Box::new(script.clone())))
    });
    if let Some(encoded) = encoded {
        instance.set("UserData", encoded);
    }
}

/// Says what is wrong with a script.
fn check<'a>(script: &Value<'a>, setting: &Setting<'a>, to: &mut Lowering<'_, 'a>) {
    if let Value::Text(text) | Value::Sub(text) = script
        && text.len() > MAX_BYTES
    {
        to.report(
            Diagnostic::error("out-of-range", format!("user data has at most {MAX_BYTES} bytes, found {}", text.len()))
                .label(setting.span, "too long")
                .help("put the script into a bucket and fetch it from here"),
        );
    }
    if let Value::Text(text) | Value::Sub(text) = script
        && !STARTS.iter().any(|start| text.starts_with(start))
    {
        to.report(
            Diagnostic::warning("no-effect", "nothing runs this: its first line does not say what it is")
                .label(setting.span, "no first line such as #!/bin/bash")
                .help("a script starts with #!/bin/bash, settings for cloud-init with #cloud-config"),
        );
    }
}
