//! Whom a rule is about: blocks of addresses, security groups, and things that have either.

use super::groups;
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering};
use crate::model::input::Form;
use crate::model::{Declaration, logical_id};
use crate::reason::firewall::EVERYWHERE;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::network::SECURITY_GROUP;
use crate::words::{Entry, Shape, together};

const PREFIX_LIST: &str = "AWS::EC2::PrefixList";

static BLOCK: Entry = Entry::new("from", Shape::Cidr, "A block of addresses.");

/// Somebody at the other end of a rule.
#[derive(Debug, Clone)]
pub struct Peer<'a> {
    /// Who.
    pub who: Who<'a>,
    /// For people: `lb`, `10.0.0.0/16`.
    pub shown: String,
    /// The same in a logical id: `Lb`.
    pub id: String,
    /// Whether it is named for the security group that it has, which others may have too.
    pub is_member: bool,
    /// The condition that it is there under.
    pub condition: Condition<'a>,
    /// Where it is named.
    pub span: Span,
}

impl<'a> Peer<'a> {
    fn new(who: Who<'a>, shown: &str, span: Span) -> Self {
        Self { who, shown: shown.to_owned(), id: logical_id(shown), is_member: false, condition: None, span }
    }
}

/// What is at the other end of a rule, as the template has it.
#[derive(Debug, Clone, PartialEq)]
pub enum Who<'a> {
    /// A block of IPv4 addresses.
    Block(Value<'a>),
    /// A block of IPv6 addresses.
    Block6(Value<'a>),
    /// A list of blocks that has an id.
    List(Value<'a>),
    /// A security group.
    Group(Value<'a>),
}

impl<'a> Who<'a> {
    /// What the template has for it.
    pub fn value(&self) -> &Value<'a> {
        match self {
            Self::Block(value) | Self::Block6(value) | Self::List(value) | Self::Group(value) => value,
        }
    }

    /// Whether it is the whole internet.
    pub fn is_everybody(&self) -> bool {
        matches!(self, Self::Block(Value::Text(block)) | Self::Block6(Value::Text(block)) if EVERYWHERE.contains(&block.as_ref()))
    }
}

/// What one argument behind `from` or `to` names, in a rule of the group of this logical id.
pub fn read<'a>(value: &Expr<'a>, group: &str, to: &mut Lowering<'_, 'a>) -> Vec<Peer<'a>> {
    let settled = to.values().settled(value).into_owned();
    match &settled.kind {
        ExprKind::List(items) => items.iter().flat_map(|item| read(item, group, to)).collect(),
        ExprKind::Word("self") => {
            let own = Value::attribute(group.to_owned(), SECURITY_GROUP.attribute);
            vec![Peer::new(Who::Group(own), "self", value.span)]
        }
        ExprKind::Word("internet") => {
            let [four, six] = EVERYWHERE.map(Value::text);
            [Who::Block(four), Who::Block6(six)].map(|who| Peer::new(who, "internet", value.span)).into()
        }
        ExprKind::Word(word) => match to.values().declaration(word, settled.span) {
            Some(declaration) => declared(declaration, &settled, to).into_iter().collect(),
            None => by_id(word, value.span).or_else(|| worked_out(&settled, to)).into_iter().collect(),
        },
        ExprKind::Text(text) => by_id(text, value.span).or_else(|| worked_out(&settled, to)).into_iter().collect(),
        _ => worked_out(&settled, to).into_iter().collect(),
    }
}

/// A security group or a prefix list that is not in the file.
fn by_id<'a>(text: &str, span: Span) -> Option<Peer<'a>> {
    let value = Value::text(text.to_owned());
    let who = match text {
        _ if text.starts_with("sg-") => Who::Group(value),
        _ if text.starts_with("pl-") => Who::List(value),
        _ => return None,
    };
    Some(Peer::new(who, text, span))
}

/// A block of addresses, written out or known at the deploy only; or an input that is a security group.
fn worked_out<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Peer<'a>> {
    if is_undeclared(value, to) {
        return None;
    }
    let input = to.values().input(value);
    let shown = match (&value.kind, input) {
        (_, Some(input)) => input.name.text.to_owned(),
        (ExprKind::Cidr(text) | ExprKind::Word(text), _) => (*text).to_owned(),
        (ExprKind::Text(text), _) => text.to_string(),
        _ => String::new(),
    };
    let is_group = input.is_some_and(
        |input| matches!(input.kind.form(), Form::Identifier(of) if of.resource == SECURITY_GROUP.resource),
    );
    let (who, condition) = match is_group {
        true => (Who::Group(to.named(value, &SECURITY_GROUP)?.value), None),
        false => addressed(value, to)?,
    };
    Some(Peer { condition, ..Peer::new(who, &shown, value.span) })
}

