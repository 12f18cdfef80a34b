//! `for x in list < … >`: written out once for each element, before anything else is given a meaning.

mod substitute;

use super::binding::{self, Binding};
use super::names::Named;
use super::value::{Values, known_at_build};
use super::{Stack, input};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::syntax::ast::{Body, Conditional, Expr, ExprKind, File, Item, Otherwise, Repeat};
use std::cell::OnceCell;

/// Statements and entries that loops may write out.
const MOST_ITEMS: usize = 100_000;

/// A name of a loop with what it stands for.
type Local<'a> = (&'a str, Expr<'a>);

/// Texts that names are made of, in the order in which they are needed: first gathered, then taken from the source,
/// which keeps them.
enum Texts<'a> {
    Gathered(Vec<String>),
    Kept(std::slice::Iter<'a, String>),
}

impl<'a> Texts<'a> {
    fn text(&mut self, text: String) -> &'a str {
        match self {
            Self::Gathered(all) => {
                all.push(text);
                ""
            }
            Self::Kept(all) => all.next().map_or("", String::as_str),
        }
    }
}

/// Writes out loops, with the values of `let` in reach.
struct Unroller<'s, 'a> {
    values: Values<'s, 'a>,
    texts: Texts<'a>,
    locals: Vec<Local<'a>>,
    items: usize,
    problems: Vec<Diagnostic>,
}

/// The file without loops, if it has any.
pub fn unroll<'a>(file: &File<'a>, source: &'a Source) -> Option<(File<'a>, Vec<Diagnostic>)> {
    if !file.items.iter().any(has_loop) {
        return None;
    }
    let stack = bindings(file);
    let run = |texts| {
        let values = Values::of(&stack);
        let mut unroller = Unroller { values, texts, locals: Vec::new(), items: 0, problems: Vec::new() };
        let items = unroller.items(&file.items);
        (items, unroller)
    };
    let Texts::Gathered(gathered) = run(Texts::Gathered(Vec::new())).1.texts else { return None };
    let (items, unroller) = run(Texts::Kept(source.keep(gathered).iter()));
    Some((File { items }, unroller.problems))
}

/// The names of values alone, which is all that a list is made of.
fn bindings<'a>(file: &File<'a>) -> Stack<'a> {
    let mut stack = Stack::default();
    for item in &file.items {
        if let Item::Binding(item) = item
            && stack.names.add(item.name.text, Named::Binding(stack.bindings.len())).is_none()
        {
            let id = input::id(item.name, item.former);
            let (settled, truth) = (OnceCell::new(), OnceCell::new());
            stack.bindings.push(Binding { name: item.name, id, value: item.value.clone(), settled, truth });
        }
    }
    let used = vec![1; stack.bindings.len()];
    for (index, _) in binding::unusable(&stack.bindings, &stack.names, &used) {
        stack.names.lose(stack.bindings[index].name.text);
    }
    stack
}

fn has_loop(item: &Item<'_>) -> bool {
    let within = |body: &Body<'_>| body.items.iter().any(has_loop);
    let mut found = false;
    item.visit(&mut |expr| {
        if let ExprKind::Map(body) = &expr.kind {
            found |= within(body);
        }
    });
    found
        || match item {
            Item::Repeat(_) => true,
            Item::Sentence(item) => item.body.as_ref().is_some_and(within),
            Item::Conditional(item) => in_branches(item, &within),
            Item::Setting(_) | Item::Parameter(_) | Item::Binding(_) | Item::Output(_) => false,
        }
}

fn in_branches(item: &Conditional<'_>, within: &impl Fn(&Body<'_>) -> bool) -> bool {
    within(&item.then)
        || match &item.otherwise {
            Some(Otherwise::Body(body)) => within(body),
            Some(Otherwise::Conditional(next)) => in_branches(next, within),
            None => false,
        }
}

impl<'a> Unroller<'_, 'a> {
    fn items(&mut self, items: &[Item<'a>]) -> Vec<Item<'a>> {
        let mut written = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Item::Repeat(repeat) => self.repeat(repeat, &mut written),
                _ => {
                    self.items += 1;
                    written.push(self.item(item));
                }
            }
        }
        written
    }

    fn repeat(&mut self, repeat: &Repeat<'a>, written: &mut Vec<Item<'a>>) {
        let over = self.expr(&repeat.over);
        let Some(elements) = self.elements(&over) else {
            let problem = known_at_build("what `for` goes through", &repeat.over);
            let problem = problem.help("write a list, a range such as 1..4 or a map, or a name that `let` gives one");
            self.problems.push(problem);
            return;
        };
        for (element, index) in elements {
            if self.items > MOST_ITEMS {
                self.problems.push(too_many(repeat));
                return;
            }
            self.items += 1;
            let before = self.locals.len();
            self.locals.push((repeat.element.text, element));
            self.locals.extend(repeat.index.map(|name| (name.text, index)));
            let items = self.items(&repeat.body.items);
            written.extend(items);
            self.locals.truncate(before);
        }
    }

    /// What a loop goes through: each element with its index, each number, or each key with its value.
    fn elements(&self, over: &Expr<'a>) -> Option<Vec<(Expr<'a>, Expr<'a>)>> {
        let number = |number: i64| Expr { kind: ExprKind::Number(number.to_string().into()), span: over.span };
        let settled = self.values.settled(over);
        match &settled.kind {
            ExprKind::List(items) => {
                let settled = items.iter().map(|item| self.values.settled(item).into_owned());
                Some(settled.zip((0..).map(number)).collect())
            }
            ExprKind::Range(ends) => {
                let (from, to) = (self.values.known_number(&ends.0)?, self.values.known_number(&ends.1)?);
                let most = to.min(from.saturating_add(MOST_ITEMS as i64 + 1));
                Some((from..=most).map(number).zip((0..).map(number)).collect())
            }
            ExprKind::Map(body) => {
                let keyed = body.items.iter().filter_map(|item| match item {
                    Item::Setting(setting) => {
                        let key = ExprKind::Text(setting.key.text.into());
                        Some((Expr { kind: key, span: setting.key.span }, setting.value.clone()))
                    }
                    _ => None,
                });
                Some(keyed.collect())
            }
            _ => None,
        }
    }
}

fn too_many(repeat: &Repeat<'_>) -> Diagnostic {
    Diagnostic::error("too-many-statements", format!("loops write out more than {MOST_ITEMS} statements and entries"))
        .label(repeat.element.span, "goes on for too long")
        .help("CloudFormation takes 500 resources in a stack: go through fewer elements")
}
