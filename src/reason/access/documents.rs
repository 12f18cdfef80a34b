//! The policies that count for a principal: those of its own, its boundary, and those of AWS by their names.

use super::policy::{self, Statement};
use crate::catalog::managed_policies;
use crate::reason::index::Index;
use crate::reason::trace::Way;
use crate::reason::view::Case;
use crate::reason::world::World;
use crate::template::{Step as Key, Template, Value};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::{LazyLock, PoisonError, RwLock};

/// A policy with its statements; none where they cannot be read.
#[derive(Debug, Clone)]
pub struct Document<'t> {
    /// How it is called: `policy AmazonS3FullAccess`.
    pub called: String,
    /// Where it is named, or where it stands.
    pub at: Way<'t>,
    /// Whether its statements stand there.
    pub is_written_there: bool,
    /// Its statements.
    pub statements: Option<Rc<[Statement<'t>]>>,
}

impl<'t> Document<'t> {
    /// The place of one of its statements.
    pub fn place_of(&self, statement: &Statement<'t>) -> Way<'t> {
        let mut at = self.at.clone();
        if self.is_written_there {
            at.steps.extend(policy::way_to(statement.index));
        }
        at
    }
}

/// What counts for a principal of the template.
#[derive(Debug, Clone, Default)]
pub struct Policies<'t> {
    /// The policies of its own.
    pub own: Vec<Document<'t>>,
    /// The boundary that nothing of it goes beyond, where there is one.
    pub boundary: Option<Document<'t>>,
}

/// The policies of a role, a user or a group, by its position.
pub fn of_identity<'t>(world: &World<'_, 't>, at: usize) -> Policies<'t> {
    let mut own = inline(world, at);
    own.extend(managed(world, at));
    own.extend(attached(world, at));
    let boundary = world.property(at, "PermissionsBoundary").map(|value| {
        let way = world.way(at, &[Key::Key("PermissionsBoundary")]);
        by_arn(world, value, way)
    });
    for group in groups(world, at) {
        own.extend(of_identity(world, group).own);
    }
    Policies { own, boundary }
}

fn inline<'t>(world: &World<'_, 't>, at: usize) -> Vec<Document<'t>> {
    let Some(list) = world.property(at, "Policies") else { return Vec::new() };
    let Some(items) = world.view.items(list) else {
        return vec![unreadable(world, at, &[Key::Key("Policies")])];
    };
    let document = |(index, item): (usize, &'t Value<'t>)| {
        let name = world.view.entry(item, "PolicyName").map(|name| world.symbol(name).to_string()).unwrap_or_default();
        let statements = world.view.entry(item, "PolicyDocument").and_then(|value| policy::statements(world, value));
        Document {
            called: format!("policy {name} of {}", world.name(at)),
            at: world.way(at, &[Key::Key("Policies"), Key::Item(index), Key::Key("PolicyDocument")]),
            is_written_there: true,
            statements: statements.map(Rc::from),
        }
    };
    items.into_iter().map(document).collect()
}

fn unreadable<'t>(world: &World<'_, 't>, at: usize, steps: &[Key<'t>]) -> Document<'t> {
    Document {
        called: format!("policies of {}", world.name(at)),
        at: world.way(at, steps),
        is_written_there: false,
        statements: None,
    }
}

fn managed<'t>(world: &World<'_, 't>, at: usize) -> Vec<Document<'t>> {
    let Some(list) = world.property(at, "ManagedPolicyArns") else { return Vec::new() };
    let Some(items) = world.view.items(list) else {
        return vec![unreadable(world, at, &[Key::Key("ManagedPolicyArns")])];
    };
    let document =
        |(index, item)| by_arn(world, item, world.way(at, &[Key::Key("ManagedPolicyArns"), Key::Item(index)]));
    items.into_iter().map(document).collect()
}

/// A managed policy by its ARN: of the template, or of AWS.
fn by_arn<'t>(world: &World<'_, 't>, value: &'t Value<'t>, at: Way<'t>) -> Document<'t> {
    if let Some(own) = world.meant(value, "AWS::IAM::ManagedPolicy") {
        return whole(world, own);
    }
    let arn = world.symbol(value);
    let path = arn.known().and_then(|arn| arn.split_once(":iam::aws:policy/")).map(|(_, path)| path);
    let Some(path) = path else {
        return Document { called: format!("policy {arn}"), at, is_written_there: false, statements: None };
    };
    Document { called: format!("policy {path}"), at, is_written_there: false, statements: of_aws(path) }
}

