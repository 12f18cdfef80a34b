//! What a file means: its declarations, each entry typed, every name resolved.

mod body;
mod declare;
pub mod locate;
mod names;
mod required;
mod unsupported;
mod value;

pub use body::{Entries, EntrySentence, Property, Setting, SettingValue};
pub use declare::{Declaration, Relation};
pub use names::{MAX_LOGICAL_ID, Names, id_too_long, logical_id, same_logical_id};
pub use unsupported::not_yet;
pub use value::Values;

use crate::diagnostic::Diagnostic;
use crate::schema::Place;
use crate::source::Span;
use crate::syntax::ast::{Argument, Body, Conditional, ExprKind, File, Item, Name, Otherwise, Sentence};
use crate::words;

/// Everything a file declares.
#[derive(Debug, Default)]
pub struct Stack<'a> {
    /// Resources of the stack and things that exist already, in order.
    pub declarations: Vec<Declaration<'a>>,
    /// `attach …` and other statements that relate declarations, in order.
    pub links: Vec<Link<'a>>,
    /// The `stack` statement.
    pub settings: Option<Settings<'a>>,
    /// Declarations by name.
    pub names: Names<'a>,
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

/// Gives a file its meaning; never fails. The tree is not needed any more then.
pub fn resolve<'a>(file: &File<'a>) -> Resolved<'a> {
    let mut resolver = Resolver::default();
    resolver.stack.declarations.reserve(file.items.len());
    resolver.pending.reserve(file.items.len());
    for item in &file.items {
        resolver.statement(item);
    }
    resolver.finish()
}

/// A body that waits until all names are known.
struct Pending<'t, 'a> {
    of: PendingOf<'t, 'a>,
    word: &'static words::Word,
    body: Option<&'t Body<'a>>,
}

enum PendingOf<'t, 'a> {
    Declaration(usize),
    Link(&'t Sentence<'a>),
    Stack(&'t Sentence<'a>),
}

#[derive(Default)]
struct Resolver<'t, 'a> {
    stack: Stack<'a>,
    pending: Vec<Pending<'t, 'a>>,
    diagnostics: Vec<Diagnostic>,
    /// Settings whose value is wrong, by declaration: they are not missing.
    attempted: Vec<(usize, &'a str)>,
}

impl<'t, 'a> Resolver<'t, 'a> {
    fn statement(&mut self, item: &'t Item<'a>) {
        match item {
            Item::Sentence(sentence) => self.sentence(sentence),
            Item::Setting(setting) => self.diagnostics.push(unsupported::setting_outside_body(setting)),
            Item::Parameter(_) | Item::Binding(_) | Item::Output(_) | Item::Conditional(_) | Item::Repeat(_) => {
                self.diagnostics.push(unsupported::statement(item));
                self.lose_names(item);
            }
        }
    }

    /// The names that a statement without a meaning would have given, those in its bodies too.
    fn lose_names(&mut self, item: &Item<'a>) {
        match item {
            Item::Parameter(parameter) => self.stack.names.lose(parameter.name.text),
            Item::Binding(binding) => self.stack.names.lose(binding.name.text),
            Item::Sentence(sentence) => self.lose(&sentence.arguments),
            Item::Repeat(repeat) => repeat.body.items.iter().for_each(|item| self.lose_names(item)),
            Item::Conditional(conditional) => self.lose_branches(conditional),
            Item::Setting(_) | Item::Output(_) => {}
        }
    }

    fn lose_branches(&mut self, conditional: &Conditional<'a>) {
        conditional.then.items.iter().for_each(|item| self.lose_names(item));
        match &conditional.otherwise {
            Some(Otherwise::Body(body)) => body.items.iter().for_each(|item| self.lose_names(item)),
            Some(Otherwise::Conditional(next)) => self.lose_branches(next),
            None => {}
        }
    }

    fn sentence(&mut self, sentence: &'t Sentence<'a>) {
        if sentence.word.text == "existing" {
            return self.existing(sentence);
        }
        let Some(word) = words::find(sentence.word.text) else {
            self.diagnostics.push(unsupported::word(sentence.word));
            self.lose(&sentence.arguments);
            return;
        };
        let of = match word.form {
            words::Form::Resource => match self.declare(word, sentence.word, sentence, &sentence.arguments, false) {
                Some(index) => PendingOf::Declaration(index),
                None => return,
            },
            words::Form::Link => PendingOf::Link(sentence),
            words::Form::Stack => PendingOf::Stack(sentence),
            words::Form::Modifier => return,
        };
        self.pending.push(Pending { of, word, body: sentence.body.as_ref() });
    }

