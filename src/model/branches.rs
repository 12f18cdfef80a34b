//! `if … < entries > else < entries >`: entries of which some are there, and some are not.

use super::body::{Entries, EntrySentence, Property, Reader, Setting, SettingValue, set_twice};
use super::value::Values;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Binary, Conditional, Item, Name, Otherwise};
use crate::template::{Text, Value};
use crate::words::Entry;

type Problems = Vec<Diagnostic>;

/// A key with its value.
pub type Keyed<'a> = (Name<'a>, Value<'a>);

/// `Fn::If` for one key: what one branch does not have stays as it is there.
fn chosen<'a>(condition: &Text<'a>, then: Option<Value<'a>>, otherwise: Option<Value<'a>>) -> Value<'a> {
    Value::choice(condition.clone(), then.unwrap_or(Value::Null), otherwise.unwrap_or(Value::Null))
}

/// Every key of two branches, with the value that each has for it.
fn merged<'a>(condition: &Text<'a>, then: Vec<Keyed<'a>>, mut otherwise: Vec<Keyed<'a>>) -> Vec<Keyed<'a>> {
    let mut both = Vec::with_capacity(then.len() + otherwise.len());
    for (key, value) in then {
        let other = otherwise.iter().position(|(other, _)| other.text == key.text).map(|at| otherwise.remove(at).1);
        both.push((key, chosen(condition, Some(value), other)));
    }
    both.extend(otherwise.into_iter().map(|(key, value)| (key, chosen(condition, None, Some(value)))));
    both
}

/// The branches of an `if`: what is read of each, and the condition; only what holds, where that is known at build.
pub fn read<'t, 'a, T: Default>(
    values: Values<'_, 'a>,
    conditional: &'t Conditional<'a>,
    problems: &mut Problems,
    mut items: impl FnMut(&'t [Item<'a>], &mut T, &mut Problems),
    mut next: impl FnMut(&'t Conditional<'a>, &mut T, &mut Problems),
) -> Branches<'a, T> {
    let truth = values.truth(&conditional.condition);
    let (mut then, mut otherwise) = (T::default(), T::default());
    if truth != Some(false) {
        items(&conditional.then.items, &mut then, problems);
    }
    if truth != Some(true) {
        match &conditional.otherwise {
            Some(Otherwise::Body(body)) => items(&body.items, &mut otherwise, problems),
            Some(Otherwise::Conditional(inner)) => next(inner, &mut otherwise, problems),
            None => {}
        }
    }
    match truth {
        Some(true) => Branches::Known(then),
        Some(false) => Branches::Known(otherwise),
        None => match values.condition(&conditional.condition, problems) {
            Some(condition) => Branches::Chosen(condition, then, otherwise),
            None => Branches::Unknown,
        },
    }
}

/// What became of an `if`.
pub enum Branches<'a, T> {
    /// It is known which branch holds.
    Known(T),
    /// The deploy chooses between two.
    Chosen(Text<'a>, T, T),
    /// The test has no meaning, which was said.
    Unknown,
}

impl<'a, T> Branches<'a, T> {
    /// The same of something else.
    pub fn map<U>(self, to: impl Fn(T) -> U) -> Branches<'a, U> {
        match self {
            Self::Known(known) => Branches::Known(to(known)),
            Self::Chosen(condition, then, otherwise) => Branches::Chosen(condition, to(then), to(otherwise)),
            Self::Unknown => Branches::Unknown,
        }
    }
}

/// The keys of a map's `if`.
pub fn keys<'a>(branches: Branches<'a, Vec<Keyed<'a>>>) -> Vec<Keyed<'a>> {
    match branches {
        Branches::Known(keys) => keys,
        Branches::Chosen(condition, then, otherwise) => {
            let merged = merged(&condition, then, otherwise).into_iter();
            merged.map(|(key, value)| (key, value.filled(&Value::nothing()))).collect()
        }
        Branches::Unknown => Vec::new(),
    }
}

