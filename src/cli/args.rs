//! The command line as clap sees it.

#[cfg(feature = "deploy")]
use super::deploy::args as deploy;
use super::render::MessageFormat;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Compiles .infra files, which read as sentences, to CloudFormation templates.
#[derive(Debug, Parser)]
#[command(name = "infrac", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compile a file and print its template, or write it with -o
    Build(Build),
    /// Say everything that is wrong with files, or with templates of CloudFormation
    Check(Check),
    /// Lay files out in the one canonical layout
    Fmt(Fmt),
    /// Show the page of a diagnostic's code, a word, a resource type or a property
    Explain(Explain),
    /// Say how it comes that somebody can do something, or cannot
    Why(Why),
    /// Show what a deploy would change, and change nothing
    Plan(Box<super::plan::Plan>),
    /// Make a stack of a file, or change it to what the file says
    #[cfg(feature = "deploy")]
    Deploy(Box<deploy::Deploy>),
    /// Show how a stack is, and follow what goes on in it
    #[cfg(feature = "deploy")]
    Status(deploy::Status),
    /// Show what a stack tells: its outputs
    #[cfg(feature = "deploy")]
    Outputs(deploy::Outputs),
    /// Show what somebody changed behind a stack's back
    #[cfg(feature = "deploy")]
    Drift(deploy::Drift),
    /// Take back the deploy that goes on in a stack
    #[cfg(feature = "deploy")]
    Cancel(deploy::Cancel),
    /// Delete a stack
    #[cfg(feature = "deploy")]
    Destroy(deploy::Destroy),
    /// Make a folder with a first file that builds
    New(New),
    /// Print a completion script for a shell
    Completions(Completions),
}

/// `infrac build`
#[derive(Debug, Args)]
pub struct Build {
    /// Files to compile; - reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where to write: a file, or a folder for several templates
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// The template's format; without it, what the output's name ends with, or else JSON
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// The folder that used files lie in, above the files or theirs; without it, each file's own
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
    /// How diagnostics are shown
    #[arg(long, value_enum, default_value_t)]
    pub message_format: MessageFormat,
}

/// `infrac check`
#[derive(Debug, Args)]
pub struct Check {
    /// Files to check: .infra, or a template as .json or .yaml; - reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Apply the fixes that are sure, then check again
    #[arg(long)]
    pub fix: bool,
    /// The region that templates are meant for
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// The folder that used files lie in, above the files or theirs; without it, each file's own
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
    /// How diagnostics are shown
    #[arg(long, value_enum, default_value_t)]
    pub message_format: MessageFormat,
}

/// `infrac fmt`
#[derive(Debug, Args)]
#[command(after_help = FMT)]
pub struct Fmt {
    /// Files to lay out; - reads standard input and writes to standard output
    #[arg(required_unless_present = "stdin", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Change nothing: show what would change, and exit with 1 if something would
    #[arg(long)]
    pub check: bool,
    /// Read standard input and write to standard output, as with -
    #[arg(long, conflicts_with = "files")]
    pub stdin: bool,
    /// How diagnostics are shown
    #[arg(long, value_enum, default_value_t)]
    pub message_format: MessageFormat,
}

/// What the layout is, in a few words; src/format says it in more.
const FMT: &str = "\
The layout:
  Lines have up to 100 columns, and bodies are indented by two blanks. What stands on one line stays
  there while it fits; what stands on several lines has one entry a line. Comments and spelling stay
  as they are, and so does one empty line where there are some.

A file with mistakes of syntax is not changed.";

/// `infrac explain`
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN)]
pub struct Explain {
    /// What to explain; without it, a list of what there is
    pub topic: Option<String>,
    /// The page's format
    #[arg(long, value_enum, default_value_t)]
    pub format: PageFormat,
}

/// What a topic can be, and what a page looks like in JSON.
const EXPLAIN: &str = "\
Topics:
  unknown-word                    a diagnostic's code
  bucket, words                   a word, all words
  join, secret()                  a function; brackets tell one from a word of its name
  depends_on                      an entry of every resource
  AWS::SQS::Queue                 a resource type
  AWS::S3::Bucket.Tags.Key        a property; lists and maps on the way are not named
  bucket.Tags                     a property of what a word makes
  AWS::SQS, AWS                   the types of a service, the services

JSON is one object: `version` (1), `topic`, `kind` (code, word, words, function, entry, type,
property, service, services or, without a topic, topics), and the fields of that kind. What is empty
or not known is left out; a new field does not change the version. `change` is keeps, may-replace or
replaces; `required` is about the place that a property stands in.";

/// `infrac why`
#[derive(Debug, Args)]
pub struct Why {
    /// Who, the verb and what, such as web01 write uploads; then the file, unless the folder has only one
    #[arg(value_name = "WHO VERB WHAT [FILE]")]
    pub words: Vec<String>,
    /// Say what is lost without something that the file declares, or a resource of a template
    #[arg(long, value_name = "NAME")]
    pub without: Option<String>,
    /// The region that a template is meant for
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// The answer's format
    #[arg(long, value_enum, default_value_t)]
    pub format: PageFormat,
    /// The folder that used files lie in, above the file or its own
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
}

/// `infrac new`
#[derive(Debug, Args)]
pub struct New {
    /// The folder to make; its last part names the stack
    pub name: PathBuf,
}

/// `infrac completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// The format of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// JSON
    Json,
    /// YAML with short tags
    Yaml,
}

/// The format of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum PageFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object
    Json,
}
