//! What a distribution does with requests: for all paths, and for those that go elsewhere.

use super::origin::{Kind, Origin, Origins};
use crate::catalog::cloudfront_policies::{self, ALL_VIEWER, ALL_VIEWER_EXCEPT_HOST};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, where_holds};
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::syntax::ast::{Argument, ExprKind};
use crate::template::{Text, Value};
use crate::words::sentence::{self, Clauses};
use crate::words::shape::Things;

/// How long copies are kept.
pub static CACHE: Things = Things {
    what: "a cache policy, such as CachingOptimized or CachingDisabled",
    types: &["AWS::CloudFront::CachePolicy"],
    first: "",
    words: cloudfront_policies::CACHE,
};

/// What is added to answers: one of CloudFront's policies, or nothing.
pub static HEADERS: Things = Things {
    what: "a response headers policy, such as SecurityHeadersPolicy, or `none`",
    types: &["AWS::CloudFront::ResponseHeadersPolicy"],
    first: "",
    words: &WITH_NONE,
};

static WITH_NONE: [(&str, &str); cloudfront_policies::RESPONSE_HEADERS.len() + 1] = {
    let mut all = [("none", ""); cloudfront_policies::RESPONSE_HEADERS.len() + 1];
    let mut at = 0;
    while at < cloudfront_policies::RESPONSE_HEADERS.len() {
        all[at] = cloudfront_policies::RESPONSE_HEADERS[at];
        at += 1;
    }
    all
};

/// All methods; without them a distribution takes GET and HEAD only.
const METHODS: [&str; 7] = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"];

/// What is done with everything.
pub fn default<'a>(declaration: &Declaration<'a>, origin: &Origin<'a>, to: &mut Lowering<'_, 'a>) -> Value<'a> {
    let cache = policy(declaration, "cache", &CACHE, to);
    Value::map(of_origin(declaration, origin, cache, to))
}

/// What is done with requests to an origin.
fn of_origin<'a>(
    declaration: &Declaration<'a>,
    origin: &Origin<'a>,
    cache: Option<Value<'a>>,
    to: &mut Lowering<'_, 'a>,
) -> Vec<(&'static str, Value<'a>)> {
    let usual = if origin.is_bucket() { "CachingOptimized" } else { "CachingDisabled" };
    let usual = cloudfront_policies::find(cloudfront_policies::CACHE, usual).map(Value::text);
    let sent = match origin.kind {
        Kind::Bucket => None,
        Kind::Balancer => Some(ALL_VIEWER),
        Kind::Host => Some(ALL_VIEWER_EXCEPT_HOST),
    };
    let security = cloudfront_policies::find(cloudfront_policies::RESPONSE_HEADERS, "SecurityHeadersPolicy");
    let headers = match declaration.entries.value("headers") {
        Some(_) => policy(declaration, "headers", &HEADERS, to),
        None => security.map(Value::text),
    };
    let methods = || Value::list(METHODS.map(Value::text));
    let all = [
        ("TargetOriginId", Some(Value::Text(origin.id.clone()))),
        ("ViewerProtocolPolicy", Some(Value::text("redirect-to-https"))),
        ("AllowedMethods", (!origin.is_bucket()).then(methods)),
        ("Compress", Some(Value::Bool(true))),
        ("CachePolicyId", cache.or(usual)),
        ("OriginRequestPolicyId", sent.map(Value::text)),
        ("ResponseHeadersPolicyId", headers),
    ];
    all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

/// A policy that an entry names; nothing for `none`.
fn policy<'a>(
    declaration: &Declaration<'a>,
    entry: &str,
    things: &Things,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let span = declaration.entries.setting(entry)?.span;
    let value = declaration.entries.value(entry)?;
    let one = &mut |value: &Value<'a>| match value {
        Value::Text(text) if text.is_empty() => Some(Value::nothing()),
        value => to.one_of(value, things, span),
    };
    let value = value.changed(one)?;
    let id = |text: &str| text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if let Value::Text(text) = &value
        && !id(text)
    {
        to.report(
            Diagnostic::error("unknown-value", format!("expected {}, found `{text}`", things.what))
                .label(span, "neither a name of one nor the id of one")
                .help("write the name of one of CloudFront's policies, that of one in this file, or an id"),
        );
        return None;
    }
    (!value.is_nothing()).then_some(value)
}

