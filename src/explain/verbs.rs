//! What the verbs of `grant` allow, by the type of the resource.

use crate::words::grant::verbs::{self, Verb, Vocabulary};
use crate::words::{Form, WORDS, Word, grant};
use serde::Serialize;

/// The verbs of a type.
#[derive(Debug, Clone, Serialize)]
pub struct VerbsPage {
    /// What the resource is called: its word, or its type.
    pub of: &'static str,
    /// The verbs.
    pub verbs: Vec<VerbPage>,
    /// What takes more than one of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<TogetherPage>,
}

/// What several verbs allow together.
#[derive(Debug, Clone, Serialize)]
pub struct TogetherPage {
    /// The verbs.
    pub verbs: &'static [&'static str],
    /// The actions that they allow.
    pub allows: &'static [&'static str],
}

/// One verb.
#[derive(Debug, Clone, Serialize)]
pub struct VerbPage {
    /// As it is written.
    pub name: &'static str,
    /// Other words for it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub also: &'static [&'static str],
    /// What somebody can do with it.
    pub summary: &'static str,
    /// The actions that it allows.
    pub allows: Vec<&'static str>,
}

/// The verbs of what a word makes; those of every type for `grant`.
pub fn of(word: &'static Word) -> Vec<VerbsPage> {
    if std::ptr::eq(word, &raw const grant::WORD) {
        let all = verbs::VOCABULARIES.iter().flat_map(|one| one.types.iter().map(|kind| page(called(kind), one)));
        let mut all: Vec<VerbsPage> = all.collect();
        all.sort_by_key(|page| (page.of.starts_with("AWS::"), page.of));
        return all;
    }
    let own = Some(word.resource).filter(|_| word.form == Form::Resource).and_then(verbs::of);
    own.map(|vocabulary| page(word.name, vocabulary)).into_iter().collect()
}

/// The word that makes resources of a type, or the type.
fn called(kind: &'static str) -> &'static str {
    WORDS.iter().find(|word| word.resource == kind).map_or(kind, |word| word.name)
}

fn page(of: &'static str, vocabulary: &'static Vocabulary) -> VerbsPage {
    let together = vocabulary.together.iter();
    VerbsPage {
        of,
        verbs: vocabulary.verbs.iter().map(|one| verb(one, vocabulary)).collect(),
        together: together.map(|one| TogetherPage { verbs: one.verbs, allows: one.actions.names }).collect(),
    }
}

fn verb(verb: &'static Verb, vocabulary: &'static Vocabulary) -> VerbPage {
    let mut allows: Vec<&'static str> = Vec::new();
    for name in vocabulary.allowed(&[verb]).into_iter().flat_map(|actions| actions.names) {
        if !allows.contains(name) {
            allows.push(name);
        }
    }
    VerbPage { name: verb.name, also: verb.also, summary: verb.summary, allows }
}