    /// The names that a statement would have declared: `NAME … as HANDLE`.
    fn lose(&mut self, arguments: &[Argument<'a>]) {
        let word = |argument: &Argument<'a>| match argument.value.kind {
            ExprKind::Word(text) => Some(text),
            _ => None,
        };
        let handle = arguments.windows(2).find(|two| word(&two[0]) == Some("as")).and_then(|two| word(&two[1]));
        for name in arguments.first().and_then(word).into_iter().chain(handle) {
            self.stack.names.lose(name);
        }
    }

    /// `existing WORD name < … >`.
    fn existing(&mut self, sentence: &'t Sentence<'a>) {
        let Some((kind, written, arguments)) = declare::kind_of_existing(sentence, &mut self.diagnostics) else {
            return self.lose(sentence.arguments.get(1..).unwrap_or_default());
        };
        if let Some(index) = self.declare(kind, written, sentence, arguments, true) {
            let of = PendingOf::Declaration(index);
            self.pending.push(Pending { of, word: &words::existing::WORD, body: sentence.body.as_ref() });
        }
    }

    fn declare(
        &mut self,
        word: &'static words::Word,
        written: Name<'a>,
        sentence: &Sentence<'a>,
        arguments: &[Argument<'a>],
        existing: bool,
    ) -> Option<usize> {
        let (declaration, problems) = declare::declaration(word, written, sentence, arguments, existing);
        self.diagnostics.extend(problems);
        let mut declaration = declaration?;
        let index = self.stack.declarations.len();
        let problem = self.stack.names.add(index, &declaration, &self.stack.declarations);
        declaration.misnamed = problem.is_some() || declaration.logical_id.is_empty();
        self.diagnostics.extend(problem);
        self.stack.declarations.push(declaration);
        Some(index)
    }

    /// Second pass: every name is known, so that bodies can be read.
    fn finish(mut self) -> Resolved<'a> {
        for pending in std::mem::take(&mut self.pending) {
            let mut entries: Entries<'a> = Entries::default();
            if let Some(body) = pending.body {
                let mut problems = Vec::new();
                entries = self.reader(&pending).read(body, &mut problems);
                // Only where something was left out may an entry be missing that is there.
                let all_read = problems.is_empty() && !self.stack.names.has_lost();
                if let (PendingOf::Declaration(index), false) = (&pending.of, all_read) {
                    self.attempted.extend(keys(body).map(|key| (*index, meant(key, pending.word))));
                }
                self.diagnostics.extend(problems);
            }
            self.place(pending, entries);
        }
        self.diagnostics.extend(required::missing(&self.stack, &self.attempted));
        Resolved { stack: self.stack, diagnostics: self.diagnostics }
    }

    /// How the body of a statement is read: an existing thing has no properties to set.
    fn reader(&self, pending: &Pending<'t, 'a>) -> body::Reader<'_, 'a> {
        let word = pending.word;
        let (called, existing) = match pending.of {
            PendingOf::Declaration(index) if self.stack.declarations[index].existing => (word.name, true),
            PendingOf::Declaration(index) => (self.stack.declarations[index].word_text(), false),
            PendingOf::Link(_) | PendingOf::Stack(_) => (word.name, false),
        };
        let values = Values { declarations: &self.stack.declarations, names: &self.stack.names };
        let properties = word.form == words::Form::Resource && !existing;
        let kind = if word.is_raw() { called } else { word.resource };
        let place = if properties { crate::schema::find(kind).map(Place::root) } else { None };
        body::Reader { word, called, entries: word.entries, properties, place, values }
    }

    fn place(&mut self, pending: Pending<'t, 'a>, entries: Entries<'a>) {
        match pending.of {
            PendingOf::Declaration(index) => self.stack.declarations[index].entries = entries,
            PendingOf::Link(sentence) => self.stack.links.push(Link {
                word: pending.word,
                name: sentence.word,
                arguments: sentence.arguments.clone(),
                entries,
                span: sentence.span,
            }),
            PendingOf::Stack(sentence) => {
                if let Some(first) = &self.stack.settings {
                    self.diagnostics.push(unsupported::second_stack(sentence, first.span));
                    return;
                }
                let name = declare::stack_name(sentence, &mut self.diagnostics);
                self.stack.settings = Some(Settings { name, entries, span: sentence.span });
            }
        }
    }
}

/// The entry that a misspelled key is nearest to: it is not missing.
fn meant<'a>(key: &'a str, word: &'static words::Word) -> &'a str {
    if word.entry(key).is_some() {
        return key;
    }
    crate::suggest::nearest(key, word.entries.iter().map(|entry| entry.name)).unwrap_or(key)
}

fn keys<'a>(body: &Body<'a>) -> impl Iterator<Item = &'a str> {
    body.items.iter().filter_map(|item| match item {
        Item::Setting(setting) => Some(setting.key.text),
        Item::Sentence(sentence) => Some(sentence.word.text),
        Item::Parameter(_) | Item::Binding(_) | Item::Output(_) | Item::Conditional(_) | Item::Repeat(_) => None,
    })
}
