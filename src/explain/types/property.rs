//! One property: what it accepts, and what a change of it does.

use super::accepts::{self, Accepts, Detail};
use super::example::{self, Example};
use super::listed::Listed;
use super::walk::{self, Lost};
use crate::schema::{self, Marks, Place, Type};
use serde::Serialize;

/// What a change does to the resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It stays the same resource.
    Keeps,
    /// A new one may take its place.
    MayReplace,
    /// A new one takes its place.
    Replaces,
}

impl Change {
    /// What marks say of a change.
    pub fn of(marks: Marks) -> Self {
        if marks.has(Marks::CREATE_ONLY) {
            Self::Replaces
        } else if marks.has(Marks::MAY_REPLACE) {
            Self::MayReplace
        } else {
            Self::Keeps
        }
    }
}

/// A property of a resource or of something in it.
#[derive(Debug, Clone, Serialize)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What a change of it does.
    pub change: Change,
    /// Whether it can be set.
    pub settable: bool,
    /// Whether AWS gives its value back to CloudFormation.
    pub readable: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Whether `aws cloudformation package` uploads what a local path in it leads to.
    pub packaged: bool,
    /// What it accepts.
    #[serde(flatten)]
    pub accepts: Accepts,
}

impl Property {
    /// A property in the table of the place that it stands in, which `way` leads to.
    pub(super) fn brief(of: &'static Type, listed: &Listed, way: &str) -> Self {
        let path =
            if way.is_empty() { listed.property.name.to_owned() } else { format!("{way}.{}", listed.property.name) };
        let marks = marks(of, listed.property.marks, &path);
        Self::new(listed.property.name, listed.required, marks, accepts::of(listed.place, &path, Detail::Brief))
    }

    fn new(name: &'static str, required: bool, marks: Marks, accepts: Accepts) -> Self {
        Self {
            name,
            required,
            change: Change::of(marks),
            settable: !marks.has(Marks::READ_ONLY),
            readable: !marks.has(Marks::WRITE_ONLY),
            deprecated: marks.has(Marks::DEPRECATED),
            packaged: marks.has(Marks::PACKAGED),
            accepts,
        }
    }
}

/// What is marked at a property, and by its path.
pub fn marks(of: &Type, own: Marks, path: &str) -> Marks {
    let mut marks = own;
    if of.immutable {
        marks.add(Marks::CREATE_ONLY);
    }
    marks.add(of.marked_at(path));
    marks
}

/// The page of a property.
#[derive(Debug, Clone, Serialize)]
pub struct PropertyPage {
    /// The resource's type.
    pub resource: &'static str,
    /// The path below the type; lists and maps on the way are not named.
    pub path: String,
    /// AWS's page on the type.
    pub page: String,
    /// Whether a resource gives it back as an attribute.
    pub attribute: bool,
    /// The outer property whose change does more than that of the property itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<Through>,
    /// The property.
    #[serde(flatten)]
    pub property: Property,
    /// An entry that sets it; absent when it cannot be set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Example>,
}

/// An outer property that says what a change does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Through {
    /// Its path.
    pub path: String,
    /// What a change of anything in it does.
    pub change: Change,
}

/// The page of a property, or of an attribute that is none.
pub fn page(of: &'static Type, path: &str) -> Result<PropertyPage, Lost> {
    let found = match walk::walk(of, path) {
        Ok(found) => found,
        Err(lost) => return attribute_page(of, path).ok_or(lost),
    };
    let mut accepts = accepts::of(found.place, &found.path, Detail::Whole);
    let settable = !found.marks.has(Marks::READ_ONLY);
    if !settable {
        accepts.properties.iter_mut().for_each(|inner| inner.settable = false);
    }
    Ok(PropertyPage {
        resource: of.name,
        example: settable.then(|| example::entry(found.name, found.place)),
        page: schema::page(of.name),
        attribute: of.attribute(&found.path).is_some(),
        through: found.through,
        property: Property::new(found.name, found.required, found.marks, accepts),
        path: found.path,
    })
}

fn attribute_page(of: &'static Type, path: &str) -> Option<PropertyPage> {
    let attribute = of.attributes.iter().find(|one| one.name.eq_ignore_ascii_case(path))?;
    let accepts = accepts::of(Place::root(of).at(attribute.node), attribute.name, Detail::Whole);
    Some(PropertyPage {
        resource: of.name,
        path: attribute.name.to_owned(),
        page: schema::page(of.name),
        attribute: true,
        through: None,
        property: Property::new(attribute.name, false, Marks::READ_ONLY, accepts),
        example: None,
    })
}
