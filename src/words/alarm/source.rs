//! Which metric an alarm is on: one of something that is named, or one of your own.

use super::dimensions;
use super::metrics::{self, By, Metric, Source};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::{Resource, Value};
use crate::words::service;

/// Sets which metric it is; what is known of it.
pub fn lower<'a>(
    alarm: &Declaration<'a>,
    resource: &mut Resource<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<&'static Metric> {
    let entries = &alarm.entries;
    let said = (alarm.relation("on").first(), alarm.relation("of").first());
    let own = entries.setting("metric");
    match (said, own) {
        ((Some(on), Some(of)), None) => return named(on, of, resource, to),
        ((None, None), Some(_)) => {}
        ((Some(on), _) | (_, Some(on)), Some(own)) => {
            let problem = Diagnostic::error(
                "set-twice",
                "an alarm is on one metric, and both the sentence and `metric` name one",
            );
            to.report(
                problem.label(own.key, "named again here").label(on.span, "first named here").help("keep one of them"),
            );
            return None;
        }
        ((Some(one), None) | (None, Some(one)), None) => {
            let problem = Diagnostic::error("incomplete-sentence", "an alarm is `on` a metric `of` something");
            to.report(
                problem
                    .label(one.span, "half of it")
                    .help("write for example: alarm failing on errors of save above 0 in 5m"),
            );
            return None;
        }
        ((None, None), None) => {
            if entries.property("MetricName").or(entries.property("Metrics")).is_none() && !alarm.misread {
                to.report(no_metric(alarm));
            }
            return None;
        }
    }
    for (entry, property) in [("namespace", "Namespace"), ("metric", "MetricName")] {
        if let Some(value) = entries.value(entry) {
            resource.set(property, value.clone());
        }
    }
    if let (Some(own), None, None) = (own, entries.setting("namespace"), entries.property("Namespace")) {
        let problem = Diagnostic::error("missing-entry", "a metric of your own has a namespace");
        to.report(
            problem.label(own.key, "`namespace = …` is missing").help("write for example: namespace = \"MyApp\""),
        );
    }
    if let Some(Value::Map(given)) = entries.value("dimensions") {
        resource.set("Dimensions", dimensions(given.iter().cloned()));
    }
    None
}

fn no_metric(alarm: &Declaration<'_>) -> Diagnostic {
    Diagnostic::error("incomplete-sentence", format!("alarm `{}` says nothing of a metric", alarm.handle.text))
        .label(alarm.handle.span, "`on METRIC of RESOURCE` is missing")
        .help("write for example: alarm failing on errors of save above 0 in 5m; or name a metric of your own: metric = \"…\", namespace = \"…\"")
}

/// A metric of something that is named.
fn named<'a>(
    on: &Expr<'a>,
    of: &Expr<'a>,
    resource: &mut Resource<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<&'static Metric> {
    let found = to.named_one_of(of, &metrics::KINDS)?;
    let Some(declaration) = found.declaration else {
        let problem = Diagnostic::error("wrong-type", "expected the name of something of this file");
        to.report(
            problem.label(of.span, "not a name").help("what exists already can be named too: existing function save"),
        );
        return None;
    };
    let source = metrics::of(declaration.resource_type())?;
    let metric = metric(on, declaration, source, to)?;
    resource.set("Namespace", Value::text(source.namespace));
    resource.set("MetricName", Value::text(metric.theirs));
    resource.set("Dimensions", by(source, declaration, found.value, to));
    Some(metric)
}

fn by<'a>(source: &Source, of: &Declaration<'a>, value: Value<'a>, to: &Lowering<'_, 'a>) -> Value<'a> {
    match source.by {
        By::One(name) => dimensions([(name.into(), value)]),
        By::Service => {
            let cluster = service::cluster_of(of, to);
            let cluster = cluster.map(|cluster| ("ClusterName".into(), cluster));
            dimensions(cluster.into_iter().chain([("ServiceName".into(), value)]))
        }
    }
}

/// A metric by its name; `5xx` reads as a number with a unit.
fn metric(
    on: &Expr<'_>,
    of: &Declaration<'_>,
    source: &'static Source,
    to: &mut Lowering<'_, '_>,
) -> Option<&'static Metric> {
    let name = match &on.kind {
        ExprKind::Word(word) => (*word).to_owned(),
        ExprKind::Text(text) => text.to_string(),
        ExprKind::Quantity(number, unit) => format!("{number}{unit}"),
        _ => String::new(),
    };
    if source.namespace == "AWS/ApplicationELB" && is_network(of) {
        to.report(of_network(of, on.span));
        return None;
    }
    if let Some(metric) = source.metrics.iter().find(|metric| metric.name == name || metric.theirs == name) {
        return Some(metric);
    }
    let names = || source.metrics.iter().map(|metric| metric.name);
    let message = format!("{} has the metrics {}", of.a_kind(), suggest::all_of(names()));
    let problem = Diagnostic::error("unknown-value", message).label(on.span, "not one of its metrics");
    let problem = problem.label(of.handle.span, format!("declared here as {}", of.a_kind()));
    to.report(match suggest::nearest(&name, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), on.span, near),
        None => problem
            .help(format!("others are named by AWS's own words: metric = \"…\", namespace = \"{}\"", source.namespace)),
    });
    None
}

/// Whether a load balancer is one of connections, which has other metrics.
fn is_network(of: &Declaration<'_>) -> bool {
    let given = of.entries.property("Type").map(|given| &given.value).or(of.entries.value("type"));
    matches!(given, Some(Value::Text(kind)) if kind == "network" || kind == "gateway")
}

fn of_network(of: &Declaration<'_>, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-value", format!("`{}` balances connections, not requests, and has other metrics", of.handle.text))
        .label(span, "not one of its metrics")
        .help("name one by AWS's own words: metric = \"ActiveFlowCount\", namespace = \"AWS/NetworkELB\", dimensions = < LoadBalancer = … >")
}
