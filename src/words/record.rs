//! `record`: what DNS says of a name.

mod alias;
mod api;
mod values;
mod website;

use super::shape::{Attribute, Entry, Naming, RelationRule, Shape, TimeUnit};
use super::{Form, Group, Word, domain};
use crate::diagnostic::Diagnostic;
use crate::domains::Use;
use crate::lower::{Condition, Lowering, derived};
use crate::model::{Declaration, Setting};
use crate::syntax::ast::ExprKind;
use crate::template::{Resource, Text, Value};
use values::Kind;

/// The description of `record`.
pub static WORD: Word = Word {
    name: "record",
    group: Group::Traffic,
    form: Form::Resource,
    resource: "AWS::Route53::RecordSet",
    summary: "Says in a hosted zone what a name stands for: something of the file by its name, or values of one type. Names are written as they are; another type for the same name is another statement.",
    sentence: "record DOMAIN [as HANDLE] [was OLD-NAME] in ZONE < alias = …, or a = …, mx = …, … >",
    naming: Naming::Domain(&[
        ("alias", "A"),
        ("a", "A"),
        ("aaaa", "Aaaa"),
        ("caa", "Caa"),
        ("cname", "Cname"),
        ("mx", "Mx"),
        ("ns", "Ns"),
        ("ptr", "Ptr"),
        ("srv", "Srv"),
        ("txt", "Txt"),
        ("", "Record"),
    ]),
    relations: &[RelationRule { keyword: "in", required: true, summary: "say which hosted zone it is in" }],
    entries: &[
        Entry::new("a", Shape::List(&Shape::Text), "Addresses, such as 203.0.113.10."),
        Entry::new("aaaa", Shape::List(&Shape::Text), "IPv6 addresses, such as 2001:db8::10."),
        Entry::new("alias", Shape::Thing(&alias::TARGETS), "What the name leads to: a load balancer, a distribution, the website of a bucket, the domain of an API, or another record. Free, and possible for the domain itself.").sets("AliasTarget"),
        Entry::new("caa", Shape::List(&Shape::Text), "Who may issue certificates, such as \"0 issue \\\"amazon.com\\\"\"."),
        Entry::new("cname", Shape::Text, "Another name that this one stands for; not possible for the zone's own name, nor beside other records of the name."),
        Entry::new("comment", Shape::Text, "Says what the record is for.").sets("Comment"),
        Entry::new("mx", Shape::List(&Shape::Text), "Who takes its mail, each with a number in front, the lowest first: \"10 mail.example.com\"."),
        Entry::new("name", Shape::Text, "The name, where it is not the declared one: one that only the deploy knows.").or("the declared name").sets("Name"),
        Entry::new("ns", Shape::List(&Shape::Text), "Name servers that know about the name and all below it."),
        Entry::new("ptr", Shape::List(&Shape::Text), "The name of an address."),
        Entry::new("srv", Shape::List(&Shape::Text), "Where a service is: priority, weight, port and host."),
        Entry::new("ttl", Shape::Duration(TimeUnit::Seconds, 0, 2_147_483_647), "How long others may remember it.").or("5m").sets("TTL"),
        Entry::new("txt", Shape::List(&Shape::Text), "Texts, as they are: quotes are put around them, and long ones divided."),
    ],
    elsewhere: &[
        ("type", "the type is the entry: a = [203.0.113.10], mx = [\"10 mail.example.com\"]"),
        ("value", "a value stands behind its type: a = [203.0.113.10], txt = [\"…\"]"),
        ("values", "values stand behind their type: a = [203.0.113.10], txt = [\"…\"]"),
        ("zone", "the zone stands in the sentence: record www.example.com in ZONE"),
    ],
    attributes: &[Attribute { name: "name", attribute: "", summary: "The domain name." }],
    defaults: &[
        "values may be remembered for 5 minutes",
        "an alias to what has IPv6 addresses too makes a second record of type AAAA",
        "an alias has the TTL of what it leads to",
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html",
    example: "hosted_zone example.com\nrecord www.example.com in example.com < a = [203.0.113.10] >\nrecord example.com in example.com < mx = [\"10 mail.example.com\"] >",
    lower,
    finish: api::finish,
    ..Word::EMPTY
};

/// How others find the zone of a record.
#[derive(Debug, Clone)]
pub struct Zone<'a> {
    /// The property that says it: by its id, or by its name.
    pub property: &'static str,
    /// Its value.
    pub value: Value<'a>,
    /// What it is called, where the file says so.
    pub name: Option<Text<'a>>,
    /// The condition that it is made under.
    pub condition: Condition<'a>,
}

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let zone = zone(declaration, to);
    check_name(declaration, zone.as_ref(), to);
    let mut record = Resource::new(declaration.logical_id.clone(), WORD.resource, 5);
    if let Some(zone) = &zone {
        record.set(zone.property, zone.value.clone());
    }
    record.set("Name", domain::of(declaration));
    let conditions = [to.condition().clone(), zone.as_ref().and_then(|zone| zone.condition.clone())];
    let condition = to.all_of(conditions);
    match the_type(declaration, to) {
        Some(Said::Alias(setting)) => alias::lower(declaration, setting, zone.as_ref(), record, condition, to),
        Some(Said::Values(kind, setting)) => {
            record.set("Type", Value::text(kind.name()));
            let ttl = declaration.entries.int("ttl").unwrap_or(300);
            record.set("TTL", Value::text(ttl.to_string()));
            record.set("ResourceRecords", values::lower(declaration, kind, setting, to));
            push(declaration, record, condition, to);
        }
        // The body may say it by CloudFormation's names.
        None => push(declaration, record, condition, to),
    }
}

