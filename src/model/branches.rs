//! `if … < entries > else < entries >`: entries of which some are there, and some are not.

use super::body::{Entries, Property, Reader, Setting, SettingValue, set_twice};
use super::value::{Values, known_at_build_at};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Conditional, Item, Name, Otherwise};
use crate::template::{Text, Value};

type Problems = Vec<Diagnostic>;

/// A key with its value.
pub type Keyed<'a> = (Name<'a>, Value<'a>);

/// `Fn::If` for one key: what one branch does not have is left out there.
pub fn chosen<'a>(condition: &Text<'a>, then: Option<Value<'a>>, otherwise: Option<Value<'a>>) -> Value<'a> {
    let or_nothing = |value: Option<Value<'a>>| value.unwrap_or_else(|| Value::reference("AWS::NoValue"));
    let parts = [Value::Text(condition.clone()), or_nothing(then), or_nothing(otherwise)];
    Value::Intrinsic("Fn::If", Box::new(Value::list(parts)))
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
        Branches::Chosen(condition, then, otherwise) => merged(&condition, then, otherwise),
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
            Branches::Chosen(condition, then, otherwise) => {
                let both = self.choose(&condition, then, otherwise, problems);
                self.add(both, entries, problems);
            }
            Branches::Unknown => {}
        }
    }

    fn choose(
        self,
        condition: &Text<'a>,
        then: Entries<'a>,
        otherwise: Entries<'a>,
        problems: &mut Problems,
    ) -> Entries<'a> {
        for sentence in then.sentences.iter().chain(&otherwise.sentences) {
            problems.push(known_at_build_at(&format!("whether `{} …` holds", sentence.entry.name), sentence.span));
        }
        let keyed = |entries: Vec<Property<'a>>| entries.into_iter().map(|one| (one.name, one.value)).collect();
        let properties = merged(condition, keyed(then.properties), keyed(otherwise.properties));
        let mut others = otherwise.settings;
        let mut settings = Vec::new();
        for setting in then.settings {
            let other = others.iter().position(|other| std::ptr::eq(other.entry, setting.entry));
            let other = other.map(|at| others.remove(at).value);
            settings.extend(either(condition, setting, other, true, problems));
        }
        settings.extend(others.into_iter().filter_map(|setting| either(condition, setting, None, false, problems)));
        Entries {
            settings,
            properties: properties.into_iter().map(|(name, value)| Property { name, value }).collect(),
            sentences: Vec::new(),
        }
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

/// An entry of our own vocabulary, where the deploy may choose its value.
fn either<'a>(
    condition: &Text<'a>,
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
            let value =
                if holds { chosen(condition, Some(value), other) } else { chosen(condition, other, Some(value)) };
            setting.value = SettingValue::Value(value);
            Some(setting)
        }
        SettingValue::Value(_) | SettingValue::Body(_) => {
            problems.push(known_at_build_at(&format!("whether `{}` is set", setting.entry.name), setting.key));
            None
        }
    }
}
