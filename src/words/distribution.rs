//! `distribution`: a distribution of CloudFront, which serves what others hold from places near to everybody.

mod access;
mod behavior;
mod errors;
mod key;
mod logs;
mod origin;

use super::shape::{Attribute, Entry, Identity, Shape, Wanted};
use super::{Form, Group, Word};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, Most};
use crate::model::Declaration;
use crate::template::{Entry as Pair, Items, Resource, Value};
use origin::Origins;

/// The description of `distribution`.
pub static WORD: Word = Word {
    name: "distribution",
    form: Form::Resource,
    group: Group::Traffic,
    resource: "AWS::CloudFront::Distribution",
    summary: "Serves a bucket, a load balancer or an API over HTTPS from places near to everybody, and keeps copies there. A bucket stays private: this distribution alone may read it.",
    sentence: "distribution NAME [as HANDLE] [was OLD-NAME] < origin = …, domains = …, certificate = …, … >",
    entries: &[
        Entry::new("cache", Shape::Thing(&behavior::CACHE), "How long copies are kept: by a policy of CloudFront such as CachingDisabled, or one that is declared.").or("CachingOptimized for a bucket, else CachingDisabled").sets("DistributionConfig.DefaultCacheBehavior.CachePolicyId"),
        Entry::new("certificate", Shape::Reference(&CERTIFICATE), "The certificate of its domains, of us-east-1.").or("CloudFront's, for its own host name").sets("DistributionConfig.ViewerCertificate.AcmCertificateArn"),
        Entry::new("comment", Shape::Text, "Says what it is for, in at most 128 characters.").or("the `##` lines above").sets("DistributionConfig.Comment"),
        Entry::new("default", Shape::Literal, "What is served for the address alone.").or("index.html, for a bucket").sets("DistributionConfig.DefaultRootObject"),
        Entry::new("domains", Shape::List(&Shape::Domain), "The domains that it serves; each needs a record that leads to it, too.").or("its own host name").sets("DistributionConfig.Aliases"),
        Entry::new("error", Shape::Sentence("error 404 shows \"/404.html\""), "Shows a page of the origin in the place of an error."),
        Entry::new("headers", Shape::Thing(&behavior::HEADERS), "Headers that are added to every answer: by a policy of CloudFront, one that is declared, or `none`.").or("SecurityHeadersPolicy").sets("DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId"),
        Entry::new("ipv6", Shape::Bool, "Whether it has IPv6 addresses too.").or("yes").sets("DistributionConfig.IPV6Enabled"),
        Entry::new("logs", Shape::Sentence("logs to audit"), "Writes every request into a bucket, which costs its storage."),
        Entry::new("origin", Shape::Thing(&origin::ORIGINS), "What it serves: a bucket, a load balancer, an API, or the host name of something else.").required().sets("DistributionConfig.Origins"),
        Entry::new("origin_path", Shape::Text, "What stands in front of every path at the origin, such as /prod for a stage of an API."),
        Entry::new("origin_protocol", Shape::Choice(&["https", "http", "same"]), "How it asks a load balancer or another host; `same` is as it was asked itself.").or("https"),
        Entry::new("path", Shape::Sentence("path \"/api/*\" to my-api"), "Sends what is below a path to another origin, the first one that fits; `cache POLICY` says how long copies of it are kept.").sets("DistributionConfig.CacheBehaviors"),
        Entry::new("price_class", Shape::Choice(&["PriceClass_All", "PriceClass_200", "PriceClass_100"]), "Which of its places it uses: all, all but the dearest, or the cheapest.").or("PriceClass_All").sets("DistributionConfig.PriceClass"),
        Entry::new("spa", Shape::Bool, "Whether paths that the origin does not know show the page of `default`, which then finds its way by itself (a single-page application).").or("no").sets("DistributionConfig.CustomErrorResponses"),
        Entry::new("waf", Shape::Reference(&WEB_ACL), "The web ACL that requests go through, of us-east-1 and for CloudFront (it costs money).").sets("DistributionConfig.WebACLId"),
    ],
    elsewhere: &[
        ("aliases", "the domains that it serves are `domains = [www.example.com]`"),
        ("bucket", "what it serves is `origin = BUCKET`"),
        ("https", "requests over HTTP are sent on to HTTPS always"),
        ("record", "a record is a statement of its own: record www.example.com in ZONE < alias = DISTRIBUTION >"),
    ],
    attributes: &[
        Attribute { name: "domain", attribute: "DomainName", summary: "Its own host name, such as d111111abcdef8.cloudfront.net." },
        Attribute { name: "id", attribute: "", summary: "Its id." },
    ],
    defaults: &[
        "requests over HTTP are sent on to HTTPS; with a certificate, TLS 1.2 is the least",
        "HTTP/2, HTTP/3 and IPv6 are on, and answers are compressed",
        "answers have CloudFront's security headers",
        "a bucket is read through an origin access control, which the bucket's policy lets this distribution alone use",
        "what is not a bucket is asked over HTTPS, with everything that the viewer sent, and nothing of it is kept",
        "where all it serves is buckets, the page of the error 404 is shown for 403 too, which they answer for what they do not have",
        "DistributionConfig = < … > adds to all this, and wins over it",
    ],
    identity: Identity {
        by: "id",
        arn: "arn:${Partition}:cloudfront::${Account}:distribution/${DistributionId}",
        names: "",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-distribution.html",
    example: "bucket \"www-example-com-pages\" as pages\ndistribution site < origin = pages, spa = yes >",
    lower,
    finish: access::finish,
    ..Word::EMPTY
};

static CERTIFICATE: Wanted =
    Wanted { what: "a certificate", resource: "AWS::CertificateManager::Certificate", attribute: "", prefix: "arn:" };
static WEB_ACL: Wanted = Wanted { what: "a web ACL", resource: "AWS::WAFv2::WebACL", attribute: "Arn", prefix: "arn:" };

/// Characters of a comment.
const LONGEST_COMMENT: usize = 128;

/// The least that CloudFront takes of a viewer's TLS, where the certificate is the distribution's own.
const LEAST_TLS: &str = "TLSv1.2_2021";

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let mut origins = Origins::of(declaration);
    let first = origins.first(to);
    let behavior = first.as_ref().map(|first| behavior::default(declaration, first, to));
    let others = behavior::others(declaration, &mut origins, to);
    let described = to.described(declaration.span, "the distribution", Most::Characters(LONGEST_COMMENT));
    let described = described.map(Value::Text);
    let errors = errors::lower(declaration, &origins, to);
    let mut config: Vec<Pair<'a>> = vec![("Enabled".into(), Value::Bool(true))];
    let mut set = |key: &'static str, value: Option<Value<'a>>| {
        if let Some(value) = value {
            config.push((key.into(), value));
        }
    };
    let entry = |name: &str| declaration.entries.value(name).cloned();
    set("Comment", entry("comment").or(described));
    set("Aliases", entry("domains"));
    set("HttpVersion", Some(Value::text("http2and3")));
    set("IPV6Enabled", Some(Value::Bool(declaration.entries.on("ipv6", true))));
    set("DefaultRootObject", default_page(declaration, first.as_ref()));
    set("PriceClass", entry("price_class"));
    set("Origins", Some(origins.list()));
    set("DefaultCacheBehavior", behavior);
    set("CacheBehaviors", others);
    set("CustomErrorResponses", errors);
    set("ViewerCertificate", certificate(declaration));
    set("WebACLId", entry("waf"));
    check_certificate(declaration, to);
    check_domains(declaration, to);
    let condition = to.all_of([to.condition().clone(), origins.condition()]);
    let mut distribution = Resource::new(declaration.logical_id.clone(), WORD.resource, 1);
    distribution.set("DistributionConfig", Value::Map(Items::Owned(config.clone())));
    to.under(condition, |to| {
        to.push_main(declaration, distribution);
        merge(declaration, config, to);
        origins.add_controls(to);
        logs::lower(declaration, to);
    });
}

