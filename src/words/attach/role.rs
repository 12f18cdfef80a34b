//! `attach ROLE to INSTANCE, …`.

use super::{association, found, has_target, of_roles};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Link};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::Name;
use crate::template::Value;
use crate::words::{autoscaling, launch_template, role};

/// Gives instances a role.
pub fn attach<'s, 'a>(link: &Link<'a>, role: &'s Declaration<'a>, targets: Vec<Name<'a>>, to: &mut Lowering<'s, 'a>) {
    let mut all_own = true;
    for target in targets {
        let instance = to.values().declaration(target.text, target.span);
        // Each module may have an instance of the same name.
        let what = instance.map_or(target.text, |instance| &instance.logical_id).to_owned();
        let first = to.take("instances", what, role.handle.text.into(), target.span);
        if let Some((other, first)) = first
            && !is_other_case(link, role, target, to)
        {
            to.report(taken(target, role.handle.text, &other, first));
            continue;
        }
        all_own &= instance.is_some_and(|instance| !instance.existing);
        one(link, role, target, to);
    }
    if let Some(replace) = link.entries.setting("replace").filter(|_| all_own) {
        let message = "`replace` is about instances that the stack does not own, and these are all its own";
        to.report(Diagnostic::warning("no-effect", message).label(replace.key, "has no effect").help("leave it out"));
    }
}

/// Whether an instance gets this role only where it gets none of those that are attached before, and they are others.
fn is_other_case(link: &Link<'_>, role: &Declaration<'_>, target: Name<'_>, to: &Lowering<'_, '_>) -> bool {
    let before = of_roles(to).take_while(|(other, _)| other.span != link.span);
    let same = before.filter(|(other, _)| has_target(other, target, to));
    same.into_iter().all(|(other, attached)| {
        !std::ptr::eq(attached, role)
            && to.exclude(&[&link.condition, &role.condition, &other.condition, &attached.condition])
    })
}

/// Gives one instance the role, where both are there.
fn one<'a>(link: &Link<'a>, role: &Declaration<'a>, target: Name<'a>, to: &mut Lowering<'_, 'a>) {
    let instance = to.values().declaration(target.text, target.span);
    let condition = to.all_of([link.condition.clone(), role.condition.clone()]);
    let found = match instance {
        Some(group) if is_template(group) => {
            let condition = to.all_of([condition, group.condition.clone()]);
            return to.under(condition, |to| template(role, target, group, to));
        }
        Some(instance) if instance.resource_type() != "AWS::EC2::Instance" => {
            return to.report(not_an_instance(target, instance));
        }
        Some(instance) if instance.existing => found::declared(instance),
        Some(instance) => return to.under(condition, |to| own(role, target, instance, to)),
        None if to.values().is_lost(target.text, target.span) => return,
        // What is there in no case has no role in any.
        None if to.values().dropped(target.text, target.span).is_some() => return,
        // Once a file declares an instance, a name that it does not declare is a misspelling, not a look-up.
        None if to.has_instances => return to.report(unknown_instance(target, to)),
        None => Some(found::undeclared(target.text)),
    };
    if let Some(by) = found {
        to.under(condition, |to| association::add(link, role, target, by, to));
    }
}

fn taken(target: Name<'_>, role: &str, other: &str, first: Span) -> Diagnostic {
    let what = if role == other {
        format!("instance `{}` has the role `{role}` already", target.text)
    } else {
        format!("instance `{}` has a role already, and it can have only one", target.text)
    };
    let problem = Diagnostic::error("already-attached", what)
        .label(target.span, if role == other { "again here" } else { "a second role" })
        .label(first, format!("`{other}` is attached here"));
    problem.help(if role == other { "leave one of them out" } else { "put all permissions into one role" })
}

/// An instance of this file: its profile is a property.
fn own<'a>(role: &Declaration<'a>, target: Name<'a>, instance: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let given = instance.entries.properties.iter().find(|property| property.name.text == "IamInstanceProfile");
    if let Some(given) = given {
        let message = format!("instance `{}` has a role already, and it can have only one", target.text);
        let problem = Diagnostic::error("already-attached", message).label(target.span, "a second role");
        let problem = problem.label(given.name.span, "the first one is given here");
        to.report(problem.help("put all permissions into one role, and attach that"));
        return;
    }
    to.set_on(&instance.logical_id, "IamInstanceProfile", Value::Ref(role::instance_profile_id(&role.logical_id)));
}

/// Whether something makes instances that get the role.
fn is_template(of: &Declaration<'_>) -> bool {
    let words = [&raw const launch_template::WORD, &raw const autoscaling::WORD];
    !of.existing && words.iter().any(|word| std::ptr::eq(of.word, *word))
}

/// An autoscaling group, or a launch template: each of their instances has the role.
fn template<'a>(role: &Declaration<'a>, target: Name<'a>, of: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let template = match std::ptr::eq(of.word, &raw const launch_template::WORD) {
        true => Some(of.logical_id.clone()),
        false => autoscaling::template_of(of, to),
    };
    let profile = Value::attribute(role::instance_profile_id(&role.logical_id), "Arn");
    match template {
        Some(template) if launch_template::give_profile(&template, profile, to) => {}
        Some(_) => to.report(
            Diagnostic::error("already-attached", format!("the instances of `{}` have a role already", target.text))
                .label(target.span, "a second role")
                .help("an instance has one role: put all permissions into it"),
        ),
        None => to.report(
            Diagnostic::error("cannot-attach", format!("the launch template of `{}` exists already", target.text))
                .label(target.span, "its instances have what that says")
                .help("describe the servers here instead: image = …, type = …"),
        ),
    }
}

fn unknown_instance(target: Name<'_>, to: &Lowering<'_, '_>) -> Diagnostic {
    let instances = to.stack.declarations.iter().filter(|other| other.resource_type() == "AWS::EC2::Instance");
    let problem = Diagnostic::error("unknown-name", format!("no instance here is called `{}`", target.text))
        .label(target.span, "unknown instance");
    match suggest::nearest(target.text, instances.map(|instance| instance.handle.text)) {
        Some(near) => {
            let help =
                format!("did you mean `{near}`? if it exists already, say so: existing instance {}", target.text);
            suggest::offer_name(problem.help(help), target.text, near, target.span)
        }
        None => problem.help(format!("if it exists already, say so: existing instance {}", target.text)).fix(
            "declare it as existing",
            Span { start: 0, end: 0 },
            format!("existing instance {}\n", target.text),
        ),
    }
}

/// Something else in the place of an instance.
pub fn not_an_instance(target: Name<'_>, found: &Declaration<'_>) -> Diagnostic {
    Diagnostic::error("wrong-kind", format!("expected an instance, but `{}` is {}", target.text, found.a_kind()))
        .label(target.span, "expected an instance")
        .label(found.handle.span, format!("declared here as {}", found.a_kind()))
        .help("write: attach ROLE to INSTANCE")
}