impl<'a> Reader<'_, 'a> {
    /// Reads an `if` among the entries of a body.
    pub(super) fn conditional(self, conditional: &Conditional<'a>, entries: &mut Entries<'a>, problems: &mut Problems) {
        let items =
            |items: &[Item<'a>], into: &mut Entries<'a>, problems: &mut Problems| self.items(items, into, problems);
        let next = |next: &Conditional<'a>, into: &mut Entries<'a>, problems: &mut Problems| {
            self.conditional(next, into, problems);
        };
        match read(self.values, conditional, problems, items, next) {
            Branches::Known(known) => self.add(known, entries, problems),
            Branches::Chosen(condition, mut then, mut otherwise) => {
                let sentences = self.guarded(&mut then, &mut otherwise, &condition, conditional, problems);
                let chosen = Chosen { condition: &condition, test: conditional.condition.span };
                let mut both = chosen.both(then, otherwise, problems);
                both.sentences = sentences;
                // What a word sets by itself holds where a branch says nothing; elsewhere there is nothing then.
                if !self.is_resource() {
                    for property in &mut both.properties {
                        property.value = std::mem::replace(&mut property.value, Value::Null).filled(&Value::nothing());
                    }
                }
                self.add(both, entries, problems);
            }
            Branches::Unknown => {}
        }
    }

    /// The sentences of both branches, each with its condition.
    fn guarded(
        self,
        then: &mut Entries<'a>,
        otherwise: &mut Entries<'a>,
        condition: &Text<'a>,
        conditional: &Conditional<'a>,
        problems: &mut Problems,
    ) -> Vec<EntrySentence<'a>> {
        let mut all = Vec::with_capacity(then.sentences.len() + otherwise.sentences.len());
        let denied = match otherwise.sentences.as_slice() {
            [] => None,
            [..] => self.values.guard(&conditional.condition, true, None, problems),
        };
        for (sentences, holds) in [(&mut then.sentences, Some(condition)), (&mut otherwise.sentences, denied.as_ref())]
        {
            for mut sentence in sentences.drain(..) {
                if !sentence.entry.optional {
                    problems.push(decided_late(sentence.entry, "holds", sentence.span, conditional.condition.span));
                    continue;
                }
                let both: Vec<Text<'a>> = holds.cloned().into_iter().chain(sentence.condition.take()).collect();
                sentence.condition = self.values.condition_of(Binary::And, &both);
                all.push(sentence);
            }
        }
        all
    }

    /// Puts the entries of a branch among the others.
    fn add(self, more: Entries<'a>, entries: &mut Entries<'a>, problems: &mut Problems) {
        for property in more.properties {
            match entries.properties.iter().find(|known| known.name.text == property.name.text) {
                Some(first) => problems.push(set_twice(property.name, first.name.span)),
                None => entries.properties.push(property),
            }
        }
        for setting in more.settings {
            match entries.settings.iter().find(|known| std::ptr::eq(known.entry, setting.entry)) {
                Some(first) => {
                    problems.push(set_twice(Name { text: setting.entry.name, span: setting.key }, first.key));
                }
                None => entries.settings.push(setting),
            }
        }
        entries.sentences.extend(more.sentences);
    }
}

/// A choice that the deploy makes.
struct Chosen<'t, 'a> {
    condition: &'t Text<'a>,
    /// Where its test stands.
    test: Span,
}

impl<'a> Chosen<'_, 'a> {
    /// What two branches set, without their sentences.
    fn both(&self, then: Entries<'a>, otherwise: Entries<'a>, problems: &mut Problems) -> Entries<'a> {
        let keyed = |entries: Vec<Property<'a>>| entries.into_iter().map(|one| (one.name, one.value)).collect();
        let properties = merged(self.condition, keyed(then.properties), keyed(otherwise.properties));
        let mut others = otherwise.settings;
        let mut settings = Vec::new();
        for setting in then.settings {
            let other = others.iter().position(|other| std::ptr::eq(other.entry, setting.entry));
            let other = other.map(|at| others.remove(at).value);
            settings.extend(self.either(setting, other, true, problems));
        }
        settings.extend(others.into_iter().filter_map(|setting| self.either(setting, None, false, problems)));
        Entries {
            settings,
            properties: properties.into_iter().map(|(name, value)| Property { name, value }).collect(),
            sentences: Vec::new(),
        }
    }

    /// An entry of our own vocabulary, where the deploy may choose its value.
    fn either(
        &self,
        mut setting: Setting<'a>,
        other: Option<SettingValue<'a>>,
        holds: bool,
        problems: &mut Problems,
    ) -> Option<Setting<'a>> {
        let other = match other {
            Some(SettingValue::Value(value)) => Some(value),
            None => None,
            Some(SettingValue::Body(_)) => return None,
        };
        match setting.value {
            SettingValue::Value(value) if setting.entry.shape.defers() => {
                if setting.entry.required && other.is_none() {
                    problems.push(set_in_one_case(setting.entry, setting.key, self.test));
                }
                let (then, otherwise) = if holds { (Some(value), other) } else { (other, Some(value)) };
                let value = chosen(self.condition, then, otherwise);
                let keeps = setting.entry.keeps_default();
                setting.value = SettingValue::Value(if keeps { value } else { value.filled(&Value::nothing()) });
                Some(setting)
            }
            SettingValue::Value(_) | SettingValue::Body(_) => {
                problems.push(decided_late(setting.entry, "is set", setting.key, self.test));
                None
            }
        }
    }
}

/// An entry that has to be there in every case.
fn set_in_one_case(entry: &Entry, key: Span, test: Span) -> Diagnostic {
    Diagnostic::error("missing-entry", format!("`{}` is needed in every case, and set in one only", entry.name))
        .label(key, "set here")
        .label(test, "the deploy decides whether this holds")
        .help(format!("set it in the other branch too: else < {} = … >", entry.name))
}

/// Something that a word decides by while the template is built, below a test that only the deploy can make.
fn decided_late(entry: &Entry, what: &str, span: Span, test: Span) -> Diagnostic {
    let message = format!("whether `{}` {what} has to be known when the template is built", entry.name);
    let problem = Diagnostic::error("deploy-time-value", message)
        .label(span, "decided when the template is built")
        .label(test, "known only at the deploy");
    problem.help(match entry.property {
        "" => "test what is known at build, such as a `let`".to_owned(),
        property => {
            format!("write the property itself below this `if`, {property} = …, or test what is known at build")
        }
    })
}
