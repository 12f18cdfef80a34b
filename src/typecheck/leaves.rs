//! The single values that a place of a template may have.

use crate::schema::check::{Path, Step};
use crate::template::Value;

/// Every value that a place may have: items of lists, and both sides of choices.
pub fn each<'v>(value: &'v Value<'v>, path: &mut Path<'v>, look: &mut dyn FnMut(&'v Value<'v>, &Path<'v>)) {
    let mut below = |step: Step<'v>, value: &'v Value<'v>, path: &mut Path<'v>| {
        path.push(step);
        each(value, path, look);
        path.pop();
    };
    match value {
        Value::List(items) => items.iter().enumerate().for_each(|(at, item)| below(Step::Item(at), item, path)),
        Value::Intrinsic("Fn::If", parts) => {
            let Value::List(parts) = parts.as_ref() else { return };
            path.push(Step::Key("Fn::If"));
            parts.iter().enumerate().skip(1).for_each(|(at, part)| below(Step::Item(at), part, path));
            path.pop();
        }
        one => look(one, path),
    }
}
