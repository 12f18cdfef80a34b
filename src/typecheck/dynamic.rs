//! Dynamic references in a finished template: only where CloudFormation resolves them, and nowhere by accident.
//!
//! From the pages "Get values stored in other services using dynamic references" and those below it of the AWS
//! CloudFormation User Guide.

use crate::diagnostic::Diagnostic;
use crate::model::{Stack, dynamic_reference};
use crate::schema::check::{At, Path, Problem, Step};
use crate::source::Span;
use crate::template::{Entry, Items, Part as Sub, Resource, Template, Value};
use crate::template::{dynamic_references, has_dynamic_reference, parts};

/// Dynamic references in a template.
const MAX_REFERENCES: usize = 60;

/// Properties that take a secure string of Parameter Store.
const SECURE: &[(&str, &[&str])] = &[
    ("AWS::DirectoryService::MicrosoftAD", &["Password"]),
    ("AWS::DirectoryService::SimpleAD", &["Password"]),
    ("AWS::ElastiCache::ReplicationGroup", &["AuthToken"]),
    ("AWS::IAM::User", &["LoginProfile", "Password"]),
    ("AWS::KinesisFirehose::DeliveryStream", &["RedshiftDestinationConfiguration", "Password"]),
    ("AWS::OpsWorks::App", &["AppSource", "Password"]),
    ("AWS::OpsWorks::Stack", &["CustomCookbooksSource", "Password"]),
    ("AWS::OpsWorks::Stack", &["RdsDbInstances", "DbPassword"]),
    ("AWS::RDS::DBCluster", &["MasterUserPassword"]),
    ("AWS::RDS::DBInstance", &["MasterUserPassword"]),
    ("AWS::Redshift::Cluster", &["MasterUserPassword"]),
];

/// What stands for what is not known.
const UNKNOWN: &str = "\0";

/// What a value is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Property,
    Attribute,
    Output,
    /// Where a value waits until it is used: parameters and mappings.
    Kept,
    Section,
}

/// Looks through one part after another, and counts.
#[derive(Default)]
pub struct Search {
    count: usize,
}

impl Search {
    /// What is wrong in a resource, by its properties' paths.
    pub fn resource<'v>(&mut self, resource: &'v Resource<'v>) -> Vec<Problem<'v>> {
        let mut look = Look::new(self, &resource.kind, Part::Property);
        look.entries(&resource.properties);
        look.part = Part::Attribute;
        look.entries(&resource.attributes);
        look.problems
    }

    /// What is wrong beside the resources.
    pub fn sections(&mut self, template: &Template<'_>, stack: &Stack<'_>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (parameter, input) in template.parameters.iter().zip(&stack.inputs) {
            found.extend(self.section(&parameter.attributes, Part::Kept, input.name.span));
        }
        for (output, written) in template.outputs.iter().zip(&stack.outputs) {
            found.extend(self.section(&output.attributes, Part::Output, written.name.span));
        }
        let settings = stack.settings.as_ref().map_or_else(Span::default, |settings| settings.span);
        let at = Span { end: settings.end.min(settings.start + "stack".len() as u32), ..settings };
        found.extend(self.section(&template.mappings, Part::Kept, at));
        for section in [&template.metadata, &template.rules, &template.conditions, &template.globals, &template.hooks] {
            found.extend(self.section(section, Part::Section, at));
        }
        found
    }

    fn section(&mut self, entries: &[Entry<'_>], part: Part, at: Span) -> Vec<Diagnostic> {
        let mut look = Look::new(self, "", part);
        look.entries(entries);
        look.problems.into_iter().map(|problem| problem.diagnostic.label(at, problem.label)).collect()
    }
}

struct Look<'s, 'v> {
    search: &'s mut Search,
    kind: &'v str,
    part: Part,
    path: Path<'v>,
    problems: Vec<Problem<'v>>,
}

impl<'s, 'v> Look<'s, 'v> {
    fn new(search: &'s mut Search, kind: &'v str, part: Part) -> Self {
        Self { search, kind, part, path: Path::new(), problems: Vec::new() }
    }

    fn entries(&mut self, entries: &'v [Entry<'v>]) {
        for (key, value) in entries {
            self.path.push(Step::Key(key));
            if has_dynamic_reference(key) {
                self.report(At::Key, dynamic_reference(key, false, Span::default()));
            }
            self.value(value);
            self.path.pop();
        }
    }

    fn value(&mut self, value: &'v Value<'v>) {
        match value {
            Value::Text(text) if has_dynamic_reference(text) => {
                self.report(At::Value, dynamic_reference(text, false, Span::default()));
            }
            Value::Dynamic(text) | Value::Sub(text) if has_dynamic_reference(text) => self.meant(text),
            Value::List(Items::Owned(items)) => self.items(items),
            Value::Map(Items::Owned(entries)) => self.entries(entries),
            Value::Intrinsic(name, argument) => {
                if let Some(text) = made(value).filter(|text| has_dynamic_reference(text)) {
                    return self.report(At::Value, dynamic_reference(&text, false, Span::default()));
                }
                self.path.push(Step::Key(name));
                self.value(argument);
                self.path.pop();
            }
            // A word's table of defaults has none.
            Value::List(Items::Shared(_)) | Value::Map(Items::Shared(_)) => {}
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
            Value::Text(_) | Value::Dynamic(_) | Value::Sub(_) | Value::Ref(_) | Value::GetAtt(_) => {}
        }
    }