/// What is done with paths that go elsewhere, in order.
pub fn others<'s, 'a>(
    declaration: &'s Declaration<'a>,
    origins: &mut Origins<'s, 'a>,
    to: &mut Lowering<'s, 'a>,
) -> Option<Value<'a>> {
    let mut paths: Vec<(Text<'a>, Span)> = Vec::new();
    let mut behaviors = Vec::new();
    for sentence in declaration.entries.sentences.iter().filter(|one| one.entry.name == "path") {
        let clauses = Clauses::of(&sentence.arguments, &["to", "cache"]);
        let Some((path, at)) = path_of(sentence, &clauses, to) else { continue };
        let Some([target]) = clauses.part("to").map(|(_, values)| values) else {
            to.report(sentence::not_understood(sentence, at, "`to ORIGIN` is missing, or names more than one"));
            continue;
        };
        if let Some(problem) = never_reached(&path, at, &paths) {
            to.report(problem);
        }
        paths.push((path.clone(), at));
        let Some(value) = thing(target, &super::origin::ORIGINS, to) else { continue };
        let Some(origin) = origins.add(&value, target.value.span, to) else { continue };
        let cache = match clauses.part("cache") {
            Some((_, [policy])) => {
                thing(policy, &CACHE, to).and_then(|value| to.one_of(&value, &CACHE, policy.value.span))
            }
            Some((keyword, _)) => {
                to.report(sentence::not_understood(sentence, keyword.span, "`cache` names one policy"));
                None
            }
            None => None,
        };
        let mut entries = vec![("PathPattern", Value::Text(path))];
        entries.extend(of_origin(declaration, &origin, cache, to));
        let condition = to.besides(origin.condition.clone(), &[to.condition(), &origins.condition()]);
        behaviors.push(where_holds(&condition, Value::map(entries), None));
    }
    (!behaviors.is_empty()).then(|| Value::list(behaviors))
}

/// The path of a sentence.
fn path_of<'a>(
    sentence: &EntrySentence<'a>,
    clauses: &Clauses<'_, 'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<(Text<'a>, Span)> {
    match clauses.head {
        [Argument { value, .. }] => match &value.kind {
            ExprKind::Text(path) if path.starts_with('/') || path.starts_with('*') => Some((path.clone(), value.span)),
            ExprKind::Text(path) => {
                to.report(
                    Diagnostic::error("invalid-form", format!("`{path}` is not a path"))
                        .label(value.span, "expected a path such as \"/api/*\"")
                        .fix(format!("write \"/{path}\""), value.span, format!("\"/{path}\"")),
                );
                None
            }
            _ => {
                to.report(sentence::not_understood(sentence, value.span, "expected a path in quotes"));
                None
            }
        },
        _ => {
            to.report(sentence::not_understood(sentence, sentence.span, "expected one path in quotes"));
            None
        }
    }
}

/// Something that a sentence names.
fn thing<'a>(argument: &Argument<'a>, things: &Things, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    to.reading(|values, problems| values.one_thing(&argument.value, things, problems))
}

/// CloudFront takes the first path that fits, so that one behind a wider one never gets anything.
fn never_reached(path: &str, at: Span, before: &[(Text<'_>, Span)]) -> Option<Diagnostic> {
    let (wider, first) = before.iter().find(|(wider, _)| {
        wider == path
            || wider.strip_suffix('*').is_some_and(|start| !start.contains(['*', '?']) && path.starts_with(start))
    })?;
    Some(if wider == path {
        Diagnostic::error("set-twice", format!("the path `{path}` is sent to two origins"))
            .label(at, "again here")
            .label(*first, "first here")
            .help("keep one of them")
    } else {
        Diagnostic::warning(
            "no-effect",
            format!("`{path}` never gets a request: `{wider}` comes first and takes all of them"),
        )
        .label(at, "never reached")
        .label(*first, "takes all of these")
        .help("put the narrower path first")
    })
}
