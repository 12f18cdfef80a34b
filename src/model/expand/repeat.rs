//! `for x in list < … >`, written out once for each element.

use super::Expander;
use super::rounds::Rounds;
use crate::diagnostic::Diagnostic;
use crate::model::value::known_at_build;
use crate::syntax::ast::{Expr, ExprKind, Item, Repeat};

/// Statements and entries that loops may write out.
const MOST_ITEMS: usize = 100_000;

impl<'a> Expander<'a> {
    pub(super) fn repeat(&mut self, repeat: &Repeat<'a>, written: &mut Vec<Item<'a>>) {
        let over = self.expr(&repeat.over);
        let Some(elements) = self.elements(&over) else {
            let problem = known_at_build("what `for` goes through", &repeat.over);
            let problem = problem.help("write a list, a range such as 1..4 or a map, or a name that `let` gives one");
            self.problems.push(problem);
            return;
        };
        let mut rounds = Rounds::default();
        for (element, index) in elements {
            if self.items > MOST_ITEMS {
                self.problems.push(too_many(repeat));
                return;
            }
            self.items += 1;
            let before = self.locals.len();
            self.locals.push((repeat.element.text, element.clone()));
            self.locals.extend(repeat.index.map(|name| (name.text, index)));
            let mut items = self.items(&repeat.body.items);
            if self.inside == 0 {
                self.only_new(&mut items, repeat, &element, &mut rounds);
                rounds.next();
            }
            written.extend(items);
            self.locals.truncate(before);
        }
    }

    /// What a loop goes through: each element with its index, each number, or each key with its value.
    fn elements(&self, over: &Expr<'a>) -> Option<Vec<(Expr<'a>, Expr<'a>)>> {
        let number = |number: i64| Expr { kind: ExprKind::Number(number.to_string().into()), span: over.span };
        let values = self.values();
        let settled = values.settled(over);
        match &settled.kind {
            ExprKind::List(items) => {
                let settled = items.iter().map(|item| values.settled(item).into_owned());
                Some(settled.zip((0..).map(number)).collect())
            }
            ExprKind::Range(ends) => {
                let (from, to) = (values.known_number(&ends.0)?, values.known_number(&ends.1)?);
                let most = to.min(from.saturating_add(MOST_ITEMS as i64 + 1));
                Some((from..=most).map(number).zip((0..).map(number)).collect())
            }
            ExprKind::Map(body) => {
                let keyed = values
                    .known_entries(body)?
                    .into_iter()
                    .map(|(key, value)| (Expr { kind: ExprKind::Text(key.text), span: key.span }, value.clone()));
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
