//! What is known of the network that a file describes: which VPC things are in, in which zone a subnet lies, whether it
//! is public. Words ask here about others, whatever word or type they are declared by, in whatever order.

mod destination;
pub mod gateways;
mod members;
mod public;
pub mod routes;
pub mod tables;
pub mod targets;
mod way_out;
mod zone;

pub use gateways::needs_gateway;
pub use members::{block_of, existing_as, same, subnets_of, vpc_of, vpc_of_value};
pub use public::{is_public, public_table};
pub use way_out::way_out;
pub use zone::{Zone, zone_of};

use super::shape::Wanted;
use crate::lower::Lowering;

/// A VPC.
pub static VPC: Wanted = Wanted { what: "a VPC", resource: "AWS::EC2::VPC", attribute: "", prefix: "vpc-" };
/// A subnet.
pub static SUBNET: Wanted = Wanted { what: "a subnet", resource: "AWS::EC2::Subnet", attribute: "", prefix: "subnet-" };
/// A route table.
pub static ROUTE_TABLE: Wanted =
    Wanted { what: "a route table", resource: "AWS::EC2::RouteTable", attribute: "", prefix: "rtb-" };
/// An internet gateway.
pub static INTERNET_GATEWAY: Wanted =
    Wanted { what: "an internet gateway", resource: "AWS::EC2::InternetGateway", attribute: "", prefix: "igw-" };
/// A peering of two VPCs.
pub static PEERING: Wanted =
    Wanted { what: "a peering", resource: "AWS::EC2::VPCPeeringConnection", attribute: "", prefix: "pcx-" };
/// An address that stays.
pub static ELASTIC_IP: Wanted =
    Wanted { what: "an elastic IP", resource: "AWS::EC2::EIP", attribute: "AllocationId", prefix: "eipalloc-" };
/// A security group.
pub static SECURITY_GROUP: Wanted =
    Wanted { what: "a security group", resource: "AWS::EC2::SecurityGroup", attribute: "GroupId", prefix: "sg-" };

/// Makes what a network needs and nobody declares: internet gateways and route tables.
pub fn make(to: &mut Lowering<'_, '_>) {
    gateways::make(to);
    tables::make(to);
}
