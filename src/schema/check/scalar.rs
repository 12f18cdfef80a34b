//! Texts, numbers and switches.

use super::list::describe_bounds;
use super::pattern::forbidden;
use super::{Checker, Problem, describe};
use crate::diagnostic::Diagnostic;
use crate::schema::{Place, Types, kind};
use crate::suggest;
use crate::template::Value;
use std::borrow::Cow;

/// Mistakes of one resource for which it is worked out which letters have no place in a text.
const MOST_EXPLAINED: usize = 20;

impl<'v> Checker<'_, 'v> {
    pub(super) fn scalar(&mut self, place: Place, value: &'v Value<'v>) {
        let text = match value {
            Value::Text(text) => Cow::Borrowed(text.as_ref()),
            Value::Bool(on) => Cow::Owned(on.to_string()),
            Value::Int(number) => Cow::Owned(number.to_string()),
            Value::Float(number) => Cow::Owned(number.to_string()),
            _ => return,
        };
        // What a thing's id or ARN looks like says more than the pattern of it.
        let is_own = place.kinds().filter_map(kind).any(|one| one.resource() == self.of.name);
        if !is_own && self.kind(place, &text) {
            return;
        }
        for layer in place.layers() {
            if self.choice(layer, &text) || self.form(layer, &text) || self.size(layer, place.types(), &text) {
                return;
            }
        }
        if is_own {
            self.kind(place, &text);
        }
    }

    /// The key of an entry that has a form.
    pub(super) fn name(&mut self, form: Place, key: &str) {
        let barred = form.node.sets.as_ref().and_then(|sets| sets.not).map(|id| form.at(id));
        if barred.is_some_and(|barred| barred.choices().contains(&key)) {
            let problem = Diagnostic::error("invalid-form", format!("`{key}` is a name that AWS keeps for itself"))
                .help("give it another name");
            return self.report(Problem::key(problem, "reserved"));
        }
        let choices = form.choices();
        if choices.is_empty() || choices.contains(&key) {
            return;
        }
        let problem =
            Diagnostic::error("unknown-property", format!("`{}` is none of the names that are taken here", key));
        self.report(match suggest::nearest(key, choices.iter().copied()) {
            Some(near) => Problem::key(problem.help(format!("did you mean `{near}`?")), "unknown name").instead(near),
            None => Problem::key(
                problem.help(format!("write {}", suggest::one_of(choices.iter().copied()))),
                "unknown name",
            ),
        });
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
        if self.only_asks() {
            return true;
        }
        let all = suggest::one_of(choices.iter().copied());
        let message = format!("expected {all} for `{}`, found `{}`", self.called(), describe::shortened(text));
        let problem = Diagnostic::error("unknown-value", message);
        let label = if choices.len() > 4 { "not one of its values".to_owned() } else { format!("expected {all}") };
        let problem = match suggest::nearest(text, choices.iter().copied()) {
            Some(near) if suggest::is_other_number(text, near) => {
                Problem::value(problem.help(format!("there is `{near}`; {}", self.where_listed())), label)
            }
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
        let message = format!("{} is not what `{}` accepts", describe::quoted(text), self.called());
        let mut problem = Diagnostic::error("invalid-form", message);
        // A file of nothing but mistakes goes without explanations from some point on.
        let explained = pattern.filter(|_| self.problems.len() < MOST_EXPLAINED);
        let cannot = explained.map(|pattern| forbidden(pattern, text)).unwrap_or_default();
        let label = if cannot.is_empty() {
            "does not fit".to_owned()
        } else {
            format!("cannot hold {}", suggest::one_of(cannot.iter().map(String::as_str)))
        };
        problem = problem.help(format!("write {wanted}"));
        self.report(Problem::value(problem, label));
        true
    }

    /// A text that is too long or short, and a number that is out of range.
    fn size(&mut self, layer: Place, types: Types, text: &str) -> bool {
        let Some(bounds) = &layer.node.bounds else { return false };
        let length = text.chars().count();
        if types.accepts(Types::STRING) && !within(bounds.length, length as f64) {
            let limits = describe_bounds(bounds.length, "character");
            let is_short = bounds.length.0.is_some_and(|least| (length as f64) < least);
            let label = if is_short { "too short" } else { "too long" };
            return self.out_of_range(&limits, &format!("{length}"), label, format!("write {limits}"));
        }
        let Ok(number) = text.trim().parse::<f64>() else { return false };
        let label = |is_small: bool| if is_small { "too small" } else { "too large" };
        if !within(bounds.range, number) {
            let limits = describe_bounds(bounds.range, "");
            let is_small = bounds.range.0.is_some_and(|least| number < least);
            return self.out_of_range(&limits, text, label(is_small), format!("write a number: {limits}"));
        }
        let (least, most) = bounds.between;
        if least.is_some_and(|least| number <= least) || most.is_some_and(|most| number >= most) {
            let above = least.map(|least| format!("more than {least}"));
            let below = most.map(|most| format!("less than {most}"));
            let limits = above.into_iter().chain(below).collect::<Vec<_>>().join(" and ");
            let is_small = least.is_some_and(|least| number <= least);
            return self.out_of_range(&limits, text, label(is_small), format!("write a number: {limits}"));
        }
        match bounds.step {
            Some(step) if (number / step - (number / step).round()).abs() > 1e-9 => {
                let near = (number / step).round() * step;
                self.out_of_range(
                    &format!("a multiple of {step}"),
                    text,
                    "in between",
                    format!("write {near}, for example"),
                )
            }
            _ => false,
        }
    }

    fn out_of_range(&mut self, limits: &str, found: &str, label: &str, help: String) -> bool {
        let message = format!("expected {limits} for `{}`, found {found}", self.called());
        self.report(Problem::value(Diagnostic::error("out-of-range", message).help(help), label));
        true
    }

    /// A text where an id or an ARN is wanted.
    fn kind(&mut self, place: Place, text: &str) -> bool {
        let named: Vec<&str> = if place.kinds().next().is_some() {
            place.kinds().collect()
        } else {
            // What people usually give explains a pattern; it forbids nothing that the pattern allows.
            let has_refusal = |layer: Place| layer.node.pattern.as_ref().is_some_and(|one| one.refuses(text));
            if place.relations().next().is_some() && place.layers().any(has_refusal) {
                place.relations().collect()
            } else {
                Vec::new()
            }
        };
        let kinds: Vec<_> = named.iter().filter_map(|name| kind(name)).collect();
        if kinds.is_empty() || named.len() > kinds.len() || kinds.iter().any(|kind| kind.accepts(text)) {
            return false;
        }
        // A text that lists of them are written as, or a name that is resolved later.
        if text.is_empty() || !place.types().accepts(Types::STRING) {
            return false;
        }
        let wanted = kinds[0];
        let message = format!("expected {} for `{}`, found {}", wanted.what, self.called(), describe::quoted(text));
        let problem = Diagnostic::error("invalid-form", message)
            .help(format!("it looks like {}; what is declared in the file is named instead", wanted.looks));
        self.report(Problem::value(problem, format!("not {}", wanted.what)));
        true
    }

    /// The limits of a number or a text, for who has written neither.
    pub(super) fn limits(&self, place: Place) -> Option<String> {
        let bounds = place.layers().find_map(|layer| layer.node.bounds.as_ref())?;
        let (ends, unit) =
            if place.types().accepts(Types::STRING) { (bounds.length, "character") } else { (bounds.range, "") };
        (ends != (None, None)).then(|| describe_bounds(ends, unit))
    }
}

/// Whether a text has a dynamic reference in it.
pub(super) fn is_dynamic(text: &str) -> bool {
    memchr::memchr(b'{', text.as_bytes()).is_some()
        && text.split("{{").skip(1).any(|rest| rest.trim_start().starts_with("resolve:"))
}

fn same_number(one: &str, other: &str) -> bool {
    matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one == other)
}

fn within((least, most): (Option<f64>, Option<f64>), number: f64) -> bool {
    least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most)
}

/// Whether a text is a block of addresses of this version of IP.
pub fn is_network(text: &str, version: u8) -> bool {
    let Some((address, prefix)) = text.split_once('/') else { return false };
    let most = if version == 4 { 32 } else { 128 };
    let is_address = match version {
        4 => address.parse::<std::net::Ipv4Addr>().is_ok(),
        _ => address.parse::<std::net::Ipv6Addr>().is_ok(),
    };
    is_address && prefix.parse::<u8>().is_ok_and(|prefix| prefix <= most)
}
