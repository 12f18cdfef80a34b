//! What a body holds once it is read.

use crate::source::Span;
use crate::syntax::ast::{Argument, Name};
use crate::template::{Text, Value};
use crate::words::Entry;

/// The typed entries of a body.
#[derive(Debug, Default)]
pub struct Entries<'a> {
    /// `key = value`, in order.
    pub settings: Vec<Setting<'a>>,
    /// CloudFormation properties, in order.
    pub properties: Vec<Property<'a>>,
    /// Sentences, in order.
    pub sentences: Vec<EntrySentence<'a>>,
}

/// One entry of a word's vocabulary with its value.
#[derive(Debug)]
pub struct Setting<'a> {
    /// Which entry.
    pub entry: &'static Entry,
    /// The key as written.
    pub key: Span,
    /// Where the value stands.
    pub span: Span,
    /// The value, or the body.
    pub value: SettingValue<'a>,
}

/// What a setting holds.
#[derive(Debug)]
pub enum SettingValue<'a> {
    /// A value of the entry's shape.
    Value(Value<'a>),
    /// A body with a vocabulary of its own.
    Body(Box<Entries<'a>>),
}

/// A CloudFormation property.
#[derive(Debug)]
pub struct Property<'a> {
    /// Its name.
    pub name: Name<'a>,
    /// Its value.
    pub value: Value<'a>,
}

/// A sentence inside a body.
#[derive(Debug)]
pub struct EntrySentence<'a> {
    /// Which entry.
    pub entry: &'static Entry,
    /// What follows its word.
    pub arguments: Vec<Argument<'a>>,
    /// The condition that it holds under, besides that of its statement.
    pub condition: Option<Text<'a>>,
    /// All of it.
    pub span: Span,
}

impl<'a> Entries<'a> {
    /// The setting of this name.
    pub fn setting(&self, name: &str) -> Option<&Setting<'a>> {
        self.settings.iter().find(|setting| setting.entry.name == name)
    }

    /// The value of this setting.
    pub fn value(&self, name: &str) -> Option<&Value<'a>> {
        match &self.setting(name)?.value {
            SettingValue::Value(value) => Some(value),
            SettingValue::Body(_) => None,
        }
    }

    /// The value of this setting, when it is known text.
    pub fn text(&self, name: &str) -> Option<&Text<'a>> {
        match self.value(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The property of CloudFormation of this name.
    pub fn property(&self, name: &str) -> Option<&Property<'a>> {
        self.properties.iter().find(|property| property.name.text == name)
    }

    /// Whether this switch is on; `otherwise` when it is not set.
    pub fn on(&self, name: &str, otherwise: bool) -> bool {
        match self.value(name) {
            Some(Value::Bool(on)) => *on,
            _ => otherwise,
        }
    }

    /// The whole number of this setting.
    pub fn int(&self, name: &str) -> Option<i64> {
        match self.value(name) {
            Some(Value::Int(number)) => Some(*number),
            _ => None,
        }
    }

    /// The body of this setting.
    pub fn body(&self, name: &str) -> Option<&Entries<'a>> {
        match &self.setting(name)?.value {
            SettingValue::Body(entries) => Some(entries),
            SettingValue::Value(_) => None,
        }
    }

    /// The sentences that start with this word.
    pub fn sentences<'s>(&'s self, name: &'static str) -> impl Iterator<Item = &'s EntrySentence<'a>> {
        self.sentences.iter().filter(move |sentence| sentence.entry.name == name)
    }
}
