//! The name of a function.
//!
//! From the page "CreateFunction" of the AWS Lambda API Reference: 64 letters, digits, hyphens and underscores.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::words;

const LONGEST: usize = 64;

/// Reports what Lambda would refuse of a name, and one that another function has.
pub fn check<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some((name, span)) = words::known_name(declaration, "FunctionName") else { return };
    let length = name.chars().count();
    let allowed = |c: &char| c.is_ascii_alphanumeric() || "-_".contains(*c);
    let problem = match name.chars().find(|c| !allowed(c)) {
        Some(' ') => "it has a space".to_owned(),
        Some(wrong) => format!("it has `{wrong}`"),
        None if !(1..=LONGEST).contains(&length) => format!("it has {length} characters, not 1 to {LONGEST}"),
        None => {
            if let Some((other, first)) = to.take_name("functions", name.clone(), span)
                // Case counts here.
                && other == name
            {
                to.report(words::same_name("functions", &name, span, first));
            }
            return;
        }
    };
    let message = format!("Lambda does not accept the function name `{name}`");
    let problem = Diagnostic::error("invalid-name", message).label(span, problem);
    to.report(problem.help(format!("a function's name has 1 to {LONGEST} letters, digits, `-` and `_`")));
}