/// A policy that is a resource of the template.
fn whole<'t>(world: &World<'_, 't>, at: usize) -> Document<'t> {
    let statements = world.property(at, "PolicyDocument").and_then(|value| policy::statements(world, value));
    Document {
        called: world.name(at),
        at: world.way(at, &[Key::Key("PolicyDocument")]),
        is_written_there: true,
        statements: statements.map(Rc::from),
    }
}

/// Types of policies that name who has them, with the property that does so for each kind of identity.
const ATTACHED: [(&str, [&str; 3]); 5] = [
    ("AWS::IAM::Policy", ["Roles", "Users", "Groups"]),
    ("AWS::IAM::ManagedPolicy", ["Roles", "Users", "Groups"]),
    ("AWS::IAM::RolePolicy", ["RoleName", "", ""]),
    ("AWS::IAM::UserPolicy", ["", "UserName", ""]),
    ("AWS::IAM::GroupPolicy", ["", "", "GroupName"]),
];

fn attached<'t>(world: &World<'_, 't>, at: usize) -> Vec<Document<'t>> {
    let column = match world.resource(at).kind.as_ref() {
        "AWS::IAM::Role" => 0,
        "AWS::IAM::User" => 1,
        _ => 2,
    };
    let mut found = Vec::new();
    for (kind, properties) in ATTACHED {
        let property = properties[column];
        if property.is_empty() {
            continue;
        }
        for policy in world.of_kind(kind) {
            let names = world.property(*policy, property).and_then(|value| world.view.items(value));
            let is_named = |value: &'t Value<'t>| world.meant(value, &world.resource(at).kind) == Some(at);
            if names.is_some_and(|names| names.into_iter().any(|(_, value)| is_named(value))) {
                found.push(whole(world, *policy));
            }
        }
    }
    found
}

/// The groups of a user: those that it names, and those that are said to have it.
fn groups(world: &World<'_, '_>, at: usize) -> Vec<usize> {
    if world.resource(at).kind != "AWS::IAM::User" {
        return Vec::new();
    }
    let items =
        |at: usize, name| world.property(at, name).and_then(|value| world.view.items(value)).unwrap_or_default();
    let mut found: Vec<usize> =
        items(at, "Groups").into_iter().filter_map(|(_, value)| world.meant(value, "AWS::IAM::Group")).collect();
    for addition in world.of_kind("AWS::IAM::UserToGroupAddition") {
        let has = |(_, value)| world.meant(value, "AWS::IAM::User") == Some(at);
        if items(*addition, "Users").into_iter().any(has) {
            let named = world.property(*addition, "GroupName");
            found.extend(named.and_then(|value| world.meant(value, "AWS::IAM::Group")));
        }
    }
    found
}

/// Documents of AWS's managed policies that were read. They stay: there are as many as the catalogue has.
static OF_AWS: LazyLock<RwLock<FxHashMap<&'static str, &'static Value<'static>>>> = LazyLock::new(RwLock::default);

fn of_aws<'t>(path: &str) -> Option<Rc<[Statement<'t>]>> {
    let policy = managed_policies::find(path)?;
    let read = OF_AWS.read().unwrap_or_else(PoisonError::into_inner).get(policy.path).copied();
    let document = match read {
        Some(document) => document,
        None => {
            let parsed: serde_json::Value = serde_json::from_str(managed_policies::document(policy.path)?).ok()?;
            let document: &'static Value<'static> = Box::leak(Box::new(of_json(parsed)));
            OF_AWS.write().unwrap_or_else(PoisonError::into_inner).insert(policy.path, document);
            document
        }
    };
    static NOTHING: LazyLock<Template<'static>> = LazyLock::new(Template::default);
    let (case, index) = (Case::default(), Index::default());
    let view = crate::reason::view::View { template: &NOTHING, case: &case, index: &index };
    let world = World::new(view, crate::reason::symbol::Place::default(), &|_| String::new());
    policy::statements(&world, document).map(Rc::from)
}

fn of_json(value: serde_json::Value) -> Value<'static> {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(on) => Value::Bool(on),
        serde_json::Value::Number(number) => number.as_i64().map_or(Value::Null, Value::Int),
        serde_json::Value::String(text) => Value::text(text),
        serde_json::Value::Array(items) => Value::list(items.into_iter().map(of_json).collect::<Vec<_>>()),
        serde_json::Value::Object(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (key.into(), of_json(value)));
            Value::Map(crate::template::Items::Owned(entries.collect()))
        }
    }
}
