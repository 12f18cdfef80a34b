//! `attach ROLE to INSTANCE, …`: gives instances a role; `attach POLICY to ROLE, …`: gives others a policy;
//! `attach VOLUME to INSTANCE`: gives an instance a disk, or an address.

mod association;
mod first;
mod found;
mod policy;
mod role;
mod sentence;
mod thing;

use super::shape::{Entry, RelationRule, Shape};
use super::statements::ROLE;
use super::{Form, Word};
use crate::lower::{Condition, Lowering};
use crate::model::{Declaration, Link};
use crate::syntax::ast::Name;
use first::First;

/// The description of `attach`.
pub static WORD: Word = Word {
    name: "attach",
    form: Form::Link,
    summary: "Gives instances a role, roles, users and groups a policy, and an instance a volume or an address. Instances that the stack does not own are found when it is deployed, by their id or Name tag.",
    sentence: "attach ROLE to INSTANCE, … < … >, or attach POLICY to ROLE, USER or GROUP, …, or attach VOLUME or ADDRESS to INSTANCE",
    relations: &[RelationRule {
        keyword: "to",
        required: true,
        summary: "say which instances get the role, which roles, users and groups the policy, or which instance the volume or address",
    }],
    entries: &[Entry::new("replace", Shape::Bool, "Whether the role of an instance that the stack does not own may take the place of another one, which does not come back when the stack is deleted.").or("no")],
    defaults: &[
        "the role of an instance that exists already is set by a small function in the stack, which removes only what it set",
        "an instance that has another role already keeps it, and the deploy fails, unless replace = yes",
        "a policy of AWS is attached by its name: attach AmazonS3ReadOnlyAccess to ROLE",
    ],
    reference: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/attach-iam-role.html",
    example: "role sample-role-web trusts ec2\nattach AmazonS3ReadOnlyAccess to sample-role-web\nattach sample-role-web to web01, web02",
    link,
    finish: association::share,
    ..Word::EMPTY
};

fn link<'s, 'a>(link: &'s Link<'a>, to: &mut Lowering<'s, 'a>) {
    let Some(sentence) = sentence::read(link, to) else { return };
    match first::of(sentence.first, to) {
        Some(First::Role(role)) => role::attach(link, role, sentence.targets("instance", to), to),
        Some(First::Thing(thing)) => thing::attach(link, thing, sentence.targets("instance", to), to),
        Some(First::Policy(policy)) => policy::attach(link, &policy, sentence.targets("role, user or group", to), to),
        // What it would be attached to may be wrong too.
        None => _ = sentence.targets("instance", to),
    }
}

/// Every `attach` of a role, in order.
fn of_roles<'s, 'a>(to: &Lowering<'s, 'a>) -> impl Iterator<Item = (&'s Link<'a>, &'s Declaration<'a>)> {
    let (stack, values) = (to.stack, to.values());
    let links = stack.links.iter().filter(|link| std::ptr::eq(link.word, &raw const WORD));
    let role = move |link: &'s Link<'a>| {
        let first = sentence::names(link).next()?;
        let role = values.declaration(first.text, first.span)?;
        (role.resource_type() == ROLE.resource).then_some((link, role))
    };
    links.filter_map(role)
}

/// Whether a statement names the same target.
fn has_target(link: &Link<'_>, target: Name<'_>, to: &Lowering<'_, '_>) -> bool {
    let of = |name: Name<'_>| to.values().declaration(name.text, name.span);
    sentence::names(link).skip(1).any(|name| match (of(name), of(target)) {
        (None, None) => name.text == target.text,
        (Some(one), Some(other)) => std::ptr::eq(one, other),
        (Some(_), None) | (None, Some(_)) => false,
    })
}

/// The roles that are attached to an instance by its name, each with the condition that it is.
pub fn roles_of<'s, 'a>(target: Name<'a>, to: &Lowering<'s, 'a>) -> Vec<(&'s Declaration<'a>, Condition<'a>)> {
    let found = of_roles(to).filter(|(link, _)| has_target(link, target, to));
    found.map(|(link, role)| (role, to.all_of([link.condition.clone(), role.condition.clone()]))).collect()
}
