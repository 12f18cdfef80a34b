//! `values(map)`: worked out at build.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::{Values, known_at_build};
use crate::source::Span;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::Value;

/// The description of `values`.
pub static FUNCTION: Function = Function {
    name: "values",
    arguments: &[argument("map", Kind::Map)],
    summary: "Lists the values of a map in the order in which they are written; which there are has to be known at build.",
    gives_list: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
    example: "let offices = < seoul = \"203.0.113.0/24\", busan = \"198.51.100.0/24\" >\nAWS::EC2::PrefixList offices-list <\n  PrefixListName = \"offices\"\n  AddressFamily  = IPv4\n  MaxEntries     = 5\n>\nAWS::SSM::Parameter blocks < Type = \"StringList\", Value = join(\",\", values(offices)) >",
    lowering: Lowering::Own(unknown),
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let map = values.settled(arguments.first()?);
    let ExprKind::Map(body) = &map.kind else { return None };
    let found = values.known_entries(body)?.into_iter().map(|(_, value)| value.clone());
    Some(Expr { kind: ExprKind::List(found.collect()), span })
}

/// Says that a map is none, or not known.
pub fn unknown<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let map = call.arguments.first()?;
    values.argument(map, Kind::Map, "map", problems)?;
    let name = call.name.text;
    problems.push(known_at_build(&format!("the map of `{name}`"), map).help(
        "CloudFormation lists no keys: give it a map that is written out, without an `if` that only the deploy decides",
    ));
    None
}
