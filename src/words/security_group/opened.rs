//! The security group that something gets by itself: `allow from web`, always about what it listens on.

use super::rule::{self, Rule};
use super::traffic::Traffic;
use super::{check, groups, inbound, wrong_character};
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence, logical_id};
use crate::source::Span;
use crate::template::{Resource, Text, Value};
use crate::words::network::SECURITY_GROUP;
use crate::words::sentence::{not_understood, word};

/// Adds the group of a declaration, in a VPC, with what its sentences let in at its ports; gives its logical id.
pub fn add<'a>(
    declaration: &Declaration<'a>,
    vpc: Value<'a>,
    ports: &[Value<'a>],
    to: &mut Lowering<'_, 'a>,
) -> Text<'a> {
    let id = groups::own_id(&declaration.logical_id);
    let rules = rules(declaration, &id, ports, to);
    let rules = check::once(rules, to);
    check::together(declaration, &rules, to);
    let mut group = Resource::new(id.clone(), SECURITY_GROUP.resource, 3);
    group.set("GroupDescription", Value::text(format!("Who may connect to {}", called(declaration))));
    group.set("VpcId", vpc);
    if let Some(list) = inbound(&rules) {
        group.set("SecurityGroupIngress", list);
    }
    to.push(group, declaration.span);
    for rule in rules.iter().filter(|rule| rule.stands_alone()) {
        let condition = to.all_of([to.condition().clone(), rule.condition.clone()]);
        to.under(condition, |to| to.push(rule.alone(&id), declaration.span));
    }
    id
}

/// How a declaration is called where EC2 takes few characters.
pub fn called(declaration: &Declaration<'_>) -> String {
    let handle = Some(declaration.handle.text).filter(|name| wrong_character(name).is_none());
    format!("{} {}", declaration.word_text(), handle.unwrap_or(&declaration.logical_id))
}

fn rules<'a>(
    declaration: &Declaration<'a>,
    group: &str,
    ports: &[Value<'a>],
    to: &mut Lowering<'_, 'a>,
) -> Vec<Rule<'a>> {
    let mut rules = Vec::new();
    for sentence in declaration.entries.sentences("allow") {
        match sentence.arguments.split_first() {
            Some((from, named)) if word(&from.value) == Some("from") && !named.is_empty() => {
                let traffic = ports.iter().enumerate().map(|(at, port)| listening(port, at, from.value.span));
                rules.extend(rule::from(sentence, named, group, &traffic.collect::<Vec<_>>(), to));
            }
            _ => to.report(wrong(sentence)),
        }
    }
    rules
}

fn listening<'a>(port: &Value<'a>, at: usize, span: Span) -> Traffic<'a> {
    let shown = match port {
        Value::Int(port) => format!("tcp {port}"),
        Value::Text(port) => format!("tcp {port}"),
        _ => "its port".to_owned(),
    };
    // Most things listen on one port, so that the ids of rules need none.
    let id = if at == 0 { String::new() } else { logical_id(&shown.replace(' ', "-")) };
    Traffic { protocol: "tcp", ports: Some((port.clone(), port.clone())), shown, id, span }
}

fn wrong(sentence: &EntrySentence<'_>) -> crate::Diagnostic {
    let says_from = sentence.arguments.iter().any(|argument| word(&argument.value) == Some("from"));
    let what = if says_from {
        "it is about what this listens on, so that only `from` and whom is said"
    } else {
        "`from` and whom is missing"
    };
    not_understood(sentence, sentence.span, what)
}
