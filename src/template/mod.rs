//! A CloudFormation template as a value: what lowering builds, and what is written and read as JSON or YAML.

mod choice;
mod conditions;
mod json;
mod owned;
mod put_together;
mod read;
mod substitution;
mod yaml;

pub use conditions::renamed;
pub use json::{compact_json, json};
pub use put_together::{LiteralReference, put_together, substitution};
pub use read::{Place, Read, Step, read};
pub use substitution::{Part, dynamic_references, has_dynamic_reference, names_in, parts};
pub use yaml::yaml;

use std::borrow::Cow;
use std::ops::Deref;

/// The only version of the template format there is.
const FORMAT_VERSION: &str = "2010-09-09";

/// Text that is borrowed from the source or a table wherever it can be.
pub type Text<'a> = Cow<'a, str>;

/// A sequence that is borrowed from a table or owned. (`Cow<[T]>` would make [`Value`] invariant.)
#[derive(Debug, Clone)]
pub enum Items<'a, T> {
    /// Shared with a table of defaults.
    Shared(&'a [T]),
    /// Built for this place.
    Owned(Vec<T>),
}

impl<T: Clone> Items<'_, T> {
    /// Changes a list of its own.
    pub fn change<R>(&mut self, change: impl FnOnce(&mut Vec<T>) -> R) -> R {
        let mut items = match std::mem::replace(self, Self::Shared(&[])) {
            Self::Shared(items) => items.to_vec(),
            Self::Owned(items) => items,
        };
        let result = change(&mut items);
        *self = Self::Owned(items);
        result
    }
}

impl<T> Deref for Items<'_, T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        match self {
            Self::Shared(items) => items,
            Self::Owned(items) => items,
        }
    }
}

impl<T: PartialEq> PartialEq for Items<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

/// One key of a map with its value.
pub type Entry<'a> = (Text<'a>, Value<'a>);

/// A value of a template. Maps keep the order in which they were built.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing: read from a template. While one is built, what a choice leaves as it is anyway.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(Text<'a>),
    /// A string with dynamic references, `{{resolve:…}}`, that CloudFormation resolves when it deploys.
    Dynamic(Text<'a>),
    /// A list.
    List(Items<'a, Value<'a>>),
    /// A map.
    Map(Items<'a, Entry<'a>>),
    /// `Ref`: a parameter, a pseudo parameter or a resource by its logical id.
    Ref(Text<'a>),
    /// `Fn::GetAtt`: logical id and attribute.
    GetAtt(Box<(Text<'a>, Text<'a>)>),
    /// `Fn::Sub` without a map of its own: a text with `${Name}` and `${Name.Attribute}` in it.
    Sub(Text<'a>),
    /// Any other intrinsic function, by its full name (`Fn::Join`), with its argument.
    Intrinsic(&'static str, Box<Value<'a>>),
}

impl<'a> Value<'a> {
    /// A string.
    pub fn text(text: impl Into<Text<'a>>) -> Self {
        Self::Text(text.into())
    }

    /// A list.
    pub fn list(items: impl Into<Vec<Value<'a>>>) -> Self {
        Self::List(Items::Owned(items.into()))
    }

    /// A map from static keys.
    pub fn map(entries: impl IntoIterator<Item = (&'static str, Value<'a>)>) -> Self {
        Self::Map(Items::Owned(entries.into_iter().map(|(key, value)| (Cow::Borrowed(key), value)).collect()))
    }

    /// `Ref`.
    pub fn reference(id: impl Into<Text<'a>>) -> Self {
        Self::Ref(id.into())
    }

    /// `Fn::GetAtt`.
    pub fn attribute(id: impl Into<Text<'a>>, attribute: impl Into<Text<'a>>) -> Self {
        Self::GetAtt(Box::new((id.into(), attribute.into())))
    }

    /// `Fn::Sub`.
    pub fn sub(text: impl Into<Text<'a>>) -> Self {
        Self::Sub(text.into())
    }
}

/// An input of a stack.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter<'a> {
    /// Logical id.
    pub id: Text<'a>,
    /// `Type`, `Default`, `Description` … in order.
    pub attributes: Vec<Entry<'a>>,
}

/// One resource. A loop, `Fn::ForEach::Name`, stands in the place of one: its list is [`Resource::each`].
#[derive(Debug, Clone, PartialEq)]
pub struct Resource<'a> {
    /// Logical id.
    pub id: Text<'a>,
    /// `AWS::S3::Bucket`.
    pub kind: Text<'a>,
    /// `DependsOn`, `DeletionPolicy`, `Metadata` … in order, without `Type` and `Properties`.
    pub attributes: Vec<Entry<'a>>,
    /// `Properties`, in order.
    pub properties: Vec<Entry<'a>>,
}

