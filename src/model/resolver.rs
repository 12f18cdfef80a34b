//! The first pass over a file: what each statement declares.

mod bodies;

use super::binding::Binding;
use super::guard::Guards;
use super::input;
use super::names::{Dropped, Named, declared_twice};
use super::{Declaration, MAX_LOGICAL_ID, Resolved, Stack, Values, binding, declare, id_too_long, unsupported};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{self, Argument, Body, Conditional, ExprKind, File, Item, Name, Otherwise, Sentence};
use crate::words;
use std::cell::OnceCell;

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

/// The names that a statement declares: `NAME … as HANDLE`.
fn declared<'a>(arguments: &[Argument<'a>]) -> impl Iterator<Item = (&'a str, Span)> {
    let word = |argument: &Argument<'a>| match argument.value.kind {
        ExprKind::Word(text) => Some((text, argument.value.span)),
        _ => None,
    };
    let behind_as = arguments.windows(2).find(|two| word(&two[0]).is_some_and(|(text, _)| text == "as"));
    let handle = behind_as.and_then(|two| word(&two[1]));
    arguments.first().and_then(word).into_iter().chain(handle)
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
        self.guards.use_current();
        self.pending.push(Pending { of, word, body, guard: self.guards.current });
    }

    /// The statements of the branch that holds, or of both under their condition.
    fn conditional(&mut self, conditional: &'t Conditional<'a>) {
        let truth = Values::of(&self.stack).truth(&conditional.condition);
        if let Some(truth) = truth {
            self.leave_out_branch(conditional, truth);
        }
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

    /// Notes the names of the branch that never holds.
    fn leave_out_branch(&mut self, conditional: &'t Conditional<'a>, holds: bool) {
        let test = conditional.condition.span;
        match &conditional.otherwise {
            _ if !holds => self.leave_out(&conditional.then.items, test, holds),
            Some(Otherwise::Body(body)) => self.leave_out(&body.items, test, holds),
            Some(Otherwise::Conditional(next)) => self.leave_out_both(next, test, holds),
            None => {}
        }
    }

    fn leave_out_both(&mut self, conditional: &'t Conditional<'a>, test: Span, holds: bool) {
        self.leave_out(&conditional.then.items, test, holds);
        match &conditional.otherwise {
            Some(Otherwise::Body(body)) => self.leave_out(&body.items, test, holds),
            Some(Otherwise::Conditional(next)) => self.leave_out_both(next, test, holds),
            None => {}
        }
    }

    fn leave_out(&mut self, items: &'t [Item<'a>], test: Span, holds: bool) {
        for item in items {
            match item {
                Item::Sentence(sentence) => {
                    let arguments = &sentence.arguments
                        [usize::from(sentence.word.text == "existing").min(sentence.arguments.len())..];
                    let is_resource = |word: &words::Word| word.form == words::Form::Resource;
                    if sentence.word.text == "existing" || words::find(sentence.word.text).is_some_and(is_resource) {
                        for (text, name) in declared(arguments) {
                            self.stack.names.leave_out(text, Dropped { name, test, holds });
                        }
                    }
                }
                Item::Conditional(conditional) => self.leave_out_both(conditional, test, holds),
                Item::Setting(_) | Item::Parameter(_) | Item::Binding(_) | Item::Output(_) | Item::Repeat(_) => {}
            }
        }
    }

    /// First of all the inputs and the names of values, so that what is known at build is known everywhere.
    fn values_of(&mut self, items: &'t [Item<'a>], inside: bool) {
        for item in items {
            match item {
                Item::Parameter(parameter) if inside => {
                    self.diagnostics.push(unsupported::param_inside(parameter));
                    self.stack.names.lose(parameter.name.text);
                }
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
        for (name, _) in declared(arguments) {
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
}
