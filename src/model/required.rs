//! Entries that must be there.

use super::{Declaration, Stack};
use crate::diagnostic::Diagnostic;
use crate::suggest;
use crate::words::{Entry, Shape};

/// What is missing from each declaration of the stack's own, besides what was attempted: misspelled, or given a wrong
/// value. The keys of such bodies are in the order of their declarations.
pub fn missing(stack: &Stack<'_>, attempted: &[(usize, &str)]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (index, declaration) in stack.declarations.iter().enumerate().filter(|(_, declaration)| !declaration.existing) {
        let first = attempted.partition_point(|(of, _)| *of < index);
        let keys = || attempted[first..].iter().take_while(|(of, _)| *of == index).map(|(_, key)| *key);
        for entry in declaration.word.entries.iter().filter(|entry| entry.required) {
            let entries = &declaration.entries;
            let is_said = entries.setting(entry.name).is_some() || entries.sentences(entry.name).next().is_some();
            let given = is_said || keys().any(|key| means(key, declaration, entry));
            let says_it = |name: &str| name == entry.property || entry.unless.contains(&name);
            let as_property = entries.properties.iter().any(|property| says_it(property.name.text));
            if !given && !as_property {
                diagnostics.push(problem(declaration, entry));
            }
        }
    }
    diagnostics
}

/// Whether a key is the entry's, or was taken for a misspelling of it.
fn means(key: &str, declaration: &Declaration<'_>, entry: &Entry) -> bool {
    let names = || declaration.word.entries.iter().map(|entry| entry.name);
    key == entry.name || (!names().any(|name| name == key) && suggest::nearest(key, names()) == Some(entry.name))
}

fn problem(declaration: &Declaration<'_>, entry: &Entry) -> Diagnostic {
    let name = entry.name;
    let message = format!("{} `{}` needs `{name}`", declaration.word.name, declaration.handle.text);
    let problem = Diagnostic::error("missing-entry", message);
    match entry.shape {
        Shape::Sentence(form) => problem
            .label(declaration.handle.span, format!("`{name} …` is missing"))
            .help(format!("write a sentence: {form}")),
        _ => problem
            .label(declaration.handle.span, format!("`{name} = …` is missing"))
            .help(format!("write `{name} = …`: {}", entry.hint())),
    }
}
