//! `attach ROLE to INSTANCE, …`: gives instances a role.

mod association;
mod found;

use super::shape::{Entry, RelationRule, Shape};
use super::{Form, Word, role};
use crate::catalog::managed_policies;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Link, Stack};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind, Name};
use crate::template::Value;

/// The description of `attach`.
pub static WORD: Word = Word {
    name: "attach",
    form: Form::Link,
    summary: "Gives instances a role. Instances that the stack does not own are found when it is deployed, by their id or Name tag.",
    sentence: "attach ROLE to INSTANCE, … < … >",
    relations: &[RelationRule { keyword: "to", required: true, summary: "say which instances get the role" }],
    entries: &[Entry::new("replace", Shape::Bool, "Whether the role of an instance that the stack does not own may take the place of another one, which does not come back when the stack is deleted.").or("no")],
    defaults: &[
        "the role of an instance that exists already is set by a small function in the stack, which removes only what it set",
        "an instance that has another role already keeps it, and the deploy fails, unless replace = yes",
    ],
    reference: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/attach-iam-role.html",
    example: "role sample-role-web trusts ec2 < policy AmazonS3ReadOnlyAccess >\nattach sample-role-web to web01, web02",
    link,
    ..Word::EMPTY
};

fn link<'s, 't, 'a>(link: &'s Link<'t, 'a>, to: &mut Lowering<'s, 't, 'a>) {
    let Some((role, targets)) = sentence(link, to) else { return };
    let mut all_own = true;
    for target in targets {
        if let Some((other, first)) = to.take("instances", target.text.to_owned(), role.handle.text.into(), target.span)
        {
            to.report(taken(target, role.handle.text, &other, first));
            continue;
        }
        let declared = to.values().declaration(target.text);
        all_own &= declared.is_some_and(|instance| !instance.existing);
        match declared {
            Some(instance) if instance.resource_type() != "AWS::EC2::Instance" => {
                to.report(not_an_instance(target, instance))
            }
            Some(instance) if instance.existing => {
                if let Some(by) = found::declared(instance, to) {
                    association::add(link, role, target, by, to);
                }
            }
            Some(instance) => own(role, target, instance, to),
            None if to.stack.names.is_lost(target.text) => {}
            None if declares_instance(to) => to.report(unknown_instance(target, to)),
            None => association::add(link, role, target, found::undeclared(target.text), to),
        }
    }
    if let Some(replace) = link.entries.setting("replace").filter(|_| all_own) {
        to.report(
            Diagnostic::warning(
                "no-effect",
                "`replace` is about instances that the stack does not own, and these are all its own",
            )
            .label(replace.key, "has no effect")
            .help("leave it out"),
        );
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

/// The role and the instances of a sentence.
fn sentence<'s, 't, 'a>(
    link: &Link<'t, 'a>,
    to: &mut Lowering<'s, 't, 'a>,
) -> Option<(&'s Declaration<'t, 'a>, Vec<Name<'a>>)> {
    let (first, rest) = match link.arguments {
        [first, keyword, rest @ ..]
            if matches!(keyword.value.kind, ExprKind::Word("to")) && !keyword.after_comma && !rest.is_empty() =>
        {
            (first, rest)
        }
        _ => {
            to.report(incomplete(link));
            return None;
        }
    };
    let mut targets: Vec<Name<'a>> = Vec::new();
    for argument in rest {
        let Some(name) = name(&argument.value) else {
            to.report(not_a_name(&argument.value));
            continue;
        };
        if let Some(first) = targets.iter().find(|target| target.text == name.text) {
            let problem = Diagnostic::error("set-twice", format!("`{}` is named twice", name.text))
                .label(name.span, "again here");
            to.report(problem.label(first.span, "first here").help("name each instance once"));
            continue;
        }
        if !argument.after_comma && !targets.is_empty() {
            to.report(
                Diagnostic::error("missing-comma", "instances are separated by commas")
                    .label(name.span, "expected `,` in front of this")
                    .fix(
                        "put a comma between",
                        Span {
                            start: targets.last().map_or(name.span.start, |last| last.span.end),
                            end: name.span.start,
                        },
                        ", ",
                    ),
            );
        }
        targets.push(name);
    }
    Some((the_role(&first.value, to)?, targets))
}

