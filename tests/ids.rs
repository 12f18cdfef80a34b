//! Logical ids: each name has one of its own or is refused, and none hangs on the order of statements.

use infrac::template::{Entry, Template, Value};
use infrac::{Compiled, Source, compile};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A statement, with what the template has for it when nothing is wrong.
#[derive(Debug, Clone)]
struct Statement {
    text: String,
    resources: usize,
    parameters: usize,
    outputs: usize,
}

/// Names that fall together easily.
fn name() -> impl Strategy<Value = String> {
    "[ab]([-_]?[bB1]){0,2}"
}

fn statement() -> impl Strategy<Value = Statement> {
    let of = |resources, parameters, outputs| move |text: String| Statement { text, resources, parameters, outputs };
    let texts = "[ab][-_ bB1.]{0,3}";
    prop_oneof![
        name().prop_map(|n| format!("bucket {n} < name = generated >")).prop_map(of(2, 0, 0)),
        name().prop_map(|n| format!("role {n} trusts ec2 < name = generated >")).prop_map(of(2, 0, 0)),
        name().prop_map(|n| format!("AWS::SNS::Topic {n}")).prop_map(of(1, 0, 0)),
        name().prop_map(|n| format!("AWS::SNS::Topic \"{n}Policy\" as {n}-policy")).prop_map(of(1, 0, 0)),
        (name(), name()).prop_map(|(n, m)| format!("AWS::SQS::Queue {n} was {m}")).prop_map(of(1, 0, 0)),
        name().prop_map(|n| format!("param {n}: string = \"x\"")).prop_map(of(0, 1, 0)),
        (name(), name()).prop_map(|(n, m)| format!("param {n} was {m}: string = \"x\"")).prop_map(of(0, 1, 0)),
        name().prop_map(|n| format!("output {n} = \"x\"")).prop_map(of(0, 0, 1)),
        name().prop_map(|n| format!("existing instance {n}\nattach base to {n}")).prop_map(of(1, 0, 0)),
        (name(), texts)
            .prop_map(|(n, t)| format!("let {n} = env == \"{t}\"\nif {n} < AWS::SNS::Topic t-{n} >"))
            .prop_map(of(1, 0, 0)),
        (name(), texts).prop_map(|(n, t)| format!("if env == \"{t}\" < AWS::SNS::Topic c-{n} >")).prop_map(of(1, 0, 0)),
        (name(), texts, texts)
            .prop_map(|(n, t, u)| format!("if env == \"{t}\" < if x != \"{u}\" < AWS::SNS::Topic d-{n} > >"))
            .prop_map(of(1, 0, 0)),
    ]
}

/// What every program has, and the statements in some order.
fn program(statements: &[Statement]) -> Source {
    let texts: Vec<&str> = statements.iter().map(|statement| statement.text.as_str()).collect();
    let begin = "param env: string\nparam x: string\nrole base trusts ec2 < name = generated >\n";
    Source::new("ids.infra", begin.to_owned() + &texts.join("\n") + "\n")
}

/// A section by its ids, which are there once each.
fn by_id<'t, T>(all: impl Iterator<Item = (&'t str, T)>) -> Result<BTreeMap<&'t str, T>, TestCaseError> {
    let mut found = BTreeMap::new();
    for (id, one) in all {
        prop_assert!(found.insert(id, one).is_none(), "two of the id {id}");
    }
    Ok(found)
}

/// Everything in a template by its id.
type Sections<'t, 'a> = [BTreeMap<&'t str, (Vec<Entry<'a>>, Vec<Entry<'a>>)>; 4];

fn sections<'t, 'a>(template: &'t Template<'a>) -> Result<Sections<'t, 'a>, TestCaseError> {
    let resources = template.resources.iter().map(|one| {
        let kind = ("Type".into(), Value::Text(one.kind.clone()));
        (one.id.as_ref(), (one.attributes.iter().cloned().chain([kind]).collect(), one.properties.clone()))
    });
    let parameters = template.parameters.iter().map(|one| (one.id.as_ref(), (one.attributes.clone(), Vec::new())));
    let conditions =
        template.conditions.iter().map(|(id, test)| (id.as_ref(), (vec![("".into(), test.clone())], Vec::new())));
    let outputs = template.outputs.iter().map(|one| (one.id.as_ref(), (one.attributes.clone(), Vec::new())));
    Ok([by_id(resources)?, by_id(parameters)?, by_id(conditions)?, by_id(outputs)?])
}

/// Nothing is merged, and nothing has the id of another kind of thing.
fn counts_are_right(compiled: &Compiled<'_>, statements: &[Statement]) -> Result<(), TestCaseError> {
    let sum = |of: fn(&Statement) -> usize| statements.iter().map(of).sum::<usize>();
    let attached = statements.iter().any(|statement| statement.text.contains("attach"));
    let template = &compiled.template;
    // The role and its profile; and the function behind `attach` with its role.
    prop_assert_eq!(template.resources.len(), sum(|one| one.resources) + 2 + 2 * usize::from(attached));
    prop_assert_eq!(template.parameters.len(), sum(|one| one.parameters) + 2);
    prop_assert_eq!(template.outputs.len(), sum(|one| one.outputs));
    for parameter in &template.parameters {
        prop_assert!(template.resources.iter().all(|resource| resource.id != parameter.id), "{}", parameter.id);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn ids_are_told_apart_in_any_order(
        (statements, shuffled) in vec(statement(), 1..7)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let (first, second) = (program(&statements), program(&shuffled));
        let (one, other) = (compile(&first), compile(&second));
        prop_assert_eq!(
            one.has_errors(), other.has_errors(),
            "\n{}\n{:#?}\n{:#?}", first.text(), one.diagnostics, other.diagnostics
        );
        if !one.has_errors() {
            counts_are_right(&one, &statements)?;
            prop_assert_eq!(sections(&one.template)?, sections(&other.template)?, "\n{}", first.text());
        }
    }
}
