//! Pages in the place of errors.

use super::origin::{Origin, Origins};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::syntax::ast::{Argument, ExprKind};
use crate::template::Value;
use crate::words::sentence::{self, Clauses};

/// The page of a folder.
pub const PAGE: &str = "index.html";

const FORBIDDEN: i64 = 403;
const NOT_FOUND: i64 = 404;

/// Errors that CloudFront can show another page for.
///
/// From the page "Configure error response behavior" of the CloudFront Developer Guide.
const CODES: &[i64] = &[400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/// The pages of a distribution.
pub fn lower<'a>(
    declaration: &Declaration<'a>,
    origins: &Origins<'_, 'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let mut said: Vec<(i64, Span)> = Vec::new();
    let mut pages = Vec::new();
    for sentence in declaration.entries.sentences.iter().filter(|one| one.entry.name == "error") {
        let Some((code, page)) = read(sentence, to) else { continue };
        if let Some((_, first)) = said.iter().find(|(known, _)| *known == code) {
            to.report(
                Diagnostic::error("set-twice", format!("two pages for the error {code}"))
                    .label(sentence.span, "again here")
                    .label(*first, "first here")
                    .help("keep one of them"),
            );
            continue;
        }
        said.push((code, sentence.span));
        pages.push((code, code, page));
    }
    let is_said = |code: i64| said.iter().any(|(known, _)| *known == code);
    // Who may not list a bucket is told 403 of what it does not have.
    if let Some((_, _, page)) = pages.iter().find(|(code, ..)| *code == NOT_FOUND).cloned()
        && !is_said(FORBIDDEN)
        && origins.all.iter().all(Origin::is_bucket)
    {
        pages.push((FORBIDDEN, NOT_FOUND, page));
    }
    if declaration.entries.on("spa", false) {
        let name = declaration.entries.text("default").map_or(PAGE, AsRef::as_ref);
        let page = Value::text(format!("/{}", name.trim_start_matches('/')));
        let rest = [FORBIDDEN, NOT_FOUND].into_iter().filter(|code| !pages.iter().any(|(known, ..)| known == code));
        let rest: Vec<i64> = rest.collect();
        pages.extend(rest.into_iter().map(|code| (code, 200, page.clone())));
        if let Some(problem) = hides_errors(declaration, origins) {
            to.report(problem);
        }
    }
    let pages = pages.into_iter().map(|(code, answer, page)| response(code, answer, page));
    let pages: Vec<Value<'a>> = pages.collect();
    (!pages.is_empty()).then(|| Value::list(pages))
}

fn response<'a>(code: i64, answer: i64, page: Value<'a>) -> Value<'a> {
    Value::map([("ErrorCode", Value::Int(code)), ("ResponseCode", Value::Int(answer)), ("ResponsePagePath", page)])
}

/// `error 404 shows "/404.html"`
fn read<'a>(sentence: &EntrySentence<'a>, to: &mut Lowering<'_, 'a>) -> Option<(i64, Value<'a>)> {
    let clauses = Clauses::of(&sentence.arguments, &["shows"]);
    let ([code], [page]) = (clauses.head, clauses.behind("shows")) else {
        to.report(sentence::not_understood(sentence, sentence.span, "expected an error, `shows` and a page"));
        return None;
    };
    let known = number(code).filter(|code| CODES.contains(code));
    if known.is_none() {
        let all: Vec<String> = CODES.iter().map(ToString::to_string).collect();
        to.report(
            Diagnostic::error("out-of-range", "CloudFront shows no other page for this error")
                .label(code.value.span, "expected the code of an error")
                .help(format!("it does for {}", all.join(", "))),
        );
    }
    let value = to.reading(|values, problems| values.text(&page.value, problems));
    if let Some(Value::Text(path)) = &value
        && !path.starts_with('/')
    {
        to.report(
            Diagnostic::error("invalid-form", format!("`{path}` is not a path"))
                .label(page.value.span, "expected a path such as \"/404.html\"")
                .fix(format!("write \"/{path}\""), page.value.span, format!("\"/{path}\"")),
        );
        return None;
    }
    Some((known?, value?))
}

fn number(argument: &Argument<'_>) -> Option<i64> {
    match &argument.value.kind {
        ExprKind::Number(text) => text.parse().ok(),
        _ => None,
    }
}

/// Pages in the place of errors are for all origins: an API's callers would get a page, and 200.
fn hides_errors(declaration: &Declaration<'_>, origins: &Origins<'_, '_>) -> Option<Diagnostic> {
    let other = origins.all.iter().skip(1).find(|origin| !origin.is_bucket())?;
    let spa = declaration.entries.setting("spa")?;
    Some(
        Diagnostic::warning(
            "hidden-errors",
            format!("errors 403 and 404 of `{}` become the page too, with status 200", other.called),
        )
        .label(spa.key, "is about all origins")
        .label(other.span, "its callers get no errors")
        .help(
            "let the API answer with other codes, or rewrite paths with a function of CloudFront in the place of `spa`",
        ),
    )
}
