//! The target group of a template, and what its targets need.

use super::join;
use super::target::{Kind, Target, Who};
use crate::lower::{Condition, Lowering, derived, where_holds};
use crate::source::Span;
use crate::template::{Resource, Text, Value};
use crate::words::arn;

/// What a target group says besides its targets.
#[derive(Debug)]
pub struct Group<'a> {
    /// Its logical id.
    pub id: Text<'a>,
    /// The VPC of its targets, where that is known.
    pub vpc: Option<Value<'a>>,
    /// The protocol that its targets speak, as the template has it.
    pub protocol: &'static str,
    /// The port that they listen on.
    pub port: i64,
    /// The path that they are asked for whether they work.
    pub health: Option<Value<'a>>,
    /// The statement.
    pub origin: Span,
}

impl<'a> Group<'a> {
    /// The group with its targets; the condition is that which holds around it.
    pub fn resource(&self, targets: &[Target<'a>], around: &Condition<'a>, to: &Lowering<'_, 'a>) -> Resource<'a> {
        let kind = targets.first().map_or(Kind::Instance, |first| first.kind);
        let mut group = Resource::new(self.id.clone(), "AWS::ElasticLoadBalancingV2::TargetGroup", 8);
        group.set("TargetType", Value::text(kind.theirs()));
        if kind == Kind::Function {
            group.attribute("DependsOn", Value::Text(self.permission_id()));
        } else {
            if let Some(vpc) = &self.vpc {
                group.set("VpcId", vpc.clone());
            }
            group.set("Protocol", Value::text(self.protocol));
            group.set("Port", Value::Int(self.port));
        }
        let is_http = matches!(self.protocol, "HTTP" | "HTTPS");
        if let Some(path) = &self.health {
            if !is_http {
                group.set("HealthCheckProtocol", Value::text("HTTP"));
            }
            if kind == Kind::Function {
                group.set("HealthCheckEnabled", Value::Bool(true));
            }
            group.set("HealthCheckPath", path.clone());
        }
        let listed = targets.iter().filter_map(|target| match &target.who {
            Who::Listed(value) => Some((target, value)),
            Who::Joins(_) => None,
        });
        let listed: Vec<Value<'a>> = listed
            .map(|(target, value)| {
                let port = (kind != Kind::Function).then_some(("Port", Value::Int(self.port)));
                let entry = Value::map([("Id", value.clone())].into_iter().chain(port));
                where_holds(&to.besides(target.condition.clone(), &[around]), entry, None)
            })
            .collect();
        if !listed.is_empty() {
            group.set("Targets", Value::list(listed));
        }
        group
    }

    fn permission_id(&self) -> Text<'a> {
        derived(&self.id, "Permission")
    }

    /// What lets the load balancer call a function.
    pub fn permission(&self, targets: &[Target<'a>]) -> Option<Resource<'a>> {
        let target = targets.first().filter(|target| target.kind == Kind::Function)?;
        let Who::Listed(function) = &target.who else { return None };
        let mut permission = Resource::new(self.permission_id(), "AWS::Lambda::Permission", 4);
        permission.set("FunctionName", function.clone());
        permission.set("Action", Value::text("lambda:InvokeFunction"));
        permission.set("Principal", Value::text("elasticloadbalancing.amazonaws.com"));
        let groups = "elasticloadbalancing:${AWS::Region}:${AWS::AccountId}:targetgroup/*";
        permission.set("SourceArn", arn(groups));
        Some(permission)
    }

    /// Lets the targets join that name their group by themselves; those that do so wait for what leads to it.
    pub fn join(&self, targets: &[Target<'a>], leads: &[Text<'a>], around: &Condition<'a>, to: &mut Lowering<'_, 'a>) {
        for target in targets {
            let Who::Joins(id) = &target.who else { continue };
            let (id, port, group, leads) = (id.clone(), self.port, self.id.clone(), leads.to_vec());
            let condition = around.clone();
            to.later(move |to| to.under(condition, |to| join::one(&id, &group, port, &leads, to)));
        }
    }
}
