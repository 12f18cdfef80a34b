//! `security_group`: what may reach something, and what it may reach.

mod check;
pub mod groups;
pub mod opened;
mod peer;
mod rule;
mod traffic;

pub use crate::reason::firewall::EVERYWHERE;

use super::network::{SECURITY_GROUP, VPC};
use super::shape::{Attribute, Entry, Identity, RelationRule, Shape};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, where_holds};
use crate::model::Declaration;
use crate::source::Span;
use crate::template::{Resource, Value};
use rule::Rule;

/// The description of `security_group`.
pub static WORD: Word = Word {
    name: "security_group",
    group: Group::Network,
    form: Form::Resource,
    resource: SECURITY_GROUP.resource,
    summary: "A firewall around what has it: which traffic may come in, and which may go out. What answers goes through by itself.",
    sentence: "security_group NAME [as HANDLE] [was OLD-NAME] in VPC < allow … from …, … >",
    relations: &[RelationRule { keyword: "in", required: true, summary: "say which VPC it belongs to" }],
    entries: &[
        Entry::new(
            "allow",
            Shape::Sentence("allow tcp 80 from lb, or: allow https from 10.0.0.0/16, or: allow udp 53 to 10.0.0.2/32"),
            "Lets traffic in from somebody, or out to somebody. Traffic is a protocol with ports (tcp 80, tcp 8000..8010, icmp, all) or a service (http, https, ssh, mysql …). Somebody is a block of addresses, a security group or something that has one (of several the first), a VPC, a subnet, a prefix list, `self` or `internet`.",
        )
        .under_conditions(),
        Entry::new("description", Shape::Text, "Describes it, in at most 255 characters; a change makes a new group.")
            .or("the `##` lines above, or its name")
            .sets("GroupDescription"),
        Entry::new(
            "group_name",
            Shape::Text,
            "The name that EC2 gives it; CloudFormation cannot replace a group that has one.",
        )
        .or("made up by CloudFormation")
        .sets("GroupName"),
        Entry::new(
            "name",
            Shape::Name,
            "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
        )
        .or("the declared name"),
    ],
    elsewhere: &[
        ("deny", "a security group denies whatever it does not allow"),
        ("egress", "write a sentence: allow tcp 443 to internet"),
        ("inbound", "write a sentence: allow tcp 80 from internet"),
        ("ingress", "write a sentence: allow tcp 80 from internet"),
        ("outbound", "write a sentence: allow tcp 443 to internet"),
        ("vpc", "say it in front of the body: security_group NAME in VPC"),
    ],
    attributes: &[
        Attribute { name: "id", attribute: "GroupId", summary: "The security group's id." },
        Attribute { name: "vpc", attribute: "VpcId", summary: "The id of its VPC." },
    ],
    defaults: &[
        "without a sentence with `to`, everything may go out; the first such sentence leaves only what they say",
        "each rule has a description",
        "a rule that names a security group is a resource of its own, so that groups can name each other",
    ],
    named_by_tag: true,
    identity: Identity {
        by: "id",
        arn: "arn:${Partition}:ec2:${Region}:${Account}:security-group/${SecurityGroupId}",
        names: "",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html",
    example: "vpc main < cidr = 10.0.0.0/16 >\nsecurity_group lb in main < allow http, https from internet >\nsecurity_group web in main <\n  allow tcp 3000 from lb\n  allow ssh from 203.0.113.0/24\n>",
    lower,
    ..Word::EMPTY
};

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let id = declaration.logical_id.clone();
    let mut group = Resource::new(id.clone(), WORD.resource, 5);
    to.describe(declaration, &mut group);
    super::set_properties(declaration, &mut group);
    check_texts(declaration, to);
    if group.get("GroupDescription").is_none() {
        group.set("GroupDescription", Value::text(description("Security group", declaration)));
    }
    if let Some(vpc) = to.related(declaration, "in", &VPC).pop() {
        group.set("VpcId", vpc.value);
    }
    let rules = rule::all(declaration, to);
    let rules = check::once(rules, to);
    check::together(declaration, &rules, to);
    for (property, list) in [("SecurityGroupIngress", inbound(&rules)), ("SecurityGroupEgress", outbound(&rules, to))] {
        if let Some(list) = list {
            check_property(declaration, property, to);
            group.set(property, list);
        }
    }
    to.push_main(declaration, group);
    for rule in rules.iter().filter(|rule| rule.stands_alone()) {
        let condition = to.all_of([to.condition().clone(), rule.condition.clone()]);
        to.under(condition, |to| to.push(rule.alone(&id), declaration.span));
    }
}

