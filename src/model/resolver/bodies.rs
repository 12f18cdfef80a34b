//! The second pass: bodies and values, once every name is known.

use super::{Pending, PendingOf, Resolver};
use crate::model::{Entries, Link, Resolved, Settings, Values, body, declare, input, output, required, unsupported};
use crate::schema::Place;
use crate::syntax::ast::{Body, Item};
use crate::template::{Text, Value};
use crate::words;

impl<'t, 'a> Resolver<'t, 'a> {
    /// Second pass: every name is known, so that bodies can be read.
    pub(super) fn finish(mut self) -> Resolved<'a> {
        self.stack.guards = self.guards.conditions(&self.stack, &mut self.diagnostics);
        self.guard_declarations();
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
            let condition = pending.guard.and_then(|guard| self.stack.guards[guard].name.clone());
            self.place(pending, entries, condition);
        }
        self.diagnostics.extend(required::missing(&self.stack, &self.attempted));
        Resolved { stack: self.stack, diagnostics: self.diagnostics }
    }

    /// Declarations know their conditions before anything is read that may use them.
    fn guard_declarations(&mut self) {
        if self.stack.guards.is_empty() {
            return;
        }
        for pending in &self.pending {
            if let (PendingOf::Declaration(index), Some(guard)) = (&pending.of, pending.guard) {
                self.stack.declarations[*index].condition.clone_from(&self.stack.guards[guard].name);
            }
        }
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
            PendingOf::Declaration(index) => self.stack.declarations[index].entries = entries,
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
