//! What stands for several things in a network: a security group for what is in it, a subnet for what stands there, a file
//! system for where it is mounted.

use super::network::nodes::{self, Connection, Interface};
use super::network::reach::End;
use super::trace::Trace;
use super::truth::Truth;
use super::world::World;

const MOUNT: &str = "AWS::EFS::MountTarget";

/// What an end stands for: itself, or its members.
pub fn of(world: &World<'_, '_>, end: End) -> Vec<End> {
    let End::Resource(at) = end else { return vec![end] };
    let found = match world.resource(at).kind.as_ref() {
        "AWS::EC2::SecurityGroup" => {
            with_place(world, &|place| place.groups.as_ref().is_some_and(|groups| groups.contains(&Some(at))))
        }
        "AWS::EC2::Subnet" => with_place(world, &|place| place.subnet == Some(at)),
        "AWS::EFS::FileSystem" => mounted(world, at),
        _ => vec![at],
    };
    found.into_iter().map(End::Resource).collect()
}

/// Whether something is one of what an end stands for.
pub fn has(world: &World<'_, '_>, end: End, one: End) -> bool {
    end == one || of(world, end).contains(&one)
}

fn with_place(world: &World<'_, '_>, is: &dyn Fn(&Interface) -> bool) -> Vec<usize> {
    let there = |at: &usize| world.view.is_there(world.resource(*at)) != Some(false);
    let is_member = |at: &usize| match nodes::connection(world, *at) {
        Some(Connection::Within(places)) => places.iter().any(is),
        Some(Connection::Outside | Connection::Unknown) | None => false,
    };
    (0..world.view.template.resources.len()).filter(there).filter(is_member).collect()
}

fn mounted(world: &World<'_, '_>, at: usize) -> Vec<usize> {
    let is_of = |mount: &&usize| {
        let named = world.property(**mount, "FileSystemId");
        named.and_then(|value| world.meant(value, "AWS::EFS::FileSystem")) == Some(at)
    };
    world.of_kind(MOUNT).iter().filter(is_of).copied().collect()
}

/// Whether all that one end stands for can do something with all that the other one does; or whether none of it can.
pub fn all<'t>(
    world: &World<'_, 't>,
    (from, to): (End, End),
    can: bool,
    trace: &mut Trace<'t>,
    mut ask: impl FnMut((End, End), &mut Trace<'t>) -> Truth,
) -> Truth {
    let (sources, targets) = (of(world, from), of(world, to));
    for (end, members) in [(from, &sources), (to, &targets)] {
        if let (End::Resource(at), true) = (end, members.is_empty()) {
            trace.note(Truth::Unknown, Some(world.way(at, &[])), || {
                format!("nothing that the file shows is in {}", world.name(at))
            });
            return Truth::Unknown;
        }
    }
    let pairs: Vec<(End, End)> =
        sources.iter().flat_map(|from| targets.iter().map(|to| (*from, *to))).filter(|(from, to)| from != to).collect();
    if let [(one, other)] = pairs.as_slice()
        && (*one, *other) == (from, to)
    {
        return claimed(ask((from, to), trace), can);
    }
    let mut truth = Truth::Yes;
    for pair in pairs {
        let step = |trace: &mut Trace<'t>| ask(pair, trace);
        let works = trace.derived(None, step, |_| format!("{} to {}", called(world, pair.0), called(world, pair.1)));
        truth = truth.and(claimed(works, can));
        if truth == Truth::No {
            break;
        }
    }
    truth
}

fn claimed(works: Truth, can: bool) -> Truth {
    if can { works } else { works.negated() }
}

fn called(world: &World<'_, '_>, end: End) -> String {
    match end {
        End::Internet => "the internet".to_owned(),
        End::Resource(at) => world.name(at),
        End::Service(service) => service.to_owned(),
    }
}
