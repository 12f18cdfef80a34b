//! What the keys of a request's context have, as far as it is known before the deploy.
//!
//! From "AWS global condition context keys" in the IAM User Guide. What is not listed here nobody knows.

use super::context::Given;
use super::request::{Principal, Request, Through};
use crate::reason::symbol::Symbol;

/// The versions of TLS that AWS still speaks.
///
/// From "TLS 1.2 to become the minimum TLS protocol level for all AWS API endpoints" in the AWS Security Blog.
const TLS: [&str; 2] = ["1.2", "1.3"];
/// Services with one endpoint for all regions, so that the region of a request is not that of the stack.
const GLOBAL: [&str; 6] = ["iam", "sts", "route53", "cloudfront", "organizations", "globalaccelerator"];

/// What a key has, which is written in small letters. A program that uses an SDK of AWS speaks TLS.
pub fn key<'t>(request: &Request<'_, 't>, key: &str) -> Given<'t> {
    match key {
        "aws:securetransport" => text("true"),
        "s3:tlsversion" => Given::OneOf(&TLS),
        "aws:resourceaccount" | "s3:resourceaccount" => account(),
        "aws:requestedregion" => region(request),
        "aws:sourcevpce" | "aws:sourcevpc" | "aws:sourceip" | "aws:vpcsourceip" => of_way(request.through, key),
        "aws:viaawsservice" | "aws:calledvia" | "aws:calledviafirst" | "aws:calledvialast" => of_chain(request, key),
        key => of_principal(request.principal, key),
    }
}

fn text<'t>(text: &'static str) -> Given<'t> {
    Given::Is(Symbol::text(text))
}

fn account<'t>() -> Given<'t> {
    Given::Is(Symbol::input("AWS::AccountId"))
}

fn region<'t>(request: &Request<'_, 't>) -> Given<'t> {
    let service = request.action.split(':').next().unwrap_or_default();
    match request.place.region {
        Some(region) if !GLOBAL.contains(&service) => Given::Is(Symbol::text(region)),
        Some(_) | None => Given::Present,
    }
}

/// Keys about the way of a request. Through an endpoint it has no public address.
fn of_way<'t>(through: &Through<'t>, key: &str) -> Given<'t> {
    match (through, key) {
        (Through::Unknown | Through::Perhaps(_), _) => Given::Unknown,
        (Through::Endpoint(endpoint, ..), "aws:sourcevpce") => Given::Is(endpoint.clone()),
        (Through::Endpoint(_, vpc, _), "aws:sourcevpc") => Given::Is(vpc.clone()),
        (Through::Endpoint(..), "aws:sourceip") => Given::Absent,
        (Through::Endpoint(..), _) => Given::Present,
        (Through::Internet, "aws:sourceip") => Given::PublicAddress,
        (Through::Internet, _) => Given::Absent,
    }
}

/// Keys about services that ask on behalf of somebody, as they do for the keys that resources are encrypted with.
fn of_chain<'t>(request: &Request<'_, 't>, key: &str) -> Given<'t> {
    match key {
        _ if request.action.starts_with("kms:") => Given::Unknown,
        "aws:viaawsservice" => text("false"),
        _ => Given::Absent,
    }
}

/// Keys about who asks.
fn of_principal<'t>(principal: &Principal<'t>, key: &str) -> Given<'t> {
    match principal {
        Principal::Role(arn) => match key {
            "aws:principaltype" => text("AssumedRole"),
            "aws:tokenissuetime" => Given::Present,
            "aws:username" => Given::Absent,
            key => of_identity(arn, key),
        },
        Principal::User(arn, name) => match key {
            "aws:principaltype" => text("User"),
            "aws:username" => Given::Is(name.clone()),
            key => of_identity(arn, key),
        },
        Principal::Service(name, source) => match key {
            "aws:principalisawsservice" => text("true"),
            "aws:principalservicename" => Given::Is(Symbol::text(*name)),
            "aws:sourcearn" => Given::Is(source.clone()),
            "aws:sourceaccount" => account(),
            "aws:username" | "aws:tokenissuetime" | "aws:principalarn" => Given::Absent,
            _ => Given::Unknown,
        },
        Principal::Anonymous => match key {
            "aws:principalaccount" | "aws:userid" => text("anonymous"),
            "aws:principaltype" => text("Anonymous"),
            "aws:principalarn" | "aws:principalisawsservice" | "aws:principalorgid" | "aws:principalorgpaths" => {
                Given::Absent
            }
            "aws:username" | "aws:tokenissuetime" | "aws:multifactorauthpresent" => Given::Absent,
            key if key.starts_with("aws:principaltag/") || is_of_service(key) => Given::Absent,
            _ => Given::Unknown,
        },
    }
}

/// Keys that roles and users have alike.
fn of_identity<'t>(arn: &Symbol<'t>, key: &str) -> Given<'t> {
    match key {
        "aws:principalarn" => Given::Is(arn.clone()),
        "aws:principalaccount" => account(),
        "aws:principalisawsservice" => text("false"),
        "aws:userid" => Given::Present,
        key if is_of_service(key) => Given::Absent,
        _ => Given::Unknown,
    }
}

/// Keys that only a service has that asks for itself, on behalf of a resource.
fn is_of_service(key: &str) -> bool {
    let keys = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];
    keys.contains(&key) || matches!(key, "aws:principalservicename" | "aws:principalservicenameslist")
}
