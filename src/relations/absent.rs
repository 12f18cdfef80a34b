//! What is said of a use of something that may not be there.

use super::places::Places;
use crate::diagnostic::Diagnostic;
use crate::reason::presence::{self, Unguarded, User};
use crate::source::Span;

/// A use of a resource whose condition need not hold there.
pub fn problem(places: &Places<'_, '_>, found: &Unguarded<'_>) -> Diagnostic {
    let declared = places.declared(found.target);
    let at = places.reference(found.user, &found.way, found.target).unwrap_or(declared);
    let message = presence::message(&places.called(found.target), found.waits);
    let problem = Diagnostic::error("used-without-condition", message)
        .label(at, presence::example(&found.circumstances, &|input| called(places, input)));
    let tests = places.stack.tests_of(found.condition);
    let only = if tests.is_empty() { "under a condition".to_owned() } else { joined(places, &tests) };
    problem.label(declared, format!("made only {only}")).help(help(places, found, at))
}

/// How the source calls an input.
pub fn called(places: &Places<'_, '_>, input: &str) -> String {
    let named = places.stack.inputs.iter().find(|known| known.id == input).map(|input| input.name.text);
    let ours = || crate::model::pseudo_names().find(|(_, theirs)| *theirs == input).map(|(ours, _)| ours);
    named.or_else(ours).unwrap_or(input).to_owned()
}

/// `if env == "prod"`, `if public and not env == "prod"`.
fn joined(places: &Places<'_, '_>, tests: &[(Span, bool)]) -> String {
    let each = tests.iter().map(|(span, negated)| {
        let text = places.source.slice(*span).split_whitespace().collect::<Vec<_>>().join(" ");
        match (negated, text.contains(' ')) {
            (false, _) => format!("`{text}`"),
            (true, true) => format!("`not ({text})`"),
            (true, false) => format!("`not {text}`"),
        }
    });
    format!("if {}", each.collect::<Vec<_>>().join(" and "))
}

fn help(places: &Places<'_, '_>, found: &Unguarded<'_>, at: Span) -> String {
    let below = "put this statement below the same `if`";
    if found.waits {
        return format!("leave it out, or {below}");
    }
    let word = places.source.slice(at);
    let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let word = if is_word { word } else { "…" };
    match found.user {
        User::Output(_) => format!("{below}, or say what stands here otherwise: {word} ?? \"none\""),
        User::Resource(_) => format!(
            "{below}, or say what stands here otherwise: {word} ?? \"none\", or {word} ?? aws.no_value to leave it out"
        ),
    }
}
