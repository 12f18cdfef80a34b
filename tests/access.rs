//! What holds of permissions in any order of statements: nobody waits in a circle, an instance profile has one role that
//! EC2 may take, and each holder has one policy for its grants.

use infrac::template::{Resource, Template, Value};
use infrac::{Source, compile};
use proptest::prelude::*;
use proptest::sample::subsequence;
use std::collections::{BTreeMap, BTreeSet};

/// What every program has.
const THINGS: &str = "\
param env: string
bucket \"my-unique-name\" as uploads
AWS::SQS::Queue jobs
AWS::SSM::Parameter address < Type = \"String\", Value = web01.private_ip >
instance web01 < image = amazon-linux-2023, type = t3.micro >
instance web02 < image = amazon-linux-2023, type = t3.micro >
role web trusts ec2
role worker trusts lambda
group editors
AWS::Lambda::Function work <
  Runtime = \"python3.13\"
  Handler = \"index.handler\"
  Role    = worker.Arn
  Code    = < ZipFile = \"def handler(event, context): pass\" >
>
AWS::Lambda::EventSourceMapping jobs-to-work < EventSourceArn = jobs.Arn, FunctionName = work >
output env = env
policy invoke < allow \"lambda:InvokeFunction\" on work >
";

/// Statements of which any may be there, in any order.
const STATEMENTS: [&str; 14] = [
    "grant web01 read on uploads",
    "grant web01 write on address, jobs",
    "grant web02 use on work",
    "grant web read, write on uploads",
    "grant web receive on jobs",
    "grant work send, receive on jobs",
    "grant work use on work",
    "grant worker all on uploads",
    "grant editors list on uploads",
    "if env == \"prod\" < grant web delete on uploads >",
    "if env == \"prod\" < attach web to web01 >",
    "attach web to web02",
    "attach invoke to worker, web, editors",
    "attach AmazonSQSReadOnlyAccess to web, worker",
];

/// Statements of a policy as a set.
fn statements(policy: &Resource<'_>) -> BTreeSet<String> {
    let Some(Value::Map(document)) = policy.get("PolicyDocument") else { return BTreeSet::new() };
    match document.iter().find(|(key, _)| key == "Statement") {
        Some((_, Value::List(statements))) => statements.iter().map(|one| format!("{one:?}")).collect(),
        _ => BTreeSet::new(),
    }
}

/// Everything that anybody is granted, by the holder's policy, and what waits for it.
fn granted(template: &Template<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let policies = template.resources.iter().filter(|one| one.id.ends_with("Grants"));
    policies.map(|one| (one.id.to_string(), statements(one))).collect()
}

fn waiting(template: &Template<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let each = template.resources.iter();
    each.map(|one| (one.id.to_string(), one.dependencies().map(str::to_owned).collect())).collect()
}

fn profiles_have_one_role(template: &Template<'_>) -> Result<(), TestCaseError> {
    for profile in template.resources.iter().filter(|one| one.kind == "AWS::IAM::InstanceProfile") {
        let Some(Value::List(roles)) = profile.get("Roles") else {
            return Err(TestCaseError::fail(format!("{} has no list of roles", profile.id)));
        };
        prop_assert_eq!(roles.len(), 1);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn grants_mean_the_same_in_any_order(
        (some, shuffled) in subsequence(STATEMENTS.to_vec(), 1..STATEMENTS.len())
            .prop_flat_map(|some| (Just(some.clone()), Just(some).prop_shuffle())),
    ) {
        let program = |statements: &[&str]| Source::new("a.infra", THINGS.to_owned() + &statements.join("\n") + "\n");
        let (first, second) = (program(&some), program(&shuffled));
        let (one, other) = (compile(&first), compile(&second));
        // Neither a circle, nor a use of what may not be there, nor a role that does not trust what has it.
        prop_assert_eq!(&one.diagnostics, &[], "\n{}", first.text());
        prop_assert_eq!(&other.diagnostics, &[], "\n{}", second.text());
        prop_assert_eq!(granted(&one.template), granted(&other.template), "\n{}", first.text());
        prop_assert_eq!(waiting(&one.template), waiting(&other.template), "\n{}", first.text());
        profiles_have_one_role(&one.template)?;
    }
}
