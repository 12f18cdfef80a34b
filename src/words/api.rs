//! `api`: an HTTP API of API Gateway, which answers requests with functions.

mod domain;
mod path;
mod route;
mod routes;
mod stage;

use super::shape::{Attribute, Entry, Made, Shape, Wanted};
use super::{Form, Group, Word, log_group};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The description of `api`.
pub static WORD: Word = Word {
    name: "api",
    form: Form::Resource,
    group: Group::Traffic,
    resource: "AWS::ApiGatewayV2::Api",
    summary: "Answers HTTP requests with functions, at a URL of its own.",
    sentence: "api NAME [as HANDLE] [was OLD-NAME] < route METHOD PATH to FUNCTION >",
    entries: &[
        Entry::new("certificate", Shape::Reference(&CERTIFICATE), "The certificate of its domain, in its own region."),
        Entry::new(
            "cors",
            Shape::Or(&["any"], &Shape::List(&Shape::Text)),
            "Web pages of which origins may call it from a browser, such as \"https://example.com\"; any is every page.",
        )
        .or("none")
        .sets("CorsConfiguration"),
        Entry::new("description", Shape::Text, "Describes it.").or("the `##` lines above").sets("Description"),
        Entry::new("domain", Shape::Domain, "A domain name of its own, such as api.example.com; a record leads there: alias = NAME."),
        Entry::new("jwt", Shape::Body(routes::JWT), "Lets in nobody without a token, except where a route says `open`."),
        Entry::new("logs", Shape::Reference(&log_group::LOG_GROUP), "The log group that gets a line for each request (lines cost money)."),
        Entry::new("name", Shape::Name, "Its name where it differs from the declared one; `generated` leaves it to CloudFormation.")
            .or("the declared name")
            .sets("Name"),
        Entry::new(
            "route",
            Shape::Sentence("route GET \"/orders/{id}\" to show-order, or: route default to web"),
            "Which function answers which requests: ANY is every method, {id} any one part of a path, {rest+} all that follows.",
        )
        .under_conditions(),
        Entry::new("throttle", Shape::Int(1, 10_000), "How many requests it takes a second, for a while twice as many; others get the answer 429.")
            .or("what the account may take"),
    ],
    elsewhere: &[
        ("stage", "it has one stage, $default, to which every change goes by itself"),
        ("path", "say paths in routes: route GET \"/orders\" to FUNCTION"),
        ("authorizer", "write: jwt < issuer = \"https://…\", audience = \"…\" >"),
        ("routes", "one a line: route GET \"/orders\" to FUNCTION"),
    ],
    attributes: &[
        Attribute { name: "id", attribute: "", summary: "The API's id." },
        Attribute { name: "url", attribute: "ApiEndpoint", summary: "Where it answers: https://… without a slash at its end." },
    ],
    makes: &[
        Made {
            attribute: Attribute {
                name: "domain_target",
                attribute: "RegionalDomainName",
                summary: "The host that a DNS record of its domain leads to.",
            },
            part: domain::PART,
            by: "domain",
            unless: "",
        },
    ],
    defaults: &[
        "one stage, to which every change goes by itself",
        "each function may be called by its routes, and by nothing else of it",
        "a domain of its own takes TLS 1.2 and newer",
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html",
    example: "function hello < runtime = python3.13, code = \"def handler(event, context): return 'hello'\" >\napi web < route GET \"/\" to hello >\noutput url = web.url",
    lower,
    ..Word::EMPTY
};

static CERTIFICATE: Wanted =
    Wanted { what: "a certificate", resource: "AWS::CertificateManager::Certificate", attribute: "", prefix: "arn:" };

/// What a browser sends besides what it may send anyway.
const HEADERS: [&str; 2] = ["authorization", "content-type"];

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let mut api = Resource::new(declaration.logical_id.clone(), WORD.resource, 4);
    let name = super::name_of(declaration).unwrap_or_else(|| Value::text(declaration.logical_id.to_string()));
    api.set("Name", name);
    api.set("ProtocolType", Value::text("HTTP"));
    if let Some(description) = entries.value("description") {
        api.set("Description", description.clone());
    }
    if let Some(cors) = entries.value("cors").and_then(|origins| origins.changed(&mut |origins| Some(cors(origins)))) {
        api.set("CorsConfiguration", cors);
    }
    to.push_main(declaration, api);
    routes::lower(declaration, to);
    stage::lower(declaration, to);
    domain::lower(declaration, to);
}

fn cors<'a>(origins: &Value<'a>) -> Value<'a> {
    let origins = match origins {
        Value::Text(_) => Value::list([Value::text("*")]),
        given => given.clone(),
    };
    let headers: Vec<Value<'a>> = HEADERS.into_iter().map(Value::text).collect();
    let all = [
        ("AllowOrigins", origins),
        ("AllowMethods", Value::list([Value::text("*")])),
        ("AllowHeaders", Value::list(headers)),
    ];
    Value::map(all)
}
