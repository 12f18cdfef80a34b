//! The root disk of an instance.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Text, Value};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Root devices by the start of the image's name.
const ROOT_DEVICES: &[(&str, &str)] = &[
    ("amazon-linux", "/dev/xvda"),
    ("ecs-amazon-linux", "/dev/xvda"),
    ("debian", "/dev/xvda"),
    ("ubuntu", "/dev/sda1"),
];

static XVDA: LazyLock<Vec<Value<'static>>> = LazyLock::new(|| vec![mapping("/dev/xvda".into(), None)]);

/// The mapping of the root device: encrypted, gp3, of the size asked for. None where the device is not known.
pub fn mappings<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let entries = &declaration.entries;
    let size = entries.int("disk");
    let Some(device) = device(declaration) else {
        if let Some(setting) = entries.setting("disk") {
            to.report(
                Diagnostic::error("unknown-root-device", "the root device of an image given by its id is not known")
                    .label(setting.span, "a disk of this size would be a second one")
                    .help("say what the image calls its root device: root_device = \"/dev/xvda\""),
            );
        }
        return None;
    };
    if size.is_none() && device == "/dev/xvda" {
        return Some(Value::List(crate::template::Items::Shared(&XVDA)));
    }
    Some(Value::list([mapping(device, size)]))
}

fn device<'a>(declaration: &Declaration<'a>) -> Option<Text<'a>> {
    let entries = &declaration.entries;
    if let Some(device) = entries.text("root_device") {
        return Some(device.clone());
    }
    let image = entries.text("image")?;
    ROOT_DEVICES.iter().find(|(prefix, _)| image.starts_with(prefix)).map(|(_, device)| Cow::Borrowed(*device))
}

fn mapping<'a>(device: Text<'a>, size: Option<i64>) -> Value<'a> {
    let disk = [
        ("Encrypted", Value::Bool(true)),
        ("VolumeType", Value::text("gp3")),
        ("DeleteOnTermination", Value::Bool(true)),
    ];
    let size = size.map(|size| ("VolumeSize", Value::Int(size)));
    Value::map([("DeviceName", Value::Text(device)), ("Ebs", Value::map(disk.into_iter().chain(size)))])
}
