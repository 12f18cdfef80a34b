//! What an `attach` says: what is attached, and the names behind `to`.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Link;
use crate::source::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind, Name};

/// A sentence in its parts.
pub struct Sentence<'t, 'a> {
    /// What is attached.
    pub first: &'t Expr<'a>,
    rest: &'t [Argument<'a>],
}

/// Takes a sentence apart.
pub fn read<'t, 'a>(link: &'t Link<'a>, to: &mut Lowering<'_, 'a>) -> Option<Sentence<'t, 'a>> {
    match link.arguments.as_slice() {
        [first, keyword, rest @ ..]
            if matches!(keyword.value.kind, ExprKind::Word("to")) && !keyword.after_comma && !rest.is_empty() =>
        {
            Some(Sentence { first: &first.value, rest })
        }
        _ => {
            to.report(incomplete(link));
            None
        }
    }
}

/// The names in a sentence, what is attached first.
pub fn names<'a>(link: &Link<'a>) -> impl Iterator<Item = Name<'a>> {
    let named = link.arguments.iter().filter_map(|argument| name(&argument.value));
    named.enumerate().filter(|(at, name)| *at != 1 || name.text != "to").map(|(_, name)| name)
}

impl<'a> Sentence<'_, 'a> {
    /// The names behind `to`, each once; each should be this.
    pub fn targets(&self, what: &str, to: &mut Lowering<'_, 'a>) -> Vec<Name<'a>> {
        let mut targets: Vec<Name<'a>> = Vec::new();
        for argument in self.rest {
            let Some(name) = name(&argument.value) else {
                to.report(not_a_name(&argument.value, what));
                continue;
            };
            if let Some(first) = targets.iter().find(|target| target.text == name.text) {
                let problem = Diagnostic::error("set-twice", format!("`{}` is named twice", name.text))
                    .label(name.span, "again here");
                to.report(problem.label(first.span, "first here").help(format!("name each {what} once")));
                continue;
            }
            if !argument.after_comma && !targets.is_empty() {
                to.report(missing_comma(targets.last(), name));
            }
            targets.push(name);
        }
        targets
    }
}

fn missing_comma(before: Option<&Name<'_>>, name: Name<'_>) -> Diagnostic {
    let start = before.map_or(name.span.start, |before| before.span.end);
    Diagnostic::error("missing-comma", "names are separated by commas")
        .label(name.span, "expected `,` in front of this")
        .fix("put a comma between", Span { start, end: name.span.start }, ", ")
}

fn incomplete(link: &Link<'_>) -> Diagnostic {
    let problem =
        Diagnostic::error("incomplete-sentence", "`attach` says which role or policy, `to`, and what gets it")
            .label(link.name.span, "expected `attach ROLE to INSTANCE`, or `attach POLICY to ROLE`");
    match link.arguments.as_slice() {
        [role, instance, ..]
            if !instance.after_comma
                && name(&role.value).is_some()
                && name(&instance.value).is_some_and(|name| name.text != "to") =>
        {
            let between = Span { start: role.value.span.end, end: instance.value.span.start };
            problem.fix("put `to` between", between, " to ")
        }
        _ => problem.help("for example: attach sample-role-web to web01, web02"),
    }
}

fn not_a_name(value: &Expr<'_>, what: &str) -> Diagnostic {
    let article = if what.starts_with('i') { "an" } else { "a" };
    let message = format!("expected the name of {article} {what}");
    let problem = Diagnostic::error("wrong-type", message).label(value.span, "not a name");
    let items = match &value.kind {
        ExprKind::List(items) => items.as_slice(),
        _ => &[],
    };
    let names: Option<Vec<&str>> = items
        .iter()
        .map(|item| matches!(item.kind, ExprKind::Word(_)).then(|| name(item)).flatten().map(|name| name.text))
        .collect();
    match names {
        Some(names) if !names.is_empty() => problem.fix("leave out the brackets", value.span, names.join(", ")),
        _ => problem.help("names are separated by commas: attach sample-role-web to web01, web02"),
    }
}

/// A bare or quoted name.
pub fn name<'a>(value: &Expr<'a>) -> Option<Name<'a>> {
    match &value.kind {
        ExprKind::Word(text) => Some(Name { text, span: value.span }),
        ExprKind::Text(std::borrow::Cow::Borrowed(text)) => Some(Name { text, span: value.span }),
        _ => None,
    }
}
