//! What is to be deployed.

/// A template with what goes beside it.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// The stack's name.
    pub stack: String,
    /// The template as JSON without white space.
    pub body: String,
    /// The inputs that the template declares.
    pub inputs: Vec<Input>,
    /// The values that the caller gives, by logical id.
    pub given: Vec<(String, String)>,
    /// The tags of the stack.
    pub tags: Vec<(String, String)>,
    /// The capabilities that the template needs.
    pub capabilities: Vec<&'static str>,
    /// The role that CloudFormation acts with.
    pub role: Option<String>,
    /// The topics that are told what happens.
    pub notify: Vec<String>,
    /// The bucket for a template that is too large to be sent along.
    pub bucket: Option<String>,
    /// Whether the stack is protected from being deleted; nothing leaves it as it is.
    pub protect: Option<bool>,
    /// Whether what was made stays when something fails.
    pub disable_rollback: bool,
    /// What may be replaced or deleted though it holds data, by logical id.
    pub allow_loss: Vec<String>,
    /// Whether the template takes values that CloudFormation looks up at each deploy, so that the same template can
    /// still change something.
    pub looks_up: bool,
}

/// An input that a template declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What the source calls it.
    pub name: String,
    /// Its logical id.
    pub id: String,
    /// Whether nobody is to see its value.
    pub secret: bool,
    /// Whether a new stack needs no value for it.
    pub has_default: bool,
    /// What it is about.
    pub description: Option<String>,
}

/// The value of one parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its logical id.
    pub id: String,
    /// The value; nothing keeps the one that the stack has.
    pub value: Option<String>,
    /// Whether nobody is to see it.
    pub secret: bool,
}
