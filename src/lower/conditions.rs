//! Under which conditions things are there that a statement makes for others.

use super::Lowering;
use crate::model::Declaration;
use crate::reason::conditions::{Answer, Conditions};
use crate::reason::references::{self, Guard};
use crate::syntax::ast::Binary;
use crate::template::{Text, Value};
use rustc_hash::FxHashSet;

/// Among more conditions than these, nobody looks for those that follow from others.
const FEW: usize = 16;

/// A condition by its name; none for what always holds.
pub type Condition<'a> = Option<Text<'a>>;

impl<'a> Lowering<'_, 'a> {
    /// Runs what makes resources under another condition than the statement's own.
    pub fn under(&mut self, condition: Condition<'a>, make: impl FnOnce(&mut Self)) {
        let own = std::mem::replace(&mut self.condition, condition);
        make(self);
        self.condition = own;
    }

    /// The condition of the resource of this id.
    pub fn condition_of(&self, id: &str) -> Condition<'a> {
        let position = self.positions.get(&self.template.resources, id)?;
        references::condition(&self.template.resources[position].attributes).map(|name| Text::Owned(name.to_owned()))
    }

    /// The condition that something declared is made under: its own, and what it took over, where that is known yet.
    pub fn condition_of_declared(&self, declaration: &Declaration<'a>) -> Condition<'a> {
        match self.place(&declaration.logical_id) {
            Some(_) if !declaration.existing => self.condition_of(&declaration.logical_id),
            _ => declaration.condition.clone(),
        }
    }

    /// The condition that holds where all of some do.
    pub fn all_of(&self, conditions: impl IntoIterator<Item = Condition<'a>>) -> Condition<'a> {
        let mut kept: Vec<Text<'a>> = Vec::new();
        for condition in conditions.into_iter().flatten() {
            if !kept.iter().any(|known| self.follows(&condition, known)) {
                kept.retain(|known| !self.follows(known, &condition));
                kept.push(condition);
            }
        }
        self.values().condition_of(Binary::And, &kept)
    }

    /// The condition that holds where all of some guards do.
    pub fn guarded(&self, guards: &[Guard<'_>]) -> Condition<'a> {
        let each = guards.iter().map(|(name, holds)| {
            Some(if *holds { Text::Owned((*name).to_owned()) } else { self.values().condition_without(name) })
        });
        self.all_of(each)
    }

    /// The condition that holds where any of some does; none where one always does.
    pub fn any_of(&self, conditions: impl IntoIterator<Item = Condition<'a>>) -> Condition<'a> {
        let all: Option<Vec<Text<'a>>> = conditions.into_iter().collect();
        let mut all = all?;
        let mut seen = FxHashSet::default();
        all.retain(|condition| seen.insert(condition.clone()));
        if all.len() <= FEW {
            all = self.widest(all);
            let none: Vec<_> = all.iter().map(|condition| (condition.as_ref(), false)).collect();
            if none.len() > 1 && self.asked(|conditions| conditions.exclude(&none)) {
                return None;
            }
        }
        self.values().condition_of(Binary::Or, &all)
    }

    /// Conditions without those from which another one follows.
    fn widest(&self, conditions: Vec<Text<'a>>) -> Vec<Text<'a>> {
        let mut kept: Vec<Text<'a>> = Vec::new();
        for condition in conditions {
            if !kept.iter().any(|known| self.follows(known, &condition)) {
                kept.retain(|known| !self.follows(&condition, known));
                kept.push(condition);
            }
        }
        kept
    }

    /// Whether a condition surely holds wherever another one does.
    fn follows(&self, condition: &str, from: &str) -> bool {
        condition == from
            || self.asked(|conditions| matches!(conditions.follows(condition, &[(from, true)]), Answer::Yes))
    }

    /// Whether some conditions surely never hold together.
    pub fn exclude(&self, conditions: &[&Condition<'_>]) -> bool {
        let guards: Vec<_> = conditions.iter().filter_map(|name| Some((name.as_deref()?, true))).collect();
        guards.len() > 1 && self.asked(|conditions| conditions.exclude(&guards))
    }

    fn asked<T>(&self, ask: impl FnOnce(&Conditions<'_, '_>) -> T) -> T {
        let needs = self.stack.needs.borrow();
        let condition = |name: &str| needs.test(name);
        let parameter = |id: &str| self.template.parameters.iter().find(|parameter| parameter.id == id);
        ask(&Conditions::new(&condition, &parameter, &[]))
    }

    /// What a value is where a condition does not hold.
    pub fn otherwise(&self, condition: &Condition<'a>, value: &Value<'a>) -> Value<'a> {
        if let (Some(condition), Some((other, then, _))) = (condition, value.chosen())
            && self.asked(|conditions| conditions.exclude(&[(condition, false), (other, false)]))
        {
            return then.clone();
        }
        value.clone()
    }

    /// A condition, unless it holds wherever one of some others does.
    pub fn besides(&self, condition: Condition<'a>, known: &[&Condition<'a>]) -> Condition<'a> {
        condition.filter(|condition| {
            !known.iter().any(|known| known.as_ref().is_some_and(|one| self.follows(condition, one)))
        })
    }
}

/// A value where a condition holds. Otherwise it is another one, or nothing.
pub fn where_holds<'a>(condition: &Condition<'a>, value: Value<'a>, otherwise: Option<Value<'a>>) -> Value<'a> {
    match condition {
        Some(condition) => Value::choice(condition.clone(), value, otherwise.unwrap_or_else(Value::nothing)),
        None => value,
    }
}
