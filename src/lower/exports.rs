//! The names by which other stacks import outputs.
//!
//! From the pages "Fn::ImportValue" and "Outputs" of the AWS CloudFormation documentation: a name is exported once in a
//! region, has letters, digits, colons and hyphens, and hangs on no resource.

use super::{Condition, Lowering};
use crate::diagnostic::Diagnostic;
use crate::model::Output;
use crate::reason::{cycles, references};
use crate::source::Span;
use crate::template::Value;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// Characters of a name, as of all names in a template.
const LONGEST: usize = 255;

/// Reports names that CloudFormation would refuse.
pub fn check(to: &mut Lowering<'_, '_>) {
    let mut first: FxHashMap<String, (Span, Condition<'_>)> = FxHashMap::default();
    for output in &to.stack.outputs {
        let Some((name, span)) = &output.export else { continue };
        let condition = references::condition(&output.attributes).map(std::borrow::Cow::Borrowed);
        match first.entry(format!("{name:?}")) {
            Entry::Occupied(taken) => {
                let (first, other) = taken.get();
                // Of two that exclude each other there is one.
                if !to.exclude(&[&condition, other]) {
                    to.report(exported_twice(output, *span, *first));
                }
            }
            Entry::Vacant(free) => _ = free.insert((*span, condition)),
        }
        let problem = match name {
            Value::Text(text) => unusable_export(text, *span),
            name => made_of_resource(name, *span, to),
        };
        if let Some(problem) = problem {
            to.report(problem);
        }
    }
}

fn exported_twice(output: &Output<'_>, span: Span, first: Span) -> Diagnostic {
    let message = format!("`{}` is exported by the name of another output", output.name.text);
    Diagnostic::error("exported-twice", message)
        .label(span, "the same name again")
        .label(first, "first exported here")
        .help("give each its own name; `export = yes` makes one of the output's")
}

/// What is wrong with a name to export by, or to import what is exported by it.
pub fn unusable_export(name: &str, span: Span) -> Option<Diagnostic> {
    let length = name.chars().count();
    if !(1..=LONGEST).contains(&length) {
        let message = format!("an export's name has 1 to {LONGEST} characters, found {length}");
        let problem = Diagnostic::error("out-of-range", message).label(span, "not a name that can be exported");
        return Some(problem.help("an export's name has letters, digits, colons and hyphens"));
    }
    let wrong = name.chars().find(|letter| !(letter.is_ascii_alphanumeric() || ":-".contains(*letter)))?;
    let problem = Diagnostic::error("invalid-name", format!("`{name}` cannot be the name of an export"))
        .label(span, format!("has `{wrong}`"));
    Some(problem.help("an export's name has letters, digits, colons and hyphens"))
}

/// Others import by a name before the resource is asked for it.
fn made_of_resource(name: &Value<'_>, span: Span, to: &Lowering<'_, '_>) -> Option<Diagnostic> {
    let mut resource = None;
    cycles::names(name, &mut |id| {
        let declared = || to.stack.declarations.iter().find(|declaration| declaration.logical_id == id);
        resource = resource.or_else(|| to.place(id).and_then(|_| declared()));
    });
    let declared = resource?;
    let message = "the name of an export has to be known before any resource is made";
    let problem = Diagnostic::error("deploy-time-value", message)
        .label(span, format!("made of `{}`", declared.handle.text))
        .label(declared.handle.span, "known only when it is made");
    Some(problem.help("use texts, inputs and what CloudFormation knows of the stack: \"${aws.stack_name}-…\""))
}
