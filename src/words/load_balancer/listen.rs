//! The sentences of a load balancer: `listen http 80 to web01, web02 port 3000`, `redirect http to https`.

use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering};
use crate::model::{Declaration, EntrySentence, logical_id};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Argument, ExprKind};
use crate::template::Value;
use crate::words::sentence::{Clauses, not_understood, word};
use crate::words::shape::Wanted;
use crate::words::target_group::target::{self, Target};

static CERTIFICATE: Wanted =
    Wanted { what: "a certificate", resource: "AWS::CertificateManager::Certificate", attribute: "", prefix: "arn:" };
static TARGET_GROUP: Wanted = Wanted {
    what: "a target group",
    resource: "AWS::ElasticLoadBalancingV2::TargetGroup",
    attribute: "",
    prefix: "arn:",
};

/// What a listener speaks.
#[derive(Debug, PartialEq, Eq)]
pub struct Protocol {
    /// As it is written.
    pub name: &'static str,
    /// As the template has it.
    pub theirs: &'static str,
    /// The port that it has where none is said.
    pub port: Option<i64>,
    /// Whether it needs a certificate.
    pub is_secure: bool,
    /// Whether a network load balancer speaks it, and no application load balancer.
    pub of_network: bool,
    /// What its targets speak.
    pub behind: &'static str,
}

const fn protocol(
    name: &'static str,
    theirs: &'static str,
    port: Option<i64>,
    is_secure: bool,
    of_network: bool,
    behind: &'static str,
) -> Protocol {
    Protocol { name, theirs, port, is_secure, of_network, behind }
}

/// From the pages "Listeners for your Application Load Balancers" and "… Network Load Balancers".
const PROTOCOLS: &[Protocol] = &[
    protocol("http", "HTTP", Some(80), false, false, "HTTP"),
    protocol("https", "HTTPS", Some(443), true, false, "HTTP"),
    protocol("tcp", "TCP", None, false, true, "TCP"),
    protocol("tcp_udp", "TCP_UDP", None, false, true, "TCP_UDP"),
    protocol("tls", "TLS", Some(443), true, true, "TCP"),
    protocol("udp", "UDP", None, false, true, "UDP"),
];

/// One sentence, read.
#[derive(Debug)]
pub struct Listener<'a> {
    /// What it speaks.
    pub protocol: &'static Protocol,
    /// Where it listens.
    pub port: i64,
    /// What it does with a request.
    pub action: Action<'a>,
    /// Its certificates, the first one for those who name no host; with what each is called.
    pub certificates: Vec<(Value<'a>, String)>,
    /// The condition that it holds under, besides that of its load balancer.
    pub condition: Condition<'a>,
    /// The sentence.
    pub span: Span,
}

/// What a listener does with a request.
#[derive(Debug)]
pub enum Action<'a> {
    /// Passes it on to a group that is there.
    Group(Value<'a>),
    /// Passes it on to targets that listen on a port.
    Targets(Vec<Target<'a>>, i64),
    /// Sends the client somewhere else.
    Redirect(&'static Protocol, i64),
}

/// All sentences of a load balancer, in order.
pub fn all<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Listener<'a>> {
    let sentences = declaration.entries.sentences.iter();
    sentences
        .filter_map(|sentence| match sentence.entry.name {
            "listen" => listen(declaration, sentence, to),
            "redirect" => redirect(declaration, sentence, to),
            _ => None,
        })
        .collect()
}

fn listen<'a>(
    declaration: &Declaration<'a>,
    sentence: &EntrySentence<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Listener<'a>> {
    let clauses = Clauses::of(&sentence.arguments, &["with", "to", "port"]);
    let (protocol, port) = place(declaration, sentence, clauses.head, to)?;
    let certificates = clauses.behind("with").iter().filter_map(|argument| certificate(argument, to)).collect();
    match (clauses.part("with"), protocol.is_secure) {
        (None, true) => to.report(without_certificate(sentence, protocol)),
        (Some((with, _)), false) => to.report(
            not_understood(sentence, with.span, &format!("`{}` takes no certificate", protocol.name))
                .help("write https for connections that are encrypted: listen https 443 with my-certificate to web01"),
        ),
        (_, _) => {}
    }
    let named = clauses.behind("to");
    if named.is_empty() {
        to.report(not_understood(sentence, sentence.span, "`to` and whom is missing"));
        return None;
    }
    let own = if protocol.of_network { port } else { 80 };
    let target_port = match clauses.behind("port") {
        [] => own,
        [one, ..] => number(sentence, one, to)?,
    };
    let action = action(sentence, named, target_port, &clauses, to)?;
    let condition = to.besides(sentence.condition.clone(), &[to.condition()]);
    Some(Listener { protocol, port, action, certificates, condition, span: sentence.span })
}

/// A certificate, and what it is called in a logical id: its own, or what an ARN ends with.
fn certificate<'a>(argument: &Argument<'a>, to: &mut Lowering<'_, 'a>) -> Option<(Value<'a>, String)> {
    let named = to.named(&argument.value, &CERTIFICATE)?;
    let called = match (named.declaration, &argument.value.kind, &named.value) {
        (Some(own), ..) => own.logical_id.to_string(),
        (None, ExprKind::Word(word), Value::Ref(_)) => logical_id(word),
        (None, _, Value::Text(arn)) => logical_id(arn.rsplit('/').next().unwrap_or_default()),
        _ => String::new(),
    };
    Some((named.value, called))
}

