//! What data is encrypted with: a key of the service's own, the account's key for the service, or one that is named.

use super::shape::Wanted;
use super::{arn, resource_policy};
use crate::lower::Lowering;
use crate::model::Entries;
use crate::reason::cycles;
use crate::template::Value;

/// A KMS key.
pub static KEY: Wanted = Wanted { what: "a KMS key", resource: "AWS::KMS::Key", attribute: "Arn", prefix: "arn:" };

/// The principal of CloudWatch Logs, as people name it.
pub const LOGS: &str = "logs.amazonaws.com";

/// The word for the account's key for a service, which AWS keeps.
pub const ACCOUNT: &str = "kms";

/// What an entry `encryption` says: each is nothing where another one is meant.
pub struct Encryption<'a> {
    /// `true` where the service uses a key of its own.
    pub own: Value<'a>,
    /// The key that is named, or the alias of the account's.
    pub key: Value<'a>,
}

/// Reads the entry: the word for the service's own key, which also holds without the entry, and the alias of the
/// account's key.
pub fn of<'a>(entries: &Entries<'a>, word: &'static str, alias: &'static str) -> Encryption<'a> {
    let usual = Value::text(word);
    let given = entries.value("encryption").map_or(usual.clone(), |given| given.or(&usual));
    let own = |value: &Value<'a>| if *value == usual { Value::Bool(true) } else { Value::nothing() };
    let key = |value: &Value<'a>| match value {
        Value::Text(text) if text == word => Value::nothing(),
        Value::Text(text) if text == ACCOUNT => Value::text(alias),
        key => key.clone(),
    };
    let each = |of: &dyn Fn(&Value<'a>) -> Value<'a>| given.changed(&mut |value| Some(of(value)));
    Encryption { own: each(&own).unwrap_or_else(Value::nothing), key: each(&key).unwrap_or_else(Value::nothing) }
}

impl<'a> Encryption<'a> {
    /// The properties that say it: one for the service's own key, one for another.
    pub fn properties(self, own: &'static str, key: &'static str) -> impl Iterator<Item = (&'static str, Value<'a>)> {
        // A choice between the two has both.
        [(own, self.own), (key, self.key)].into_iter().filter(|(name, value)| !name.is_empty() && !never(value))
    }
}

/// Whether a value is nothing in every case.
fn never(value: &Value<'_>) -> bool {
    match value.chosen() {
        Some((_, then, otherwise)) => never(then) && never(otherwise),
        None => value.is_nothing(),
    }
}

/// Lets services use the keys of the file that a value names, for what they do in this account.
pub fn allow_services<'a>(key: &Value<'a>, sid: &'static str, services: &[&'static str], to: &mut Lowering<'_, 'a>) {
    for id in keys(key, to) {
        let services = match services {
            [only] => Value::text(*only),
            services => Value::list(services.iter().map(|service| Value::text(*service)).collect::<Vec<_>>()),
        };
        let statement = statement(sid, services, resource_policy::of_own_account());
        resource_policy::add_to(&id, "KeyPolicy", statement, to);
    }
}

/// Lets CloudWatch Logs use the keys of the file that a value names.
pub fn allow_logs<'a>(key: &Value<'a>, to: &mut Lowering<'_, 'a>) {
    for id in keys(key, to) {
        resource_policy::add_to(&id, "KeyPolicy", for_logs(), to);
    }
}

/// Services that use a key, as far as a condition says.
pub fn statement<'a>(sid: &'static str, services: Value<'a>, condition: Value<'a>) -> Value<'a> {
    let actions = ["kms:Decrypt", "kms:GenerateDataKey*"].map(Value::text);
    resource_policy::allow_services(sid, services, Value::list(actions), (Value::text("*"), condition))
}

/// CloudWatch Logs has a principal in each region, and says for which log group it asks.
///
/// From the page "Encrypt log data in CloudWatch Logs using AWS KMS" of the Amazon CloudWatch Logs User Guide.
pub fn for_logs<'a>() -> Value<'a> {
    let groups = arn("logs:${AWS::Region}:${AWS::AccountId}:log-group:*");
    let condition = Value::map([("ArnLike", Value::map([("kms:EncryptionContext:aws:logs:arn", groups)]))]);
    let actions = ["kms:Decrypt", "kms:Describe*", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
    let about = (Value::text("*"), condition);
    let service = Value::sub("logs.${AWS::Region}.amazonaws.com");
    resource_policy::allow_services("AllowLogs", service, Value::list(actions.map(Value::text)), about)
}

/// The logical ids of the keys of the file that a value names.
fn keys(value: &Value<'_>, to: &Lowering<'_, '_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    cycles::names(value, &mut |id| {
        let is_key = to.place(id).is_some_and(|at| to.template.resources[at].kind == KEY.resource);
        if is_key && !found.iter().any(|known| known == id) {
            found.push(id.to_owned());
        }
    });
    found
}
