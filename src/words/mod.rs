//! The words of the language. One file describes one word once: checker, help, reference and tests read it there.

pub mod alarm;
pub mod api;
pub mod attach;
pub mod autoscaling;
pub mod bucket;
pub mod cache;
pub mod certificate;
pub mod cluster;
pub mod database;
pub mod distribution;
pub mod domain;
pub mod elastic_ip;
pub mod encryption;
pub mod endpoint;
pub mod engine_version;
pub mod existing;
pub mod expect;
pub mod fifo;
pub mod function;
pub mod grant;
pub mod group;
pub mod groups;
pub mod hosted_zone;
pub mod instance;
pub mod internet_gateway;
pub mod key;
pub mod key_pair;
pub mod launch_template;
pub mod load_balancer;
pub mod log_group;
pub mod mail;
pub mod naming;
pub mod nat;
pub mod network;
pub mod output;
pub mod param;
pub mod parameter;
pub mod password;
pub mod peering;
pub mod permission;
pub mod policy;
pub mod queue;
pub mod raw;
pub mod record;
pub mod reserved;
pub mod resource_policy;
pub mod retention;
pub mod role;
pub mod route_table;
pub mod schedule;
pub mod secret;
pub mod security_group;
pub mod sentence;
pub mod server;
pub mod service;
pub mod shape;
pub mod stack;
pub mod statements;
pub mod stream;
pub mod subnet;
pub mod subnets;
pub mod table;
pub mod tags;
pub mod target_group;
pub mod topic;
pub mod usage;
pub mod user;
pub mod volume;
pub mod vpc;

pub use groups::Group;
pub use shape::{Attribute, Entry, Identity, Made, Naming, RelationRule, Shape, Variant};

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Link};
use crate::source::Span;
use crate::template::{self, Items, LiteralReference, Resource, Text, Value, put_together};
use std::borrow::Cow;

/// Every word, in alphabetical order.
pub const WORDS: &[&Word] = &[
    &alarm::WORD,
    &api::WORD,
    &attach::WORD,
    &autoscaling::WORD,
    &bucket::WORD,
    &cache::WORD,
    &certificate::WORD,
    &cluster::WORD,
    &database::WORD,
    &distribution::WORD,
    &elastic_ip::WORD,
    &endpoint::WORD,
    &existing::WORD,
    &expect::WORD,
    &function::WORD,
    &grant::WORD,
    &group::WORD,
    &hosted_zone::WORD,
    &instance::WORD,
    &internet_gateway::WORD,
    &key::WORD,
    &key_pair::WORD,
    &launch_template::WORD,
    &load_balancer::WORD,
    &log_group::WORD,
    &mail::WORD,
    &nat::WORD,
    &output::WORD,
    &param::WORD,
    &parameter::WORD,
    &peering::WORD,
    &policy::WORD,
    &queue::WORD,
    &record::WORD,
    &role::WORD,
    &route_table::WORD,
    &schedule::WORD,
    &secret::WORD,
    &security_group::WORD,
    &service::WORD,
    &stack::WORD,
    &stream::WORD,
    &subnet::WORD,
    &table::WORD,
    &target_group::WORD,
    &topic::WORD,
    &usage::WORD,
    &user::WORD,
    &volume::WORD,
    &vpc::WORD,
];

/// How a word is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `WORD name … < … >` declares a resource.
    Resource,
    /// A statement that relates declarations.
    Link,
    /// The `stack` statement.
    Stack,
    /// A word in front of another word.
    Modifier,
    /// A statement that the grammar itself knows.
    Statement,
}

/// The description of a word.
pub struct Word {
    /// The word.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How it is used.
    pub form: Form,
    /// The type of its main resource; empty when it has none.
    pub resource: &'static str,
    /// One sentence on what it makes.
    pub summary: &'static str,
    /// The shape of its sentence.
    pub sentence: &'static str,
    /// What its name is.
    pub naming: Naming,
    /// Keywords of its sentence with what follows them.
    pub relations: &'static [RelationRule],
    /// Its vocabulary, in alphabetical order.
    pub entries: &'static [Entry],
    /// Entries that people look for here, and what to write instead.
    pub elsewhere: &'static [(&'static str, &'static str)],
    /// What can be taken from it as `name.attribute`.
    pub attributes: &'static [Attribute],
    /// What it is where an entry makes another kind of resource of it.
    pub variants: &'static [Variant],
    /// The same of what it makes beside its main resource.
    pub makes: &'static [Made],
    /// What it makes or sets without being asked.
    pub defaults: &'static [&'static str],
    /// Whether the tag `Name` holds its name, because AWS has no other for it.
    pub named_by_tag: bool,
    /// Whether it gets a security group of its own where its `security_groups` says none.
    pub own_group: bool,
    /// What the logical id of the last resource that it makes adds to its own: what waits for it waits for that.
    pub completed_by: &'static str,
    /// How one that exists already is told.
    pub identity: Identity,
    /// AWS's page on the resource.
    pub reference: &'static str,
    /// A program that compiles.
    pub example: &'static str,
    /// Other files that the program names: their paths and texts.
    pub files: &'static [(&'static str, &'static str)],
    /// Adds its resources to the template.
    pub lower: for<'s, 'a> fn(&'s Declaration<'a>, &mut Lowering<'s, 'a>),
    /// For a link: changes and adds resources once all declarations are lowered.
    pub link: for<'s, 'a> fn(&'s Link<'a>, &mut Lowering<'s, 'a>),
    /// What its statements share or decide together, once all of the file's are lowered.
    pub finish: for<'s, 'a> fn(&mut Lowering<'s, 'a>),
}

