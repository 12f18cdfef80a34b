//! Who requests are passed on to.

use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering};
use crate::model::Declaration;
use crate::model::input::Form;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::{Text, Value};
use crate::words::network::existing_as;
use crate::words::shape::Wanted;
use std::net::IpAddr;

/// What may be a target, as a target group wants it.
pub static KINDS: &[&Wanted] = &[&INSTANCE, &AUTOSCALING, &SERVICE, &FUNCTION];

static INSTANCE: Wanted = Wanted { what: "an instance", resource: "AWS::EC2::Instance", attribute: "", prefix: "i-" };
static AUTOSCALING: Wanted =
    Wanted { what: "an autoscaling group", resource: "AWS::AutoScaling::AutoScalingGroup", attribute: "", prefix: "" };
static SERVICE: Wanted = Wanted { what: "a service", resource: "AWS::ECS::Service", attribute: "", prefix: "" };
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

/// The targets that a value of a sentence names; nothing where it names none, which is said.
pub fn read<'a>(value: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Target<'a>> {
    let settled = to.values().settled(value).into_owned();
    let written = match &settled.kind {
        ExprKind::List(items) => return items.iter().flat_map(|item| read(item, to)).collect(),
        ExprKind::Cidr(text) | ExprKind::Word(text) => (*text).to_owned(),
        ExprKind::Text(text) => text.to_string(),
        _ => "this".to_owned(),
    };
    let input = to.values().input(&settled);
    let is_address = matches!(settled.kind, ExprKind::Cidr(_) | ExprKind::Text(_)) && written.parse::<IpAddr>().is_ok();
    if is_address || input.is_some_and(|input| input.kind.form() == Form::Text && !input.kind.is_list()) {
        let given = to.reading(|values, problems| values.text(&settled, problems));
        let target = |given| Target {
            kind: Kind::Address,
            who: Who::Listed(given),
            condition: None,
            shown: written,
            span: value.span,
        };
        return given.map(target).into_iter().collect();
    }
    let given = to.reading(|values, problems| values.one_of_kinds(&settled, KINDS, problems));
    given.and_then(|given| of_value(&given, &written, value.span, to)).into_iter().collect()
}

/// The target that the template has as this value.
pub fn of_value<'a>(value: &Value<'a>, shown: &str, span: Span, to: &Lowering<'_, 'a>) -> Option<Target<'a>> {
    if let Some((condition, then, otherwise)) = value.chosen()
        && otherwise.is_nothing()
    {
        let target = of_value(then, shown, span, to)?;
        let condition = to.all_of([target.condition.clone(), Some(condition.clone())]);
        return Some(Target { condition, ..target });
    }
    if value.is_nothing() {
        return None;
    }
    let own = to.declaration_of(value);
    let kind = own.or_else(|| existing_as(value, to)).map(Declaration::resource_type);
    let (kind, joins) = match (kind, value) {
        (Some("AWS::Lambda::Function"), _) => (Kind::Function, false),
        (Some("AWS::AutoScaling::AutoScalingGroup"), _) => (Kind::Instance, true),
        (Some("AWS::ECS::Service"), _) => (Kind::Address, true),
        (None, Value::Text(text)) if text.starts_with(FUNCTION.prefix) => (Kind::Function, false),
        _ => (Kind::Instance, false),
    };
    let who = match own.filter(|_| joins) {
        Some(own) => Who::Joins(own.logical_id.clone()),
        None => Who::Listed(value.clone()),
    };
    let condition = own.and_then(|own| own.condition.clone());
    let shown = own.map_or_else(|| shown.to_owned(), |own| own.handle.text.to_owned());
    Some(Target { kind, who, condition, shown, span })
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
