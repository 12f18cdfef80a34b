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
mod unsupported;
mod value;

pub use body::{Entries, EntrySentence, Property, Setting, SettingValue};
pub use declare::{Declaration, Relation};
pub use names::{MAX_LOGICAL_ID, Names, id_too_long, logical_id, same_logical_id};
pub use repeat::unroll;
pub use unsupported::not_yet;
pub use value::{Values, wrong_type};

use crate::diagnostic::Diagnostic;
use crate::schema::Place;
use crate::source::Span;
use crate::syntax::ast::{self, Argument, Body, Conditional, ExprKind, File, Item, Name, Otherwise, Sentence};
use crate::template::{Text, Value};
use crate::words;
use binding::Binding;
use guard::Guards;
use input::Input;
use names::{Named, declared_twice};
use needs::Needs;
use output::Output;
use std::cell::{OnceCell, RefCell};

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

/// Gives a file its meaning; never fails. The tree is not needed any more then.
pub fn resolve<'a>(file: &File<'a>) -> Resolved<'a> {
    let mut resolver = Resolver::default();
    resolver.stack.declarations.reserve(file.items.len());
    resolver.pending.reserve(file.items.len());
    resolver.values_of(&file.items, false);
    resolver.check_bindings(&file.items);
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
    /// The condition that it stands under.
    guard: Option<usize>,
}

enum PendingOf<'t, 'a> {
    Declaration(usize),
    Link(&'t Sentence<'a>),
    Stack(&'t Sentence<'a>),
    Input(usize, &'t ast::Parameter<'a>),
    Output(&'t ast::Output<'a>),
}

#[derive(Default)]
struct Resolver<'t, 'a> {
    stack: Stack<'a>,
    pending: Vec<Pending<'t, 'a>>,
    diagnostics: Vec<Diagnostic>,
    /// The conditions around statements, and the one around the statement that is read.
    guards: Guards<'t, 'a>,
    /// Settings whose value is wrong, by declaration: they are not missing.
    attempted: Vec<(usize, &'a str)>,
}

impl<'t, 'a> Resolver<'t, 'a> {
    fn statement(&mut self, item: &'t Item<'a>) {
        match item {
            Item::Sentence(sentence) => self.sentence(sentence),
            Item::Setting(setting) => self.diagnostics.push(unsupported::setting_outside_body(setting)),
            // Known before everything else.
            Item::Parameter(_) | Item::Binding(_) => {}
            Item::Output(output) => self.wait(PendingOf::Output(output), &words::output::WORD, output.body.as_ref()),
            Item::Conditional(conditional) => self.conditional(conditional),
            // Written out before this.
            Item::Repeat(_) => {}
        }
    }

    fn wait(&mut self, of: PendingOf<'t, 'a>, word: &'static words::Word, body: Option<&'t Body<'a>>) {
        self.pending.push(Pending { of, word, body, guard: self.guards.current });
    }

    /// The statements of the branch that holds, or of both under their condition.
    fn conditional(&mut self, conditional: &'t Conditional<'a>) {
        let truth = Values::of(&self.stack).truth(&conditional.condition);
        let outer = self.guards.current;
        if truth != Some(false) {
            self.guards.current =
                if truth.is_some() { outer } else { self.guards.add(&conditional.condition, false, outer) };
            conditional.then.items.iter().for_each(|item| self.statement(item));
        }
        if truth != Some(true)
            && let Some(otherwise) = &conditional.otherwise
        {
            self.guards.current =
                if truth.is_some() { outer } else { self.guards.add(&conditional.condition, true, outer) };
            match otherwise {
                Otherwise::Body(body) => body.items.iter().for_each(|item| self.statement(item)),
                Otherwise::Conditional(next) => self.conditional(next),
            }
        }
        self.guards.current = outer;
    }

    /// First of all the inputs and the names of values, so that what is known at build is known everywhere.
    fn values_of(&mut self, items: &'t [Item<'a>], inside: bool) {
        for item in items {
            match item {
                Item::Parameter(parameter) if inside => self.diagnostics.push(unsupported::param_inside(parameter)),
                Item::Parameter(parameter) => self.input(parameter),
                Item::Binding(binding) => self.binding(binding),
                Item::Conditional(conditional) => self.values_of_branches(conditional),
                Item::Sentence(_) | Item::Setting(_) | Item::Output(_) | Item::Repeat(_) => {}
            }
        }
    }

    fn values_of_branches(&mut self, conditional: &'t Conditional<'a>) {
        self.values_of(&conditional.then.items, true);
        match &conditional.otherwise {
            Some(Otherwise::Body(body)) => self.values_of(&body.items, true),
            Some(Otherwise::Conditional(next)) => self.values_of_branches(next),
            None => {}
        }
    }

