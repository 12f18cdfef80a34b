//! Who requests are passed on to.

use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering};
use crate::model::Declaration;
use crate::model::input::Form;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::{Text, Value};
use crate::words::shape::Wanted;
use std::net::IpAddr;

/// An instance.
pub static INSTANCE: Wanted =
    Wanted { what: "an instance", resource: "AWS::EC2::Instance", attribute: "", prefix: "i-" };
static FUNCTION: Wanted =
    Wanted { what: "a function", resource: "AWS::Lambda::Function", attribute: "Arn", prefix: "arn:" };

/// What a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An instance, or a group of them that comes and goes.
    Instance,
    /// An address, or containers that have one each.
    Address,
    /// A Lambda function.
    Function,
}

impl Kind {
    /// As the template has it.
    pub fn theirs(self) -> &'static str {
        match self {
            Self::Instance => "instance",
            Self::Address => "ip",
            Self::Function => "lambda",
        }
    }

    /// For people.
    fn what(self) -> &'static str {
        match self {
            Self::Instance => "an instance",
            Self::Address => "reached by its address",
            Self::Function => "a function",
        }
    }
}

/// One target.
#[derive(Debug, Clone)]
pub struct Target<'a> {
    /// What it is.
    pub kind: Kind,
    /// What the group has for it.
    pub who: Who<'a>,
    /// The condition that it is there under.
    pub condition: Condition<'a>,
    /// How it is called.
    pub shown: String,
    /// Where it is named.
    pub span: Span,
}

/// How a target comes into its group.
#[derive(Debug, Clone, PartialEq)]
pub enum Who<'a> {
    /// The group names it.
    Listed(Value<'a>),
    /// It names the group: an autoscaling group or a service, by its logical id.
    Joins(Text<'a>),
}

/// The target that a value names; nothing where it names none, which is said.
pub fn read<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Target<'a>> {
    let settled = to.values().settled(value).into_owned();
    match &settled.kind {
        ExprKind::List(items) => items.iter().flat_map(|item| read(item, to)).collect(),
        ExprKind::Cidr(text) => address(text, value.span, to).into_iter().collect(),
        ExprKind::Text(text) if text.parse::<IpAddr>().is_ok() => address(text, value.span, to).into_iter().collect(),
        ExprKind::Word(word) => match to.values().declaration(word, settled.span) {
            Some(declaration) => declared(declaration, &settled, to).into_iter().collect(),
            None => other(&settled, to).into_iter().collect(),
        },
        _ => other(&settled, to).into_iter().collect(),
    }
}

/// An instance that is known at the deploy, or by its id; or an input that is an address.
fn other<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Target<'a>> {
    let input = to.values().input(value);
    let shown = match (&value.kind, input) {
        (_, Some(input)) => input.name.text.to_owned(),
        (ExprKind::Word(word), _) => (*word).to_owned(),
        (ExprKind::Text(text), _) => text.to_string(),
        _ => "this".to_owned(),
    };
    let is_text = input.is_some_and(|input| input.kind.form() == Form::Text && !input.kind.is_list());
    let (kind, given) = match is_text {
        true => (Kind::Address, to.reading(|values, problems| values.text(value, problems))?),
        false => (Kind::Instance, to.named(value, &INSTANCE)?.value),
    };
    Some(Target { kind, who: Who::Listed(given), condition: None, shown, span: value.span })
}

fn address<'a>(text: &str, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Target<'a>> {
    if text.parse::<IpAddr>().is_err() {
        to.report(
            Diagnostic::error("wrong-type", format!("expected a target, found the block of addresses `{text}`"))
                .label(span, "more than one address")
                .help("name one address, such as 10.0.0.10, or an instance"),
        );
        return None;
    }
    let who = Who::Listed(Value::text(text.to_owned()));
    Some(Target { kind: Kind::Address, who, condition: None, shown: text.to_owned(), span })
}

fn declared<'a>(declaration: &Declaration<'a>, value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Target<'a>> {
    let id = declaration.logical_id.clone();
    let (kind, who) = match declaration.resource_type() {
        "AWS::EC2::Instance" => (Kind::Instance, Who::Listed(to.named(value, &INSTANCE)?.value)),
        "AWS::Lambda::Function" => (Kind::Function, Who::Listed(function(declaration, value, to)?)),
        "AWS::AutoScaling::AutoScalingGroup" if !declaration.existing => (Kind::Instance, Who::Joins(id)),
        "AWS::ECS::Service" if !declaration.existing => (Kind::Address, Who::Joins(id)),
        _ => {
            to.report(no_target(declaration, value.span));
            return None;
        }
    };
    let shown = declaration.handle.text.to_owned();
    Some(Target { kind, who, condition: declaration.condition.clone(), shown, span: value.span })
}

/// The ARN of a function.
fn function<'a>(declaration: &Declaration<'a>, value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    match declaration.existing {
        true => to.reading(|values, problems| values.attribute(declaration, Some("Arn"), value.span, problems)),
        false => to.named(value, &FUNCTION).map(|named| named.value),
    }
}

fn no_target(found: &Declaration<'_>, span: Span) -> Diagnostic {
    let name = found.handle.text;
    Diagnostic::error("wrong-kind", format!("expected a target, but `{name}` is {}", found.a_kind()))
        .label(span, "takes no requests")
        .label(found.handle.span, format!("declared here as {}", found.a_kind()))
        .help("name instances, an autoscaling group, a service, a function, or an address; what exists already has to be an instance or a function")
}

/// Targets of the kind of the first one; those of another are reported.
pub fn of_one_kind<'a>(targets: Vec<Target<'a>>, to: &mut Lowering<'_, 'a>) -> Vec<Target<'a>> {
    let mut kept: Vec<Target<'a>> = Vec::with_capacity(targets.len());
    for target in targets {
        match kept.first() {
            Some(first) if first.kind != target.kind => to.report(
                Diagnostic::error("mixed-targets", "the targets of one group are of one kind")
                    .label(target.span, format!("`{}` is {}", target.shown, target.kind.what()))
                    .label(first.span, format!("`{}` is {}", first.shown, first.kind.what()))
                    .help("make a group for each kind"),
            ),
            _ if kept.iter().any(|other| other.who == target.who) => to.report(
                Diagnostic::error("set-twice", format!("`{}` is named twice", target.shown))
                    .label(target.span, "again here")
                    .help("name each target once"),
            ),
            _ => kept.push(target),
        }
    }
    kept
}
