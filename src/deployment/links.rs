//! What stacks give each other: the names that one exports and others import.

use crate::template::{Entry, Part, Template, Value, parts};

/// The names of a stack, as far as they are known before a deploy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// What it exports.
    pub exports: Vec<String>,
    /// What it imports.
    pub imports: Vec<String>,
}

/// What a template gives and takes as the stack of this name.
pub fn of(template: &Template<'_>, stack: &str) -> Links {
    let mut links = Links::default();
    for output in &template.outputs {
        let export = output.attributes.iter().find(|(key, _)| key == "Export");
        if let Some((_, Value::Map(export))) = export {
            let name = export.iter().find(|(key, _)| key == "Name");
            links.exports.extend(name.map(|(_, name)| text(name, stack)));
        }
        entries(&output.attributes, stack, &mut links.imports);
    }
    for resource in &template.resources {
        entries(&resource.attributes, stack, &mut links.imports);
        entries(&resource.properties, stack, &mut links.imports);
    }
    links
}

fn entries(entries: &[Entry<'_>], stack: &str, into: &mut Vec<String>) {
    entries.iter().for_each(|(_, value)| imports(value, stack, into));
}

fn imports(value: &Value<'_>, stack: &str, into: &mut Vec<String>) {
    match value {
        Value::Intrinsic("Fn::ImportValue", name) => into.push(text(name, stack)),
        Value::Intrinsic(_, argument) => imports(argument, stack, into),
        Value::List(items) => items.iter().for_each(|item| imports(item, stack, into)),
        Value::Map(map) => entries(map, stack, into),
        Value::Null
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Float(_)
        | Value::Text(_)
        | Value::Dynamic(_)
        | Value::Ref(_)
        | Value::GetAtt(_)
        | Value::Sub(_) => {}
    }
}

/// A name with the stack's own in its place; what else it is put together of stays as it is written.
fn text(name: &Value<'_>, stack: &str) -> String {
    match name {
        Value::Text(text) => text.clone().into_owned(),
        Value::Ref(name) => named(name, stack),
        Value::Sub(text) => parts(text)
            .map(|part| match part {
                Part::Text(text) => text.to_owned(),
                Part::Literal(text) => format!("${{{text}}}"),
                Part::Name(name) => named(name, stack),
            })
            .collect(),
        other => format!("{other:?}"),
    }
}

fn named(name: &str, stack: &str) -> String {
    if name == "AWS::StackName" { stack.to_owned() } else { format!("${{{name}}}") }
}

#[cfg(test)]
mod tests {
    use super::{Links, of};
    use crate::{Source, compile};

    fn links(stack: &str, text: &str) -> Links {
        let source = Source::new("a.infra", text);
        let compiled = compile(&source);
        assert!(!compiled.has_errors(), "{:?}", compiled.diagnostics);
        of(&compiled.template, stack)
    }

    #[test]
    fn what_one_stack_exports_another_imports() {
        let network = links("net", "vpc main < cidr = 10.0.0.0/16 >\noutput vpc = main.id < export = yes >\n");
        let web =
            links("web", "existing vpc main from stack net < id = vpc >\nsubnet a in main < cidr = 10.0.0.0/24 >\n");
        assert_eq!(network, Links { exports: vec!["net-Vpc".to_owned()], imports: vec![] });
        assert!(web.imports.contains(&"net-Vpc".to_owned()) && web.exports.is_empty(), "{web:?}");
    }
}
