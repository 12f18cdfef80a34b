//! What is attached: a role that EC2 may take, a policy, a volume or an address.

use super::sentence::name;
use crate::catalog::managed_policies;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, not_yet};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, Name};
use crate::template::Value;
use crate::words::role;
use crate::words::statements::{ROLE, one_policy};

const POLICY: &str = "AWS::IAM::ManagedPolicy";

/// What is attached.
pub enum First<'s, 'a> {
    /// A role.
    Role(&'s Declaration<'a>),
    /// A policy.
    Policy(Policy<'s, 'a>),
    /// A volume or an address.
    Thing(&'s Declaration<'a>),
}

/// A managed policy.
pub struct Policy<'s, 'a> {
    /// Its ARN.
    pub arn: Value<'a>,
    /// How it is called, and where.
    pub name: Name<'a>,
    /// The one of the stack's own.
    pub own: Option<&'s Declaration<'a>>,
}

/// What the first name of a sentence stands for.
pub fn of<'s, 'a>(value: &Expr<'a>, to: &mut Lowering<'s, 'a>) -> Option<First<'s, 'a>> {
    let Some(name) = name(value) else {
        to.report(
            Diagnostic::error("wrong-type", "expected the name of a role or a policy")
                .label(value.span, "not a name")
                .help("write for example: attach sample-role-web to web01"),
        );
        return None;
    };
    let Some(declared) = to.values().declaration(name.text, name.span) else { return undeclared(name, to) };
    if declared.resource_type() == POLICY {
        let arn = to.reading(|values, problems| values.attribute(declared, None, name.span, problems))?;
        return Some(First::Policy(Policy { arn, name, own: Some(declared).filter(|one| !one.existing) }));
    }
    if super::thing::is_one(declared.resource_type()) {
        return Some(First::Thing(declared));
    }
    match problem_of(declared, name) {
        Some(problem) => {
            to.report(problem);
            None
        }
        None => Some(First::Role(declared)),
    }
}

/// A policy of AWS by its name, one of somebody else by its ARN, or a misspelling.
fn undeclared<'s, 'a>(name: Name<'a>, to: &mut Lowering<'s, 'a>) -> Option<First<'s, 'a>> {
    let is_policy = name.text.starts_with("arn:") || managed_policies::find(name.text).is_some();
    if is_policy {
        let arn = one_policy(&Value::text(name.text), name.span, to)?;
        return Some(First::Policy(Policy { arn, name, own: None }));
    }
    if !to.values().is_lost(name.text, name.span) && to.values().dropped(name.text, name.span).is_none() {
        to.report(unknown(name, to));
    }
    None
}

fn unknown(name: Name<'_>, to: &Lowering<'_, '_>) -> Diagnostic {
    let can = |one: &&Declaration<'_>| matches!(one.resource_type(), POLICY) || one.resource_type() == ROLE.resource;
    let known = to.stack.declarations.iter().filter(can).map(|one| one.handle.text);
    let problem = Diagnostic::error("unknown-name", format!("nothing here is called `{}`", name.text))
        .label(name.span, "unknown role or policy");
    if let Some(near) = suggest::nearest(name.text, known) {
        return suggest::offer_name(problem.help(format!("did you mean `{near}`?")), name.text, near, name.span);
    }
    match suggest::nearest(name.text, managed_policies::names()) {
        // A policy that is only somewhat alike permits something else.
        Some(near) if suggest::is_slip(name.text, near) => {
            problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near)
        }
        _ => problem.help(format!("declare it: role {} trusts ec2 < policy … >", name.text)),
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
    let trusted = role.relations.iter().find(|relation| relation.keyword.text == "trusts")?;
    let at = trusted.values.last()?.span;
    let message = format!("`{}` cannot be given to an instance: it does not trust ec2", name.text);
    let problem = Diagnostic::error("role-does-not-trust", message)
        .label(name.span, "given to an instance here")
        .label(at, "trusts only this");
    Some(problem.fix("trust ec2 too", Span { start: at.end, end: at.end }, ", ec2"))
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