    fn input(&mut self, parameter: &'t ast::Parameter<'a>) {
        let index = self.stack.inputs.len();
        if self.name(parameter.name, Named::Input(index), "") {
            self.stack.inputs.push(input::begin(parameter, &mut self.diagnostics));
            self.wait(PendingOf::Input(index, parameter), &words::param::WORD, None);
        }
    }

    fn binding(&mut self, binding: &'t ast::Binding<'a>) {
        if self.name(binding.name, Named::Binding(self.stack.bindings.len()), "") {
            self.stack.bindings.push(Binding {
                name: binding.name,
                id: input::id(binding.name, binding.former),
                value: binding.value.clone(),
                settled: OnceCell::new(),
                truth: OnceCell::new(),
            });
        }
    }

    /// Names of values that can never be worked out are lost.
    fn check_bindings(&mut self, items: &[Item<'a>]) {
        let used = binding::used(items, self.stack.bindings.len(), &self.stack.names);
        for (index, problem) in binding::unusable(&self.stack.bindings, &self.stack.names, &used) {
            self.stack.names.lose(self.stack.bindings[index].name.text);
            self.diagnostics.push(problem);
        }
    }

    /// Gives a name its meaning; says so when it has one already.
    fn name(&mut self, name: Name<'a>, meaning: Named, instead: &str) -> bool {
        let first = self.stack.names.add(name.text, meaning);
        self.already(name, first, instead)
    }

    /// Says that a name is taken; whether it is not.
    fn already(&mut self, name: Name<'a>, first: Option<Named>, instead: &str) -> bool {
        let first = first.map(|first| match first {
            Named::Declaration(index) => self.stack.declarations[index].handle.span,
            Named::Input(index) => self.stack.inputs[index].name.span,
            Named::Binding(index) => self.stack.bindings[index].name.span,
        });
        self.diagnostics.extend(first.map(|first| declared_twice(name, first, instead)));
        first.is_none()
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
            words::Form::Modifier | words::Form::Statement => return,
        };
        self.wait(of, word, sentence.body.as_ref());
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
            self.wait(of, &words::existing::WORD, sentence.body.as_ref());
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
        declaration.misnamed = !self.is_named(index, &declaration) || declaration.logical_id.is_empty();
        self.stack.declarations.push(declaration);
        Some(index)
    }

    /// Gives a declaration its name; says so when that is taken, or its logical id too long.
    fn is_named(&mut self, index: usize, new: &Declaration<'a>) -> bool {
        let first = self.stack.names.add(new.handle.text, Named::Declaration(index));
        if first.is_some() {
            let instead = format!(", or a handle: {} \"{}\" as another-name", new.word_text(), new.name.text);
            return self.already(new.handle, first, &instead);
        }
        let too_long = new.logical_id.len() > MAX_LOGICAL_ID;
        self.diagnostics.extend(too_long.then(|| id_too_long(new.logical_id.len(), new.handle.span)));
        !too_long
    }

    /// Second pass: every name is known, so that bodies can be read.
    fn finish(mut self) -> Resolved<'a> {
        let conditions = self.guards.conditions(&self.stack, &mut self.diagnostics);
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
            let condition = pending.guard.and_then(|guard| conditions[guard].clone());
            self.place(pending, entries, condition);
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
            PendingOf::Link(_) | PendingOf::Stack(_) | PendingOf::Input(..) | PendingOf::Output(_) => {
                (word.name, false)
            }
        };
        let values = Values::of(&self.stack);
        let properties = matches!(word.form, words::Form::Resource | words::Form::Statement) && !existing;
        let kind = if word.is_raw() { called } else { word.resource };
        let place = if properties { crate::schema::find(kind).map(Place::root) } else { None };
        body::Reader { word, called, entries: word.entries, properties, place, values }
    }

    fn place(&mut self, pending: Pending<'t, 'a>, entries: Entries<'a>, condition: Option<Text<'a>>) {
        match pending.of {
            PendingOf::Declaration(index) => {
                self.stack.declarations[index].entries = entries;
                self.stack.declarations[index].condition = condition;
            }
            PendingOf::Input(index, parameter) => {
                let kind = self.stack.inputs[index].kind;
                let mut problems = Vec::new();
                let attributes = input::attributes(parameter, kind, self.reader(&pending), &mut problems);
                if let Some((_, Value::Text(theirs))) = attributes.first()
                    && *theirs != kind.name()
                {
                    self.stack.inputs[index].kind = input::Kind::of_theirs(theirs);
                }
                self.stack.inputs[index].attributes = attributes;
                self.diagnostics.extend(problems);
            }
            PendingOf::Output(written) => {
                let mut problems = Vec::new();
                let made = output::read(written, entries, condition, Values::of(&self.stack), &mut problems);
                self.diagnostics.extend(problems);
                self.stack.outputs.push(made);
            }
            PendingOf::Link(sentence) => self.stack.links.push(Link {
                word: pending.word,
                name: sentence.word,
                arguments: sentence.arguments.clone(),
                entries,
                condition,
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
