//! What a file means: its declarations, each entry typed, every name resolved.

pub mod binding;
mod body;
mod branches;
mod conditions;
mod declare;
mod guard;
pub mod input;
pub mod locate;
pub mod names;
pub mod needs;
pub mod output;
mod repeat;
mod required;
mod resolver;
mod unsupported;
pub mod unused;
mod value;

pub use body::{Entries, EntrySentence, Property, Setting, SettingValue};
pub use declare::{Declaration, Relation};
pub use names::{MAX_LOGICAL_ID, Names, id_too_long, logical_id, same_logical_id};
pub use repeat::unroll;
pub use resolver::resolve;
pub use unsupported::not_yet;
pub use value::{Values, pseudo_names, wrong_type};

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Argument, Name};
use crate::template::Text;
use crate::words;
use binding::Binding;
use input::Input;
use needs::Needs;
use output::Output;
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
    /// What the names of the file stand for.
    pub names: Names<'a>,
    /// What the values that were read need of the template beside themselves.
    pub needs: RefCell<Needs<'a>>,
}

impl<'a> Stack<'a> {
    /// The declaration that a statement makes. They stand in the order of the source.
    pub fn declared_by(&self, statement: Span) -> Option<&Declaration<'a>> {
        let at = self.declarations.binary_search_by_key(&statement.start, |one| one.span.start).ok()?;
        Some(&self.declarations[at]).filter(|one| one.span == statement)
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
