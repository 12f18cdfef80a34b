//! Values: from an expression to what the template holds, by the shape of the place.

use super::body::set_twice;
use super::declare::Declaration;
use super::names::Names;
use super::unsupported;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Body, Expr, ExprKind, Item, Name, Part, Unary};
use crate::template::{Items, Value};
use crate::words::shape::{Catalogue, TimeUnit, Wanted};
use crate::words::{Entry, Shape};
use std::borrow::Cow;

/// What names mean, for reading values.
#[derive(Debug, Clone, Copy)]
pub struct Values<'s, 'a> {
    /// Everything that is declared.
    pub declarations: &'s [Declaration<'a>],
    /// Their names.
    pub names: &'s Names<'a>,
}

type Problems = Vec<Diagnostic>;

static MANAGED_POLICY: Wanted =
    Wanted { what: "a managed policy", resource: "AWS::IAM::ManagedPolicy", attribute: "", prefix: "" };

impl<'s, 'a> Values<'s, 'a> {
    /// The declaration of this name.
    pub fn declaration(self, name: &str) -> Option<&'s Declaration<'a>> {
        self.names.get(name).map(|index| &self.declarations[index])
    }

    /// A value in an entry's place.
    pub fn shaped(self, expr: &Expr<'a>, entry: &'static Entry, problems: &mut Problems) -> Option<Value<'a>> {
        self.of_shape(expr, &entry.shape, entry.name, problems)
    }

    fn of_shape(
        self,
        expr: &Expr<'a>,
        shape: &'static Shape,
        name: &str,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if let ExprKind::Call(_)
        | ExprKind::Choice(_)
        | ExprKind::Unary(..)
        | ExprKind::Binary(..)
        | ExprKind::Range(_) = &expr.kind
        {
            problems.push(unsupported::value(&expr.kind, expr.span));
            return None;
        }
        // What the name would have stood for is not known, so that nothing can be said of it.
        if let ExprKind::Word(word) = expr.kind
            && self.names.is_lost(word.split('.').next().unwrap_or_default())
        {
            return None;
        }
        match shape {
            Shape::Text => self.text(expr, problems),
            Shape::Policy => self.policy(expr, problems),
            Shape::Name => match expr.kind {
                ExprKind::Word("generated") => Some(Value::Bool(false)),
                _ => self.text(expr, problems),
            },
            Shape::Bool => boolean(expr, name, problems),
            Shape::Choice(choices) => choice(expr, choices, name, problems),
            Shape::Int(least, most) => integer(expr, *least, *most, name, problems),
            Shape::Duration(unit, least, most) => duration(expr, *unit, (*least, *most), name, problems),
            Shape::Gibibytes(least, most) => gibibytes(expr, (*least, *most), name, problems),
            Shape::Catalogue(catalogue) => self.catalogued(expr, catalogue, problems),
            Shape::Reference(wanted) => self.reference(expr, wanted, problems),
            Shape::List(inner) => self.list(expr, inner, name, problems),
            Shape::Map => self.map(expr, name, problems),
            Shape::Body(_) | Shape::Sentence(_) => None,
        }
    }

    /// A text, a number as it is spelled, or an attribute of something declared.
    pub fn text(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Text(text) => Some(Value::Text(text.clone())),
            ExprKind::Number(text) | ExprKind::Cidr(text) => Some(Value::Text(Cow::Borrowed(text))),
            ExprKind::Template(parts) => self.interpolated(parts, problems),
            ExprKind::Word(word) => self.word(word, expr.span, problems),
            ExprKind::Call(_)
            | ExprKind::Choice(_)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Range(_) => {
                problems.push(unsupported::value(&expr.kind, expr.span));
                None
            }
            _ => {
                problems.push(wrong_type("a text", expr).help("a text stands in double quotes"));
                None
            }
        }
    }

    /// `name` or `name.attribute` as a value that the template works out.
    fn word(self, word: &'a str, span: Span, problems: &mut Problems) -> Option<Value<'a>> {
        let (name, attribute) = word.split_once('.').map_or((word, None), |(name, rest)| (name, Some(rest)));
        let Some(declaration) = self.declaration(name) else {
            if !self.names.is_lost(name) {
                problems.push(self.unknown_name(word, name, span));
            }
            return None;
        };
        self.attribute(declaration, attribute, span, problems)
    }

    /// The same inside `${…}`, where quotes help nobody: a script may want its own `${…}`.
    fn word_in_text(self, word: &'a str, span: Span, problems: &mut Problems) -> Option<Value<'a>> {
        let before = problems.len();
        let value = self.word(word, span, problems);
        for problem in problems[before..].iter_mut().filter(|problem| problem.code == "unknown-name") {
            if problem.fix.take_if(|fix| fix.edits.iter().any(|edit| edit.text.starts_with('"'))).is_some() {
                problem.help =
                    Some(format!("declare it; for a text that has `${{{word}}}` in it, write `$${{{word}}}`"));
            }
        }
        value
    }

    /// What a declared thing gives: its reference value, or an attribute.
    pub fn attribute(
        self,
        declaration: &Declaration<'a>,
        attribute: Option<&'a str>,
        span: Span,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if declaration.existing {
            let value = crate::words::existing::attribute(declaration, attribute.unwrap_or_default());
            if value.is_none() {
                problems.push(existing_without(declaration, attribute, span));
            }
            return value;
        }
        let Some(attribute) = attribute else { return Some(Value::Ref(declaration.logical_id.clone())) };
        if attribute.starts_with(|first: char| first.is_ascii_uppercase()) {
            return Some(Value::attribute(declaration.logical_id.clone(), attribute));
        }
        match declaration.word.attribute(attribute) {
            Some(known) if known.attribute.is_empty() => Some(Value::Ref(declaration.logical_id.clone())),
            Some(known) => Some(Value::attribute(declaration.logical_id.clone(), known.attribute)),
            None => {
                problems.push(unknown_attribute(declaration, attribute, span));
                None
            }
        }
    }

    fn unknown_name(self, word: &str, name: &str, span: Span) -> Diagnostic {
        if name == "aws" || word.starts_with("AWS::") {
            return unsupported::pseudo_parameter(word, span);
        }
        let problem = Diagnostic::error("unknown-name", format!("nothing here is called `{name}`"));
        let at = Span { start: span.start, end: span.start + name.len() as u32 };
        match suggest::nearest(name, self.names.all()) {
            Some(near) => problem.label(at, "unknown name").help(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                at,
                near,
            ),
            None => problem
                .label(span, "unknown name")
                .help("declare it, or put it in quotes if it is meant as text")
                .fix("put it in quotes", span, format!("\"{word}\"")),
        }
    }

    /// A text with `${…}`: one `Fn::Sub`, in which the text around stays text.
    fn interpolated(self, parts: &[Part<'a>], problems: &mut Problems) -> Option<Value<'a>> {
        let mut sub = String::new();
        let mut whole = true;
        let mut substituted = false;
        for part in parts {
            match part {
                Part::Text(text) => sub.push_str(&text.replace("${", "${!")),
                Part::Value(expr) => match self.interpolation(expr, problems) {
                    Some((text, references)) => {
                        substituted |= references;
                        sub.push_str(&text);
                    }
                    None => whole = false,
                },
            }
        }
        if !whole {
            return None;
        }
        // A text that turned out to hold no reference is plain; its `${` needs no escape then.
        Some(if substituted { Value::sub(sub) } else { Value::text(sub.replace("${!", "${")) })
    }

    /// The piece of an `Fn::Sub`, and whether it refers to something.
    fn interpolation(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<(String, bool)> {
        match &expr.kind {
            ExprKind::Word(word) => match self.word_in_text(word, expr.span, problems)? {
                Value::Ref(id) => Some((format!("${{{id}}}"), true)),
                Value::GetAtt(target) => Some((format!("${{{}.{}}}", target.0, target.1), true)),
                Value::Sub(text) => Some((text.into_owned(), true)),
                Value::Text(text) => Some((text.replace("${", "${!"), false)),
                Value::Bool(_)
                | Value::Int(_)
                | Value::Float(_)
                | Value::List(_)
                | Value::Map(_)
                | Value::Intrinsic(..) => None,
            },
            ExprKind::Text(text) => Some((text.replace("${", "${!"), false)),
            ExprKind::Number(text) => Some(((*text).to_owned(), false)),
            kind => {
                problems.push(unsupported::value(kind, expr.span));
                None
            }
        }
    }

    fn catalogued(self, expr: &Expr<'a>, catalogue: &Catalogue, problems: &mut Problems) -> Option<Value<'a>> {
        let text: Cow<'a, str> = match &expr.kind {
            ExprKind::Word(word) => Cow::Borrowed(*word),
            ExprKind::Text(text) => text.clone(),
            _ => {
                problems.push(wrong_type(catalogue.what, expr));
                return None;
            }
        };
        if !catalogue.prefix.is_empty() && text.starts_with(catalogue.prefix) {
            return Some(Value::Text(text));
        }
        if let Some(found) = (catalogue.find)(&text) {
            return Some(Value::text(found));
        }
        problems.push(not_in_catalogue(&text, catalogue, expr.span));
        None
    }

    /// A declared resource of the wanted kind, or a literal id.
    pub fn reference(self, expr: &Expr<'a>, wanted: &Wanted, problems: &mut Problems) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Text(text) if text.starts_with(wanted.prefix) => return Some(Value::Text(text.clone())),
            ExprKind::Template(parts) => return self.interpolated(parts, problems),
            ExprKind::Word(word) => {
                if let Some(declaration) = self.declaration(word) {
                    return self.of_kind(declaration, wanted, expr.span, problems);
                }
                if !wanted.prefix.is_empty() && word.starts_with(wanted.prefix) {
                    return Some(Value::text(*word));
                }
                if wanted.prefix.is_empty() || word.contains('.') {
                    return self.word(word, expr.span, problems);
                }
                if !self.names.is_lost(word) {
                    problems.push(self.unknown_reference(word, wanted, expr.span));
                }
                return None;
            }
            _ => {}
        }
        problems.push(wrong_type(wanted.what, expr).help(by_name_or_id(wanted)));
        None
    }

    /// Quotes would not make a misspelled name an id, so none are offered.
    fn unknown_reference(self, word: &str, wanted: &Wanted, span: Span) -> Diagnostic {
        let fitting = self.declarations.iter().filter(|other| other.resource_type() == wanted.resource);
        let problem =
            Diagnostic::error("unknown-name", format!("nothing here is called `{word}`")).label(span, "unknown name");
        match suggest::nearest(word, fitting.map(|other| other.handle.text)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
            None => problem.help(by_name_or_id(wanted)),
        }
    }

    /// A managed policy: one that is declared, or the name or ARN of another as a text.
    pub fn policy(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Word(word) => match self.declaration(word) {
                Some(declaration) => self.of_kind(declaration, &MANAGED_POLICY, expr.span, problems),
                None if word.contains('.') => self.word(word, expr.span, problems),
                None => Some(Value::text(*word)),
            },
            _ => self.text(expr, problems),
        }
    }

    fn of_kind(
        self,
        declaration: &Declaration<'a>,
        wanted: &Wanted,
        span: Span,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if declaration.resource_type() != wanted.resource {
            problems.push(
                Diagnostic::error(
                    "wrong-kind",
                    format!("expected {}, but `{}` is {}", wanted.what, declaration.handle.text, declaration.a_kind()),
                )
                .label(span, format!("expected {}", wanted.what))
                .label(declaration.handle.span, format!("declared here as {}", declaration.a_kind()))
                .help(by_name_or_id(wanted)),
            );
            return None;
        }
        if declaration.existing {
            let by_arn = wanted.resource == MANAGED_POLICY.resource;
            return self.attribute(declaration, by_arn.then_some("arn"), span, problems);
        }
        let id = declaration.logical_id.clone();
        Some(if wanted.attribute.is_empty() { Value::Ref(id) } else { Value::attribute(id, wanted.attribute) })
    }

    fn list(self, expr: &Expr<'a>, inner: &'static Shape, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        let items = match &expr.kind {
            ExprKind::List(items) => items.as_slice(),
            // One value reads as a list of one.
            _ => std::slice::from_ref(expr),
        };
        let before = problems.len();
        let values: Vec<_> = items.iter().filter_map(|item| self.of_shape(item, inner, name, problems)).collect();
        (problems.len() == before).then(|| Value::list(values))
    }

    fn map(self, expr: &Expr<'a>, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        let ExprKind::Map(body) = &expr.kind else {
            problems.push(wrong_type("`< key = value >`", expr).help(format!("write: {name} = < key = \"value\" >")));
            return None;
        };
        self.entries(body, problems, Self::text)
    }

    fn entries(
        self,
        body: &Body<'a>,
        problems: &mut Problems,
        read: fn(Self, &Expr<'a>, &mut Problems) -> Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        let before = problems.len();
        let mut entries: Vec<(Cow<'a, str>, Value<'a>)> = Vec::with_capacity(body.items.len());
        let mut keys: Vec<Name<'a>> = Vec::with_capacity(body.items.len());
        for item in &body.items {
            let Item::Setting(setting) = item else {
                problems.push(
                    Diagnostic::error("wrong-type", "a map has entries of the form `key = value`")
                        .label(item.span(), "expected `key = value`")
                        .help("write for example: team = \"web\""),
                );
                continue;
            };
            if let Some(first) = keys.iter().find(|key| key.text == setting.key.text) {
                problems.push(set_twice(setting.key, first.span));
                continue;
            }
            keys.push(setting.key);
            entries.extend(read(self, &setting.value, problems).map(|value| (Cow::Borrowed(setting.key.text), value)));
        }
        (problems.len() == before).then_some(Value::Map(Items::Owned(entries)))
    }

    /// A value in a place whose type is not known: a CloudFormation property.
    pub fn any(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Word("true") => Some(Value::Bool(true)),
            ExprKind::Word("false") => Some(Value::Bool(false)),
            ExprKind::Word("on" | "yes") => switch(expr, "true", problems),
            ExprKind::Word("off" | "no") => switch(expr, "false", problems),
            ExprKind::Number(text) => Some(number(text)),
            ExprKind::List(items) => {
                let before = problems.len();
                let values: Vec<_> = items.iter().filter_map(|item| self.any(item, problems)).collect();
                (problems.len() == before).then(|| Value::list(values))
            }
            ExprKind::Map(body) => self.entries(body, problems, Self::any),
            ExprKind::Word(_) | ExprKind::Text(_) | ExprKind::Template(_) | ExprKind::Cidr(_) => {
                self.text(expr, problems)
            }
            ExprKind::Unary(Unary::Minus, operand) => match &operand.kind {
                ExprKind::Number(text) => Some(negative(number(text))),
                kind => {
                    problems.push(unsupported::value(kind, expr.span));
                    None
                }
            },
            ExprKind::Quantity(number, unit) => {
                problems.push(
                    wrong_type("a value without a unit", expr)
                        .help(format!("CloudFormation properties take no units: write the number in the property's own unit, or \"{number}{unit}\"")),
                );
                None
            }
            ExprKind::Range(_)
            | ExprKind::Call(_)
            | ExprKind::Unary(Unary::Not, _)
            | ExprKind::Binary(..)
            | ExprKind::Choice(_) => {
                problems.push(unsupported::value(&expr.kind, expr.span));
                None
            }
        }
    }
}

/// The words for switches are ours; a property has JSON's.
fn switch<'a>(expr: &Expr<'a>, json: &'static str, problems: &mut Problems) -> Option<Value<'a>> {
    let problem = wrong_type("a CloudFormation value", expr)
        .help("the switches of CloudFormation are `true` and `false`; a text goes in quotes");
    problems.push(problem.fix(format!("write `{json}`"), expr.span, json));
    None
}

/// A number as JSON has it; one that JSON cannot spell (`007`) stays text.
fn number(text: &str) -> Value<'_> {
    if text.len() > 1 && text.starts_with('0') && !text.starts_with("0.") {
        return Value::text(text);
    }
    match (text.parse::<i64>(), text.parse::<f64>()) {
        (Ok(number), _) => Value::Int(number),
        (Err(_), Ok(number)) if text.contains('.') => Value::Float(number),
        (Err(_), _) => Value::text(text),
    }
}

