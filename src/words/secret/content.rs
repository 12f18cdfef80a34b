//! What a secret is: made up by Secrets Manager, or asked for.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, SettingValue};
use crate::template::{Resource, Value};
use crate::words::password::{self, Asked};
use crate::words::together;

/// Characters that are made up, unless somebody says how many.
const USUAL: i64 = 32;
/// Characters that databases refuse in a password. From the page CreateDBInstance of the Amazon RDS API Reference.
const REFUSED: &str = "\"&'/@\\";
/// Entries about what is made up.
const MADE_UP: &[&str] = &["exclude", "generate", "punctuation", "user"];

const VALUE: Asked = Asked { what: "secret", instead: "or leave it out: one is made up then" };

/// Sets what the secret holds.
pub fn set<'a>(declaration: &Declaration<'a>, secret: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &declaration.entries;
    let by_property = ["SecretString", "GenerateSecretString"].iter().any(|name| entries.property(name).is_some());
    let Some(setting) = entries.setting("value") else {
        if !by_property {
            secret.set("GenerateSecretString", made_up(declaration));
        }
        return;
    };
    for other in entries.settings.iter().filter(|other| MADE_UP.contains(&other.entry.name)) {
        let message = format!("`{}` is about a secret that is made up, and this one is given", other.entry.name);
        let problem = Diagnostic::error("no-effect", message).label(other.key, "has no effect");
        to.report(problem.label(setting.key, "given here").help("leave one of them out"));
    }
    let SettingValue::Value(given) = &setting.value else { return };
    let given = given.changed(&mut |given| password::given(given, setting, &VALUE, to));
    if let Some(given) = given {
        secret.set("SecretString", given);
    }
}

/// How Secrets Manager makes it up.
fn made_up<'a>(declaration: &Declaration<'a>) -> Value<'a> {
    let entries = &declaration.entries;
    let mut how = vec![("PasswordLength", Value::Int(entries.int("generate").unwrap_or(USUAL)))];
    if !entries.on("punctuation", true) {
        how.push(("ExcludePunctuation", Value::Bool(true)));
    }
    let excluded = entries.value("exclude").cloned();
    let for_databases =
        || entries.value("user").filter(|_| entries.on("punctuation", true)).map(|_| Value::text(REFUSED));
    if let Some(characters) = excluded.or_else(for_databases) {
        how.push(("ExcludeCharacters", characters));
    }
    if let Some(user) = entries.value("user") {
        how.push(("SecretStringTemplate", template(user)));
        how.push(("GenerateStringKey", Value::text("password")));
    }
    Value::map(how)
}

/// The JSON that the password is put into.
fn template<'a>(user: &Value<'a>) -> Value<'a> {
    let around = &mut |user: &Value<'a>| {
        let user = match user {
            Value::Text(name) => Value::text(name.replace('\\', "\\\\").replace('"', "\\\"")),
            other => other.clone(),
        };
        Some(together(vec![Value::text("{\"username\":\""), user, Value::text("\"}")]))
    };
    user.changed(around).unwrap_or_else(Value::nothing)
}
