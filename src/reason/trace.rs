//! How an answer came about: a tree of steps, each with its own answer and the place in the template that it rests on.
//! Nothing is written down unless somebody wants to read it.

use super::truth::Truth;
use crate::template::Step as Key;

/// A place in a template: a resource, and the way to a value below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Way<'t> {
    /// The resource's position.
    pub resource: usize,
    /// The way below its properties; empty for the resource itself.
    pub steps: Vec<Key<'t>>,
}

/// One step of a derivation.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'t> {
    /// What it answers.
    pub truth: Truth,
    /// What it says, as the end of a sentence.
    pub text: String,
    /// What it rests on.
    pub at: Option<Way<'t>>,
    /// The steps that it follows from.
    pub steps: Vec<Step<'t>>,
}

/// Steps as they are found.
#[derive(Debug, Default)]
pub struct Trace<'t> {
    steps: Option<Vec<Step<'t>>>,
}

impl<'t> Trace<'t> {
    /// One that writes nothing down.
    pub fn silent() -> Self {
        Self { steps: None }
    }

    /// One that writes down every step.
    pub fn written() -> Self {
        Self { steps: Some(Vec::new()) }
    }

    /// Whether steps are written down.
    pub fn is_written(&self) -> bool {
        self.steps.is_some()
    }

    /// Notes a step.
    pub fn note(&mut self, truth: Truth, at: Option<Way<'t>>, text: impl FnOnce() -> String) {
        if let Some(steps) = &mut self.steps {
            steps.push(Step { truth, text: text(), at, steps: Vec::new() });
        }
    }

    /// Notes what `derive` notes, without the steps that are there already.
    pub fn once<T>(&mut self, derive: impl FnOnce(&mut Self) -> T) -> T {
        let mut inner = Self::like(self);
        let found = derive(&mut inner);
        if let Some(steps) = &mut self.steps {
            for step in inner.into_steps() {
                if !steps.contains(&step) {
                    steps.push(step);
                }
            }
        }
        found
    }

    /// One that writes steps down where another one does.
    #[must_use]
    pub fn like(other: &Self) -> Self {
        Self { steps: other.steps.is_some().then(Vec::new) }
    }

    /// Adds a step that was found elsewhere.
    pub fn add(&mut self, step: Step<'t>) {
        if let Some(steps) = &mut self.steps {
            steps.push(step);
        }
    }

    /// Notes a step that follows from those that `derive` notes.
    pub fn derived(
        &mut self,
        at: Option<Way<'t>>,
        derive: impl FnOnce(&mut Self) -> Truth,
        text: impl FnOnce(Truth) -> String,
    ) -> Truth {
        let mut inner = Self::like(self);
        let truth = derive(&mut inner);
        if let Some(steps) = &mut self.steps {
            steps.push(Step { truth, text: text(truth), at, steps: inner.into_steps() });
        }
        truth
    }

    /// The steps that were written down.
    pub fn into_steps(self) -> Vec<Step<'t>> {
        self.steps.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_written_once_and_below_others() {
        let mut trace = Trace::written();
        for text in ["a", "b", "a"] {
            trace.once(|trace| trace.note(Truth::Yes, None, || text.to_owned()));
        }
        let truth = trace.derived(
            None,
            |trace| {
                trace.note(Truth::No, None, || "c".to_owned());
                Truth::No
            },
            |truth| format!("{truth:?}"),
        );
        assert_eq!(truth, Truth::No);
        let steps = trace.into_steps();
        assert_eq!(steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>(), ["a", "b", "No"]);
        assert_eq!(steps[2].steps[0].text, "c");
    }

    #[test]
    fn a_silent_one_writes_nothing() {
        let mut trace = Trace::silent();
        trace.once(|trace| trace.note(Truth::Yes, None, || panic!("nobody reads it")));
        assert!(trace.into_steps().is_empty());
    }
}