/// What the body gives of the configuration by CloudFront's names takes the place of what stands there.
fn merge<'a>(declaration: &Declaration<'a>, mut config: Vec<Pair<'a>>, to: &mut Lowering<'_, 'a>) {
    let Some(given) = declaration.entries.property("DistributionConfig") else { return };
    let Value::Map(given) = &given.value else { return };
    for (key, value) in given.iter() {
        match config.iter_mut().find(|(known, _)| known == key) {
            Some((_, old)) => old.clone_from(value),
            None => config.push((key.clone(), value.clone())),
        }
    }
    if let Some(resource) = to.resource_mut(&declaration.logical_id) {
        resource.set("DistributionConfig", Value::Map(Items::Owned(config)));
    }
}

/// The page of the address alone.
fn default_page<'a>(declaration: &Declaration<'a>, first: Option<&origin::Origin<'a>>) -> Option<Value<'a>> {
    let is_of_files = first.is_some_and(|first| first.is_bucket());
    declaration.entries.value("default").cloned().or_else(|| is_of_files.then(|| Value::text(errors::PAGE)))
}

fn certificate<'a>(declaration: &Declaration<'a>) -> Option<Value<'a>> {
    let certificate = declaration.entries.value("certificate")?.clone();
    Some(Value::map([
        ("AcmCertificateArn", certificate),
        ("MinimumProtocolVersion", Value::text(LEAST_TLS)),
        ("SslSupportMethod", Value::text("sni-only")),
    ]))
}

/// A certificate is for domains.
fn check_certificate(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let entries = &declaration.entries;
    if let (Some(setting), None) = (entries.setting("certificate"), entries.setting("domains"))
        && entries.property("DistributionConfig").is_none()
        && !declaration.misread
    {
        to.report(
            Diagnostic::warning(
                "no-effect",
                "a certificate is for domains, and this distribution serves none of its own",
            )
            .label(setting.key, "has no effect")
            .help("say which: domains = [www.example.com]"),
        );
    }
}

/// A domain belongs to one distribution, of whatever account.
fn check_domains<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(setting) = declaration.entries.setting("domains") else { return };
    let Some(Value::List(domains)) = declaration.entries.value("domains") else { return };
    for domain in domains.iter() {
        let Value::Text(name) = domain else { continue };
        if let Some((_, first)) = to.take_name("domains of distributions", name.clone(), setting.span) {
            to.report(super::same_name("distributions", name, setting.span, first));
        }
    }
}
