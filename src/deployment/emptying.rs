//! Which buckets may be emptied when their stack is deleted: those whose declaration says so, `on_delete = empty`. The
//! deployed template says it, in the bucket's metadata, so that it holds for a stack whose file is not at hand.

use crate::template::{Resource, Template, Value};

/// The entry of the metadata.
pub const MARK: (&str, &str) = ("InfracOnDelete", "Empty");

/// The logical ids of the buckets of a template that may be emptied.
pub fn marked<'t>(template: &'t Template<'_>) -> Vec<&'t str> {
    template.resources.iter().filter(|resource| is_marked(resource)).map(|resource| resource.id.as_ref()).collect()
}

fn is_marked(resource: &Resource<'_>) -> bool {
    let metadata = resource.attributes.iter().find(|(key, _)| key == "Metadata").map(|(_, value)| value);
    resource.kind == "AWS::S3::Bucket"
        && matches!(metadata, Some(Value::Map(entries)) if entries.iter().any(|(key, value)| {
            key == MARK.0 && *value == Value::text(MARK.1)
        }))
}
