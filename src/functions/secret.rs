//! `secret(name, key, version)`: a dynamic reference to Secrets Manager.

use super::{Function, Kind, Lowering, argument, optional};
use crate::diagnostic::Diagnostic;
use crate::model::{DynamicName, Values};
use crate::syntax::ast::Call;
use crate::template::Value;

/// Characters in the name of a secret, from the page CreateSecret of the Secrets Manager API Reference.
const LONGEST: usize = 512;

/// The description of `secret`.
pub static FUNCTION: Function = Function {
    name: "secret",
    arguments: &[argument("name", Kind::Text), optional("key", Kind::Text), optional("version", Kind::Text)],
    summary: "Takes a secret out of Secrets Manager when the stack is deployed, all of it or the value of one of its keys; neither the template nor CloudFormation shows it.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html",
    example: "AWS::RDS::DBInstance main <\n  DBInstanceClass    = \"db.t3.micro\"\n  Engine             = \"mysql\"\n  AllocatedStorage   = 20\n  MasterUsername     = secret(\"shop/database\", \"username\")\n  MasterUserPassword = secret(\"shop/database\", \"password\")\n>",
    lowering: Lowering::Own(lower),
    ..Function::EMPTY
};

static NAME: DynamicName = DynamicName {
    what: "the name of a secret",
    resources: &["AWS::SecretsManager::Secret", "AWS::SecretsManager::SecretTargetAttachment"],
    accepts: is_name,
    looks: "its name, of letters, digits and `/_+=.@-`, or its ARN",
};
static KEY: DynamicName = DynamicName {
    what: "a key of a secret that CloudFormation can read",
    resources: &[],
    accepts: |text| !text.is_empty() && !text.contains([':', '{', '}', '\\']) && !text.contains(char::is_control),
    looks: "a key without `:`, braces and `\\`; without a key the whole secret is taken",
};
static VERSION: DynamicName = DynamicName {
    what: "a version of a secret",
    resources: &[],
    accepts: |text| !text.is_empty() && text.chars().all(|c| is_of_name(c) && c != '/'),
    looks: "a staging label such as AWSPREVIOUS, or the version's id",
};

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "/_+=.@-".contains(c)
}

fn is_name(text: &str) -> bool {
    let is_plain = |name: &str| !name.is_empty() && name.len() <= LONGEST && name.chars().all(is_of_name);
    match text.split(':').collect::<Vec<_>>().as_slice() {
        [name] => is_plain(name),
        ["arn", partition, "secretsmanager", region, account, "secret", name] => {
            [partition, region, account, name].into_iter().all(|part| is_plain(part))
        }
        _ => false,
    }
}

/// Whether a version is meant by its id, which is a UUID, and not by a staging label.
fn is_id(version: &str) -> bool {
    let groups: Vec<&str> = version.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let name = values.dynamic_name(call.arguments.first()?, &NAME, problems);
    let key = call.arguments.get(1).map(|key| values.dynamic_segment(key, &KEY, problems));
    let version = call.arguments.get(2).map(|version| values.dynamic_segment(version, &VERSION, problems));
    let mut segments = vec![name?];
    if let Some(key) = key {
        segments.extend([Value::text("SecretString"), key?]);
    }
    if let Some(version) = version {
        let version = version?;
        let by_id = matches!(&version, Value::Text(text) if is_id(text));
        segments.extend(by_id.then_some(Value::text("")));
        segments.push(version);
    }
    values.dynamic("secretsmanager", segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_the_braces() {
        for name in ["shop/database", "a", "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/db-AbCdEf"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "a b", "a:b", "a}}", "${a}", "arn:aws:secretsmanager:us-east-1:1:secret:a:b", "이름", "a\n"]
        {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn versions_are_labels_or_ids() {
        assert!(is_id("a1b2c3d4-5678-90ab-cdef-111122223333"));
        for label in ["AWSPREVIOUS", "a1b2c3d4-5678-90ab-cdef-11112222333", "a1b2c3d4-5678-90ab-cdeg-111122223333"] {
            assert!(!is_id(label), "{label}");
        }
    }
}
