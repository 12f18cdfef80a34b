//! The vocabulary that describes words: entries, what they accept, relations and attributes.

mod units;

use crate::catalog::zones;

pub use units::{Periods, SizeUnit, TimeUnit};

/// One entry of a word's body.
#[derive(Debug)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// What it accepts.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// One sentence on what it does.
    pub summary: &'static str,
    /// What holds without it; empty when nothing does.
    pub default: &'static str,
    /// The CloudFormation property that it sets, `Name` or `Config.Name`; empty when that is more than one or none.
    pub property: &'static str,
    /// Whether the deploy may decide about a sentence of it.
    pub optional: bool,
    /// Properties beside which it need not be there.
    pub unless: &'static [&'static str],
}

impl Entry {
    /// An entry that may be left out.
    pub const fn new(name: &'static str, shape: Shape, summary: &'static str) -> Self {
        Self { name, shape, required: false, summary, default: "", property: "", optional: false, unless: &[] }
    }

    /// Says what holds without it.
    #[must_use]
    pub const fn or(mut self, default: &'static str) -> Self {
        self.default = default;
        self
    }

    /// Names the property that it sets, so that nobody sets it twice.
    #[must_use]
    pub const fn sets(mut self, property: &'static str) -> Self {
        self.property = property;
        self
    }

    /// Lets the deploy decide whether a sentence of it holds.
    #[must_use]
    pub const fn under_conditions(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Names properties that say the same in another way, so that it need not be there.
    #[must_use]
    pub const fn unless(mut self, properties: &'static [&'static str]) -> Self {
        self.unless = properties;
        self
    }

    /// Whether a default takes its place where it is set in some cases only.
    pub fn keeps_default(&self) -> bool {
        matches!(self.shape, Shape::Name) || super::reserved::has_default(self)
    }

    /// Its summary as the end of a sentence: without a capital letter and a full stop.
    pub fn hint(&self) -> String {
        let mut letters = self.summary.trim_end_matches('.').chars();
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    }

