//! What a service has of others: the providers of its cluster, the way out that it fetches its image by, and who lets
//! requests in.

use super::WORD;
use super::cluster::cluster_of;
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::syntax::ast::ExprKind;
use crate::template::{Resource, Value};
use crate::words::network::{self, SECURITY_GROUP};
use crate::words::security_group::groups;
use crate::words::sentence::word;

const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";

/// Changes what services need of others, once all is there.
pub fn finish<'a>(to: &mut Lowering<'_, 'a>) {
    for service in to.declared_of(WORD.resource) {
        if service.existing || !std::ptr::eq(service.word, &raw const WORD) {
            continue;
        }
        if service.entries.on("spot", false) {
            offer_spot(service, to);
        }
        wait_for_network(service, to);
        check_port(service, to);
        let balancers: Vec<_> = to.declared_of(BALANCER).filter(|one| leads_to(one, service, to)).collect();
        balancers.into_iter().for_each(|balancer| let_in(balancer, service, to));
    }
}

/// A cluster offers Spot where one of its services wants it.
fn offer_spot<'a>(service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    const PROPERTY: &str = "CapacityProviders";
    let Some(Value::Ref(id)) = cluster_of(service, to) else { return };
    let is_free = to.place(&id).is_some_and(|at| to.template.resources[at].get(PROPERTY).is_none());
    if is_free {
        let both = ["FARGATE", "FARGATE_SPOT"].map(Value::text);
        to.set_on(&id, PROPERTY, Value::list(both));
    }
}

/// A copy that cannot fetch its image fails, and after some of them the deploy.
fn wait_for_network<'a>(service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let mut needed = Vec::new();
    for subnet in network::subnets_of(service, to) {
        let Some(declared) = to.declaration_of(&subnet) else { continue };
        needed.extend(network::way_out(declared, to));
    }
    for (id, condition) in needed {
        // Nothing can wait for what may not be there.
        let condition = to.besides(condition, &[&service.condition]);
        if condition.is_none()
            && let Some(resource) = to.resource_mut(&service.logical_id)
        {
            resource.depend_on(id);
        }
    }
}

/// ECS refuses to lead requests to a port that no container has.
fn check_port<'a>(service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let at = to.place(&service.logical_id);
    let balanced = at.and_then(|at| to.template.resources[at].get("LoadBalancers"));
    if let (Some(grace), None) = (service.entries.setting("grace"), balanced) {
        let problem =
            Diagnostic::error("no-effect", "`grace` is about the checks of a load balancer, and none leads here");
        to.report(
            problem
                .label(grace.key, "refused by ECS")
                .help("leave it out, or let a load balancer lead here: listen http 80 to SERVICE port 3000"),
        );
        return;
    }
    let Some(Value::List(balanced)) = balanced else { return };
    let ports = balanced.iter().filter_map(|one| match one {
        Value::Map(entries) => entries.iter().find(|(key, _)| key == "ContainerPort").map(|(_, port)| port.clone()),
        _ => None,
    });
    let ports: Vec<Value<'a>> = ports.collect();
    let own = service.entries.value("port");
    let Some(Value::Int(wanted)) = ports.into_iter().find(|port| Some(port) != own) else { return };
    if service.entries.property("TaskDefinition").is_some() || service.misread {
        return;
    }
    let name = service.handle.text;
    let problem = match (service.entries.setting("port"), own) {
        (Some(setting), Some(Value::Int(port))) => Diagnostic::error(
            "wrong-port",
            format!("requests for `{name}` go to port {wanted}, and it listens on {port}"),
        )
        .label(setting.span, "listens here"),
        _ => Diagnostic::error(
            "wrong-port",
            format!("requests for `{name}` go to port {wanted}, and it listens on none"),
        )
        .label(service.handle.span, format!("`port = {wanted}` is missing")),
    };
    to.report(problem.help(format!("write port = {wanted} here, or another port where the load balancer says it")));
}

/// Whether a load balancer names a service behind one of its ports.
fn leads_to<'a>(balancer: &Declaration<'a>, service: &Declaration<'a>, to: &Lowering<'_, 'a>) -> bool {
    let names = |value: &crate::syntax::ast::Expr<'a>| match value.kind {
        ExprKind::Word(word) => {
            to.values().declaration(word, value.span).is_some_and(|one| one.handle.span == service.handle.span)
        }
        _ => false,
    };
    let mut sentences = balancer.entries.sentences.iter();
    !balancer.existing && sentences.any(|sentence| sentence.arguments.iter().any(|argument| names(&argument.value)))
}

/// The group of its own lets the load balancer in, unless a sentence does.
fn let_in<'a>(balancer: &Declaration<'a>, service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &service.entries;
    let (own, Some(port)) = (groups::own_id(&service.logical_id), entries.value("port").cloned()) else { return };
    let said = entries
        .sentences("allow")
        .any(|sentence| sentence.arguments.iter().any(|argument| word(&argument.value) == Some(balancer.handle.text)));
    let given = entries.setting("security_groups").is_some() || to.place(&own).is_none();
    let Some((group, condition)) = groups::of(balancer, to).and_then(|groups| groups::first(&groups)) else { return };
    if said || given {
        return;
    }
    let id = derived(&own, &format!("From{}", balancer.logical_id));
    let mut rule = Resource::new(id.clone(), "AWS::EC2::SecurityGroupIngress", 6);
    rule.set("Description", Value::text(format!("Load balancer {}", balancer.logical_id)));
    rule.set("GroupId", Value::attribute(own, SECURITY_GROUP.attribute));
    rule.set("IpProtocol", Value::text("tcp"));
    rule.set("FromPort", port.clone());
    rule.set("ToPort", port);
    rule.set("SourceSecurityGroupId", group);
    let condition = to.all_of([service.condition.clone(), balancer.condition.clone(), condition]);
    let always = to.besides(condition.clone(), &[&service.condition]).is_none();
    to.under(condition, |to| to.push(rule, service.span));
    // A copy that nobody reaches counts as failed.
    if let Some(resource) = to.resource_mut(&service.logical_id).filter(|_| always) {
        resource.depend_on(id);
    }
}
