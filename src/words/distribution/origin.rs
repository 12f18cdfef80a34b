//! Where a distribution takes from what it serves.

use super::access;
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, where_holds};
use crate::model::{Declaration, known_at_build_at, logical_id};
use crate::source::Span;
use crate::template::{Text, Value};
use crate::words::sentence::{self, Clauses};
use crate::words::shape::Things;
use crate::words::{existing, together};

const BUCKET: &str = "AWS::S3::Bucket";
const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";
const CLASSIC: &str = "AWS::ElasticLoadBalancing::LoadBalancer";
const HTTP_API: &str = "AWS::ApiGatewayV2::Api";
const REST_API: &str = "AWS::ApiGateway::RestApi";
const FUNCTION_URL: &str = "AWS::Lambda::Url";

/// What a distribution serves.
pub static ORIGINS: Things = Things {
    what: "a bucket, a load balancer, an API, the URL of a function, or a host name",
    types: &[BUCKET, BALANCER, CLASSIC, HTTP_API, REST_API, FUNCTION_URL],
    first: "",
    words: &[],
};

/// What an origin wants of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A private bucket.
    Bucket,
    /// It answers to the name that the viewer asked for.
    Balancer,
    /// It answers to its own name only.
    Host,
}

/// One origin.
#[derive(Debug, Clone)]
pub struct Origin<'a> {
    /// What it is called in the distribution.
    pub id: Text<'a>,
    /// What the file calls it.
    pub called: Text<'a>,
    /// What it wants.
    pub kind: Kind,
    /// Where it is named.
    pub span: Span,
    /// The condition that it is there under.
    pub condition: Condition<'a>,
    value: Value<'a>,
}

impl Origin<'_> {
    /// Whether it is a bucket.
    pub fn is_bucket(&self) -> bool {
        self.kind == Kind::Bucket
    }
}

/// The origins of a distribution, each once.
pub struct Origins<'s, 'a> {
    declaration: &'s Declaration<'a>,
    /// In the order in which they are named.
    pub all: Vec<Origin<'a>>,
}

impl<'s, 'a> Origins<'s, 'a> {
    /// Those of a distribution; none yet.
    pub fn of(declaration: &'s Declaration<'a>) -> Self {
        Self { declaration, all: Vec::new() }
    }

    /// The one that everything goes to that no path sends elsewhere.
    pub fn first(&mut self, to: &mut Lowering<'s, 'a>) -> Option<Origin<'a>> {
        let setting = self.declaration.entries.setting("origin")?;
        let value = self.declaration.entries.value("origin")?;
        self.add(value, setting.span, to)
    }

    /// Another one, unless it is there already.
    pub fn add(&mut self, value: &Value<'a>, span: Span, to: &mut Lowering<'s, 'a>) -> Option<Origin<'a>> {
        if value.chosen().is_some() {
            to.report(known_at_build_at("the origin of a distribution", span));
            return None;
        }
        let new = self.origin(value, span, to)?;
        if !self.all.iter().any(|known| known.id == new.id) {
            self.all.push(new.clone());
        }
        Some(new)
    }

    fn origin(&self, value: &Value<'a>, span: Span, to: &mut Lowering<'s, 'a>) -> Option<Origin<'a>> {
        // An attribute of something is the host name that it gives.
        let declaration = if let Value::GetAtt(_) = value { None } else { to.thing(value) };
        let (id, kind, host) = match declaration {
            Some(one) => (one.logical_id.clone(), kind_of(one), host_of(one, value, span, to)?),
            None => (id_of_host(value), Kind::Host, value.clone()),
        };
        if let (None, Value::Text(host)) = (declaration, &host)
            && let Some(problem) = no_host(host, span)
        {
            to.report(problem);
            return None;
        }
        let mut entries = vec![("Id", Value::Text(id.clone())), ("DomainName", host)];
        if let Some(path) = self.declaration.entries.value("origin_path").filter(|_| self.all.is_empty()) {
            entries.push(("OriginPath", path.clone()));
        }
        if kind == Kind::Bucket {
            let control = access::control_id(&self.declaration.logical_id);
            entries.push(("OriginAccessControlId", Value::attribute(control, "Id")));
            // Only what is here tells CloudFront that the host is a bucket.
            entries.push(("S3OriginConfig", Value::map([("OriginAccessIdentity", Value::text(""))])));
        } else {
            entries.push(("CustomOriginConfig", self.custom()));
        }
        let condition = declaration.and_then(|one| to.condition_of_declared(one));
        let called = declaration.map_or(id.clone(), |one| one.handle.text.into());
        Some(Origin { id, called, kind, span, condition, value: Value::map(entries) })
    }

    fn custom(&self) -> Value<'a> {
        let protocol = match self.declaration.entries.text("origin_protocol").map(AsRef::as_ref) {
            Some("http") => "http-only",
            Some("same") => "match-viewer",
            _ => "https-only",
        };
        let tls = (protocol != "http-only").then(|| ("OriginSSLProtocols", Value::list([Value::text("TLSv1.2")])));
        Value::map([("OriginProtocolPolicy", Value::text(protocol))].into_iter().chain(tls))
    }

    /// The list of the template. An origin that is not always there is left out with what leads to it.
    pub fn list(&self) -> Value<'a> {
        let items = self.all.iter().enumerate().map(|(at, origin)| {
            let condition = if at == 0 { &None } else { &origin.condition };
            where_holds(condition, origin.value.clone(), None)
        });
        Value::list(items.collect::<Vec<_>>())
    }

    /// The condition that its first origin is there under, without which there is nothing to serve.
    pub fn condition(&self) -> Condition<'a> {
        self.all.first().and_then(|first| first.condition.clone())
    }

    /// What lets it read its buckets.
    pub fn add_controls(&self, to: &mut Lowering<'_, 'a>) {
        if self.all.iter().any(Origin::is_bucket) {
            access::add_control(self.declaration, to);
        }
    }
}

