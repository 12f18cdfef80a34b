//! What a route is for: a block, the block of a VPC or a subnet, or a prefix list.

use super::{SUBNET, VPC, block_of, tables};
use crate::addresses::Block;
use crate::functions::cidr;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;

/// What a route is for.
pub struct Destination<'a> {
    /// The property that holds it.
    pub key: &'static str,
    /// It.
    pub value: Value<'a>,
    /// What tells the route from others of its table, in whatever order they stand.
    pub id: String,
}

/// What the id of a prefix list starts with.
const PREFIX_LIST: &str = "pl-";

/// Reads it.
pub fn destination<'a>(expr: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Destination<'a>> {
    if let ExprKind::Word(word) = expr.kind
        && let Some(declared) = to.values().declaration(word, expr.span)
        && [VPC.resource, SUBNET.resource].contains(&declared.resource_type())
    {
        return of_network(declared, expr, to);
    }
    if let ExprKind::Word(word) = expr.kind
        && word.starts_with(PREFIX_LIST)
    {
        return Some(other("DestinationPrefixListId", Value::text(word)));
    }
    let value = to.reading(|values, problems| values.text(expr, problems))?;
    let Value::Text(text) = &value else { return Some(other("DestinationCidrBlock", value)) };
    if text.starts_with(PREFIX_LIST) {
        return Some(other("DestinationPrefixListId", value));
    }
    match Block::parse(text) {
        Ok(block) => Some(to_block(block)),
        Err(problem) => {
            to.report(cidr::no_block(&problem, text, expr.span));
            None
        }
    }
}

/// The block of a VPC or a subnet: as it is known, or as the deploy knows it.
fn of_network<'a>(declared: &Declaration<'a>, expr: &Expr<'a>, to: &mut Lowering<'_, 'a>) -> Option<Destination<'a>> {
    if let Some(block) = block_of(declared) {
        return Some(to_block(block));
    }
    let block = Some("CidrBlock");
    let value = to.reading(|values, problems| values.attribute(declared, block, expr.span, problems))?;
    Some(other("DestinationCidrBlock", value))
}

fn to_block<'a>(block: Block) -> Destination<'a> {
    let text = block.to_string();
    let key = if block.first().is_ipv4() { "DestinationCidrBlock" } else { "DestinationIpv6CidrBlock" };
    let id = match text.as_str() {
        tables::EVERYWHERE => "DefaultRoute".to_owned(),
        "::/0" => "DefaultRouteIpv6".to_owned(),
        text => format!("RouteTo{}", text.replace(['.', '/', ':'], "x")),
    };
    Destination { key, value: Value::text(text), id }
}

fn other<'a>(key: &'static str, value: Value<'a>) -> Destination<'a> {
    let text = match &value {
        Value::Text(text) | Value::Ref(text) => text.to_string(),
        Value::GetAtt(target) => target.0.to_string(),
        worked_out => format!("{worked_out:?}"),
    };
    let letters: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    Destination { key, value, id: format!("RouteTo{letters}") }
}
