//! The access logs of a load balancer: `logs to audit`.

use super::place::is_network;
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, derived};
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::syntax::ast::ExprKind;
use crate::template::{Items, Resource, Text, Value};
use crate::words::sentence::{Clauses, not_understood};
use crate::words::shape::Wanted;
use crate::words::target_group::depend;
use crate::words::{arn, policy_document, together};

static BUCKET: Wanted = Wanted { what: "a bucket", resource: "AWS::S3::Bucket", attribute: "", prefix: "" };
const POLICY: &str = "AWS::S3::BucketPolicy";

/// Where the logs go.
pub struct Logs<'a> {
    bucket: Value<'a>,
    prefix: Option<Value<'a>>,
    /// The logical id of the bucket, where it is one of the stack.
    own: Option<Text<'a>>,
    condition: Condition<'a>,
    span: Span,
}

/// What the body says of logs.
pub fn read<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Logs<'a>> {
    let sentence = declaration.entries.sentences("logs").next()?;
    if let Some(second) = declaration.entries.sentences("logs").nth(1) {
        to.report(
            Diagnostic::error("set-twice", "the logs go to two places")
                .label(second.span, "again here")
                .label(sentence.span, "first here")
                .help("keep one of them"),
        );
    }
    let [keyword, rest @ ..] = sentence.arguments.as_slice() else { return None };
    let clauses = Clauses::of(rest, &["under"]);
    match (&keyword.value.kind, clauses.head) {
        (ExprKind::Word("to"), [one]) => bucket(declaration, sentence, one, &clauses, to),
        (_, _) => {
            to.report(not_understood(sentence, sentence.span, "`to` and one bucket is missing"));
            None
        }
    }
}

fn bucket<'a>(
    declaration: &Declaration<'a>,
    sentence: &EntrySentence<'a>,
    named: &crate::syntax::ast::Argument<'a>,
    clauses: &Clauses<'_, 'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Logs<'a>> {
    let bucket = to.named(&named.value, &BUCKET)?;
    let prefix = match clauses.behind("under") {
        [] => None,
        [one, ..] => to.reading(|values, problems| values.text(&one.value, problems)),
    };
    let own = bucket.declaration.filter(|bucket| !bucket.existing);
    let is_kms = own.and_then(|own| own.entries.value("encryption")).is_some_and(|by| *by != Value::text("s3"));
    if is_kms && !is_network(declaration) {
        let setting = own.and_then(|own| own.entries.setting("encryption"));
        let problem = Diagnostic::error(
            "logs-not-writable",
            "Elastic Load Balancing writes no logs into a bucket that is encrypted with KMS",
        )
        .label(bucket.span, "these logs would not arrive");
        let problem = setting.map_or(problem.clone(), |setting| problem.label(setting.key, "encrypted here"));
        to.report(problem.help("give the logs a bucket of their own, encrypted by S3 as by default"));
    }
    let its = own.and_then(|own| own.condition.clone());
    let condition = to.all_of([sentence.condition.clone(), its]);
    let condition = to.besides(condition, &[to.condition()]);
    Some(Logs {
        bucket: bucket.value,
        prefix,
        own: own.map(|own| own.logical_id.clone()),
        condition,
        span: bucket.span,
    })
}

impl<'a> Logs<'a> {
    /// The attributes of the load balancer.
    pub fn attributes(&self) -> Vec<(&'static str, Value<'a>)> {
        let mut attributes =
            vec![("access_logs.s3.enabled", Value::text("true")), ("access_logs.s3.bucket", self.bucket.clone())];
        attributes.extend(self.prefix.clone().map(|prefix| ("access_logs.s3.prefix", prefix)));
        attributes
    }