fn negative(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Int(number) => Value::Int(-number),
        Value::Float(number) => Value::Float(-number),
        other => other,
    }
}

/// What a value is, for people.
fn describe(expr: &Expr<'_>) -> Cow<'static, str> {
    Cow::Borrowed(match &expr.kind {
        ExprKind::Word(word) => return Cow::Owned(format!("`{word}`")),
        ExprKind::Number(number) => return Cow::Owned(format!("the number {number}")),
        ExprKind::Quantity(number, unit) => return Cow::Owned(format!("the quantity {number}{unit}")),
        ExprKind::Cidr(address) => return Cow::Owned(format!("the address {address}")),
        ExprKind::Text(_) | ExprKind::Template(_) => "a text",
        ExprKind::Range(_) => "a range",
        ExprKind::List(_) => "a list",
        ExprKind::Map(_) => "a map",
        ExprKind::Call(_) | ExprKind::Unary(..) | ExprKind::Binary(..) | ExprKind::Choice(_) => "an expression",
    })
}

/// A value of another type than the place wants.
pub fn wrong_type(expected: &str, expr: &Expr<'_>) -> Diagnostic {
    Diagnostic::error("wrong-type", format!("expected {expected}, found {}", describe(expr)))
        .label(expr.span, format!("expected {expected}"))
}

fn boolean<'a>(expr: &Expr<'a>, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
    match expr.kind {
        ExprKind::Word("on" | "yes" | "true") => Some(Value::Bool(true)),
        ExprKind::Word("off" | "no" | "false") => Some(Value::Bool(false)),
        _ => {
            let problem = wrong_type("`on` or `off`", expr);
            problems.push(match &expr.kind {
                ExprKind::Text(text) if matches!(text.as_ref(), "on" | "off" | "yes" | "no" | "true" | "false") => {
                    problem.fix("leave out the quotes", expr.span, text.as_ref())
                }
                _ => problem.help(format!("write: {name} = on")),
            });
            None
        }
    }
}

