//! `attach VOLUME to INSTANCE`, `attach ADDRESS to INSTANCE`.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Link};
use crate::syntax::ast::Name;
use crate::template::Value;
use crate::words::elastic_ip;
use crate::words::network::ELASTIC_IP;
use crate::words::volume::{self, Attached};

/// Whether something of a type is attached to an instance.
pub fn is_one(kind: &str) -> bool {
    kind == volume::WORD.resource || kind == ELASTIC_IP.resource
}

/// Attaches a volume or an address to one instance.
pub fn attach<'s, 'a>(link: &Link<'a>, thing: &'s Declaration<'a>, targets: Vec<Name<'a>>, to: &mut Lowering<'s, 'a>) {
    if let [first, second, ..] = targets.as_slice() {
        let message = format!("{} is attached to one instance", thing.a_kind());
        to.report(
            Diagnostic::error("already-attached", message)
                .label(second.span, "a second instance")
                .label(first.span, "the first one")
                .help("make one for each instance"),
        );
    }
    let Some(target) = targets.first() else { return };
    let Some(instance) = to.values().declaration(target.text, target.span) else {
        if !to.values().is_lost(target.text, target.span) && to.values().dropped(target.text, target.span).is_none() {
            to.report(unknown(*target));
        }
        return;
    };
    if instance.resource_type() != "AWS::EC2::Instance" {
        return to.report(super::role::not_an_instance(*target, instance));
    }
    let value = to.reading(|values, problems| values.attribute(instance, None, target.span, problems));
    let own = match thing.existing {
        false if thing.resource_type() == ELASTIC_IP.resource => {
            Some(Value::attribute(thing.logical_id.clone(), ELASTIC_IP.attribute))
        }
        _ => to.reading(|values, problems| values.attribute(thing, None, link.span, problems)),
    };
    let (Some(value), Some(own)) = (value, own) else { return };
    let condition = to.all_of([link.condition.clone(), thing.condition.clone(), instance.condition.clone()]);
    to.under(condition, |to| match thing.resource_type() == ELASTIC_IP.resource {
        true => address(link, thing, own, (*target, value), to),
        false => {
            let attached = Attached { volume: thing, value: own, instance: value, at: target.span };
            volume::attach(attached, link.span, to);
        }
    });
    if let Some(replace) = link.entries.setting("replace") {
        let message = "`replace` is about the role of an instance";
        to.report(Diagnostic::warning("no-effect", message).label(replace.key, "has no effect").help("leave it out"));
    }
}

fn address<'a>(
    link: &Link<'a>,
    address: &Declaration<'a>,
    own: Value<'a>,
    (target, instance): (Name<'a>, Value<'a>),
    to: &mut Lowering<'_, 'a>,
) {
    let before = address.entries.setting("instance").map(|setting| setting.span);
    let taken = to.take("addresses", format!("{own:?}"), address.handle.text.into(), target.span);
    if let Some(first) = before.or(taken.map(|(_, first)| first)) {
        let message = format!("`{}` is attached already, and only one instance can have it", address.handle.text);
        let problem = Diagnostic::error("already-attached", message).label(target.span, "a second instance");
        return to.report(problem.label(first, "the first one").help("make an address for each instance"));
    }
    elastic_ip::associate(own, &address.logical_id, instance, link.span, to);
}

fn unknown(target: Name<'_>) -> Diagnostic {
    Diagnostic::error("unknown-name", format!("no instance here is called `{}`", target.text))
        .label(target.span, "unknown instance")
        .help(format!("if it exists already, say so: existing instance {} < id = \"i-…\" >", target.text))
}