/// The buckets that a distribution serves, each once, and where it names them.
pub fn named_buckets<'s, 'a>(
    declaration: &'s Declaration<'a>,
    to: &Lowering<'s, 'a>,
) -> Vec<(&'s Declaration<'a>, Span)> {
    let entries = &declaration.entries;
    let first = entries.setting("origin").and_then(|setting| {
        let value = entries.value("origin").filter(|value| !matches!(value, Value::GetAtt(_)))?;
        Some((to.thing(value)?, setting.span))
    });
    let paths = entries.sentences.iter().filter(|one| one.entry.name == "path").filter_map(|sentence| {
        let clauses = Clauses::of(&sentence.arguments, &["to", "cache"]);
        let target = &clauses.behind("to").first()?.value;
        let word = sentence::word(target)?;
        Some((to.values().meant(word, target.span, |one| one.resource_type() == BUCKET)?, target.span))
    });
    let mut found: Vec<(&'s Declaration<'a>, Span)> = Vec::new();
    for (one, span) in first.into_iter().chain(paths).filter(|(one, _)| one.resource_type() == BUCKET) {
        if !found.iter().any(|(known, _)| std::ptr::eq(*known, one)) {
            found.push((one, span));
        }
    }
    found
}

fn kind_of(declaration: &Declaration<'_>) -> Kind {
    match declaration.resource_type() {
        BUCKET => Kind::Bucket,
        BALANCER | CLASSIC => Kind::Balancer,
        _ => Kind::Host,
    }
}

/// The host name of something declared.
fn host_of<'a>(one: &Declaration<'a>, value: &Value<'a>, span: Span, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let mut attribute =
        |name: &'static str| to.reading(|values, problems| values.attribute(one, Some(name), span, problems));
    match one.resource_type() {
        BUCKET if one.existing => existing::attribute(one, "RegionalDomainName").or_else(|| bucket_host(one)),
        BUCKET => attribute("RegionalDomainName"),
        BALANCER | CLASSIC => attribute("DNSName"),
        // The host of https://HOST/.
        FUNCTION_URL => {
            let parts = [Value::text("/"), attribute("FunctionUrl")?];
            let split = Value::Intrinsic("Fn::Split", Box::new(Value::list(parts)));
            Some(Value::Intrinsic("Fn::Select", Box::new(Value::list([Value::Int(2), split]))))
        }
        _ => {
            let id = to.one_of(value, &ORIGINS, span)?;
            Some(together([id, Value::sub(".execute-api.${AWS::Region}.${AWS::URLSuffix}")]))
        }
    }
}

/// The host name of a bucket that exists already, in the region of the stack.
fn bucket_host<'a>(bucket: &Declaration<'a>) -> Option<Value<'a>> {
    let name = existing::name(bucket)?;
    Some(together([name, Value::sub(".s3.${AWS::Region}.${AWS::URLSuffix}")]))
}

fn id_of_host<'a>(host: &Value<'a>) -> Text<'a> {
    match host {
        Value::Text(host) => logical_id(host).into(),
        Value::GetAtt(target) => target.0.clone(),
        _ => "Origin".into(),
    }
}

/// A text that is no host name: a link, or one with a path.
fn no_host(host: &str, span: Span) -> Option<Diagnostic> {
    let bare = host.split_once("://").map_or(host, |(_, rest)| rest);
    let (name, path) = bare.split_once('/').unwrap_or((bare, ""));
    if host == name && host.contains('.') {
        return None;
    }
    let problem = Diagnostic::error("invalid-form", format!("expected a host name, found `{host}`"))
        .label(span, "expected a host name such as www.example.com");
    Some(match (name.contains('.'), path) {
        (true, "") => problem.fix(format!("write \"{name}\""), span, format!("\"{name}\"")),
        (true, path) => problem.help(format!("write: origin = \"{name}\", and origin_path = \"/{path}\"")),
        (false, _) => problem.help("name something of this file, or write a host name in quotes"),
    })
}
