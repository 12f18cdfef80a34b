//! The rules of a security group: `allow tcp 80 from lb`.

use super::peer::{self, Peer, Who};
use super::traffic::{self, Traffic};
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering};
use crate::model::{Declaration, EntrySentence};
use crate::reason::firewall;
use crate::source::Span;
use crate::syntax::ast::Argument;
use crate::template::{Resource, Value};
use crate::words::network::SECURITY_GROUP;
use crate::words::sentence::{Clauses, not_understood, word};

/// EC2: characters of a rule's description. See "SecurityGroupRule" in the Amazon EC2 API Reference.
const MAX_DESCRIPTION: usize = 255;

/// Traffic of one kind from or to somebody.
#[derive(Debug, Clone)]
pub struct Rule<'a> {
    /// Whether the traffic goes out.
    pub out: bool,
    /// What goes through.
    pub traffic: Traffic<'a>,
    /// Who is at the other end.
    pub peer: Peer<'a>,
    /// The condition that it holds under, besides that of its group.
    pub condition: Condition<'a>,
    /// The sentence.
    pub span: Span,
}

/// All rules of a group, in order: each kind of traffic of a sentence with each of those it names.
pub fn all<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Rule<'a>> {
    declaration.entries.sentences("allow").flat_map(|sentence| of(sentence, declaration, to)).collect()
}

fn of<'a>(sentence: &EntrySentence<'a>, declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Rule<'a>> {
    if let Some("from" | "to") = sentence.arguments.first().and_then(|first| word(&first.value)) {
        to.report(not_understood(sentence, sentence.span, "which traffic is missing"));
        return Vec::new();
    }
    let clauses = Clauses::of(&sentence.arguments, &["from", "to"]);
    let traffic = traffic::read(clauses.head, to);
    let (out, named) = match (clauses.part("from"), clauses.part("to")) {
        (Some((_, named)), None) if !named.is_empty() => (false, named),
        (None, Some((_, named))) if !named.is_empty() => (true, named),
        (Some(_), Some((second, _))) => {
            to.report(
                not_understood(sentence, second.span, "a rule is about traffic from somebody, or to somebody")
                    .help("write a sentence for each direction; what answers goes through by itself"),
            );
            return Vec::new();
        }
        _ => {
            to.report(not_understood(sentence, sentence.span, "`from` or `to` and whom is missing"));
            return Vec::new();
        }
    };
    between(sentence, named, (&declaration.logical_id, out), &traffic, to)
}

/// Traffic that comes into a group of this logical id, from each of those that a sentence names.
pub fn from<'a>(
    sentence: &EntrySentence<'a>,
    named: &[Argument<'a>],
    group: &str,
    traffic: &[Traffic<'a>],
    to: &mut Lowering<'_, 'a>,
) -> Vec<Rule<'a>> {
    between(sentence, named, (group, false), traffic, to)
}

fn between<'a>(
    sentence: &EntrySentence<'a>,
    named: &[Argument<'a>],
    (group, out): (&str, bool),
    traffic: &[Traffic<'a>],
    to: &mut Lowering<'_, 'a>,
) -> Vec<Rule<'a>> {
    let mut peers = Vec::new();
    for argument in named {
        peers.extend(peer::read(&argument.value, group, to));
    }
    let mut rules = Vec::with_capacity(traffic.len() * peers.len());
    for peer in peers {
        let condition = to.all_of([sentence.condition.clone(), peer.condition.clone()]);
        let condition = to.besides(condition, &[to.condition()]);
        rules.extend(traffic.iter().map(|traffic| Rule {
            out,
            traffic: traffic.clone(),
            peer: peer.clone(),
            condition: condition.clone(),
            span: sentence.span,
        }));
    }
    rules
}

impl<'a> Rule<'a> {
    /// What two rules have in common that are one for EC2.
    pub fn key(&self) -> String {
        format!("{} {} {:?} {:?}", self.out, self.traffic.protocol, self.traffic.ports, self.peer.who)
    }

    /// Whether it stands outside of its group, so that groups may name each other.
    pub fn stands_alone(&self) -> bool {
        matches!(self.peer.who, Who::Group(_))
    }

    /// For people, and for the console: `tcp 80 from lb`.
    pub fn shown(&self) -> String {
        let way = if self.out { "to" } else { "from" };
        let whole = format!("{} {way} {}", self.traffic.shown, self.peer.shown);
        if self.peer.shown.is_empty() || whole.len() > MAX_DESCRIPTION { self.traffic.shown.clone() } else { whole }
    }

    /// The logical id of a rule that stands alone: its group, direction, peer and traffic.
    fn id(&self, group: &str) -> String {
        format!("{group}{}{}{}", if self.out { "To" } else { "From" }, self.peer.id, self.traffic.id)
    }

    fn entries(&self) -> Vec<(&'static str, Value<'a>)> {
        let mut entries = vec![("IpProtocol", Value::text(self.traffic.protocol))];
        if let Some((from, to)) = &self.traffic.ports {
            entries.extend([("FromPort", from.clone()), ("ToPort", to.clone())]);
        }
        let property = match (&self.peer.who, self.out) {
            (Who::Block(_), _) => "CidrIp",
            (Who::Block6(_), _) => "CidrIpv6",
            (Who::List(_), false) => "SourcePrefixListId",
            (Who::List(_), true) => "DestinationPrefixListId",
            (Who::Group(_), false) => "SourceSecurityGroupId",
            (Who::Group(_), true) => "DestinationSecurityGroupId",
        };
        entries.extend([(property, self.peer.who.value().clone()), ("Description", Value::text(self.shown()))]);
        entries
    }

    /// The rule among those of its group.
    pub fn inline(&self) -> Value<'a> {
        Value::map(self.entries())
    }

    /// The rule as a resource of its own.
    pub fn alone(&self, group: &str) -> Resource<'a> {
        let kind = if self.out { "AWS::EC2::SecurityGroupEgress" } else { "AWS::EC2::SecurityGroupIngress" };
        let mut rule = Resource::new(self.id(group), kind, 6);
        rule.set("GroupId", Value::attribute(group.to_owned(), SECURITY_GROUP.attribute));
        for (property, value) in self.entries() {
            rule.set(property, value);
        }
        rule
    }
}

/// Two rules that are one for EC2.
pub fn twice(rule: &Rule<'_>, first: &Rule<'_>) -> Diagnostic {
    firewall::duplicate(&rule.shown()).label(rule.peer.span, "again here").label(first.peer.span, "first here")
}
