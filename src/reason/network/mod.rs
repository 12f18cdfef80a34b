//! What is reachable: routes, gateways, endpoints, security groups and network ACLs.

pub mod acls;
pub mod blocks;
pub mod groups;
pub mod internet;
pub mod nodes;
pub mod ports;
pub mod reach;
pub mod routes;
pub mod services;
pub mod subnets;
pub mod within;
