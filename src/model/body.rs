//! Bodies: each entry found in the word's vocabulary and typed.

mod entries;
mod messages;
mod reads;

pub use entries::{Entries, EntrySentence, Property, Setting, SettingValue};
pub(super) use messages::set_twice;
pub use reads::Reads;

use super::value::Values;
use crate::diagnostic::Diagnostic;
use crate::schema::Place;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{self, Body, ExprKind, Item, Name, Sentence};
use crate::template::Value;
use crate::words::{self, Entry, Form, Shape, Word, reserved};
use messages::*;

/// Reads one body.
#[derive(Clone, Copy)]
pub struct Reader<'s, 'a> {
    /// The word whose body it is.
    pub word: &'static Word,
    /// How the word is called in a message.
    pub called: &'a str,
    /// The vocabulary.
    pub entries: &'static [Entry],
    /// Whether CloudFormation properties may stand here.
    pub properties: bool,
    /// What those properties are, where the type is known.
    pub place: Option<Place>,
    /// What names mean.
    pub values: Values<'s, 'a>,
    /// How values are read.
    pub reads: Reads<'s, 'a>,
}

/// Entries with the room that a body's items need.
fn room_for<'a>(items: &[Item<'_>]) -> Entries<'a> {
    let properties = items
        .iter()
        .filter(|item| matches!(item, Item::Setting(setting) if words::is_property(setting.key.text)))
        .count();
    let sentences =
        items.iter().filter(|item| matches!(item, Item::Sentence(sentence) if sentence.body.is_none())).count();
    Entries {
        settings: Vec::with_capacity(items.len() - properties - sentences),
        properties: Vec::with_capacity(properties),
        sentences: Vec::with_capacity(sentences),
    }
}

