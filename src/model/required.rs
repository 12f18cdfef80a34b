//! Entries that must be there.

use super::{Declaration, Stack};
use crate::diagnostic::Diagnostic;
use crate::words::Entry;

/// What is missing from each declaration of the stack's own, besides what was given a wrong value.
pub fn missing(stack: &Stack<'_, '_>, attempted: &[(usize, &str)]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (index, declaration) in stack.declarations.iter().enumerate().filter(|(_, declaration)| !declaration.existing) {
        for entry in declaration.word.entries.iter().filter(|entry| entry.required) {
            let given = declaration.entries.setting(entry.name).is_some() || attempted.contains(&(index, entry.name));
            let as_property =
                declaration.entries.properties.iter().any(|property| property.name.text == entry.property);
            if !given && !as_property {
                diagnostics.push(problem(declaration, entry));
            }
        }
    }
    diagnostics
}

fn problem(declaration: &Declaration<'_, '_>, entry: &Entry) -> Diagnostic {
    Diagnostic::error(
        "missing-entry",
        format!("{} `{}` needs `{}`", declaration.word.name, declaration.handle.text, entry.name),
    )
    .label(declaration.handle.span, format!("`{} = …` is missing", entry.name))
    .help(format!("`{}`: {}", entry.name, lower_first(entry.summary)))
}

/// A sentence of the description, to go on with behind a colon.
fn lower_first(summary: &str) -> String {
    let (first, rest) = summary.split_at(summary.chars().next().map_or(0, char::len_utf8));
    format!("{}{}", first.to_lowercase(), rest.trim_end_matches('.'))
}
