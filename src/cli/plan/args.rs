//! The command line of `infrac plan`, as clap sees it.

use crate::cli::args::PageFormat;
#[cfg(feature = "deploy")]
use crate::cli::deploy::args::{Connection, Stack};
use clap::Args;
use std::path::PathBuf;

/// `infrac plan`
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct Plan {
    /// The file that would be deployed
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Ask nobody: predict from another file or template what would change
    #[arg(long, requires = "against")]
    pub offline: bool,
    /// What is deployed now: .infra, or a template as .json or .yaml
    #[arg(long, value_name = "OLD", requires = "offline")]
    pub against: Option<PathBuf>,
    /// Exit with 2 when something would change, and with 1 for every failure
    #[arg(long)]
    pub detailed_exit_code: bool,
    /// The plan's format
    #[arg(long, value_enum, default_value_t)]
    pub format: PageFormat,
    /// What the stack is made of.
    #[cfg(feature = "deploy")]
    #[command(flatten)]
    pub stack: Stack,
    /// How AWS is reached.
    #[cfg(feature = "deploy")]
    #[command(flatten)]
    pub connection: Connection,
}

/// What is shown.
const HELP: &str = "\
Without --offline, CloudFormation is asked: infrac makes a change set, reads it and removes it again;
nothing is changed. With --offline the schemas of the resource types tell which changes need a new
resource; what depends on values that nobody knows is called possible.

JSON is one object; docs/plan.md describes it.";
