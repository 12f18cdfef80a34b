//! Whom a deploy tells what happens, and asks what to do.

use super::account::Account;
use super::order::Input;
use crate::plan::Plan;
use std::io;
use std::time::SystemTime;

/// The person at the other end, or the program. Several stacks may speak at a time, each with its name.
pub trait Desk {
    /// Takes a note of something.
    fn note(&self, stack: &str, note: Note<'_>);

    /// Asks whether to go on.
    ///
    /// # Errors
    /// When nobody is there to answer.
    fn ask(&self, stack: &str, question: &Question<'_>) -> io::Result<bool>;

    /// Asks for the value of an input; nothing when nobody is there to answer.
    ///
    /// # Errors
    /// When the answer cannot be read.
    fn value(&self, stack: &str, input: &Input) -> io::Result<Option<String>>;
}

/// What happens.
#[derive(Debug)]
pub enum Note<'n> {
    /// Who deploys, and where.
    Account(&'n Account, &'n str),
    /// Something that is good to know, as a sentence.
    Said(String),
    /// What will change.
    Plan(&'n Plan),
    /// What becomes of everything in a stack that is to be deleted.
    Leaving(&'n [Leaving]),
    /// An operation begins: what it does to the stack, and how many resources it is about, where that is known.
    Begins(&'static str, Option<usize>),
    /// A resource is a step further.
    Step(&'n Step),
    /// The operation is over.
    Ends(Outcome),
}

/// How an operation came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As it was meant.
    Done,
    /// It failed, and what was done was taken back or is as it was left.
    Failed,
    /// Nobody watches any more; it goes on.
    Left,
}

/// One event of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The stacks above it, from the one that is deployed: empty for its own resources.
    pub within: Vec<String>,
    /// The logical id.
    pub id: String,
    /// `AWS::S3::Bucket`.
    pub kind: String,
    /// `CREATE_IN_PROGRESS`.
    pub status: String,
    /// What the service says about it.
    pub reason: Option<String>,
    /// When.
    pub at: SystemTime,
}

/// A resource of a stack that is to be deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// Its logical id.
    pub id: String,
    /// Its type.
    pub kind: String,
    /// Its name at AWS.
    pub physical: String,
    /// What becomes of it.
    pub leave: Leave,
    /// The data that goes with it, in words.
    pub lost: Option<String>,
}

/// What becomes of a resource when its stack is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// It goes too.
    Deleted,
    /// A bucket that goes too, with everything in it.
    Emptied,
    /// It goes, and a snapshot of it stays.
    Snapshot,
    /// It stays.
    Kept,
}

/// What can be asked.
#[derive(Debug)]
pub enum Question<'q> {
    /// Whether to execute the plan that was shown; with the capabilities that it asks for.
    Execute(&'q Plan, &'q [&'static str]),
    /// Whether to delete a stack that is dead, and to make it again; with its status.
    Replace(&'q str),
    /// Whether to let a rollback that is stuck go on; with the status.
    Continue(&'q str),
    /// Whether to replace or delete what holds data, by logical id, though nobody said so before.
    Lose(&'q [String]),
    /// Whether to delete the stack.
    Destroy,
}
