//! `file(path)`: the text of a file of the project.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::{Values, paths, wrong_type};
use crate::source::{self, PathProblem, Span, Unreadable};
use crate::syntax::ast::{Call, Expr, ExprKind, Name};
use crate::template::Value;

/// Bytes of a file: more than a whole template may have in S3. From the page "Understand CloudFormation quotas" of the
/// AWS CloudFormation User Guide.
const MOST_BYTES: usize = 1_024 * 1_024;

/// What a path looks like.
const EXAMPLE: &str = "./user-data.sh";

/// The description of `file`.
pub static FUNCTION: Function = Function {
    name: "file",
    arguments: &[argument("path", Kind::Literal)],
    summary: "Takes the text of a file as it is, without a byte order mark; a `${…}` in it stays text. The path starts at the file in which it stands and does not leave the project; the file is UTF-8 and has at most 1 MiB.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    example: "instance web01 < image = amazon-linux-2023, type = t3.micro, user_data = file(\"./user-data.sh\") >",
    files: &[("user-data.sh", "#!/bin/bash\nfor name in one two; do echo \"${name}\"; done\n")],
    lowering: Lowering::Own(lower),
    fold,
    ..Function::EMPTY
};

/// Why there is no text.
enum Missing {
    NotKnown,
    Path(PathProblem),
    Unreadable(String, Unreadable),
    TooLarge(usize),
}

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    text(values, arguments.first()?).ok().map(|text| super::text(text, span))
}

/// The text, from where the path was written.
fn text<'a>(values: Values<'_, 'a>, path: &Expr<'a>) -> Result<&'a str, Missing> {
    let settled = values.settled(path);
    let ExprKind::Text(written) = &settled.kind else { return Err(Missing::NotKnown) };
    let Some(source) = values.stack.source else {
        return Err(Missing::Unreadable(written.to_string(), Unreadable::NoFiles));
    };
    let full = source::resolve_path(source.part(settled.span.start).path(), written).map_err(Missing::Path)?;
    match source.data(&full) {
        Ok(text) if text.len() > MOST_BYTES => Err(Missing::TooLarge(text.len())),
        Ok(text) => Ok(text),
        Err(problem) => Err(Missing::Unreadable(full, problem.clone())),
    }
}

/// Says why there is none.
fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let path = call.arguments.first()?;
    let missing = match text(values, path) {
        Ok(text) => return Some(Value::text(text)),
        Err(missing) => missing,
    };
    let settled = values.settled(path);
    let problem = match missing {
        Missing::NotKnown => {
            values.argument(path, Kind::Literal, "path", problems)?;
            wrong_type("a text", &settled).help("write the path of a file, in quotes")
        }
        Missing::Path(problem) => {
            let text = values.known_text(path).unwrap_or_default();
            paths::bad(Name { text: &text, span: settled.span }, problem, EXAMPLE)
        }
        Missing::Unreadable(full, problem) => {
            let said = paths::unreadable(settled.span, &full, &problem);
            match (said.help.is_some(), problem) {
                (true, _) => said,
                (false, Unreadable::Other(_)) => {
                    said.help("a file that is no text belongs into a bucket, to be named there")
                }
                (false, _) => said.help("the path starts at the file in which it stands"),
            }
        }
        Missing::TooLarge(bytes) => Diagnostic::error(
            "file-too-large",
            format!("the file has {bytes} bytes, expected at most {MOST_BYTES} (1 MiB)"),
        )
        .label(settled.span, "too large for a template")
        .help("put the file into a bucket, and name it there"),
    };
    problems.push(problem);
    None
}
