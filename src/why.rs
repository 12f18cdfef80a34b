//! `infrac why WHO VERB WHAT`: how it comes that somebody can do something, or cannot, step by step.

pub mod without;

use crate::claims;
use crate::compile::examined;
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::reason::presence;
use crate::reason::trace;
use crate::reason::truth::Truth;
use crate::relations::absent;
pub(crate) use crate::relations::places::Places;
pub use crate::source::At;
use crate::source::{Source, Span};
use crate::syntax::ast::Name;
use crate::words::expect::claim::{self, Thing};
use serde::Serialize;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// Who: a name of the file, or `internet`.
    pub who: &'q str,
    /// Does what: `reach`, or a verb of what it is about.
    pub verb: &'q str,
    /// To what: a name of the file, or `internet`.
    pub what: &'q str,
}

/// An answer with how it comes about.
#[derive(Debug, Clone, Serialize)]
pub struct Why {
    /// Who.
    pub who: String,
    /// Does what.
    pub verb: String,
    /// To what.
    pub what: String,
    /// Whether it can.
    pub answer: &'static str,
    /// With which inputs that is so, where they matter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub inputs: String,
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// What it says.
    pub text: String,
    /// Whether that is a yes.
    pub answer: &'static str,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
    /// The steps that it follows from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// Answers a question about a source; or says what is wrong with either.
pub fn why(source: &Source, question: Question<'_>) -> Result<Why, Vec<Diagnostic>> {
    let (compiled, found) = examined(source, |places| answer(places, question));
    match found {
        Some(Ok(why)) => Ok(why),
        Some(Err(problem)) => Err(vec![*problem]),
        None => Err(compiled.diagnostics.into_iter().filter(Diagnostic::is_error).collect()),
    }
}

/// Says what is lost without something; or what is wrong.
pub fn lost(source: &Source, name: &str) -> Result<without::Loss, Vec<Diagnostic>> {
    let (compiled, found) = examined(source, |places| without::loss(places, name));
    match found {
        Some(Ok(loss)) => Ok(loss),
        Some(Err(problem)) => Err(vec![*problem]),
        None => Err(compiled.diagnostics.into_iter().filter(Diagnostic::is_error).collect()),
    }
}

fn answer(places: &Places<'_, '_>, question: Question<'_>) -> Result<Why, Box<Diagnostic>> {
    let relations = claims::relations(places);
    let who = thing(places, question.who)?;
    let what = thing(places, question.what)?;
    let verb = Name { text: question.verb, span: Span::default() };
    let doing = claims::deed(verb, (what, Name { text: question.what, span: Span::default() }))?;
    let ends = [(who, question.who), (what, question.what)]
        .map(|(thing, name)| claims::end(&relations, thing).ok_or_else(|| Box::new(not_made(name))));
    let [from, to] = ends;
    let (from, to) = (from?, to?);
    let answer =
        relations.answer(|world, read, trace| claims::can(world, read, (from, to), (doing, None, true), trace));
    let told = presence::example(&answer.circumstances, &|input| absent::called(places, input));
    let inputs = if answer.circumstances.is_empty() { "" } else { told.strip_prefix("not there where ").unwrap_or("") };
    Ok(Why {
        who: question.who.to_owned(),
        verb: question.verb.to_owned(),
        what: question.what.to_owned(),
        answer: said(answer.truth),
        inputs: inputs.to_owned(),
        steps: answer.steps.iter().map(|one| step(places, one)).collect(),
    })
}

fn thing<'s, 'a>(places: &Places<'s, 'a>, name: &str) -> Result<Thing<'s, 'a>, Box<Diagnostic>> {
    if name == claim::INTERNET {
        return Ok(Thing::Internet);
    }
    let values = Values::of(places.stack);
    match values.declaration(name, Span::default()) {
        Some(declaration) => Ok(Thing::Declared(declaration)),
        None => {
            let problem = values.undeclared(name, Span::default());
            Err(Box::new(Diagnostic { labels: Vec::new(), fix: None, ..problem }))
        }
    }
}

fn not_made(name: &str) -> Diagnostic {
    Diagnostic::error("unknown-name", format!("the stack does not make `{name}`, so nothing can be said about it"))
        .help("ask about something that the file declares itself")
}

fn said(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

fn step(places: &Places<'_, '_>, step: &trace::Step<'_>) -> Step {
    let at = step.at.as_ref().map(|way| places.source.at(places.place_of(way)));
    Step {
        text: step.text.clone(),
        answer: said(step.truth),
        at,
        steps: step.steps.iter().map(|inner| self::step(places, inner)).collect(),
    }
}
