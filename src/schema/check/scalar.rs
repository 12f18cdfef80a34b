//! Texts, numbers and switches.

use super::list::describe_bounds;
use super::{Checker, Problem, describe};
use crate::diagnostic::Diagnostic;
use crate::schema::{Place, Types, kind};
use crate::suggest;
use crate::template::Value;
use std::borrow::Cow;

impl<'v> Checker<'_, 'v> {
    pub(super) fn scalar(&mut self, place: Place, value: &'v Value<'v>) {
        let text = match value {
            Value::Text(text) => Cow::Borrowed(text.as_ref()),
            Value::Bool(on) => Cow::Owned(on.to_string()),
            Value::Int(number) => Cow::Owned(number.to_string()),
            Value::Float(number) => Cow::Owned(number.to_string()),
            _ => return,
        };
        // What is resolved at the deploy may be anything.
        if is_dynamic(&text) {
            self.unsure = true;
            return;
        }
        for layer in place.layers() {
            if self.choice(layer, &text) || self.form(layer, &text) || self.size(layer, place.types(), &text) {
                return;
            }
        }
        self.kind(place, &text);
    }

    fn choice(&mut self, layer: Place, text: &str) -> bool {
        let choices = &layer.node.values_of;
        let any_case = layer.node.sets.as_ref().is_some_and(|sets| sets.any_case);
        let is_boolean = layer.node.types.accepts(Types::BOOLEAN) && !layer.node.types.is_any();
        let same = |choice: &&str| {
            **choice == *text
                || (any_case || is_boolean) && choice.eq_ignore_ascii_case(text)
                || same_number(choice, text)
        };
        if choices.is_empty() || choices.iter().any(same) {
            return false;
        }
        let all = suggest::one_of(choices.iter().copied());
        let message = format!("expected {all} for `{}`, found `{}`", self.called(), describe::shortened(text));
        let problem = Diagnostic::error("unknown-value", message);
        let label = if choices.len() > 4 { "not one of its values".to_owned() } else { format!("expected {all}") };
        let problem = match suggest::nearest(text, choices.iter().copied()) {
            Some(near) => Problem::value(problem.help(format!("did you mean `{near}`?")), label).instead(near),
            None if choices.len() > 12 => Problem::value(problem.help(self.where_listed()), label),
            None => Problem::value(problem.help("write one of its values"), label),
        };
        self.report(problem);
        true
    }

    /// Where all of a property's values are listed.
    fn where_listed(&self) -> String {
        let path = super::problem::shown(&self.path, "");
        format!("infrac explain {}.{path} lists them all", self.of.name)
    }

    /// A text that does not look as it must.
    fn form(&mut self, layer: Place, text: &str) -> bool {
        let pattern = layer.node.pattern.as_ref().filter(|pattern| pattern.refuses(text));
        let malformed = match layer.node.form {
            "ipv4-network" => !is_network(text, 4),
            "ipv6-network" => !is_network(text, 6),
            _ => false,
        };
        let wanted = match pattern {
            Some(pattern) => format!("a text that matches `{}`", describe::shortened(pattern.text())),
            None if malformed && layer.node.form == "ipv6-network" => "an IPv6 block such as 2001:db8::/32".to_owned(),
            None if malformed => "a block of addresses such as 10.0.0.0/16".to_owned(),
            None => return false,
        };
        let message = format!("`{}` is not what `{}` accepts", describe::shortened(text), self.called());
        let problem = Diagnostic::error("invalid-form", message).help(format!("write {wanted}"));
        self.report(Problem::value(problem, format!("expected {wanted}")));
        true
    }

    /// A text that is too long or short, and a number that is out of range.
    fn size(&mut self, layer: Place, types: Types, text: &str) -> bool {
        let Some(bounds) = &layer.node.bounds else { return false };
        let length = text.chars().count();
        if types.accepts(Types::STRING) && !within(bounds.length, length as f64) {
            let limits = describe_bounds(bounds.length, "character");
            return self.out_of_range(&limits, &format!("{length}"));
        }
        let Ok(number) = text.trim().parse::<f64>() else { return false };
        if !within(bounds.range, number) {
            return self.out_of_range(&describe_bounds(bounds.range, ""), text);
        }
        if bounds.between.0.is_some_and(|least| number <= least) || bounds.between.1.is_some_and(|most| number >= most)
        {
            let (above, below) = (
                bounds.between.0.map(|n| format!("more than {n}")),
                bounds.between.1.map(|n| format!("less than {n}")),
            );
            return self.out_of_range(&above.into_iter().chain(below).collect::<Vec<_>>().join(" and "), text);
        }
        match bounds.step {
            Some(step) if (number / step - (number / step).round()).abs() > 1e-9 => {
                self.out_of_range(&format!("a multiple of {step}"), text)
            }
            _ => false,
        }
    }

    fn out_of_range(&mut self, limits: &str, found: &str) -> bool {
        let message = format!("expected {limits} for `{}`, found {found}", self.called());
        let problem = Diagnostic::error("out-of-range", message).help(format!("it takes {limits}"));
        self.report(Problem::value(problem, format!("not {limits}")));
        true
    }

    /// A text where an id or an ARN is wanted.
    fn kind(&mut self, place: Place, text: &str) {
        let kinds: Vec<_> = place.kinds().filter_map(kind).collect();
        if kinds.is_empty() || place.kinds().count() > kinds.len() || kinds.iter().any(|kind| kind.accepts(text)) {
            return;
        }
        // A text that lists of them are written as, or a name that is resolved later.
        if text.is_empty() || !place.types().accepts(Types::STRING) {
            return;
        }
        let wanted = kinds[0];
        let message =
            format!("expected {} for `{}`, found `{}`", wanted.what, self.called(), describe::shortened(text));
        let problem = Diagnostic::error("invalid-form", message).help(format!("it looks like {}", wanted.looks));
        self.report(Problem::value(problem, format!("not {}", wanted.what)));
    }
}

/// Whether a text has a dynamic reference in it.
fn is_dynamic(text: &str) -> bool {
    memchr::memchr(b'{', text.as_bytes()).is_some()
        && text.split("{{").skip(1).any(|rest| rest.trim_start().starts_with("resolve:"))
}

fn same_number(one: &str, other: &str) -> bool {
    matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one == other)
}

fn within((least, most): (Option<f64>, Option<f64>), number: f64) -> bool {
    least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most)
}

/// Whether a text is a block of addresses.
fn is_network(text: &str, version: u8) -> bool {
    let Some((address, prefix)) = text.split_once('/') else { return false };
    let most = if version == 4 { 32 } else { 128 };
    let is_address = match version {
        4 => address.parse::<std::net::Ipv4Addr>().is_ok(),
        _ => address.parse::<std::net::Ipv6Addr>().is_ok(),
    };
    is_address && prefix.parse::<u8>().is_ok_and(|prefix| prefix <= most)
}
