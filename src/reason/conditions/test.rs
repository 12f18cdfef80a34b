//! Conditions and rules as tests of what is not known yet.

use super::domain::{Of, Variable};
use super::names;
use crate::reason::references::Guard;
use crate::template::{Entry, Value};
use std::borrow::Cow;

/// Tests in one question; what is beyond is not looked into.
const MOST_TESTS: usize = 1_000;

/// A test of variables.
#[derive(Debug)]
pub enum Test {
    /// Whether a variable, by its position, has this value.
    Is(usize, usize),
    /// What is known already.
    Known(bool),
    Not(Box<Test>),
    All(Vec<Test>),
    Any(Vec<Test>),
}

impl Test {
    /// Whether it holds where variables have these values.
    pub fn holds(&self, value: &dyn Fn(usize) -> usize) -> bool {
        match self {
            Self::Is(variable, wanted) => value(*variable) == *wanted,
            Self::Known(holds) => *holds,
            Self::Not(test) => !test.holds(value),
            Self::All(tests) => tests.iter().all(|test| test.holds(value)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(value)),
        }
    }

    /// How many tests there are in it.
    pub fn size(&self) -> usize {
        match self {
            Self::Is(..) | Self::Known(_) => 1,
            Self::Not(test) => 1 + test.size(),
            Self::All(tests) | Self::Any(tests) => 1 + tests.iter().map(Self::size).sum::<usize>(),
        }
    }
}

/// Reads tests, and gathers what they are about.
pub struct Builder<'q, 't> {
    condition: &'q dyn Fn(&str) -> Option<&'t Value<'t>>,
    pub variables: Vec<Variable<'t>>,
    tests: usize,
}

impl<'q, 't> Builder<'q, 't> {
    pub fn new(condition: &'q dyn Fn(&str) -> Option<&'t Value<'t>>) -> Self {
        Self { condition, variables: Vec::new(), tests: 0 }
    }

    /// Conditions, each of which holds or does not.
    pub fn all(&mut self, guards: &[Guard<'_>]) -> Vec<Test> {
        let test = |(name, holds): &Guard<'_>| {
            let test = self.named(name);
            if *holds { test } else { Test::Not(Box::new(test)) }
        };
        guards.iter().map(test).collect()
    }

    /// The condition of this name.
    pub fn named(&mut self, name: &str) -> Test {
        match (self.condition)(name) {
            Some(value) if self.tests < MOST_TESTS => self.test(value),
            _ => self.is(Of::Unknown(name.to_owned()), None),
        }
    }

