//! Names that stand for something else in the new stack, and what that changes where they are used.

use super::model::Certainty;
use super::parts::Cause;
use crate::schema::Type;
use crate::template::{Items, Value, names_in};
use rustc_hash::{FxHashMap, FxHashSet};

/// What becomes of one resource, for those that refer to it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Effect {
    /// Whether it becomes another one.
    pub replaced: Option<Certainty>,
    /// Its properties that change.
    pub properties: Vec<(String, Certainty)>,
    /// Its properties that both templates say.
    pub said: FxHashSet<String>,
}

/// Everything that a name can stand for otherwise.
#[derive(Debug, Default)]
pub(super) struct Changed<'t> {
    pub parameters: FxHashMap<&'t str, Certainty>,
    pub conditions: FxHashSet<&'t str>,
    pub mappings: FxHashSet<&'t str>,
    pub resources: FxHashMap<&'t str, (Effect, Option<&'static Type>)>,
    /// All resources of both templates.
    pub all: FxHashSet<&'t str>,
}

/// Causes with how sure each of them changes the value.
pub(super) type Causes = Vec<(Cause, Certainty)>;

impl Changed<'_> {
    /// Why a value that both templates say alike is another one.
    pub fn causes(&self, value: &Value<'_>) -> Causes {
        let mut found = Causes::new();
        self.walk(value, true, &mut found);
        found
    }

    /// `direct`: whether what changes in the value changes the whole for sure.
    fn walk(&self, value: &Value<'_>, direct: bool, found: &mut Causes) {
        match value {
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Dynamic(_) => {}
            Value::Ref(id) => self.reference(id, direct, found),
            Value::GetAtt(target) => self.attribute(&target.0, &target.1, direct, found),
            Value::Sub(text) => names_in(text).for_each(|name| self.name(name, direct, found)),
            Value::List(items) => items.iter().for_each(|item| self.walk(item, direct, found)),
            Value::Map(entries) => entries.iter().for_each(|(_, value)| self.walk(value, direct, found)),
            Value::Intrinsic("Fn::Sub", argument) => self.with_map(argument, direct, found),
            Value::Intrinsic(function, argument) => {
                self.named(function, argument, found);
                self.walk(argument, direct && ["Fn::Join", "Fn::Base64"].contains(function), found);
            }
        }
    }

    fn name(&self, name: &str, direct: bool, found: &mut Causes) {
        match name.split_once('.') {
            Some((id, attribute)) => self.attribute(id, attribute, direct, found),
            None => self.reference(name, direct, found),
        }
    }

    fn with_map(&self, argument: &Value<'_>, direct: bool, found: &mut Causes) {
        let Value::List(two) = argument else { return };
        let [Value::Text(text), Value::Map(own)] = &**two else { return };
        own.iter().for_each(|(_, value)| self.walk(value, direct, found));
        let is_own = |name: &&str| own.iter().any(|(key, _)| key == name);
        names_in(text).filter(|name| !is_own(name)).for_each(|name| self.name(name, direct, found));
    }

    /// The conditions and mappings that a function takes.
    fn named(&self, function: &str, argument: &Value<'_>, found: &mut Causes) {
        let Value::List(parts) = argument else { return };
        let Some(Value::Text(name)) = parts.first() else { return };
        match function {
            "Fn::If" if self.conditions.contains(name.as_ref()) => {
                add(found, Cause::Condition(name.to_string()), Certainty::Possible);
            }
            "Fn::FindInMap" if self.mappings.contains(name.as_ref()) => {
                add(found, Cause::Mapping(name.to_string()), Certainty::Possible);
            }
            _ => {}
        }
    }

    fn reference(&self, id: &str, direct: bool, found: &mut Causes) {
        if let Some(certainty) = self.parameters.get(id) {
            add(found, Cause::Parameter(id.to_owned()), weaker(*certainty, direct));
        } else if let Some((effect, _)) = self.resources.get(id)
            && let Some(certainty) = effect.replaced
        {
            add(found, Cause::Resource(id.to_owned()), weaker(certainty, direct));
        }
    }

    fn attribute(&self, id: &str, attribute: &str, direct: bool, found: &mut Causes) {
        let Some((effect, kind)) = self.resources.get(id) else { return };
        if let Some(certainty) = of_attribute(effect, *kind, attribute) {
            add(found, Cause::Attribute(format!("{id}.{attribute}")), weaker(certainty, direct));
        }
    }
}

