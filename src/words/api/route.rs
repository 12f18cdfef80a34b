//! One route: which requests, and the function that answers them.

use super::path;
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering};
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Argument, ExprKind};
use crate::template::Value;
use crate::words::function::FUNCTION;
use crate::words::sentence::{Clauses, not_understood, word};

const METHODS: [&str; 8] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// A route.
pub struct Route<'s, 'a> {
    /// The method; none for the route of all other requests.
    pub on: Option<(&'static str, String)>,
    /// The function, if it is declared.
    pub function: &'s Declaration<'a>,
    /// Its ARN.
    pub arn: Value<'a>,
    /// Whether it needs no token.
    pub open: bool,
    /// The condition that it is there under.
    pub condition: Condition<'a>,
    /// Where it is said.
    pub span: Span,
}

impl Route<'_, '_> {
    /// How API Gateway calls it.
    pub fn key(&self) -> String {
        self.on.as_ref().map_or("$default".to_owned(), |(method, path)| format!("{method} {path}"))
    }

    /// The part of a logical id that tells it from others.
    pub fn id(&self) -> String {
        let Some((method, path)) = &self.on else { return "Default".to_owned() };
        format!("{}{}{}", &method[..1], method[1..].to_ascii_lowercase(), path::id(path))
    }

    /// What stands behind the stage in the ARN of its requests.
    pub fn requests(&self) -> String {
        match &self.on {
            Some(("ANY", path)) => format!("*{path}"),
            Some((method, path)) => format!("{method}{path}"),
            None => "$default".to_owned(),
        }
    }
}

/// Reads a sentence; what is wrong is reported.
pub fn read<'s, 'a>(
    api: &Declaration<'a>,
    sentence: &'s EntrySentence<'a>,
    to: &mut Lowering<'s, 'a>,
) -> Option<Route<'s, 'a>> {
    let clauses = Clauses::of(&sentence.arguments, &["to"]);
    let on = match clauses.head {
        [only] if word(&only.value) == Some("default") => None,
        [method, path] => Some((a_method(sentence, method, to)?, a_path(path, to)?)),
        _ => {
            to.report(not_understood(sentence, sentence.span, "expected a method and a path in front of `to`"));
            return None;
        }
    };
    let (target, open) = match clauses.behind("to") {
        [target] => (target, false),
        [target, open] if word(&open.value) == Some("open") && !open.after_comma => (target, true),
        _ => {
            to.report(not_understood(sentence, sentence.span, "expected one function behind `to`"));
            return None;
        }
    };
    let found = to.named(&target.value, &FUNCTION)?;
    let Some(function) = found.declaration else {
        // What is there in no case answers nothing.
        if !found.value.is_nothing() {
            let what = "name a function of this file, or one that exists already by `existing`";
            to.report(not_understood(sentence, found.span, what));
        }
        return None;
    };
    let condition = to.all_of([api.condition.clone(), sentence.condition.clone(), function.condition.clone()]);
    Some(Route { on, function, arn: found.value, open, condition, span: sentence.span })
}

fn a_method<'a>(
    sentence: &EntrySentence<'a>,
    argument: &Argument<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<&'static str> {
    let span = argument.value.span;
    let Some(written) = word(&argument.value) else {
        to.report(not_understood(sentence, span, "expected a method such as GET"));
        return None;
    };
    if let Some(method) = METHODS.into_iter().find(|method| *method == written) {
        return Some(method);
    }
    let upper = written.to_ascii_uppercase();
    let near = METHODS.into_iter().find(|method| *method == upper).or_else(|| suggest::nearest(&upper, METHODS));
    let problem = Diagnostic::error("unknown-value", format!("a method is {}", suggest::one_of(METHODS)))
        .label(span, "not a method");
    to.report(match near {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
        None => problem.help("ANY stands for all of them"),
    });
    None
}

fn a_path<'a>(argument: &Argument<'a>, to: &mut Lowering<'_, 'a>) -> Option<String> {
    let span = argument.value.span;
    let text = to.values().known_text(&argument.value);
    let Some(path) = text.filter(|_| !matches!(argument.value.kind, ExprKind::Number(_))) else {
        let problem = Diagnostic::error("wrong-type", "expected the path of a route, in quotes, known at build");
        to.report(problem.label(span, "not a path").help("write for example: route GET \"/orders\" to list-orders"));
        return None;
    };
    let Some(problem) = path::problem(&path) else { return Some(path.into_owned()) };
    let with_slash = format!("/{path}");
    let diagnostic =
        Diagnostic::error("invalid-route", format!("API Gateway does not take the path `{path}`: {problem}"))
            .label(span, problem);
    to.report(if !path.starts_with('/') && path::problem(&with_slash).is_none() {
        diagnostic.fix(format!("write \"{with_slash}\""), span, format!("\"{with_slash}\""))
    } else {
        diagnostic.help(
            "a path is parts behind slashes; {id} stands for any one part, {rest+} at the end for all that follow",
        )
    });
    None
}