/// An output of a stack, or a loop over outputs as with [`Resource`].
#[derive(Debug, Clone, PartialEq)]
pub struct Output<'a> {
    /// Logical id.
    pub id: Text<'a>,
    /// `Value`, `Description`, `Export` … in order.
    pub attributes: Vec<Entry<'a>>,
}

/// A whole template. Sections that are empty are not written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Template<'a> {
    /// `Description`.
    pub description: Option<Text<'a>>,
    /// `Metadata`.
    pub metadata: Vec<Entry<'a>>,
    /// `Parameters`.
    pub parameters: Vec<Parameter<'a>>,
    /// `Rules`.
    pub rules: Vec<Entry<'a>>,
    /// `Mappings`.
    pub mappings: Vec<Entry<'a>>,
    /// `Conditions`.
    pub conditions: Vec<Entry<'a>>,
    /// `Transform`: a name or a list of names.
    pub transform: Option<Value<'a>>,
    /// `Globals`, a section of SAM's.
    pub globals: Vec<Entry<'a>>,
    /// `Resources`.
    pub resources: Vec<Resource<'a>>,
    /// `Outputs`.
    pub outputs: Vec<Output<'a>>,
    /// `Hooks`.
    pub hooks: Vec<Entry<'a>>,
}

/// The list of a loop, which is the only attribute, without a name, of what is called `Fn::ForEach::Name`.
fn each<'t, 'a>(id: &str, attributes: &'t [Entry<'a>]) -> Option<&'t Value<'a>> {
    match attributes {
        [(name, list)] if name.is_empty() && id.starts_with("Fn::ForEach::") => Some(list),
        _ => None,
    }
}

impl<'a> Output<'a> {
    /// The list of a loop over outputs.
    pub fn each(&self) -> Option<&Value<'a>> {
        each(&self.id, &self.attributes)
    }
}

impl<'a> Resource<'a> {
    /// The list of a loop over resources.
    pub fn each(&self) -> Option<&Value<'a>> {
        each(&self.id, &self.attributes)
    }

    /// Whether it is what it says: a loop, or `Fn::Transform`, is another thing in the place of a resource.
    pub fn is_resource(&self) -> bool {
        !self.id.starts_with("Fn::")
    }

    /// A resource without properties, with room for as many as it will have.
    pub fn new(id: impl Into<Text<'a>>, kind: impl Into<Text<'a>>, properties: usize) -> Self {
        Self { id: id.into(), kind: kind.into(), attributes: Vec::new(), properties: Vec::with_capacity(properties) }
    }

    /// Sets a property; one that is set already is replaced where it stands.
    pub fn set(&mut self, name: impl Into<Text<'a>>, value: Value<'a>) {
        let name = name.into();
        match self.properties.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value,
            None => self.properties.push((name, value)),
        }
    }

    /// The property of this name.
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.properties.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Every value of its attributes and properties.
    pub fn values(&self) -> impl Iterator<Item = &Value<'a>> {
        self.attributes.iter().chain(&self.properties).map(|(_, value)| value)
    }

    /// Sets an attribute such as `DeletionPolicy`; one that is set already is replaced where it stands.
    pub fn attribute(&mut self, name: &'static str, value: Value<'a>) {
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((Cow::Borrowed(name), value)),
        }
    }

    /// Makes it wait for another one, besides those it waits for already.
    pub fn depend_on(&mut self, id: impl Into<Text<'a>>) {
        let id = id.into();
        let mut ids: Vec<Value<'a>> = self.dependencies().map(|id| Value::text(id.to_owned())).collect();
        if !ids.iter().any(|known| *known == Value::Text(id.clone())) {
            ids.push(Value::Text(id));
        }
        let one = ids.len() == 1;
        self.attribute("DependsOn", if one { ids.remove(0) } else { Value::list(ids) });
    }

    /// The logical ids in its `DependsOn`.
    pub fn dependencies(&self) -> impl Iterator<Item = &str> {
        let found = self.attributes.iter().find(|(key, _)| key == "DependsOn").map(|(_, value)| value);
        let ids = match found {
            Some(Value::List(items)) => items,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        ids.iter().filter_map(|id| if let Value::Text(id) = id { Some(id.as_ref()) } else { None })
    }
}