    fn items(&mut self, items: &'v [Value<'v>]) {
        for (at, item) in items.iter().enumerate() {
            self.path.push(Step::Item(at));
            self.value(item);
            self.path.pop();
        }
    }

    /// Dynamic references that somebody asked for.
    fn meant(&mut self, text: &str) {
        for reference in dynamic_references(text) {
            self.search.count += 1;
            if self.search.count == MAX_REFERENCES + 1 {
                self.report(At::Value, too_many());
            }
            let is_secret = reference.starts_with("secretsmanager:");
            let is_secure = reference.starts_with("ssm-secure:");
            if let Some(problem) = self.misplaced(is_secret, is_secure) {
                return self.report(At::Value, problem);
            }
        }
    }

    fn misplaced(&self, is_secret: bool, is_secure: bool) -> Option<Diagnostic> {
        let is_below = |key: &str| self.path.contains(&Step::Key(key));
        let is_custom = self.kind.starts_with("Custom::") || self.kind == "AWS::CloudFormation::CustomResource";
        let (message, help) = match self.part {
            Part::Kept => return None,
            Part::Property if is_below("UserData") => (
                "CloudFormation resolves no dynamic reference in user data",
                "fetch the value in the script itself, with a role that may read it: aws secretsmanager get-secret-value …",
            ),
            Part::Attribute if is_below("AWS::CloudFormation::Init") => (
                "CloudFormation resolves no dynamic reference in AWS::CloudFormation::Init",
                "fetch the value in a command, with a role that may read it: aws secretsmanager get-secret-value …",
            ),
            Part::Property if is_custom && (is_secret || is_secure) => (
                "CloudFormation resolves no secret for a custom resource",
                "give it the secret's name or ARN, and let its function read the secret",
            ),
            Part::Property if is_secure && !self.takes_secure() => (
                "CloudFormation resolves `ssm_secure` for the passwords of a few resource types only",
                "keep the value in Secrets Manager, and write secret(\"…\")",
            ),
            Part::Attribute | Part::Output if is_secret || is_secure => (
                "CloudFormation resolves secrets in the properties of resources only",
                "tell the secret's name or ARN instead, for who reads it",
            ),
            Part::Section => (
                "CloudFormation resolves no dynamic reference outside of resources, outputs and parameters",
                "ask for the value with a parameter: param name: ssm<string> = \"/path\"",
            ),
            Part::Output if self.path.first() != Some(&Step::Key("Value")) => {
                ("CloudFormation resolves no dynamic reference in what describes an output", "write the text itself")
            }
            Part::Property | Part::Attribute | Part::Output => return None,
        };
        Some(Diagnostic::error("misplaced-dynamic-reference", message).help(help))
    }

    fn takes_secure(&self) -> bool {
        let keys = self.path.iter().filter_map(|step| match step {
            Step::Key(key) if !key.starts_with("Fn::") => Some(*key),
            Step::Key(_) | Step::Item(_) => None,
        });
        SECURE.iter().any(|(kind, path)| *kind == self.kind && keys.clone().eq(path.iter().copied()))
    }

    fn report(&mut self, at: At, mut diagnostic: Diagnostic) {
        diagnostic.labels.clear();
        let label = match diagnostic.code {
            "dynamic-reference" => "would not stay this text",
            "misplaced-dynamic-reference" => "would stay as it is",
            _ => "one more than that",
        };
        let problem = Problem::value(diagnostic, label);
        self.problems.push(Problem { path: self.path.clone(), at, ..problem });
    }
}

/// What the deploy puts together, if a function does; with a mark in the place of what only it knows, and of dynamic
/// references that are meant.
fn made(value: &Value<'_>) -> Option<String> {
    let Value::Intrinsic(name, argument) = value else { return None };
    let Value::List(parts) = &**argument else { return None };
    match (*name, &**parts) {
        ("Fn::Join", [Value::Text(separator), Value::List(items)]) => {
            Some(items.iter().map(outline).collect::<Vec<_>>().join(separator))
        }
        ("Fn::Sub", [Value::Text(text), Value::Map(own)]) => {
            let value = |name: &str| own.iter().find(|(known, _)| known == name).map(|(_, value)| outline(value));
            Some(substituted(text, &value))
        }
        (_, _) => None,
    }
}

fn outline(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Sub(text) if !has_dynamic_reference(text) => substituted(text, &|_| None),
        _ => made(value).unwrap_or_else(|| UNKNOWN.to_owned()),
    }
}

fn substituted(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let parts = parts(text).map(|part| match part {
        Sub::Text(text) => text.to_owned(),
        Sub::Literal(inside) => format!("${{{inside}}}"),
        Sub::Name(name) => value(name).unwrap_or_else(|| UNKNOWN.to_owned()),
    });
    parts.collect()
}

fn too_many() -> Diagnostic {
    Diagnostic::error(
        "too-many-dynamic-references",
        format!("a template has at most {MAX_REFERENCES} dynamic references (secret, ssm, ssm_secure)"),
    )
    .help("split the file into several stacks, or ask for parameters once: param name: ssm<string> = \"/path\"")
}
