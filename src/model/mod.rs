//! What a file means: its declarations, each entry typed, every name resolved.

pub mod binding;
mod body;
mod branches;
mod conditions;
mod declare;
mod expand;
mod guard;
pub mod input;
pub mod locate;
pub mod names;
pub mod needs;
mod output;
pub mod paths;
mod register;
mod required;
mod resolver;
pub mod scopes;
mod unsupported;
mod unused;
mod value;

pub use body::{Entries, EntrySentence, Property, Setting, SettingValue};
pub use declare::{Declaration, Relation};
pub use expand::{Expanded, expand};
pub use names::{MAX_LOGICAL_ID, Names, id_too_long, logical_id, same_logical_id};
pub use resolver::resolve;
pub use unsupported::not_yet;
pub use unused::check as unused;
pub use value::{
    DynamicName, Key, Values, dynamic_reference, known_at_build, known_at_build_at, named_kinds, pseudo_names,
    wrong_type,
};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::syntax::ast::{Argument, Name};
use crate::template::Text;
use crate::words;
use binding::Binding;
pub use input::Input;
use names::Named;
use needs::Needs;
pub use output::Output;
use scopes::Scopes;
use std::cell::RefCell;

/// Everything a file declares.
#[derive(Debug, Default)]
pub struct Stack<'a> {
    /// Resources of the stack and things that exist already, in order.
    pub declarations: Vec<Declaration<'a>>,
    /// `attach …` and other statements that relate declarations, in order.
    pub links: Vec<Link<'a>>,
    /// The `stack` statement.
    pub settings: Option<Settings<'a>>,
    /// What is asked for when the stack is deployed, in order.
    pub inputs: Vec<Input<'a>>,
    /// Named values, in order.
    pub bindings: Vec<Binding<'a>>,
    /// The conditions around statements, in order.
    pub guards: Vec<guard::Guarded<'a>>,
    /// What the stack tells its caller, in order.
    pub outputs: Vec<Output<'a>>,
    /// What the names of its files stand for.
    pub scopes: Scopes<'a>,
    /// The declarations in the order of their places; empty where that is their own.
    by_place: Vec<usize>,
    /// The text that it is made of, for the files that it names.
    pub source: Option<&'a Source>,
    /// Whether something in it is documented.
    pub documented: bool,
    /// What the values that were read need of the template beside themselves.
    pub needs: RefCell<Needs<'a>>,
}

impl<'a> Stack<'a> {
    /// The declaration that a statement makes. They stand in the order of the source, file by file.
    pub fn declared_by(&self, statement: Span) -> Option<&Declaration<'a>> {
        let start = |index: usize| self.declarations[index].span.start;
        let at = if self.by_place.is_empty() {
            self.declarations.binary_search_by_key(&statement.start, |one| one.span.start).ok()?
        } else {
            self.by_place[self.by_place.binary_search_by_key(&statement.start, |at| start(*at)).ok()?]
        };
        Some(&self.declarations[at]).filter(|one| one.span == statement)
    }
}

impl Stack<'_> {
    /// Where a name got its meaning.
    pub fn place_of(&self, named: Named) -> Option<Span> {
        match named {
            Named::Declaration(index) => self.declarations.get(index).map(|one| one.handle.span),
            Named::Input(index) => self.inputs.get(index).map(|one| one.name.span),
            Named::Binding(index) => self.bindings.get(index).map(|one| one.name.span),
            Named::Module(scope) => self.scopes.get(scope).alias.map(|alias| alias.span),
        }
    }
}

impl Stack<'_> {
    /// Puts the declarations of several files into the order of their places.
    fn order_places(&mut self) {
        if self.scopes.has_modules() {
            self.by_place = (0..self.declarations.len()).collect();
            self.by_place.sort_by_key(|at| self.declarations[*at].span.start);
        }
    }
}

/// A statement that relates declarations.
#[derive(Debug)]
pub struct Link<'a> {
    /// Its word.
    pub word: &'static words::Word,
    /// The word as written.
    pub name: Name<'a>,
    /// What follows it.
    pub arguments: Vec<Argument<'a>>,
    /// Its typed entries.
    pub entries: Entries<'a>,
    /// The condition that it holds under.
    pub condition: Option<Text<'a>>,
    /// The whole statement.
    pub span: Span,
}

/// The `stack` statement.
#[derive(Debug)]
pub struct Settings<'a> {
    /// The name, when given.
    pub name: Option<Name<'a>>,
    /// Its typed entries.
    pub entries: Entries<'a>,
    /// The whole statement.
    pub span: Span,
}

/// A stack and what is wrong with it.
pub struct Resolved<'a> {
    /// What could be understood.
    pub stack: Stack<'a>,
    /// Problems in the order they were found.
    pub diagnostics: Vec<Diagnostic>,
}
