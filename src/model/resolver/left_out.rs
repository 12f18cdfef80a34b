//! Names of branches that never hold: nothing is made of them, but a use of one is no misspelling.

use super::{Resolver, declared};
use crate::model::names::Dropped;
use crate::source::Span;
use crate::syntax::ast::{Conditional, Item, Otherwise, Sentence};
use crate::words::{self, Form};

impl<'t, 'a> Resolver<'t, 'a> {
    /// Notes the names of the branch that never holds.
    pub(super) fn leave_out_branch(&mut self, conditional: &'t Conditional<'a>, holds: bool) {
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
                Item::Sentence(sentence) => self.leave_out_sentence(sentence, test, holds),
                Item::Conditional(conditional) => self.leave_out_both(conditional, test, holds),
                Item::Setting(_) | Item::Parameter(_) | Item::Binding(_) | Item::Output(_) => {}
                Item::Module(module) => self.leave_out(&module.items, test, holds),
                Item::Repeat(_) => {}
            }
        }
    }

    fn leave_out_sentence(&mut self, sentence: &Sentence<'a>, test: Span, holds: bool) {
        let arguments = match sentence.word.text {
            "existing" => sentence.arguments.get(1..).unwrap_or_default(),
            word if words::find(word).is_some_and(|word| word.form == Form::Resource) => &sentence.arguments,
            _ => return,
        };
        for name in declared(arguments) {
            let dropped = Dropped { name: name.span, test, holds };
            self.stack.scopes.names_mut(name.span).leave_out(name.text, dropped);
        }
    }
}
