//! What a rule lets through: protocols and ports, by their names or numbers.

use crate::catalog::ports;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::logical_id;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Argument, Expr, ExprKind};
use crate::template::Value;

/// A protocol with its ports.
#[derive(Debug, Clone)]
pub struct Traffic<'a> {
    /// As EC2 calls it; `-1` for everything.
    pub protocol: &'static str,
    /// The first and the last port, or kinds of messages; none for everything.
    pub ports: Option<(Value<'a>, Value<'a>)>,
    /// For people: `tcp 80`.
    pub shown: String,
    /// The same in a logical id: `Tcp80`.
    pub id: String,
    /// Where it is said.
    pub span: Span,
}

/// A protocol by its name, with what stands for all of its ports.
struct Protocol {
    name: &'static str,
    theirs: &'static str,
    all: Option<(i64, i64)>,
    has_ports: bool,
}

const PORTS: std::ops::RangeInclusive<i64> = 0..=65_535;

/// For ICMP the ports are a type and a code, -1 for all; a ping is of type 8. From the page
/// "AWS::EC2::SecurityGroupIngress" of the CloudFormation Template Reference Guide.
const PROTOCOLS: &[Protocol] = &[
    Protocol { name: "all", theirs: "-1", all: None, has_ports: false },
    Protocol { name: "icmp", theirs: "icmp", all: Some((-1, -1)), has_ports: false },
    Protocol { name: "icmpv6", theirs: "icmpv6", all: Some((-1, -1)), has_ports: false },
    Protocol { name: "ping", theirs: "icmp", all: Some((8, -1)), has_ports: false },
    Protocol { name: "tcp", theirs: "tcp", all: Some((0, 65_535)), has_ports: true },
    Protocol { name: "udp", theirs: "udp", all: Some((0, 65_535)), has_ports: true },
];

impl Traffic<'_> {
    /// The ports, where they are known; of everything these are all.
    pub fn range(&self) -> Option<(i64, i64)> {
        match &self.ports {
            None => Some((0, 65_535)),
            Some((Value::Int(from), Value::Int(to))) => Some((*from, *to)),
            Some(_) => None,
        }
    }
}

/// What stands in front of `from` or `to`.
pub fn read<'a>(head: &[Argument<'a>], to: &mut Lowering<'_, 'a>) -> Vec<Traffic<'a>> {
    let mut found = Vec::new();
    // The protocol that ports belong to, and whether one of them was said.
    let mut current: Option<(&'static Protocol, Span, bool)> = None;
    let mut problems = Vec::new();
    for argument in head {
        let value = &argument.value;
        let protocol = named(value);
        let service = service(value).filter(|_| protocol.is_none());
        if protocol.is_some() || service.is_some() {
            found.extend(current.and_then(whole));
            current = protocol.map(|protocol| (protocol, value.span, false));
            found.extend(service.into_iter().flat_map(|service| of_service(service, value.span)));
            continue;
        }
        match port(value, current.map(|(protocol, ..)| protocol), to) {
            Ok(one) => found.push(one),
            Err(problem) => problems.push(*problem),
        }
        current = current.map(|(protocol, span, _)| (protocol, span, true));
    }
    found.extend(current.and_then(whole));
    problems.into_iter().for_each(|problem| to.report(problem));
    found
}

fn named(value: &Expr<'_>) -> Option<&'static Protocol> {
    let ExprKind::Word(word) = value.kind else { return None };
    PROTOCOLS.iter().find(|protocol| protocol.name == word)
}

fn service(value: &Expr<'_>) -> Option<&'static ports::Service> {
    let ExprKind::Word(word) = value.kind else { return None };
    ports::find(word)
}

/// A protocol that was said without ports.
fn whole<'a>((protocol, span, used): (&'static Protocol, Span, bool)) -> Option<Traffic<'a>> {
    let ports = protocol.all.map(|(from, to)| (Value::Int(from), Value::Int(to)));
    let shown = if protocol.name == "all" { "all traffic" } else { protocol.name };
    let id = logical_id(protocol.name);
    (!used).then(|| Traffic { protocol: protocol.theirs, ports, shown: shown.to_owned(), id, span })
}

fn of_service<'a>(service: &'static ports::Service, span: Span) -> impl Iterator<Item = Traffic<'a>> {
    service.ports.iter().map(move |(protocol, port)| {
        let ports = (Value::Int(i64::from(*port)), Value::Int(i64::from(*port)));
        traffic(protocol, ports, &port.to_string(), span)
    })
}

