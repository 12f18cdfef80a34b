//! The conditions around statements.

use super::conditions::not;
use super::{Stack, Values};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::Expr;
use crate::template::{Text, Value};

/// A test that only the deploy can make, around statements.
struct Guard<'t, 'a> {
    test: &'t Expr<'a>,
    /// Whether the statements hold otherwise.
    negated: bool,
    /// The one around it.
    outer: Option<usize>,
    /// Whether any statement stands under it.
    used: bool,
}

/// The condition of statements, and where it is written.
#[derive(Debug)]
pub struct Guarded<'a> {
    /// Its name in the template.
    pub name: Option<Text<'a>>,
    test: Span,
    negated: bool,
    outer: Option<usize>,
}

impl<'a> Stack<'a> {
    /// What is tested for the condition of this name: each test with whether it has to fail, the outermost first.
    pub fn tests_of(&self, condition: &str) -> Vec<(Span, bool)> {
        let mut tests = Vec::new();
        let mut next = self.guards.iter().find(|guard| guard.name.as_deref() == Some(condition));
        while let Some(guard) = next {
            tests.push((guard.test, guard.negated));
            next = guard.outer.map(|outer| &self.guards[outer]);
        }
        tests.reverse();
        tests
    }
}

/// All of them, in order.
#[derive(Default)]
pub struct Guards<'t, 'a> {
    all: Vec<Guard<'t, 'a>>,
    /// The one around the statement that is read.
    pub current: Option<usize>,
}

impl<'t, 'a> Guards<'t, 'a> {
    /// Adds a test below another one.
    pub fn add(&mut self, test: &'t Expr<'a>, negated: bool, outer: Option<usize>) -> Option<usize> {
        self.all.push(Guard { test, negated, outer, used: false });
        Some(self.all.len() - 1)
    }

    /// The test of an `if` of which one guard is a branch, and the other another one.
    pub fn branches_of(&self, one: Option<usize>, other: Option<usize>) -> Option<Span> {
        self.around(one).find_map(|one| {
            let is_other = |other: &Guard<'_, '_>| other.test.span == one.test.span && other.negated != one.negated;
            self.around(other).any(is_other).then_some(one.test.span)
        })
    }

    /// A guard and those around it.
    fn around(&self, guard: Option<usize>) -> impl Iterator<Item = &Guard<'t, 'a>> {
        std::iter::successors(guard, |at| self.all[*at].outer).map(|at| &self.all[at])
    }

    /// The innermost test around the statement that is read.
    pub fn test(&self) -> Option<Span> {
        self.current.map(|at| self.all[at].test.span)
    }

    /// Notes that a statement stands under the current one.
    pub fn use_current(&mut self) {
        let mut next = self.current;
        while let Some(guard) = next.map(|at| &mut self.all[at]).filter(|guard| !guard.used) {
            guard.used = true;
            next = guard.outer;
        }
    }

    /// Their conditions; without a name for one that cannot be tested.
    pub fn conditions(&self, stack: &Stack<'a>, problems: &mut Vec<Diagnostic>) -> Vec<Guarded<'a>> {
        let values = Values::of(stack);
        let mut all: Vec<Guarded<'a>> = Vec::with_capacity(self.all.len());
        for guard in &self.all {
            let name = match guard.outer {
                _ if !guard.used => {
                    // What is wrong with a test is said once.
                    if !guard.negated {
                        values.test(guard.test, problems);
                    }
                    None
                }
                None => values.guard(guard.test, guard.negated, None, problems),
                Some(outer) => match all[outer].name.clone() {
                    Some(outer) => values.guard(guard.test, guard.negated, Some(outer), problems),
                    None => None,
                },
            };
            all.push(Guarded { name, test: guard.test.span, negated: guard.negated, outer: guard.outer });
        }
        all
    }
}

impl<'a> Values<'_, 'a> {
    /// The condition of statements: the test or its denial, together with the one around them.
    pub(super) fn guard(
        self,
        test: &Expr<'a>,
        negated: bool,
        outer: Option<Text<'a>>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Text<'a>> {
        if !negated && outer.is_none() {
            return self.condition(test, problems);
        }
        let (value, called) = (self.test(test, problems)?, self.called(test));
        let (value, called) = if negated { (not(value), format!("Not{called}")) } else { (value, called) };
        let Some(outer) = outer else { return Some(self.condition_called(called, value)) };
        let called = format!("{outer}And{called}");
        let both = [Value::Intrinsic("Condition", Box::new(Value::Text(outer))), value];
        Some(self.condition_called(called, Value::Intrinsic("Fn::And", Box::new(Value::list(both)))))
    }
}