impl<'a> Reader<'_, 'a> {
    /// Types every entry; what is wrong is reported and left out.
    pub fn read(self, body: &Body<'a>, diagnostics: &mut Vec<Diagnostic>) -> Entries<'a> {
        let mut entries = room_for(&body.items);
        self.items(&body.items, &mut entries, diagnostics);
        self.twice(&entries, diagnostics);
        entries
    }

    pub(super) fn items(self, items: &[Item<'a>], entries: &mut Entries<'a>, diagnostics: &mut Vec<Diagnostic>) {
        for item in items {
            match item {
                // In quotes a key is CloudFormation's whatever its first letter: custom resources have others.
                Item::Setting(setting) if words::is_property(setting.key.text) || setting.key.is_quoted() => {
                    self.property(setting.key, &setting.value, entries, diagnostics);
                }
                Item::Setting(setting) => self.setting(setting, entries, diagnostics),
                Item::Sentence(sentence) => self.sentence(sentence, entries, diagnostics),
                Item::Parameter(_) | Item::Binding(_) | Item::Output(_) => diagnostics.push(statement_in_body(item)),
                Item::Conditional(conditional) => self.conditional(conditional, entries, diagnostics),
                // Written out before this, or no entry at all.
                Item::Repeat(_) | Item::Module(_) => {}
            }
        }
    }

    /// An entry and the property that it sets, both given.
    fn twice(self, entries: &Entries<'a>, diagnostics: &mut Vec<Diagnostic>) {
        for property in &entries.properties {
            let settings = entries.settings.iter().map(|setting| (setting.entry, setting.key));
            let sentences = entries.sentences.iter().map(|sentence| (sentence.entry, sentence.span));
            if let Some((entry, first)) =
                settings.chain(sentences).find(|(entry, _)| entry.property == property.name.text)
            {
                let problem = set_twice(property.name, first);
                diagnostics.push(problem.help(format!("`{}` sets this property already", entry.name)));
            }
        }
    }

    fn property(
        self,
        key: Name<'a>,
        value: &ast::Expr<'a>,
        entries: &mut Entries<'a>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if !self.properties {
            diagnostics.push(self.unknown(key));
            return;
        }
        if let Some(first) = entries.properties.iter().find(|property| property.name.text == key.text) {
            diagnostics.push(set_twice(key, first.name.span));
            return;
        }
        let place = self.place.and_then(|place| place.property(key.text)).map(|(inner, _)| inner);
        if let Some(value) = self.reads.property(self.values, value, place, diagnostics) {
            entries.properties.push(Property { name: key, value });
        }
    }

    /// An entry of the word's vocabulary, or one that every resource has.
    fn entry(self, name: &str) -> Option<&'static Entry> {
        let own = self.entries.iter().find(|entry| entry.name == name);
        own.or_else(|| reserved::entry(name).filter(|_| self.is_resource()))
    }

    /// Whether the body is a resource's own.
    pub(super) fn is_resource(self) -> bool {
        self.properties && self.word.form == Form::Resource
    }

    fn setting(self, setting: &ast::Setting<'a>, entries: &mut Entries<'a>, diagnostics: &mut Vec<Diagnostic>) {
        let key = setting.key;
        let Some(entry) = self.entry(key.text) else {
            diagnostics.push(self.unknown(key));
            return;
        };
        if let Some(first) = entries.settings.iter().find(|setting| setting.entry.name == key.text) {
            diagnostics.push(set_twice(key, first.key));
            return;
        }
        let value = match entry.shape {
            Shape::Sentence(form) => {
                diagnostics.push(sentence_not_setting(setting, form));
                return;
            }
            Shape::Body(inner) => match &setting.value.kind {
                ExprKind::Map(body) => Some(self.body(inner, key, body, diagnostics)),
                _ => {
                    diagnostics.push(body_expected(key, setting.value.span));
                    None
                }
            },
            Shape::Property => {
                let place = self.place.and_then(|place| place.property(entry.property)).map(|(inner, _)| inner);
                let value = self.reads.property(self.values, &setting.value, place, diagnostics);
                value.map(SettingValue::Value)
            }
            _ => self.reads.entry(self.values, &setting.value, entry, diagnostics).map(SettingValue::Value),
        };
        if let Some(value) = value {
            entries.settings.push(Setting { entry, key: key.span, span: setting.value.span, value });
        }
    }

    fn body(
        self,
        entries: &'static [Entry],
        key: Name<'a>,
        body: &Body<'a>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> SettingValue<'a> {
        let inner = Reader { called: key.text, entries, properties: false, ..self };
        SettingValue::Body(Box::new(inner.read(body, diagnostics)))
    }

    fn sentence(self, sentence: &Sentence<'a>, entries: &mut Entries<'a>, diagnostics: &mut Vec<Diagnostic>) {
        let word = sentence.word;
        let Some(entry) = self.entry(word.text) else {
            let is_property = self.properties && words::is_property(word.text);
            diagnostics.push(if is_property { value_expected(sentence) } else { self.unknown(word) });
            return;
        };
        match (&entry.shape, &sentence.body) {
            (Shape::Body(inner), Some(body)) if sentence.arguments.is_empty() => {
                if let Some(first) = entries.settings.iter().find(|setting| setting.entry.name == word.text) {
                    diagnostics.push(set_twice(word, first.key));
                    return;
                }
                let value = self.body(inner, word, body, diagnostics);
                entries.settings.push(Setting { entry, key: word.span, span: body.span, value });
            }
            (Shape::Sentence(_), None) if !sentence.arguments.is_empty() => {
                let end = self.end_of_sentence(sentence, diagnostics);
                entries.sentences.push(EntrySentence {
                    entry,
                    arguments: sentence.arguments[..end].to_vec(),
                    condition: None,
                    span: sentence.span,
                });
            }
            (Shape::Sentence(form), Some(_)) => diagnostics.push(match self.starts_a_body(sentence) {
                Some((name, before)) => two_on_a_line(name, before),
                None => sentence_expected(word, form),
            }),
            // A switch that stands alone is on: `param password: string < secret >`.
            (Shape::Bool | Shape::TextOrYes, None) if sentence.arguments.is_empty() => {
                if let Some(first) = entries.settings.iter().find(|setting| setting.entry.name == word.text) {
                    diagnostics.push(set_twice(word, first.key));
                    return;
                }
                let value = SettingValue::Value(Value::Bool(true));
                entries.settings.push(Setting { entry, key: word.span, span: word.span, value });
            }
            (Shape::Sentence(form), _) => diagnostics.push(sentence_expected(word, form)),
            (Shape::Body(_), _) => diagnostics.push(body_expected(word, sentence.span)),
            (_, _) => diagnostics.push(value_expected(sentence)),
        }
    }

    /// How many arguments are the sentence's own: `policy A, policy B` reads as one sentence but is two.
    fn end_of_sentence(self, sentence: &Sentence<'a>, diagnostics: &mut Vec<Diagnostic>) -> usize {
        let is_word = |text: &str| {
            self.entries
                .iter()
                .any(|entry| entry.name == text && matches!(entry.shape, Shape::Sentence(_) | Shape::Body(_)))
        };
        let arguments = &sentence.arguments;
        for (index, argument) in arguments.iter().enumerate().skip(1) {
            let ExprKind::Word(text) = argument.value.kind else { continue };
            let continues = arguments.get(index + 1).is_some_and(|next| !next.after_comma);
            if argument.after_comma && continues && is_word(text) {
                let name = Name { text, span: argument.value.span };
                diagnostics.push(two_on_a_line(name, arguments[index - 1].value.span));
                return index;
            }
        }
        arguments.len()
    }

    /// Whether the last argument of a sentence with a body is an entry that has one: `key id, capacity < … >`.
    fn starts_a_body(self, sentence: &Sentence<'a>) -> Option<(Name<'a>, Span)> {
        let (last, rest) = sentence.arguments.split_last().filter(|(last, _)| last.after_comma)?;
        let ExprKind::Word(text) = last.value.kind else { return None };
        let is_body = self.entry(text).is_some_and(|entry| matches!(entry.shape, Shape::Body(_)));
        is_body.then_some((Name { text, span: last.value.span }, rest.last()?.value.span))
    }

    fn unknown(self, key: Name<'a>) -> Diagnostic {
        let everywhere = if self.is_resource() { reserved::RESERVED } else { &[] };
        let known = || self.entries.iter().map(|entry| entry.name);
        let called = self.called;
        let problem = Diagnostic::error("unknown-entry", format!("`{called}` has no entry `{}`", key.text))
            .label(key.span, "unknown entry");
        if let Some(near) = suggest::nearest(key.text, everywhere.iter().map(|one| one.entry.name))
            && suggest::nearest(key.text, known()).is_none()
        {
            return problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), key.span, near);
        }
        if self.word.is_raw() {
            return uppercase_wanted(problem, key);
        }
        if let Reads::Existing(_) = self.reads {
            return problem.help(format!(
                "what this stack does not own it cannot set; `{called}` knows {}, and attributes by CloudFormation's names",
                suggest::one_of(known())
            ));
        }
        if let Some((_, help)) = self.word.elsewhere.iter().find(|(name, _)| *name == key.text) {
            return problem.help(*help);
        }
        if let Some(one) = singular(key.text).and_then(|one| known().find(|name| *name == one)) {
            return problem.help(format!("did you mean `{one}`, one a line?"));
        }
        match suggest::nearest(key.text, known()) {
            Some(near) => {
                problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), key.span, near)
            }
            None if self.properties => problem.help(format!(
                "`{called}` knows {}; CloudFormation properties start with an uppercase letter",
                suggest::one_of(known())
            )),
            None => problem.help(format!("`{called}` knows {}", suggest::one_of(known()))),
        }
    }
}
