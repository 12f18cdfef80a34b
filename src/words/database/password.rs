//! The password of a database's first user.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Setting, SettingValue};
use crate::template::{Resource, Value};

/// RDS makes the password up and keeps it, unless somebody gives one.
pub fn lower<'a>(declaration: &Declaration<'a>, database: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &declaration.entries;
    if entries.property("MasterUserPassword").is_some() {
        return;
    }
    let Some(setting) = entries.setting("password") else {
        return database.set("ManageMasterUserPassword", Value::Bool(true));
    };
    let SettingValue::Value(given) = &setting.value else { return };
    let Some((condition, then, otherwise)) = given.chosen() else {
        if let Some(password) = one(given, setting, to) {
            return database.set("MasterUserPassword", password);
        }
        return database.set("ManageMasterUserPassword", Value::Bool(true));
    };
    // Each has a property of its own, so that where one holds the other is not there.
    let each = [then, otherwise].map(|branch| one(branch, setting, to));
    let managed = each.each_ref().map(|one| if one.is_some() { Value::nothing() } else { Value::Bool(true) });
    let [then, otherwise] = each.map(|one| one.unwrap_or_else(Value::nothing));
    let [managed_then, managed_otherwise] = managed;
    for (property, then, otherwise) in
        [("ManageMasterUserPassword", managed_then, managed_otherwise), ("MasterUserPassword", then, otherwise)]
    {
        if !(then.is_nothing() && otherwise.is_nothing()) {
            database.set(property, Value::choice(condition.clone(), then, otherwise));
        }
    }
}

/// A password that is given; none where RDS is to make one up.
fn one<'a>(given: &Value<'a>, setting: &Setting<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    match given {
        Value::Text(word) if word == "managed" => None,
        given if given.is_nothing() => None,
        Value::Text(_) => {
            to.report(written_out(setting));
            None
        }
        Value::Ref(id) if to.stack.inputs.iter().any(|input| input.id == *id && !input.is_secret()) => {
            to.report(no_secret(id, setting, to));
            Some(given.clone())
        }
        Value::Ref(id) if to.place(id).is_some() || to.declared_as(id).is_some() => {
            to.report(name_of_a_secret(id, setting, to));
            None
        }
        _ => Some(given.clone()),
    }
}

fn written_out(setting: &Setting<'_>) -> Diagnostic {
    let message = "a password stands in the file, where everybody can read it who can read the template";
    Diagnostic::error("secret-in-source", message).label(setting.span, "no secret any more").help(
        "leave it to RDS: password = managed; or ask for it when the stack is deployed: param db_password: secret",
    )
}

fn no_secret(id: &str, setting: &Setting<'_>, to: &Lowering<'_, '_>) -> Diagnostic {
    let input = to.stack.inputs.iter().find(|input| input.id == id);
    let name = input.map_or(id, |input| input.name.text);
    let message = format!("`{name}` is no secret: whoever looks at the stack sees its value");
    let problem = Diagnostic::warning("password-shown", message).label(setting.span, "a password");
    let problem = match input {
        Some(input) => problem.label(input.name.span, format!("asked for as {}", input.kind.written())),
        None => problem,
    };
    problem.help(format!("ask for a secret: param {name}: secret"))
}

fn name_of_a_secret(id: &str, setting: &Setting<'_>, to: &Lowering<'_, '_>) -> Diagnostic {
    let declared = to.declared_as(id);
    let name = declared.map_or(id, |declared| declared.handle.text);
    let found = declared.map_or_else(String::new, |declared| format!(", but `{name}` is {}", declared.a_kind()));
    let problem = Diagnostic::error("wrong-kind", format!("expected a password{found}"))
        .label(setting.span, "its name or ARN, which is no secret");
    match declared {
        Some(declared) if declared.resource_type() == "AWS::SecretsManager::Secret" => problem
            .label(declared.handle.span, "declared here")
            .help(format!("take the secret out of it: secret({name})")),
        Some(declared) => {
            problem.label(declared.handle.span, "declared here").help("leave it to RDS: password = managed")
        }
        None => problem.help("leave it to RDS: password = managed"),
    }
}