    /// Makes it mandatory.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// What an entry accepts.
#[derive(Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// A text that is known when the template is built.
    Literal,
    /// A managed policy: declared here, or by its name or ARN.
    Policy,
    /// A text, or the word `generated`.
    Name,
    /// A text, or `yes` for one that is made up.
    TextOrYes,
    /// A name that means nothing to the language: a bare word, or a text.
    Word,
    /// One of these words, or what another shape accepts.
    Or(&'static [&'static str], &'static Shape),
    /// `on` or `off`, `yes` or `no`, `true` or `false`.
    Bool,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number within these bounds.
    Int(i64, i64),
    /// A time in whole units of these many seconds, within bounds in that unit.
    Duration(TimeUnit, i64, i64),
    /// One of a few times, or a word for what has no end.
    Period(&'static Periods),
    /// A size in whole ones of this unit, within bounds.
    Size(SizeUnit, i64, i64),
    /// A block of addresses, such as 10.0.0.0/16.
    Cidr,
    /// What the property that the entry sets takes, by CloudFormation's own schema.
    Property,
    /// A word or text from a catalogue.
    Catalogue(&'static Catalogue),
    /// A declared resource, by kind and by what the property wants of it; or its id as a text.
    Reference(&'static Wanted),
    /// The same of one of several kinds. What is there in no case is nothing.
    OneOf(&'static [&'static Wanted]),
    /// An availability zone: by its letter in the stack's region, or by its name.
    Zone,
    /// A domain name as it is: www.example.com.
    Domain,
    /// Something that is declared, itself, for its word to take what it needs of it; or a text.
    Thing(&'static Things),
    /// Several of one shape.
    List(&'static Shape),
    /// Texts by key.
    Map,
    /// Whatever CloudFormation takes there.
    Any,
    /// Rules, in which tests stand as they are.
    Rules,
    /// Values of a parameter's type.
    Allowed,
    /// A number, or how many characters a text has.
    Limit,
    /// A resource of the file by its name, or a list of them; each becomes its logical id.
    Resources,
    /// A body with a vocabulary of its own.
    Body(&'static [Entry]),
    /// A sentence, written without `=`, as often as needed.
    Sentence(&'static str),
}

impl Shape {
    /// Whether a word is one of its own here, whatever else has that name.
    pub fn has_word(&self, word: &str) -> bool {
        match self {
            Self::Bool | Self::TextOrYes => matches!(word, "on" | "off" | "yes" | "no" | "true" | "false"),
            Self::Choice(choices) => choices.contains(&word),
            Self::Or(words, other) => words.contains(&word) || other.has_word(word),
            Self::Name => word == "generated",
            Self::Period(periods) => word == periods.endless,
            Self::Catalogue(catalogue) => (catalogue.find)(word).is_some(),
            Self::Thing(things) => things.word(word).is_some(),
            Self::List(inner) => inner.has_word(word),
            Self::Zone => zones::is_letter(word),
            Self::Text | Self::Literal | Self::Policy | Self::Int(..) | Self::Duration(..) | Self::Size(..) => false,
            Self::Reference(_)
            | Self::Word
            | Self::OneOf(_)
            | Self::Domain
            | Self::Cidr
            | Self::Property
            | Self::Map
            | Self::Any
            | Self::Rules
            | Self::Allowed
            | Self::Limit
            | Self::Resources
            | Self::Body(_)
            | Self::Sentence(_) => false,
        }
    }

    /// Whether the value may be one that only the deploy knows.
    pub fn defers(&self) -> bool {
        match self {
            Self::Text | Self::TextOrYes | Self::Policy | Self::Name | Self::Word | Self::Period(_) => true,
            Self::Or(_, other) => other.defers(),
            Self::Reference(_) | Self::OneOf(_) | Self::Zone | Self::Domain | Self::Thing(_) => true,
            Self::Map | Self::Any | Self::Cidr | Self::Property => true,
            Self::Catalogue(catalogue) => catalogue.defers,
            Self::List(inner) => inner.defers(),
            Self::Literal | Self::Bool | Self::Choice(_) | Self::Int(..) | Self::Duration(..) | Self::Size(..) => false,
            Self::Rules | Self::Allowed | Self::Limit | Self::Resources | Self::Body(_) | Self::Sentence(_) => false,
        }
    }
}

/// A closed list of names.
#[derive(Debug)]
pub struct Catalogue {
    /// What one of them is called.
    pub what: &'static str,
    /// The diagnostic's code for a name that is not in it.
    pub code: &'static str,
    /// The name as it is written in the template.
    pub find: fn(&str) -> Option<&'static str>,
    /// All names.
    pub names: fn() -> Box<dyn Iterator<Item = &'static str>>,
    /// Where to look when no name is near.
    pub hint: &'static str,
    /// Names that are let through as they are: `ami-…`.
    pub prefix: &'static str,
    /// Whether the deploy may choose one.
    pub defers: bool,
}

/// What a property wants of a resource.
#[derive(Debug)]
pub struct Wanted {
    /// How people call it.
    pub what: &'static str,
    /// The resource type.
    pub resource: &'static str,
    /// Its attribute; empty for `Ref`.
    pub attribute: &'static str,
    /// What a literal id starts with.
    pub prefix: &'static str,
}

/// Several types of resources that one place takes.
#[derive(Debug)]
pub struct Things {
    /// How people call them.
    pub what: &'static str,
    /// Their types.
    pub types: &'static [&'static str],
    /// What is meant of several that share a domain name, by what tells them apart.
    pub first: &'static str,
    /// Words of the place itself, with what the template has for each.
    pub words: &'static [(&'static str, &'static str)],
}

impl Things {
    /// What the template has for a word of the place itself.
    pub fn word(&self, word: &str) -> Option<&'static str> {
        self.words.iter().find(|(known, _)| *known == word).map(|(_, theirs)| *theirs)
    }
}

/// What the name behind a word is.
#[derive(Debug, Clone, Copy)]
pub enum Naming {
    /// A name of the file, which AWS may give the resource too.
    Plain,
    /// A domain name as it is: www.example.com. Several things belong to one, so that a logical id that is made of it
    /// adds what this is: what stands beside the first of these entries that the body has, the empty one for any.
    Domain(&'static [(&'static str, &'static str)]),
}

/// How something is told that exists already. What a word leaves out follows from the type of its resource.
#[derive(Debug, Clone, Copy)]
pub struct Identity {
    /// The entry of `existing` that says what `Ref` gives of a new one: `id`, `name` or `arn`.
    pub by: &'static str,
    /// Its ARN in the spelling of IAM's reference, such as `arn:${Partition}:s3:::${BucketName}`.
    pub arn: &'static str,
    /// What those are called of which two cannot have one name; empty where they can.
    pub names: &'static str,
}

impl Identity {
    /// As the type says.
    pub const OF_TYPE: Identity = Identity { by: "", arn: "", names: "" };
}

/// Another description of a word, which takes its place where an entry has one of some values: what is called a cache is
/// one type of resource or another by its engine.
#[derive(Debug)]
pub struct Variant {
    /// The entry.
    pub entry: &'static str,
    /// Its values.
    pub values: &'static [&'static str],
    /// The description, which has the word's name.
    pub word: &'static super::Word,
}

/// A keyword of a sentence.
#[derive(Debug)]
pub struct RelationRule {
    /// The keyword.
    pub keyword: &'static str,
    /// Whether the sentence needs it.
    pub required: bool,
    /// What follows it.
    pub summary: &'static str,
}

/// What can be taken from something that a declaration makes beside its main resource, where an entry asks for it.
#[derive(Debug)]
pub struct Made {
    /// The attribute of that resource.
    pub attribute: Attribute,
    /// What its logical id adds to that of the main resource.
    pub part: &'static str,
    /// The entry that asks for it; empty where nobody has to.
    pub by: &'static str,
    /// The entry beside which it is not made; empty where there is none.
    pub unless: &'static str,
}

/// What can be taken from a resource.
#[derive(Debug)]
pub struct Attribute {
    /// Its name in the language.
    pub name: &'static str,
    /// Its name in CloudFormation; empty for `Ref`.
    pub attribute: &'static str,
    /// One sentence on what it is.
    pub summary: &'static str,
}