fn choice<'a>(
    expr: &Expr<'a>,
    choices: &'static [&'static str],
    name: &str,
    problems: &mut Problems,
) -> Option<Value<'a>> {
    let written: &str = match &expr.kind {
        ExprKind::Word(word) => word,
        ExprKind::Text(text) => text,
        _ => "",
    };
    if let Some(found) = choices.iter().find(|choice| **choice == written) {
        return Some(Value::text(*found));
    }
    let all = suggest::one_of(choices.iter().copied());
    let problem = Diagnostic::error("unknown-value", format!("expected {all} for `{name}`, found {}", describe(expr)))
        .label(expr.span, format!("expected {all}"));
    problems.push(match suggest::nearest(written, choices.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), expr.span, near),
        None => problem.help(format!("write for example: {name} = {}", choices.first().unwrap_or(&"…"))),
    });
    None
}

fn integer<'a>(expr: &Expr<'a>, least: i64, most: i64, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
    match expr.kind {
        ExprKind::Number(text) => match text.parse::<i64>() {
            Ok(number) => in_range(number, (least, most), |number| number.to_string(), name, expr.span, problems),
            Err(_) => {
                problems.push(wrong_type("a whole number", expr));
                None
            }
        },
        _ => {
            problems.push(wrong_type("a whole number", expr));
            None
        }
    }
}

