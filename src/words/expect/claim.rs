//! What an `expect` says.

use crate::diagnostic::Diagnostic;
use crate::model::{Declaration, Link, Values};
use crate::reason::network::ports::Ports;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Argument, Expr, ExprKind, Name};

/// The word for every address outside.
pub const INTERNET: &str = "internet";
/// The verb that is about the network alone.
pub const REACH: &str = "reach";

/// Somebody or something in a claim.
#[derive(Debug, Clone, Copy)]
pub enum Thing<'s, 'a> {
    /// The internet.
    Internet,
    /// Something that is declared.
    Declared(&'s Declaration<'a>),
}

/// One claim.
#[derive(Debug)]
pub struct Claim<'s, 'a> {
    /// Whether nobody else can.
    pub only: bool,
    /// Who, each of them.
    pub who: Vec<(Thing<'s, 'a>, Name<'a>)>,
    /// Whether it can, or cannot.
    pub can: bool,
    /// What it can do.
    pub verbs: Vec<Name<'a>>,
    /// To what.
    pub what: Vec<(Thing<'s, 'a>, Name<'a>)>,
    /// On which ports.
    pub ports: Option<Ports>,
    /// The whole statement.
    pub span: Span,
}

/// Reads a claim; what is wrong with it is said.
pub fn read<'s, 'a>(link: &Link<'a>, values: Values<'s, 'a>, problems: &mut Vec<Diagnostic>) -> Option<Claim<'s, 'a>> {
    let mut arguments = link.arguments.as_slice();
    let only = word(arguments.first()).is_some_and(|name| name.text == "only");
    if only {
        arguments = &arguments[1..];
    }
    // The names go on behind commas; what follows them is the verb.
    let end = arguments.iter().skip(1).position(|argument| !argument.after_comma).map(|at| at + 1);
    let Some((names, verb)) = end.and_then(|end| Some((&arguments[..end], word(arguments.get(end))?))) else {
        problems.push(incomplete(link.name.span));
        return None;
    };
    let can = match verb.text {
        "can" => true,
        "cannot" => false,
        _ => {
            problems.push(not_a_claim(verb));
            return None;
        }
    };
    let before = problems.len();
    let who = things(names.iter().filter_map(|one| name(&one.value)), values, problems);
    let (rest, ports) = ports(&arguments[names.len() + 1..], problems)?;
    let (verbs, what) = deeds(rest);
    if verbs.is_empty() || what.is_empty() {
        problems.push(incomplete(verb.span));
        return None;
    }
    if only && !can {
        problems.push(
            Diagnostic::error("sentence-expected", "`only` says who can, and nobody else; not who cannot")
                .label(verb.span, "not with `only`")
                .help("leave `only` out, or write `can`: expect only web01 can …"),
        );
        return None;
    }
    let what = things(what.into_iter(), values, problems);
    (problems.len() == before).then_some(Claim { only, who, can, verbs, what, ports, span: link.span })
}

fn word<'a>(argument: Option<&Argument<'a>>) -> Option<Name<'a>> {
    name(&argument?.value)
}

fn name<'a>(value: &Expr<'a>) -> Option<Name<'a>> {
    match &value.kind {
        ExprKind::Word(text) => Some(Name { text, span: value.span }),
        ExprKind::Text(std::borrow::Cow::Borrowed(text)) => Some(Name { text, span: value.span }),
        _ => None,
    }
}

/// `read, write uploads, logs`: verbs with commas between them, then what they are about.
fn deeds<'a>(arguments: &[Argument<'a>]) -> (Vec<Name<'a>>, Vec<Name<'a>>) {
    let end = arguments.iter().enumerate().skip(1).find(|(_, argument)| !argument.after_comma).map(|(at, _)| at);
    let (verbs, what) = arguments.split_at(end.unwrap_or(arguments.len()));
    let names = |arguments: &[Argument<'a>]| arguments.iter().filter_map(|one| name(&one.value)).collect();
    (names(verbs), names(what))
}

/// Takes `on tcp 3306` off the end.
fn ports<'t, 'a>(
    arguments: &'t [Argument<'a>],
    problems: &mut Vec<Diagnostic>,
) -> Option<(&'t [Argument<'a>], Option<Ports>)> {
    let on = arguments.iter().position(|argument| argument.value.kind == ExprKind::Word("on") && !argument.after_comma);
    let Some(on) = on else { return Some((arguments, None)) };
    let (rest, tail) = arguments.split_at(on);
    let found = match tail {
        [_, protocol, port] if protocol.value.kind == ExprKind::Word("tcp") => match &port.value.kind {
            ExprKind::Number(text) => text.parse().ok().map(Ports::one),
            ExprKind::Range(ends) => between(&ends.0, &ends.1),
            _ => None,
        },
        _ => None,
    };
    if found.is_none() {
        let span = tail
            .last()
            .map_or(Span::default(), |last| Span { start: tail[0].value.span.start, end: last.value.span.end });
        problems.push(
            Diagnostic::error("sentence-expected", "expected a port of tcp, as in `on tcp 3306`")
                .label(span, "not a port")
                .help("write: on tcp 3306, or: on tcp 8000..8010"),
        );
        return None;
    }
    Some((rest, found))
}

fn between(from: &Expr<'_>, to: &Expr<'_>) -> Option<Ports> {
    let number = |value: &Expr<'_>| match &value.kind {
        ExprKind::Number(text) => text.parse::<u16>().ok(),
        _ => None,
    };
    Some(Ports { first: number(from)?, last: number(to)? }).filter(|ports| ports.first <= ports.last)
}

fn things<'s, 'a>(
    names: impl Iterator<Item = Name<'a>>,
    values: Values<'s, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(Thing<'s, 'a>, Name<'a>)> {
    names.filter_map(|name| Some((thing(name, values, problems)?, name))).collect()
}

fn thing<'s, 'a>(name: Name<'a>, values: Values<'s, 'a>, problems: &mut Vec<Diagnostic>) -> Option<Thing<'s, 'a>> {
    if name.text == INTERNET {
        return Some(Thing::Internet);
    }
    if let Some(declaration) = values.declaration(name.text, name.span) {
        return Some(Thing::Declared(declaration));
    }
    if !values.is_lost(name.text, name.span) {
        problems.push(values.undeclared(name.text, name.span));
    }
    None
}

fn incomplete(span: Span) -> Diagnostic {
    Diagnostic::error("incomplete-sentence", "`expect` says who can do what to what")
        .label(span, "something is missing behind this")
        .help("for example: expect web01 can write uploads; expect internet cannot reach db")
}

fn not_a_claim(verb: Name<'_>) -> Diagnostic {
    let problem = Diagnostic::error("sentence-expected", format!("expected `can` or `cannot`, found `{}`", verb.text))
        .label(verb.span, "expected `can` or `cannot`");
    match suggest::nearest(verb.text, ["can", "cannot"]) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), verb.span, near),
        None => problem.help("for example: expect web01 can write uploads"),
    }
}
