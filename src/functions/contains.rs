//! `contains(list, text)`: `Fn::Contains`.

use super::{Function, Kind, Lowering, argument};
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::{Binary, Expr, ExprKind};

/// Items that a text is compared with.
const MOST_ITEMS: usize = 100;

/// The description of `contains`.
pub static FUNCTION: Function = Function {
    name: "contains",
    arguments: &[argument("list", Kind::List), argument("text", Kind::Text)],
    summary: "Tests whether a list has a text. Outside of rules the list has to be known at build.",
    only_in_rules: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html",
    example: "param kind: string = \"small\"\nbucket my-uploads-2026\nstack sample <\n  rules = < Kinds = < Assertions = [< Assert = contains([\"small\", \"large\"], kind) >] > >\n>",
    lowering: Lowering::List("Fn::Contains"),
    fold,
    ..Function::EMPTY
};

/// Whether the list has it; or one comparison for each item, where only the deploy knows the text.
fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let [list, text] = arguments else { return None };
    let list = values.settled(list);
    let ExprKind::List(items) = &list.kind else { return None };
    let known: Vec<_> = items.iter().map(|item| values.known_text(item)).collect::<Option<_>>()?;
    if let Some(text) = values.known_text(text) {
        return Some(Expr { kind: ExprKind::Word(if known.contains(&text) { "true" } else { "false" }), span });
    }
    if items.is_empty() {
        return Some(Expr { kind: ExprKind::Word("false"), span });
    }
    if values.in_rules || items.len() > MOST_ITEMS {
        return None;
    }
    let joined = |operator, left, right| Expr { kind: ExprKind::Binary(operator, Box::new((left, right))), span };
    let is = |item: &Expr<'a>| joined(Binary::Equal, text.clone(), item.clone());
    items.iter().map(is).reduce(|all, one| joined(Binary::Or, all, one))
}
