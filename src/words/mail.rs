//! `mail`: a domain or an address that SES sends mail from.

mod address;
mod records;

use super::shape::{Attribute, Entry, Identity, Naming, Shape};
use super::{Form, Group, Word, domain};
use crate::diagnostic::Diagnostic;
use crate::domains::{self, Use};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `mail`.
pub static WORD: Word = Word {
    name: "mail",
    form: Form::Resource,
    group: Group::Operations,
    resource: "AWS::SES::EmailIdentity",
    summary: "Lets SES send mail from a domain, whose mail it signs, or from one address, whose owner gets a letter to confirm it. A new account may send only to addresses that are confirmed, until AWS lets it out of the sandbox.",
    sentence: "mail DOMAIN or \"ADDRESS\" [as HANDLE] [was OLD-NAME] < zone = …, … >",
    naming: Naming::Domain(&[("", "Mail")]),
    entries: &[
        Entry::new("dmarc", Shape::Choice(&["none", "quarantine", "reject"]), "What others shall do with mail that only pretends to be from the domain: a record says it to them.").or("no record"),
        Entry::new("from", Shape::Domain, "The domain below it that mail which cannot be delivered comes back to, with its two records, so that SPF holds too.").or("one of SES"),
        Entry::new("name", Shape::Text, "The domain or address, where it is not the declared name: one that only the deploy knows.").or("the declared name").sets("EmailIdentity"),
        Entry::new("zone", Shape::Reference(&domain::ZONE), "The hosted zone of the domain, in which the records are made that SES asks for."),
    ],
    elsewhere: &[
        ("dkim", "mail of a domain is signed always, with a key of 2,048 bits"),
        ("spf", "SPF is about the domain that mail comes back to: from = mail.example.com"),
    ],
    attributes: &[Attribute { name: "name", attribute: "", summary: "The domain or address." }],
    defaults: &[
        "mail of a domain is signed (Easy DKIM, 2,048 bits); the three records for that are made in its zone",
    ],
    identity: Identity {
        by: "id",
        arn: "arn:${Partition}:ses:${Region}:${Account}:identity/${IdentityName}",
        names: "",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-emailidentity.html",
    example: "existing hosted_zone example.com < id = \"Z0123456789ABCDEFGHIJ\" >\nmail example.com < zone = example.com, from = bounce.example.com, dmarc = none >\nmail \"office@example.org\"",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let mut identity = Resource::new(declaration.logical_id.clone(), WORD.resource, 3);
    identity.set("EmailIdentity", domain::of(declaration));
    if domain::known(declaration).is_some_and(|name| name.contains('@')) {
        address::check(declaration, to);
        return to.push_main(declaration, identity);
    }
    let is_right = domain::check(declaration, Use::Host, "SES", to) && check_zone(declaration, to);
    let length = [("NextSigningKeyLength", Value::text("RSA_2048_BIT"))];
    identity.set("DkimSigningAttributes", Value::map(length));
    let mut is_below = true;
    if let Some(from) = declaration.entries.value("from") {
        is_below = check_from(declaration, from, to);
        let attributes = [("MailFromDomain", from.clone()), ("BehaviorOnMxFailure", Value::text("USE_DEFAULT_VALUE"))];
        identity.set("MailFromAttributes", Value::map(attributes));
    }
    let zone = declaration.entries.value("zone").and_then(|zone| domain::declared_zone(zone, to.stack));
    to.push_main(declaration, identity);
    let condition = to.all_of([to.condition().clone(), zone.and_then(|zone| to.condition_of_declared(zone))]);
    if is_right && is_below {
        to.under(condition, |to| records::lower(declaration, to));
    }
}

/// A public zone that the domain is in; and whether anybody makes the records. Whether the zone can have them.
fn check_zone(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) -> bool {
    let entries = &declaration.entries;
    let Some(setting) = entries.setting("zone") else {
        if !declaration.misread {
            to.report(records_needed(declaration));
        }
        return true;
    };
    let Some(zone) = entries.value("zone").and_then(|zone| domain::declared_zone(zone, to.stack)) else { return true };
    if domain::is_private(zone) {
        to.report(domain::private_zone("others look for the records of mail in public", zone, setting.span));
        return false;
    }
    if let (Some(name), Some(zone_name)) = (domain::known(declaration), domain::of_zone(zone))
        && !domains::is_within(&name, &zone_name)
    {
        to.report(domain::outside(&name, domain::span_of(declaration), &zone_name, setting.span));
        return false;
    }
    if !zone.existing {
        to.report(domain::not_delegated("SES sends no mail", zone, setting.span));
    }
    true
}

/// A domain below the identity's own; whether it is one, as far as that is known.
fn check_from<'a>(declaration: &Declaration<'a>, from: &Value<'a>, to: &mut Lowering<'_, 'a>) -> bool {
    let (Value::Text(from), Some(name)) = (from, domain::known(declaration)) else { return true };
    let is_below = domains::is_within(from, &name) && domains::normal(from) != domains::normal(&name);
    if is_below && domains::problem(from, Use::Host).is_none() {
        return true;
    }
    let span = declaration.entries.setting("from").map_or(declaration.name.span, |setting| setting.span);
    to.report(
        Diagnostic::error(
            "invalid-name",
            format!("mail that comes back goes to a domain below `{name}`, found `{from}`"),
        )
        .label(span, format!("not below `{name}`"))
        .help(format!("write for example: from = bounce.{name}; it is for nothing else")),
    );
    false
}

fn records_needed(declaration: &Declaration<'_>) -> Diagnostic {
    let name = declaration.name.text;
    Diagnostic::advice("records-needed", format!("SES sends no mail from `{name}` before its three records for DKIM are made"))
        .label(declaration.handle.span, "no zone is named")
        .help(format!("name the hosted zone of the domain, and they are made here: mail {name} < zone = … >; where its DNS is elsewhere, SES's page of the identity shows them"))
}
