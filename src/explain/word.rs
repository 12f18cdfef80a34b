//! A word's page.

use super::VerbsPage;
use super::types::{self, Property, PropertyPage, Reference, Wants};
use super::verbs;
use crate::model::input::TYPES;
use crate::schema;
use crate::suggest;
use crate::words::{Entry, Form, RelationRule, Shape, Word, param, reserved};
use serde::Serialize;
use std::borrow::Cow;

/// So many names of a catalogue are all said.
const FEW: usize = 6;

/// Everything about a word.
#[derive(Debug, Clone, Serialize)]
pub struct WordPage {
    /// The word.
    pub name: &'static str,
    /// What it is about.
    pub group: &'static str,
    /// What it makes.
    pub summary: &'static str,
    /// The shape of its sentence.
    pub sentence: &'static str,
    /// Keywords of its sentence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationPage>,
    /// The type of its main resource.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub makes: &'static str,
    /// AWS's page.
    pub page: &'static str,
    /// What the bare name gives where nothing else is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// How one that exists already is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub existing: Option<ExistingPage>,
    /// What it does without being asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub defaults: Vec<&'static str>,
    /// The types of what it asks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<InputType>,
    /// Its vocabulary.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryPage>,
    /// Entries that every resource has besides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reserved: Vec<&'static str>,
    /// What can be taken from it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<AttributePage>,
    /// What can be granted on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verbs: Vec<VerbsPage>,
    /// A program that compiles.
    pub example: &'static str,
    /// Other files that the program names, with their texts.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub files: &'static [(&'static str, &'static str)],
}

/// A keyword of a sentence.
#[derive(Debug, Clone, Serialize)]
pub struct RelationPage {
    /// The keyword.
    pub name: &'static str,
    /// Whether the sentence needs it.
    pub required: bool,
    /// What to write behind it.
    pub summary: &'static str,
}

/// How something that exists already is told.
#[derive(Debug, Clone, Serialize)]
pub struct ExistingPage {
    /// The entry that says what its name stands for: `id`, `name` or `arn`.
    pub by: &'static str,
    /// Its ARN, which ends with that.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub arn: &'static str,
}

/// A type of parameters.
#[derive(Debug, Clone, Serialize)]
pub struct InputType {
    /// Its name.
    pub name: &'static str,
    /// What a value is.
    pub summary: &'static str,
    /// What CloudFormation calls it.
    pub makes: &'static str,
}

/// Types that are made of another one.
const OF_TYPES: [InputType; 2] = [
    InputType { name: "list<…>", summary: "several of one of these", makes: "CommaDelimitedList, or List<…>" },
    InputType {
        name: "ssm<…>",
        summary: "what a parameter of Systems Manager holds, by its name: one of these, or a list",
        makes: "AWS::SSM::Parameter::Value<…>",
    },
];

/// One entry.
#[derive(Debug, Clone, Serialize)]
pub struct EntryPage {
    /// Its name.
    pub name: &'static str,
    /// What it accepts.
    pub accepts: Cow<'static, str>,
    /// Whether it must be there.
    pub required: bool,
    /// What it does.
    pub summary: &'static str,
    /// What holds without it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub default: &'static str,
    /// The property that it sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sets: Option<Property>,
    /// The entries inside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryPage>,
}

/// An entry of every resource.
#[derive(Debug, Clone, Serialize)]
pub struct ReservedPage {
    /// AWS's page.
    pub page: &'static str,
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryPage,
}

/// The page of an entry of every resource.
pub fn reserved_page(name: &str) -> Option<ReservedPage> {
    Some(ReservedPage { page: reserved::REFERENCE, entry: entry(reserved::entry(name)?, "") })
}

/// One attribute.
#[derive(Debug, Clone, Serialize)]
pub struct AttributePage {
    /// Its name in the language.
    pub name: &'static str,
    /// What it is.
    pub summary: &'static str,
    /// Its name in CloudFormation: `Ref`, or what `Fn::GetAtt` takes.
    pub gives: &'static str,
    /// What it is, when it is a kind of thing that properties want.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Wants>,
}

/// The page of a word.
pub fn page(word: &'static Word) -> WordPage {
    let of = schema::find(word.resource);
    WordPage {
        name: word.name,
        group: word.group.name(),
        summary: word.summary,
        sentence: word.sentence,
        relations: word.relations.iter().map(relation).collect(),
        makes: word.resource,
        page: word.reference,
        reference: of.map(types::reference),
        existing: existing(word),
        types: if std::ptr::eq(word, &raw const param::WORD) { types_of_inputs() } else { Vec::new() },
        defaults: word.defaults.to_vec(),
        entries: word.entries.iter().map(|one| entry(one, word.resource)).collect(),
        reserved: super::entries().filter(|_| word.form == Form::Resource).collect(),
        attributes: attributes(word),
        verbs: verbs::of(word),
        example: word.example,
        files: word.files,
    }
}

