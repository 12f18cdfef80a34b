//! `attach POLICY to ROLE, …`: a managed policy for roles, users and groups.
//!
//! A policy of the stack lists whom it is attached to, so that a role never waits for a policy that is about what the
//! role is for. A policy of somebody else stands in the list of the role.

use super::first::Policy;
use super::sentence::name;
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, where_holds};
use crate::model::{Declaration, Link};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::Name;
use crate::template::{Items, Value};
use crate::words::statements::broad::{self, Of, Place};
use crate::words::statements::{self, Holder, check_count, twice};

const LIST: &str = "ManagedPolicyArns";

/// Attaches a policy to some.
pub fn attach<'s, 'a>(link: &Link<'a>, policy: &Policy<'s, 'a>, targets: Vec<Name<'a>>, to: &mut Lowering<'s, 'a>) {
    let is_alone = targets.len() == 1;
    for target in targets {
        let Some(found) = to.values().declaration(target.text, target.span) else {
            if !to.values().is_lost(target.text, target.span) && to.values().dropped(target.text, target.span).is_none()
            {
                to.report(unknown(target, to));
            }
            continue;
        };
        match statements::holder(found.resource_type()) {
            Some(holder) => one((link, is_alone), policy, Of { holder, declaration: found }, target, to),
            None => to.report(not_a_holder(policy, target, found)),
        }
    }
    if let Some(replace) = link.entries.setting("replace") {
        let message = "`replace` is about the role of an instance, and this attaches a policy";
        to.report(Diagnostic::warning("no-effect", message).label(replace.key, "has no effect").help("leave it out"));
    }
}

/// Attaches it to one, which may be the only one of the statement.
fn one<'s, 'a>(
    (link, is_alone): (&Link<'a>, bool),
    policy: &Policy<'s, 'a>,
    of: Of<'s, 'a>,
    at: Name<'a>,
    to: &mut Lowering<'s, 'a>,
) {
    let Of { holder, declaration: target } = of;
    let Some(called) = to.reading(|values, problems| values.attribute(target, None, at.span, problems)) else { return };
    let pair = format!("{:?} to {} {called:?}", policy.arn, holder.naming.what);
    if let Some((_, first)) = to.take("attached policies", pair, policy.name.text.into(), at.span) {
        return to.report(twice(at.span, first));
    }
    if has(target, &policy.arn, to) {
        return to.report(twice(at.span, in_body(target, policy)));
    }
    let place = if is_alone { Place::Attach(link) } else { Place::Elsewhere };
    broad::check(&policy.arn, &of, &place, policy.name.span, to);
    let condition = to.all_of([link.condition.clone(), target.condition.clone()]);
    let added = match policy.own {
        Some(own) => append(own, holder.listed_as, called.clone(), condition, to),
        None if target.existing => return to.report(cannot(policy, holder, at)),
        None => append(target, LIST, policy.arn.clone(), condition, to),
    };
    if added.is_none() {
        return to.report(given_as_property(policy, at, target));
    }
    if !target.existing {
        check_count(count(target, holder, &called, to), holder, at.span, to);
    }
}

/// Whether the body of a role has a policy.
fn has<'a>(target: &Declaration<'a>, arn: &Value<'a>, to: &Lowering<'_, 'a>) -> bool {
    let list = to.place(&target.logical_id).and_then(|at| to.template.resources[at].get(LIST));
    matches!(list, Some(Value::List(items)) if !target.existing && items.contains(arn))
}

/// Where the body of a role names a policy; the role where it does so in another way.
fn in_body(target: &Declaration<'_>, policy: &Policy<'_, '_>) -> Span {
    let arguments = target.entries.sentences("policy").flat_map(|sentence| &sentence.arguments);
    let mut named = arguments.filter_map(|argument| name(&argument.value));
    named.find(|name| name.text == policy.name.text).map_or(target.handle.span, |name| name.span)
}

