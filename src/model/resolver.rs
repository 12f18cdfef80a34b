//! The first pass over a file: what each statement declares.

mod bodies;
mod left_out;

use super::guard::Guards;
use super::names::{Named, declared_in_both, declared_twice};
use super::register::Register;
use super::{Declaration, MAX_LOGICAL_ID, Resolved, Stack, Values, binding, declare, id_too_long, unsupported};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Argument, Body, Conditional, ExprKind, File, Item, Name, Otherwise, Sentence};
use crate::words;

/// Gives the file of a source its meaning; never fails. The tree is not needed any more then.
pub fn resolve<'a>(file: &File<'a>, source: &'a Source) -> Resolved<'a> {
    let mut resolver = Resolver::default();
    resolver.stack.source = Some(source);
    resolver.stack.declarations.reserve(file.items.len());
    resolver.pending.reserve(file.items.len());
    Register::new(&mut resolver.stack, &mut resolver.diagnostics).values_of(&file.items, false);
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
    Argument(&'t ast::Parameter<'a>, &'t ast::Expr<'a>),
    Output(&'t ast::Output<'a>),
}

/// The names that a statement declares: `NAME … as HANDLE`.
fn declared<'a>(arguments: &[Argument<'a>]) -> impl Iterator<Item = Name<'a>> {
    let word = |argument: &Argument<'a>| match argument.value.kind {
        ExprKind::Word(text) => Some(Name { text, span: argument.value.span }),
        _ => None,
    };
    let behind_as = arguments.windows(2).find(|two| word(&two[0]).is_some_and(|name| name.text == "as"));
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
            Item::Parameter(parameter) => self.parameter(parameter),
            // Known before everything else.
            Item::Binding(_) => {}
            Item::Output(output) => self.output(output),
            Item::Module(module) => self.module(module),
            Item::Conditional(conditional) => self.conditional(conditional),
            // Written out before this.
            Item::Repeat(_) => {}
        }
    }

    /// The statements of a file that is used. Its parameters have their values already, which are held to their types.
    fn module(&mut self, module: &'t ast::Module<'a>) {
        for item in &module.items {
            match item {
                Item::Parameter(parameter) => {
                    if let Some(value) = module.argument(parameter) {
                        let of = PendingOf::Argument(parameter, value);
                        self.wait(of, &words::param::WORD, parameter.body.as_ref());
                    }
                }
                _ => self.statement(item),
            }
        }
    }

    /// The body of an input, unless its name is another's, or its value an argument.
    fn parameter(&mut self, parameter: &'t ast::Parameter<'a>) {
        if let Some(Named::Input(index)) = self.stack.scopes.names_at(parameter.name.span).meaning(parameter.name.text)
            && self.stack.inputs[index].name.span == parameter.name.span
        {
            self.wait(PendingOf::Input(index, parameter), &words::param::WORD, None);
        }
    }

    /// An output of the stack. Those of a module are known to its user by name, and to other stacks if they say so.
    fn output(&mut self, output: &'t ast::Output<'a>) {
        let is_export = |item: &Item<'_>| match item {
            Item::Setting(setting) => setting.key.text == "export",
            Item::Sentence(sentence) => sentence.word.text == "export",
            _ => false,
        };
        let exported = output.body.as_ref().is_some_and(|body| body.items.iter().any(is_export));
        if exported || self.stack.scopes.at(output.name.span) == 0 {
            self.wait(PendingOf::Output(output), &words::output::WORD, output.body.as_ref());
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

    /// Names of values that can never be worked out are lost.
    fn check_bindings(&mut self, items: &[Item<'a>]) {
        let used = binding::used(items, self.stack.bindings.len(), &self.stack.scopes);
        for (unusable, problem) in binding::unusable(&self.stack.bindings, &self.stack.scopes, &used) {
            for index in unusable {
                let name = self.stack.bindings[index].name;
                self.stack.scopes.names_mut(name.span).lose(name.text);
            }
            self.diagnostics.push(problem);
        }
    }

    /// Says that a name is taken; whether it is not.
    fn already(&mut self, name: Name<'a>, first: Option<Named>, instead: &str) -> bool {
        let place = first.and_then(|first| self.stack.place_of(first));
        let both = first.and_then(|first| self.branches_with(first));
        self.diagnostics.extend(place.map(|place| match both {
            Some(test) => declared_in_both(name, place, test),
            None => declared_twice(name, place, instead),
        }));
        first.is_none()
    }

    /// The test of an `if` of which the statement that is read is one branch, and a declaration the other.
    fn branches_with(&self, first: Named) -> Option<Span> {
        let Named::Declaration(index) = first else { return None };
        self.guards.current?;
        let is_it = |pending: &&Pending<'_, '_>| matches!(pending.of, PendingOf::Declaration(at) if at == index);
        let first = self.pending.iter().find(is_it)?;
        self.guards.branches_of(self.guards.current, first.guard)
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
        let word = self.variant(word, sentence.body.as_ref());
        let of = match word.form {
            words::Form::Resource => match self.declare(word, sentence.word, sentence, &sentence.arguments, false) {
                Some(index) => PendingOf::Declaration(index),
                None => return,
            },
            words::Form::Link => PendingOf::Link(sentence),
            words::Form::Stack if self.stack.scopes.at(sentence.word.span) > 0 => {
                return self.diagnostics.push(unsupported::stack_in_module(sentence));
            }
            words::Form::Stack => {
                self.diagnostics.extend(self.guards.test().map(|test| unsupported::stack_under_test(sentence, test)));
                PendingOf::Stack(sentence)
            }
            words::Form::Modifier | words::Form::Statement => return,
        };
        self.wait(of, word, sentence.body.as_ref());
    }

    /// The description of a word that is meant: an entry of its body may make another kind of resource of it. What only
    /// the deploy knows cannot.
    fn variant(&self, word: &'static words::Word, body: Option<&Body<'a>>) -> &'static words::Word {
        let values = Values::of(&self.stack);
        let settings = || body.into_iter().flat_map(|body| &body.items);
        let is_meant = |variant: &&words::Variant| {
            settings().any(|item| match item {
                Item::Setting(setting) if setting.key.text == variant.entry => {
                    let settled = values.settled(&setting.value);
                    match &settled.kind {
                        ExprKind::Word(word) => variant.values.contains(word),
                        ExprKind::Text(text) => variant.values.contains(&text.as_ref()),
                        _ => false,
                    }
                }
                _ => false,
            })
        };
        word.variants.iter().find(is_meant).map_or(word, |variant| variant.word)
    }

    /// The names that a statement would have declared: `NAME … as HANDLE`.
    fn lose(&mut self, arguments: &[Argument<'a>]) {
        for name in declared(arguments) {
            self.stack.scopes.names_mut(name.span).lose(name.text);
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
        let (declaration, problems) =
            declare::declaration(word, written, sentence, arguments, existing, self.stack.scopes.around(written.span));
        self.diagnostics.extend(problems);
        let mut declaration = declaration?;
        let index = self.stack.declarations.len();
        declaration.misnamed |= !self.is_named(index, &declaration) || declaration.logical_id.is_empty();
        self.stack.declarations.push(declaration);
        Some(index)
    }

    /// Gives a declaration its name; says so when that is taken, or its logical id too long.
    fn is_named(&mut self, index: usize, new: &Declaration<'a>) -> bool {
        if new.shares_name() {
            return self.shares_name(index, new);
        }
        let first = self.stack.scopes.names_mut(new.handle.span).add(new.handle.text, Named::Declaration(index));
        if first.is_some() {
            return self.already(new.handle, first, &other_handle(new));
        }
        self.is_short(new)
    }

    /// The same for a domain name, which things have that are not one and the same.
    fn shares_name(&mut self, index: usize, new: &Declaration<'a>) -> bool {
        let names = self.stack.scopes.names_mut(new.handle.span);
        let is_same = |at: &&usize| self.stack.declarations[**at].logical_id == new.logical_id;
        if let Some(first) = names.sharing(new.name.text).iter().find(is_same).copied() {
            return self.already(new.handle, Some(Named::Declaration(first)), &other_handle(new));
        }
        names.share(new.name.text, index);
        self.is_short(new)
    }

    fn is_short(&mut self, new: &Declaration<'a>) -> bool {
        let too_long = new.logical_id.len() > MAX_LOGICAL_ID;
        self.diagnostics.extend(too_long.then(|| id_too_long(new.logical_id.len(), new.handle.span)));
        !too_long
    }
}

/// What else to do about a name that is taken.
fn other_handle(new: &Declaration<'_>) -> String {
    format!(", or a handle: {} \"{}\" as another-name", new.word_text(), new.name.text)
}
