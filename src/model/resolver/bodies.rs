//! The second pass: bodies and values, once every name is known.

use super::{Pending, PendingOf, Resolver};
use crate::diagnostic::Diagnostic;
use crate::model::{Entries, Link, Resolved, Settings, Values, body, declare, input, output, required, unsupported};
use crate::schema::Place;
use crate::syntax::ast::{Body, Conditional, Expr, Item, Otherwise, Parameter};
use crate::template::{Text, Value};
use crate::words::existing::exports;
use crate::words::{self, Form};

impl<'t, 'a> Resolver<'t, 'a> {
    /// Second pass: every name is known, so that bodies can be read.
    pub(super) fn finish(mut self) -> Resolved<'a> {
        self.stack.order_places();
        self.stack.guards = self.guards.conditions(&self.stack, &mut self.diagnostics);
        self.guard_declarations();
        for pending in std::mem::take(&mut self.pending) {
            let stack = self.other_stack(&pending);
            let mut entries: Entries<'a> = Entries::default();
            if let Some(body) = pending.body {
                let mut problems = Vec::new();
                entries = self.reader(&pending, stack.as_ref()).read(body, &mut problems);
                // Only where something was left out may an entry be missing that is there.
                let all_read = problems.is_empty() && !self.stack.scopes.has_lost();
                if let (PendingOf::Declaration(index), false) = (&pending.of, all_read) {
                    let keys = keys(body).into_iter().map(|key| (*index, meant(key, pending.word)));
                    self.attempted.extend(keys);
                }
                if let PendingOf::Declaration(index) = pending.of {
                    self.stack.declarations[index].misread = problems.iter().any(Diagnostic::is_error);
                }
                self.diagnostics.extend(problems);
            }
            if let (PendingOf::Declaration(index), Some(stack)) = (&pending.of, &stack) {
                exports::identify(&self.stack.declarations[*index], stack, &mut entries);
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
                let declaration = &mut self.stack.declarations[*index];
                // What exists already is not made, whatever holds.
                if !declaration.existing {
                    declaration.condition.clone_from(&self.stack.guards[guard].name);
                }
            }
        }
    }

    /// The stack that something existing is taken from.
    fn other_stack(&mut self, pending: &Pending<'t, 'a>) -> Option<Value<'a>> {
        let PendingOf::Declaration(index) = pending.of else { return None };
        let declaration = self.stack.declarations.get(index).filter(|declaration| declaration.existing)?;
        let name = declaration.relation("from").first()?;
        exports::stack(name, Values::of(&self.stack), &mut self.diagnostics)
    }

    /// How the body of a statement is read: an existing thing has no properties to set, but attributes.
    fn reader<'r>(&'r self, pending: &Pending<'t, 'a>, stack: Option<&'r Value<'a>>) -> body::Reader<'r, 'a> {
        let word = pending.word;
        let (called, reads) = match pending.of {
            PendingOf::Declaration(index) if self.stack.declarations[index].existing => {
                (word.name, body::Reads::Existing(stack))
            }
            PendingOf::Declaration(index) => (self.stack.declarations[index].word_text(), body::Reads::Shapes),
            PendingOf::Input(index, _) => (word.name, body::Reads::Parameter(self.stack.inputs[index].kind)),
            PendingOf::Argument(parameter, _) => (word.name, body::Reads::Parameter(input::kind_of(parameter))),
            PendingOf::Link(_) | PendingOf::Stack(_) | PendingOf::Output(_) => (word.name, body::Reads::Shapes),
        };
        let values = Values::of(&self.stack);
        let properties = matches!(word.form, Form::Resource | Form::Statement | Form::Modifier);
        let kind = if word.is_raw() { called } else { word.resource };
        let place = if properties { crate::schema::find(kind).map(Place::root) } else { None };
        body::Reader { word, called, entries: word.entries, properties, place, values, reads }
    }

    /// Holds what a module is given to the type of its parameter. What the value needs of the template is asked for
    /// where it is used.
    fn argument(&mut self, parameter: &Parameter<'a>, value: &Expr<'a>, constraints: &Entries<'a>) {
        let needs = self.stack.needs.take();
        let mut problems = Vec::new();
        let kind = input::begin(parameter, &mut problems).kind;
        let accepted = input::Accepted { name: parameter.name, kind, constraints };
        let checked = input::check_value(accepted, value, Values::of(&self.stack), &mut problems);
        let asked =
            |problem: Diagnostic| problem.label(parameter.name.span, format!("declared here as {}", kind.written()));
        // What is made of it would be wrong for the same reason.
        if !problems.is_empty() {
            self.stack.scopes.names_mut(parameter.name.span).lose(parameter.name.text);
        }
        self.diagnostics.extend(problems.into_iter().map(asked));
        let shown = checked.and_then(|checked| input::secret_in_source(accepted, &checked, value.span));
        self.diagnostics.extend(shown);
        self.stack.needs.replace(needs);
    }

    fn place(&mut self, pending: Pending<'t, 'a>, entries: Entries<'a>, condition: Option<Text<'a>>) {
        match pending.of {
            PendingOf::Declaration(index) => self.stack.declarations[index].entries = entries,
            PendingOf::Input(index, parameter) => {
                let kind = self.stack.inputs[index].kind;
                let mut problems = Vec::new();
                let attributes = input::attributes(parameter, kind, self.reader(&pending, None), &mut problems);
                if let Some((_, Value::Text(theirs))) = attributes.first()
                    && *theirs != kind.name()
                {
                    self.stack.inputs[index].kind = input::Kind::of_theirs(theirs);
                }
                self.stack.inputs[index].attributes = attributes;
                self.diagnostics.extend(problems);
            }
            PendingOf::Argument(parameter, value) => self.argument(parameter, value, &entries),
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

/// The keys of a body, those below its `if`s too.
fn keys<'a>(body: &Body<'a>) -> Vec<&'a str> {
    let mut found = Vec::new();
    add_keys(&body.items, &mut found);
    found
}

fn add_keys<'a>(items: &[Item<'a>], found: &mut Vec<&'a str>) {
    for item in items {
        match item {
            Item::Setting(setting) => found.push(setting.key.text),
            Item::Sentence(sentence) => found.push(sentence.word.text),
            Item::Conditional(conditional) => add_keys_below(conditional, found),
            Item::Parameter(_) | Item::Binding(_) | Item::Output(_) | Item::Repeat(_) | Item::Module(_) => {}
        }
    }
}

fn add_keys_below<'a>(conditional: &Conditional<'a>, found: &mut Vec<&'a str>) {
    add_keys(&conditional.then.items, found);
    match &conditional.otherwise {
        Some(Otherwise::Body(body)) => add_keys(&body.items, found),
        Some(Otherwise::Conditional(next)) => add_keys_below(next, found),
        None => {}
    }
}
