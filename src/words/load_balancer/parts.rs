//! What a load balancer has beside itself: listeners, and groups of targets.

use super::listen::{Action, Listener, Protocol};
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, derived, where_holds};
use crate::model::Declaration;
use crate::template::{Resource, Text, Value};
use crate::words::target_group::Group;
use crate::words::target_group::target::Target;

/// The listeners of one port: several where the deploy decides which of them is there.
pub struct Port<'a> {
    /// The port.
    pub port: i64,
    /// The listeners, of which there is one at most.
    pub cases: Vec<Listener<'a>>,
    /// The condition under which there is one.
    pub condition: Condition<'a>,
}

/// Listeners by their ports, in order. Two of one port have to exclude each other.
pub fn by_port<'a>(listeners: Vec<Listener<'a>>, to: &mut Lowering<'_, 'a>) -> Vec<Port<'a>> {
    let mut ports: Vec<Port<'a>> = Vec::new();
    for listener in listeners {
        let Some(same) = ports.iter_mut().find(|port| port.port == listener.port) else {
            let condition = listener.condition.clone();
            ports.push(Port { port: listener.port, cases: vec![listener], condition });
            continue;
        };
        match same.cases.iter().find(|other| !to.exclude(&[&other.condition, &listener.condition])) {
            Some(first) => to.report(
                Diagnostic::error("set-twice", format!("port {} is listened on twice", listener.port))
                    .label(listener.span, "again here")
                    .label(first.span, "first here")
                    .help("a port has one listener; give one of them another port"),
            ),
            None => {
                same.condition = to.any_of([same.condition.take(), listener.condition.clone()]);
                same.cases.push(listener);
            }
        }
    }
    ports
}

/// Targets that some listeners pass requests on to.
pub struct Set<'a> {
    group: Group<'a>,
    targets: Vec<Target<'a>>,
    condition: Condition<'a>,
    /// The listeners that lead to it.
    leads: Vec<Text<'a>>,
}

/// The groups of targets: one for the listeners that name the same targets, called after the first of their ports.
pub fn sets<'a>(
    declaration: &Declaration<'a>,
    vpc: Option<&Value<'a>>,
    ports: &[Port<'a>],
    to: &Lowering<'_, 'a>,
) -> Vec<Set<'a>> {
    let mut sets: Vec<(i64, Set<'a>)> = Vec::new();
    let cases = ports.iter().flat_map(|port| port.cases.iter());
    for listener in cases {
        let Action::Targets(targets, port) = &listener.action else { continue };
        let protocol = listener.protocol.behind;
        let lead = listener_id(&declaration.logical_id, listener.port);
        match sets.iter_mut().find(|(_, set)| set.is_of(targets, *port, protocol)) {
            Some((first, set)) => {
                *first = listener.port.min(*first);
                set.condition = to.any_of([set.condition.take(), listener.condition.clone()]);
                set.leads.push(lead);
            }
            None => {
                let group = Group {
                    id: Text::default(),
                    vpc: vpc.cloned(),
                    protocol,
                    port: *port,
                    health: declaration.entries.value("health").cloned(),
                    origin: declaration.span,
                };
                let condition = listener.condition.clone();
                sets.push((listener.port, Set { group, targets: targets.clone(), condition, leads: vec![lead] }));
            }
        }
    }
    let id = |port: i64| derived(&declaration.logical_id, &format!("Targets{port}"));
    // Cases of one port may name different targets.
    let mut taken: Vec<Text<'a>> = Vec::new();
    for (port, set) in &mut sets {
        let number = taken.iter().filter(|other| **other == id(*port)).count();
        taken.push(id(*port));
        set.group.id = if number == 0 { id(*port) } else { derived(&id(*port), &format!("Case{}", number + 1)) };
    }
    sets.into_iter().map(|(_, set)| set).collect()
}

