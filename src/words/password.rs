//! Passwords: asked for when the stack is deployed, or taken from where they are kept, never written out.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Setting;
use crate::template::Value;

/// What an entry takes that is secret.
pub struct Asked {
    /// What it is.
    pub what: &'static str,
    /// What else could be written.
    pub instead: &'static str,
}

/// A secret that is given; none where it is the word `managed`, nothing at all, or no secret, which is said.
pub fn given<'a>(
    value: &Value<'a>,
    setting: &Setting<'a>,
    asked: &Asked,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    match value {
        Value::Text(word) if word == "managed" => None,
        value if value.is_nothing() => None,
        Value::Text(_) => {
            to.report(written_out(setting, asked));
            None
        }
        Value::Ref(id) if to.stack.inputs.iter().any(|input| input.id == *id && !input.is_secret()) => {
            to.report(no_secret(id, setting, to));
            Some(value.clone())
        }
        Value::Ref(id) if to.place(id).is_some() || to.declared_as(id).is_some() => {
            to.report(name_of_a_secret(id, setting, asked, to));
            None
        }
        _ => Some(value.clone()),
    }
}

fn written_out(setting: &Setting<'_>, asked: &Asked) -> Diagnostic {
    let Asked { what: name, instead } = asked;
    let message = format!("a {name} stands in the file, where everybody can read it who can read the template");
    Diagnostic::error("secret-in-source", message)
        .label(setting.span, "no secret any more")
        .help(format!("ask for it when the stack is deployed: param my_{name}: secret; {instead}"))
}

fn no_secret(id: &str, setting: &Setting<'_>, to: &Lowering<'_, '_>) -> Diagnostic {
    let input = to.stack.inputs.iter().find(|input| input.id == id);
    let name = input.map_or(id, |input| input.name.text);
    let message = format!("`{name}` is no secret: whoever looks at the stack sees its value");
    let problem = Diagnostic::warning("password-shown", message).label(setting.span, "meant to be secret");
    let problem = match input {
        Some(input) => problem.label(input.name.span, format!("asked for as {}", input.kind.written())),
        None => problem,
    };
    problem.help(format!("ask for a secret: param {name}: secret"))
}

fn name_of_a_secret(id: &str, setting: &Setting<'_>, asked: &Asked, to: &Lowering<'_, '_>) -> Diagnostic {
    let declared = to.declared_as(id);
    let name = declared.map_or(id, |declared| declared.handle.text);
    let found = declared.map_or_else(String::new, |declared| format!(", but `{name}` is {}", declared.a_kind()));
    let problem = Diagnostic::error("wrong-kind", format!("expected a {}{found}", asked.what))
        .label(setting.span, "its name or ARN, which is no secret");
    let Some(declared) = declared else { return problem.help(asked.instead) };
    let problem = problem.label(declared.handle.span, "declared here");
    match declared.resource_type() {
        "AWS::SecretsManager::Secret" => problem.help(format!("take the secret out of it: secret({name})")),
        _ => problem.help(asked.instead),
    }
}