/// Whom a listener passes requests on to.
fn action<'a>(
    sentence: &EntrySentence<'a>,
    named: &[Argument<'a>],
    port: i64,
    clauses: &Clauses<'_, 'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Action<'a>> {
    if let [one] = named
        && let ExprKind::Word(name) = one.value.kind
        && let Some(group) = to.values().declaration(name, one.value.span)
        && group.resource_type() == TARGET_GROUP.resource
    {
        if let Some((keyword, _)) = clauses.part("port") {
            to.report(
                not_understood(sentence, keyword.span, "a target group has a port of its own")
                    .help("say it there: target_group NAME < port = 3000 >"),
            );
        }
        return to.named(&one.value, &TARGET_GROUP).map(|group| Action::Group(group.value));
    }
    let mut targets = Vec::new();
    for argument in named {
        targets.extend(target::read(&argument.value, to));
    }
    let targets = target::of_one_kind(targets, to);
    (!targets.is_empty()).then_some(Action::Targets(targets, port))
}

fn redirect<'a>(
    declaration: &Declaration<'a>,
    sentence: &EntrySentence<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Listener<'a>> {
    let clauses = Clauses::of(&sentence.arguments, &["to"]);
    let (protocol, port) = place(declaration, sentence, clauses.head, to)?;
    let (to_protocol, to_port) = place(declaration, sentence, clauses.behind("to"), to)?;
    if protocol.of_network || to_protocol.of_network || protocol.is_secure {
        to.report(not_understood(sentence, sentence.span, "clients are sent from http to another protocol or port"));
        return None;
    }
    let condition = to.besides(sentence.condition.clone(), &[to.condition()]);
    let action = Action::Redirect(to_protocol, to_port);
    Some(Listener { protocol, port, action, certificates: Vec::new(), condition, span: sentence.span })
}

/// A protocol and a port: `http 80`.
fn place<'a>(
    declaration: &Declaration<'a>,
    sentence: &EntrySentence<'a>,
    said: &[Argument<'a>],
    to: &mut Lowering<'_, 'a>,
) -> Option<(&'static Protocol, i64)> {
    let Some(first) = said.first() else {
        to.report(not_understood(sentence, sentence.span, "a protocol is missing"));
        return None;
    };
    let Some(protocol) = word(&first.value).and_then(|name| PROTOCOLS.iter().find(|one| one.name == name)) else {
        to.report(unknown_protocol(sentence, first));
        return None;
    };
    let is_network = declaration.entries.text("type").is_some_and(|kind| kind == "network");
    if protocol.of_network != is_network {
        to.report(of_other_type(declaration, protocol, first.value.span));
        return None;
    }
    match said.get(1..) {
        Some([port]) if !port.after_comma => Some((protocol, number(sentence, port, to)?)),
        Some([]) => match protocol.port {
            Some(port) => Some((protocol, port)),
            None => {
                to.report(not_understood(sentence, first.value.span, "a port is missing"));
                None
            }
        },
        _ => {
            let span = said.get(1).map_or(sentence.span, |extra| extra.value.span);
            to.report(not_understood(sentence, span, "a listener has one protocol and one port"));
            None
        }
    }
}

fn number<'a>(sentence: &EntrySentence<'a>, argument: &Argument<'a>, to: &mut Lowering<'_, 'a>) -> Option<i64> {
    let settled = to.values().settled(&argument.value).into_owned();
    let ExprKind::Number(text) = &settled.kind else {
        to.report(not_understood(sentence, argument.value.span, "expected a port"));
        return None;
    };
    let port = text.parse().ok().filter(|port| (1..=65_535).contains(port));
    if port.is_none() {
        to.report(
            Diagnostic::error("out-of-range", format!("a port is a number from 1 to 65535, found {text}"))
                .label(argument.value.span, "no port has this number")
                .help("write for example: listen http 80 to web01"),
        );
    }
    port
}

fn unknown_protocol(sentence: &EntrySentence<'_>, found: &Argument<'_>) -> Diagnostic {
    let names = || PROTOCOLS.iter().map(|one| one.name);
    let span = found.value.span;
    match word(&found.value).and_then(|word| suggest::nearest(word, names())) {
        Some(near) => not_understood(sentence, span, "expected a protocol")
            .help(format!("did you mean `{near}`?"))
            .fix(format!("write `{near}`"), span, near),
        None => not_understood(sentence, span, &format!("expected {}", suggest::one_of(names()))),
    }
}

fn of_other_type(declaration: &Declaration<'_>, protocol: &Protocol, span: Span) -> Diagnostic {
    let (is, other) = if protocol.of_network { ("an application", "network") } else { ("a network", "application") };
    let problem = Diagnostic::error("wrong-kind", format!("{is} load balancer does not speak `{}`", protocol.name))
        .label(span, "not spoken");
    match declaration.entries.setting("type") {
        Some(setting) => problem.label(setting.span, "said here").fix(format!("make it {other}"), setting.span, other),
        None => problem.help(format!("one of the other type does: type = {other} in its body")),
    }
}

fn without_certificate(sentence: &EntrySentence<'_>, protocol: &Protocol) -> Diagnostic {
    let what = format!("`{}` needs a certificate", protocol.name);
    not_understood(sentence, sentence.span, &what).help(format!(
        "say with which one: listen {} with my-certificate to web01; it is one of this file, or the ARN of one",
        protocol.name
    ))
}
