//! What is said of names that nothing uses.

use super::{Kind, Known, Search};
use crate::diagnostic::Diagnostic;

/// One for each such name.
pub fn all(search: &Search<'_>) -> Vec<Diagnostic> {
    let users = first_users(search);
    let unused = search.known.iter().enumerate().filter(|(_, known)| !known.used && !known.again);
    unused.map(|(at, known)| problem(known, users[at].map(|user| &search.known[user]))).collect()
}

/// The first name of which each is a part.
fn first_users(search: &Search<'_>) -> Vec<Option<usize>> {
    let mut users = vec![None; search.known.len()];
    for (user, known) in search.known.iter().enumerate() {
        for named in known.names.iter().filter(|named| **named != user) {
            users[*named].get_or_insert(user);
        }
    }
    users
}

fn problem(known: &Known<'_>, user: Option<&Known<'_>>) -> Diagnostic {
    let text = known.name.text;
    let (code, message, help) = match known.kind {
        Kind::Let => {
            ("unused-let", format!("nothing uses the value that is called `{text}`"), "use it, or leave the `let` out")
        }
        Kind::Param => (
            "unused-param",
            format!("`{text}` is asked for at the deploy, and nothing uses it"),
            "use it, or ask for nothing: leave the `param` out",
        ),
        Kind::Argument => (
            "unused-param",
            format!("`{text}` is an argument of this file, and nothing uses it"),
            "use it, or leave the `param` out, and the argument where the file is used",
        ),
    };
    let problem = Diagnostic::warning(code, message).help(help);
    match user {
        Some(user) => problem
            .label(known.name.span, format!("used only by `{}`", user.name.text))
            .label(user.name.span, "not used either"),
        None => problem.label(known.name.span, "not used"),
    }
}
