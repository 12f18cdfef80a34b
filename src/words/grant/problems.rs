//! What is said of grants that cannot be read.

use super::sentence::{Run, is, name};
use super::verbs::{self, VOCABULARIES, Vocabulary};
use crate::diagnostic::{Diagnostic, Edit};
use crate::model::{Declaration, Link};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Argument, Expr, ExprKind, Name};

/// Whether a word is a verb of anything.
fn is_verb(argument: &Argument<'_>) -> bool {
    let ExprKind::Word(word) = argument.value.kind else { return false };
    word == verbs::ALL || VOCABULARIES.iter().any(|one| !one.meaning(word).is_empty())
}

fn are_verbs(run: &[Argument<'_>]) -> bool {
    run.iter().all(is_verb)
}

fn span_of(run: &[Argument<'_>]) -> Span {
    match run {
        [first, .., last] => first.value.span.to(last.value.span),
        [one] => one.value.span,
        [] => Span::default(),
    }
}

/// A sentence of another shape.
pub fn incomplete(link: &Link<'_>, runs: &[Run<'_, '_>], on: Option<usize>) -> Diagnostic {
    let problem =
        Diagnostic::error("incomplete-sentence", "`grant` says who, what they may do, `on`, and with which resources")
            .label(link.name.span, "expected `grant WHO VERB, … on WHAT`");
    let example = "for example: grant sample-role-web read, write on uploads";
    match (runs, on) {
        // `grant read on uploads to web`.
        ([verbs, _, what, to, who], Some(1)) if are_verbs(verbs) && is(to, "to") => turned(problem, verbs, what, who),
        // `grant web read to uploads`.
        ([_, verbs, to, _], None) if are_verbs(verbs) && is(to, "to") => problem.fix("write `on`", span_of(to), "on"),
        ([_, verbs, what], None) if are_verbs(verbs) && !are_verbs(what) => {
            let between = Span { start: span_of(verbs).end, end: span_of(what).start };
            problem.fix("put `on` between", between, " on ")
        }
        // `grant web read on uploads, write on logs`.
        ([_, _, _, what, second, _], Some(2)) if is(second, "on") && what.last().is_some_and(is_verb) => {
            second_sentence(link, runs[0], what)
        }
        ([_, _, what], Some(1)) if !are_verbs(what) => {
            problem.help("say what they may do: grant sample-role-web read, write on uploads")
        }
        (_, Some(on)) if runs.len() > on + 2 && on >= 2 => missing_comma(&runs[on + 1..]),
        (_, _) => problem.help(example),
    }
}

/// In the order of SQL, which is clear too.
fn turned(problem: Diagnostic, verbs: Run<'_, '_>, what: Run<'_, '_>, who: Run<'_, '_>) -> Diagnostic {
    let problem = problem.label(span_of(who), "who it is comes first");
    let (Some(name), [_]) = (who.first().and_then(|one| name(&one.value)), who) else {
        return problem.help("for example: grant sample-role-web read, write on uploads");
    };
    let start = span_of(verbs).start;
    let written = if name.is_quoted() { format!("\"{}\" ", name.text) } else { format!("{} ", name.text) };
    let edits = vec![
        Edit { span: Span { start, end: start }, text: written },
        Edit { span: Span { start: span_of(what).end, end: span_of(who).end }, text: String::new() },
    ];
    problem.fix_edits(format!("put `{}` first", name.text), edits)
}

fn second_sentence(link: &Link<'_>, who: Run<'_, '_>, what: Run<'_, '_>) -> Diagnostic {
    let problem = Diagnostic::error("two-sentences-on-a-line", "a second `on` starts a sentence of its own");
    let [.., before, verb] = what else { return problem.label(link.name.span, "two sentences") };
    let problem = problem.label(verb.value.span, "a second sentence starts here");
    match who {
        [one] if name(&one.value).is_some_and(|name| !name.is_quoted()) => {
            let name = name(&one.value).map_or("", |name| name.text);
            let comma = Span { start: before.value.span.end, end: verb.value.span.start };
            problem.fix("start a new line", comma, format!("\ngrant {name} "))
        }
        _ => problem.help("write a `grant` for each"),
    }
}

/// Two resources without a comma between them.
fn missing_comma(runs: &[Run<'_, '_>]) -> Diagnostic {
    separated("resources are separated by commas", runs)
}

/// Two verbs without a comma between them.
pub fn between_verbs(runs: &[Run<'_, '_>]) -> Diagnostic {
    separated("verbs are separated by commas", runs)
}

fn separated(message: &str, runs: &[Run<'_, '_>]) -> Diagnostic {
    let values: Vec<&Run<'_, '_>> = runs.iter().filter(|run| !is(run, "and")).collect();
    let edits = values.windows(2).map(|two| {
        let between = Span { start: span_of(two[0]).end, end: span_of(two[1]).start };
        Edit { span: between, text: ", ".to_owned() }
    });
    let problem = Diagnostic::error("missing-comma", message);
    let problem = match runs.get(1) {
        Some(run) if is(run, "and") => problem.label(span_of(run), "expected `,`"),
        Some(run) => problem.label(span_of(run), "expected `,` in front of this"),
        None => problem,
    };
    problem.fix_edits("put a comma between", edits.collect())
}

/// Somebody who is named twice.
pub fn named_twice(name: Name<'_>, first: Name<'_>) -> Diagnostic {
    Diagnostic::error("set-twice", format!("`{}` is named twice", name.text))
        .label(name.span, "again here")
        .label(first.span, "first here")
        .help("name each once")
}

/// Something that is no name where one stands.
pub fn not_a_name(value: &Expr<'_>) -> Diagnostic {
    Diagnostic::error("wrong-type", "expected the name of a role, or of something that has one")
        .label(value.span, "not a name")
        .help("write for example: grant sample-role-web read, write on uploads")
}

/// A name of something else; an attribute has this name in front.
pub fn not_who(found: Name<'_>, of: Option<&str>) -> Diagnostic {
    let message = format!("expected the name of a role, or of something that has one, found `{}`", found.text);
    let problem = Diagnostic::error("wrong-type", message).label(found.span, "nobody who is granted something");
    match of {
        Some(of) => problem.fix(format!("write `{of}`"), found.span, of),
        None => problem.help("a role that exists already is named first: existing role NAME"),
    }
}

/// Something that is no word where a verb stands.
pub fn not_a_verb(value: &Expr<'_>) -> Diagnostic {
    let problem = Diagnostic::error("unknown-verb", "expected a verb such as `read`").label(value.span, "not a verb");
    match &value.kind {
        ExprKind::Text(text) if text.contains(':') => {
            problem.help(format!("single actions are allowed in the body of a role: allow \"{text}\" on …"))
        }
        _ => problem.help("verbs are bare words: grant sample-role-web read, write on uploads"),
    }
}

/// A verb that a type does not have.
pub fn unknown_verb(verb: Name<'_>, of: &Declaration<'_>, at: Span, vocabulary: &Vocabulary) -> Diagnostic {
    let message = format!("`{}` is not a verb of {}", verb.text, of.a_kind());
    let problem = Diagnostic::error("unknown-verb", message)
        .label(verb.span, "unknown verb")
        .label(at, format!("this is {}", of.a_kind()));
    let known = suggest::one_of(vocabulary.names());
    match suggest::nearest(verb.text, vocabulary.words()) {
        Some(near) => problem.help(format!("did you mean `{near}`? {} knows {known}", of.a_kind())).fix(
            format!("write `{near}`"),
            verb.span,
            near,
        ),
        None => problem.help(format!("{} knows {known}", of.a_kind())),
    }
}

/// A type without verbs.
pub fn no_verbs(of: &Declaration<'_>, at: Name<'_>) -> Diagnostic {
    Diagnostic::error("no-verbs", format!("`grant` knows no verbs for {}", of.a_kind()))
        .label(at.span, format!("this is {}", of.a_kind()))
        .help(format!("allow single actions in the body of a role: allow \"service:Action\" on {}", at.text))
}

/// Something written where a resource has to be named; an attribute of one has this name in front.
pub fn not_a_resource(value: &Expr<'_>, name: Option<&str>) -> Diagnostic {
    let found = name.map_or(String::new(), |name| format!(", found an attribute of `{name}`"));
    let problem = Diagnostic::error("wrong-type", format!("expected the name of a resource{found}"))
        .label(value.span, "not a resource");
    match (&value.kind, name) {
        (_, Some(name)) => problem
            .help("what a verb allows follows from the type of the resource, so that it is named itself")
            .fix(format!("write `{name}`"), value.span, name),
        (ExprKind::Text(text), None) if text.starts_with("arn:") => problem.help(
            "what exists already is named first, so that its type is known: existing bucket NAME, or existing AWS::Service::Type NAME < arn = … >",
        ),
        (_, None) => problem.help("write for example: grant sample-role-web read, write on uploads"),
    }
}

/// Something granted that was granted before.
pub fn granted_twice(verb: Name<'_>, who: &str, what: &str, first: Span) -> Diagnostic {
    Diagnostic::error("set-twice", format!("`{who}` is granted `{}` on `{what}` twice", verb.text))
        .label(verb.span, "again here")
        .label(first, "first here")
        .help("keep one of them")
}

/// Something that acts with no role.
pub fn not_a_holder(name: Name<'_>, found: &Declaration<'_>) -> Diagnostic {
    let message = format!("`{}` is {}, which has no role to act with", name.text, found.a_kind());
    Diagnostic::error("wrong-kind", message)
        .label(name.span, "expected a role, a user, a group, or something that has a role")
        .label(found.handle.span, format!("declared here as {}", found.a_kind()))
        .help("who may do something comes first: grant ROLE read on …")
}

/// Something whose role nobody here knows.
pub fn unknown_role(name: Name<'_>, at: Option<(Span, &str)>, help: &str) -> Diagnostic {
    let problem =
        Diagnostic::error("unknown-role", format!("the role that `{}` acts with is not known here", name.text))
            .label(name.span, "which role?");
    match at {
        Some((at, label)) => problem.label(at, label),
        None => problem,
    }
    .help(help)
}

/// A name that nothing has, where somebody is granted something.
pub fn unknown_name<'c>(name: Name<'_>, known: impl Iterator<Item = &'c str>) -> Diagnostic {
    let problem = Diagnostic::error("unknown-name", format!("nothing here is called `{}`", name.text))
        .label(name.span, "unknown name");
    match suggest::nearest(name.text, known) {
        Some(near) => suggest::offer_name(problem.help(format!("did you mean `{near}`?")), name.text, near, name.span),
        None => problem.help(format!(
            "declare it: role {0} trusts ec2; or say that it exists already: existing role {0}",
            name.text
        )),
    }
}