fn incomplete(link: &Link<'_, '_>) -> Diagnostic {
    let problem = Diagnostic::error("incomplete-sentence", "`attach` says which role, `to`, and which instances")
        .label(link.name.span, "expected `attach ROLE to INSTANCE`");
    match link.arguments {
        [role, instance, ..]
            if !instance.after_comma
                && name(&role.value).is_some()
                && name(&instance.value).is_some_and(|name| name.text != "to") =>
        {
            let between = Span { start: role.value.span.end, end: instance.value.span.start };
            problem.fix("put `to` between", between, " to ")
        }
        _ => problem.help("for example: attach sample-role-web to web01, web02"),
    }
}

fn not_a_name(value: &Expr<'_>) -> Diagnostic {
    let problem = Diagnostic::error("wrong-type", "expected the name of an instance").label(value.span, "not a name");
    let items = match &value.kind {
        ExprKind::List(items) => items.as_slice(),
        _ => &[],
    };
    let names: Option<Vec<&str>> = items
        .iter()
        .map(|item| matches!(item.kind, ExprKind::Word(_)).then(|| name(item)).flatten().map(|name| name.text))
        .collect();
    match names {
        Some(names) if !names.is_empty() => problem.fix("leave out the brackets", value.span, names.join(", ")),
        _ => problem.help("instances are separated by commas: attach sample-role-web to web01, web02"),
    }
}

fn name<'a>(value: &Expr<'a>) -> Option<Name<'a>> {
    match &value.kind {
        ExprKind::Word(text) => Some(Name { text, span: value.span }),
        ExprKind::Text(std::borrow::Cow::Borrowed(text)) => Some(Name { text, span: value.span }),
        _ => None,
    }
}

/// The declared role; it must be one that EC2 may take.
fn the_role<'s, 't, 'a>(value: &Expr<'a>, to: &mut Lowering<'s, 't, 'a>) -> Option<&'s Declaration<'t, 'a>> {
    let Some(name) = name(value) else {
        to.report(
            Diagnostic::error("wrong-type", "expected the name of a role")
                .label(value.span, "not a name")
                .help("write for example: attach sample-role-web to web01"),
        );
        return None;
    };
    let Some(role) = to.values().declaration(name.text) else {
        if to.stack.names.is_lost(name.text) {
            return None;
        }
        if managed_policies::find(name.text).is_some() {
            to.report(
                crate::model::not_yet("attaching a policy", name.span)
                    .help(format!("until then, write it into the role's body: policy {}", name.text)),
            );
            return None;
        }
        let roles = to.stack.declarations.iter().filter(|other| other.resource_type() == role::WORD.resource);
        let problem = Diagnostic::error("unknown-name", format!("nothing here is called `{}`", name.text))
            .label(name.span, "unknown role");
        to.report(match suggest::nearest(name.text, roles.map(|role| role.handle.text)) {
            Some(near) => {
                problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near)
            }
            None => problem.help(format!("declare it: role {} trusts ec2 < policy … >", name.text)),
        });
        return None;
    };
    if !std::ptr::eq(role.word, &raw const role::WORD) {
        let problem = Diagnostic::error(
            "wrong-kind",
            format!("`{}` is {}; instances are given a role", name.text, role.a_kind()),
        )
        .label(name.span, "expected a role")
        .label(role.handle.span, format!("declared here as {}", role.a_kind()));
        to.report(match role.resource_type() {
            "AWS::EC2::Instance" => problem.help(format!("the role comes first: attach ROLE to {}", name.text)),
            "AWS::IAM::Role" => problem.help(format!(
                "declare it with its word, so that it has an instance profile: role {} trusts ec2",
                name.text
            )),
            _ => problem.help("write: attach ROLE to INSTANCE"),
        });
        return None;
    }
    if role.existing {
        let problem = crate::model::not_yet("attaching a role that exists already", name.span);
        to.report(problem.help(format!("until then, declare a role here: role {} trusts ec2 < policy … >", name.text)));
        return None;
    }
    if !role::has_instance_profile(role) {
        let trusted = role.relations.iter().find(|relation| relation.keyword.text == "trusts");
        let at = trusted.and_then(|relation| relation.values.last()).map_or(role.handle.span, |last| last.span);
        to.report(
            Diagnostic::error(
                "role-does-not-trust",
                format!("`{}` cannot be given to an instance: it does not trust ec2", name.text),
            )
            .label(name.span, "given to an instance here")
            .label(at, "trusts only this")
            .fix("trust ec2 too", Span { start: at.end, end: at.end }, ", ec2"),
        );
        return None;
    }
    Some(role)
}

