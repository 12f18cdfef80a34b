//! The command line of what talks to AWS, as clap sees it.

use crate::cli::render::MessageFormat;
use clap::Args;
use std::path::PathBuf;

/// How AWS is reached. What is not said comes from the usual files and variables of AWS.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Connection")]
pub struct Connection {
    /// The region; without it, the one that the file is meant for, or AWS's own settings
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// The profile of AWS's files
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// An address in the place of AWS's own, such as an emulator's
    #[arg(long, value_name = "URL")]
    pub endpoint_url: Option<String>,
}

/// What a stack is made of.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "The stack")]
pub struct Stack {
    /// The stack's name; without it, the one in the file, or the file's own
    #[arg(long = "stack", value_name = "NAME")]
    pub name: Option<String>,
    /// The value of a parameter
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    pub parameters: Vec<String>,
    /// Values of parameters: lines of `name = value`, or CloudFormation's own JSON
    #[arg(long, value_name = "FILE")]
    pub params: Option<PathBuf>,
    /// A tag of the stack, which its resources get too
    #[arg(long = "tag", value_name = "KEY=VALUE")]
    pub tags: Vec<String>,
    /// The role that CloudFormation acts with
    #[arg(long, value_name = "ARN")]
    pub role_arn: Option<String>,
    /// A topic that is told what happens
    #[arg(long, value_name = "ARN")]
    pub notify: Vec<String>,
    /// The bucket for a template of more than 51,200 bytes; without it, infrac makes one
    #[arg(long, value_name = "NAME")]
    pub bucket: Option<String>,
    /// The folder that used files lie in, above the files or theirs; without it, each file's own
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
}

/// `infrac deploy`
#[derive(Debug, Args)]
pub struct Deploy {
    /// Files to deploy; stacks that import from others come after them
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
    /// Let this be replaced or deleted, though its data is lost; by name or logical id
    #[arg(long, value_name = "NAME")]
    pub allow_replace: Vec<String>,
    /// Leave what was made as it is when something fails
    #[arg(long)]
    pub disable_rollback: bool,
    #[command(flatten)]
    pub stack: Stack,
    #[command(flatten)]
    pub connection: Connection,
}

/// Which stack is meant.
#[derive(Debug, Clone, Args)]
pub struct Target {
    /// The stack: a file of it, or its name
    #[arg(value_name = "FILE|STACK")]
    pub target: String,
    /// The stack's name where it is not the one that the file says
    #[arg(long = "stack", value_name = "NAME")]
    pub name: Option<String>,
    /// The folder that used files lie in, above the file or its own; without it, the file's own
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
}

/// `infrac destroy`
#[derive(Debug, Args)]
pub struct Destroy {
    #[command(flatten)]
    pub target: Target,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
    /// The role that CloudFormation acts with
    #[arg(long, value_name = "ARN")]
    pub role_arn: Option<String>,
    #[command(flatten)]
    pub connection: Connection,
}

/// `infrac status`
#[derive(Debug, Args)]
pub struct Status {
    #[command(flatten)]
    pub target: Target,
    /// Follow what goes on in it to its end
    #[arg(short, long)]
    pub watch: bool,
    #[command(flatten)]
    pub connection: Connection,
}

/// `infrac cancel`
#[derive(Debug, Args)]
pub struct Cancel {
    #[command(flatten)]
    pub target: Target,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
    #[command(flatten)]
    pub connection: Connection,
}

/// `infrac drift`
#[derive(Debug, Args)]
pub struct Drift {
    #[command(flatten)]
    pub target: Target,
    /// How differences are shown
    #[arg(long, value_enum, default_value_t)]
    pub message_format: MessageFormat,
    #[command(flatten)]
    pub connection: Connection,
}

/// `infrac outputs`
#[derive(Debug, Args)]
pub struct Outputs {
    #[command(flatten)]
    pub target: Target,
    /// As one JSON object
    #[arg(long, conflicts_with = "env")]
    pub json: bool,
    /// As variables that a shell reads
    #[arg(long)]
    pub env: bool,
    #[command(flatten)]
    pub connection: Connection,
}
