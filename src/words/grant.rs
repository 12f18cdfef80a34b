//! `grant WHO VERB, … on WHAT, …`: the permissions that a verb stands for, and no others.
//!
//! Each role, user or group gets one policy for all of its grants, as a resource of its own. In the role's own list the
//! policy would make the role wait for what it is about, and that often waits for the role: a function for the role that
//! it runs with, the policy of a key or of a bucket for the role that it names. Nothing refers to a policy of its own, so
//! that it is never part of a circle.

mod held;
mod keys;
mod made;
pub mod problems;
mod said;
mod sentence;
pub mod verbs;
pub mod waits;
mod what;
mod who;

use super::shape::RelationRule;
use super::{Form, Word};
use crate::lower::Lowering;
use crate::model::Link;
use held::Held;
use said::Said;

/// The description of `grant`.
pub static WORD: Word = Word {
    name: "grant",
    form: Form::Link,
    summary: "Lets a role, user or group, or the role of an instance, a function or a service, do something with a resource, and nothing else: what each verb allows depends on the resource.",
    sentence: "grant WHO, … VERB, … on WHAT, …",
    relations: &[RelationRule { keyword: "on", required: true, summary: "say which resources the grant is about" }],
    defaults: &[
        "what a verb allows is fixed for each type of resource: for a bucket it is read, write, delete, list and all",
        "`all` is every verb of the type; who makes, changes or deletes the resource itself is not granted",
        "a resource that is encrypted with a key of the file needs the key too: its use is allowed with it",
        "an instance without a role gets one; instances of one role are all granted what one of them is",
        "what acts as soon as it is made, such as an instance, is made once its grants are there",
    ],
    reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    example: "bucket \"my-unique-name\" as uploads\nrole web trusts ec2\ngrant web read, write on uploads",
    finish,
    ..Word::EMPTY
};

/// All grants of the file, once it is known which role everything has.
fn finish(to: &mut Lowering<'_, '_>) {
    let stack = to.stack;
    let mut held: Vec<Held<'_, '_>> = Vec::new();
    let mut said = Said::default();
    for link in stack.links.iter().filter(|link| std::ptr::eq(link.word, &raw const WORD)) {
        one(link, &mut held, &mut said, to);
    }
    for one in &held {
        one.push(to);
    }
    let own = held.iter().filter_map(|one| Some((one.owner.clone()?, one.policy.clone())));
    waits::add(&own.collect::<Vec<_>>(), to);
}

fn one<'s, 'a>(link: &'s Link<'a>, held: &mut Vec<Held<'s, 'a>>, said: &mut Said, to: &mut Lowering<'s, 'a>) {
    let Some(sentence) = sentence::read(link, to) else { return };
    let what = what::read(&sentence, to);
    said.check(link, &sentence, &what, to);
    let allowed = what::allowed(&what, to);
    for name in &sentence.who {
        for holding in who::of(*name, to) {
            held::add(held, holding, link, &allowed, to);
        }
    }
}
