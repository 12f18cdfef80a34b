//! Tests that only the deploy can make: the template's conditions, shared and named after what they test.

use super::names::Named;
use super::value::{Values, is_choice};
use crate::diagnostic::{Diagnostic, Label};
use crate::functions;
use crate::source::Span;
use crate::syntax::ast::{Binary, Expr, ExprKind, Unary};
use crate::template::{Text, Value};

/// Tests that `Fn::And` and `Fn::Or` take at most.
const MOST_TESTS: usize = 10;
/// Characters of a name that is made up; a longer one is cut.
const LONGEST_NAME: usize = 100;

type Problems = Vec<Diagnostic>;

impl<'a> Values<'_, 'a> {
    /// The name of a test's condition, which the template has then.
    pub fn condition(self, test: &Expr<'a>, problems: &mut Problems) -> Option<Text<'a>> {
        if let ExprKind::Word(word) = test.kind
            && let Some(binding) = self.binding(word, test.span)
            && self.truth(test).is_none()
            && binding.is_test()
        {
            if !self.stack.needs.borrow().has_condition(&binding.id) {
                let value = self.test(&binding.value, problems)?;
                self.stack.needs.borrow_mut().add(binding.id.clone(), value);
            }
            return Some(binding.id.clone());
        }
        // What is known already changes nothing.
        if let ExprKind::Binary(Binary::And | Binary::Or, two) = &test.kind
            && self.truth(test).is_none()
        {
            match (self.truth(&two.0), self.truth(&two.1)) {
                (Some(_), None) => return self.condition(&two.1, problems),
                (None, Some(_)) => return self.condition(&two.0, problems),
                (_, _) => {}
            }
        }
        // A name for another test is no test of its own.
        let settled = self.settled(test);
        if matches!(settled.kind, ExprKind::Word(_)) && settled.span != test.span {
            return self.condition(&settled, problems);
        }
        let value = self.test(test, problems)?;
        Some(self.condition_called(self.called(test), value))
    }

    /// The condition that holds where all, or any, of some others do, taken by tens where there are more. One alone is
    /// itself.
    pub fn condition_of(self, operator: Binary, names: &[Text<'a>]) -> Option<Text<'a>> {
        let [_, _, ..] = names else { return names.first().cloned() };
        let (function, between) = if operator == Binary::And { ("Fn::And", "And") } else { ("Fn::Or", "Or") };
        let tests = names.iter().map(|name| Value::Intrinsic("Condition", Box::new(Value::Text(name.clone()))));
        Some(self.condition_called(names.join(between), by_tens(function, tests.collect())))
    }

    /// The condition that holds where another one does not.
    pub fn condition_without(self, name: &str) -> Text<'a> {
        // As the other branch of an `if` has it: a test by its name, if somebody gave it one.
        let is_named = self.stack.bindings.iter().any(|binding| binding.id == name);
        let known = self.stack.needs.borrow().test(name).filter(|_| !is_named).cloned();
        let test = known.unwrap_or_else(|| Value::Intrinsic("Condition", Box::new(Value::text(name.to_owned()))));
        self.condition_called(format!("Not{name}"), not(test))
    }

    /// A condition by a name that is made up, or by one near it where that is taken.
    pub(super) fn condition_called(self, mut name: String, value: Value<'a>) -> Text<'a> {
        name.truncate(name.char_indices().nth(LONGEST_NAME).map_or(name.len(), |(at, _)| at));
        let taken = |name: &str| self.stack.bindings.iter().any(|binding| binding.is_test() && binding.id == name);
        self.stack.needs.borrow_mut().condition(name, value, taken)
    }

    /// What CloudFormation tests.
    pub fn test(self, test: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        if self.truth(test).is_none() {
            match &test.kind {
                ExprKind::Binary(operator @ (Binary::And | Binary::Or), _) => {
                    return self.joined(*operator, test, problems);
                }
                ExprKind::Binary(operator @ (Binary::Equal | Binary::NotEqual), two) => {
                    if let Some(spread) = self.spread(*operator, two, test.span) {
                        return self.test(&spread, problems);
                    }
                    let (left, right) = (self.compared(&two.0, problems), self.compared(&two.1, problems));
                    let equal = intrinsic("Fn::Equals", [left?, right?]);
                    return Some(if *operator == Binary::Equal { equal } else { not(equal) });
                }
                ExprKind::Unary(Unary::Not, operand) => return self.test(operand, problems).map(not),
                ExprKind::Word(word) => return self.tested_name(word, test, problems),
                ExprKind::Call(call) => {
                    let settled = self.settled(test);
                    // What a function says with operators.
                    if let ExprKind::Binary(..) = &settled.kind {
                        return self.test(&settled, problems);
                    }
                    if functions::find(call.name.text).is_some_and(|known| known.only_in_rules) {
                        return self.any(test, None, problems);
                    }
                }
                _ => {}
            }
        }
        problems.push(self.not_a_test(test));
        None
    }

    /// A comparison with one of two values as a test of both: CloudFormation compares no choices.
    fn spread(self, operator: Binary, (left, right): &(Expr<'a>, Expr<'a>), span: Span) -> Option<Expr<'a>> {
        let expr = |kind| Expr { kind, span };
        let binary = |operator, one, other| expr(ExprKind::Binary(operator, Box::new((one, other))));
        let (chosen, other) = match (self.settled(left), self.settled(right)) {
            (left, _) if is_choice(&left) => (left.into_owned(), right),
            (_, right) if is_choice(&right) => (right.into_owned(), left),
            (_, _) => return None,
        };
        let (test, then, otherwise) = match chosen.kind {
            ExprKind::Choice(three) => *three,
            ExprKind::Binary(Binary::Default, two) => {
                let empty = expr(ExprKind::Text("".into()));
                (binary(Binary::NotEqual, two.0.clone(), empty), two.0, two.1)
            }
            _ => return None,
        };
        let denied = expr(ExprKind::Unary(Unary::Not, Box::new(test.clone())));
        let compared = |value| binary(operator, value, other.clone());
        let (then, otherwise) = (compared(then), compared(otherwise));
        Some(binary(Binary::Or, binary(Binary::And, test, then), binary(Binary::And, denied, otherwise)))
    }

    /// A name that is a test by itself.
    fn tested_name(self, word: &'a str, test: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        if let Some(binding) = self.binding(word, test.span) {
            if self.in_rules {
                return self.test(&binding.value, problems);
            }
            if binding.is_test() {
                let name = self.condition(test, problems)?;
                return Some(Value::Intrinsic("Condition", Box::new(Value::Text(name))));
            }
            let before = problems.len();
            let value = self.test(&self.settled(test), problems);
            // It is used here, and is nothing to be tested elsewhere.
            for problem in problems[before..].iter_mut().filter(|problem| problem.code == "not-in-condition") {
                problem.labels.insert(0, Label { span: test.span, text: "used as a test here".to_owned() });
            }
            return value;
        }
        match self.input(test) {
            Some(input) if input.kind.is_bool() => {
                Some(intrinsic("Fn::Equals", [Value::Ref(input.id.clone()), Value::text("true")]))
            }
            _ => {
                if !self.is_lost(word, test.span) {
                    problems.push(self.not_a_test(test));
                }
                None
            }
        }
    }

    /// Several tests of which all or one must hold; more than CloudFormation takes at once are taken by tens.
    fn joined(self, operator: Binary, test: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let mut operands = Vec::new();
        self.operands(operator, test, &mut operands);
        let before = problems.len();
        let mut tests: Vec<Value<'a>> = operands.iter().filter_map(|operand| self.test(operand, problems)).collect();
        if problems.len() > before || tests.len() != operands.len() {
            return None;
        }
        let name = if operator == Binary::And { "Fn::And" } else { "Fn::Or" };
        if tests.len() == 1 { tests.pop() } else { Some(by_tens(name, tests)) }
    }

    /// The operands of a chain of one operator, without those that are known and change nothing.
    fn operands<'e>(self, operator: Binary, test: &'e Expr<'a>, found: &mut Vec<&'e Expr<'a>>) {
        let mut left = test;
        let mut later = Vec::new();
        while let ExprKind::Binary(same, two) = &left.kind
            && *same == operator
        {
            later.push(&two.1);
            left = &two.0;
        }
        later.push(left);
        found.extend(later.into_iter().rev().filter(|operand| self.truth(operand).is_none()));
    }

    /// One side of a comparison: an input, what CloudFormation knows of the stack, a literal, or a function of those.
    fn compared(self, side: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let settled = self.settled(side);
        let mut resource = None;
        settled.visit(&mut |part| {
            if let ExprKind::Word(word) = part.kind
                && let Some(declared) = self.declared(self.look_up(word, part.span).meaning)
            {
                resource = resource.or(Some((part.span, declared)));
            }
        });
        if let Some((span, declared)) = resource {
            problems.push(
                Diagnostic::error("not-in-condition", "conditions are decided before anything is made")
                    .label(span, "not known yet when this is decided")
                    .label(declared.handle.span, "made, or looked up, later")
                    .help("compare inputs (`param`), what CloudFormation knows (`aws.region`) and values of this file"),
            );
            return None;
        }
        if let ExprKind::Choice(_) | ExprKind::Binary(..) | ExprKind::Unary(Unary::Not, _) = &settled.kind {
            problems.push(
                Diagnostic::error("not-in-condition", "CloudFormation compares texts, not what a test decides")
                    .label(side.span, "cannot be compared")
                    .help("join tests with `and`, `or` and `not`: `(a and x == \"1\") or (not a and x == \"2\")`"),
            );
            return None;
        }
        // A rule compares what parameters name, which may be several.
        if matches!(settled.kind, ExprKind::List(_) | ExprKind::Map(_)) || !self.in_rules && self.is_list(&settled) {
            let what = if matches!(settled.kind, ExprKind::Map(_)) { "a map" } else { "a list" };
            problems.push(
                Diagnostic::error("not-in-condition", format!("CloudFormation compares texts, and this is {what}"))
                    .label(side.span, "cannot be compared")
                    .help("compare one text of a list's items: join(\",\", names) == \"a,b\"; `contains` says whether a list has a text"),
            );
            return None;
        }
        self.any(&settled, None, problems)
    }

    fn not_a_test(self, test: &Expr<'a>) -> Diagnostic {
        let problem = Diagnostic::error("not-in-condition", "expected something that is true or false")
            .label(test.span, "neither true nor false");
        match self.input(test) {
            Some(input) => {
                problem.help(format!("compare it: {0} == \"…\", or declare it as param {0}: bool", input.name.text))
            }
            None => problem.help("compare with `==` or `!=`, and join with `and`, `or` and `not`"),
        }
    }

    /// What a test is called, from what it tests.
    pub(super) fn called(self, test: &Expr<'a>) -> String {
        match &test.kind {
            ExprKind::Unary(Unary::Not, operand) => format!("Not{}", self.called(operand)),
            ExprKind::Unary(Unary::Minus, operand) => format!("Minus{}", self.called(operand)),
            // What is known already changes nothing.
            ExprKind::Binary(Binary::And | Binary::Or, two) if self.truth(&two.0).is_some() => self.called(&two.1),
            ExprKind::Binary(Binary::And | Binary::Or, two) if self.truth(&two.1).is_some() => self.called(&two.0),
            ExprKind::Binary(operator, two) => {
                let between = match operator {
                    Binary::And => "And",
                    Binary::Or => "Or",
                    Binary::Equal => "Is",
                    Binary::NotEqual => "IsNot",
                    Binary::Default => "Else",
                    Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => "With",
                };
                format!("{}{between}{}", self.called(&two.0), self.called(&two.1))
            }
            ExprKind::Word(word) => match self.look_up(word, test.span).meaning {
                Some(Named::Input(index)) => self.stack.inputs[index].id.to_string(),
                Some(Named::Binding(index)) => self.stack.bindings[index].id.to_string(),
                Some(Named::Declaration(_) | Named::Module(_)) | None => {
                    super::logical_id(word.trim_start_matches("aws."))
                }
            },
            ExprKind::Text(text) if text.is_empty() => "Empty".to_owned(),
            ExprKind::Text(text) | ExprKind::Number(text) => super::logical_id(text),
            ExprKind::Cidr(text) | ExprKind::Quantity(text, _) => super::logical_id(text),
            ExprKind::Call(call) => {
                let arguments: String = call.arguments.iter().map(|argument| self.called(argument)).collect();
                super::logical_id(call.name.text) + &arguments
            }
            ExprKind::List(items) => items.iter().map(|item| self.called(item)).collect(),
            ExprKind::Template(_) => match self.known_text(test) {
                Some(text) => super::logical_id(&text),
                None => "Value".to_owned(),
            },
            ExprKind::Range(_) | ExprKind::Map(_) | ExprKind::Choice(_) => "Value".to_owned(),
        }
    }
}

/// All or any of some tests; more than CloudFormation takes at once are taken by tens.
fn by_tens<'a>(name: &'static str, mut tests: Vec<Value<'a>>) -> Value<'a> {
    while tests.len() > MOST_TESTS {
        let first: Vec<_> = tests.drain(..MOST_TESTS).collect();
        tests.insert(0, intrinsic(name, first));
    }
    intrinsic(name, tests)
}

fn intrinsic<'a>(name: &'static str, tests: impl Into<Vec<Value<'a>>>) -> Value<'a> {
    Value::Intrinsic(name, Box::new(Value::list(tests)))
}

/// A test that holds where another does not.
pub fn not(test: Value<'_>) -> Value<'_> {
    if let Value::Intrinsic("Fn::Not", denied) = &test
        && let Value::List(denied) = denied.as_ref()
        && let [denied] = &denied[..]
    {
        return denied.clone();
    }
    intrinsic("Fn::Not", [test])
}
