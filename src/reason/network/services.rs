//! Ways to the services of AWS: through an endpoint in the VPC, or over the internet.
//!
//! From "Gateway endpoints" and "Access an AWS service using an interface VPC endpoint" in the AWS PrivateLink Guide.

use super::groups::Peer;
use super::nodes::{Connection, Groups, Interface};
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
const HTTPS: u16 = 443;

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

/// Whether something reaches a service, and how a request comes there.
pub fn reach<'t>(world: &World<'_, 't>, own: &Interface, service: &str, trace: &mut Trace<'t>) -> (Truth, Through<'t>) {
    let vpc = own.subnet.and_then(|subnet| subnets::vpc_of(world, subnet));
    let Some((subnet, vpc)) = own.subnet.zip(vpc) else {
        let text = "its network is not in the file, so its ways are not known";
        trace.note(Truth::Unknown, None, || text.to_owned());
        return (Truth::Unknown, Through::Unknown);
    };
    let endpoints: Vec<usize> = endpoints(world, vpc, service).collect();
    if let Some(endpoint) = endpoints.iter().find(|at| serves_table(world, **at, subnet) == Truth::Yes) {
        let at = Some(world.way(*endpoint, &[]));
        trace.note(Truth::Yes, at, || {
            format!("endpoint {} serves subnet {}", world.name(*endpoint), world.name(subnet))
        });
        let truth = out_to_service(world, own, (subnet, service), trace);
        return (truth, through(world, *endpoint, vpc));
    }
    if let Some(endpoint) = endpoints.iter().find(|at| is_interface(world, **at)) {
        let truth = trace.derived(
            Some(world.way(*endpoint, &[])),
            |trace| to_interface(world, own, *endpoint, trace),
            |_| format!("{service} is reached through endpoint {}", world.name(*endpoint)),
        );
        return (truth, through(world, *endpoint, vpc));
    }
    over_the_internet(world, own, (subnet, service), &endpoints, trace)
}

fn over_the_internet<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    (subnet, service): (usize, &str),
    endpoints: &[usize],
    trace: &mut Trace<'t>,
) -> (Truth, Through<'t>) {
    let found = internet::outwards(world, own, (&Peer::Service(service), Ports::one(HTTPS)), trace);
    for endpoint in endpoints.iter().filter(|_| found != Truth::Yes) {
        let truth = serves_table(world, *endpoint, subnet);
        trace.note(truth, Some(world.way(*endpoint, &[])), || {
            let verb = if truth == Truth::No { "does not serve" } else { "may not serve" };
            format!("endpoint {} {verb} the route table of subnet {}", world.name(*endpoint), world.name(subnet))
        });
    }
    let may_serve = Truth::any(endpoints.iter().map(|at| serves_table(world, *at, subnet)));
    (found.or(may_serve), if may_serve == Truth::No { Through::Internet } else { Through::Unknown })
}

/// The endpoints of a service in a VPC.
fn endpoints<'w>(world: &'w World<'_, '_>, vpc: usize, service: &'w str) -> impl Iterator<Item = usize> + 'w {
    world.of_kind("AWS::EC2::VPCEndpoint").iter().copied().filter(move |at| {
        subnets::vpc_of(world, *at) == Some(vpc) && serves(world, *at, service) && resolves(world, *at)
    })
}

/// Whether an endpoint is one of a service: its name ends with that.
fn serves(world: &World<'_, '_>, endpoint: usize, service: &str) -> bool {
    let Some(name) = world.property(endpoint, "ServiceName").map(|value| world.symbol(value).to_string()) else {
        return false;
    };
    name.strip_suffix(service).is_some_and(|front| front.ends_with('.'))
}

fn kind(world: &World<'_, '_>, endpoint: usize) -> Option<String> {
    Some(world.symbol(world.property(endpoint, "VpcEndpointType")?).to_string())
}

fn is_interface(world: &World<'_, '_>, endpoint: usize) -> bool {
    kind(world, endpoint).as_deref() == Some("Interface")
}

/// Whether the service's own name leads to an endpoint: an interface endpoint needs private DNS for that.
fn resolves(world: &World<'_, '_>, endpoint: usize) -> bool {
    let private = world.property(endpoint, "PrivateDnsEnabled").map(|value| world.symbol(value).to_string());
    match kind(world, endpoint).as_deref() {
        None | Some("Gateway") => true,
        Some("Interface") => private.as_deref() == Some("true"),
        Some(_) => false,
    }
}

/// Whether a gateway endpoint is in the route table of a subnet.
fn serves_table(world: &World<'_, '_>, endpoint: usize, subnet: usize) -> Truth {
    if is_interface(world, endpoint) {
        return Truth::No;
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

fn through<'t>(world: &World<'_, 't>, endpoint: usize, vpc: usize) -> Through<'t> {
    let id = |at| world.view.identifier_of(at, world.place);
    Through::Endpoint(id(endpoint), id(vpc), endpoint)
}

/// Out of the subnet to the public addresses of a service, which a gateway endpoint takes up.
fn out_to_service<'t>(
    world: &World<'_, 't>,
    own: &Interface,
    (subnet, service): (usize, &str),
    trace: &mut Trace<'t>,
) -> Truth {
    use super::groups::{Direction, let_through};
    let peer = Peer::Service(service);
    let ports = Ports::one(HTTPS);
    let out = let_through(world, own, Direction::Out, (&peer, ports), trace);
    let Some(anywhere) = super::blocks::anywhere().filter(|_| out != Truth::No) else { return out };
    out.and(super::acls::lets_out(world, subnet, (anywhere, ports), trace))
}

fn to_interface<'t>(world: &World<'_, 't>, own: &Interface, endpoint: usize, trace: &mut Trace<'t>) -> Truth {
    let groups = match world.property(endpoint, "SecurityGroupIds") {
        None => Groups::OfVpc,
        Some(value) => Groups::Listed(match world.view.items(value) {
            Some(items) => items.into_iter().map(|(_, one)| world.meant(one, "AWS::EC2::SecurityGroup")).collect(),
            None => vec![None],
        }),
    };
    let subnets = subnets::listed(world, world.property(endpoint, "SubnetIds"));
    let each = subnets.into_iter().map(|subnet| Interface { subnet, groups: groups.clone(), is_public: Truth::No });
    within::reach(world, own, &Connection::Within(each.collect()), Ports::one(HTTPS), trace)
}