    /// What the rules say that have to do with the variables so far, directly or by way of other rules.
    pub fn rules(&mut self, rules: &'t [Entry<'t>]) -> Vec<Test> {
        let mut left: Vec<_> = rules.iter().map(|(_, rule)| (rule, names(rule))).collect();
        let mut found = Vec::new();
        loop {
            let is_about = |names: &std::collections::BTreeSet<&str>, all: &[Variable<'_>]| {
                names.contains("")
                    || all.iter().any(|variable| variable.names().iter().any(|name| names.contains(name)))
            };
            let Some(at) = left.iter().position(|(_, names)| is_about(names, &self.variables)) else { return found };
            let (rule, _) = left.swap_remove(at);
            found.push(self.rule(rule));
        }
    }

    /// Where a rule's condition holds, all of its assertions do.
    fn rule(&mut self, rule: &'t Value<'t>) -> Test {
        let Value::Map(entries) = rule else { return self.is(Of::Rule, None) };
        let entry = |wanted: &str| entries.iter().find(|(key, _)| key == wanted).map(|(_, value)| value);
        let assertions = match entry("Assertions") {
            Some(Value::List(assertions)) => &assertions[..],
            _ => &[],
        };
        let asserted = assertions.iter().filter_map(|assertion| match assertion {
            Value::Map(parts) => parts.iter().find(|(key, _)| key == "Assert").map(|(_, value)| value),
            _ => None,
        });
        let all = Test::All(asserted.map(|assert| self.test(assert)).collect());
        match entry("RuleCondition") {
            Some(condition) => Test::Any(vec![Test::Not(Box::new(self.test(condition))), all]),
            None => all,
        }
    }

    fn test(&mut self, value: &'t Value<'t>) -> Test {
        self.tests += 1;
        if self.tests > MOST_TESTS {
            return self.is(Of::Rule, None);
        }
        match value {
            Value::Bool(holds) => Test::Known(*holds),
            Value::Text(text) if matches!(text.as_ref(), "true" | "false") => Test::Known(text == "true"),
            Value::Intrinsic("Condition", name) => match name.as_ref() {
                Value::Text(name) => self.named(name),
                _ => self.is(Of::Value(value), None),
            },
            Value::Intrinsic(name, argument) => match (*name, argument.as_ref()) {
                ("Fn::And", Value::List(tests)) => Test::All(tests.iter().map(|test| self.test(test)).collect()),
                ("Fn::Or", Value::List(tests)) => Test::Any(tests.iter().map(|test| self.test(test)).collect()),
                ("Fn::Not", Value::List(tests)) if tests.len() == 1 => Test::Not(Box::new(self.test(&tests[0]))),
                ("Fn::Equals", Value::List(sides)) if sides.len() == 2 => self.equal(&sides[0], &sides[1], value),
                ("Fn::Contains", Value::List(parts)) if parts.len() == 2 => self.contains(&parts[0], &parts[1], value),
                (_, _) => self.is(Of::Value(value), None),
            },
            _ => self.is(Of::Value(value), None),
        }
    }

    fn equal(&mut self, one: &'t Value<'t>, other: &'t Value<'t>, whole: &'t Value<'t>) -> Test {
        match (one, literal(one), other, literal(other)) {
            (_, Some(one), _, Some(other)) => Test::Known(one == other),
            (Value::Ref(id), _, _, Some(text)) | (_, Some(text), Value::Ref(id), _) => {
                self.is(Of::Input(id), Some(text))
            }
            _ if one == other => Test::Known(true),
            _ => self.is(Of::Value(whole), None),
        }
    }

    /// Whether a list of texts has an input in it.
    fn contains(&mut self, list: &'t Value<'t>, one: &'t Value<'t>, whole: &'t Value<'t>) -> Test {
        let (Value::List(items), Value::Ref(_)) = (list, one) else { return self.is(Of::Value(whole), None) };
        Test::Any(items.iter().map(|item| self.equal(item, one, whole)).collect())
    }

    /// Whether something is a text; or whether it holds, for what is no input.
    fn is(&mut self, of: Of<'t>, text: Option<Cow<'t, str>>) -> Test {
        let variable = self.variables.iter().position(|variable| variable.of == of).unwrap_or_else(|| {
            self.variables.push(Variable { of, texts: Vec::new() });
            self.variables.len() - 1
        });
        let Some(text) = text else { return Test::Is(variable, 1) };
        let texts = &mut self.variables[variable].texts;
        let at = texts.iter().position(|known| *known == text).unwrap_or_else(|| {
            texts.push(text);
            texts.len() - 1
        });
        Test::Is(variable, at)
    }
}

/// A value as CloudFormation compares it.
pub fn literal<'t>(value: &'t Value<'_>) -> Option<Cow<'t, str>> {
    match value {
        Value::Text(text) => Some(Cow::Borrowed(text)),
        Value::Bool(on) => Some(Cow::Borrowed(if *on { "true" } else { "false" })),
        Value::Int(number) => Some(Cow::Owned(number.to_string())),
        Value::Float(number) => Some(Cow::Owned(number.to_string())),
        Value::Null | Value::List(_) | Value::Map(_) => None,
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Dynamic(_) | Value::Intrinsic(..) => None,
    }
}
