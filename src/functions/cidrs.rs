//! `cidrs(block, count, bits)`: `Fn::Cidr`.

use super::{Function, Kind, Lowering, argument, cidr, optional};
use crate::addresses::{Block, MAX_COUNT};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::Value;

/// The description of `cidrs`.
pub static FUNCTION: Function = Function {
    name: "cidrs",
    arguments: &[argument("block", Kind::Text), argument("count", Kind::Number), optional("bits", Kind::Number)],
    summary: "Cuts so many blocks out of one, at most 256; each leaves so many bits for its own addresses.",
    gives_list: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html",
    example: "AWS::EC2::VPC main < CidrBlock = 10.0.0.0/16 >\nAWS::EC2::Subnet first < VpcId = main, CidrBlock = select(0, cidrs(main.CidrBlock, 4, 8)) >",
    lowering: Lowering::Own(lower),
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let [block, count, bits] = arguments else { return None };
    let block = Block::parse(&values.known_text(block)?).ok()?;
    let count = values.known_number(count).filter(|count| (1..=MAX_COUNT).contains(count))?;
    let bits = values.known_number(bits)?;
    let cut = (0..count).map(|index| block.cut(bits, index).map(|cut| super::text(cut.to_string(), span)));
    Some(Expr { kind: ExprKind::List(cut.collect::<Option<_>>()?), span })
}

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let [block, count, rest @ ..] = call.arguments.as_slice() else { return None };
    let bits = rest.first();
    if !cidr::check(values, block, bits, problems) {
        return None;
    }
    let room = values.known_text(block).and_then(|text| Block::parse(&text).ok()?.count(values.known_number(bits?)?));
    let most = room.map_or(MAX_COUNT as u128, |room| room.min(MAX_COUNT as u128));
    if let Some(number) = values.known_number(count)
        && !u128::try_from(number).is_ok_and(|number| (1..=most).contains(&number))
    {
        let wanted = if most == 1 { "1 block".to_owned() } else { format!("1 to {most} blocks") };
        problems.push(
            Diagnostic::error("out-of-range", format!("expected {wanted}, found {number}"))
                .label(count.span, "does not fit")
                .help("fewer bits make smaller blocks, and CloudFormation cuts at most 256"),
        );
        return None;
    }
    let arguments = values.arguments(&FUNCTION, call, problems)?;
    Some(Value::Intrinsic("Fn::Cidr", Box::new(Value::list(arguments))))
}
