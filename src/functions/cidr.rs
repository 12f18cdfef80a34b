//! `cidr(block, bits, index)`: one of the blocks that `Fn::Cidr` cuts.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::Value;
use std::net::IpAddr;

/// Blocks that `Fn::Cidr` cuts at most.
const MAX_COUNT: i64 = 256;

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

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>]) -> Option<ExprKind<'a>> {
    let [block, bits, index] = arguments else { return None };
    let block = values.known_text(block)?;
    let cut = cut(&block, values.known_number(bits)?, values.known_number(index)?).ok()?;
    Some(ExprKind::Text(cut.into()))
}

/// The block, or why there is none.
fn cut(block: &str, bits: i64, index: i64) -> Result<String, String> {
    let not_a_block = || format!("`{block}` is not a block of addresses such as 10.0.0.0/16");
    let (address, prefix) = block.split_once('/').ok_or_else(not_a_block)?;
    let address: IpAddr = address.parse().map_err(|_| not_a_block())?;
    let prefix: i64 = prefix.parse().map_err(|_| not_a_block())?;
    let width = if address.is_ipv4() { 32 } else { 128 };
    let length = width - bits;
    if bits < 1 || length < prefix || prefix > width {
        return Err(format!("blocks of {bits} bits do not fit into `{block}`, which has {}", width - prefix));
    }
    let count = 1_i128.checked_shl((length - prefix) as u32).filter(|_| length - prefix < 127).unwrap_or(i128::MAX);
    if i128::from(index) >= count || index < 0 {
        return Err(format!("`{block}` has only {count} blocks of {bits} bits"));
    }
    let offset = (index as u128) << bits;
    Ok(match address {
        IpAddr::V4(address) => {
            let start = address.to_bits() & u32::MAX.checked_shl((32 - prefix) as u32).unwrap_or(0);
            format!("{}/{length}", std::net::Ipv4Addr::from_bits(start + offset as u32))
        }
        IpAddr::V6(address) => {
            let start = address.to_bits() & u128::MAX.checked_shl((128 - prefix) as u32).unwrap_or(0);
            format!("{}/{length}", std::net::Ipv6Addr::from_bits(start + offset))
        }
    })
}

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let [block, bits, index] = call.arguments.as_slice() else { return None };
    if let (Some(text), Some(size), Some(at)) =
        (values.known_text(block), values.known_number(bits), values.known_number(index))
        && let Err(why) = cut(&text, size, at)
    {
        problems.push(
            Diagnostic::error("out-of-range", why)
                .label(call.name.span, "no such block")
                .help("the bits are those of the addresses in a block: 8 for 256 of them, which is a /24"),
        );
        return None;
    }
    let count = values.known_number(index).map_or(MAX_COUNT, |index| (index + 1).min(MAX_COUNT));
    let block = values.argument(block, Kind::Text, "block", problems);
    let bits = values.argument(bits, Kind::Number, "bits", problems);
    let index = values.argument(index, Kind::Number, "index", problems);
    let cut = Value::Intrinsic("Fn::Cidr", Box::new(Value::list([block?, Value::Int(count), bits?])));
    Some(Value::Intrinsic("Fn::Select", Box::new(Value::list([index?, cut]))))
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn blocks_are_cut_as_cloudformation_does() {
        assert_eq!(cut("10.0.0.0/16", 8, 1), Ok("10.0.1.0/24".to_owned()));
        assert_eq!(cut("10.0.0.0/16", 4, 3), Ok("10.0.0.48/28".to_owned()));
        assert_eq!(cut("2001:db8::/56", 64, 2), Ok("2001:db8:0:2::/64".to_owned()));
        assert_eq!(cut("0.0.0.0/0", 31, 1), Ok("128.0.0.0/1".to_owned()));
        for (block, bits, index) in
            [("10.0.0.0/16", 8, 256), ("10.0.0.0/16", 17, 0), ("10.0.0.0", 8, 0), ("x/8", 8, 0), ("10.0.0.0/16", 8, -1)]
        {
            assert!(cut(block, bits, index).is_err(), "{block} {bits} {index}");
        }
    }
}
