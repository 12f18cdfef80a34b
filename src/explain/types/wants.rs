//! Which kind of thing a property wants, and how one says it.

use crate::schema::{self, Place};
use crate::words::{Form, WORDS};
use serde::Serialize;

/// A kind of thing, such as the ARN of an IAM role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wants {
    /// How people call it.
    pub what: String,
    /// Whether other things do as well: then it is what people usually give.
    pub usual: bool,
    /// The resource type that gives it.
    pub resource: &'static str,
    /// The attribute that gives it; absent when `Ref` does.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub attribute: &'static str,
    /// The word that makes such a resource, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<&'static str>,
    /// What it looks like when it is written out.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub looks: &'static str,
}

/// What a place wants; where several things do, all of them.
pub fn of(place: Place) -> Vec<Wants> {
    let mut all: Vec<Wants> = Vec::new();
    let kinds = place.kinds().map(|name| (name, false));
    for (name, usual) in kinds.chain(place.relations().map(|name| (name, true))) {
        let wants = wants(name, usual);
        if !all.iter().any(|other| other.what == wants.what) {
            all.push(wants);
        }
    }
    all
}

fn wants(name: &'static str, usual: bool) -> Wants {
    let (resource, attribute) = name.split_once('.').unwrap_or((name, ""));
    let word = WORDS.iter().find(|word| word.form == Form::Resource && word.resource == resource);
    let word = word.map(|word| word.name);
    let given = schema::find(resource).and_then(|of| of.giving(name));
    match schema::kind(name) {
        Some(kind) => {
            let attribute = given.unwrap_or(attribute);
            Wants { what: kind.what.to_owned(), usual, resource, attribute, word, looks: kind.looks }
        }
        None => {
            let called = if attribute.is_empty() { "Ref" } else { attribute };
            let what = format!("the {called} of an {resource}");
            let by_ref = schema::find(resource).is_some_and(|of| of.reference == [attribute]);
            Wants { what, usual, resource, attribute: if by_ref { "" } else { attribute }, word, looks: "" }
        }
    }
}

impl Wants {
    /// What to name in its place: `role`, or a resource type.
    pub fn named(&self) -> String {
        match self.word {
            Some(word) => format!("a `{word}`"),
            None => format!("an {}", self.resource),
        }
    }
}
