use super::context::targets;
use super::*;
use crate::template::{Resource, Template, Value};

/// The codes of what is wrong with one resource of a template.
fn codes(resources: Vec<Resource<'static>>) -> Vec<String> {
    let template = Template { resources, ..Template::default() };
    let targets = targets(&template);
    let context = Context::new(&template, &targets, false);
    let all = template.resources.iter().flat_map(|one| resource(one, &context));
    all.map(|problem| {
        format!("{} {}: {}", problem.diagnostic.code, problem::shown(&problem.path, "-"), problem.diagnostic.message)
    })
    .collect()
}

fn queue(properties: impl IntoIterator<Item = (&'static str, Value<'static>)>) -> Resource<'static> {
    let mut queue = Resource::new("Jobs", "AWS::SQS::Queue", 1);
    properties.into_iter().for_each(|(name, value)| queue.set(name, value));
    queue
}

#[test]
fn a_misspelled_property_is_found() {
    let found = codes(vec![queue([("VisibilityTimout", Value::Int(60))])]);
    assert_eq!(found, ["unknown-property VisibilityTimout: AWS::SQS::Queue has no property `VisibilityTimout`"]);
}

#[test]
fn numbers_may_be_texts_and_have_a_range() {
    assert!(codes(vec![queue([("VisibilityTimeout", Value::text("60"))])]).is_empty());
    let found = codes(vec![queue([("VisibilityTimeout", Value::Int(43_201)), ("DelaySeconds", Value::text("soon"))])]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("out-of-range") && found[1].starts_with("wrong-type"), "{found:?}");
}
