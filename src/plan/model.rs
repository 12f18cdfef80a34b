//! A plan: the changes of a stack, one for each resource.

use super::parts::{OutputChange, ParameterChange, PropertyChange};
use crate::model::names::logical_id;
use crate::source::At;
use serde::Serialize;

/// What would change in a stack. Resources that stay as they are are not in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// How it is known.
    pub basis: Basis,
    /// The resources that change, in the order of the new template; what goes comes last.
    pub changes: Vec<Change>,
    /// The parameters that change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<ParameterChange>,
    /// The outputs that change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<OutputChange>,
    /// What the plan does not know, or what else there is to say about the whole, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How a plan is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Predicted from two templates; nobody was asked.
    Prediction,
    /// CloudFormation made a change set.
    ChangeSet,
}

/// Whether something is sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// It depends on what is known only when the stack is deployed.
    Possible,
    /// It is sure.
    Certain,
}

/// One resource that changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Its logical id.
    pub logical_id: String,
    /// What AWS calls it, where it is there and the service said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub physical_id: Option<String>,
    /// As in `AWS::SQS::Queue`; the new one where that changes.
    pub resource_type: String,
    /// What becomes of it.
    pub action: Action,
    /// Whether anything happens to it at all; how sure a replacement is says [`Action::Replace`].
    pub certainty: Certainty,
    /// What becomes of the one that is there now, where it is removed or replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fate: Option<Fate>,
    /// The data that is lost with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Option<Loss>,
    /// Why CloudFormation will refuse this, or would.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// What changes in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<PropertyChange>,
    /// Where it is declared: in the new source, or in the old one for what goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
    /// What changes in the stack that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nested: Option<Box<Plan>>,
}

/// What becomes of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is made.
    Add,
    /// One that is there already comes into the stack.
    Import,
    /// It changes and stays the same resource.
    Change,
    /// A new one takes its place, surely or possibly; where it is only possible, it may be a mere change.
    Replace(Certainty),
    /// It leaves the stack. [`Change::fate`] says whether it is deleted.
    Remove,
    /// It is brought back to what the stack says of it, after somebody changed it elsewhere.
    Sync,
    /// The service does not know yet.
    Unknown,
}

/// What becomes of a resource that leaves the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It is deleted.
    Deleted,
    /// It stays where it is, and no stack knows it any more.
    Retained,
    /// A snapshot is taken, then it is deleted.
    Snapshot,
}

/// What is lost with a resource that holds data, or left behind by a replacement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// How much of it.
    pub lost: Lost,
    /// Whether it surely is.
    pub certainty: Certainty,
    /// What it is, as in `the rows of the table`.
    pub what: String,
    /// A sentence that says what happens to it.
    pub text: String,
}

/// How much is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lost {
    /// All of it, for good.
    Everything,
    /// It is kept in a snapshot, from which somebody has to restore it.
    OutsideSnapshot,
    /// It stays in the old resource, while the stack goes on with a new and empty one.
    LeftBehind,
}

/// Why CloudFormation refuses a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The code of the page that explains it.
    pub code: &'static str,
    /// Whether it surely does.
    pub certainty: Certainty,
    /// What is wrong, in one sentence.
    pub text: String,
    /// What to do.
    pub help: String,
}

/// How many resources are added, changed, replaced and so on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Made.
    pub add: usize,
    /// Taken into the stack.
    pub import: usize,
    /// Changed in place, or brought back.
    pub change: usize,
    /// Surely replaced.
    pub replace: usize,
    /// Possibly replaced, or the service does not know.
    pub may_replace: usize,
    /// Deleted, with or without a snapshot.
    pub delete: usize,
    /// Removed from the stack and kept.
    pub retain: usize,
}

impl Plan {
    /// A plan without changes.
    pub fn new(basis: Basis) -> Self {
        Self { basis, changes: Vec::new(), parameters: Vec::new(), outputs: Vec::new(), notes: Vec::new() }
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.parameters.is_empty() && self.outputs.is_empty()
    }

    /// The change of this resource.
    pub fn change(&self, logical_id: &str) -> Option<&Change> {
        self.changes.iter().find(|change| change.logical_id == logical_id)
    }

    /// The changes that lose data, or leave it behind.
    pub fn losses(&self) -> impl Iterator<Item = (&Change, &Loss)> {
        self.changes.iter().filter_map(|change| Some((change, change.loss.as_ref()?)))
    }

    /// Those of them that nobody allowed, by the logical id or by a name that gives this id.
    pub fn lost<'p>(&'p self, allowed: &'p [String]) -> impl Iterator<Item = (&'p Change, &'p Loss)> {
        let is_allowed = |id: &str| allowed.iter().any(|one| one == id || logical_id(one) == id);
        self.losses().filter(move |(change, _)| !is_allowed(&change.logical_id))
    }

    /// The changes that CloudFormation refuses.
    pub fn problems(&self) -> impl Iterator<Item = (&Change, &Problem)> {
        self.changes.iter().flat_map(|change| change.problems.iter().map(move |problem| (change, problem)))
    }

    /// Says where the resources are declared: in the new source, or else in the old one.
    pub fn locate(&mut self, new: &dyn Fn(&str) -> Option<At>, old: &dyn Fn(&str) -> Option<At>) {
        for change in &mut self.changes {
            change.at = new(&change.logical_id).or_else(|| old(&change.logical_id));
        }
    }

    /// How many resources of each kind of change there are.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for change in &self.changes {
            *match change.action {
                Action::Add => &mut counts.add,
                Action::Import => &mut counts.import,
                Action::Change | Action::Sync => &mut counts.change,
                Action::Replace(Certainty::Certain) => &mut counts.replace,
                Action::Replace(Certainty::Possible) | Action::Unknown => &mut counts.may_replace,
                Action::Remove if change.fate == Some(Fate::Retained) => &mut counts.retain,
                Action::Remove => &mut counts.delete,
            } += 1;
        }
        counts
    }
}

impl Change {
    /// A change of which nothing more is known.
    pub fn new(logical_id: impl Into<String>, resource_type: impl Into<String>, action: Action) -> Self {
        Self {
            logical_id: logical_id.into(),
            physical_id: None,
            resource_type: resource_type.into(),
            action,
            certainty: Certainty::Certain,
            fate: None,
            loss: None,
            problems: Vec::new(),
            properties: Vec::new(),
            at: None,
            nested: None,
        }
    }
}
