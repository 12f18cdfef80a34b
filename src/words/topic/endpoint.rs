//! Who can be told what a topic publishes.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence, logical_id};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::{Text, Value};
use crate::words::queue::QUEUE;
use crate::words::sentence::{not_understood, word};
use crate::words::shape::Wanted;

/// What stands in front of the names, and what SNS calls it.
pub const KINDS: &[(&str, Kind)] = &[
    ("email", Kind::Email),
    ("function", Kind::Function),
    ("queue", Kind::Queue),
    ("sms", Kind::Sms),
    ("url", Kind::Url),
];

/// How somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// By mail.
    Email,
    /// A function is invoked.
    Function,
    /// A message is put into a queue.
    Queue,
    /// By a text message.
    Sms,
    /// By a request.
    Url,
}

impl Kind {
    /// The name of the protocol.
    pub fn protocol(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Function => "lambda",
            Self::Queue => "sqs",
            Self::Sms => "sms",
            Self::Url => "https",
        }
    }
}

/// Somebody who is told.
pub struct Endpoint<'s, 'a> {
    /// How.
    pub kind: Kind,
    /// What the template has for it.
    pub value: Value<'a>,
    /// The declaration, where it is one of the file.
    pub declaration: Option<&'s Declaration<'a>>,
    /// What names it in a logical id.
    pub id: Text<'a>,
    /// Where it is named.
    pub span: Span,
}

static FUNCTION: Wanted =
    Wanted { what: "a function", resource: "AWS::Lambda::Function", attribute: "Arn", prefix: "arn:" };

/// All that a sentence names.
pub fn read<'s, 'a>(sentence: &EntrySentence<'a>, to: &mut Lowering<'s, 'a>) -> Vec<Endpoint<'s, 'a>> {
    let Some((first, rest)) = sentence.arguments.split_first() else { return Vec::new() };
    let kind = word(&first.value).and_then(|word| KINDS.iter().find(|(name, _)| *name == word));
    let Some((_, kind)) = kind else {
        to.report(unknown_kind(sentence, &first.value, to));
        return Vec::new();
    };
    if rest.is_empty() {
        to.report(not_understood(sentence, sentence.span, "who is told is missing"));
    }
    rest.iter().filter_map(|argument| one(*kind, &argument.value, to)).collect()
}

fn one<'s, 'a>(kind: Kind, value: &Expr<'a>, to: &mut Lowering<'s, 'a>) -> Option<Endpoint<'s, 'a>> {
    let wanted = match kind {
        Kind::Queue => Some(&QUEUE),
        Kind::Function => Some(&FUNCTION),
        Kind::Email | Kind::Sms | Kind::Url => None,
    };
    let (text, declaration) = match wanted {
        Some(wanted) => {
            let named = to.named(value, wanted)?;
            (named.value, named.declaration)
        }
        None => (to.reading(|values, problems| values.text(value, problems))?, None),
    };
    if let Value::Text(text) = &text
        && let Some(problem) = malformed(kind, text, value.span)
    {
        to.report(problem);
        return None;
    }
    let id = match declaration {
        Some(declaration) => declaration.logical_id.clone(),
        None => Text::Owned(logical_id(&called(value, &text, to))),
    };
    Some(Endpoint { kind, value: text, declaration, id, span: value.span })
}

/// What an endpoint that is not declared is called by.
fn called<'a>(value: &Expr<'a>, text: &Value<'a>, to: &Lowering<'_, 'a>) -> String {
    match (to.values().input(value), text, &value.kind) {
        (Some(input), _, _) => input.name.text.to_owned(),
        (None, Value::Text(text), _) => text.to_string(),
        (None, _, ExprKind::Word(word)) => (*word).to_owned(),
        _ => String::new(),
    }
}

fn unknown_kind<'a>(sentence: &EntrySentence<'a>, first: &Expr<'a>, to: &Lowering<'_, 'a>) -> Diagnostic {
    let names = KINDS.iter().map(|(name, _)| *name);
    let written = word(first).unwrap_or_default();
    let at = Span { start: first.span.start, end: first.span.start };
    let declared = to.values().declaration(written, first.span).map(Declaration::resource_type);
    let kind = match (declared, &first.kind) {
        (Some(kind), _) if kind == QUEUE.resource => Some("queue"),
        (Some(kind), _) if kind == FUNCTION.resource => Some("function"),
        (_, ExprKind::Text(text)) if text.starts_with("https://") => Some("url"),
        (_, ExprKind::Text(text)) if text.contains('@') => Some("email"),
        (_, ExprKind::Text(text)) if text.starts_with('+') => Some("sms"),
        _ => None,
    };
    if let Some(kind) = kind {
        let problem = not_understood(sentence, first.span, "how somebody is told is missing");
        return problem.fix(format!("write `{kind}` in front"), at, format!("{kind} "));
    }
    let problem = not_understood(sentence, first.span, &format!("expected {}", suggest::one_of(names.clone())));
    match suggest::nearest(written, names) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), first.span, near),
        None => problem,
    }
}

/// From the page Subscribe of the Amazon SNS API Reference.
fn malformed(kind: Kind, text: &str, span: Span) -> Option<Diagnostic> {
    let plain = |text: &str| !text.contains(char::is_whitespace);
    let (is_right, what, example) = match kind {
        Kind::Email => {
            let parts = text.split_once('@');
            let right = parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
            (right && plain(text), "a mail address", "ops@example.com")
        }
        Kind::Sms => {
            let digits = text.strip_prefix('+').unwrap_or_default();
            let right = (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            (right, "a telephone number with its country", "+821012345678")
        }
        Kind::Url => {
            (text.starts_with("https://") && plain(text), "a web address with TLS", "https://example.com/news")
        }
        Kind::Queue | Kind::Function => return None,
    };
    let problem = Diagnostic::error("invalid-form", format!("`{text}` is not {what}"));
    (!is_right).then(|| problem.label(span, format!("not {what}")).help(format!("it looks like {example}")))
}
