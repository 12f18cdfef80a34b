//! Secrets of a service: what its containers are given, and what has to be allowed for that.
//!
//! From the page "Pass sensitive data to an Amazon ECS container" of the Amazon ECS Developer Guide.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Part, Value, parts};
use crate::words::network::existing_as;
use crate::words::permission::{self, allow};
use crate::words::{arn, known_name, together};

const SECRET: &str = "AWS::SecretsManager::Secret";
const PARAMETER: &str = "AWS::SSM::Parameter";
const READ_SECRET: [&str; 1] = ["secretsmanager:GetSecretValue"];
const READ_PARAMETER: [&str; 1] = ["ssm:GetParameters"];
/// Parts of the ARN of a secret; behind them stand a key in it and the like.
const PARTS: usize = 7;
/// Letters and digits that Secrets Manager puts behind the name of a secret, and a hyphen.
const SUFFIX: usize = 7;

/// Where a secret is kept.
#[derive(Debug, PartialEq)]
enum Kept<'a> {
    Secret(Value<'a>),
    Parameter(Value<'a>),
}

/// The statements that the secrets need, each once.
pub fn statements<'a>(service: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Vec<Value<'a>> {
    let mut found: Vec<Value<'a>> = Vec::new();
    let mut unknown = Vec::new();
    let secrets = service.entries.value("secrets");
    let mut look = |map: &Value<'a>| {
        let Value::Map(entries) = map else { return };
        for (name, value) in entries.iter() {
            match one(value, to) {
                Some(statements) => {
                    found.extend(statements.into_iter().filter(|one| !found.contains(one)).collect::<Vec<_>>())
                }
                None => unknown.push(name.to_string()),
            }
        }
    };
    match secrets.and_then(|secrets| secrets.chosen()) {
        Some((_, then, otherwise)) => [then, otherwise].into_iter().for_each(&mut look),
        None => secrets.into_iter().for_each(&mut look),
    }
    if let (Some(name), Some(setting)) = (unknown.first(), service.entries.setting("secrets")) {
        let message = format!("where the secret `{name}` is kept is not known before the deploy");
        let problem = Diagnostic::error("wrong-type", message).label(setting.span, format!("has `{name}`"));
        to.report(problem.help("say what it is: existing AWS::SecretsManager::Secret NAME < id = … >, and name that"));
    }
    found
}

/// What one secret needs; none where nobody can say.
fn one<'a>(value: &Value<'a>, to: &Lowering<'_, 'a>) -> Option<Vec<Value<'a>>> {
    if let Some((_, then, otherwise)) = value.chosen() {
        let (then, otherwise) = (one(then, to)?, one(otherwise, to)?);
        return Some(then.into_iter().chain(otherwise).collect());
    }
    if value.is_nothing() {
        return Some(Vec::new());
    }
    let base = base(value);
    let declared = to.declaration_of(&base).or_else(|| existing_as(&base, to));
    let mut statements = vec![match kept(&base, declared)? {
        Kept::Secret(on) => allow(&READ_SECRET, on),
        Kept::Parameter(on) => allow(&READ_PARAMETER, on),
    }];
    statements.extend(declared.and_then(|one| permission::key_of(one, to)).map(|key| allow(&permission::DECRYPT, key)));
    Some(statements)
}

/// A secret without the key in it that is meant: `${Secret}:password::`.
fn base<'a>(value: &Value<'a>) -> Value<'a> {
    let Value::Sub(text) = value else { return value.clone() };
    match parts(text).next() {
        Some(Part::Name(name)) if !name.starts_with("AWS::") => match name.split_once('.') {
            Some((id, attribute)) => Value::attribute(id.to_owned(), attribute.to_owned()),
            None => Value::reference(name.to_owned()),
        },
        _ => value.clone(),
    }
}

fn kept<'a>(base: &Value<'a>, declared: Option<&Declaration<'a>>) -> Option<Kept<'a>> {
    match (declared.map(|one| one.resource_type()), base) {
        (Some(SECRET), _) => Some(Kept::Secret(base.clone())),
        (Some(PARAMETER), name) => Some(Kept::Parameter(parameter(name, declared))),
        // A database keeps its own password.
        (_, Value::GetAtt(target)) if target.1.ends_with("SecretArn") => Some(Kept::Secret(base.clone())),
        (_, Value::Text(text)) if text.contains(":secretsmanager:") => Some(Kept::Secret(Value::text(of_secret(
            &text.splitn(PARTS + 1, ':').take(PARTS).collect::<Vec<_>>().join(":"),
        )))),
        (_, Value::Text(text) | Value::Sub(text)) if text.contains(":ssm:") => Some(Kept::Parameter(base.clone())),
        (_, Value::Sub(text)) if text.contains(":secretsmanager:") => Some(Kept::Secret(base.clone())),
        (_, Value::Text(_)) => Some(Kept::Parameter(parameter(base, None))),
        (_, _) => None,
    }
}

/// The ARN of a secret by its name alone: whatever letters stand behind it.
fn of_secret(arn: &str) -> String {
    let end = arn.get(arn.len().saturating_sub(SUFFIX)..).unwrap_or_default();
    let is_whole = end.strip_prefix('-').is_some_and(|end| end.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if is_whole { arn.to_owned() } else { format!("{arn}-??????") }
}

/// The ARN of a parameter by its name, in which a slash in front is there once.
fn parameter<'a>(name: &Value<'a>, declared: Option<&Declaration<'a>>) -> Value<'a> {
    let known = declared.and_then(|one| known_name(one, "Name")).map(|(name, _)| name);
    let starts = |text: &str| text.starts_with('/');
    let has_slash = match name {
        Value::Text(text) => starts(text),
        _ => known.is_some_and(|name| starts(&name)),
    };
    let front = arn(&format!("ssm:${{AWS::Region}}:${{AWS::AccountId}}:parameter{}", if has_slash { "" } else { "/" }));
    together(vec![front, name.clone()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_from_parameters() {
        let secret = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db-AbCdEf";
        let kept = |value: Value<'static>| kept(&base(&value), None);
        assert_eq!(kept(Value::text(format!("{secret}:password::"))), Some(Kept::Secret(Value::text(secret))));
        let by_name = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db";
        assert_eq!(kept(Value::text(by_name)), Some(Kept::Secret(Value::text(format!("{by_name}-??????")))));
        let managed = Value::attribute("Db", "MasterUserSecret.SecretArn");
        assert_eq!(kept(Value::sub("${Db.MasterUserSecret.SecretArn}:password::")), Some(Kept::Secret(managed)));
        let arn = |end: &str| arn(&format!("ssm:${{AWS::Region}}:${{AWS::AccountId}}:parameter{end}"));
        assert_eq!(kept(Value::text("/app/key")), Some(Kept::Parameter(arn("/app/key"))));
        assert_eq!(kept(Value::text("key")), Some(Kept::Parameter(arn("/key"))));
        assert_eq!(kept(Value::reference("Input")), None);
    }
}
