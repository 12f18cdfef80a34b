//! A value against what a parameter may be: its default, and what a module is given for it.

use super::constraints;
use super::kind::Kind;
use crate::diagnostic::Diagnostic;
use crate::model::{Entries, Values};
use crate::syntax::ast::{Expr, ExprKind, Name};
use crate::template::Value;

/// What a parameter may be.
#[derive(Debug, Clone, Copy)]
pub struct Accepted<'i, 'a> {
    /// Its name.
    pub name: Name<'a>,
    /// Its type.
    pub kind: Kind,
    /// The entries of its body: `allowed`, `min`, `max`, `pattern`.
    pub constraints: &'i Entries<'a>,
}

impl Accepted<'_, '_> {
    /// Whether nobody is to see a value, in messages either.
    pub fn is_secret(&self) -> bool {
        self.constraints.on("secret", self.kind.is_secret())
    }
}

/// A value as the template has it for the parameter; nothing when it does not fit, which is said. Only what is known at
/// build is held against the constraints.
pub fn check_value<'a>(
    of: Accepted<'_, 'a>,
    expr: &Expr<'a>,
    values: Values<'_, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    let settled = values.settled(expr);
    if !of.kind.is_list() || of.kind.is_looked_up() {
        return one(of, expr, values, problems);
    }
    let items = match &settled.kind {
        ExprKind::List(items) => items.as_slice(),
        _ if values.gives_list(&settled) => return values.any(expr, None, problems),
        // One value reads as a list of one.
        _ => std::slice::from_ref(expr),
    };
    let before = problems.len();
    let values: Vec<_> = items.iter().filter_map(|item| item_of_list(of, item, values, problems)).collect();
    (problems.len() == before).then(|| Value::list(values))
}

fn one<'a>(
    of: Accepted<'_, 'a>,
    expr: &Expr<'a>,
    values: Values<'_, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    let value = typed(of, expr, values, problems)?;
    within(of, value, expr, problems)
}

fn typed<'a>(
    of: Accepted<'_, 'a>,
    expr: &Expr<'a>,
    values: Values<'_, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    let before = problems.len();
    let value = values.of_input(expr, of.kind, of.name.text, problems);
    if of.is_secret() && problems.len() > before {
        // What is said of a value mostly says the value.
        let code = problems[before].code;
        problems.truncate(before);
        problems.push(not_for_a_secret(of, code, expr));
    }
    value
}

fn not_for_a_secret(of: Accepted<'_, '_>, code: &'static str, expr: &Expr<'_>) -> Diagnostic {
    Diagnostic::error(code, format!("this is no value for the secret `{}`", of.name.text))
        .label(expr.span, "expected a text")
        .help("a text stands in double quotes; a secret is better asked for when the stack is deployed")
}

fn within<'a>(
    of: Accepted<'_, 'a>,
    value: Value<'a>,
    expr: &Expr<'a>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    match constraints::broken(of, &value, expr.span) {
        Some(problem) => {
            problems.push(problem);
            None
        }
        None => Some(value),
    }
}

/// CloudFormation writes a list as one text with commas, so that no item can have one.
fn item_of_list<'a>(
    of: Accepted<'_, 'a>,
    item: &Expr<'a>,
    values: Values<'_, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    let value = typed(of, item, values, problems)?;
    if let Value::Text(text) = &value
        && text.contains(',')
    {
        problems.push(several(item, text));
        return None;
    }
    within(of, value, item, problems)
}

fn several(item: &Expr<'_>, text: &str) -> Diagnostic {
    let message = format!("CloudFormation would read {} items here, with commas between", text.split(',').count());
    Diagnostic::error("wrong-type", message)
        .label(item.span, "expected one item, without a comma")
        .help("write each item by itself: [\"a\", \"b\"]")
}
