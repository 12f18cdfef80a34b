//! What runs a function: `run on …`, `run every …` and `run cron …`.

mod finish;
mod polled;
mod pushed;
mod read;
mod timed;

pub use finish::finish;

use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, derived, where_holds};
use crate::model::{Declaration, EntrySentence};
use crate::template::{Text, Value};
use read::{Kind, Run, read};

/// Makes what runs the function; the statements that its role needs for that.
pub fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) -> Vec<Value<'a>> {
    let sentences = declaration.entries.sentences("run");
    sentences.flat_map(|sentence| one(declaration, sentence, to).unwrap_or_default()).collect()
}

fn one<'s, 'a>(
    declaration: &'s Declaration<'a>,
    sentence: &'s EntrySentence<'a>,
    to: &mut Lowering<'s, 'a>,
) -> Option<Vec<Value<'a>>> {
    let run = read(sentence, to)?;
    let (id, source) = match &run {
        Run::On(source) => (id_on(declaration, source.declaration), source.declaration.condition.clone()),
        Run::At(times) => (derived(&declaration.logical_id, &times.id), None),
    };
    if let Some((_, first)) =
        to.take("what runs a function", id.to_string(), declaration.handle.text.into(), sentence.span)
    {
        let problem =
            Diagnostic::error("set-twice", "this runs the function already").label(sentence.span, "again here");
        to.report(problem.label(first, "first here").help("keep one of them"));
        return None;
    }
    let own = to.condition().clone();
    let condition = to.all_of([own.clone(), sentence.condition.clone(), source]);
    let mut statements = Vec::new();
    to.under(condition.clone(), |to| statements = make(declaration, id, run, sentence, to));
    let besides = to.besides(condition, &[&own]);
    Some(statements.into_iter().map(|statement| where_holds(&besides, statement, None)).collect())
}

/// Adds the resources; what the role needs for them.
fn make<'a>(
    declaration: &Declaration<'a>,
    id: Text<'a>,
    run: Run<'_, 'a>,
    sentence: &EntrySentence<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Vec<Value<'a>> {
    match run {
        Run::At(times) => timed::make(declaration, &id, times, sentence.span, to),
        Run::On(source) => match source.kind {
            Kind::Queue | Kind::Table | Kind::Stream => return polled::make(declaration, id, source, sentence, to),
            Kind::Topic => pushed::by_topic(declaration, id, &source, to),
            Kind::Bucket => pushed::by_bucket(declaration, id, &source, to),
        },
    }
    Vec::new()
}

/// The logical id of what takes events from a source to a function.
fn id_on<'a>(function: &Declaration<'_>, source: &Declaration<'_>) -> Text<'a> {
    derived(&function.logical_id, &format!("On{}", source.logical_id))
}

/// The conditions that a sentence of a function and its source hold under, in one.
fn together<'a>(
    function: &Declaration<'a>,
    sentence: &EntrySentence<'a>,
    source: &Declaration<'a>,
    to: &Lowering<'_, 'a>,
) -> Condition<'a> {
    to.all_of([function.condition.clone(), sentence.condition.clone(), source.condition.clone()])
}
