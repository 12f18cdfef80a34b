//! What stands for other statements is written out before anything else is given a meaning: `for`, once for each
//! element, and `use`, with the statements of its file.

mod modules;
mod repeat;
mod rounds;
mod substitute;
mod usage;

use super::Stack;
use super::binding;
use super::register::Register;
use super::value::Values;
use crate::allow::Allows;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::syntax::ast::{Body, Conditional, Expr, ExprKind, File, Item, Otherwise, Sentence};

/// A name of a loop with what it stands for.
type Local<'a> = (&'a str, Expr<'a>);

/// The function that makes a name of a text.
const NAMED: &str = "named";

/// A file without loops and with the files that it uses in it.
#[derive(Debug)]
pub struct Expanded<'a> {
    /// Its statements.
    pub file: File<'a>,
    /// What the text of other files has wrong.
    pub syntax: Vec<Diagnostic>,
    /// What else is wrong.
    pub problems: Vec<Diagnostic>,
    /// Names that nothing uses.
    pub unused: Vec<Diagnostic>,
    /// What is allowed in the files that are used.
    pub allows: Allows<'a>,
}

/// Writes statements out.
struct Expander<'a> {
    source: &'a Source,
    /// The names of values, which is all that a list is made of.
    stack: Stack<'a>,
    locals: Vec<Local<'a>>,
    /// In how many bodies of statements and values this is.
    inside: usize,
    items: usize,
    modules: modules::Loaded,
    allows: Allows<'a>,
    syntax: Vec<Diagnostic>,
    problems: Vec<Diagnostic>,
}

/// The file with everything written out, and nothing if there is nothing to do.
pub fn expand<'a>(file: &File<'a>, source: &'a Source) -> Option<Expanded<'a>> {
    if !file.items.iter().any(needs_expansion) {
        return None;
    }
    let mut expander = Expander {
        source,
        stack: Stack { source: Some(source), ..Stack::default() },
        locals: Vec::new(),
        inside: 0,
        items: 0,
        modules: modules::Loaded::default(),
        allows: Allows::default(),
        syntax: Vec::new(),
        problems: Vec::new(),
    };
    let mut file = file.clone();
    expander.modules_in(&mut file.items);
    let unused = super::unused(&file.items, source);
    // Names that are taken are reported when all statements are there.
    Register::new(&mut expander.stack, &mut Vec::new()).values_of(&file.items, false);
    expander.lose_unusable();
    let items = expander.items(&file.items);
    let Expander { syntax, problems, allows, .. } = expander;
    Some(Expanded { file: File { items }, syntax, problems, unused, allows })
}

fn needs_expansion(item: &Item<'_>) -> bool {
    let within = |body: &Body<'_>| body.items.iter().any(needs_expansion);
    let mut found = false;
    item.visit(&mut |expr| match &expr.kind {
        // What is deeper in the value is called back with by itself.
        ExprKind::Map(body) => found |= has_loop(body),
        ExprKind::Call(call) => found |= call.name.text == NAMED,
        _ => {}
    });
    found
        || match item {
            Item::Repeat(_) | Item::Module(_) => true,
            Item::Sentence(item) => is_use(item) || item.body.as_ref().is_some_and(within),
            Item::Conditional(item) => in_branches(item, &within),
            Item::Setting(_) | Item::Parameter(_) | Item::Binding(_) | Item::Output(_) => false,
        }
}

/// Whether a map has a loop among its own entries.
fn has_loop(body: &Body<'_>) -> bool {
    body.items.iter().any(|item| match item {
        Item::Repeat(_) => true,
        Item::Conditional(item) => in_branches(item, &has_loop),
        Item::Sentence(_)
        | Item::Setting(_)
        | Item::Parameter(_)
        | Item::Binding(_)
        | Item::Output(_)
        | Item::Module(_) => false,
    })
}

fn in_branches(item: &Conditional<'_>, within: &impl Fn(&Body<'_>) -> bool) -> bool {
    within(&item.then)
        || match &item.otherwise {
            Some(Otherwise::Body(body)) => within(body),
            Some(Otherwise::Conditional(next)) => in_branches(next, within),
            None => false,
        }
}

/// Whether a sentence is `use "./file.infra" as name`.
fn is_use(sentence: &Sentence<'_>) -> bool {
    sentence.word.text == "use"
}

impl<'a> Expander<'a> {
    fn values(&self) -> Values<'_, 'a> {
        Values::of(&self.stack)
    }

    /// Names whose value never ends are lost; that is reported when all statements are there.
    fn lose_unusable(&mut self) {
        let used = vec![1; self.stack.bindings.len()];
        let unusable = binding::unusable(&self.stack.bindings, &self.stack.scopes, &used);
        for index in unusable.into_iter().flat_map(|(unusable, _)| unusable) {
            let name = self.stack.bindings[index].name;
            self.stack.scopes.names_mut(name.span).lose(name.text);
        }
    }

    fn items(&mut self, items: &[Item<'a>]) -> Vec<Item<'a>> {
        let mut written = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Item::Repeat(repeat) => self.repeat(repeat, &mut written),
                // In a loop, a name stands for the value of the round.
                Item::Binding(binding) if self.inside == 0 && !self.locals.is_empty() => {
                    let value = self.expr(&binding.value);
                    self.locals.push((binding.name.text, value));
                }
                Item::Module(module) => written.push(self.module(module)),
                Item::Sentence(sentence) if is_use(sentence) => written.extend(self.module_in_loop(sentence)),
                _ => {
                    self.items += 1;
                    written.push(self.item(item));
                }
            }
        }
        written
    }
}
