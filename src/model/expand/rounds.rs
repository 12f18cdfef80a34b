//! Names that do not differ between the rounds of a loop.

use super::Expander;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind, Item, Name, Otherwise, Repeat, Sentence};
use crate::words::{self, Form};
use rustc_hash::FxHashSet;

/// The names that the rounds of a loop declared so far.
#[derive(Default)]
pub struct Rounds<'a> {
    before: FxHashSet<&'a str>,
    this: Vec<&'a str>,
    /// The names of which something was said, by their places.
    said: FxHashSet<Span>,
}

/// What a statement declares, and how that is written.
struct Declared<'t, 'a> {
    name: Name<'a>,
    of: Of<'t, 'a>,
}

enum Of<'t, 'a> {
    /// A resource, or something that exists already.
    Sentence(&'t Sentence<'a>),
    /// The same with a handle.
    Handle,
    Module,
    Output,
    Parameter,
}

impl<'a> Rounds<'a> {
    /// Begins the next round.
    pub fn next(&mut self) {
        self.before.extend(self.this.drain(..));
    }
}

impl<'a> Expander<'a> {
    /// Leaves out of a round what an earlier one declares already.
    pub(super) fn only_new(
        &mut self,
        items: &mut Vec<Item<'a>>,
        repeat: &Repeat<'a>,
        element: &Expr<'a>,
        rounds: &mut Rounds<'a>,
    ) {
        items.retain_mut(|item| {
            if let Item::Conditional(conditional) = item {
                self.only_new(&mut conditional.then.items, repeat, element, rounds);
                if let Some(Otherwise::Body(body)) = &mut conditional.otherwise {
                    self.only_new(&mut body.items, repeat, element, rounds);
                }
            }
            let Some(declared) = declared(item) else { return true };
            let name = declared.name.text;
            if !rounds.before.contains(name) {
                rounds.this.push(name);
                return true;
            }
            if rounds.said.insert(declared.name.span) {
                self.problems.push(again(&declared, repeat, element));
            }
            false
        });
    }
}

fn declared<'t, 'a>(item: &'t Item<'a>) -> Option<Declared<'t, 'a>> {
    match item {
        Item::Sentence(sentence) => {
            let arguments = match sentence.word.text {
                "existing" => sentence.arguments.get(1..)?,
                word if words::find(word)?.form == Form::Resource => &sentence.arguments,
                _ => return None,
            };
            let handle = arguments.windows(2).find(|two| two[0].value.kind == ExprKind::Word("as"));
            match handle {
                Some(two) => Some(Declared { name: name(&two[1])?, of: Of::Handle }),
                None => Some(Declared { name: name(arguments.first()?)?, of: Of::Sentence(sentence) }),
            }
        }
        Item::Output(output) => Some(Declared { name: output.name, of: Of::Output }),
        Item::Parameter(parameter) => Some(Declared { name: parameter.name, of: Of::Parameter }),
        Item::Module(module) => Some(Declared { name: module.alias, of: Of::Module }),
        Item::Setting(_) | Item::Binding(_) | Item::Conditional(_) | Item::Repeat(_) => None,
    }
}

fn name<'a>(argument: &Argument<'a>) -> Option<Name<'a>> {
    let span = argument.value.span;
    match &argument.value.kind {
        ExprKind::Word(text) => Some(Name { text, span }),
        ExprKind::Text(std::borrow::Cow::Borrowed(text)) => Some(Name { text, span }),
        _ => None,
    }
}

fn again(declared: &Declared<'_, '_>, repeat: &Repeat<'_>, element: &Expr<'_>) -> Diagnostic {
    let text = declared.name.text;
    let differs = match (&element.kind, repeat.index) {
        (ExprKind::Map(_) | ExprKind::List(_), Some(index)) => index,
        _ => repeat.element,
    };
    let help = match declared.of {
        Of::Sentence(sentence) => {
            let word = sentence.word.text;
            let existing = if word == "existing" { " …" } else { "" };
            format!("put what differs into the name: {word}{existing} \"{text}-${{{}}}\"", differs.text)
        }
        Of::Handle => format!("leave `as {text}` out: in a loop the name itself tells them apart"),
        Of::Module => format!("put what differs into the name: as \"{text}-${{{}}}\"", differs.text),
        Of::Output => "move the `output` out of the loop: its name is written as it is".to_owned(),
        Of::Parameter => "move the `param` out of the loop: it is asked for once".to_owned(),
    };
    Diagnostic::error("declared-twice", format!("each round of a loop declares `{text}` again"))
        .label(declared.name.span, "the same in every round")
        .label(differs.span, "this differs")
        .help(help)
}
