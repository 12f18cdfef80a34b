//! What Lambda itself does with the role of a function, from its own network: it polls event sources, and hands over what
//! failed or succeeded.
//!
//! From "Event source mappings" and "Capturing records of Lambda asynchronous invocations" in the AWS Lambda Developer Guide.

use super::along::{EACH, leaves};
use super::mentions;
use super::world::World;

const FUNCTION: &str = "AWS::Lambda::Function";

/// Where things of a type name what Lambda asks for a function.
const NAMED: [(&str, &[&str]); 6] = [
    ("AWS::Lambda::EventInvokeConfig", &["DestinationConfig", "OnFailure", "Destination"]),
    ("AWS::Lambda::EventInvokeConfig", &["DestinationConfig", "OnSuccess", "Destination"]),
    ("AWS::Lambda::EventSourceMapping", &["DestinationConfig", "OnFailure", "Destination"]),
    ("AWS::Lambda::EventSourceMapping", &["EventSourceArn"]),
    ("AWS::Lambda::EventSourceMapping", &["Queues", EACH]),
    ("AWS::Lambda::Function", &["DeadLetterConfig", "TargetArn"]),
];

/// Whether a function's permission on something is there for Lambda, as far as can be seen: Lambda needs it, and the
/// function is not told of it.
pub fn is(world: &World<'_, '_>, function: usize, target: usize) -> bool {
    if world.resource(function).kind != FUNCTION || !is_named(world, function, target) {
        return false;
    }
    mentions::of(world, function).iter().all(|mention| mention.target != target)
}

fn is_named(world: &World<'_, '_>, function: usize, target: usize) -> bool {
    let kind = world.resource(target).kind.as_ref();
    NAMED.iter().any(|(of, way)| {
        let of_function = world.of_kind(of).iter().filter(|at| {
            let named = world.property(**at, "FunctionName").and_then(|value| world.meant(value, FUNCTION));
            **at == function || named == Some(function)
        });
        let mut named = of_function.flat_map(|at| leaves(&world.resource(*at).properties, way));
        named.any(|leaf| world.meant(leaf.value, kind) == Some(target))
    })
}