/// An instance of this file: its profile is a property.
fn own<'a>(
    role: &Declaration<'_, 'a>,
    target: Name<'a>,
    instance: &Declaration<'_, 'a>,
    to: &mut Lowering<'_, '_, 'a>,
) {
    let Some(resource) = to.resource_mut(&instance.logical_id) else { return };
    if resource.get("IamInstanceProfile").is_some() {
        let first = instance.entries.properties.iter().find(|property| property.name.text == "IamInstanceProfile");
        let first = first.map(|property| property.name.span).or_else(|| first_mention(target, to.stack));
        let problem = Diagnostic::error(
            "already-attached",
            format!("instance `{}` has a role already, and it can have only one", target.text),
        )
        .label(target.span, "a second role");
        let problem = match first {
            Some(first) => problem.label(first, "the first one is given here"),
            None => problem,
        };
        to.report(problem.help("put all permissions into one role, and attach that"));
        return;
    }
    resource.set("IamInstanceProfile", Value::Ref(role::instance_profile_id(&role.logical_id)));
}

/// Where an `attach` in front of this one names the instance.
fn first_mention(target: Name<'_>, stack: &Stack<'_, '_>) -> Option<Span> {
    let mut arguments = stack.links.iter().flat_map(|link| link.arguments);
    arguments
        .find_map(|argument| {
            name(&argument.value).filter(|name| name.text == target.text && name.span.end < target.span.start)
        })
        .map(|name| name.span)
}

/// Once a file declares an instance, a name that it does not declare is a misspelling, not a look-up.
fn declares_instance(to: &Lowering<'_, '_, '_>) -> bool {
    to.stack.declarations.iter().any(|declaration| declaration.resource_type() == "AWS::EC2::Instance")
}

fn unknown_instance(target: Name<'_>, to: &Lowering<'_, '_, '_>) -> Diagnostic {
    let instances = to.stack.declarations.iter().filter(|other| other.resource_type() == "AWS::EC2::Instance");
    let problem = Diagnostic::error("unknown-name", format!("no instance here is called `{}`", target.text))
        .label(target.span, "unknown instance");
    match suggest::nearest(target.text, instances.map(|instance| instance.handle.text)) {
        Some(near) => problem
            .help(format!("did you mean `{near}`? if it exists already, say so: existing instance {}", target.text))
            .fix(format!("write `{near}`"), target.span, near),
        None => problem.help(format!("if it exists already, say so: existing instance {}", target.text)).fix(
            "declare it as existing",
            Span { start: 0, end: 0 },
            format!("existing instance {}\n", target.text),
        ),
    }
}

fn not_an_instance(target: Name<'_>, found: &Declaration<'_, '_>) -> Diagnostic {
    Diagnostic::error("wrong-kind", format!("expected an instance, but `{}` is {}", target.text, found.a_kind()))
        .label(target.span, "expected an instance")
        .label(found.handle.span, format!("declared here as {}", found.a_kind()))
        .help("write: attach ROLE to INSTANCE")
}
