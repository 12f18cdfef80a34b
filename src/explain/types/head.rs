//! A type's page: what holds for the resource as a whole.

use super::accepts::{self, Accepts, Detail};
use super::example::{self, Example};
use super::wants::{self, Wants};
use crate::catalog::taggability::{self, Form};
use crate::schema::{self, Place, Type};
use crate::words::{Form as WordForm, WORDS};
use serde::Serialize;

/// Everything about a type.
#[derive(Debug, Clone, Serialize)]
pub struct TypePage {
    /// Its name.
    pub name: &'static str,
    /// AWS's page on it.
    pub page: String,
    /// The word that makes such a resource, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<&'static str>,
    /// What `Ref` gives.
    pub reference: Reference,
    /// How it is tagged: absent when it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Tags>,
    /// Where it can be used.
    pub regions: Regions,
    /// Whether it keeps data that is lost with it.
    pub stateful: bool,
    /// Whether every change replaces it.
    pub immutable: bool,
    /// Whether a replacement is made after the old one is gone.
    pub delete_first: bool,
    /// Whether AWS is taking it out of service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired: Option<Retired>,
    /// What can be taken from it.
    pub attributes: Vec<Attribute>,
    /// Its properties and rules.
    #[serde(flatten)]
    pub accepts: Accepts,
    /// A statement that declares one.
    pub example: Example,
}

/// What `Ref` gives.
#[derive(Debug, Clone, Serialize)]
pub struct Reference {
    /// The properties or attributes that make up its value.
    pub gives: Vec<&'static str>,
    /// What that is, when it is a kind of thing that properties want.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Wants>,
}

/// How a type is tagged.
#[derive(Debug, Clone, Serialize)]
pub struct Tags {
    /// The property that holds the tags.
    pub property: &'static str,
    /// `list`, `map` or `other`.
    pub form: &'static str,
    /// What names a tag in a list.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub key: &'static str,
    /// What holds its value.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub value: &'static str,
    /// Whether the tags can change later; absent when nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updatable: Option<bool>,
}

/// Regions by whether they have a type.
#[derive(Debug, Clone, Serialize)]
pub struct Regions {
    /// Those that have it.
    pub has: Vec<&'static str>,
    /// Those that are known not to.
    pub lacks: Vec<&'static str>,
}

/// When AWS takes a type out of service.
#[derive(Debug, Clone, Serialize)]
pub struct Retired {
    /// Whether it is gone; otherwise it only takes no new customers.
    pub gone: bool,
    /// The date as AWS gives it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub date: &'static str,
}

/// What `Fn::GetAtt` gives.
#[derive(Debug, Clone, Serialize)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// Its type in words.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is, when it is a kind of thing that properties want.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Wants>,
    /// Whether it only gives back a property of this name that can be set.
    pub property: bool,
}

/// The page of a type.
pub fn page(of: &'static Type) -> TypePage {
    let root = Place::root(of);
    let (has, lacks) = of.regions();
    let word = WORDS.iter().find(|word| word.form == WordForm::Resource && word.resource == of.name);
    let accepts = accepts::of(root, "", Detail::Whole);
    TypePage {
        name: of.name,
        page: schema::page(of.name),
        word: word.map(|word| word.name),
        reference: reference(of),
        tags: tags(of.name),
        regions: Regions { has, lacks },
        stateful: of.stateful,
        immutable: of.immutable,
        delete_first: of.delete_first,
        retired: of.lifecycle.map(|lifecycle| Retired { gone: lifecycle.gone, date: lifecycle.date }),
        attributes: attributes(of, &accepts),
        example: example::of(of),
        accepts,
    }
}

/// What `Ref` gives of a type.
pub fn reference(of: &'static Type) -> Reference {
    Reference { gives: of.reference.clone(), kinds: of.reference_place().map(wants::of).unwrap_or_default() }
}

fn attributes(of: &'static Type, accepts: &Accepts) -> Vec<Attribute> {
    let is_property = |name: &str| accepts.properties.iter().any(|one| one.name == name && one.settable);
    let attributes = of.attributes.iter().map(|attribute| {
        let place = Place::root(of).at(attribute.node);
        Attribute {
            name: attribute.name,
            kind: accepts::words(place, 0),
            kinds: wants::of(place),
            property: is_property(attribute.name),
        }
    });
    attributes.collect()
}

fn tags(name: &str) -> Option<Tags> {
    let tags = taggability::find(name)?;
    let (form, key, value) = match tags.form {
        Form::List { key, value, .. } => ("list", key, value),
        Form::Map => ("map", "", ""),
        Form::Other => ("other", "", ""),
    };
    Some(Tags { property: tags.property, form, key, value, updatable: tags.updatable })
}
