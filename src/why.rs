//! `infrac why WHO VERB WHAT`: how it comes that somebody can do something, or cannot, step by step.

pub mod without;

use crate::claims::{self, Doing};
use crate::compile::examined;
use crate::diagnostic::Diagnostic;
use crate::findings::Locate;
use crate::model::Values;
use crate::reason::network::reach::End;
use crate::reason::relations::Relations;
use crate::reason::trace::{self, Trace};
use crate::reason::truth::Truth;
use crate::reason::{deed, members, presence};
pub(crate) use crate::relations::places::Places;
use crate::review;
pub use crate::source::At;
use crate::source::{Source, Span};
use crate::suggest;
use crate::syntax::ast::Name;
use crate::words::expect::claim::{self, Thing};
use crate::words::grant::verbs;
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
    /// What becomes of a request that cannot: `denied`, as there is no permission, or `hangs`, as there is no way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<&'static str>,
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

/// Answers a question about a template of CloudFormation that is meant for a region, where one is known.
pub fn of_template(source: &Source, region: Option<&str>, question: Question<'_>) -> Result<Why, Vec<Diagnostic>> {
    let found = review::related(source, region, |relations, locate| {
        let (from, to) = (by_id(relations, question.who)?, by_id(relations, question.what)?);
        let doing = meaning(relations, question.verb, to)?;
        Ok(explained(source, (relations, locate), question, (from, to, doing)))
    })?;
    found.map_err(|problem: Box<Diagnostic>| vec![*problem])
}

/// Says what is lost of a template without a resource.
pub fn lost_of_template(source: &Source, region: Option<&str>, id: &str) -> Result<without::Loss, Vec<Diagnostic>> {
    let found = review::related(source, region, |relations, locate| match by_id(relations, id)? {
        End::Resource(at) => {
            let after = without::template(relations.template(), at);
            let pairs = without::pairs_lost(relations, &without::after(relations, &after, locate), id, locate);
            Ok(without::Loss { without: id.to_owned(), claims: Vec::new(), pairs })
        }
        End::Internet | End::Service(_) => Err(Box::new(not_made(id))),
    })?;
    found.map_err(|problem: Box<Diagnostic>| vec![*problem])
}

/// Something of a template by its logical id.
fn by_id(relations: &Relations<'_>, id: &str) -> Result<End, Box<Diagnostic>> {
    if id == claim::INTERNET {
        return Ok(End::Internet);
    }
    let unknown = || {
        let problem = Diagnostic::error("unknown-name", format!("no resource of the template is called `{id}`"));
        let ids = relations.template().resources.iter().map(|one| one.id.as_ref());
        Box::new(match suggest::nearest(id, ids.clone()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("it has {}", suggest::all_of(ids))),
        })
    };
    relations.position(id).map(End::Resource).ok_or_else(unknown)
}

/// What a verb means for something of a template.
fn meaning(relations: &Relations<'_>, verb: &str, what: End) -> Result<Doing, Box<Diagnostic>> {
    let kind = match what {
        _ if verb == claim::REACH => return Ok(Doing::Reach),
        End::Resource(at) => relations.template().resources[at].kind.as_ref(),
        End::Internet | End::Service(_) => "the internet",
    };
    let vocabulary = verbs::of(kind);
    match vocabulary.map_or(&[][..], |one| one.meaning(verb)) {
        [] => {
            let known = vocabulary.into_iter().flat_map(|one| one.names()).chain([claim::REACH]);
            let problem = Diagnostic::error("unknown-verb", format!("`{verb}` is not a verb of {kind}"));
            Err(Box::new(problem.help(format!("it has {}", suggest::one_of(known)))))
        }
        verbs => Ok(Doing::Verbs(verbs)),
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
    Ok(explained(places.source, (&relations, places), question, (from?, to?, doing)))
}

/// The answer with its steps at their places.
fn explained(
    source: &Source,
    (relations, locate): (&Relations<'_>, &dyn Locate),
    question: Question<'_>,
    (from, to, doing): (End, End, Doing),
) -> Why {
    let answer =
        relations.answer(|world, read, trace| claims::can(world, read, (from, to), (doing, None, true), trace));
    let told = presence::example(&answer.circumstances, &|input| locate.input(input));
    let inputs = if answer.circumstances.is_empty() { "" } else { told.strip_prefix("not there where ").unwrap_or("") };
    Why {
        who: question.who.to_owned(),
        verb: question.verb.to_owned(),
        what: question.what.to_owned(),
        answer: said(answer.truth),
        request: (answer.truth == Truth::No).then(|| request(relations, (from, to), doing)).flatten(),
        inputs: inputs.to_owned(),
        steps: answer.steps.iter().map(|one| step(source, locate, one)).collect(),
    }
}

/// What becomes of a request that cannot: without a permission it is denied where it arrives.
fn request(relations: &Relations<'_>, ends: (End, End), doing: Doing) -> Option<&'static str> {
    let Doing::Verbs(verbs) = doing else { return None };
    let part = |of: fn(deed::Found) -> Truth| {
        let answer = relations.answer(|world, read, _| {
            members::all(world, ends, true, &mut Trace::silent(), |ends, trace| match ends {
                (End::Resource(from), End::Resource(to)) => of(deed::can(world, read, (from, to), verbs, trace)),
                (End::Internet | End::Service(_), _) | (_, End::Internet | End::Service(_)) => Truth::Unknown,
            })
        });
        answer.truth
    };
    match (part(|found| found.permitted), part(|found| found.reachable)) {
        (Truth::Yes, Truth::No) => Some("hangs"),
        (Truth::No, Truth::Yes) => Some("denied"),
        (Truth::Yes | Truth::No | Truth::Unknown, _) => None,
    }
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

fn step(source: &Source, locate: &dyn Locate, step: &trace::Step<'_>) -> Step {
    Step {
        text: step.text.clone(),
        answer: said(step.truth),
        at: step.at.as_ref().map(|way| source.at(locate.place(way))),
        steps: step.steps.iter().map(|inner| self::step(source, locate, inner)).collect(),
    }
}
