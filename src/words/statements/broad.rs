//! Managed policies that allow everything: the advice to grant what is needed, and the line that does.

mod edit;

use super::Holder;
use crate::catalog::managed_policies::{self, Policy};
use crate::diagnostic::{Diagnostic, Edit};
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence, Link};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::Argument;
use crate::template::Value;
use crate::words::grant::verbs::{self, Vocabulary};

/// Policies that are about the whole account.
const ACCOUNT: [&str; 2] = ["AdministratorAccess", "PowerUserAccess"];
/// Services that go with another one, so that nobody misses them where that one is granted.
const COMPANIONS: [&str; 3] = ["s3-object-lambda", "dax", "cloudfront-keyvaluestore"];

/// Where a policy is named.
pub enum Place<'p, 'a> {
    /// In a sentence of a body.
    Body(&'p EntrySentence<'a>, &'p Argument<'a>),
    /// In an `attach` to one alone.
    Attach(&'p Link<'a>),
    /// Somewhere that is not rewritten.
    Elsewhere,
}

/// Who has it.
pub struct Of<'p, 'a> {
    /// What it is.
    pub holder: &'static Holder,
    /// The role, user or group.
    pub declaration: &'p Declaration<'a>,
}

/// The policy of AWS that an ARN in the template names.
pub fn named(arn: &Value<'_>) -> Option<Policy> {
    let (Value::Text(text) | Value::Sub(text)) = arn else { return None };
    let (_, path) = text.split_once(":iam::aws:policy/")?;
    managed_policies::find(path)
}

/// Whether a policy allows everything, by its name.
fn is_broad(policy: Policy) -> bool {
    ACCOUNT.contains(&policy.name) || policy.name.contains("FullAccess")
}

/// The advice for a policy, where it allows everything.
pub fn check<'a>(arn: &Value<'a>, of: &Of<'_, 'a>, place: &Place<'_, 'a>, at: Span, to: &mut Lowering<'_, 'a>) {
    let Some(policy) = named(arn).filter(|policy| is_broad(*policy)) else { return };
    let (what, handle) = (of.holder.naming.what, of.declaration.handle.text);
    let extent = if ACCOUNT.contains(&policy.name) {
        "nearly everything in the account"
    } else {
        "everything in a service, with whatever the account has there"
    };
    let message = format!("`{}` lets {what} `{handle}` do {extent}", policy.name);
    let problem = Diagnostic::advice("broad-policy", message).label(at, "allows more than is needed");
    let who = edit::written(handle);
    to.report(match replacement(policy, to) {
        Some((vocabulary, resource)) => {
            let line = format!("grant {who} {} on {}", verbs::ALL, edit::written(resource.handle.text));
            let verbs = suggest::all_of(vocabulary.verbs.iter().map(|verb| verb.name));
            match edits(of, place, &line, to) {
                Some(edits) => problem
                    .help(format!("a grant is about one thing, and `{}` can be fewer verbs of {verbs}", verbs::ALL))
                    .fix_edits(format!("write `{line}`"), edits),
                None => problem.help(format!("grant what is needed instead: {line}, or fewer verbs of {verbs}")),
            }
        }
        None => problem.help(format!("grant what is needed instead, for example: grant {who} read, write on …")),
    });
}

/// The only resource of the file that a policy is about, if it is about one service and what goes with that.
fn replacement<'s, 'a>(policy: Policy, to: &Lowering<'s, 'a>) -> Option<(&'static Vocabulary, &'s Declaration<'a>)> {
    let document = managed_policies::document(policy.path)?;
    // A document has `"s3:*"` for everything in S3.
    let services = document.split('"').filter_map(|text| text.strip_suffix(":*")).filter(|text| !text.contains(':'));
    let mut own = services.filter(|service| !COMPANIONS.contains(service));
    let service = own.next().filter(|_| own.next().is_none())?;
    let fitting = |one: &'s Declaration<'a>| {
        let vocabulary = verbs::of(one.resource_type())?;
        vocabulary.has_service(service).then_some((vocabulary, one))
    };
    let mut found = to.stack.declarations.iter().filter_map(fitting);
    found.next().filter(|_| found.next().is_none())
}

fn edits<'a>(of: &Of<'_, 'a>, place: &Place<'_, 'a>, line: &str, to: &Lowering<'_, 'a>) -> Option<Vec<Edit>> {
    let source = to.stack.source?;
    // In a loop and in a file that is used, one statement stands for several.
    let is_one = |span: Span| source.slice(span).contains(of.declaration.handle.text) && to.stack.scopes.at(span) == 0;
    match place {
        Place::Attach(link) => is_one(link.span).then(|| vec![Edit { span: link.span, text: line.to_owned() }]),
        Place::Body(sentence, argument) => {
            let statement = of.declaration.span;
            let is_sure = is_one(of.declaration.handle.span) && sentence.condition.is_none();
            is_sure.then(|| edit::in_body(source, statement, sentence, argument, line)).flatten()
        }
        Place::Elsewhere => None,
    }
}

/// Policies that a property lists.
pub fn check_properties(to: &mut Lowering<'_, '_>) {
    let stack = to.stack;
    for declaration in stack.declarations.iter().filter(|one| !one.existing) {
        let given = declaration.entries.property("ManagedPolicyArns");
        if let (Some(given), Some(holder)) = (given, super::holder(declaration.resource_type()))
            && let Value::List(arns) = &given.value
        {
            let at = given.name.span;
            for arn in arns.iter() {
                check(arn, &Of { holder, declaration }, &Place::Elsewhere, at, to);
            }
        }
    }
}
