//! Whether conditions follow from others: every combination of what their inputs may be is looked at.
//!
//! An input that is compared with texts is one of those, or something else; what it is allowed to be and the template's
//! rules narrow that down. What nobody can work out here may be true or false, and is never the reason for a claim.

mod domain;
mod test;

use super::references::Guard;
use crate::template::{Entry, Parameter, Value};
pub use domain::may_be_empty;
use domain::{Possible, Variable};
use std::cell::Cell;
use std::collections::BTreeSet;
use test::{Builder, Test};

/// More combinations than these are not looked at.
const MOST_COMBINATIONS: usize = 1_024;
/// Tests that are evaluated for one template, all combinations together. What is asked later has no answer.
const MOST_STEPS: usize = 20_000_000;

/// The names of a template that its conditions are made of.
pub struct Conditions<'q, 't> {
    condition: &'q dyn Fn(&str) -> Option<&'t Value<'t>>,
    parameter: &'q dyn Fn(&str) -> Option<&'t Parameter<'t>>,
    rules: &'t [Entry<'t>],
    steps: Cell<usize>,
}

/// Whether a condition follows from others.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// It holds wherever they hold.
    Yes,
    /// It does not hold here, and they do. Empty where that is about more than inputs.
    No(Vec<Circumstance>),
    /// Nobody can say.
    Unknown,
}

/// What an input is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstance {
    /// The input's logical id.
    pub input: String,
    /// What it is, or what it is not.
    pub texts: Vec<String>,
    /// Whether it is one of these.
    pub is: bool,
}

/// What some conditions are together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combination {
    /// Whether each of them holds.
    pub holds: Vec<bool>,
    /// Inputs with which that is so; empty where that is about more than inputs.
    pub circumstances: Vec<Circumstance>,
    /// Whether it surely can be.
    pub sure: bool,
}

impl<'q, 't> Conditions<'q, 't> {
    /// What these names stand for.
    pub fn new(
        condition: &'q dyn Fn(&str) -> Option<&'t Value<'t>>,
        parameter: &'q dyn Fn(&str) -> Option<&'t Parameter<'t>>,
        rules: &'t [Entry<'t>],
    ) -> Self {
        Self { condition, parameter, rules, steps: Cell::new(MOST_STEPS) }
    }

    /// Whether a condition holds wherever all of the others do.
    pub fn follows(&self, condition: &str, from: &[Guard<'_>]) -> Answer {
        if from.contains(&(condition, true)) {
            return Answer::Yes;
        }
        let mut builder = Builder::new(self.condition);
        let mut given = builder.all(from);
        let wanted = builder.named(condition);
        let told = builder.variables.len();
        given.extend(builder.rules(self.rules));
        self.answer(&Question { given, wanted, told, variables: &builder.variables })
    }

    /// Whether these can never hold together.
    pub fn exclude(&self, guards: &[Guard<'_>]) -> bool {
        let mut builder = Builder::new(self.condition);
        let given = builder.all(guards);
        let told = builder.variables.len();
        let question = Question { given, wanted: Test::Known(false), told, variables: &builder.variables };
        self.answer(&question) == Answer::Yes
    }

    /// What some conditions can be together, each combination once; none when that is too much, or nobody knows.
    pub fn cases(&self, names: &[&str], most: usize) -> Option<Vec<Combination>> {
        let mut builder = Builder::new(self.condition);
        let wanted: Vec<Test> = names.iter().map(|name| builder.named(name)).collect();
        let told = builder.variables.len();
        let given = builder.rules(self.rules);
        let question = Question { given, wanted: Test::Known(true), told, variables: &builder.variables };
        let values: Vec<Vec<Possible>> =
            question.variables.iter().map(|variable| variable.possible(self.parameter, question.variables)).collect();
        let combinations = values.iter().try_fold(1_usize, |all, one| all.checked_mul(one.len()));
        let combinations = combinations.filter(|count| *count <= MOST_COMBINATIONS)?;
        let mut found: Vec<Combination> = Vec::new();
        let mut chosen = vec![0; values.len()];
        for _ in 0..combinations {
            if !self.spend(question.given.iter().chain(&wanted).map(Test::size).sum()) {
                return None;
            }
            let value = |variable: usize| values[variable][chosen[variable]].value;
            if question.given.iter().all(|test| test.holds(&value)) {
                let holds: Vec<bool> = wanted.iter().map(|test| test.holds(&value)).collect();
                if !found.iter().any(|known| known.holds == holds) {
                    let sure = values.iter().zip(&chosen).all(|(values, at)| values[*at].sure);
                    let circumstances = question.circumstances(&value, self.parameter);
                    found.push(Combination { holds, circumstances, sure });
                }
            }
            next(&mut chosen, &values);
        }
        (found.len() <= most).then_some(found)
    }

    fn answer(&self, question: &Question<'_, 't>) -> Answer {
        let values: Vec<Vec<Possible>> =
            question.variables.iter().map(|variable| variable.possible(self.parameter, question.variables)).collect();
        let combinations = values.iter().try_fold(1_usize, |all, one| all.checked_mul(one.len()));
        let Some(combinations) = combinations.filter(|count| *count <= MOST_COMBINATIONS) else {
            return Answer::Unknown;
        };
        let mut unsure = false;
        let mut chosen = vec![0; values.len()];
        for _ in 0..combinations {
            if !self.spend(question.given.iter().chain([&question.wanted]).map(Test::size).sum()) {
                return Answer::Unknown;
            }
            let value = |variable: usize| values[variable][chosen[variable]].value;
            if question.given.iter().all(|test| test.holds(&value)) && !question.wanted.holds(&value) {
                if values.iter().zip(&chosen).all(|(values, at)| values[*at].sure) {
                    return Answer::No(question.circumstances(&value, self.parameter));
                }
                unsure = true;
            }
            next(&mut chosen, &values);
        }
        if unsure { Answer::Unknown } else { Answer::Yes }
    }

    fn spend(&self, steps: usize) -> bool {
        let left = self.steps.get().checked_sub(steps);
        self.steps.set(left.unwrap_or(0));
        left.is_some()
    }
}

/// What is asked: whether one test holds where others do.
struct Question<'b, 't> {
    given: Vec<Test>,
    wanted: Test,
    /// How many of the variables are what the question is about; the others came with rules.
    told: usize,
    variables: &'b [Variable<'t>],
}

impl<'t> Question<'_, 't> {
    fn circumstances(
        &self,
        value: &dyn Fn(usize) -> usize,
        parameter: &dyn Fn(&str) -> Option<&'t Parameter<'t>>,
    ) -> Vec<Circumstance> {
        let told = self.variables[..self.told].iter().enumerate();
        let all: Option<Vec<_>> = told.map(|(at, variable)| variable.circumstance(value(at), parameter)).collect();
        all.unwrap_or_default()
    }
}

/// The next combination: like a number whose digits count to different heights.
fn next(chosen: &mut [usize], values: &[Vec<Possible>]) {
    for (at, values) in chosen.iter_mut().zip(values) {
        *at += 1;
        if *at < values.len() {
            return;
        }
        *at = 0;
    }
}

/// The parameters and mappings that a value is made of.
fn names<'v>(value: &'v Value<'_>) -> BTreeSet<&'v str> {
    let mut found = BTreeSet::new();
    domain::gather(value, &mut found);
    found
}

#[cfg(test)]
mod tests;
