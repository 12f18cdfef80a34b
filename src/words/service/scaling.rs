//! How many copies of a service run, by a measure of them.

use super::cluster::cluster_of;
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::Argument;
use crate::template::{Resource, Text, Value};
use crate::words::sentence::{Clauses, not_understood, word};
use crate::words::shape::{Entry, Shape};
use crate::words::together;

/// Measures by our words, with those of Application Auto Scaling.
const MEASURES: [(&str, &str); 2] =
    [("cpu", "ECSServiceAverageCPUUtilization"), ("memory", "ECSServiceAverageMemoryUtilization")];

static SHARE: Entry = Entry::new("scale", Shape::Int(1, 100), "");
static COUNT: Entry = Entry::new("between", Shape::Int(0, 5_000), "");

/// A sentence.
struct Scale {
    measure: (&'static str, &'static str),
    share: i64,
    bounds: (i64, i64),
    span: Span,
}

/// Makes what scales a service.
pub fn lower<'a>(service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let mut scales: Vec<(Scale, Option<Text<'a>>)> = Vec::new();
    for sentence in service.entries.sentences("scale") {
        let Some(scale) = read(sentence, to) else { continue };
        if let Some((first, _)) = scales.iter().find(|(other, _)| other.measure.0 == scale.measure.0) {
            to.report(twice("this measure scales it already", scale.span, first.span));
        } else if let Some((first, _)) = scales.iter().find(|(other, _)| other.bounds != scale.bounds) {
            to.report(twice("how many run at least and at most is said once", scale.span, first.span));
        } else {
            let condition = to.all_of([to.condition().clone(), sentence.condition.clone()]);
            scales.push((scale, condition));
        }
    }
    let Some((first, _)) = scales.first() else { return };
    check_count(service, first, to);
    let target = derived(&service.logical_id, "ScalableTarget");
    let condition = to.any_of(scales.iter().map(|(_, condition)| condition.clone()));
    let made = scalable_target(service, &target, first, to);
    to.under(condition, |to| to.push(made, service.span));
    for (scale, condition) in scales {
        let policy = policy(service, &target, &scale);
        to.under(condition, |to| to.push(policy, scale.span));
    }
}

fn twice(message: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("set-twice", message)
        .label(span, "again here")
        .label(first, "first here")
        .help("keep one of them")
}

fn read<'a>(sentence: &EntrySentence<'a>, to: &mut Lowering<'_, 'a>) -> Option<Scale> {
    let clauses = Clauses::of(&sentence.arguments, &["between", "and"]);
    let ([measure, share], [least], [most]) = (clauses.head, clauses.behind("between"), clauses.behind("and")) else {
        to.report(not_understood(sentence, sentence.span, "expected a measure, a share, `between` and two numbers"));
        return None;
    };
    let written = word(&measure.value).unwrap_or_default();
    let Some(measure) = MEASURES.into_iter().find(|(name, _)| *name == written) else {
        let names = || MEASURES.iter().map(|(name, _)| *name);
        let problem =
            Diagnostic::error("unknown-value", format!("a service is scaled by {}", suggest::one_of(names())));
        let problem = problem.label(measure.value.span, "not one of them");
        to.report(problem.help("other measures are for AWS::ApplicationAutoScaling::ScalingPolicy"));
        return None;
    };
    let share = number(&SHARE, share, to)?;
    let bounds = (number(&COUNT, least, to)?, number(&COUNT, most, to)?);
    if bounds.0 > bounds.1 {
        let problem =
            Diagnostic::error("out-of-range", format!("there is nothing between {} and {}", bounds.0, bounds.1));
        let span = least.value.span.to(most.value.span);
        to.report(
            problem
                .label(span, "the smaller number comes first")
                .help(format!("write: between {} and {}", bounds.1, bounds.0)),
        );
        return None;
    }
    Some(Scale { measure, share, bounds, span: sentence.span })
}

fn number<'a>(entry: &'static Entry, argument: &Argument<'a>, to: &mut Lowering<'_, 'a>) -> Option<i64> {
    match to.reading(|values, problems| values.shaped(&argument.value, entry, problems))? {
        Value::Int(number) => Some(number),
        _ => None,
    }
}

/// A count that is given anew with each deploy undoes what the measure decided.
fn check_count(service: &Declaration<'_>, scale: &Scale, to: &mut Lowering<'_, '_>) {
    let always = service.entries.sentences("scale").all(|sentence| sentence.condition.is_none());
    if let Some(count) = service.entries.setting("count").filter(|_| always) {
        let problem = Diagnostic::error("set-twice", "how many copies run is said by `count` and by `scale`");
        let problem =
            problem.label(count.key, "set anew by each deploy").label(scale.span, "decided by this meanwhile");
        to.report(problem.help("leave `count` out: it starts with one, and `scale` takes over"));
    }
}

fn scalable_target<'a>(service: &Declaration<'a>, id: &Text<'a>, scale: &Scale, to: &Lowering<'_, 'a>) -> Resource<'a> {
    let mut target = Resource::new(id.clone(), "AWS::ApplicationAutoScaling::ScalableTarget", 5);
    target.set("ServiceNamespace", Value::text("ecs"));
    target.set("ScalableDimension", Value::text("ecs:service:DesiredCount"));
    let cluster = cluster_of(service, to).unwrap_or_else(|| Value::text("default"));
    let name = Value::attribute(service.logical_id.clone(), "Name");
    target.set("ResourceId", together(vec![Value::text("service/"), cluster, Value::text("/"), name]));
    target.set("MinCapacity", Value::Int(scale.bounds.0));
    target.set("MaxCapacity", Value::Int(scale.bounds.1));
    target
}

fn policy<'a>(service: &Declaration<'a>, target: &Text<'a>, scale: &Scale) -> Resource<'a> {
    let (name, theirs) = scale.measure;
    let part = format!("Scale{}{}", name[..1].to_ascii_uppercase(), &name[1..]);
    let id = derived(&service.logical_id, &part);
    let mut policy = Resource::new(id, "AWS::ApplicationAutoScaling::ScalingPolicy", 4);
    policy.set("PolicyName", Value::text(name));
    policy.set("PolicyType", Value::text("TargetTrackingScaling"));
    policy.set("ScalingTargetId", Value::Ref(target.clone()));
    let measure = Value::map([("PredefinedMetricType", Value::text(theirs))]);
    let tracked = [("PredefinedMetricSpecification", measure), ("TargetValue", Value::Int(scale.share))];
    policy.set("TargetTrackingScalingPolicyConfiguration", Value::map(tracked));
    policy
}
