//! The keys that resources are encrypted with, as far as the file says them.

use super::what::What;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::reason::along::leaves;
use crate::template::Value;
use crate::words::existing;
use crate::words::statements::Target;

const KEYS: [&str; 2] = ["AWS::KMS::Key", "AWS::KMS::ReplicaKey"];
const ALIAS: &str = "AWS::KMS::Alias";
const OF_ALIAS: &[&str] = &["TargetKeyId"];

/// Where a resource says which key it is encrypted with, with what holds there.
struct Named<'a> {
    value: Value<'a>,
    guards: Vec<(String, bool)>,
}

/// The keys of a resource by their ARNs. A key of the account that AWS keeps needs no permission.
pub fn of<'a>(what: &What<'_, 'a>, to: &mut Lowering<'_, 'a>) -> Vec<Target<'a>> {
    let Some(at) = to.place(&what.declaration.logical_id).filter(|_| !what.declaration.existing) else {
        return Vec::new();
    };
    let named = named(at, what.vocabulary.key, to);
    named.into_iter().filter_map(|named| target(named, what.declaration, to)).collect()
}

fn named<'a>(at: usize, way: &[&str], to: &Lowering<'_, 'a>) -> Vec<Named<'a>> {
    let found = leaves(&to.template.resources[at].properties, way).into_iter().map(|leaf| {
        let guards = leaf.guards.iter().map(|(name, holds)| ((*name).to_owned(), *holds)).collect();
        (Named { value: leaf.value.clone(), guards }, leaf.target().and_then(|id| to.place(id)))
    });
    let each = found.flat_map(|(leaf, target)| match target {
        Some(alias) if to.template.resources[alias].kind == ALIAS && way != OF_ALIAS => {
            let behind = named(alias, OF_ALIAS, to);
            behind.into_iter().map(|one| Named { guards: [leaf.guards.clone(), one.guards].concat(), ..one }).collect()
        }
        _ => vec![leaf],
    });
    each.collect()
}

fn target<'a>(named: Named<'a>, of: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Option<Target<'a>> {
    let (arn, condition) = match &named.value {
        Value::Ref(id) => own(id, to)?,
        Value::GetAtt(target) => own(&target.0, to)?,
        Value::Text(text) if text.starts_with("arn:") && text.contains(":key/") => (named.value.clone(), None),
        other => (existing_key(other, to)?, None),
    };
    let guards: Vec<_> = named.guards.iter().map(|(name, holds)| (name.as_str(), *holds)).collect();
    let condition = to.all_of([of.condition.clone(), condition, to.guarded(&guards)]);
    Some(Target { values: vec![arn], condition })
}

/// A key of the file.
fn own<'a>(id: &str, to: &Lowering<'_, 'a>) -> Option<(Value<'a>, crate::lower::Condition<'a>)> {
    let key = &to.template.resources[to.place(id)?];
    KEYS.contains(&key.kind.as_ref()).then(|| (Value::attribute(key.id.clone(), "Arn"), to.condition_of(id)))
}

/// A key that the file names as existing.
fn existing_key<'a>(value: &Value<'a>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    let keys = to.stack.declarations.iter().filter(|one| one.existing && KEYS.contains(&one.resource_type()));
    let mut arns = keys.filter_map(|key| Some((existing::attribute(key, "Arn")?, existing::identifier(key))));
    arns.find(|(arn, id)| arn == value || id.as_ref() == Some(value)).map(|(arn, _)| arn)
}