/// Whether a name is nobody's, which is said.
fn is_undeclared<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> bool {
    let ExprKind::Word(word) = value.kind else { return false };
    let found = to.values().look_up(word, value.span);
    if found.meaning.is_some() || found.name == "aws" {
        return false;
    }
    if !found.lost {
        to.report(to.values().undeclared(word, value.span));
    }
    true
}

/// A block of addresses, or an attribute of something, with the condition that this is there under.
fn addressed<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<(Who<'a>, Condition<'a>)> {
    let is_attribute = |word: &str| {
        let found = to.values().look_up(word, value.span);
        to.values().declared(found.meaning).is_some()
    };
    let is_attribute = matches!(value.kind, ExprKind::Word(word) if is_attribute(word));
    let given = to.reading(|values, problems| match is_attribute {
        true => values.text(value, problems),
        false => values.shaped(value, &BLOCK, problems),
    })?;
    let of = to.declaration_of(&given);
    let attribute = match &given {
        Value::GetAtt(target) => target.1.as_ref(),
        _ => "",
    };
    let make = match (of.map(Declaration::resource_type), attribute) {
        (Some(kind), "GroupId" | "Id") if kind == SECURITY_GROUP.resource => Who::Group,
        (Some(PREFIX_LIST), "PrefixListId") => Who::List,
        _ if matches!(&given, Value::Text(block) if block.contains(':')) => Who::Block6,
        _ => Who::Block,
    };
    Some((make(given), of.and_then(|of| of.condition.clone())))
}

/// Something that the file declares: a security group, what has one, or what has addresses.
fn declared<'a>(declaration: &Declaration<'a>, value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Peer<'a>> {
    let attribute = |name, to: &mut Lowering<'_, 'a>| {
        to.reading(|values, problems| values.attribute(declaration, name, value.span, problems))
    };
    let who = match declaration.resource_type() {
        kind if kind == SECURITY_GROUP.resource => Who::Group(to.named(value, &SECURITY_GROUP)?.value),
        "AWS::EC2::VPC" | "AWS::EC2::Subnet" => Who::Block(attribute(Some("CidrBlock"), to)?),
        "AWS::EC2::EIP" => Who::Block(together(vec![attribute(None, to)?, Value::text("/32")])),
        PREFIX_LIST => Who::List(attribute(if declaration.existing { None } else { Some("PrefixListId") }, to)?),
        _ => return member(declaration, value, to),
    };
    let id = declaration.logical_id.to_string();
    let condition = declaration.condition.clone();
    Some(Peer { id, condition, ..Peer::new(who, declaration.handle.text, value.span) })
}

/// Something that has security groups: the first of these.
fn member<'a>(declaration: &Declaration<'a>, value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Peer<'a>> {
    let found = groups::of(declaration, to).and_then(|groups| groups::first(&groups));
    let Some((group, when)) = found else {
        to.report(without_group(declaration, value.span));
        return None;
    };
    let declared = to.declaration_of(&group);
    let its = declared.and_then(|group| group.condition.clone());
    let condition = to.all_of([declaration.condition.clone(), when, its]);
    // Others may have the same group, and it stays when one of them goes.
    let id = declared.map_or(&declaration.logical_id, |group| &group.logical_id).to_string();
    Some(Peer { id, is_member: true, condition, ..Peer::new(Who::Group(group), declaration.handle.text, value.span) })
}

fn without_group(found: &Declaration<'_>, span: Span) -> Diagnostic {
    let name = found.handle.text;
    Diagnostic::error("no-security-group", format!("`{name}` is {}, and has no security group that a rule could name", found.a_kind()))
        .label(span, "no security group")
        .label(found.handle.span, "declared here")
        .help(match found.existing {
            true => "name its group instead: existing security_group NAME < id = \"sg-…\" >",
            false => "name a security group or a block of addresses; an instance gets a group by an entry: security_groups = [NAME]",
        })
}
