//! Which value each parameter gets: the one that is given, the one that the stack has, the template's own, or the one that
//! somebody answers.

use super::desk::Desk;
use super::order::{Input, Order, Parameter};
use super::stop::Stop;
use aws_sdk_cloudformation::types::Stack;

/// The parameters of a change set. A stack that is there keeps the values that nobody gives anew.
pub fn settle(order: &Order, stack: Option<&Stack>, desk: &dyn Desk) -> Result<Vec<Parameter>, Stop> {
    let has =
        |id: &str| stack.is_some_and(|stack| stack.parameters().iter().any(|one| one.parameter_key() == Some(id)));
    let given = |id: &str| order.given.iter().find(|(given, _)| given == id).map(|(_, value)| value.clone());
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for input in &order.inputs {
        let made = |value| Parameter { id: input.id.clone(), value, secret: input.secret };
        match given(&input.id) {
            Some(value) => found.push(made(Some(value))),
            None if has(&input.id) => found.push(made(None)),
            None if input.has_default => {}
            None => match desk.value(&order.stack, input).map_err(Stop::Unanswered)? {
                Some(value) => found.push(made(Some(value))),
                None => missing.push(input),
            },
        }
    }
    if missing.is_empty() { Ok(found) } else { Err(Stop::Refused(without_value(&missing))) }
}

fn without_value(missing: &[&Input]) -> String {
    let names: Vec<&str> = missing.iter().map(|input| input.name.as_str()).collect();
    let say: Vec<String> = names.iter().map(|name| format!("-p {name}=…")).collect();
    match names.as_slice() {
        [one] => format!("`{one}` has no value: say {}", say[0]),
        _ => format!("{} have no value: say {}", names.join(", "), say.join(" ")),
    }
}
