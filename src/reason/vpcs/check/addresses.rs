//! Private addresses that are given by hand: in their subnet, none of those that AWS keeps, each once.
//!
//! See "Subnet sizing" in the Amazon VPC User Guide: the first four addresses of a subnet and the last one are AWS's.

use super::{At, Check, Finding};
use crate::addresses::Block;
use crate::diagnostic::Diagnostic;
use crate::reason::vpcs::Thing;
use crate::template::{Step, Value};
use rustc_hash::FxHashMap;
use std::net::{IpAddr, Ipv4Addr};

/// How many addresses at the start of a subnet AWS keeps.
const KEPT: u32 = 4;

/// An address that something is given.
struct Given<'t> {
    by: usize,
    way: Vec<Step<'t>>,
    address: Ipv4Addr,
    subnet: Thing<'t>,
}

pub fn check(check: &mut Check<'_, '_>) {
    let mut known: FxHashMap<(Thing<'_>, Ipv4Addr), Vec<Given<'_>>> = FxHashMap::default();
    for given in all(check) {
        if let Thing::Own(subnet) = given.subnet
            && let Some(block) = check.networks.block(subnet)
            && let Some((message, label)) = unusable(given.address, block)
        {
            let problem = Diagnostic::error("unusable-address", message).help(usable(block));
            let places = [place(&given, label), At::property(subnet, "CidrBlock", "the addresses of the subnet")];
            check.found.push(Finding::new(problem, places));
        }
        let before = known.entry((given.subnet, given.address)).or_default();
        if let Some(first) = before.iter().find(|first| check.together(given.by, first.by)) {
            let message = format!("{} is given twice", given.address);
            let problem = Diagnostic::error("unusable-address", message).help("give one of them another address");
            let places = [place(&given, "the second time"), place(first, "the first time")];
            check.found.push(Finding::new(problem, places));
        }
        before.push(given);
    }
}

fn place<'t>(given: &Given<'t>, label: &str) -> At<'t> {
    At { resource: given.by, way: given.way.clone(), named: Vec::new(), label: label.to_owned() }
}

/// What instances and network interfaces are given.
fn all<'t>(check: &Check<'_, 't>) -> Vec<Given<'t>> {
    let networks = check.networks;
    let mut all = Vec::new();
    for (by, resource) in networks.resources.iter().enumerate() {
        if !["AWS::EC2::Instance", "AWS::EC2::NetworkInterface"].contains(&resource.kind.as_ref()) {
            continue;
        }
        let mut add = |way: Vec<Step<'t>>, address: Option<&'t Value<'t>>, subnet: Option<&'t Value<'t>>| {
            if let (Some(Value::Text(address)), Some(subnet)) = (address, subnet.and_then(|one| networks.thing(one)))
                && let Ok(address) = address.parse()
            {
                all.push(Given { by, way, address, subnet });
            }
        };
        let at = |steps: &[Step<'t>]| [&[Step::Key("Properties")], steps].concat();
        let own = "PrivateIpAddress";
        add(at(&[Step::Key(own)]), resource.get(own), resource.get("SubnetId"));
        let Some(Value::List(interfaces)) = resource.get("NetworkInterfaces") else { continue };
        for (index, interface) in interfaces.iter().enumerate() {
            let Value::Map(entries) = interface else { continue };
            let get = |key: &str| entries.iter().find(|(known, _)| known == key).map(|(_, value)| value);
            let way = at(&[Step::Key("NetworkInterfaces"), Step::Item(index), Step::Key(own)]);
            add(way, get(own), get("SubnetId"));
        }
    }
    all
}

/// Why an address cannot be used in a block.
fn unusable(address: Ipv4Addr, block: Block) -> Option<(String, &'static str)> {
    if !block.has(IpAddr::V4(address)) {
        return Some((format!("{address} is not in {block}, the addresses of its subnet"), "outside of its subnet"));
    }
    let (first, last) = ends(block)?;
    let at = address.to_bits();
    let is_kept = at < first.to_bits() + KEPT || at == last.to_bits();
    is_kept.then(|| {
        (format!("{address} is one of the five addresses of {block} that AWS keeps for itself"), "kept by AWS")
    })
}

fn ends(block: Block) -> Option<(Ipv4Addr, Ipv4Addr)> {
    let IpAddr::V4(first) = block.first() else { return None };
    let count = 1_u32.checked_shl(block.bits())?;
    Some((first, Ipv4Addr::from_bits(first.to_bits() + (count - 1))))
}

fn usable(block: Block) -> String {
    match ends(block) {
        Some((first, last)) if block.bits() > 2 => {
            let (first, last) = (first.to_bits() + KEPT, last.to_bits() - 1);
            format!("it may be {} to {}", Ipv4Addr::from_bits(first), Ipv4Addr::from_bits(last))
        }
        _ => "give it an address of its subnet, or leave it out".to_owned(),
    }
}
