//! Blocks of addresses: their sizes, and which lie in which.
//!
//! See "VPC CIDR blocks" and "Subnet sizing" in the Amazon VPC User Guide.

use super::{At, Check, Finding};
use crate::addresses::Block;
use crate::diagnostic::Diagnostic;
use crate::reason::vpcs::Thing;
use rustc_hash::FxHashMap;

/// The prefixes of the largest and of the smallest block that a VPC or a subnet takes.
const LARGEST: u32 = 16;
const SMALLEST: u32 = 28;
/// Where so many do not fit, nobody looks for free blocks any more.
const MOST_OFFERS: usize = 50;

/// The property that holds a block.
const CIDR: &str = "CidrBlock";

pub fn check(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    for (kind, what) in [("AWS::EC2::VPC", "VPC"), ("AWS::EC2::VPCCidrBlock", "VPC"), ("AWS::EC2::Subnet", "subnet")] {
        for at in networks.all(kind) {
            size(at, what, check);
        }
    }
    let mut by_vpc: FxHashMap<Thing<'_>, Vec<(usize, Block)>> = FxHashMap::default();
    let mut order = Vec::new();
    for subnet in networks.all("AWS::EC2::Subnet") {
        let block = networks.block(subnet).filter(|block| !block.first().is_ipv4() || has_size(*block));
        if let (Some(vpc), Some(block)) = (networks.vpc(Thing::Own(subnet)), block) {
            let all = by_vpc.entry(vpc).or_default();
            if all.is_empty() {
                order.push(vpc);
            }
            all.push((subnet, block));
        }
    }
    for vpc in order {
        check.offered.clear();
        let subnets = by_vpc.remove(&vpc).unwrap_or_default();
        outside(vpc, &subnets, check);
        overlaps(vpc, &subnets, check);
    }
    peerings(check);
}

/// Whether a block is as large as it may be, and as small.
fn has_size(block: Block) -> bool {
    (LARGEST..=SMALLEST).contains(&block.prefix())
}

fn size(at: usize, what: &str, check: &mut Check<'_, '_>) {
    let Some(block) = check.networks.block(at).filter(|block| block.first().is_ipv4()) else { return };
    if has_size(block) {
        return;
    }
    let prefix = block.prefix();
    let (large, than, near) = if prefix < LARGEST { ("large", "/16", LARGEST) } else { ("small", "/28", SMALLEST) };
    let problem = Diagnostic::error("block-size", format!("{block} is too {large} for a {what}"));
    let near = block.resized(near);
    let help =
        format!("a {what} has a block between /16, of 65,536 addresses, and /28, of 16; write for example {near}");
    let label = format!("expected {than} or {}", if prefix < LARGEST { "smaller" } else { "larger" });
    check.found.push(Finding::new(problem.help(help), [At::property(at, CIDR, label)]));
}

/// A free block of the size of one that does not fit, as something to write; each is offered once.
fn offer(size: Block, vpc: Thing<'_>, subnets: &[(usize, Block)], check: &mut Check<'_, '_>) -> Option<String> {
    let Thing::Own(vpc) = vpc else { return None };
    if check.offered.len() > MOST_OFFERS {
        return None;
    }
    let blocks = check.networks.blocks_of(vpc)?;
    let taken: Vec<Block> = subnets.iter().map(|(_, block)| *block).chain(check.offered.iter().copied()).collect();
    let free = blocks.iter().find_map(|block| block.free(size.prefix(), &taken))?;
    check.offered.push(free);
    Some(free.to_string())
}

fn with_offer<'t>(finding: Finding<'t>, offer: Option<String>, otherwise: &str) -> Finding<'t> {
    let help = match &offer {
        Some(free) => format!("the next free block of this size is {free}"),
        None => otherwise.to_owned(),
    };
    Finding { problem: finding.problem.help(help), instead: offer, ..finding }
}

