//! Names of values and parameters that nothing uses.

mod problems;
mod uses;

use super::input;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::syntax::ast::{Conditional, Expr, ExprKind, Item, Module, Name, Otherwise};
use crate::template::Text;
use rustc_hash::{FxHashMap, FxHashSet};

/// Every `let` and `param` that nothing uses but others of that kind. What stands in a branch that is never taken, or
/// in a loop over nothing, is a use too. A name of a file that is used twice is used if it is in one of the places.
pub fn check(items: &[Item<'_>], source: &Source) -> Vec<Diagnostic> {
    let mut search = Search { known: Vec::new(), scopes: Vec::new(), used: Vec::new() };
    search.scope(items, false);
    if search.known.is_empty() {
        return Vec::new();
    }
    search.items(items, 0, &mut 1);
    search.spread();
    if search.scopes.len() > 1 {
        search.share(source);
    }
    problems::all(&search)
}

/// A `let` or a `param`, and what it names itself.
struct Known<'a> {
    name: Name<'a>,
    /// What the template calls a parameter of the stack.
    id: Text<'a>,
    kind: Kind,
    /// Whether the name is an earlier one's too, of which something else is said.
    again: bool,
    names: Vec<usize>,
    used: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Let,
    Param,
    /// A parameter of a module.
    Argument,
}

#[derive(Clone, Copy)]
enum Meaning {
    Known(usize),
    Module(usize),
}

struct Search<'a> {
    known: Vec<Known<'a>>,
    /// The names of each file, in the order in which the files are used.
    scopes: Vec<FxHashMap<&'a str, Meaning>>,
    /// Used names whose own names are not looked at yet.
    used: Vec<usize>,
}

impl<'a> Search<'a> {
    /// Gathers the names of a file and of those that it uses.
    fn scope(&mut self, items: &[Item<'a>], is_module: bool) {
        let scope = self.scopes.len();
        self.scopes.push(FxHashMap::default());
        self.declared(items, scope, is_module);
    }

    fn declared(&mut self, items: &[Item<'a>], scope: usize, is_module: bool) {
        for item in items {
            match item {
                Item::Binding(item) => self.add(item.name, item.former, Kind::Let, scope),
                Item::Parameter(item) => {
                    let kind = if is_module { Kind::Argument } else { Kind::Param };
                    self.add(item.name, item.former, kind, scope);
                }
                Item::Module(module) => {
                    let inner = Meaning::Module(self.scopes.len());
                    self.scopes[scope].entry(module.alias.text).or_insert(inner);
                    self.scope(&module.items, true);
                }
                Item::Conditional(item) => bodies(item, &mut |items| self.declared(items, scope, is_module)),
                Item::Repeat(item) => self.declared(&item.body.items, scope, is_module),
                Item::Sentence(_) | Item::Setting(_) | Item::Output(_) => {}
            }
        }
    }

    fn add(&mut self, name: Name<'a>, former: Option<Name<'a>>, kind: Kind, scope: usize) {
        let at = self.known.len();
        let names = &mut self.scopes[scope];
        let again = names.contains_key(name.text);
        names.entry(name.text).or_insert(Meaning::Known(at));
        let id = input::id(name, former, "");
        self.known.push(Known { name, id, kind, again, names: Vec::new(), used: false });
    }

    /// What a word of a file names, if that is one of these.
    fn named(&self, part: &Expr<'_>, mut scope: usize) -> Option<usize> {
        let ExprKind::Word(word) = part.kind else { return None };
        for name in word.split('.') {
            match self.scopes[scope].get(name)? {
                Meaning::Known(at) => return Some(*at),
                Meaning::Module(inner) => scope = *inner,
            }
        }
        None
    }

    fn mark(&mut self, at: usize) {
        if !std::mem::replace(&mut self.known[at].used, true) {
            self.used.push(at);
        }
    }

    /// Marks all that something may be about.
    fn mark_all(&mut self, is_meant: impl Fn(&Known<'a>) -> bool) {
        for at in 0..self.known.len() {
            if is_meant(&self.known[at]) {
                self.mark(at);
            }
        }
    }

    /// What one place of a file uses is used in its other places too.
    fn share(&mut self, source: &Source) {
        let place = |known: &Known<'_>| {
            let start = known.name.span.start;
            let part = source.part(start);
            (part.path(), start - part.base())
        };
        let used: FxHashSet<(&str, u32)> = self.known.iter().filter(|known| known.used).map(place).collect();
        self.known.iter_mut().for_each(|known| known.used |= used.contains(&place(known)));
    }

    /// What used names name is used too.
    fn spread(&mut self) {
        while let Some(at) = self.used.pop() {
            for name in std::mem::take(&mut self.known[at].names) {
                self.mark(name);
            }
        }
    }
}

/// The statements in the branches of a conditional.
fn bodies<'t, 'a>(item: &'t Conditional<'a>, found: &mut dyn FnMut(&'t [Item<'a>])) {
    found(&item.then.items);
    match &item.otherwise {
        Some(Otherwise::Body(body)) => found(&body.items),
        Some(Otherwise::Conditional(next)) => bodies(next, found),
        None => {}
    }
}

/// The values that a module is given.
fn arguments<'t, 'a>(module: &'t Module<'a>) -> impl Iterator<Item = &'t Expr<'a>> {
    module.arguments.iter().map(|argument| &argument.value)
}
