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
    /// Whether it is one of the service.
    serves: Truth,
    takes: Truth,
}

/// Whether something reaches a service, and how a request comes there.
pub fn reach<'t>(world: &World<'_, 't>, own: &Interface, service: &str, trace: &mut Trace<'t>) -> (Truth, Through<'t>) {
    let Some(subnet) = own.subnet else {
        internet::outwards(world, own, (Addresses::Service, HTTPS), trace);
        return (may_have_endpoints(world, own, trace), Through::Unknown);
    };
    let candidates = candidates(world, subnet, service);
    // With private DNS the name of a service leads to an interface, also where a route leads to a gateway.
    let sure =
        |is: bool| candidates.iter().find(|one| one.takes == Truth::Yes && is_interface(world, one.endpoint) == is);
    if let Some(Candidate { endpoint, .. }) = sure(true).or(sure(false)) {
        let truth = trace.derived(
            Some(world.way(*endpoint, &[])),
            |trace| into(world, own, (*endpoint, subnet), trace),
            |_| format!("requests to {service} go through endpoint {}", world.name(*endpoint)),
        );
        let vpc = world.property(*endpoint, "VpcId").map(|value| world.symbol(value)).unwrap_or_default();
        return (truth, Through::Endpoint(world.identifier(*endpoint), vpc, *endpoint));
    }
    let mut way = Trace::like(trace);
    let found = internet::outwards(world, own, (Addresses::Service, HTTPS), &mut way);
    let own_vpc = subnets::vpc_of(world, subnet);
    if candidates.is_empty() && found != Truth::Yes {
        trace.note(Truth::No, Some(world.way(own_vpc.unwrap_or(subnet), &[])), || match own_vpc {
            Some(vpc) => format!("VPC {} has no endpoint for {service}", world.name(vpc)),
            None => format!("the file has no endpoint for {service} that serves subnet {}", world.name(subnet)),
        });
    }
    way.into_steps().into_iter().for_each(|step| trace.add(step));
    candidates.iter().for_each(|one| say(world, one, subnet, trace));
    let maybe: Vec<usize> =
        candidates.iter().filter(|one| one.takes == Truth::Unknown).map(|one| one.endpoint).collect();
    // Where an endpoint may be the way, both have to lead there.
    let silent = &mut Trace::silent();
    let agree = maybe.iter().all(|endpoint| into(world, own, (*endpoint, subnet), silent) == found);
    let truth = if agree { found } else { Truth::Unknown };
    match own_vpc {
        None => (may_have_endpoints(world, own, trace), Through::Unknown),
        Some(_) if maybe.is_empty() => (truth, Through::Internet),
        Some(_) => (truth, Through::Perhaps(maybe)),
    }
}

/// Of a VPC that the stack does not make nobody knows what it has.
fn may_have_endpoints<'t>(world: &World<'_, 't>, own: &Interface, trace: &mut Trace<'t>) -> Truth {
    trace.note(Truth::Unknown, Some(world.way(own.owner, &[])), || {
        format!("the VPC of {} may have endpoints that are not in the file", world.name(own.owner))
    });
    Truth::Unknown
}

/// The endpoints of a service in the VPC of a subnet, as far as requests may go through them.
fn candidates(world: &World<'_, '_>, subnet: usize, service: &str) -> Vec<Candidate> {
    let all = world.of_kind("AWS::EC2::VPCEndpoint").iter().copied();
    let here = all.filter(|at| subnets::in_one_vpc(world, *at, subnet) == Some(true));
    let candidate = |endpoint| match serves(world, endpoint, service) {
        Truth::No => None,
        serves => Some(Candidate { endpoint, serves, takes: serves.and(takes(world, endpoint, subnet)) }),
    };
    here.filter_map(candidate).collect()
}

/// Whether an endpoint is one of a service: its name ends with that.
fn serves(world: &World<'_, '_>, endpoint: usize, service: &str) -> Truth {
    let name = world.property(endpoint, "ServiceName").map(|value| world.symbol(value));
    name.map_or(Truth::No, |name| name.ends_with(&format!(".{service}")))
}

fn is_interface(world: &World<'_, '_>, endpoint: usize) -> bool {
    let kind = world.property(endpoint, "VpcEndpointType").map(|value| world.symbol(value));
    kind.is_some_and(|kind| kind.known() == Some("Interface"))
}

/// Whether requests of what stands in a subnet go through an endpoint.
fn takes(world: &World<'_, '_>, endpoint: usize, subnet: usize) -> Truth {
    if is_interface(world, endpoint) {
        let resolves = subnets::vpc_of(world, subnet).map_or(Truth::Unknown, |vpc| resolves(world, vpc));
        return switched(world, endpoint, "PrivateDnsEnabled", false).and(resolves);
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
pub fn resolves(world: &World<'_, '_>, vpc: usize) -> Truth {
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
        if one.serves != Truth::Yes && !is_known {
            return format!("which service endpoint {name} leads to is not known before the deploy");
        }
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