fn in_range<'a>(
    number: i64,
    (least, most): (i64, i64),
    show: impl Fn(i64) -> String,
    name: &str,
    span: Span,
    problems: &mut Problems,
) -> Option<Value<'a>> {
    if (least..=most).contains(&number) {
        return Some(Value::Int(number));
    }
    let limits = format!("{} to {}", show(least), show(most));
    problems.push(
        Diagnostic::error("out-of-range", format!("expected {limits} for `{name}`, found {}", show(number)))
            .label(span, format!("not within {limits}"))
            .help(format!("write for example: {name} = {}", show(if number < least { least } else { most }))),
    );
    None
}

/// A quantity in whole units of a property; a loss is an error.
fn duration<'a>(
    expr: &Expr<'a>,
    unit: TimeUnit,
    bounds: (i64, i64),
    name: &str,
    problems: &mut Problems,
) -> Option<Value<'a>> {
    let seconds = match expr.kind {
        ExprKind::Quantity(number, unit) => {
            number.parse::<i64>().ok().zip(seconds_of(unit)).and_then(|(n, s)| n.checked_mul(s))
        }
        _ => None,
    };
    let Some(seconds) = seconds else {
        let limits = format!("{} to {}", unit.show(bounds.0), unit.show(bounds.1));
        problems.push(wrong_type("a time such as 30s, 5m, 12h or 7d", expr).help(format!("`{name}` takes {limits}")));
        return None;
    };
    if seconds % unit.seconds() != 0 {
        problems.push(
            Diagnostic::error("loses-precision", format!("`{name}` counts whole {}", unit.plural()))
                .label(expr.span, format!("not a whole number of {}", unit.plural()))
                .help(whole_below_or_above(seconds, unit.seconds(), |count| unit.show(count))),
        );
        return None;
    }
    in_range(seconds / unit.seconds(), bounds, |count| unit.show(count), name, expr.span, problems)
}

