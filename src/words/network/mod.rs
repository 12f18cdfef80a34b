//! What is known of the network that a file describes: which VPC things are in, in which zone a subnet lies, whether it
//! is public. Words ask here about others, whatever word or type they are declared by, in whatever order.

mod gateways;
mod members;
mod public;
mod zone;

pub use gateways::{gateway_id, needs_gateway};
pub use members::{block_of, existing_as, same, subnets_of, vpc_of, vpc_of_value};
pub use public::{is_public, public_table};
pub use zone::{Zone, zone_of};

use super::shape::Wanted;

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
/// A security group.
pub static SECURITY_GROUP: Wanted =
    Wanted { what: "a security group", resource: "AWS::EC2::SecurityGroup", attribute: "GroupId", prefix: "sg-" };
