//! What is said of claims that do not hold, or that nobody can decide.

use crate::diagnostic::Diagnostic;
use crate::model::Declaration;
use crate::reason::network::reach::End;
use crate::reason::presence;
use crate::reason::relations::Answer;
use crate::reason::trace::Step;
use crate::reason::truth::Truth;
use crate::relations::absent;
use crate::relations::places::Places;
use crate::remedies::rules;
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::words::expect::claim::{Claim, INTERNET, REACH, Thing};
use crate::words::grant;
use crate::words::grant::verbs::Vocabulary;

/// A claim that was asked about.
pub struct Asked<'p, 'c, 's, 'a> {
    pub places: &'p Places<'p, 'a>,
    pub claim: &'c Claim<'s, 'a>,
    pub verb: Name<'a>,
    pub what: (Thing<'s, 'a>, Name<'a>),
}

impl Asked<'_, '_, '_, '_> {
    /// `write `uploads``, `reach the internet on tcp 80`.
    fn deed(&self) -> String {
        let what = match self.what.0 {
            Thing::Internet => "the internet".to_owned(),
            Thing::Declared(_) => format!("`{}`", self.what.1.text),
        };
        let ports = self.claim.ports.map(crate::reason::network::groups::shown).unwrap_or_default();
        format!("{} {what}{ports}", self.verb.text)
    }

    fn span(&self) -> Span {
        self.verb.span.to(self.what.1.span)
    }

    /// The command that shows every step.
    fn why(&self, who: &str) -> String {
        format!("infrac why {who} {} {}", self.verb.text, self.what.1.text)
    }
}

/// What is said of an answer that is not a yes.
pub fn of(asked: &Asked<'_, '_, '_, '_>, who: Name<'_>, answer: &Answer<'_>) -> Option<Diagnostic> {
    let verb = if asked.claim.can { "cannot" } else { "can" };
    let called = if who.text == INTERNET { "the internet".to_owned() } else { format!("`{}`", who.text) };
    told(asked, answer, (called, verb, who.text))
}

/// What is said where the template does not have somebody or something that a claim is about.
pub fn not_made(asked: &Asked<'_, '_, '_, '_>, name: Name<'_>) -> Diagnostic {
    let message =
        format!("nobody can say before the deploy what `{}` can do, or who can do something with it", name.text);
    Diagnostic::warning("claim-unknown", message)
        .label(name.span, "the stack does not make it")
        .label(asked.claim.span, "claimed here")
        .help("claim something about what the file declares itself")
}

/// The same of somebody else than who is meant with `only`.
pub fn other(asked: &Asked<'_, '_, '_, '_>, other: End, answer: &Answer<'_>) -> Option<Diagnostic> {
    // That nobody else can is claimed of what is known.
    if answer.truth == Truth::Unknown {
        return None;
    }
    let name = match other {
        End::Internet => "the internet".to_owned(),
        End::Resource(at) => asked.places.called(at),
        End::Service(service) => service.to_owned(),
    };
    let plain = name.trim_matches('`').to_owned();
    let plain = if other == End::Internet { "internet".to_owned() } else { plain };
    told(asked, answer, (name, "too can", &plain))
}

fn told(
    asked: &Asked<'_, '_, '_, '_>,
    answer: &Answer<'_>,
    (who, verb, name): (String, &str, &str),
) -> Option<Diagnostic> {
    let can = verb == "cannot";
    let kind = |at: usize| asked.places.lowered.template.resources[at].kind.to_string();
    // What somebody must not reach is opened by a rule.
    let rule = (answer.truth == Truth::No && !can).then(|| rules::that_let_in(&answer.steps, &kind)).flatten();
    let step = rule.or_else(|| deciding(&answer.steps, answer.truth, can));
    let problem = match answer.truth {
        Truth::Yes => return None,
        Truth::No => {
            Diagnostic::error("claim-fails", format!("{who} {verb} {}{}", asked.deed(), inputs(asked, answer)))
                .label(asked.span(), "claimed otherwise here")
        }
        Truth::Unknown => {
            let verb = if asked.claim.can { "can" } else { "cannot" };
            Diagnostic::warning(
                "claim-unknown",
                format!("nobody can say before the deploy that {who} {verb} {}", asked.deed()),
            )
            .label(asked.span(), "claimed here")
        }
    };
    let at = step.and_then(|step| Some((step, step.at.as_ref()?)));
    let problem = match (at, step) {
        (Some((step, way)), _) => problem.label(asked.places.place_of(way), step.text.clone()),
        (None, Some(step)) => Diagnostic { message: format!("{}: {}", problem.message, step.text), ..problem },
        (None, None) => problem,
    };
    Some(problem.help(format!("every step: {}", asked.why(name))))
}

/// With which inputs a claim fails.
fn inputs(asked: &Asked<'_, '_, '_, '_>, answer: &Answer<'_>) -> String {
    if answer.circumstances.is_empty() {
        return String::new();
    }
    let told = presence::example(&answer.circumstances, &|input| absent::called(asked.places, input));
    told.strip_prefix("not there").map_or_else(String::new, str::to_owned)
}

/// The step that decides: the last one that says so, as deep as it goes.
fn deciding<'s, 't>(steps: &'s [Step<'t>], truth: Truth, can: bool) -> Option<&'s Step<'t>> {
    // That something works that should not shows in what lets it through.
    let wanted = match truth {
        Truth::Unknown => Truth::Unknown,
        Truth::No | Truth::Yes if can => Truth::No,
        Truth::No | Truth::Yes => Truth::Yes,
    };
    let step = steps.iter().rev().find(|step| step.truth == wanted)?;
    deciding(&step.steps, truth, can).filter(|inner| inner.truth == wanted).or(Some(step))
}

/// A verb for the internet other than getting there.
pub fn only_reached(verb: Name<'_>, name: Name<'_>) -> Diagnostic {
    Diagnostic::error("unknown-verb", format!("the internet can only be reached, not `{}`", verb.text))
        .label(verb.span, "not a verb of the internet")
        .label(name.span, "every address outside")
        .fix(format!("write `{REACH}`"), verb.span, REACH)
}

/// A type without verbs of its own.
pub fn no_verbs(verb: Name<'_>, of: &Declaration<'_>) -> Diagnostic {
    let problem = Diagnostic::error("unknown-verb", format!("`{}` is not a verb of {}", verb.text, of.a_kind()))
        .label(verb.span, "unknown verb")
        .label(of.handle.span, format!("this is {}", of.a_kind()));
    problem.help(format!("what can be claimed about {} is who can {REACH} it", of.a_kind()))
}

/// A verb that something does not know.
pub fn unknown_verb(verb: Name<'_>, of: &Declaration<'_>, vocabulary: &Vocabulary) -> Diagnostic {
    grant::problems::unknown_verb(verb, of, of.handle.span, vocabulary)
}
