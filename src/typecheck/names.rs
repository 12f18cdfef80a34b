//! Names that a service refuses, which no schema says: too long, of other characters, or kept by AWS for itself.
//!
//! They are looked at in the finished template, so that they hold for resources by their types, for those of words, and
//! for templates of other people.

mod rules;
mod special;

use super::leaves;
use crate::schema::check::{At, Path, Problem, Step};
use crate::template::{Resource, Value, has_dynamic_reference};
use crate::words::naming::NameRules;

/// Adds what is wrong with the names that a resource is given; of such a name the schema has nothing better to say.
pub fn add<'v>(resource: &'v Resource<'v>, problems: &mut Vec<Problem<'v>>) {
    let found = check(resource);
    problems.retain(|known| known.at == At::Key || !found.iter().any(|one| one.path == known.path));
    problems.extend(found);
}

fn check<'v>(resource: &'v Resource<'v>) -> Vec<Problem<'v>> {
    let mut problems = Vec::new();
    for (_, rules) in rules::RULES.iter().filter(|(kind, _)| *kind == resource.kind) {
        let name = |text: &str| by_rules(rules, text);
        of_property(resource, rules.property, &name, &mut problems);
    }
    special::check(resource, &mut problems);
    problems
}

/// The problem of each text that a property may be.
fn of_property<'v>(
    resource: &'v Resource<'v>,
    property: &'v str,
    problem: &dyn Fn(&str) -> Option<Problem<'v>>,
    problems: &mut Vec<Problem<'v>>,
) {
    let Some(value) = resource.get(property) else { return };
    let mut path: Path<'v> = vec![Step::Key(property)];
    leaves::each(value, &mut path, &mut |value, path| {
        if let Value::Text(text) = value
            && !text.is_empty()
            && !has_dynamic_reference(text)
            && let Some(problem) = problem(text)
        {
            problems.push(Problem { path: path.clone(), ..problem });
        }
    });
}

fn by_rules<'v>(rules: &NameRules, name: &str) -> Option<Problem<'v>> {
    let (diagnostic, why) = rules.refusal(name)?;
    Some(Problem::value(diagnostic, why))
}
