//! Whether a deploy would change nothing: then no change set is made.

use super::order::{Order, Parameter};
use aws_sdk_cloudformation::types::Stack;
use serde_json::Value;

/// Whether a stack has what an order asks for. When in doubt it has not: then the service says so.
pub fn is_same(order: &Order, parameters: &[Parameter], stack: &Stack, deployed: &str) -> bool {
    !order.looks_up && same_text(&order.body, deployed) && same_parameters(parameters, stack) && same_tags(order, stack)
}

/// The order of keys means nothing in a template.
pub fn same_text(ours: &str, theirs: &str) -> bool {
    if ours == theirs {
        return true;
    }
    let parse = |text| serde_json::from_str::<Value>(text).ok();
    parse(ours).is_some_and(|ours| parse(theirs) == Some(ours))
}

fn same_parameters(parameters: &[Parameter], stack: &Stack) -> bool {
    let same = |parameter: &Parameter| match &parameter.value {
        None => true,
        // What the service shows of it are asterisks.
        Some(_) if parameter.secret => false,
        Some(value) => {
            let known = stack.parameters().iter().find(|known| known.parameter_key() == Some(&parameter.id));
            known.and_then(|known| known.parameter_value()) == Some(value)
        }
    };
    parameters.iter().all(same)
}

fn same_tags(order: &Order, stack: &Stack) -> bool {
    let mut theirs: Vec<_> =
        stack.tags().iter().filter_map(|tag| Some((tag.key()?, tag.value().unwrap_or_default()))).collect();
    let mut ours: Vec<_> = order.tags.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    theirs.sort_unstable();
    ours.sort_unstable();
    ours == theirs
}