fn seconds_of(unit: &str) -> Option<i64> {
    Some(match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    })
}

fn gibibytes<'a>(expr: &Expr<'a>, bounds: (i64, i64), name: &str, problems: &mut Problems) -> Option<Value<'a>> {
    let mebibytes = match expr.kind {
        ExprKind::Quantity(number, unit) => {
            number.parse::<i64>().ok().zip(mebibytes_of(unit)).and_then(|(n, m)| n.checked_mul(m))
        }
        _ => None,
    };
    let Some(mebibytes) = mebibytes else {
        let problem = wrong_type("a size such as 20GiB", expr);
        problems.push(match expr.kind {
            ExprKind::Number(number) => problem.help(format!("a size has a unit: {name} = {number}GiB")),
            ExprKind::Quantity(number, "GB" | "gb" | "G" | "Gi") => {
                problem.help(format!("did you mean {number}GiB? the units are MiB, GiB and TiB"))
            }
            _ => problem.help("the units are MiB, GiB and TiB"),
        });
        return None;
    };
    if mebibytes % 1_024 != 0 {
        problems.push(
            Diagnostic::error("loses-precision", format!("`{name}` counts whole GiB"))
                .label(expr.span, "not a whole number of GiB")
                .help(whole_below_or_above(mebibytes, 1_024, show_gibibytes)),
        );
        return None;
    }
    in_range(mebibytes / 1_024, bounds, show_gibibytes, name, expr.span, problems)
}