fn traffic<'a>(protocol: &'static str, ports: (Value<'a>, Value<'a>), shown: &str, span: Span) -> Traffic<'a> {
    let id = format!("{}{}", logical_id(protocol), logical_id(&shown.replace("..", "-to-")));
    Traffic { protocol, ports: Some(ports), shown: format!("{protocol} {shown}"), id, span }
}

/// One port, or a range of them, of the protocol in front.
fn port<'a>(
    value: &Expr<'a>,
    protocol: Option<&'static Protocol>,
    to: &mut Lowering<'_, 'a>,
) -> Result<Traffic<'a>, Box<Diagnostic>> {
    let settled = to.values().settled(value).into_owned();
    let (from, last) = match &settled.kind {
        ExprKind::Range(two) => (number(&two.0, value.span, to)?, number(&two.1, value.span, to)?),
        _ => {
            let one = number(&settled, value.span, to)?;
            (one.clone(), one)
        }
    };
    let Some(protocol) = protocol else { return Err(Box::new(without_protocol(value, &from.1))) };
    if !protocol.has_ports {
        return Err(Box::new(no_ports(protocol, value)));
    }
    if let (Value::Int(first), Value::Int(last)) = (&from.0, &last.0)
        && first > last
    {
        return Err(Box::new(
            Diagnostic::error("out-of-range", format!("the ports go from {first} down to {last}"))
                .label(value.span, "the first one is the larger one")
                .fix("write the smaller one first", value.span, format!("{last}..{first}")),
        ));
    }
    let shown = if from.1 == last.1 { from.1 } else { format!("{}..{}", from.1, last.1) };
    Ok(traffic(protocol.theirs, (from.0, last.0), &shown, value.span))
}

/// A port's number, and how it is called; an input that is a number is one too.
fn number<'a>(value: &Expr<'a>, at: Span, to: &mut Lowering<'_, 'a>) -> Result<(Value<'a>, String), Box<Diagnostic>> {
    let settled = to.values().settled(value).into_owned();
    if let Some(input) = to.values().input(&settled).filter(|input| input.kind.is_number() && !input.kind.is_list()) {
        return Ok((Value::Ref(input.id.clone()), input.name.text.to_owned()));
    }
    match &settled.kind {
        ExprKind::Number(text) => match text.parse::<i64>().ok().filter(|port| PORTS.contains(port)) {
            Some(port) => Ok((Value::Int(port), port.to_string())),
            None => Err(Box::new(
                Diagnostic::error("out-of-range", format!("a port is a number from 0 to 65535, found {text}"))
                    .label(at, "no port has this number")
                    .help("write the port that the service listens on: allow tcp 80 from …"),
            )),
        },
        ExprKind::Word(word) => Err(Box::new(unknown(word, at))),
        _ => Err(Box::new(no_port(&settled, at))),
    }
}

fn no_port(value: &Expr<'_>, at: Span) -> Diagnostic {
    let problem =
        Diagnostic::error("wrong-type", "expected a protocol, a port or the name of a service").label(at, "not a port");
    match &value.kind {
        ExprKind::Text(text) if text.parse::<u16>().is_ok() || ports::find(text).is_some() => {
            problem.fix("leave out the quotes", at, text.as_ref())
        }
        _ => problem.help("write for example: allow tcp 80 from …, or: allow https from …"),
    }
}

fn unknown(word: &str, span: Span) -> Diagnostic {
    let names = || PROTOCOLS.iter().map(|one| one.name).chain(ports::SERVICES.iter().map(|one| one.name));
    let problem =
        Diagnostic::error("unknown-value", format!("`{word}` is no protocol and no service that is known here"))
            .label(span, "unknown traffic");
    match suggest::nearest(word, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
        None => {
            problem.help(format!("write a protocol and a port, such as tcp 80; or one of {}", suggest::one_of(names())))
        }
    }
}

fn without_protocol(port: &Expr<'_>, shown: &str) -> Diagnostic {
    let at = Span { start: port.span.start, end: port.span.start };
    Diagnostic::error("sentence-expected", format!("port {shown} of which protocol?"))
        .label(port.span, "no protocol in front")
        .help("most services use TCP: allow tcp 80 from …")
        .fix("write `tcp` in front", at, "tcp ")
}

fn no_ports(protocol: &Protocol, port: &Expr<'_>) -> Diagnostic {
    let message = match protocol.name {
        "all" => "`all` is every port of every protocol".to_owned(),
        name => format!("`{name}` has no ports"),
    };
    Diagnostic::error("sentence-expected", message).label(port.span, "a port stands here").help(format!(
        "leave the port out: allow {0} from …; or name a protocol that has ports: allow tcp 80 from …",
        protocol.name
    ))
}
