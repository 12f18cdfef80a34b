//! Paths of files that a program names, and what is wrong with them.

use crate::diagnostic::Diagnostic;
use crate::source::{PathProblem, Span, Unreadable};
use crate::syntax::ast::Name;

/// A path that names no file of the project; `example` is one that might.
pub fn bad(path: Name<'_>, problem: PathProblem, example: &str) -> Diagnostic {
    let (message, label, help) = match problem {
        PathProblem::Empty => ("this names no file", "no file", format!("write the path of a file: \"{example}\"")),
        PathProblem::Absolute => (
            "a path starts at the file in which it stands, not at the root of a disk",
            "absolute",
            format!("write where it is from here: \"{example}\", or \".{example}\" in the folder above"),
        ),
        PathProblem::Backslash => {
            ("a path has `/` between its names", "`\\` is understood by Windows only", "write `/`".to_owned())
        }
        PathProblem::Outside => (
            "this leads out of the project",
            "above the root",
            "the root is the folder of the file that is built; --root names another one above it".to_owned(),
        ),
    };
    let said = Diagnostic::error("outside-root", message).label(path.span, label);
    match problem {
        PathProblem::Backslash => said.fix("write `/`", path.span, format!("\"{}\"", path.text.replace('\\', "/"))),
        PathProblem::Empty | PathProblem::Absolute | PathProblem::Outside => said.help(help),
    }
}

/// A file that cannot be read, by its path from the root. What to write is left open where it depends on who asks.
pub fn unreadable(path: Span, full: &str, problem: &Unreadable) -> Diagnostic {
    let (what, label) = match problem {
        Unreadable::Absent => (format!("there is no file `{full}`"), "not found"),
        Unreadable::Folder => (format!("`{full}` is a folder"), "not a file"),
        Unreadable::Outside => {
            return Diagnostic::error("outside-root", format!("`{full}` is a link that leads out of the project"))
                .label(path, "outside of the root")
                .help("put the file into the project, or name a root that holds both: --root");
        }
        Unreadable::NoFiles => ("there are no other files beside this text".to_owned(), "not found"),
        Unreadable::Other(what) => (format!("`{full}` cannot be read: {what}"), "not read"),
    };
    Diagnostic::error("no-such-file", what).label(path, label)
}
