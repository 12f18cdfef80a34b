//! The names of load balancers and of their target groups.
//!
//! From the pages "CreateLoadBalancer" and "CreateTargetGroup" of the Elastic Load Balancing API Reference.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::words::{known_name, same_name};

/// Characters of a name at most.
const MAX: usize = 32;
/// What load balancers that AWS makes start with.
const RESERVED: &str = "internal-";

/// Reports what Elastic Load Balancing would refuse of a name that is known at build time.
pub fn check<'a>(declaration: &Declaration<'a>, plural: &'static str, to: &mut Lowering<'_, 'a>) {
    let Some((name, span)) = known_name(declaration, "Name") else { return };
    if let Some(problem) = problem(&name, plural) {
        let kind = declaration.word_text();
        to.report(
            Diagnostic::error("invalid-name", format!("AWS does not accept the name `{name}` for a {}", kind.replace('_', " ")))
                .label(span, problem)
                .help(format!("it has at most {MAX} letters, digits and hyphens, none of these at its ends; say another one, name = \"…\", or let CloudFormation make one up: name = generated{}", example(&name, plural))),
        );
    } else if let Some((_, first)) = to.take_name(plural, name.clone(), span) {
        to.report(same_name(plural, &name, span, first));
    }
}

/// A name near the one that was refused.
fn example(refused: &str, plural: &str) -> String {
    let name = refused.replace(['_', ' ', '.'], "-");
    if problem(&name, plural).is_none() { format!("; for example name = \"{name}\"") } else { String::new() }
}

fn problem(name: &str, plural: &str) -> Option<String> {
    if let Some(wrong) = name.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '-')) {
        return Some(format!("it has `{wrong}`"));
    }
    if !(1..=MAX).contains(&name.len()) {
        return Some(format!("it has {} characters", name.len()));
    }
    if name.starts_with('-') || name.ends_with('-') {
        return Some("a hyphen stands at an end".to_owned());
    }
    (plural == "load balancers" && name.starts_with(RESERVED)).then(|| format!("the prefix `{RESERVED}` is reserved"))
}