/// Subnets that do not lie in their VPC.
fn outside(vpc: Thing<'_>, subnets: &[(usize, Block)], check: &mut Check<'_, '_>) {
    let Thing::Own(at) = vpc else { return };
    let Some(blocks) = check.networks.blocks_of(at) else { return };
    for (subnet, block) in subnets.iter().filter(|(_, block)| block.first().is_ipv4()) {
        if blocks.iter().any(|its| its.contains(*block)) {
            continue;
        }
        let (name, vpc_name) = ((check.called)(*subnet), (check.called)(at));
        let message = format!("{name} lies outside of {vpc_name}: {block} is not in {}", shown(&blocks));
        let places =
            [At::property(*subnet, CIDR, "not in the VPC"), At::property(at, CIDR, "the addresses of the VPC")];
        let found = Finding::new(Diagnostic::error("subnet-outside-vpc", message), places);
        let offer = offer(*block, vpc, subnets, check);
        check.found.push(with_offer(found, offer, "give it a block of those of the VPC, or make the VPC larger"));
    }
}

fn shown(blocks: &[Block]) -> String {
    let texts: Vec<String> = blocks.iter().map(Block::to_string).collect();
    texts.join(" or ")
}

/// Subnets of one VPC that have addresses in common: of two blocks that do, one lies in the other.
fn overlaps(vpc: Thing<'_>, subnets: &[(usize, Block)], check: &mut Check<'_, '_>) {
    let mut sorted: Vec<(usize, Block)> = subnets.to_vec();
    sorted.sort_by_key(|(at, block)| (block.first(), block.prefix(), *at));
    let mut around: Vec<(usize, Block)> = Vec::new();
    let mut pairs = Vec::new();
    for (at, block) in sorted {
        while around.last().is_some_and(|(_, outer)| !outer.contains(block)) {
            around.pop();
        }
        if let Some((other, _)) = around.iter().find(|(other, _)| check.together(at, *other)) {
            pairs.push((at.max(*other), at.min(*other)));
        }
        around.push((at, block));
    }
    pairs.sort_unstable();
    let block = |at: usize| subnets.iter().find(|(one, _)| *one == at).map(|(_, block)| *block);
    for (later, first) in pairs {
        let (Some(its), Some(other)) = (block(later), block(first)) else { continue };
        let (name, first_name) = ((check.called)(later), (check.called)(first));
        let how = match (its == other, other.contains(its)) {
            (true, _) => format!("both have {its}"),
            (false, true) => format!("{its} lies in {other}"),
            (false, false) => format!("{other} lies in {its}"),
        };
        let places = [At::property(later, CIDR, "taken already"), At::property(first, CIDR, "taken here")];
        let problem = Diagnostic::error("overlapping-subnets", format!("{name} and {first_name} overlap: {how}"));
        let offer = offer(its, vpc, subnets, check);
        let otherwise = "give each a block of its own; no free one of this size is left";
        check.found.push(with_offer(Finding::new(problem, places), offer, otherwise));
    }
}

/// VPCs with addresses in common cannot be connected.
fn peerings(check: &mut Check<'_, '_>) {
    let networks = check.networks;
    for peering in networks.all("AWS::EC2::VPCPeeringConnection") {
        let vpcs = (networks.named(peering, "VpcId"), networks.named(peering, "PeerVpcId"));
        let (Some(Thing::Own(one)), Some(Thing::Own(other))) = vpcs else { continue };
        let same = one == other;
        let (Some(its), Some(theirs)) = (networks.block(one), networks.block(other)) else { continue };
        if !same && !its.overlaps(theirs) {
            continue;
        }
        let names = ((check.called)(one), (check.called)(other));
        let message = if same {
            format!("{} cannot be connected with itself", names.0)
        } else {
            format!("{} and {} have addresses in common, so that they cannot be connected", names.0, names.1)
        };
        let mut places = vec![At::property(peering, "PeerVpcId", "connected here").naming([other])];
        if !same {
            places.push(At::property(one, CIDR, "its addresses"));
            places.push(At::property(other, CIDR, "addresses of the other"));
        }
        let problem = Diagnostic::error("overlapping-vpcs", message);
        let help = "a peering is between two VPCs whose blocks of addresses do not overlap";
        check.found.push(Finding::new(problem.help(help), places));
    }
}
