//! Permissions: what a verb allows, for somebody who has none of it.

use super::{Asked, Change, TRIED, Trials};
use crate::findings::Locate;
use crate::reason::access::actor::Identity;
use crate::reason::deed;
use crate::reason::network::reach::{self, End};
use crate::reason::relations::Relations;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::suggest;
use crate::template::{Resource, Value};
use crate::words::grant::verbs::{self, Verb};
use crate::words::role;

/// Somebody who needs a permission, what it is about, and who that acts as.
#[derive(Debug, Clone, Copy)]
pub struct Needed {
    /// Who, by its position.
    pub who: usize,
    /// On what, by its position.
    pub target: usize,
    /// Who acts.
    pub identity: Identity,
}

/// What to write, where it is proved to help: a grant with one of the verbs that help.
pub fn help(trials: &mut Trials<'_, '_>, needed: Needed, locate: &dyn Locate) -> Option<String> {
    let kind = trials.relations.template().resources[needed.target].kind.as_ref();
    let all: Vec<&'static Verb> = verbs::of(kind)?.verbs.iter().collect();
    help_with(trials, needed, &all, locate)
}

/// The same with some verbs of its type.
pub fn help_with(
    trials: &mut Trials<'_, '_>,
    needed: Needed,
    verbs: &[&'static Verb],
    locate: &dyn Locate,
) -> Option<String> {
    let helps = |verb: &&'static Verb| {
        let asked: &Asked<'_> = &|tried| may(tried, needed, verb);
        changes(trials.relations, needed, verb).is_some_and(|changes| trials.is_proved(&changes, asked))
    };
    let proved: Vec<&Verb> = verbs.iter().copied().filter(helps).collect();
    let (first, others) = proved.split_first()?;
    let (who, what) = (locate.called(needed.who), locate.called(needed.target));
    if !locate.has_words() {
        let actions: Vec<&str> = first.core.iter().flat_map(|actions| actions.names).copied().collect();
        let whose = match needed.identity {
            Identity::Own(role) => format!("let {}", locate.called(role)),
            Identity::Nobody | Identity::Unknown => format!("give {who} a role that lets it"),
        };
        return Some(format!("{whose} do what it does with {what}, such as {}", actions.join(" and ")));
    }
    let more = suggest::one_of(others.iter().map(|verb| verb.name));
    let more = if others.is_empty() { String::new() } else { format!(", or the same with {more}") };
    let (who, what) = (who.trim_matches('`'), what.trim_matches('`'));
    Some(format!("write `grant {who} {} on {what}`{more}", first.name))
}

/// Whether somebody may do what a verb says, in every case.
pub fn may(relations: &Relations<'_>, needed: Needed, verb: &'static Verb) -> bool {
    let Needed { who, target, .. } = needed;
    let answer = relations.answer(|world, read, trace| {
        let is_absent = |at| world.view.is_there(world.resource(at)) == Some(false);
        if is_absent(who) || is_absent(target) {
            return Truth::Yes;
        }
        let ends = (End::Resource(who), End::Resource(target));
        let through = reach::reach(world, ends, None, &mut Trace::silent()).through;
        deed::may(world, read, (who, target), std::slice::from_ref(verb), &through, trace)
    });
    answer.truth == Truth::Yes
}

/// The same in the template: a policy for the role, and a role where there is none.
fn changes(relations: &Relations<'_>, needed: Needed, verb: &Verb) -> Option<Vec<Change<'static>>> {
    let mut policy = Resource::new(TRIED, "AWS::IAM::Policy", 3);
    policy.set("PolicyName", Value::text(TRIED));
    policy.set("PolicyDocument", document(verb));
    let resources = &relations.template().resources;
    let mut changes = Vec::new();
    let (property, owner) = match needed.identity {
        Identity::Own(at) if resources[at].kind == "AWS::IAM::User" => ("Users", resources[at].id.to_string()),
        Identity::Own(at) => ("Roles", resources[at].id.to_string()),
        Identity::Nobody => {
            let id = format!("{TRIED}Role");
            changes.extend(made(needed.who, &id, resources[needed.who].kind.as_ref())?);
            ("Roles", id)
        }
        Identity::Unknown => return None,
    };
    policy.set(property, Value::list([Value::Ref(owner.into())]));
    changes.push(Change::Add(policy));
    Some(changes)
}

/// A role for something that has none.
fn made(who: usize, id: &str, kind: &str) -> Option<Vec<Change<'static>>> {
    let (service, property) = match kind {
        "AWS::EC2::Instance" => ("ec2.amazonaws.com", "IamInstanceProfile"),
        "AWS::ECS::TaskDefinition" => ("ecs-tasks.amazonaws.com", "TaskRoleArn"),
        _ => return None,
    };
    let mut role = Resource::new(id.to_owned(), "AWS::IAM::Role", 1);
    role.set("AssumeRolePolicyDocument", role::trusting(service));
    let mut changes = vec![Change::Add(role)];
    let value = if property == "TaskRoleArn" {
        Value::attribute(id.to_owned(), "Arn")
    } else {
        let profile = format!("{id}Profile");
        let mut made = Resource::new(profile.clone(), "AWS::IAM::InstanceProfile", 1);
        made.set("Roles", Value::list([Value::Ref(id.to_owned().into())]));
        changes.push(Change::Add(made));
        Value::Ref(profile.into())
    };
    changes.push(Change::Set(who, property, value));
    Some(changes)
}

/// Everything that a verb stands for. Of what is asked, all of it is about the one resource.
fn document(verb: &Verb) -> Value<'static> {
    let own = verb.core.iter().chain(verb.besides).flat_map(|actions| actions.names);
    let actions: Vec<Value<'static>> = own.chain(verb.key.actions()).map(|action| Value::text(*action)).collect();
    let statement = Value::map([
        ("Effect", Value::text("Allow")),
        ("Action", Value::list(actions)),
        ("Resource", Value::text("*")),
    ]);
    Value::map([("Version", Value::text("2012-10-17")), ("Statement", Value::list([statement]))])
}