/// What a group is described as where nobody says it. A change would make a new group, so that the name is the one that
/// stays when the handle changes.
pub fn description(what: &str, of: &Declaration<'_>) -> String {
    let name = Some(of.physical_name()).filter(|name| wrong_character(name).is_none() && name.len() < 200);
    format!("{what} {}", name.unwrap_or(&of.logical_id))
}

/// The rules about addresses that traffic comes from.
fn inbound<'a>(rules: &[Rule<'a>]) -> Option<Value<'a>> {
    let own = rules.iter().filter(|rule| !rule.out && !rule.stands_alone());
    let list: Vec<_> = own.map(|rule| where_holds(&rule.condition, rule.inline(), None)).collect();
    (!list.is_empty()).then(|| Value::list(list))
}

/// The rules about addresses that traffic goes to. A group that is made without one is open, and one that had some and
/// loses them is closed: so that there is one wherever there is a sentence, and where there is none, one to everywhere.
fn outbound<'a>(rules: &[Rule<'a>], to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    let out = || rules.iter().filter(|rule| rule.out);
    out().next()?;
    let any = to.any_of(out().map(|rule| rule.condition.clone()));
    let own: Vec<_> = out()
        .filter(|rule| !rule.stands_alone())
        .map(|rule| (to.besides(rule.condition.clone(), &[&any]), rule.inline()))
        .collect();
    let is_sure = own.iter().any(|(condition, _)| condition.is_none());
    let mut list: Vec<_> = own.into_iter().map(|(condition, rule)| where_holds(&condition, rule, None)).collect();
    if !is_sure {
        list.push(everything("CidrIp", "127.0.0.1/32", "Keeps EC2 from opening everything"));
    }
    let [four, six] = EVERYWHERE;
    let open =
        [everything("CidrIp", four, "all traffic to internet"), everything("CidrIpv6", six, "all traffic to internet")];
    Some(where_holds(&any, Value::list(list), Some(Value::list(open))))
}

fn everything<'a>(property: &'static str, block: &'static str, description: &'static str) -> Value<'a> {
    let entries = [("IpProtocol", "-1"), (property, block), ("Description", description)];
    Value::map(entries.map(|(key, text)| (key, Value::text(text))))
}

/// Sentences, and the list that they would make, both given.
fn check_property(declaration: &Declaration<'_>, property: &str, to: &mut Lowering<'_, '_>) {
    let Some(given) = declaration.entries.property(property) else { return };
    let Some(first) = declaration.entries.sentences("allow").next() else { return };
    to.report(
        Diagnostic::error("set-twice", format!("`{property}` is set twice"))
            .label(given.name.span, "set again here")
            .label(first.span, "first set here")
            .help("`allow` sets this property already; write the other rules as sentences too"),
    );
}

/// EC2: 255 characters of `a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`. See "CreateSecurityGroup" in the Amazon EC2 API Reference.
fn wrong_character(text: &str) -> Option<char> {
    text.chars().find(|c| !(c.is_ascii_alphanumeric() || ". _-:/()#,@[]+=&;{}!$*".contains(*c)))
}

/// What EC2 refuses of a description and of a name.
fn check_texts(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    for (entry, code) in [("description", "invalid-text"), ("group_name", "invalid-name")] {
        let Some(text) = declaration.entries.text(entry) else { continue };
        let span = declaration.entries.setting(entry).map_or(Span::default(), |setting| setting.span);
        let what = if entry == "description" { "description" } else { "name" };
        let problem = if let Some(wrong) = wrong_character(text) {
            Diagnostic::error(code, format!("EC2 does not accept `{wrong}` in a security group's {what}"))
                .label(span, format!("holds `{wrong}`"))
                .help("it takes Latin letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*; a comment can say the rest")
        } else if text.len() > 255 || text.is_empty() {
            Diagnostic::error(
                "out-of-range",
                format!("a security group's {what} has 1 to 255 characters, found {}", text.len()),
            )
            .label(span, "too long or empty")
            .help("say the rest in a comment")
        } else if entry == "group_name" && text.starts_with(SECURITY_GROUP.prefix) {
            Diagnostic::error(
                "invalid-name",
                format!("EC2 does not accept the group name `{text}`: ids start with `sg-`"),
            )
            .label(span, "looks like an id")
            .help("choose a name that starts differently, or leave it out: CloudFormation makes one up")
        } else {
            continue;
        };
        to.report(problem);
    }
}
