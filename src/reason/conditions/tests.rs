use super::*;
use crate::template::Parameter;
use proptest::prelude::*;

fn equals<'a>(id: &'static str, text: &'static str) -> Value<'a> {
    Value::Intrinsic("Fn::Equals", Box::new(Value::list([Value::reference(id), Value::text(text)])))
}

fn function<'a>(name: &'static str, arguments: impl Into<Vec<Value<'a>>>) -> Value<'a> {
    Value::Intrinsic(name, Box::new(Value::list(arguments)))
}

fn condition<'a>(name: &'static str) -> Value<'a> {
    Value::Intrinsic("Condition", Box::new(Value::text(name)))
}

fn parameter(attributes: impl IntoIterator<Item = (&'static str, Value<'static>)>) -> Parameter<'static> {
    let attributes = attributes.into_iter().map(|(key, value)| (key.into(), value)).collect();
    Parameter { id: "Env".into(), attributes }
}

/// Whether one condition follows from another, with a parameter `Env` and rules.
fn follows(
    conditions: &[(&str, Value<'static>)],
    env: &Parameter<'static>,
    rules: &[Entry<'static>],
    (condition, from): (&str, &[Guard<'_>]),
) -> Answer {
    let named = |name: &str| conditions.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
    let parameter = |id: &str| ["Env", "Nat"].contains(&id).then_some(env);
    Conditions::new(&named, &parameter, rules).follows(condition, from)
}

fn texts(kind: &'static str) -> Parameter<'static> {
    parameter([("Type", Value::text(kind))])
}

fn is_no(answer: &Answer) -> bool {
    matches!(answer, Answer::No(_))
}

#[test]
fn texts_exclude_each_other() {
    let conditions = [
        ("Prod", equals("Env", "prod")),
        ("Test", equals("Env", "test")),
        ("Either", function("Fn::Or", [condition("Prod"), equals("Env", "test")])),
        ("NotTest", function("Fn::Not", [condition("Test")])),
    ];
    let ask = |condition, from: &[Guard<'_>]| follows(&conditions, &texts("String"), &[], (condition, from));
    assert_eq!(ask("Prod", &[("Prod", true)]), Answer::Yes);
    assert_eq!(ask("Either", &[("Prod", true)]), Answer::Yes);
    assert_eq!(ask("NotTest", &[("Prod", true)]), Answer::Yes);
    assert_eq!(ask("Prod", &[("Either", true), ("NotTest", true)]), Answer::Yes);
    // What never holds follows from everything.
    assert_eq!(ask("Either", &[("Prod", true), ("Test", true)]), Answer::Yes);
    assert!(is_no(&ask("Prod", &[("Either", true)])));
    assert!(is_no(&ask("Prod", &[])));
}

#[test]
fn what_is_allowed_counts() {
    let conditions = [("Prod", equals("Env", "prod")), ("Dev", equals("Env", "dev"))];
    let two = parameter([
        ("Type", Value::text("String")),
        ("AllowedValues", Value::list([Value::text("prod"), Value::text("dev")])),
    ]);
    assert_eq!(follows(&conditions, &two, &[], ("Dev", &[("Prod", false)])), Answer::Yes);
    assert!(is_no(&follows(&conditions, &texts("String"), &[], ("Dev", &[("Prod", false)]))));
    let circumstances = vec![Circumstance { input: "Env".to_owned(), texts: vec!["dev".to_owned()], is: true }];
    assert_eq!(follows(&conditions, &two, &[], ("Prod", &[])), Answer::No(circumstances));
}

#[test]
fn some_parameters_are_never_empty() {
    let conditions = [("Given", function("Fn::Not", [equals("Env", "")]))];
    let ask = |env: &Parameter<'static>| follows(&conditions, env, &[], ("Given", &[]));
    assert!(is_no(&ask(&texts("String"))));
    assert!(is_no(&ask(&texts("CommaDelimitedList"))));
    assert_eq!(ask(&texts("AWS::EC2::VPC::Id")), Answer::Yes);
    assert_eq!(ask(&texts("Number")), Answer::Yes);
    assert_eq!(ask(&parameter([("Type", Value::text("String")), ("MinLength", Value::Int(1))])), Answer::Yes);
    // What a pattern takes is not looked into.
    let pattern = parameter([("Type", Value::text("String")), ("AllowedPattern", Value::text("on|off"))]);
    assert_eq!(ask(&pattern), Answer::Unknown);
}

#[test]
fn what_is_not_looked_into_gives_no_reason_for_a_claim() {
    let first = |of: &'static str| function("Fn::Select", [Value::Int(0), Value::reference(of)]);
    let conditions = [
        ("Prod", equals("Env", "prod")),
        ("First", function("Fn::Equals", [first("Zones"), Value::text("a")])),
        ("Same", function("Fn::Equals", [first("Env"), Value::text("prod")])),
    ];
    let ask = |condition, from: &[Guard<'_>]| follows(&conditions, &texts("String"), &[], (condition, from));
    // It may be true or false by itself, but not where something else is about the same input.
    assert!(is_no(&ask("First", &[("Prod", true)])));
    assert_eq!(ask("Same", &[("Prod", true)]), Answer::Unknown);
    assert_eq!(ask("Same", &[("Same", false), ("Same", true)]), Answer::Yes);
    assert_eq!(ask("Absent", &[]), Answer::Unknown);
}

#[test]
fn rules_narrow_down_what_is_possible() {
    let conditions = [("Prod", equals("Env", "prod")), ("Nat", equals("Nat", "yes"))];
    let rule = |condition, assert| {
        let assertion = Value::map([("Assert", assert)]);
        let rule = Value::map([("RuleCondition", condition), ("Assertions", Value::list([assertion]))]);
        [("NatNeedsProd".into(), rule)]
    };
    let ask = |rules: &[Entry<'static>]| follows(&conditions, &texts("String"), rules, ("Prod", &[("Nat", true)]));
    assert!(is_no(&ask(&[])));
    assert_eq!(ask(&rule(equals("Nat", "yes"), equals("Env", "prod"))), Answer::Yes);
    assert!(is_no(&ask(&rule(equals("Nat", "no"), equals("Env", "prod")))));
    let list = Value::list([Value::text("prod")]);
    assert_eq!(
        ask(&rule(equals("Nat", "yes"), function("Fn::Contains", [list, Value::reference("Env")]))),
        Answer::Yes
    );
    // A rule that is not understood may exclude anything.
    let all = function("Fn::EachMemberIn", [function("Fn::RefAll", [Value::text("String")]), Value::list([])]);
    assert_eq!(ask(&rule(equals("Nat", "yes"), all)), Answer::Unknown);
}

#[test]
fn conditions_of_themselves_and_too_many_combinations_have_no_answer() {
    let conditions = [("A", condition("B")), ("B", condition("A")), ("Prod", equals("Env", "prod"))];
    assert_eq!(follows(&conditions, &texts("String"), &[], ("A", &[("Prod", true)])), Answer::Unknown);
    const IDS: [&str; 12] = ["P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11"];
    let many = [("Many", function("Fn::And", IDS.map(|id| equals(id, "x")))), ("Prod", equals("Env", "prod"))];
    assert_eq!(follows(&many, &texts("String"), &[], ("Many", &[("Prod", true)])), Answer::Unknown);
}

/// A test over two inputs, as the template has it.
fn any_test() -> impl Strategy<Value = Value<'static>> {
    let texts = prop_oneof![Just(""), Just("a"), Just("b"), Just("c")];
    let leaf = (prop_oneof![Just("Env"), Just("Nat")], texts).prop_map(|(id, text)| equals(id, text));
    leaf.prop_recursive(3, 12, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several().prop_map(|tests| function("Fn::And", tests)),
            several().prop_map(|tests| function("Fn::Or", tests)),
            inner.prop_map(|test| function("Fn::Not", [test])),
        ]
    })
}

/// Whether a test holds where the inputs are these.
fn holds(test: &Value<'_>, env: &str, nat: &str) -> bool {
    let Value::Intrinsic(name, argument) = test else { return false };
    let Value::List(parts) = argument.as_ref() else { return false };
    match (*name, &parts[..]) {
        ("Fn::Equals", [Value::Ref(id), Value::Text(text)]) => *text == if id == "Env" { env } else { nat },
        ("Fn::And", tests) => tests.iter().all(|test| holds(test, env, nat)),
        ("Fn::Or", tests) => tests.iter().any(|test| holds(test, env, nat)),
        ("Fn::Not", [test]) => !holds(test, env, nat),
        (_, _) => false,
    }
}

proptest! {
    #[test]
    fn answers_are_those_of_trying_everything_out(
        given in any_test(), wanted in any_test(), positive in any::<bool>(), allowed in any::<bool>(),
    ) {
        let conditions = [("Given", given.clone()), ("Wanted", wanted.clone())];
        let (env, texts): (_, &[&str]) = if allowed {
            let list = Value::list(["a", "b"].map(Value::text));
            (parameter([("Type", Value::text("String")), ("AllowedValues", list)]), &["a", "b"])
        } else {
            (texts("String"), &["", "a", "b", "c", "something else"])
        };
        let pairs = || texts.iter().flat_map(|env| texts.iter().map(move |nat| (*env, *nat)));
        let fails = |(env, nat)| holds(&given, env, nat) == positive && !holds(&wanted, env, nat);
        let answer = follows(&conditions, &env, &[], ("Wanted", &[("Given", positive)]));
        prop_assert_eq!(answer == Answer::Yes, !pairs().any(fails), "{:?}", answer);
        prop_assert!(answer != Answer::Unknown);
    }
}
