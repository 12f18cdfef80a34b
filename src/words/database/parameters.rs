//! The settings of a database's engine.

use super::engine;
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Value};

/// The group of parameters that a body gives, which belongs to one major version.
pub fn group<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Resource<'a>> {
    let entries = &declaration.entries;
    let setting = entries.setting("parameters")?;
    let parameters = entries.value("parameters")?.clone();
    let engine = entries.text("engine")?;
    let Some(version) = entries.text("version") else {
        let message =
            format!("`{}` needs `version`: the names of parameters are those of a version", declaration.handle.text);
        let problem = Diagnostic::error("missing-entry", message)
            .label(declaration.handle.span, "`version = …` is missing")
            .label(setting.key, "set for a version");
        to.report(problem.help("write the major version at least: version = \"8.4\""));
        return None;
    };
    let id = derived(&declaration.logical_id, "Parameters");
    let mut group = Resource::new(id, "AWS::RDS::DBParameterGroup", 3);
    group.set("Description", Value::text(format!("Parameters of database {}", declaration.handle.text)));
    group.set("Family", Value::text(engine::family(engine, version)));
    group.set("Parameters", parameters);
    Some(group)
}
