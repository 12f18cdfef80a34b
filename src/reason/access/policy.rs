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
    /// Everybody in the stack's own account.
    Account,
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

/// The version of the policy language that knows variables, as in `${aws:username}`. Without one it is the former.
///
/// From "IAM JSON policy elements: Version" and "Variables and tags" in the IAM User Guide.
const WITH_VARIABLES: &str = "2012-10-17";

/// A document, as it is read.
struct Document<'d, 'w, 't> {
    world: &'d World<'w, 't>,
    has_variables: bool,
}

/// The statements of a document; none when it cannot be read.
pub fn statements<'t>(world: &World<'_, 't>, document: &'t Value<'t>) -> Option<Vec<Statement<'t>>> {
    let value = world.view.settled(document)?;
    let Value::Map(_) = value else { return None };
    let Some(all) = world.view.entry(value, "Statement") else { return Some(Vec::new()) };
    let items = world.view.items(all)?;
    let version = world.view.entry(value, "Version").map(|version| world.symbol(version));
    let has_variables = version.is_some_and(|version| version.known() == Some(WITH_VARIABLES));
    let document = Document { world, has_variables };
    Some(items.into_iter().map(|(index, value)| document.statement(index, value)).collect())
}

/// The way to a statement below its document.
pub fn way_to(index: usize) -> [Key<'static>; 2] {
    [Key::Key("Statement"), Key::Item(index)]
}

impl<'t> Document<'_, '_, 't> {
    fn entry(&self, value: &'t Value<'t>, name: &str) -> Option<&'t Value<'t>> {
        self.world.view.entry(value, name)
    }

    fn symbol(&self, value: &'t Value<'t>) -> Symbol<'t> {
        let symbol = self.world.symbol(value);
        if self.has_variables { symbol.with_variables() } else { symbol }
    }

    fn symbols(&self, value: &'t Value<'t>) -> Option<Vec<Symbol<'t>>> {
        let items = self.world.view.items(value)?;
        Some(items.into_iter().map(|(_, item)| self.symbol(item)).collect())
    }

    fn statement(&self, index: usize, value: &'t Value<'t>) -> Statement<'t> {
        let Value::Map(_) = value else { return unreadable(index) };
        let effect = match self.entry(value, "Effect") {
            Some(Value::Text(text)) if text == "Allow" => Some(Effect::Allow),
            Some(Value::Text(text)) if text == "Deny" => Some(Effect::Deny),
            _ => None,
        };
        let (tests, unread) = self.entry(value, "Condition").map_or((Vec::new(), false), |tests| self.tests(tests));
        Statement {
            index,
            effect,
            principals: self.principals(value),
            actions: self.listed(value, "Action", "NotAction"),
            resources: self.listed(value, "Resource", "NotResource"),
            tests,
            unread,
        }
    }

    fn listed(&self, value: &'t Value<'t>, only: &str, except: &str) -> Listed<'t> {
        match (self.entry(value, only), self.entry(value, except)) {
            (Some(value), _) => self.symbols(value).map_or(Listed::Unknown, Listed::Only),
            (None, Some(value)) => self.symbols(value).map_or(Listed::Unknown, Listed::Except),
            (None, None) => Listed::Absent,
        }
    }

    fn principals(&self, value: &'t Value<'t>) -> Option<(Vec<Who<'t>>, bool)> {
        let (found, is_except) = match (self.entry(value, "Principal"), self.entry(value, "NotPrincipal")) {
            (Some(found), _) => (found, false),
            (None, Some(found)) => (found, true),
            (None, None) => return None,
        };
        let Value::Map(_) = found else {
            let who = if self.symbol(found).known() == Some("*") { Who::Anyone } else { Who::Unknown };
            return Some((vec![who], is_except));
        };
        let mut all = Vec::new();
        for (kind, value) in entries(found) {
            match self.symbols(value) {
                Some(symbols) => all.extend(symbols.into_iter().map(|symbol| who(kind, symbol))),
                None => all.push(Who::Unknown),
            }
        }
        Some((all, is_except))
    }

    /// The tests of a condition, and whether some cannot be read.
    fn tests(&self, condition: &'t Value<'t>) -> (Vec<Test<'t>>, bool) {
        let mut all = Vec::new();
        let Value::Map(_) = condition else { return (all, true) };
        let mut unread = false;
        for (operator, keys) in entries(condition) {
            let Some(Value::Map(keys)) = self.world.view.settled(keys) else {
                unread = true;
                continue;
            };
            for (key, values) in keys.iter() {
                match self.symbols(values) {
                    Some(values) => all.push(Test { operator, key, values }),
                    None => unread = true,
                }
            }
        }
        (all, unread)
    }
}

/// A statement of which nothing is known.
fn unreadable<'t>(index: usize) -> Statement<'t> {
    Statement {
        index,
        effect: None,
        principals: None,
        actions: Listed::Unknown,
        resources: Listed::Unknown,
        tests: Vec::new(),
        unread: true,
    }
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
