//! `certificate`: a certificate of ACM for a domain, and others beside it.

use super::shape::{Attribute, Entry, Identity, Naming, Shape};
use super::{Form, Group, Word, domain};
use crate::diagnostic::Diagnostic;
use crate::domains::{self, Use, normal};
use crate::lower::Lowering;
use crate::model::{Declaration, known_at_build_at};
use crate::source::Span;
use crate::template::{Resource, Text, Value};

/// The description of `certificate`.
pub static WORD: Word = Word {
    name: "certificate",
    group: Group::Traffic,
    form: Form::Resource,
    resource: "AWS::CertificateManager::Certificate",
    summary: "Lets a load balancer, a distribution or an API speak HTTPS for a domain. It is free and renews itself. A distribution takes only one of us-east-1.",
    sentence: "certificate DOMAIN [as HANDLE] [was OLD-NAME] < zone = …, … >",
    naming: Naming::Domain(&[("", "Certificate")]),
    entries: &[
        Entry::new("also", Shape::List(&Shape::Domain), "Other names that it is for, such as \"*.example.com\".").sets("SubjectAlternativeNames"),
        Entry::new("name", Shape::Text, "The domain, where it is not the declared name: one that only the deploy knows.").or("the declared name").sets("DomainName"),
        Entry::new("validation", Shape::Choice(&["dns", "email"]), "How ACM makes sure that the domain is yours: by a record, or by a letter to its owner, which comes again every year.").or("dns").sets("ValidationMethod"),
        Entry::new("zone", Shape::Reference(&domain::ZONE), "The hosted zone of its names, in which CloudFormation makes the records that ACM asks for.").sets("DomainValidationOptions"),
    ],
    elsewhere: &[
        ("domain", "the domain stands in the sentence: certificate www.example.com"),
        ("domains", "the first domain stands in the sentence, the others behind `also`"),
    ],
    attributes: &[Attribute { name: "arn", attribute: "", summary: "The certificate's ARN." }],
    defaults: &["ACM asks for records in DNS, which CloudFormation makes in the zone; the deploy waits for them"],
    identity: Identity {
        by: "arn",
        arn: "arn:${Partition}:acm:${Region}:${Account}:certificate/${CertificateId}",
        names: "",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-certificatemanager-certificate.html",
    example: "existing hosted_zone example.com < id = \"Z0123456789ABCDEFGHIJ\" >\ncertificate www.example.com < zone = example.com, also = [\"*.example.com\"] >",
    lower,
    ..Word::EMPTY
};

/// Characters of the first name: of a certificate's common name.
const LONGEST_FIRST: usize = 64;

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let is_name = domain::check(declaration, Use::Host, "ACM", to);
    if is_name {
        check_length(declaration, to);
    }
    let mut certificate = Resource::new(declaration.logical_id.clone(), WORD.resource, 4);
    certificate.set("DomainName", domain::of(declaration));
    let others = others(declaration, to);
    if let Some(others) = &others {
        certificate.set("SubjectAlternativeNames", others.clone());
    }
    let by_mail = entries.text("validation").is_some_and(|text| text == "email");
    certificate.set("ValidationMethod", Value::text(if by_mail { "EMAIL" } else { "DNS" }));
    let mut condition = to.condition().clone();
    match entries.value("zone") {
        Some(zone) => {
            let declared = domain::declared_zone(zone, to.stack);
            check_zone(declaration, declared.filter(|_| is_name), to);
            let names = names(declaration, others.as_ref());
            certificate.set("DomainValidationOptions", validated_in(zone, &names));
            condition = to.all_of([condition, declared.and_then(|zone| to.condition_of_declared(zone))]);
        }
        None if !by_mail && entries.property("DomainValidationOptions").is_none() && !declaration.misread => {
            to.report(records_needed(declaration));
        }
        None => {}
    }
    to.under(condition, |to| to.push_main(declaration, certificate));
}

