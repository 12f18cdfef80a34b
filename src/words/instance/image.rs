//! The image of an instance: a public parameter of Systems Manager by its everyday name, or an id.

use crate::catalog::{images, instance_types};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, logical_id};
use crate::suggest;
use crate::template::Value;
use crate::words::shape::Catalogue;

/// Images by name.
pub static IMAGES: Catalogue = Catalogue {
    what: "an image",
    code: "unknown-image",
    find: |name| images::names().find(|known| *known == name),
    names: || Box::new(images::names()),
    prefix: "ami-",
    examples: &["amazon-linux-2023", "ubuntu-24.04", "debian-12"],
};

/// What an architecture is called in a parameter's name.
const ARCHITECTURES: &[(&str, &str)] = &[("x86_64", "X86"), ("arm64", "Arm")];

/// The image, as a parameter that CloudFormation looks up for the architecture of the instance's type.
pub fn lower<'a>(declaration: &Declaration<'_, 'a>, to: &mut Lowering<'_, '_, 'a>) -> Option<Value<'a>> {
    let name = declaration.entries.text("image")?;
    if name.starts_with(IMAGES.prefix) {
        return Some(Value::Text(name.clone()));
    }
    let kind = declaration.entries.text("type").and_then(|kind| instance_types::find(kind))?;
    let found = ARCHITECTURES.iter().find_map(|(architecture, short)| {
        let runs = kind.supports(architecture);
        images::find(name, architecture).filter(|_| runs).map(|path| (*architecture, *short, path))
    });
    let Some((architecture, short, path)) = found else {
        to.report(wrong_architecture(declaration, name, kind.architectures));
        return None;
    };
    let id = format!("Image{}{short}", logical_id(name));
    Some(to.parameter(id.into(), || {
        vec![
            ("Type".into(), Value::text("AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>")),
            ("Default".into(), Value::text(path)),
            ("Description".into(), Value::text(format!("The newest {name} image for {architecture}"))),
        ]
    }))
}

fn wrong_architecture(declaration: &Declaration<'_, '_>, image: &str, architectures: &str) -> Diagnostic {
    let span = |entry| declaration.entries.setting(entry).map_or(declaration.name.span, |setting| setting.span);
    let has: Vec<_> =
        ARCHITECTURES.iter().map(|(name, _)| *name).filter(|name| images::find(image, name).is_some()).collect();
    Diagnostic::error("wrong-architecture", format!("`{image}` does not run on this instance type"))
        .label(span("image"), format!("exists for {}", suggest::one_of(has)))
        .label(span("type"), format!("runs {}", suggest::one_of(architectures.split(','))))
        .help("choose a type of the image's architecture, or another image")
}
