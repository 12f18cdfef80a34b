//! `let x = value`: a name for a value, which stands wherever the name does.

use super::names::Named;
use super::scopes::Scopes;
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Binary, Expr, ExprKind, Item, Name, Unary};
use crate::template::Text;
use std::cell::OnceCell;

/// Values that stand in each other, one level a name.
const MAX_DEPTH: usize = 32;
/// The longest circle that is shown whole.
const SHOWN: usize = 8;
/// Values in one, those of the names in it included.
const MAX_SIZE: usize = 100_000;

/// A named value.
#[derive(Debug)]
pub struct Binding<'a> {
    /// Its name.
    pub name: Name<'a>,
    /// How the template calls it where it becomes a condition or a mapping.
    pub id: Text<'a>,
    /// Its value as written.
    pub value: Expr<'a>,
    /// Its value worked out, once somebody asked.
    pub settled: OnceCell<Expr<'a>>,
    /// Whether it is true, where that is known at build.
    pub truth: OnceCell<Option<bool>>,
}

impl Binding<'_> {
    /// Whether its value is a map.
    pub fn is_map(&self) -> bool {
        matches!(self.settled.get().map_or(&self.value.kind, |value| &value.kind), ExprKind::Map(_))
    }

    /// Whether its value tests something.
    pub fn is_test(&self) -> bool {
        matches!(
            &self.value.kind,
            ExprKind::Unary(Unary::Not, _)
                | ExprKind::Binary(Binary::And | Binary::Or | Binary::Equal | Binary::NotEqual, _)
        )
    }
}

/// What is known of a binding while they are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    /// Depth and size.
    Done(usize, usize),
}

/// Values that all uses of names may make together.
const MAX_TOTAL: usize = 1_000_000;

/// How often statements name each binding.
pub fn used(items: &[Item<'_>], bindings: usize, scopes: &Scopes<'_>) -> Vec<usize> {
    let mut used = vec![0; bindings];
    if bindings > 0 {
        let statements = items.iter().filter(|item| !matches!(item, Item::Binding(_)));
        statements
            .for_each(|item| item.visit(&mut |expr| named(expr, scopes).into_iter().for_each(|at| used[at] += 1)));
    }
    used
}

/// The binding that an expression names.
fn named(expr: &Expr<'_>, scopes: &Scopes<'_>) -> Option<usize> {
    let ExprKind::Word(word) = expr.kind else { return None };
    match scopes.look_up(word, expr.span).meaning {
        Some(Named::Binding(index)) => Some(index),
        Some(Named::Declaration(_) | Named::Input(_) | Named::Module(_)) | None => None,
    }
}

/// Bindings whose value never ends, or would be too large, with what to say. Depth first, with a stack of its own.
pub fn unusable<'a>(bindings: &[Binding<'a>], scopes: &Scopes<'a>, used: &[usize]) -> Vec<(Vec<usize>, Diagnostic)> {
    let uses: Vec<(Vec<usize>, usize)> = bindings.iter().map(|binding| uses(&binding.value, scopes)).collect();
    let mut states = vec![State::New; bindings.len()];
    let mut found = Vec::new();
    for start in 0..bindings.len() {
        let mut trail = vec![(start, 0)];
        while let Some((at, next)) = trail.last_mut() {
            let at = *at;
            if *next == 0 && states[at] != State::New {
                trail.pop();
                continue;
            }
            states[at] = State::Open;
            let target = uses[at].0.get(*next).copied();
            *next += 1;
            match target {
                Some(target) if states[target] == State::Open => {
                    let from = trail.iter().position(|(place, _)| *place == target).unwrap_or_default();
                    let cycle: Vec<usize> = trail[from..].iter().map(|(place, _)| *place).collect();
                    let problem = circle(bindings, scopes, &cycle);
                    found.push((cycle, problem));
                }
                Some(target) => trail.push((target, 0)),
                None => {
                    let (depth, size) = measure(&uses[at], &states);
                    states[at] = State::Done(depth, size);
                    if depth == MAX_DEPTH + 1 || size > MAX_SIZE {
                        found.push((vec![at], too_large(bindings, at, depth)));
                        states[at] = State::Done(0, 1);
                    }
                    trail.pop();
                }
            }
        }
    }
    let mut total = 0_usize;
    for (at, state) in states.iter().enumerate() {
        let size = if let State::Done(_, size) = state { *size } else { 1 };
        total = total.saturating_add(size.saturating_mul(used[at]));
        if total > MAX_TOTAL && size > 1 {
            found.push((vec![at], too_large(bindings, at, 0)));
        }
    }
    found
}

fn measure((uses, own): &(Vec<usize>, usize), states: &[State]) -> (usize, usize) {
    uses.iter().fold((1, *own), |(depth, size), target| match states[*target] {
        State::Done(its_depth, its_size) => (depth.max(its_depth + 1), size.saturating_add(its_size)),
        State::New | State::Open => (depth, size),
    })
}

/// The bindings that a value names, and how many values it has of its own.
fn uses(value: &Expr<'_>, scopes: &Scopes<'_>) -> (Vec<usize>, usize) {
    let mut found = Vec::new();
    let mut size = 0;
    value.visit(&mut |expr| {
        size += 1;
        found.extend(named(expr, scopes));
    });
    (found, size)
}

/// Values that are made of each other, each of the next one, and the last one of the first.
fn circle(bindings: &[Binding<'_>], scopes: &Scopes<'_>, cycle: &[usize]) -> Diagnostic {
    let name = |at: usize| bindings[cycle[at % cycle.len()]].name;
    let place = |at: usize| {
        let mut found = None;
        let next = cycle[(at + 1) % cycle.len()];
        bindings[cycle[at]].value.visit(&mut |expr| {
            if found.is_none() && named(expr, scopes) == Some(next) {
                found = Some(expr.span);
            }
        });
        found.unwrap_or(name(at).span)
    };
    if let [_] = cycle {
        return Diagnostic::error("self-reference", format!("the value of `{}` is made of itself", name(0).text))
            .label(place(0), "the name of the value that this stands in")
            .label(name(0).span, "declared here")
            .help("write out what is meant here");
    }
    let shown: Vec<&str> = (0..cycle.len().min(SHOWN)).map(|at| name(at).text).collect();
    let more = if cycle.len() > SHOWN { " → …" } else { "" };
    let path = format!("{}{more} → {}", shown.join(" → "), name(0).text);
    let mut problem = Diagnostic::error("cycle", format!("these values are made of each other: {path}"));
    for at in 0..shown.len() {
        problem = problem.label(place(at), format!("`{}` is made of `{}`", name(at).text, name(at + 1).text));
    }
    problem.help("write the value of one of them out")
}

fn too_large(bindings: &[Binding<'_>], at: usize, depth: usize) -> Diagnostic {
    let name = bindings[at].name;
    let why = if depth > MAX_DEPTH {
        format!("names stand in each other more than {MAX_DEPTH} deep")
    } else {
        format!("the value of `{}` is made of more than {MAX_SIZE} others, or used too often for its size", name.text)
    };
    Diagnostic::error("nested-too-deeply", why)
        .label(name.span, "in the value of this name")
        .help("write values out where they are used")
}
