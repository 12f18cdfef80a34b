//! Private addresses that are chosen, not given by EC2.

use super::WORD;
use crate::addresses::Block;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::template::Value;
use crate::words::network::{block_of, subnets_of};
use std::net::Ipv4Addr;

/// Addresses at the start of a subnet that AWS keeps: the network's, the router's, the name server's, and one more; and
/// the last one. From the page "Subnet CIDR blocks" of the Amazon VPC User Guide.
const RESERVED: u32 = 4;

/// Says what EC2 would refuse of the addresses of instances, whatever word or type declares them.
pub fn check_all(to: &mut Lowering<'_, '_>) {
    for instance in to.declared_of(WORD.resource).filter(|one| !one.existing) {
        let setting = instance.entries.setting("private_ip").map(|setting| setting.span);
        let property = instance.entries.property("PrivateIpAddress");
        let given = instance.entries.text("private_ip").zip(setting);
        let given = given.or_else(|| match property.map(|property| (&property.value, property.name.span)) {
            Some((Value::Text(text), span)) => Some((text, span)),
            _ => None,
        });
        if let Some((text, span)) = given {
            check(instance, text, span, to);
        }
    }
}

fn check<'a>(instance: &Declaration<'a>, text: &str, span: Span, to: &mut Lowering<'_, 'a>) {
    let Ok(address) = text.parse::<Ipv4Addr>() else {
        return to.report(
            Diagnostic::error("invalid-form", format!("`{text}` is not an IPv4 address"))
                .label(span, "expected an address")
                .help("write one that is in the subnet, such as 10.0.0.10"),
        );
    };
    let Some(subnet) = subnets_of(instance, to).pop() else { return };
    let of = to.declaration_of(&subnet);
    if let Some((of, block)) = of.and_then(|of| Some((of, block_of(of)?)))
        && let Some(problem) = misfit(address, block, span)
    {
        let label = format!("`{}` is {block}", of.handle.text);
        return to.report(problem.label(of.handle.span, label));
    }
    let Some(of) = of else { return };
    if let Some((_, first)) = to.take_name("addresses", format!("{} {address}", of.logical_id).into(), span) {
        to.report(
            Diagnostic::error("same-address", format!("two instances would have the address {address}"))
                .label(span, "again here")
                .label(first, "first here")
                .help("give one of them another address, or leave it out: EC2 takes one that is free"),
        );
    }
}

/// Why an address cannot be had in a block.
fn misfit(address: Ipv4Addr, block: Block, span: Span) -> Option<Diagnostic> {
    let std::net::IpAddr::V4(first) = block.first() else { return None };
    let size = 1_u32.checked_shl(block.bits()).unwrap_or(0);
    let at = address.to_bits().wrapping_sub(first.to_bits());
    let free = |at: u32| Ipv4Addr::from_bits(first.to_bits().wrapping_add(at));
    let help = format!("its addresses go from {} to {}", free(RESERVED), free(size.wrapping_sub(2)));
    if !block.has(address.into()) {
        let message = format!("{address} is not one of the addresses of its subnet");
        return Some(Diagnostic::error("address-outside-subnet", message).label(span, "outside").help(help));
    }
    (at < RESERVED || at == size.wrapping_sub(1)).then(|| {
        Diagnostic::error("reserved-address", format!("AWS keeps {address} for itself"))
            .label(span, "one of the first four, or the last one, of its subnet")
            .help(help)
    })
}