fn show_gibibytes(count: i64) -> String {
    format!("{count}GiB")
}

/// What to write instead of a value between two whole units.
fn whole_below_or_above(value: i64, unit: i64, show: impl Fn(i64) -> String) -> String {
    match value / unit {
        0 => format!("write {}", show(1)),
        below => format!("write {} or {}", show(below), show(below + 1)),
    }
}

fn mebibytes_of(unit: &str) -> Option<i64> {
    Some(match unit {
        "MiB" => 1,
        "GiB" => 1_024,
        "TiB" => 1_024 * 1_024,
        _ => return None,
    })
}

fn by_name_or_id(wanted: &Wanted) -> String {
    if wanted.prefix.is_empty() {
        return format!("name {} of this file", wanted.what);
    }
    format!("name {} of this file, or give its id: \"{}…\"", wanted.what, wanted.prefix)
}

/// A name that its catalogue does not have.
pub fn not_in_catalogue(text: &str, catalogue: &Catalogue, span: Span) -> Diagnostic {
    let message = format!("`{text}` is not {} that infrac knows", catalogue.what);
    let problem = Diagnostic::error(catalogue.code, message).label(span, format!("not {}", catalogue.what));
    match suggest::nearest(text, (catalogue.names)()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
        None => problem.help(examples(text, catalogue)),
    }
}

/// The names that go on as the text does, as those of one family; else what a name looks like.
fn examples(text: &str, catalogue: &Catalogue) -> String {
    let goes_on = |name: &&str| name.strip_prefix(text).is_some_and(|rest| rest.starts_with('.'));
    let family: Vec<_> = (catalogue.names)().filter(goes_on).collect();
    if family.is_empty() { catalogue.hint.to_owned() } else { format!("for example: {}", suggest::one_of(family)) }
}

fn unknown_attribute(declaration: &Declaration<'_>, attribute: &str, span: Span) -> Diagnostic {
    let known = || declaration.word.attributes.iter().map(|attribute| attribute.name);
    let at = Span { start: span.end - attribute.len() as u32, end: span.end };
    let problem =
        Diagnostic::error("unknown-attribute", format!("{} has no attribute `{attribute}`", declaration.a_kind()))
            .label(at, "unknown attribute");
    match suggest::nearest(attribute, known()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), at, near),
        None if declaration.word.attributes.is_empty() => {
            let upper = capitalised(attribute);
            problem
                .help("attributes of raw resources start with an uppercase letter, as CloudFormation writes them")
                .fix(format!("write `{upper}`"), at, upper)
        }
        None => problem.help(format!("it has {}", suggest::one_of(known()))),
    }
}

fn existing_without(declaration: &Declaration<'_>, attribute: Option<&str>, span: Span) -> Diagnostic {
    let wanted = attribute.unwrap_or("id").to_ascii_lowercase();
    let handle = declaration.handle.text;
    let can_be_said = crate::words::existing::WORD.entry(&wanted).is_some();
    Diagnostic::error("unknown-attribute", format!("`{handle}` exists already, and the file does not say its {wanted}"))
        .label(span, format!("needs the {wanted}"))
        .label(declaration.handle.span, "declared here")
        .help(if can_be_said {
            format!("say it in the body of `{handle}`: {wanted} = \"…\"")
        } else {
            "of what exists already only its arn, its id and its name can be said; write the value itself, in quotes"
                .to_owned()
        })
}

/// A word with its first letter in uppercase.
pub fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    first.to_ascii_uppercase() + rest
}
