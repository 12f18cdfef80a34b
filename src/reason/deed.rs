//! Whether somebody may do, and can do, what a verb says: the actions behind it, the key that the resource is encrypted
//! with, and the way there.

use super::access::permit::{self, Deed, Read};
use super::access::request::Through;
use super::along::EACH;
use super::network::ports::Ports;
use super::network::reach::{self, End};
use super::symbol::Symbol;
use super::trace::Trace;
use super::truth::Truth;
use super::view::entries;
use super::world::World;
use crate::template::Value;
use crate::words::grant::verbs::{self, On, Verb};

/// What was found about a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Whether it is permitted.
    pub permitted: Truth,
    /// Whether there is a way.
    pub reachable: Truth,
}

impl Found {
    /// Whether it works.
    pub fn works(self) -> Truth {
        self.permitted.and(self.reachable)
    }
}

/// Whether somebody may do what verbs say, and has a way to.
pub fn can<'t>(
    world: &World<'_, 't>,
    read: &Read<'t>,
    (who, target): (usize, usize),
    verbs: &'static [Verb],
    trace: &mut Trace<'t>,
) -> Found {
    // The way comes first: which endpoint a request goes through decides about policies.
    let mut way = if trace.is_written() { Trace::written() } else { Trace::silent() };
    let found = reach::reach(world, (End::Resource(who), End::Resource(target)), None, &mut way);
    let permitted = may(world, read, (who, target), verbs, &found.through, trace);
    for step in way.into_steps() {
        trace.add(step);
    }
    Found { permitted, reachable: found.truth }
}

/// Whether one thing reaches another on ports.
pub fn reaches<'t>(world: &World<'_, 't>, ends: (End, End), ports: Option<Ports>, trace: &mut Trace<'t>) -> Truth {
    reach::reach(world, ends, ports, trace).truth
}

/// Whether somebody may do all that verbs stand for.
pub fn may<'t>(
    world: &World<'_, 't>,
    read: &Read<'t>,
    (who, target): (usize, usize),
    verbs: &'static [Verb],
    through: &Through<'t>,
    trace: &mut Trace<'t>,
) -> Truth {
    let mut truth = Truth::Yes;
    for verb in verbs {
        for actions in verb.core {
            let Some(arn) = arn(world, target, actions.on) else { continue };
            for action in actions.names {
                let deed = Deed { action, target, arn: &arn };
                truth = truth.and(permit::may(world, read, who, deed, through, trace));
                if truth == Truth::No {
                    return truth;
                }
            }
        }
        truth = truth.and(by_key(world, read, (who, target), verb, through, trace));
    }
    truth
}

/// The ARN that actions are about; none where the resource has nothing of that.
pub fn arn<'t>(world: &World<'_, 't>, target: usize, on: On) -> Option<Symbol<'t>> {
    let below = |end: &'static str| {
        let front = end.strip_suffix('*');
        let any = front.map(|_| Symbol::any("anything in it")).unwrap_or_default();
        world.arn(target).then(Symbol::text(front.unwrap_or(end))).then(any)
    };
    Some(match on {
        On::Itself => world.arn(target),
        On::Below(end) => below(end),
        On::BelowWith(end, properties) => {
            properties.iter().any(|name| world.property(target, name).is_some()).then(|| below(end))?
        }
        On::Made(front, attribute, end) => {
            let part = world.view.attribute_of(target, attribute, world.place);
            let front =
                Symbol::text(format!("arn:{}:", world.place.partition())).then(world.view.text(front, world.place));
            front.then(part).then(Symbol::text(end))
        }
        On::Everything => Symbol::any("anything"),
    })
}

/// Whether somebody may use the key that a resource is encrypted with as a verb needs it.
fn by_key<'t>(
    world: &World<'_, 't>,
    read: &Read<'t>,
    (who, target): (usize, usize),
    verb: &Verb,
    through: &Through<'t>,
    trace: &mut Trace<'t>,
) -> Truth {
    let actions = verb.key.actions();
    let Some(way) = verbs::of(&world.resource(target).kind).map(|one| one.key).filter(|_| !actions.is_empty()) else {
        return Truth::Yes;
    };
    let Some(named) = way.split_first().and_then(|(first, rest)| along(world, world.property(target, first)?, rest))
    else {
        return Truth::Yes;
    };
    let Some(key) = key(world, named) else {
        // Keys that AWS keeps for a service may be used by everybody who may use the resource.
        let is_of_aws = world.symbol(named).known().is_some_and(|name| name.contains("alias/aws/"));
        let truth = if is_of_aws { Truth::Yes } else { Truth::Unknown };
        trace.note(truth, Some(world.way(target, &[])), || {
            format!("{} is encrypted with a key that is not in the file", world.name(target))
        });
        return truth;
    };
    let arn = world.arn(key);
    let each = actions.iter().map(|action| {
        let deed = Deed { action, target: key, arn: &arn };
        // It is the service that asks the key, on behalf of who asks the service.
        permit::may(world, read, who, deed, &without_endpoint(through), trace)
    });
    Truth::all(each)
}

fn without_endpoint<'t>(through: &Through<'t>) -> Through<'t> {
    match through {
        Through::Endpoint(..) | Through::Perhaps(_) | Through::Unknown => Through::Unknown,
        Through::Internet => Through::Internet,
    }
}

/// The first value at the end of a way.
fn along<'t>(world: &World<'_, 't>, value: &'t Value<'t>, way: &[&str]) -> Option<&'t Value<'t>> {
    let Some((step, rest)) = way.split_first() else { return Some(value) };
    if *step == EACH {
        return world.view.items(value)?.into_iter().find_map(|(_, item)| along(world, item, rest));
    }
    let found = entries(value).iter().find(|(key, _)| key == step).map(|(_, value)| value)?;
    along(world, world.view.settled(found)?, rest)
}

/// The key that a value means: itself, or by an alias.
fn key<'t>(world: &World<'_, 't>, named: &'t Value<'t>) -> Option<usize> {
    let by_alias = || {
        let alias = world.meant(named, "AWS::KMS::Alias")?;
        world.meant(world.property(alias, "TargetKeyId")?, "AWS::KMS::Key")
    };
    world.meant(named, "AWS::KMS::Key").or_else(by_alias)
}