/// How many managed policies somebody has: in the list, and in those of the stack that list it.
fn count<'a>(target: &Declaration<'a>, holder: &Holder, name: &Value<'a>, to: &Lowering<'_, 'a>) -> usize {
    let length = |value: Option<&Value<'_>>| match value {
        Some(Value::List(items)) => items.len(),
        _ => 0,
    };
    let own = to.place(&target.logical_id).map_or(0, |at| length(to.template.resources[at].get(LIST)));
    let listing = to.template.resources.iter().filter(|one| one.kind == "AWS::IAM::ManagedPolicy");
    let lists = listing.filter(|one| match one.get(holder.listed_as) {
        Some(Value::List(items)) => items.iter().any(|item| item == name || chosen(item) == Some(name)),
        _ => false,
    });
    own + lists.count()
}

fn chosen<'v, 'a>(value: &'v Value<'a>) -> Option<&'v Value<'a>> {
    value.chosen().map(|(_, then, _)| then)
}

/// Adds an item to a list of a resource, where that is one that the file writes out.
fn append<'a>(
    on: &Declaration<'a>,
    property: &'static str,
    item: Value<'a>,
    condition: Condition<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<()> {
    let condition = to.besides(condition, &[&on.condition, &to.condition_of(&on.logical_id)]);
    let item = where_holds(&condition, item, None);
    let resource = to.resource_mut(&on.logical_id)?;
    match resource.properties.iter_mut().find(|(key, _)| key == property) {
        None => resource.set(property, Value::list([item])),
        Some((_, Value::List(Items::Owned(items)))) => items.push(item),
        Some(_) => return None,
    }
    Some(())
}

fn unknown(target: Name<'_>, to: &Lowering<'_, '_>) -> Diagnostic {
    let can = |one: &&Declaration<'_>| statements::holder(one.resource_type()).is_some();
    let known = to.stack.declarations.iter().filter(can).map(|one| one.handle.text);
    let problem = Diagnostic::error("unknown-name", format!("nothing here is called `{}`", target.text))
        .label(target.span, "unknown role, user or group");
    match suggest::nearest(target.text, known) {
        Some(near) => {
            suggest::offer_name(problem.help(format!("did you mean `{near}`?")), target.text, near, target.span)
        }
        None => problem.help(format!("declare it, or say that it exists already: existing role {}", target.text)),
    }
}

fn not_a_holder(policy: &Policy<'_, '_>, target: Name<'_>, found: &Declaration<'_>) -> Diagnostic {
    let message = format!("a policy is attached to a role, user or group, but `{}` is {}", target.text, found.a_kind());
    let problem = Diagnostic::error("wrong-kind", message)
        .label(target.span, "expected a role, user or group")
        .label(found.handle.span, format!("declared here as {}", found.a_kind()));
    let name = policy.name.text;
    problem.help(match found.resource_type() {
        "AWS::EC2::Instance" => {
            format!(
                "an instance has its permissions by a role: attach {name} to ROLE, and attach ROLE to {}",
                target.text
            )
        }
        _ => format!("write: attach {name} to ROLE"),
    })
}

/// CloudFormation attaches a policy of AWS by the list of a role, which it has to make.
fn cannot(policy: &Policy<'_, '_>, holder: &Holder, target: Name<'_>) -> Diagnostic {
    let what = holder.naming.what;
    let message = format!(
        "CloudFormation attaches `{}` only to a {what} that it makes, and `{}` exists already",
        policy.name.text, target.text
    );
    Diagnostic::error("cannot-attach", message)
        .label(target.span, format!("a {what} that exists already"))
        .label(policy.name.span, "not a policy of this stack")
        .help(format!("say what it may do: grant {} read on …; or declare a policy and attach that", target.text))
}

/// A list as a property whose items only the deploy knows.
fn given_as_property(policy: &Policy<'_, '_>, at: Name<'_>, target: &Declaration<'_>) -> Diagnostic {
    let problem = Diagnostic::error("set-twice", "the list that this would be added to is given as one value")
        .label(at.span, "added here");
    let listed = policy.own.unwrap_or(target);
    let given =
        listed.entries.properties.iter().find(|given| [LIST, "Roles", "Users", "Groups"].contains(&given.name.text));
    match given {
        Some(given) => problem.label(given.name.span, "given here"),
        None => problem,
    }
    .help("say it in one place")
}