    /// The condition that they are written under, besides that of the load balancer.
    pub fn condition(&self) -> &Condition<'a> {
        &self.condition
    }

    /// Lets Elastic Load Balancing write into the bucket, once everything is lowered.
    pub fn permit(self, declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
        let Some(own) = self.own.clone() else { return };
        let (balancer, origin, network) = (declaration.logical_id.clone(), declaration.span, is_network(declaration));
        let condition = to.all_of([to.condition().clone(), self.condition.clone()]);
        to.later(move |to| {
            to.under(condition, |to| {
                let statements = self.statements(&own, network);
                let policy = policy(&own, &balancer, statements, origin, self.span, to);
                if to.besides(to.condition_of(&policy), &[&to.condition_of(&balancer)]).is_none()
                    && let Some(balancer) = to.resource_mut(&balancer)
                {
                    depend(balancer, policy);
                }
            });
        });
    }

    /// From the pages "Access logs for your Application Load Balancer" and "… Network Load Balancer": the first writes
    /// by a principal of its own, the other by that of all logs.
    fn statements(&self, bucket: &str, network: bool) -> Vec<Value<'a>> {
        let own = Value::attribute(bucket.to_owned(), "Arn");
        let mut path = vec![own.clone(), Value::text("/")];
        path.extend(self.prefix.clone().into_iter().flat_map(|prefix| [prefix, Value::text("/")]));
        path.extend([Value::text("AWSLogs/"), Value::reference("AWS::AccountId"), Value::text("/*")]);
        let objects = together(path);
        if !network {
            let service = "logdelivery.elasticloadbalancing.amazonaws.com";
            return vec![statement("LoadBalancerLogs", service, "s3:PutObject", objects, None)];
        }
        let service = "delivery.logs.amazonaws.com";
        let account = || Value::map([("aws:SourceAccount", Value::reference("AWS::AccountId"))]);
        let source = || Value::map([("aws:SourceArn", arn("logs:${AWS::Region}:${AWS::AccountId}:*"))]);
        let of = |more: Option<(&'static str, Value<'a>)>| {
            let Value::Map(equals) = account() else { return Value::nothing() };
            let equals = Value::Map(Items::Owned(
                equals.iter().cloned().chain(more.map(|(key, value)| (key.into(), value))).collect(),
            ));
            Value::map([("StringEquals", equals), ("ArnLike", source())])
        };
        let owned = ("s3:x-amz-acl", Value::text("bucket-owner-full-control"));
        vec![
            statement("LoadBalancerLogs", service, "s3:PutObject", objects, Some(of(Some(owned)))),
            statement("LoadBalancerLogsCheck", service, "s3:GetBucketAcl", own, Some(of(None))),
        ]
    }
}

fn statement<'a>(
    id: &'static str,
    service: &'static str,
    action: &'static str,
    resource: Value<'a>,
    condition: Option<Value<'a>>,
) -> Value<'a> {
    let entries = [
        ("Sid", Value::text(id)),
        ("Effect", Value::text("Allow")),
        ("Principal", Value::map([("Service", Value::text(service))])),
        ("Action", Value::text(action)),
        ("Resource", resource),
    ];
    Value::map(entries.into_iter().chain(condition.map(|condition| ("Condition", condition))))
}

/// Adds statements to the policy of a bucket, and makes one where there is none; its logical id.
fn policy<'a>(
    bucket: &str,
    balancer: &str,
    statements: Vec<Value<'a>>,
    origin: Span,
    _named: Span,
    to: &mut Lowering<'_, 'a>,
) -> Text<'a> {
    let is_its = |resource: &Resource<'a>| {
        resource.kind == POLICY && matches!(resource.get("Bucket"), Some(Value::Ref(id)) if id == bucket)
    };
    let place = to.template.resources.iter().position(is_its);
    let Some(id) = place.map(|place| to.template.resources[place].id.clone()) else {
        let id: Text<'a> = derived(balancer, "LogsPolicy");
        let mut policy = Resource::new(id.clone(), POLICY, 2);
        policy.set("Bucket", Value::reference(bucket.to_owned()));
        policy.set("PolicyDocument", policy_document(statements));
        to.push(policy, origin);
        return id;
    };
    let condition = to.besides(to.condition().clone(), &[&to.condition_of(&id)]);
    let statements = statements.into_iter().map(|one| crate::lower::where_holds(&condition, one, None));
    if let Some(Value::Map(Items::Owned(document))) = to.resource_mut(&id).and_then(|policy| {
        policy.properties.iter_mut().find(|(name, _)| name == "PolicyDocument").map(|(_, document)| document)
    }) && let Some((_, Value::List(Items::Owned(all)))) = document.iter_mut().find(|(name, _)| name == "Statement")
    {
        // Two load balancers may write into one bucket.
        for one in statements {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    id
}
