//! Names of resources that are meant themselves: `depends_on`.

use super::messages::wrong_type;
use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::lower::derived;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;

impl<'a> Values<'_, 'a> {
    /// The logical id of one resource, or a list of them.
    pub(super) fn resources(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let ExprKind::List(items) = &expr.kind else { return self.resource(expr, problems) };
        let before = problems.len();
        let ids: Vec<_> = items.iter().filter_map(|item| self.resource(item, problems)).collect();
        (problems.len() == before).then(|| Value::list(ids))
    }

    fn resource(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let ExprKind::Word(name) = expr.kind else {
            problems.push(
                wrong_type("a resource of this file", expr)
                    .help("write its name, or [a, b] for several: depends_on = web"),
            );
            return None;
        };
        let before = problems.len();
        match self.one_declared(name, expr.span, problems) {
            Some(found) if !found.existing => Some(Value::Text(derived(&found.logical_id, found.word.completed_by))),
            Some(found) => {
                problems.push(
                    Diagnostic::error("wrong-kind", format!("`{name}` exists already, so that nothing waits for it"))
                        .label(expr.span, "not made by this stack")
                        .label(found.handle.span, "exists already")
                        .help("leave it out"),
                );
                None
            }
            None if problems.len() > before => None,
            None => {
                if !self.is_lost(name, expr.span) {
                    let problem = self.undeclared(name, expr.span);
                    problems.push(match self.dropped(name, expr.span) {
                        Some(_) => problem.help("leave it out: nothing has to wait for what is never made"),
                        None => problem,
                    });
                }
                None
            }
        }
    }
}
