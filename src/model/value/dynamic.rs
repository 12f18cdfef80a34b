//! Dynamic references: what CloudFormation fetches from Secrets Manager and Parameter Store when it deploys.
//!
//! Only `secret(…)`, `ssm(…)` and `ssm_secure(…)` make them; a text that looks like one is refused.

use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::{Text, Value, dynamic_references, put_together};

/// The longest part of a text that a message repeats.
const LONGEST: usize = 60;

/// The functions that make them, with CloudFormation's names of the services.
const FUNCTIONS: &[(&str, &str)] = &[("secretsmanager", "secret"), ("ssm-secure", "ssm_secure"), ("ssm", "ssm")];

/// A text that CloudFormation would take for a dynamic reference; `written` is whether it stands so in the source.
pub fn dynamic_reference(text: &str, written: bool, span: Span) -> Diagnostic {
    let found = dynamic_references(text).next().unwrap_or_default();
    let inside: String = found.split("}}").next().unwrap_or_default().chars().take(LONGEST).collect();
    let problem = Diagnostic::error(
        "dynamic-reference",
        format!("CloudFormation would put something else in the place of `{{{{resolve:{inside}`"),
    )
    .label(span, "would not stay this text");
    let meant = FUNCTIONS.iter().find(|(service, _)| found.starts_with(&format!("{service}:")));
    match (call(text).filter(|_| written), meant) {
        (Some(call), _) => problem.help(format!("write {call}")).fix(format!("write {call}"), span, call),
        (None, Some((_, function))) => problem.help(format!("write {function}(\"…\") for the value that is meant")),
        (None, None) => {
            problem.help("write secret(\"…\") for a secret, ssm(\"…\") or ssm_secure(\"…\") for a parameter")
        }
    }
}

/// The call that says the same as a text which is nothing but a dynamic reference.
fn call(text: &str) -> Option<String> {
    let inside = text.strip_prefix("{{resolve:")?.strip_suffix("}}")?;
    let segments: Vec<&str> = inside.split(':').collect();
    let is_plain =
        |text: &&str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "/_+=.@-".contains(c));
    if !segments.iter().all(is_plain) {
        return None;
    }
    Some(match segments.as_slice() {
        ["secretsmanager", name] | ["secretsmanager", name, "SecretString"] => format!("secret(\"{name}\")"),
        ["secretsmanager", name, "SecretString", key] => format!("secret(\"{name}\", \"{key}\")"),
        ["ssm", name] => format!("ssm(\"{name}\")"),
        ["ssm", name, version] if is_version(version) => format!("ssm(\"{name}\", {version})"),
        ["ssm-secure", name] => format!("ssm_secure(\"{name}\")"),
        ["ssm-secure", name, version] if is_version(version) => format!("ssm_secure(\"{name}\", {version})"),
        _ => return None,
    })
}

fn is_version(text: &str) -> bool {
    text.parse::<u64>().is_ok_and(|number| number > 0 && number.to_string() == text)
}

/// What a name in a dynamic reference may be.
pub struct Named {
    /// What it names, with an article.
    pub what: &'static str,
    /// Types of resources whose reference value is such a name.
    pub resources: &'static [&'static str],
    /// Whether a text is such a name.
    pub accepts: fn(&str) -> bool,
    /// What such a name looks like.
    pub looks: &'static str,
}

impl<'a> Values<'_, 'a> {
    /// A dynamic reference of these segments.
    pub fn dynamic(self, service: &'static str, segments: Vec<Value<'a>>) -> Option<Value<'a>> {
        let mut pieces = vec![Value::Dynamic(format!("{{{{resolve:{service}").into())];
        for segment in segments {
            pieces.push(Value::Dynamic(":".into()));
            pieces.push(match segment {
                Value::Text(text) => Value::Dynamic(text),
                Value::Int(number) => Value::Dynamic(number.to_string().into()),
                other => other,
            });
        }
        pieces.push(Value::Dynamic("}}".into()));
        // Its texts are all meant.
        put_together(pieces).ok()
    }

    /// A name in one, checked where it is known.
    pub fn dynamic_name(self, given: &Expr<'a>, wanted: &Named, problems: &mut Problems) -> Option<Value<'a>> {
        let settled = self.settled(given);
        if let ExprKind::Word(word) = settled.kind
            && let Some(declared) = self.declaration(word, settled.span)
            && !wanted.resources.contains(&declared.resource_type())
        {
            let found = declared.a_kind();
            problems.push(
                Diagnostic::error(
                    "wrong-kind",
                    format!("expected {}, but `{}` is {found}", wanted.what, declared.handle.text),
                )
                .label(given.span, format!("expected {}", wanted.what))
                .label(declared.handle.span, format!("declared here as {found}"))
                .help(format!("name a resource of the type {}, or write {}", wanted.resources[0], wanted.looks)),
            );
            return None;
        }
        self.dynamic_segment(given, wanted, problems)
    }

    /// A text in one that names no resource.
    pub fn dynamic_segment(self, given: &Expr<'a>, wanted: &Named, problems: &mut Problems) -> Option<Value<'a>> {
        let value = self.argument(given, crate::functions::Kind::Text, "name", problems)?;
        let is_dynamic = |text: &str| dynamic_references(text).next().is_some();
        match &value {
            Value::Text(text) if !(wanted.accepts)(text) => {
                problems.push(not_such_a_name(text, wanted, given.span));
                None
            }
            Value::Dynamic(text) | Value::Sub(text) if is_dynamic(text) => {
                problems.push(nested(given.span));
                None
            }
            _ => Some(value),
        }
    }
}

fn not_such_a_name(text: &Text<'_>, wanted: &Named, span: Span) -> Diagnostic {
    let shown: String = text.chars().take(LONGEST).collect();
    let shown = if shown.is_empty() { "an empty text".to_owned() } else { format!("`{shown}`") };
    Diagnostic::error("invalid-name", format!("{shown} is not {}", wanted.what))
        .label(span, "not accepted")
        .help(format!("write {}", wanted.looks))
}

fn nested(span: Span) -> Diagnostic {
    Diagnostic::error("wrong-kind", "CloudFormation resolves no dynamic reference inside of another one")
        .label(span, "is itself resolved at the deploy")
        .help("write the name itself, or ask for it with a `param`")
}
