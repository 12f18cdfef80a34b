//! What the ids of a template are called in a source.

use serde_json::{Map, Value as Json};

/// What CloudFormation knows of a stack, with the language's names.
const PSEUDO: &[(&str, &str)] = &[
    ("AWS::AccountId", "aws.account"),
    ("AWS::NoValue", "aws.no_value"),
    ("AWS::NotificationARNs", "aws.notification_arns"),
    ("AWS::Partition", "aws.partition"),
    ("AWS::Region", "aws.region"),
    ("AWS::StackId", "aws.stack_id"),
    ("AWS::StackName", "aws.stack_name"),
    ("AWS::URLSuffix", "aws.url_suffix"),
];

/// Why a template cannot be written as a source.
pub type Refused = String;

/// The ids of a template's sections.
pub struct Names<'t> {
    template: &'t Map<String, Json>,
}

impl<'t> Names<'t> {
    pub fn new(template: &'t Map<String, Json>) -> Self {
        Self { template }
    }

    fn position(&self, section: &str, id: &str) -> Option<usize> {
        self.template.get(section)?.as_object()?.keys().position(|key| key == id)
    }

    /// The name of an id in a section, with a letter for the section.
    pub fn of(&self, section: &str, id: &str) -> Result<String, Refused> {
        let letter = section[..1].to_lowercase();
        self.position(section, id)
            .map(|at| format!("{letter}{at}"))
            .ok_or_else(|| format!("`{id}` is not among the {section}"))
    }

    /// What `Ref` refers to.
    pub fn reference(&self, id: &str) -> Result<String, Refused> {
        if let Some((_, ours)) = PSEUDO.iter().find(|(theirs, _)| *theirs == id) {
            return Ok((*ours).to_owned());
        }
        if let Ok(parameter) = self.of("Parameters", id) {
            return Ok(parameter);
        }
        // What is not there is made by a transform.
        Ok(format!("ref({})", self.resource(id)))
    }

    /// A resource, by its id where a transform makes it.
    pub fn resource(&self, id: &str) -> String {
        self.of("Resources", id).unwrap_or_else(|_| format!("{id:?}"))
    }
}
