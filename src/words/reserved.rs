//! Entries of every resource, whatever its word: what CloudFormation calls attributes of a resource.

use super::shape::{Catalogue, Entry, Shape};
use crate::model::{Entries, SettingValue};
use crate::template::{Resource, Value};

/// AWS's page on all of them.
pub const REFERENCE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html";

/// An entry, and the attribute that it sets.
pub struct Reserved {
    /// What is written.
    pub entry: Entry,
    /// What the template has; nothing where the entry is one of properties.
    attribute: &'static str,
}

/// All of them, in alphabetical order.
pub static RESERVED: &[Reserved] = &[
    reserved("creation_policy", "CreationPolicy", Shape::Any, "What has to be signalled before it counts as made."),
    reserved("deletion_policy", "DeletionPolicy", Shape::Catalogue(&DELETION), "What becomes of it with the stack."),
    reserved("depends_on", "DependsOn", Shape::Resources, "What is made before it, besides what it refers to."),
    reserved("metadata", "Metadata", Shape::Any, "Data about it, such as < \"AWS::CloudFormation::Init\" = < … > >."),
    Reserved {
        entry: Entry::new("tags", Shape::Map, "Tags, besides those of the stack, over which they win.").sets("Tags"),
        attribute: "",
    },
    reserved("update_policy", "UpdatePolicy", Shape::Any, "How an update goes through its parts."),
    reserved(
        "update_replace_policy",
        "UpdateReplacePolicy",
        Shape::Catalogue(&REPLACEMENT),
        "What becomes of the old one when an update replaces it.",
    ),
];

const fn reserved(name: &'static str, attribute: &'static str, shape: Shape, summary: &'static str) -> Reserved {
    Reserved { entry: Entry::new(name, shape, summary), attribute }
}

/// Policies by our word, with CloudFormation's.
const POLICIES: &[(&str, &str)] = &[
    ("delete", "Delete"),
    ("retain", "Retain"),
    ("snapshot", "Snapshot"),
    ("retain_except_on_create", "RetainExceptOnCreate"),
];
/// The last one is about resources that are new, which nothing is replaced by.
const REPLACEMENTS: &[(&str, &str)] = POLICIES.split_at(3).0;

static DELETION: Catalogue = Catalogue {
    what: "a deletion policy",
    code: "unknown-value",
    find: |text| find(POLICIES, text),
    names: || Box::new(POLICIES.iter().map(|(ours, _)| *ours)),
    hint: "a deletion policy is delete, retain, snapshot or retain_except_on_create",
    prefix: "",
    defers: true,
};
static REPLACEMENT: Catalogue = Catalogue {
    what: "a policy for what is replaced",
    code: "unknown-value",
    find: |text| find(REPLACEMENTS, text),
    names: || Box::new(REPLACEMENTS.iter().map(|(ours, _)| *ours)),
    hint: "what is replaced is left to delete, retain or snapshot",
    prefix: "",
    defers: true,
};

fn find(policies: &'static [(&str, &'static str)], text: &str) -> Option<&'static str> {
    policies.iter().find(|(ours, theirs)| *ours == text || *theirs == text).map(|(_, theirs)| *theirs)
}

/// The entry of this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    RESERVED.iter().map(|one| &one.entry).find(|entry| entry.name == name)
}

/// The entry that sets an attribute.
pub fn of_attribute(attribute: &str) -> Option<&'static Entry> {
    RESERVED.iter().find(|one| one.attribute == attribute).map(|one| &one.entry)
}

/// What becomes of databases unless somebody says otherwise; everything else is deleted.
///
/// From the page "DeletionPolicy attribute" of the CloudFormation Template Reference Guide.
const SNAPSHOTS: &[&str] = &["AWS::RDS::DBCluster"];
/// Deleted with a cluster, and otherwise with a snapshot.
const INSTANCE: &str = "AWS::RDS::DBInstance";

/// Whether something holds where an entry is not set: these attributes have no value that stands for nothing.
pub fn has_default(entry: &Entry) -> bool {
    RESERVED.iter().any(|one| is_policy(one) && std::ptr::eq(&raw const one.entry, entry))
}

fn is_policy(one: &Reserved) -> bool {
    matches!(one.attribute, "DeletionPolicy" | "UpdateReplacePolicy")
}

/// Sets what a body says; it comes before what the word sets by itself. Whether a function stands where only the
/// transform AWS::LanguageExtensions takes one.
pub fn lower<'a>(entries: &Entries<'a>, resource: &mut Resource<'a>) -> bool {
    let mut extended = false;
    for setting in &entries.settings {
        if let Some(one) = RESERVED.iter().find(|one| std::ptr::eq(&raw const one.entry, setting.entry))
            && !one.attribute.is_empty()
            && let SettingValue::Value(value) = &setting.value
        {
            let value = if is_policy(one) { policy(one.attribute, value, resource) } else { value.clone() };
            extended |= is_policy(one) && !matches!(value, Value::Text(_));
            resource.attribute(one.attribute, value);
        }
    }
    extended
}

/// A policy, with the one that holds anyway where nothing is said.
fn policy<'a>(attribute: &str, value: &Value<'a>, resource: &Resource<'a>) -> Value<'a> {
    if value.chosen().is_none() {
        return value.clone();
    }
    let word = resource.attributes.iter().find(|(key, _)| key == attribute).map(|(_, value)| value.clone());
    let in_cluster = resource.get("DBClusterIdentifier").is_some();
    let kept = SNAPSHOTS.contains(&resource.kind.as_ref()) || resource.kind == INSTANCE && !in_cluster;
    let theirs = if kept && attribute == "DeletionPolicy" { "Snapshot" } else { "Delete" };
    value.or(&word.unwrap_or(Value::text(theirs)))
}
