//! The names that services of AWS accept.

use super::{known_name, same_name};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::template::{Text, Value};

/// What a service accepts as the name of one kind of thing.
pub struct NameRules {
    /// The service, as people call it.
    pub service: &'static str,
    /// What is named, with an article.
    pub what: &'static str,
    /// The same of several, which have names of their own.
    pub names: &'static str,
    /// The property that holds the name.
    pub property: &'static str,
    /// How many characters it has.
    pub length: (usize, usize),
    /// Which characters.
    pub allowed: fn(char) -> bool,
    /// What else is wrong with a name of allowed characters.
    pub also: fn(&str) -> Option<Unusable>,
    /// Whether two names that differ in case only are two.
    pub case_counts: bool,
    /// The rules in one sentence.
    pub says: &'static str,
}

/// Why a name cannot be used.
pub enum Unusable {
    /// It is not formed as one.
    Malformed(String),
    /// It is, but it is AWS's own.
    Reserved(String),
}

impl NameRules {
    /// Reports what the service would refuse of a declared name that is known at build time.
    pub fn check<'a>(&self, declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
        if let Some((name, span)) = known_name(declaration, self.property) {
            self.check_name(&name, span, to);
        }
    }

    /// The same for a name that is made of the declared one.
    pub fn check_name<'a>(&self, name: &Text<'a>, span: Span, to: &mut Lowering<'_, 'a>) {
        if let Some(problem) = self.problem(name, span) {
            return to.report(problem);
        }
        let Some((other, first)) = to.take_name(self.names, name.clone(), span) else { return };
        if other == *name {
            to.report(same_name(self.names, name, span, first));
        } else if !self.case_counts {
            let message = format!("{} takes `{name}` for the name of another one: case does not count", self.service);
            let problem = Diagnostic::error("same-name-but-for-case", message).label(span, "this one");
            to.report(problem.label(first, "and this one").help("give one of them another name"));
        }
    }

    /// What is wrong with a name.
    pub fn problem(&self, name: &str, span: Span) -> Option<Diagnostic> {
        let length = name.chars().count();
        let (least, most) = self.length;
        let wrong = if !(least..=most).contains(&length) {
            Unusable::Malformed(format!("it has {}, not {least} to {most}", characters(length)))
        } else if let Some(wrong) = name.chars().find(|c| !(self.allowed)(*c)) {
            Unusable::Malformed(if wrong == ' ' { "it has a space".to_owned() } else { format!("it has `{wrong}`") })
        } else {
            (self.also)(name)?
        };
        let (code, why) = match wrong {
            Unusable::Malformed(why) => ("invalid-name", why),
            Unusable::Reserved(why) => {
                return Some(reserved(&format!("{} keeps the name `{name}`", self.service), why, span).help(self.says));
            }
        };
        let message = format!("{} does not accept `{name}` as the name of {}", self.service, self.what);
        Some(Diagnostic::error(code, message).label(span, why).help(self.says))
    }
}

/// So many characters.
pub fn characters(count: usize) -> String {
    format!("{count} {}", if count == 1 { "character" } else { "characters" })
}

/// A name that AWS keeps for itself.
pub fn reserved(message: &str, why: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic::error("reserved-name", format!("{message} for itself")).label(span, why)
}

/// Nothing else is wrong.
pub fn nothing_else(_: &str) -> Option<Unusable> {
    None
}

/// Letters, digits and hyphens.
pub fn is_of_label(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

/// A name that starts with a letter, and has no hyphen at its end and no two in a row, as RDS and ElastiCache want it.
pub fn starts_with_letter(name: &str) -> Option<Unusable> {
    let why = if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        "it does not start with a letter"
    } else if name.contains("--") {
        "it has two hyphens in a row"
    } else if name.ends_with('-') {
        "it ends with a hyphen"
    } else {
        return None;
    };
    Some(Unusable::Malformed(why.to_owned()))
}

/// A name as services keep it that store names in lowercase.
pub fn lowercase<'a>(name: Value<'a>) -> Value<'a> {
    let lower = &mut |name: &Value<'a>| match name {
        Value::Text(text) if text.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            Some(Value::text(text.to_ascii_lowercase()))
        }
        other => Some(other.clone()),
    };
    name.changed(lower).unwrap_or(name)
}
