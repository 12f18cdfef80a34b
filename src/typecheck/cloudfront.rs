//! Distributions that CloudFront refuses, or that nobody can reach anything through.
//!
//! From the pages "Requirements for using SSL/TLS certificates with CloudFront", "Requirements for using alternate domain
//! names" and "Restrict access to an Amazon S3 origin" of the CloudFront Developer Guide.

mod domains;
mod origins;
mod regions;

use super::leaves::each;
use crate::schema::check::{Context, Path, Problem, Step, Target};
use crate::template::{Entry, Resource, Value};

const DISTRIBUTION: &str = "AWS::CloudFront::Distribution";
const RECORD: &str = "AWS::Route53::RecordSet";

/// What is wrong with a distribution, or with a record that leads to one, in a template that is meant for a region.
pub fn check<'v>(resource: &'v Resource<'v>, context: &Context<'_, 'v>, region: Option<&str>) -> Vec<Problem<'v>> {
    let mut look = Look { context, region, problems: Vec::new() };
    match resource.kind.as_ref() {
        DISTRIBUTION => {
            let Some(Value::Map(config)) = resource.get("DistributionConfig") else { return Vec::new() };
            regions::check(config, &mut look);
            domains::of_distribution(config, &mut look);
            origins::check(config, &mut look);
        }
        RECORD => domains::of_record(resource, &mut look),
        _ => {}
    }
    look.problems
}

/// What a check looks at, and what it finds.
struct Look<'l, 'v> {
    context: &'l Context<'l, 'v>,
    region: Option<&'l str>,
    problems: Vec<Problem<'v>>,
}

impl<'v> Look<'_, 'v> {
    fn report(&mut self, path: &[Step<'v>], problem: Problem<'v>) {
        self.problems.push(Problem { path: path.to_vec(), ..problem });
    }

    /// The resource that a value refers to, or takes an attribute of.
    fn resource(&self, value: &Value<'_>) -> Option<&'v Resource<'v>> {
        let id: &str = match value {
            Value::Ref(id) => id,
            Value::GetAtt(target) => &target.0,
            _ => return None,
        };
        match self.context.target(id)? {
            Target::Resource(at) => self.context.template.resources.get(at),
            Target::Parameter(_) => None,
        }
    }
}

/// The value of a key.
fn value<'v>(entries: &'v [Entry<'v>], key: &str) -> Option<&'v Value<'v>> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// A text below some keys, where it is known.
fn text<'v>(entries: &'v [Entry<'v>], keys: &[&str]) -> Option<&'v str> {
    let (first, rest) = keys.split_first()?;
    match (value(entries, first)?, rest) {
        (Value::Text(text), []) => Some(text),
        (Value::Map(inner), rest) => text(inner, rest),
        _ => None,
    }
}

/// Every single value that the place below some keys may have.
fn each_below<'v>(entries: &'v [Entry<'v>], keys: &[&'v str], look: &mut dyn FnMut(&'v Value<'v>, &Path<'v>)) {
    let mut path = vec![Step::Key("DistributionConfig")];
    let mut entries = entries;
    for (at, key) in keys.iter().enumerate() {
        path.push(Step::Key(key));
        match value(entries, key) {
            Some(found) if at + 1 == keys.len() => return each(found, &mut path, look),
            Some(Value::Map(inner)) => entries = inner,
            _ => return,
        }
    }
}
