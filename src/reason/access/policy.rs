//! Policy documents as statements.
//!
//! From "IAM JSON policy element reference" in the IAM User Guide.

use crate::reason::symbol::Symbol;
use crate::reason::view::entries;
use crate::reason::world::World;
use crate::template::{Step as Key, Value};

/// What a statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It allows.
    Allow,
    /// It denies, whatever allows.
    Deny,
}

/// What an element lists: these, or all but these.
#[derive(Debug, Clone, PartialEq)]
pub enum Listed<'t> {
    /// `Action`, `Resource`.
    Only(Vec<Symbol<'t>>),
    /// `NotAction`, `NotResource`.
    Except(Vec<Symbol<'t>>),
    /// It is not there.
    Absent,
    /// It cannot be read before the deploy.
    Unknown,
}

/// Who a statement is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Who<'t> {
    /// Anybody.
    Anyone,
    /// A principal of AWS: an ARN, or the number of an account.
    Aws(Symbol<'t>),
    /// A service.
    Service(Symbol<'t>),
    /// Somebody else: an identity provider, or a canonical user.
    Other,
    /// Somebody that only the deploy knows.
    Unknown,
}

/// A condition: an operator, a key, and the values that it is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Test<'t> {
    /// The operator, as in `StringEquals`.
    pub operator: &'t str,
    /// The key, as in `aws:SourceVpce`.
    pub key: &'t str,
    /// The values.
    pub values: Vec<Symbol<'t>>,
}

/// One statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement<'t> {
    /// Its place among those of its document.
    pub index: usize,
    /// What it does; none when that cannot be read.
    pub effect: Option<Effect>,
    /// Who it is about, and whether it is about all but those; none in a policy of an identity.
    pub principals: Option<(Vec<Who<'t>>, bool)>,
    /// What may be done.
    pub actions: Listed<'t>,
    /// On what.
    pub resources: Listed<'t>,
    /// Under which conditions.
    pub tests: Vec<Test<'t>>,
    /// Whether there is a condition that cannot be read.
    pub unread: bool,
}

/// The statements of a document; none when it cannot be read.
pub fn statements<'t>(world: &World<'_, 't>, document: &'t Value<'t>) -> Option<Vec<Statement<'t>>> {
    let document = world.view.settled(document)?;
    let Value::Map(_) = document else { return None };
    let Some(all) = world.view.entry(document, "Statement") else { return Some(Vec::new()) };
    let items = world.view.items(all)?;
    Some(items.into_iter().map(|(index, value)| statement(world, index, value)).collect())
}

/// The way to a statement below its document.
pub fn way_to(index: usize) -> [Key<'static>; 2] {
    [Key::Key("Statement"), Key::Item(index)]
}

fn statement<'t>(world: &World<'_, 't>, index: usize, value: &'t Value<'t>) -> Statement<'t> {
    let entry = |name: &str| world.view.entry(value, name);
    let effect = match entry("Effect") {
        Some(Value::Text(text)) if text == "Allow" => Some(Effect::Allow),
        Some(Value::Text(text)) if text == "Deny" => Some(Effect::Deny),
        _ => None,
    };
    let (tests, unread) = entry("Condition").map_or((Vec::new(), false), |condition| tests(world, condition));
    Statement {
        index,
        effect,
        principals: principals(world, value),
        actions: listed(world, value, "Action", "NotAction"),
        resources: listed(world, value, "Resource", "NotResource"),
        tests,
        unread,
    }
}

fn listed<'t>(world: &World<'_, 't>, value: &'t Value<'t>, only: &str, except: &str) -> Listed<'t> {
    let symbols = |value| {
        let items = world.view.items(value)?;
        Some(items.into_iter().map(|(_, item)| world.symbol(item)).collect())
    };
    match (world.view.entry(value, only), world.view.entry(value, except)) {
        (Some(value), _) => symbols(value).map_or(Listed::Unknown, Listed::Only),
        (None, Some(value)) => symbols(value).map_or(Listed::Unknown, Listed::Except),
        (None, None) => Listed::Absent,
    }
}

fn principals<'t>(world: &World<'_, 't>, value: &'t Value<'t>) -> Option<(Vec<Who<'t>>, bool)> {
    let (found, is_except) = match (world.view.entry(value, "Principal"), world.view.entry(value, "NotPrincipal")) {
        (Some(found), _) => (found, false),
        (None, Some(found)) => (found, true),
        (None, None) => return None,
    };
    let Value::Map(_) = found else {
        let who = if world.symbol(found).known() == Some("*") { Who::Anyone } else { Who::Unknown };
        return Some((vec![who], is_except));
    };
    let mut all = Vec::new();
    for (kind, value) in entries(found) {
        let Some(items) = world.view.items(value) else {
            all.push(Who::Unknown);
            continue;
        };
        all.extend(items.into_iter().map(|(_, item)| who(kind, world.symbol(item))));
    }
    Some((all, is_except))
}

fn who<'t>(kind: &str, symbol: Symbol<'t>) -> Who<'t> {
    match kind {
        "AWS" | "*" if symbol.known() == Some("*") => Who::Anyone,
        "AWS" => Who::Aws(symbol),
        "Service" => Who::Service(symbol),
        "Federated" | "CanonicalUser" => Who::Other,
        _ => Who::Unknown,
    }
}

/// The tests of a condition, and whether some cannot be read.
fn tests<'t>(world: &World<'_, 't>, condition: &'t Value<'t>) -> (Vec<Test<'t>>, bool) {
    let mut all = Vec::new();
    let Value::Map(_) = condition else { return (all, true) };
    let mut unread = false;
    for (operator, keys) in entries(condition) {
        let Some(Value::Map(keys)) = world.view.settled(keys) else {
            unread = true;
            continue;
        };
        for (key, values) in keys.iter() {
            match world.view.items(values) {
                Some(items) => {
                    let values = items.into_iter().map(|(_, item)| world.symbol(item)).collect();
                    all.push(Test { operator, key, values });
                }
                None => unread = true,
            }
        }
    }
    (all, unread)
}
