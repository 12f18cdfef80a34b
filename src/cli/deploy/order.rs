//! From a file and the command line to what is to be deployed.

use super::args::Stack;
use super::values;
use crate::cli::files;
use crate::compile::Compiled;
use crate::deploy::{self, Order};
use crate::plan::At;
use crate::template::{self, Template, Value};
use crate::words::stack::is_stack_name;
use crate::{Source, suggest};
use std::path::Path;

/// What is to be deployed of a compiled file.
///
/// # Errors
/// In words, when the command line asks for something that the file has not.
pub fn order(path: &Path, compiled: &Compiled<'_>, asked: &Stack) -> Result<Order, String> {
    let mut body = Vec::new();
    template::compact_json(&compiled.template, &mut body).map_err(|error| error.to_string())?;
    let inputs = inputs(compiled);
    let given = values::given(asked, &inputs)?;
    let mut tags = compiled.deployment.tags.clone();
    for tag in &asked.tags {
        let (key, value) = tag.split_once('=').ok_or_else(|| format!("`{tag}` is no tag: say --tag key=value"))?;
        tags.retain(|(known, _)| known != key);
        tags.push((key.to_owned(), value.to_owned()));
    }
    Ok(Order {
        stack: name(path, compiled, asked.name.as_deref())?,
        body: String::from_utf8_lossy(&body).into_owned(),
        inputs,
        given,
        tags,
        capabilities: deploy::needed_capabilities(&compiled.template),
        role: asked.role_arn.clone(),
        notify: asked.notify.clone(),
        bucket: asked.bucket.clone(),
        protect: compiled.deployment.protect,
        disable_rollback: false,
        allow_loss: Vec::new(),
        looks_up: looks_up(&compiled.template),
    })
}

/// The stack's name: as it is asked for, as the file says, or the file's own.
pub fn name(path: &Path, compiled: &Compiled<'_>, asked: Option<&str>) -> Result<String, String> {
    let own = || path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = asked.map(str::to_owned).or_else(|| compiled.deployment.name.clone()).or_else(own).unwrap_or_default();
    if is_stack_name(&name) && !files::is_standard(path) || asked.is_some() && is_stack_name(&name) {
        return Ok(name);
    }
    Err(format!("`{name}` cannot be the name of a stack: write `stack NAME` into the file, or say --stack NAME"))
}

fn inputs(compiled: &Compiled<'_>) -> Vec<deploy::Input> {
    let parameters = compiled.template.parameters.iter();
    let inputs = parameters.map(|parameter| {
        let attribute = |name: &str| parameter.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        let named = compiled.deployment.inputs.iter().find(|input| input.id == parameter.id);
        let text =
            |value: &Value<'_>| if let Value::Text(text) = value { Some(text.clone().into_owned()) } else { None };
        deploy::Input {
            name: named.map_or(parameter.id.as_ref(), |input| &input.name).to_owned(),
            id: parameter.id.clone().into_owned(),
            secret: matches!(attribute("NoEcho"), Some(Value::Bool(true))),
            has_default: attribute("Default").is_some(),
            description: attribute("Description").and_then(text),
        }
    });
    inputs.collect()
}

/// Whether CloudFormation looks values up at each deploy: parameters of SSM, dynamic references without a version, and
/// macros, which may make anything.
fn looks_up(template: &Template<'_>) -> bool {
    let of_ssm = template.parameters.iter().any(|parameter| {
        let kind = parameter.attributes.iter().find(|(key, _)| key == "Type").map(|(_, value)| value);
        matches!(kind, Some(Value::Text(kind)) if kind.starts_with("AWS::SSM::Parameter::Value"))
    });
    of_ssm || template.transform.is_some() || {
        let mut body = Vec::new();
        template::compact_json(template, &mut body).is_ok() && String::from_utf8_lossy(&body).contains("{{resolve:")
    }
}

/// Where each resource of a file is declared.
pub fn places(source: &Source, compiled: &Compiled<'_>) -> Vec<(String, At)> {
    let resources = compiled.template.resources.iter().enumerate();
    let placed = resources.filter_map(|(at, resource)| {
        let span = compiled.origins.resource(at)?;
        Some((resource.id.clone().into_owned(), source.at(span)))
    });
    placed.collect()
}

/// The nearest of the names, as a help.
pub fn did_you_mean<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> String {
    suggest::nearest(name, names).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}