impl<'a> Set<'a> {
    fn is_of(&self, targets: &[Target<'a>], port: i64, protocol: &str) -> bool {
        let same = self.targets.len() == targets.len()
            && self.targets.iter().all(|one| targets.iter().any(|other| one.who == other.who));
        self.group.port == port && self.group.protocol == protocol && same
    }

    /// Adds the group, and what its targets need.
    pub fn push(&self, to: &mut Lowering<'_, 'a>) {
        let around = to.all_of([to.condition().clone(), self.condition.clone()]);
        to.under(around.clone(), |to| {
            if let Some(permission) = self.group.permission(&self.targets) {
                to.push(permission, self.group.origin);
            }
            let group = self.group.resource(&self.targets, &around, to);
            to.push(group, self.group.origin);
        });
        self.group.join(&self.targets, &self.leads, &around, to);
    }
}

/// The logical id of the listener of a port.
fn listener_id<'a>(balancer: &str, port: i64) -> Text<'a> {
    derived(balancer, &format!("Listener{port}"))
}

impl<'a> Port<'a> {
    /// The listener. Where the deploy decides between several, so do its properties.
    pub fn resource(&self, declaration: &Declaration<'a>, sets: &[Set<'a>]) -> Resource<'a> {
        let balancer = &declaration.logical_id;
        let kind = "AWS::ElasticLoadBalancingV2::Listener";
        let mut listener = Resource::new(listener_id(balancer, self.port), kind, 6);
        listener.set("LoadBalancerArn", Value::reference(balancer.to_string()));
        listener.set("Port", Value::Int(self.port));
        listener.set("Protocol", self.chosen(|case| Value::text(case.protocol.theirs)));
        let policy = declaration.entries.value("tls_policy").cloned().unwrap_or(Value::text(super::TLS_POLICY));
        let secure =
            |case: &Listener<'a>, value: Value<'a>| if case.protocol.is_secure { value } else { Value::nothing() };
        for (property, value) in [
            ("Certificates", self.chosen(|case| secure(case, certificates(case)))),
            ("SslPolicy", self.chosen(|case| secure(case, policy.clone()))),
            ("DefaultActions", self.chosen(|case| Value::list([action(case, sets)]))),
        ] {
            if !value.is_nothing() {
                listener.set(property, value);
            }
        }
        listener
    }

    /// A value that differs between the cases.
    fn chosen(&self, of: impl Fn(&Listener<'a>) -> Value<'a>) -> Value<'a> {
        let mut cases = self.cases.iter().rev();
        let last = cases.next().map_or_else(Value::nothing, &of);
        cases.fold(last, |otherwise, case| {
            let value = of(case);
            if value == otherwise { value } else { where_holds(&case.condition, value, Some(otherwise)) }
        })
    }
}

/// The first certificate: a listener takes one by itself, and further ones by resources of their own.
fn certificates<'a>(listener: &Listener<'a>) -> Value<'a> {
    let first = listener.certificates.first().map_or_else(Value::nothing, |(first, _)| first.clone());
    Value::list([Value::map([("CertificateArn", first)])])
}

/// The certificates of a port besides the first one: each is a resource.
pub fn more_certificates<'a>(declaration: &Declaration<'a>, port: &Port<'a>, to: &mut Lowering<'_, 'a>) {
    let listener = listener_id(&declaration.logical_id, port.port);
    for case in &port.cases {
        for (certificate, called) in case.certificates.iter().skip(1) {
            let id = derived(&listener, &format!("Certificate{called}"));
            let mut more = Resource::new(id, "AWS::ElasticLoadBalancingV2::ListenerCertificate", 2);
            more.set("ListenerArn", Value::Ref(listener.clone()));
            more.set("Certificates", Value::list([Value::map([("CertificateArn", certificate.clone())])]));
            let condition = to.all_of([to.condition().clone(), case.condition.clone()]);
            to.under(condition, |to| to.push(more, declaration.span));
        }
    }
}

fn action<'a>(listener: &Listener<'a>, sets: &[Set<'a>]) -> Value<'a> {
    let forward = |group: Value<'a>| Value::map([("Type", Value::text("forward")), ("TargetGroupArn", group)]);
    match &listener.action {
        Action::Group(group) => forward(group.clone()),
        Action::Targets(targets, port) => {
            let set = sets.iter().find(|set| set.is_of(targets, *port, listener.protocol.behind));
            forward(set.map_or_else(Value::nothing, |set| Value::Ref(set.group.id.clone())))
        }
        Action::Redirect(protocol, port) => {
            Value::map([("Type", Value::text("redirect")), ("RedirectConfig", redirect(protocol, *port))])
        }
    }
}

/// For good, so that browsers remember it.
fn redirect<'a>(protocol: &Protocol, port: i64) -> Value<'a> {
    Value::map([
        ("Protocol", Value::text(protocol.theirs)),
        ("Port", Value::text(port.to_string())),
        ("StatusCode", Value::text("HTTP_301")),
    ])
}
