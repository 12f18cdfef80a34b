//! Ways to the services of AWS: through an endpoint in the VPC, or over the internet.
//!
//! From "Gateway endpoints" and "Access an AWS service using an interface VPC endpoint" in the AWS PrivateLink Guide.

use super::acls::{self, Crossing};
use super::blocks::Addresses;
use super::groups::{Direction, let_through};
use super::nodes::{self, Interface};
use super::ports::Ports;
use super::subnets::{self, Held};
use super::{internet, within};
use crate::reason::access::request::Through;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::reason::world::World;

/// The services that gateway endpoints serve.
pub const GATEWAYS: [&str; 2] = ["s3", "dynamodb"];
/// The port of all of them.
const HTTPS: Ports = Ports { first: 443, last: 443 };

/// The services that resources are asked for through, by the end of an endpoint's name.
const SERVICES: [(&str, &str); 16] = [
    ("AWS::S3::Bucket", "s3"),
    ("AWS::DynamoDB::Table", "dynamodb"),
    ("AWS::DynamoDB::GlobalTable", "dynamodb"),
    ("AWS::SQS::Queue", "sqs"),
    ("AWS::SNS::Topic", "sns"),
    ("AWS::SecretsManager::Secret", "secretsmanager"),
    ("AWS::SSM::Parameter", "ssm"),
    ("AWS::KMS::Key", "kms"),
    ("AWS::Lambda::Function", "lambda"),
    ("AWS::Kinesis::Stream", "kinesis-streams"),
    ("AWS::Logs::LogGroup", "logs"),
    ("AWS::StepFunctions::StateMachine", "states"),
    ("AWS::Events::EventBus", "events"),
    ("AWS::ECR::Repository", "ecr.api"),
    ("AWS::CloudWatch::Alarm", "monitoring"),
    ("AWS::SES::EmailIdentity", "email"),
];

/// The service that a type of resource is asked for through.
pub fn service_of(kind: &str) -> Option<&'static str> {
    SERVICES.iter().find(|(of, _)| *of == kind).map(|(_, service)| *service)
}

/// An endpoint of a service, and whether requests of something go through it.
struct Candidate {
    endpoint: usize,
    takes: Truth,
}

/// Whether something reaches a service, and how a request comes there.
pub fn reach<'t>(world: &World<'_, 't>, own: &Interface, service: &str, trace: &mut Trace<'t>) -> (Truth, Through<'t>) {
    let vpc = own.subnet.and_then(|subnet| subnets::vpc_of(world, subnet));
    let Some((subnet, vpc)) = own.subnet.zip(vpc) else {
        let truth = internet::outwards(world, own, (Addresses::Service, HTTPS), trace);
        trace.note(Truth::Unknown, Some(world.way(own.owner, &[])), || {
            format!("the VPC of {} may have endpoints that are not in the file", world.name(own.owner))
        });
        return (truth.or(Truth::Unknown).and(Truth::Unknown), Through::Unknown);
    };
    let candidates: Vec<Candidate> = endpoints(world, vpc, service)
        .map(|endpoint| Candidate { endpoint, takes: takes(world, endpoint, (subnet, vpc)) })
        .collect();
    // With private DNS the name of a service leads to an interface, also where a route leads to a gateway.
    let sure =
        |is: bool| candidates.iter().find(|one| one.takes == Truth::Yes && is_interface(world, one.endpoint) == is);
    if let Some(Candidate { endpoint, .. }) = sure(true).or(sure(false)) {
        let truth = trace.derived(
            Some(world.way(*endpoint, &[])),
            |trace| into(world, own, (*endpoint, subnet), trace),
            |_| format!("requests to {service} go through endpoint {}", world.name(*endpoint)),
        );
        return (truth, through(world, *endpoint, vpc));
    }
    let mut way = Trace::like(trace);
    let found = internet::outwards(world, own, (Addresses::Service, HTTPS), &mut way);
    if candidates.is_empty() && found != Truth::Yes {
        trace.note(Truth::No, Some(world.way(vpc, &[])), || {
            format!("VPC {} has no endpoint for {service}", world.name(vpc))
        });
    }
    way.into_steps().into_iter().for_each(|step| trace.add(step));
    candidates.iter().for_each(|one| say(world, one, subnet, trace));
    let maybe: Vec<&Candidate> = candidates.iter().filter(|one| one.takes == Truth::Unknown).collect();
    if maybe.is_empty() {
        return (found, Through::Internet);
    }
    // Where an endpoint may be the way, both have to lead there.
    let silent = &mut Trace::silent();
    let agree = maybe.iter().all(|one| into(world, own, (one.endpoint, subnet), silent) == found);
    (if agree { found } else { Truth::Unknown }, Through::Unknown)
}

