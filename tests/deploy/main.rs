//! Deploys against a service on loopback that fails at every call in turn.

mod every_call;
mod figures;
mod laws;
mod run;
mod scenario;
mod service;
mod world;
