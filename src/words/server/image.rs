//! The image of an instance: a public parameter of Systems Manager by its everyday name, or an id.

use crate::catalog::images;
use crate::catalog::instance_types::{self, InstanceType};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, logical_id};
use crate::suggest;
use crate::template::{Text, Value};
use crate::words::shape::Catalogue;

/// Images by name.
pub static IMAGES: Catalogue = Catalogue {
    what: "an image",
    code: "unknown-image",
    find: images::name,
    names: || Box::new(images::names()),
    hint: "give the image's id instead: \"ami-…\"",
    prefix: "ami-",
    defers: true,
};

/// What an architecture is called in a parameter's name.
const ARCHITECTURES: &[(&str, &str)] = &[("x86_64", "X86"), ("arm64", "Arm")];

/// The image, or those that the deploy chooses from.
pub fn lower<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    declaration.entries.value("image")?.changed(&mut |image| match image {
        Value::Text(name) => named(declaration, name, to),
        deferred => Some(deferred.clone()),
    })
}

/// One image, as a parameter that CloudFormation looks up for the architecture of the instance's type.
fn named<'a>(declaration: &Declaration<'a>, name: &Text<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    if name.starts_with(IMAGES.prefix) {
        return Some(Value::Text(name.clone()));
    }
    let kind = match type_of(declaration)? {
        Some(kind) => kind,
        None => {
            to.report(unknown_architecture(declaration, name));
            return None;
        }
    };
    let found = ARCHITECTURES.iter().find_map(|(architecture, short)| {
        let runs = kind.supports(architecture);
        images::find(name, architecture).filter(|_| runs).map(|path| (*architecture, *short, path))
    });
    let Some((architecture, short, path)) = found else {
        to.report(wrong_architecture(declaration, name, kind));
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

/// The instance's type: by the entry, or by the property of CloudFormation that may be newer than our catalogue.
/// None when there is neither, which was said already.
fn type_of(declaration: &Declaration<'_>) -> Option<Option<InstanceType>> {
    match declaration.entries.value("type") {
        Some(Value::Text(kind)) => return Some(described(kind)),
        Some(_) => return Some(None),
        None => {}
    }
    let property = declaration.entries.properties.iter().find(|property| property.name.text == "InstanceType")?;
    Some(match &property.value {
        Value::Text(kind) => described(kind),
        _ => None,
    })
}

fn described(kind: &str) -> Option<InstanceType> {
    instance_types::find(kind).filter(|kind| kind.is_described())
}

fn unknown_architecture(declaration: &Declaration<'_>, image: &str) -> Diagnostic {
    let span = declaration.entries.setting("image").map_or(declaration.name.span, |setting| setting.span);
    Diagnostic::error(
        "wrong-architecture",
        format!("`{image}` exists for several architectures, and that of this instance type is not known"),
    )
    .label(span, "cannot be chosen by its name")
    .help("give the id of an image that runs there: image = \"ami-…\"")
}

fn wrong_architecture(declaration: &Declaration<'_>, image: &str, kind: InstanceType) -> Diagnostic {
    let span = |entry| declaration.entries.setting(entry).map_or(declaration.name.span, |setting| setting.span);
    let has: Vec<_> =
        ARCHITECTURES.iter().map(|(name, _)| *name).filter(|name| images::find(image, name).is_some()).collect();
    Diagnostic::error("wrong-architecture", format!("`{image}` does not run on this instance type"))
        .label(span("image"), format!("exists for {}", suggest::one_of(has)))
        .label(span("type"), format!("runs {}", suggest::one_of(kind.architectures())))
        .help("choose a type of the image's architecture, or another image")
}