fn push<'a>(
    declaration: &Declaration<'a>,
    mut record: Resource<'a>,
    condition: Condition<'a>,
    to: &mut Lowering<'_, 'a>,
) {
    if let Some(comment) = declaration.entries.value("comment") {
        record.set("Comment", comment.clone());
    }
    to.under(condition, |to| to.push_main(declaration, record));
}

/// What a record says.
enum Said<'s, 'a> {
    Alias(&'s Setting<'a>),
    Values(Kind, &'s Setting<'a>),
}

/// The one thing that it says; two are two records.
fn the_type<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Option<Said<'s, 'a>> {
    let said = |setting: &'s Setting<'a>| match setting.entry.name {
        "alias" => Some(Said::Alias(setting)),
        name => Kind::find(name).map(|kind| Said::Values(kind, setting)),
    };
    let mut all = declaration.entries.settings.iter().filter_map(|setting| Some((setting, said(setting)?)));
    let first = all.next();
    match (&first, all.next()) {
        (Some((first, _)), Some((second, _))) => to.report(two_types(declaration, first, second)),
        (None, _) => {
            let by_property = ["Type", "AliasTarget", "ResourceRecords"];
            let is_said = by_property.iter().any(|name| declaration.entries.property(name).is_some());
            if !is_said && !declaration.misread {
                to.report(nothing_said(declaration));
            }
        }
        (Some(_), None) => {}
    }
    first.map(|(_, said)| said)
}

fn two_types(declaration: &Declaration<'_>, first: &Setting<'_>, second: &Setting<'_>) -> Diagnostic {
    let (one, other) = (first.entry.name, second.entry.name);
    Diagnostic::error("exclusive-properties", format!("a record has one type: `{one}` and `{other}` are two"))
        .label(second.key, "a second type")
        .label(first.key, "the first one")
        .help(format!("write a statement for each: record {} in … < {other} = … >", declaration.name.text))
}

fn nothing_said(declaration: &Declaration<'_>) -> Diagnostic {
    Diagnostic::error("missing-entry", format!("record `{}` does not say what it stands for", declaration.handle.text))
        .label(declaration.handle.span, "`alias = …`, `a = …` or another type is missing")
        .help("write `alias = NAME` for something of this file, or a type with values: a = [203.0.113.10]")
}

/// The zone behind `in`. One that exists already is found by its name where its id is not said.
fn zone<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Option<Zone<'a>> {
    let named = declaration.relation("in");
    if let [first, second, ..] = named {
        to.report(
            Diagnostic::error("unexpected-argument", "a record is in one zone")
                .label(second.span, "a second zone")
                .label(first.span, "the first one")
                .help("write a statement for each zone"),
        );
    }
    let first = named.first()?;
    if let ExprKind::Word(word) = first.kind
        && let Some(known) = to.values().meant(word, first.span, |one| one.resource_type() == domain::ZONE.resource)
        && known.existing
        && known.resource_type() == domain::ZONE.resource
        && ["id", "arn"].iter().all(|entry| known.entries.setting(entry).is_none())
        && let Some(name) = domain::of_zone(known)
    {
        let value = Value::text(format!("{name}."));
        return Some(Zone { property: "HostedZoneName", value, name: Some(name), condition: None });
    }
    let found = to.named(first, &domain::ZONE)?;
    let name = found.declaration.and_then(domain::of_zone);
    let condition = found.declaration.and_then(|zone| to.condition_of_declared(zone));
    Some(Zone { property: "HostedZoneId", value: found.value, name, condition })
}

/// A name that DNS accepts; whether it lies in its zone is said of every record together.
fn check_name(declaration: &Declaration<'_>, zone: Option<&Zone<'_>>, to: &mut Lowering<'_, '_>) {
    let (Some(name), Some(zone)) = (domain::known(declaration), zone) else { return };
    // Where the zone is known, one without a dot is outside of it, or the zone's own.
    let of = if zone.name.is_none() && !name.contains('.') { Use::Host } else { Use::Dns };
    domain::check(declaration, of, "Route 53", to);
}

/// The second record of an alias.
fn ipv6_id<'a>(declaration: &Declaration<'a>) -> Text<'a> {
    // What is called by its name has its type in the id: A becomes AAAA.
    match declaration.logical_id.strip_suffix('A').filter(|_| declaration.shares_name() && declaration.former.is_none())
    {
        Some(front) => derived(front, "Aaaa"),
        None => derived(&declaration.logical_id, "Aaaa"),
    }
}
