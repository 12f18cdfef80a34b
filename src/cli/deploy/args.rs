//! The command line of what talks to AWS, as clap sees it.

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