impl Word {
    /// What a word has that leaves something out.
    pub const EMPTY: Word = Word {
        name: "",
        group: Group::Statements,
        form: Form::Resource,
        resource: "",
        summary: "",
        sentence: "",
        naming: Naming::Plain,
        relations: &[],
        entries: &[],
        elsewhere: &[],
        attributes: &[],
        variants: &[],
        makes: &[],
        defaults: &[],
        named_by_tag: false,
        own_group: false,
        completed_by: "",
        identity: Identity::OF_TYPE,
        reference: "",
        example: "",
        files: &[],
        lower: |_, _| {},
        link: |_, _| {},
        finish: |_| {},
    };

    /// Whether it stands for any CloudFormation type.
    pub fn is_raw(&self) -> bool {
        std::ptr::eq(self, &raw const raw::WORD)
    }

    /// Its entry of this name.
    pub fn entry(&self, name: &str) -> Option<&'static Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// Its attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&'static Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Word({})", self.name)
    }
}

/// The word of this name; a name with `::` in it is a CloudFormation type.
pub fn find(name: &str) -> Option<&'static Word> {
    if name.contains("::") {
        return Some(&raw::WORD);
    }
    WORDS.iter().find(|word| word.name == name).copied()
}

/// Whether an entry is a property of CloudFormation: those start with an uppercase letter.
pub fn is_property(key: &str) -> bool {
    key.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
}

/// Sets the properties that a declaration's entries say by themselves, in the order of its vocabulary; entries that set
/// more than one property, or none, are left to their word.
pub fn set_properties<'a>(declaration: &Declaration<'a>, resource: &mut Resource<'a>) {
    for entry in declaration.word.entries.iter().filter(|entry| !entry.property.is_empty()) {
        if let Some(value) = declaration.entries.value(entry.name) {
            resource.set(entry.property, value.clone());
        }
    }
}

/// Sets the properties of some entries in front of the others, where a reader looks for them.
pub fn set_first<'a>(declaration: &Declaration<'a>, entries: &[&str], resource: &mut Resource<'a>) {
    for entry in entries.iter().filter_map(|name| declaration.word.entry(name)) {
        if let Some(value) = declaration.entries.value(entry.name).filter(|_| !entry.property.is_empty()) {
            resource.set(entry.property, value.clone());
        }
    }
}

/// What a declaration says a property of its resource is: by CloudFormation's name, or by the entry that sets it.
pub fn said_of<'d, 'a>(declaration: &'d Declaration<'a>, property: &str) -> Option<&'d Value<'a>> {
    if let Some(given) = declaration.entries.property(property) {
        return Some(&given.value);
    }
    let entry = declaration.word.entries.iter().find(|entry| entry.property == property)?;
    declaration.entries.value(entry.name)
}

/// The name that a resource gets: its `name`, or the declared one; none when CloudFormation makes it up.
pub fn name_of<'a>(declaration: &Declaration<'a>) -> Option<Value<'a>> {
    match declaration.entries.value("name") {
        // `name = generated` is read as `false`.
        Some(Value::Bool(_)) => None,
        Some(name) if name.chosen().is_some() => {
            let generated =
                &mut |name: &Value<'a>| Some(if let Value::Bool(_) = name { Value::nothing() } else { name.clone() });
            name.clone().filled(&Value::text(declaration.physical_name())).changed(generated)
        }
        Some(name) => Some(name.clone()),
        None if declaration.is_generic() => None,
        None => Some(Value::text(declaration.physical_name())),
    }
}

/// The name that a resource ends up with, where it is known at build time, and where that is said; a CloudFormation
/// property of this name comes first.
pub fn known_name<'a>(declaration: &Declaration<'a>, property: &str) -> Option<(Text<'a>, Span)> {
    let given = declaration.entries.properties.iter().find(|given| given.name.text == property);
    let (value, span) = match given {
        Some(given) => (Some(given.value.clone()), given.name.span),
        None => (
            name_of(declaration),
            declaration.entries.setting("name").map_or(declaration.name.span, |setting| setting.span),
        ),
    };
    match value {
        Some(Value::Text(text)) => Some((text, span)),
        _ => None,
    }
}

/// Two resources that AWS would give one name.
pub fn same_name(what: &str, name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("same-name", format!("two {what} would have the name `{name}`"))
        .label(span, "named here")
        .label(first, "and here")
        .help("give one of them another name")
}

/// A policy document of these statements.
pub fn policy_document<'a>(statements: impl Into<Vec<Value<'a>>>) -> Value<'a> {
    Value::map([("Version", Value::text("2012-10-17")), ("Statement", Value::list(statements))])
}

/// A map that is shared with a table of defaults.
pub fn shared(defaults: &'static [template::Entry<'static>]) -> Value<'static> {
    Value::Map(Items::Shared(defaults))
}

/// The text of some pieces, one behind the other. What a text may not say was refused where it is written.
pub fn together<'a>(pieces: impl Into<Vec<Value<'a>>>) -> Value<'a> {
    put_together(pieces.into()).unwrap_or_else(|LiteralReference(text)| Value::text(text))
}

/// An ARN in the stack's own partition.
pub fn arn<'a>(rest: &str) -> Value<'a> {
    Value::Sub(Cow::Owned(format!("arn:${{AWS::Partition}}:{rest}")))
}
