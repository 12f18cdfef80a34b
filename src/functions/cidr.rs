//! `cidr(block, bits, index)`: one of the blocks that `Fn::Cidr` cuts.

use super::{Function, Kind, Lowering, argument};
use crate::addresses::{Block, MAX_BITS, MAX_COUNT, Malformed};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::{Call, Expr};
use crate::template::Value;

/// The description of `cidr`.
pub static FUNCTION: Function = Function {
    name: "cidr",
    arguments: &[argument("block", Kind::Text), argument("bits", Kind::Number), argument("index", Kind::Number)],
    summary: "Cuts one block out of another: the one at this index, counted from 0, of those that leave so many bits for their own addresses.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html",
    example: "let network = 10.0.0.0/16\nAWS::EC2::VPC main < CidrBlock = network >\nAWS::EC2::Subnet second < VpcId = main, CidrBlock = cidr(network, 8, 1) >",
    lowering: Lowering::Own(lower),
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let [block, bits, index] = arguments else { return None };
    let block = Block::parse(&values.known_text(block)?).ok()?;
    let cut = block.cut(values.known_number(bits)?, values.known_number(index)?)?;
    Some(super::text(cut.to_string(), span))
}

/// Says what does not fit, as far as it is known; whether everything may.
pub fn check<'a>(
    values: Values<'_, 'a>,
    block: &Expr<'a>,
    bits: Option<&Expr<'a>>,
    problems: &mut Vec<Diagnostic>,
) -> bool {
    let before = problems.len();
    let known = values.known_text(block).map(|text| (Block::parse(&text), text));
    if let Some((Err(problem), text)) = &known {
        problems.push(no_block(problem, text, block.span));
    }
    let size = bits.and_then(|bits| Some((bits, values.known_number(bits)?)));
    let most = match &known {
        Some((Ok(block), _)) => i64::from(block.bits()),
        _ => MAX_BITS,
    };
    if let Some((bits, size)) = size.filter(|(_, size)| !(1..=most).contains(size)) {
        let of = if let Some((Ok(block), _)) = &known { format!(" of `{block}`") } else { String::new() };
        problems.push(
            Diagnostic::error("out-of-range", format!("expected 1 to {most} bits for the blocks{of}, found {size}"))
                .label(bits.span, "does not fit")
                .help("the bits are those of the addresses in a block: 8 for 256 of them, which is a /24"),
        );
    }
    problems.len() == before
}

/// Says that a text is no block.
pub fn no_block(problem: &Malformed, text: &str, span: Span) -> Diagnostic {
    match problem {
        Malformed::NoBlock => Diagnostic::error("invalid-form", format!("`{text}` is not a block of addresses"))
            .label(span, "not a block")
            .help("a block looks like 10.0.0.0/16 or 2001:db8::/32"),
        Malformed::Inside(block) => {
            Diagnostic::error("invalid-form", format!("`{text}` is an address within a block, not the block"))
                .label(span, format!("the block is {block}"))
                .help(format!("write {block}"))
        }
    }
}

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let [block, bits, index] = call.arguments.as_slice() else { return None };
    let at = values.known_number(index);
    if !check(values, block, Some(bits), problems) || !fits(values, (block, bits, index), at, problems) {
        return None;
    }
    let count = at.map_or(MAX_COUNT, |index| index + 1);
    let block = values.argument(block, Kind::Text, "block", problems);
    let bits = values.argument(bits, Kind::Number, "bits", problems);
    let index = values.argument(index, Kind::Number, "index", problems);
    let cut = Value::Intrinsic("Fn::Cidr", Box::new(Value::list([block?, Value::Int(count), bits?])));
    Some(Value::Intrinsic("Fn::Select", Box::new(Value::list([index?, cut]))))
}

/// Says that there is no block of this index.
fn fits<'a>(
    values: Values<'_, 'a>,
    (block, bits, index): (&Expr<'a>, &Expr<'a>, &Expr<'a>),
    at: Option<i64>,
    problems: &mut Vec<Diagnostic>,
) -> bool {
    let Some(at) = at else { return true };
    let text = values.known_text(block);
    let known = text.as_ref().and_then(|text| Block::parse(text).ok()?.count(values.known_number(bits)?));
    let (count, what) = match (known, text) {
        (Some(count), Some(text)) => (count, format!("`{text}` has {count} blocks of this size")),
        // It is CloudFormation that cuts the block then.
        (_, _) => (MAX_COUNT as u128, format!("CloudFormation cuts at most {MAX_COUNT} blocks")),
    };
    if u128::try_from(at).is_ok_and(|at| at < count) {
        return true;
    }
    problems.push(
        Diagnostic::error("out-of-range", format!("{what}, and none at the index {at}"))
            .label(index.span, "no such block")
            .help(format!("the first block has the index 0, the last one {}", count - 1)),
    );
    false
}
