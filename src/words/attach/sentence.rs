//! What an `attach` says: the role, and the instances behind `to`.

use crate::catalog::managed_policies;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Link, not_yet};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Argument, Expr, ExprKind, Name};
use crate::words::role;

/// The role and the instances of a sentence.
pub fn read<'s, 'a>(link: &Link<'a>, to: &mut Lowering<'s, 'a>) -> Option<(&'s Declaration<'a>, Vec<Name<'a>>)> {
    let (first, rest) = match link.arguments.as_slice() {
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
    let targets = targets(rest, to);
    Some((the_role(&first.value, to)?, targets))
}

/// The names in a sentence, the role first.
pub fn names<'a>(link: &Link<'a>) -> impl Iterator<Item = Name<'a>> {
    let named = link.arguments.iter().filter_map(|argument| name(&argument.value));
    named.enumerate().filter(|(at, name)| *at != 1 || name.text != "to").map(|(_, name)| name)
}

/// The names behind `to`, each once.
fn targets<'a>(arguments: &[Argument<'a>], to: &mut Lowering<'_, 'a>) -> Vec<Name<'a>> {
    let mut targets: Vec<Name<'a>> = Vec::new();
    for argument in arguments {
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
            to.report(missing_comma(targets.last(), name));
        }
        targets.push(name);
    }
    targets
}

fn missing_comma(before: Option<&Name<'_>>, name: Name<'_>) -> Diagnostic {
    let start = before.map_or(name.span.start, |before| before.span.end);
    Diagnostic::error("missing-comma", "instances are separated by commas")
        .label(name.span, "expected `,` in front of this")
        .fix("put a comma between", Span { start, end: name.span.start }, ", ")
}

fn incomplete(link: &Link<'_>) -> Diagnostic {
    let problem = Diagnostic::error("incomplete-sentence", "`attach` says which role, `to`, and which instances")
        .label(link.name.span, "expected `attach ROLE to INSTANCE`");
    match link.arguments.as_slice() {
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
fn the_role<'s, 'a>(value: &Expr<'a>, to: &mut Lowering<'s, 'a>) -> Option<&'s Declaration<'a>> {
    let Some(name) = name(value) else {
        to.report(
            Diagnostic::error("wrong-type", "expected the name of a role")
                .label(value.span, "not a name")
                .help("write for example: attach sample-role-web to web01"),
        );
        return None;
    };
    let Some(role) = to.values().declaration(name.text, name.span) else {
        if !to.values().is_lost(name.text, name.span) && to.values().dropped(name.text, name.span).is_none() {
            to.report(unknown_role(name, to));
        }
        return None;
    };
    match problem_of(role, name) {
        Some(problem) => {
            to.report(problem);
            None
        }
        None => Some(role),
    }
}

fn unknown_role(name: Name<'_>, to: &Lowering<'_, '_>) -> Diagnostic {
    if managed_policies::find(name.text).is_some() {
        return not_yet("attaching a policy", name.span)
            .help(format!("until then, write it into the role's body: policy {}", name.text));
    }
    let roles = to.stack.declarations.iter().filter(|other| other.resource_type() == role::WORD.resource);
    let problem = Diagnostic::error("unknown-name", format!("nothing here is called `{}`", name.text))
        .label(name.span, "unknown role");
    match suggest::nearest(name.text, roles.map(|role| role.handle.text)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near),
        None => problem.help(format!("declare it: role {} trusts ec2 < policy … >", name.text)),
    }
}

/// Why what is declared cannot be given to an instance.
fn problem_of(role: &Declaration<'_>, name: Name<'_>) -> Option<Diagnostic> {
    if !std::ptr::eq(role.word, &raw const role::WORD) {
        return Some(not_a_role(role, name));
    }
    if role.existing {
        let problem = not_yet("attaching a role that exists already", name.span);
        let help = format!("until then, declare a role here: role {} trusts ec2 < policy … >", name.text);
        return Some(problem.help(help));
    }
    if role::may_have_instance_profile(role) {
        return None;
    }
    // A role that trusts nobody is not finished, which is said where it stands.
    role.relation("trusts").last()?;
    let message = format!("`{}` cannot be given to an instance: it does not trust ec2", name.text);
    let problem = Diagnostic::error("role-does-not-trust", message).label(name.span, "given to an instance here");
    Some(role::does_not_trust(role, "ec2", problem))
}

fn not_a_role(found: &Declaration<'_>, name: Name<'_>) -> Diagnostic {
    let message = format!("`{}` is {}; instances are given a role", name.text, found.a_kind());
    let problem = Diagnostic::error("wrong-kind", message)
        .label(name.span, "expected a role")
        .label(found.handle.span, format!("declared here as {}", found.a_kind()));
    problem.help(match found.resource_type() {
        "AWS::EC2::Instance" => format!("the role comes first: attach ROLE to {}", name.text),
        "AWS::IAM::Role" => {
            format!("declare it with its word, so that it has an instance profile: role {} trusts ec2", name.text)
        }
        _ => "write: attach ROLE to INSTANCE".to_owned(),
    })
}
