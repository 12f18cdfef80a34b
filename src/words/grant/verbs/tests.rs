//! What holds for every verb.

use super::*;
use crate::catalog::iam;
use crate::schema::{self, Place};

fn verbs() -> impl Iterator<Item = (&'static Vocabulary, &'static Verb)> {
    VOCABULARIES.iter().flat_map(|vocabulary| vocabulary.verbs.iter().map(|verb| (*vocabulary, verb)))
}

/// Every list of actions.
fn actions() -> impl Iterator<Item = &'static Actions> {
    let own = verbs().flat_map(|(_, verb)| verb.core.iter().chain(verb.besides));
    own.chain(VOCABULARIES.iter().flat_map(|one| one.together).map(|one| &one.actions))
}

#[test]
fn every_action_is_one_of_aws_in_its_own_spelling() {
    let keys = [KeyUse::Decrypt, KeyUse::Encrypt].into_iter().flat_map(|key| key.actions());
    for name in actions().flat_map(|actions| actions.names).chain(keys) {
        assert_eq!(iam::find(name).map(iam::Action::name), Some(*name), "{name}");
    }
}

#[test]
fn only_what_cannot_be_limited_is_allowed_on_everything() {
    for actions in actions() {
        for name in actions.names {
            let limited = iam::find(name).is_some_and(|action| action.resources().next().is_some());
            assert_eq!(limited, actions.on != On::Everything, "{name} on {:?}", actions.on);
        }
    }
}

/// The kind of thing that IAM's reference names for an action on it.
#[test]
fn actions_on_parts_are_about_parts() {
    for (name, on, kind) in [
        ("s3:GetObject", On::Below("/*"), "object"),
        ("s3:ListBucket", On::Itself, "bucket"),
        ("dynamodb:Query", On::BelowWith("/index/*", &["GlobalSecondaryIndexes", "LocalSecondaryIndexes"]), "index"),
        (
            "states:StopExecution",
            On::Made("states:${AWS::Region}:${AWS::AccountId}:execution:", "Name", ":*"),
            "execution",
        ),
    ] {
        assert!(actions().any(|actions| actions.on == on && actions.names.contains(&name)), "{name}");
        assert!(iam::find(name).is_some_and(|action| action.resources().any(|one| one.name() == kind)), "{name}");
    }
}

#[test]
fn every_type_is_one_of_cloudformation_with_what_the_table_takes_of_it() {
    for vocabulary in VOCABULARIES {
        for name in vocabulary.types {
            let of = schema::find(name).unwrap_or_else(|| panic!("{name}"));
            let mut place = Some(Place::root(of));
            for step in vocabulary.key {
                let next = |place: Place| match *step {
                    "*" => place.items(),
                    property => place.property(property).map(|(inner, _)| inner),
                };
                place = place.and_then(next);
                assert!(place.is_some(), "{name}: {step}");
            }
            let made = vocabulary.verbs.iter().flat_map(|verb| verb.core).filter_map(|actions| match actions.on {
                On::Made(_, attribute, _) => Some(attribute),
                On::Itself | On::Below(_) | On::BelowWith(..) | On::Everything => None,
            });
            for attribute in made.filter(|attribute| !attribute.is_empty()) {
                assert!(of.attribute(attribute).is_some(), "{name}: {attribute}");
            }
        }
    }
}

#[test]
fn a_word_means_one_thing_of_a_type_and_no_type_has_two_vocabularies() {
    for vocabulary in VOCABULARIES {
        let mut words: Vec<_> = vocabulary.words().collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count, "{:?}", vocabulary.types);
        assert!(vocabulary.verbs.iter().all(|verb| !verb.core.is_empty() && !verb.summary.is_empty()));
        for name in vocabulary.types {
            assert!(of(name).is_some_and(|found| std::ptr::eq(found, *vocabulary)), "{name}");
        }
        for verb in vocabulary.together.iter().flat_map(|one| one.verbs) {
            assert_eq!(vocabulary.meaning(verb).len(), 1, "{verb}");
        }
    }
}

#[test]
fn a_batch_of_writes_takes_both_verbs() {
    let table = of("AWS::DynamoDB::Table").expect("tables have verbs");
    let names = |words: &[&str]| -> Vec<&str> {
        let verbs: Vec<_> = words.iter().flat_map(|word| table.meaning(word)).collect();
        table.allowed(&verbs).into_iter().flat_map(|actions| actions.names).copied().collect()
    };
    assert!(!names(&["write"]).contains(&"dynamodb:BatchWriteItem"));
    assert!(!names(&["delete", "read"]).contains(&"dynamodb:BatchWriteItem"));
    assert!(names(&["write", "delete"]).contains(&"dynamodb:BatchWriteItem"));
    assert!(names(&["all"]).contains(&"dynamodb:BatchWriteItem"));
}
