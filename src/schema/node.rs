//! What a type is made of: nodes, one for each property, item and definition.

use super::Pattern;

/// A resource type.
#[derive(Debug)]
pub struct Type {
    /// As in `AWS::SQS::Queue`.
    pub name: &'static str,
    /// What `Ref` gives: the properties, or attributes, that make up its value.
    pub reference: Vec<&'static str>,
    /// What `Fn::GetAtt` gives, sorted by name.
    pub attributes: Vec<Property>,
    /// Marked paths below the first level, such as `create` `Code.S3Bucket`.
    pub marked: Vec<(Marks, &'static str)>,
    /// Whether it keeps data that is lost with it.
    pub stateful: bool,
    /// Whether a replacement is made after the old one is gone.
    pub delete_first: bool,
    /// Whether every change replaces it.
    pub immutable: bool,
    /// Whether AWS is taking it out of service.
    pub lifecycle: Option<Lifecycle>,
    /// One bit for each region of the list at the top of the data, the last region lowest; none when it is everywhere.
    pub regions: Option<u64>,
    /// All nodes; the first one is the type's own.
    pub nodes: Vec<Node>,
}

/// When AWS takes something out of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifecycle {
    /// Whether it is gone; otherwise it only takes no new customers.
    pub gone: bool,
    /// The date as AWS gives it, or nothing.
    pub date: &'static str,
}

/// A node's place in its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NodeId(pub u32);

/// What may stand somewhere.
#[derive(Debug, Default)]
pub struct Node {
    /// The definition that holds too.
    pub reference: Option<NodeId>,
    /// The name of a definition.
    pub name: &'static str,
    /// The types of JSON that are accepted; all when empty.
    pub types: Types,
    /// The properties of an object, sorted by name.
    pub properties: Vec<Property>,
    /// What else an object may hold.
    pub values: Values,
    /// What the items of a list are.
    pub items: Option<NodeId>,
    /// The only values, when there are any.
    pub values_of: Vec<&'static str>,
    /// What a text looks like.
    pub pattern: Option<Pattern>,
    /// What it stands for, as in `AWS::IAM::Role.Arn`.
    pub kinds: Vec<&'static str>,
    /// What people usually give, as in `AWS::Lambda::Function.Arn`; other things may do.
    pub relations: Vec<&'static str>,
    /// A form such as `ipv4-network`.
    pub form: &'static str,
    /// What holds without it.
    pub default: &'static str,
    /// Lengths and ranges.
    pub bounds: Option<Box<Bounds>>,
    /// What must be there together, and what must not.
    pub sets: Option<Box<Sets>>,
}

/// One property of an object, or one attribute.
#[derive(Debug)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What it accepts.
    pub node: NodeId,
    /// Whether it must be there.
    pub required: bool,
    /// What else is known of it.
    pub marks: Marks,
}

/// What is known of a property besides what it accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u8);

impl Marks {
    /// It cannot be set.
    pub const READ_ONLY: Marks = Marks(1);
    /// A change of it replaces the resource.
    pub const CREATE_ONLY: Marks = Marks(2);
    /// A change of it may replace the resource.
    pub const MAY_REPLACE: Marks = Marks(4);
    /// It cannot be read back.
    pub const WRITE_ONLY: Marks = Marks(8);
    /// It should not be used any more.
    pub const DEPRECATED: Marks = Marks(16);
    /// `aws cloudformation package` puts the address of an upload in the place of a local path.
    pub const PACKAGED: Marks = Marks(32);

    /// Whether all of these marks are set.
    pub fn has(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets marks.
    pub fn add(&mut self, other: Marks) {
        self.0 |= other.0;
    }
}

/// A set of JSON's types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Types(u8);

impl Types {
    /// The types by their names in the data.
    pub const NAMES: [(&'static str, Types); 7] = [
        ("string", Types(1)),
        ("integer", Types(2)),
        ("number", Types(4)),
        ("boolean", Types(8)),
        ("object", Types(16)),
        ("array", Types(32)),
        ("null", Types(64)),
    ];
    /// Text.
    pub const STRING: Types = Types(1);
    /// Whole numbers.
    pub const INTEGER: Types = Types(2);
    /// Numbers.
    pub const NUMBER: Types = Types(4);
    /// `true` and `false`.
    pub const BOOLEAN: Types = Types(8);
    /// Maps.
    pub const OBJECT: Types = Types(16);
    /// Lists.
    pub const ARRAY: Types = Types(32);
    /// What nothing fits.
    pub const NEVER: Types = Types(128);

    /// Whether nothing is said, so that everything is accepted.
    pub fn is_any(self) -> bool {
        self.0 == 0
    }

    /// Whether one of these types is accepted.
    pub fn accepts(self, other: Types) -> bool {
        self.is_any() || self.0 & other.0 != 0
    }

    /// Whether exactly these types are.
    pub fn is(self, other: Types) -> bool {
        self.0 == other.0
    }

    /// Adds types.
    pub fn add(&mut self, other: Types) {
        self.0 |= other.0;
    }

    /// The names of those in the set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(_, one)| self.0 & one.0 != 0).map(|(name, _)| name)
    }
}

/// What an object may hold besides its properties.
#[derive(Debug, Default)]
pub enum Values {
    /// Nothing, when it has properties.
    #[default]
    Closed,
    /// Nothing, ever.
    Empty,
    /// Anything.
    Open,
    /// Entries whose keys match a pattern, or have none to match.
    Typed(Vec<(Option<Pattern>, NodeId)>),
}

/// Lengths and ranges; both ends included where they are there.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Bounds {
    /// Characters of a text.
    pub length: (Option<f64>, Option<f64>),
    /// A number.
    pub range: (Option<f64>, Option<f64>),
    /// Items of a list.
    pub items: (Option<f64>, Option<f64>),
    /// Entries of a map.
    pub keys: (Option<f64>, Option<f64>),
    /// What a number is above, and below.
    pub between: (Option<f64>, Option<f64>),
    /// What a number is a multiple of.
    pub step: Option<f64>,
}

/// What must be there together, and what must not; and sub-schemas.
#[derive(Debug, Default)]
pub struct Sets {
    /// Values differ in case only when they are the same.
    pub any_case: bool,
    /// The order of the items means nothing.
    pub unordered: bool,
    /// No two items are alike.
    pub unique: bool,
    /// No two items have the same values of these.
    pub unique_keys: Vec<&'static str>,
    /// These must be there.
    pub needed: Vec<&'static str>,
    /// With the first, the others must be there.
    pub together: Vec<Vec<&'static str>>,
    /// With the first, the others must not be there.
    pub apart: Vec<Vec<&'static str>>,
    /// Exactly one of each is there.
    pub one_of: Vec<Vec<&'static str>>,
    /// At least one of each is there.
    pub some_of: Vec<Vec<&'static str>>,
    /// At least one of these holds.
    pub any: Vec<NodeId>,
    /// Exactly one of these holds.
    pub one: Vec<NodeId>,
    /// All of these hold.
    pub all: Vec<NodeId>,
    /// The items in order.
    pub first_items: Vec<NodeId>,
    /// This does not hold.
    pub not: Option<NodeId>,
    /// When this holds, then that, else the last.
    pub condition: (Option<NodeId>, Option<NodeId>, Option<NodeId>),
    /// An item that must be there.
    pub contains: Option<NodeId>,
    /// What keys look like.
    pub key: Option<NodeId>,
    /// With this property, that holds.
    pub with: Vec<(&'static str, NodeId)>,
}