/// Whether an attribute of a resource that changes is another one.
fn of_attribute(effect: &Effect, kind: Option<&'static Type>, attribute: &str) -> Option<Certainty> {
    if let Some((_, certainty)) = effect.properties.iter().find(|(name, _)| name == attribute) {
        return Some(*certainty);
    }
    if effect.said.contains(attribute) {
        return None;
    }
    let is_identity = kind.is_some_and(|kind| is_identity(kind, attribute)) || attribute.ends_with("Arn");
    match effect.replaced {
        Some(certainty) if is_identity => Some(certainty),
        Some(_) => Some(Certainty::Possible),
        // A type that nobody knows may give anything.
        None if kind.is_none_or(Type::gives_anything) => Some(Certainty::Possible),
        None => (!is_identity && !is_steady(attribute)).then_some(Certainty::Possible),
    }
}

/// Whether an attribute tells a resource from every other one of its type, as `GroupId` of a security group.
fn is_identity(kind: &Type, attribute: &str) -> bool {
    let own = |ending: &str| attribute.strip_suffix(ending).is_some_and(|stem| kind.name.ends_with(stem));
    kind.reference.contains(&attribute) || own("Id") || own("Name")
}

/// Whether an attribute stays for as long as its resource does: names and addresses do, versions, states and IP addresses
/// need not.
fn is_steady(attribute: &str) -> bool {
    const ENDINGS: [&str; 9] =
        ["Id", "ID", "Name", "Url", "URL", "Endpoint", "Endpoint.Address", "HostedZoneId", "Endpoint.Port"];
    ENDINGS.iter().any(|ending| attribute.ends_with(ending))
}

fn weaker(certainty: Certainty, direct: bool) -> Certainty {
    if direct { certainty } else { Certainty::Possible }
}

fn add(found: &mut Causes, cause: Cause, certainty: Certainty) {
    match found.iter_mut().find(|(known, _)| *known == cause) {
        Some((_, known)) => *known = (*known).max(certainty),
        None => found.push((cause, certainty)),
    }
}

/// Whether two values that are written otherwise are surely two values.
pub(super) fn surely_differ(old: &Value<'_>, new: &Value<'_>, changed: &Changed<'_>) -> bool {
    use super::fold::is_literal;
    if is_literal(old) && is_literal(new) {
        return true;
    }
    let is_resource = |id: &str| changed.all.contains(id);
    match (old, new) {
        (Value::Ref(old), Value::Ref(new)) => old != new && is_resource(old) && is_resource(new),
        (Value::GetAtt(old), Value::GetAtt(new)) => {
            old.0 != new.0 && old.1 == new.1 && (old.1.ends_with("Arn") || old.1.ends_with("Id"))
        }
        (Value::Sub(one), Value::Sub(other)) => changed.causes(new).is_empty() && texts_differ(one, other),
        // One holds something where the other holds a list or a map.
        (Value::List(items), other) | (other, Value::List(items)) => !items.is_empty() && is_literal(other),
        (Value::Map(entries), other) | (other, Value::Map(entries)) => !entries.is_empty() && is_literal(other),
        (_, _) => false,
    }
}

/// Two texts with the same names in them: whatever these stand for, another text around them of the same length makes
/// another whole.
fn texts_differ(old: &str, new: &str) -> bool {
    use crate::template::{Part, parts};
    let split = |text: &str| {
        let (mut names, mut between) = (Vec::new(), vec![String::new()]);
        for part in parts(text) {
            match part {
                Part::Name(name) => {
                    names.push(name.to_owned());
                    between.push(String::new());
                }
                Part::Text(text) | Part::Literal(text) => between.last_mut().map_or((), |last| last.push_str(text)),
            }
        }
        (names, between)
    };
    let ((names, old), (others, new)) = (split(old), split(new));
    let length = |all: &[String]| all.iter().map(String::len).sum::<usize>();
    let first = old.iter().zip(&new).find(|(old, new)| old != new);
    names == others && (length(&old) != length(&new) || first.is_some_and(|(old, new)| old.len() == new.len()))
}

/// What is said of a value before anything is known of it.
pub(super) fn is_choice(value: &Value<'_>) -> bool {
    let Value::Intrinsic("Fn::If", argument) = value else { return false };
    let Value::List(Items::Owned(parts)) = argument.as_ref() else { return false };
    parts.iter().any(|part| matches!(part, Value::Ref(id) if id == "AWS::NoValue"))
}
