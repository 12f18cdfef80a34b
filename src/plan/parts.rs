//! The parts of a plan: what changes in a resource, the parameters and the outputs.

use super::model::{Certainty, Problem};
use super::path::Path;
use super::shown::Shown;
use crate::source::At;
use serde::Serialize;

/// One property, or another attribute of a resource, that changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PropertyChange {
    /// What part of the resource it belongs to.
    pub attribute: Attribute,
    /// The way to it from there; empty for the whole attribute.
    pub path: Path,
    /// What is there now; nothing when it is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Shown>,
    /// What will be there; nothing when it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Shown>,
    /// Whether the change needs a new resource.
    pub replacement: Replacement,
    /// Whether its value surely changes.
    pub certainty: Certainty,
    /// Why it changes.
    pub causes: Vec<Cause>,
    /// Where it is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
}

/// A part of a resource in a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub enum Attribute {
    /// What it is made with.
    Properties,
    /// Its tags, where the service speaks of them alone.
    Tags,
    /// Notes that are kept with it.
    Metadata,
    /// How its making is waited for.
    CreationPolicy,
    /// How it is updated.
    UpdatePolicy,
    /// What happens to it when it leaves the stack.
    DeletionPolicy,
    /// What happens to it when another takes its place.
    UpdateReplacePolicy,
    /// What it waits for.
    DependsOn,
    /// The condition that it is there under.
    Condition,
    /// Its type.
    Type,
}

impl Attribute {
    /// All of them.
    pub const ALL: [Attribute; 10] = [
        Self::Properties,
        Self::Tags,
        Self::Metadata,
        Self::CreationPolicy,
        Self::UpdatePolicy,
        Self::DeletionPolicy,
        Self::UpdateReplacePolicy,
        Self::DependsOn,
        Self::Condition,
        Self::Type,
    ];

    /// Its name in a template.
    pub fn name(self) -> &'static str {
        match self {
            Self::Properties => "Properties",
            Self::Tags => "Tags",
            Self::Metadata => "Metadata",
            Self::CreationPolicy => "CreationPolicy",
            Self::UpdatePolicy => "UpdatePolicy",
            Self::DeletionPolicy => "DeletionPolicy",
            Self::UpdateReplacePolicy => "UpdateReplacePolicy",
            Self::DependsOn => "DependsOn",
            Self::Condition => "Condition",
            Self::Type => "Type",
        }
    }

    /// The attribute of this name, which is what change sets call it, too.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// Whether a change of a property needs a new resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Replacement {
    /// The resource stays.
    No,
    /// It may be replaced.
    Possible,
    /// It is replaced.
    Certain,
}

/// Why a property changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The template says something else.
    Template,
    /// A parameter that it takes, by its name, has another value, or may have one.
    Parameter(String),
    /// A resource that it refers to, by its logical id, is another one.
    Resource(String),
    /// An attribute of a resource, as in `Main.Arn`, is another one.
    Attribute(String),
    /// A condition, by its name, may come out otherwise.
    Condition(String),
    /// A mapping, by its name, says something else.
    Mapping(String),
    /// CloudFormation does it by itself: it looks again at what a stack, a parameter of SSM or a dynamic reference holds.
    Automatic,
}

/// What becomes of a parameter or an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartAction {
    /// It is new.
    Add,
    /// It is another.
    Change,
    /// It goes.
    Remove,
}

/// A parameter that changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParameterChange {
    /// Its logical id.
    pub id: String,
    /// What becomes of it.
    pub action: PartAction,
    /// What changes: `Default`, `Type` and so on, or `Value` where values are known.
    pub what: &'static str,
    /// What it has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Shown>,
    /// What it will have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Shown>,
    /// A sentence about what that means.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where it is declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
}

/// An output that changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutputChange {
    /// Its logical id.
    pub id: String,
    /// What becomes of it.
    pub action: PartAction,
    /// What changes: `Value`, `Export` and so on.
    pub what: &'static str,
    /// Whether its value surely changes.
    pub certainty: Certainty,
    /// What it gives now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Shown>,
    /// What it will give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Shown>,
    /// Why CloudFormation refuses this, or would.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// Where it is declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
}
