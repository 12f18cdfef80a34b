//! A template, looked at from outside: as the JSON that CloudFormation gets.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The resources of a template.
pub struct Template {
    resources: Map<String, Value>,
}

impl Template {
    /// From the whole template.
    pub fn of(template: Value) -> Self {
        Self { resources: template["Resources"].as_object().unwrap().clone() }
    }

    /// The ids and properties of the resources of a type.
    pub fn all<'t>(&'t self, kind: &'t str) -> impl Iterator<Item = (&'t str, &'t Value)> {
        let of = self.resources.iter().filter(move |(_, resource)| resource["Type"] == kind);
        of.map(|(id, resource)| (id.as_str(), &resource["Properties"]))
    }

    /// The properties of a resource; null when there is none.
    pub fn properties(&self, id: &str) -> &Value {
        self.resources.get(id).map_or(&Value::Null, |resource| &resource["Properties"])
    }

    /// The type of a resource.
    pub fn kind(&self, id: &str) -> &str {
        self.resources.get(id).and_then(|resource| resource["Type"].as_str()).unwrap_or_default()
    }

    /// Everything that is made before a resource.
    pub fn before(&self, id: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut left = vec![id.to_owned()];
        while let Some(next) = left.pop() {
            let Some(resource) = self.resources.get(&next) else { continue };
            let mut ids = referred(&resource["Properties"]);
            match &resource["DependsOn"] {
                Value::String(one) => ids.push(one.clone()),
                Value::Array(all) => ids.extend(all.iter().filter_map(|one| Some(one.as_str()?.to_owned()))),
                _ => {}
            }
            left.extend(ids.into_iter().filter(|id| found.insert(id.clone())));
        }
        found
    }
}

/// The resource or parameter that a value refers to.
pub fn target(value: &Value) -> Option<&str> {
    value["Ref"].as_str().or_else(|| match &value["Fn::GetAtt"] {
        Value::Array(parts) => parts.first()?.as_str(),
        Value::String(text) => text.split('.').next(),
        _ => None,
    })
}

/// Everything that a value refers to.
pub fn referred(value: &Value) -> Vec<String> {
    let mut found: Vec<String> = target(value).map(str::to_owned).into_iter().collect();
    match value {
        Value::Array(items) => found.extend(items.iter().flat_map(referred)),
        Value::Object(entries) => {
            if let Some(text) = entries.get("Fn::Sub").and_then(Value::as_str) {
                let names = text.split("${").skip(1).filter_map(|rest| rest.split(['}', '.']).next());
                found.extend(names.map(str::to_owned));
            }
            found.extend(entries.values().flat_map(referred));
        }
        _ => {}
    }
    found
}