/// The other names, without the first one; all of them have to be known where a zone is to have their records.
fn others<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let setting = declaration.entries.setting("also")?;
    let first = domain::known(declaration).map(|name| normal(&name));
    let value = declaration.entries.value("also")?;
    let Value::List(items) = value else {
        if declaration.entries.setting("zone").is_some() {
            to.report(known_at_build_at("each name of a certificate that a zone has the records of", setting.span));
        }
        return Some(value.clone());
    };
    for item in items.iter() {
        let Value::Text(name) = item else { continue };
        if let Some(problem) = domains::problem(name, Use::Host) {
            to.report(
                Diagnostic::error("invalid-name", format!("ACM does not accept the domain name `{name}`: {problem}"))
                    .label(setting.span, problem)
                    .help("a domain name has letters, digits and hyphens between its dots, such as www.example.com"),
            );
        }
    }
    let is_first = |item: &Value<'a>| matches!(item, Value::Text(name) if first.as_ref() == Some(&normal(name)));
    let rest: Vec<Value<'a>> = items.iter().filter(|item| !is_first(item)).cloned().collect();
    (!rest.is_empty()).then(|| Value::list(rest))
}

/// All of its names.
fn names<'a>(declaration: &Declaration<'a>, others: Option<&Value<'a>>) -> Vec<Value<'a>> {
    let mut names = vec![domain::of(declaration)];
    if let Some(Value::List(others)) = others {
        names.extend(others.iter().cloned());
    }
    names
}

/// Each name with its zone. One record does for a name and the wildcard below it.
fn validated_in<'a>(zone: &Value<'a>, names: &[Value<'a>]) -> Value<'a> {
    let is_below = |name: &Value<'a>| match name {
        Value::Text(name) => name.strip_prefix("*.").is_some_and(|parent| {
            names.iter().any(|other| matches!(other, Value::Text(other) if normal(other) == normal(parent)))
        }),
        _ => false,
    };
    let options = names.iter().filter(|name| !is_below(name));
    let option = |name: &Value<'a>| Value::map([("DomainName", name.clone()), ("HostedZoneId", zone.clone())]);
    Value::list(options.map(option).collect::<Vec<_>>())
}

fn check_length(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let Some(name) = domain::known(declaration).filter(|name| name.len() > LONGEST_FIRST) else { return };
    let message =
        format!("the first name of a certificate has at most {LONGEST_FIRST} characters, found {}", name.len());
    to.report(
        Diagnostic::error("invalid-name", message)
            .label(domain::span_of(declaration), "too long")
            .help("write a shorter one first, and this one behind `also`"),
    );
}

/// A zone that can hold the records: a public one, of which the names are, that others know already.
fn check_zone(declaration: &Declaration<'_>, zone: Option<&Declaration<'_>>, to: &mut Lowering<'_, '_>) {
    let (Some(zone), Some(setting)) = (zone, declaration.entries.setting("zone")) else { return };
    if domain::is_private(zone) {
        return to.report(domain::private_zone("ACM looks for its records in public", zone, setting.span));
    }
    if let Some(zone_name) = domain::of_zone(zone) {
        let outside = |name: &Text<'_>| !domains::is_within(name, &zone_name);
        let first = domain::known(declaration).filter(outside).map(|name| (name, domain::span_of(declaration)));
        let others = declaration.entries.setting("also").map_or(Span::default(), |also| also.span);
        let other = || match declaration.entries.value("also") {
            Some(Value::List(items)) => items.iter().find_map(|item| match item {
                Value::Text(name) if outside(name) => Some((name.clone(), others)),
                _ => None,
            }),
            _ => None,
        };
        if let Some((name, span)) = first.or_else(other) {
            return to.report(domain::outside(&name, span, &zone_name, setting.span));
        }
    }
    if !zone.existing {
        to.report(domain::not_delegated("the deploy waits", zone, setting.span));
    }
}

/// Without a zone, nobody makes the records.
fn records_needed(declaration: &Declaration<'_>) -> Diagnostic {
    let name = declaration.name.text;
    let message =
        "the deploy waits until you have made the records that ACM asks for, and fails after some hours without them";
    Diagnostic::advice("records-needed", message)
        .label(declaration.handle.span, "no zone is named")
        .help(format!("name the hosted zone of the domain, and CloudFormation makes them: certificate {name} < zone = … >; where its DNS is elsewhere, ACM's page of the certificate shows them"))
}
