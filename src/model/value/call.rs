//! Calls of functions: how many arguments, of which kind, and what the template has for them.

use super::messages::{describe, known_at_build};
use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::functions::{self, Function, Lowering};
use crate::suggest;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::Value;

impl<'a> Values<'_, 'a> {
    /// What the template has for a call that could not be worked out at build.
    pub(super) fn call(self, call: &Call<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let Some(function) = functions::find(call.name.text) else {
            problems.push(unknown(call));
            return None;
        };
        if !functions::takes(function, call.arguments.len()) {
            problems.push(wrong_number(function, call));
            return None;
        }
        if function.only_in_rules && !self.in_rules {
            problems.push(only_in_rules(function, call));
            return None;
        }
        let value = self.lowered(function, call, problems);
        if function.extension && matches!(value, Some(Value::Intrinsic(..))) {
            self.stack.needs.borrow_mut().extensions = true;
        }
        value
    }

    fn lowered(self, function: &'static Function, call: &Call<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match function.lowering {
            Lowering::Own(lower) => lower(self, call, problems),
            Lowering::Build => {
                let given = function.arguments.iter().zip(&call.arguments);
                if given.filter(|(wanted, given)| self.is_other(given, wanted.kind, problems)).count() == 0 {
                    problems.push(known_at_build(&format!("what `{}` is given", function.name), &call.arguments[0]));
                }
                None
            }
            Lowering::One(intrinsic) => {
                let value = self.arguments(function, call, problems)?.into_iter().next()?;
                Some(Value::Intrinsic(intrinsic, Box::new(value)))
            }
            Lowering::List(intrinsic) => {
                let values = self.arguments(function, call, problems)?;
                Some(Value::Intrinsic(intrinsic, Box::new(Value::list(values))))
            }
        }
    }

    /// The arguments, each of the kind that its place wants.
    pub fn arguments(self, function: &Function, call: &Call<'a>, problems: &mut Problems) -> Option<Vec<Value<'a>>> {
        let before = problems.len();
        let read = function.arguments.iter().zip(&call.arguments);
        let values: Vec<_> =
            read.filter_map(|(wanted, given)| self.argument(given, wanted.kind, wanted.name, problems)).collect();
        (problems.len() == before).then_some(values)
    }
}

fn unknown(call: &Call<'_>) -> Diagnostic {
    let name = call.name;
    let problem = Diagnostic::error("unknown-function", format!("there is no function `{}`", name.text))
        .label(name.span, "unknown function");
    match suggest::nearest(name.text, functions::names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near),
        None => problem.help(format!("the functions are {}", suggest::one_of(functions::names()))),
    }
}

fn wrong_number(function: &Function, call: &Call<'_>) -> Diagnostic {
    let (least, most) = functions::bounds(function);
    let wanted = match (least, most) {
        (1, 1) => "one argument".to_owned(),
        (least, most) if least == most => format!("{least} arguments"),
        (1, usize::MAX) => "at least one argument".to_owned(),
        (least, usize::MAX) => format!("at least {least} arguments"),
        (least, most) => format!("{least} to {most} arguments"),
    };
    let found = call.arguments.len();
    let at = call.arguments.get(most).map_or(call.name.span, |extra| extra.span);
    let label = if found > most { "one too many" } else { "too few for this" };
    Diagnostic::error("wrong-arguments", format!("`{}` takes {wanted}, found {found}", function.name))
        .label(at, label)
        .help(format!("write: {}", functions::signature(function)))
}

fn only_in_rules(function: &Function, call: &Call<'_>) -> Diagnostic {
    let found = describe(&Expr { kind: ExprKind::Word(function.name), span: call.name.span });
    Diagnostic::error("only-in-rules", format!("{found} is known to CloudFormation only in the rules of a template"))
        .label(call.name.span, "not in a rule")
        .help("write it below `rules` of the stack, or compare with `==`")
}
