//! The ARN of what a statement is about, where its type gives it under another name or not at all.

use crate::lower::Lowering;
use crate::model::Declaration;
use crate::schema;
use crate::source::Span;
use crate::template::{Text, Value};
use crate::words::{arn, existing, together};

/// Types that give no ARN, with what stands around that which `Ref` gives.
///
/// From the ARN formats of the Service Authorization Reference.
const MADE: &[(&str, &str, &str)] = &[
    ("AWS::ApiGateway::RestApi", "execute-api:${AWS::Region}:${AWS::AccountId}:", "/*"),
    ("AWS::ApiGatewayV2::Api", "execute-api:${AWS::Region}:${AWS::AccountId}:", "/*"),
    ("AWS::CloudFront::Distribution", "cloudfront::${AWS::AccountId}:distribution/", ""),
    ("AWS::EC2::Instance", "ec2:${AWS::Region}:${AWS::AccountId}:instance/", ""),
    ("AWS::SES::EmailIdentity", "ses:${AWS::Region}:${AWS::AccountId}:identity/", ""),
];
/// Some that cannot be made of the name otherwise: what exists already is told by it.
const OF_EXISTING: &[(&str, &str, &str)] =
    &[("AWS::Logs::LogGroup", "logs:${AWS::Region}:${AWS::AccountId}:log-group:", ":*")];

const PARAMETER: &str = "AWS::SSM::Parameter";
const OF_PARAMETER: &str = "ssm:${AWS::Region}:${AWS::AccountId}:parameter";

/// The ARNs of something declared: mostly one. Nothing where it gives none, which is said.
pub fn of<'a>(declaration: &Declaration<'a>, span: Span, to: &mut Lowering<'_, 'a>) -> Vec<Value<'a>> {
    let kind = declaration.resource_type();
    let known = declaration.existing.then(|| existing::attribute(declaration, "Arn")).flatten();
    if let Some(known) = known {
        return vec![with_end(kind, known)];
    }
    let made = MADE.iter().chain(OF_EXISTING.iter().filter(|_| declaration.existing));
    if let Some((_, front, end)) = made.into_iter().find(|(name, ..)| *name == kind) {
        return made_of(declaration, front, "", end, span, to).into_iter().collect();
    }
    if kind == PARAMETER {
        return parameter(declaration, span, to);
    }
    let attribute = attribute(kind);
    to.reading(|values, problems| values.attribute(declaration, attribute, span, problems)).into_iter().collect()
}

/// An ARN of an attribute, with what stands around that.
pub fn made_of<'a>(
    declaration: &Declaration<'a>,
    front: &str,
    attribute: &'static str,
    end: &'static str,
    span: Span,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let attribute = Some(attribute).filter(|attribute| !attribute.is_empty());
    let part = to.reading(|values, problems| values.attribute(declaration, attribute, span, problems))?;
    Some(together(vec![arn(front), part, Value::text(end)]))
}

/// The ARN as it is said; that of a log group stands for its streams with `:*` behind it.
fn with_end<'a>(kind: &str, arn: Value<'a>) -> Value<'a> {
    let end = OF_EXISTING.iter().find(|(name, ..)| *name == kind).map_or("", |(.., end)| end);
    match &arn {
        Value::Text(text) if !text.ends_with(end) => together(vec![arn.clone(), Value::text(end)]),
        _ => arn,
    }
}

/// What gives the ARN: `Arn`, `Ref`, or an attribute that is called after the type.
fn attribute(kind: &str) -> Option<&'static str> {
    let Some(of) = schema::find(kind) else { return Some("Arn") };
    let named = |name: &str| of.attributes.iter().map(|one| one.name).find(|one| *one == name);
    let is_reference = matches!(of.reference.as_slice(), [one] if one.ends_with("Arn")) || BY_REFERENCE.contains(&kind);
    match named("Arn") {
        Some(arn) => Some(arn),
        None if is_reference => None,
        None => named(&format!("{}Arn", kind.rsplit("::").next().unwrap_or_default())).or(Some("Arn")),
    }
}

/// Types whose `Ref` is the ARN under another name.
const BY_REFERENCE: &[&str] = &["AWS::SecretsManager::Secret"];

/// A parameter's name stands behind a slash, which may be its first letter.
fn parameter<'a>(declaration: &Declaration<'a>, span: Span, to: &mut Lowering<'_, 'a>) -> Vec<Value<'a>> {
    let slashed = format!("{OF_PARAMETER}/");
    let fronts: &[&str] = match parameter_name(declaration, to) {
        Some(name) if name.starts_with('/') => &[OF_PARAMETER],
        Some(_) => &[&slashed],
        // Only the deploy knows: nothing is called as the other one of the two says.
        None => &[OF_PARAMETER, &slashed],
    };
    fronts.iter().filter_map(|front| made_of(declaration, front, "", "", span, to)).collect()
}

/// The name of a parameter as far as it is known; one that CloudFormation makes up has no slash.
fn parameter_name<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Text<'a>> {
    let name = if declaration.existing {
        existing::name(declaration)
    } else {
        let resource = to.place(&declaration.logical_id).map(|at| &to.template.resources[at]);
        Some(resource.and_then(|resource| resource.get("Name")).cloned().unwrap_or(Value::text("")))
    };
    match name {
        Some(Value::Text(name)) => Some(name),
        _ => None,
    }
}