/// The endpoints of a service in a VPC.
fn endpoints<'w>(world: &'w World<'_, '_>, vpc: usize, service: &'w str) -> impl Iterator<Item = usize> + 'w {
    let all = world.of_kind("AWS::EC2::VPCEndpoint").iter().copied();
    all.filter(move |at| subnets::vpc_of(world, *at) == Some(vpc) && serves(world, *at, service))
}

/// Whether an endpoint is one of a service: its name ends with that.
fn serves(world: &World<'_, '_>, endpoint: usize, service: &str) -> bool {
    let Some(name) = world.property(endpoint, "ServiceName").map(|value| world.symbol(value).to_string()) else {
        return false;
    };
    name.strip_suffix(service).is_some_and(|front| front.ends_with('.'))
}

fn is_interface(world: &World<'_, '_>, endpoint: usize) -> bool {
    let kind = world.property(endpoint, "VpcEndpointType").map(|value| world.symbol(value));
    kind.is_some_and(|kind| kind.known() == Some("Interface"))
}

/// Whether requests of what stands in a subnet go through an endpoint.
fn takes(world: &World<'_, '_>, endpoint: usize, (subnet, vpc): (usize, usize)) -> Truth {
    if is_interface(world, endpoint) {
        return switched(world, endpoint, "PrivateDnsEnabled", false).and(resolves(world, vpc));
    }
    let Some(list) = world.property(endpoint, "RouteTableIds") else { return Truth::No };
    let Some(tables) = world.view.items(list) else { return Truth::Unknown };
    match subnets::table_of(world, subnet) {
        Held::By(table, _) => {
            let found = tables.iter().map(|(_, value)| world.meant(value, "AWS::EC2::RouteTable"));
            Truth::any(found.map(|found| found.map_or(Truth::Unknown, |found| Truth::from(found == table))))
        }
        // The template cannot name the main table.
        Held::Initial => Truth::No,
        Held::Unknown => Truth::Unknown,
    }
}

/// Whether a VPC gives names to what is in it, as private DNS needs.
///
/// From "DNS attributes in your VPC" in the Amazon VPC User Guide.
fn resolves(world: &World<'_, '_>, vpc: usize) -> Truth {
    switched(world, vpc, "EnableDnsSupport", true).and(switched(world, vpc, "EnableDnsHostnames", false))
}

/// A switch, or what it is when nothing says so.
///
/// `PrivateDnsEnabled` is off then: "AWS::EC2::VPCEndpoint" in the CloudFormation Template Reference Guide.
fn switched(world: &World<'_, '_>, at: usize, property: &str, usual: bool) -> Truth {
    let said = world.property(at, property).map(|value| world.symbol(value));
    match said.as_ref().map(|said| said.known()) {
        None => Truth::from(usual),
        Some(Some(text)) => Truth::from(text.eq_ignore_ascii_case("true")),
        Some(None) => Truth::Unknown,
    }
}

/// Why an endpoint is not the way.
fn say<'t>(world: &World<'_, 't>, one: &Candidate, subnet: usize, trace: &mut Trace<'t>) {
    trace.note(one.takes, Some(world.way(one.endpoint, &[])), || {
        let name = world.name(one.endpoint);
        let is_known = one.takes == Truth::No;
        if !is_interface(world, one.endpoint) {
            let subnet = world.name(subnet);
            let is = if is_known { "is not" } else { "may be" };
            return format!("endpoint {name} {is} in the route table of subnet {subnet}");
        }
        match switched(world, one.endpoint, "PrivateDnsEnabled", false) {
            Truth::No => format!("endpoint {name} has no private DNS, so that the service's name does not lead to it"),
            Truth::Unknown => format!("whether endpoint {name} has private DNS is not known before the deploy"),
            Truth::Yes => {
                let is = if is_known { "is not" } else { "may not be" };
                format!("the private DNS of endpoint {name} needs EnableDnsHostnames in its VPC, which {is} on")
            }
        }
    });
}

fn through<'t>(world: &World<'_, 't>, endpoint: usize, vpc: usize) -> Through<'t> {
    Through::Endpoint(world.identifier(endpoint), world.identifier(vpc), endpoint)
}

/// Whether requests come into an endpoint.
fn into<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    (endpoint, subnet): (usize, usize),
    trace: &mut Trace<'t>,
) -> Truth {
    if is_interface(world, endpoint) {
        return within::reach(world, own, &nodes::of_endpoint(world, endpoint), HTTPS, trace);
    }
    // Out of the subnet to the public addresses of the service, which the gateway takes up.
    let out = let_through(world, own, Direction::Out, (Addresses::Service, HTTPS), trace);
    if out == Truth::No {
        return out;
    }
    let crossing = Crossing { is_out: true, other: Addresses::Service, ports: HTTPS, answers: own.asks_from };
    out.and(acls::lets_through(world, subnet, crossing, trace))
}