fn relation(rule: &RelationRule) -> RelationPage {
    RelationPage { name: rule.keyword, required: rule.required, summary: rule.summary }
}

fn types_of_inputs() -> Vec<InputType> {
    let all = TYPES.iter().map(|one| InputType { name: one.ours, summary: one.summary, makes: one.theirs });
    all.chain(OF_TYPES).collect()
}

fn existing(word: &Word) -> Option<ExistingPage> {
    let identity = word.identity;
    (!identity.by.is_empty()).then_some(ExistingPage { by: identity.by, arn: identity.arn })
}

fn entry(entry: &'static Entry, resource: &str) -> EntryPage {
    let sets = Some(entry.property).filter(|name| !name.is_empty());
    let found = sets.and_then(|name| types::of_property(resource, name)).and_then(Result::ok);
    let inner = if let Shape::Body(inner) = entry.shape { inner } else { &[] };
    EntryPage {
        name: entry.name,
        accepts: accepts(&entry.shape),
        required: entry.required,
        summary: entry.summary,
        default: entry.default,
        sets: found.map(without_inside),
        entries: inner.iter().map(|one| self::entry(one, resource)).collect(),
    }
}

/// What the property is; what is inside has a page of its own.
fn without_inside(page: PropertyPage) -> Property {
    let mut property = page.property;
    property.accepts.properties.clear();
    property.accepts.items = None;
    property.accepts.forms.clear();
    property
}

/// What can be taken from a word's main resource, and from what it makes beside it.
fn attributes(word: &'static Word) -> Vec<AttributePage> {
    let own = word.attributes.iter().map(|one| attribute(one, word.resource));
    own.chain(word.makes.iter().map(|made| attribute(&made.attribute, ""))).collect()
}

fn attribute(attribute: &'static crate::words::Attribute, resource: &str) -> AttributePage {
    let gives = if attribute.attribute.is_empty() { "Ref" } else { attribute.attribute };
    AttributePage {
        name: attribute.name,
        summary: attribute.summary,
        gives,
        kinds: types::given(resource, attribute.attribute),
    }
}

/// What an entry accepts, in a few words.
fn accepts(shape: &Shape) -> Cow<'static, str> {
    Cow::Borrowed(match shape {
        Shape::Text | Shape::Literal => "text",
        Shape::Policy => "a managed policy",
        Shape::Name => "text or `generated`",
        Shape::TextOrYes => "text, or yes",
        Shape::Word => "a word or text",
        Shape::Or(words, other) => return Cow::Owned(format!("{}, or {}", words.join(", "), accepts(other))),
        Shape::Bool => "on or off",
        Shape::Choice(choices) => return Cow::Owned(either(choices)),
        Shape::Int(least, most) => return Cow::Owned(format!("{least} to {most}")),
        Shape::Duration(unit, least, most) => {
            return Cow::Owned(format!("a time, {} to {}", unit.show(*least), unit.show(*most)));
        }
        Shape::Period(periods) => {
            let times: Vec<String> = periods.allowed.iter().map(|count| periods.unit.show(*count)).collect();
            return Cow::Owned(format!("{} or {}", times.join(", "), periods.endless));
        }
        Shape::Size(unit, least, most) => return Cow::Owned(format!("a size, {least} to {most} {}", unit.name())),
        Shape::Cidr => "a block of addresses, such as 10.0.0.0/16",
        Shape::Property => "what the property takes",
        Shape::Catalogue(catalogue) => {
            let names: Vec<&str> = (catalogue.names)().take(FEW + 1).collect();
            return Cow::Owned(if names.len() > FEW { catalogue.what.to_owned() } else { either(&names) });
        }
        Shape::Reference(wanted) => wanted.what,
        Shape::OneOf(kinds) => return Cow::Owned(suggest::any_of(kinds.iter().map(|wanted| wanted.what))),
        Shape::Zone => "a zone: its letter in the stack's region, such as a, or its name",
        Shape::Thing(things) => things.what,
        Shape::Domain => "a domain name, such as www.example.com",
        Shape::List(inner) => return Cow::Owned(format!("list of: {}", accepts(inner))),
        Shape::Map => "< key = value >",
        Shape::Any | Shape::Rules => "any value, with CloudFormation's own keys",
        Shape::Allowed => "values of the type",
        Shape::Limit => "a number",
        Shape::Resources => "a resource of the file, or a list of them",
        Shape::Body(_) => "< … >",
        Shape::Sentence(form) => return Cow::Owned(format!("`{form}`")),
    })
}

/// `a, b or c`
fn either(words: &[&str]) -> String {
    match words {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        few => few.concat(),
    }
}
