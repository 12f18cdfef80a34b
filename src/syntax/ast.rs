//! The syntax tree: plain structs with spans, texts borrowed from the source.

use crate::source::Span;
use std::borrow::Cow;

/// A whole file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct File<'a> {
    /// Statements in order.
    pub items: Vec<Item<'a>>,
}

/// A statement of a file or an entry of a body.
#[derive(Debug, Clone, PartialEq)]
pub enum Item<'a> {
    /// `WORD argument… < body >`.
    Sentence(Sentence<'a>),
    /// `key = value`.
    Setting(Setting<'a>),
    /// `param x: type = default < body >`.
    Parameter(Box<Parameter<'a>>),
    /// `let x = value`.
    Binding(Box<Binding<'a>>),
    /// `output x = value < body >`.
    Output(Box<Output<'a>>),
    /// `if condition < … > else < … >`.
    Conditional(Box<Conditional<'a>>),
    /// `for x in list < … >`.
    Repeat(Box<Repeat<'a>>),
    /// The statements of a file in the place of the `use` that names it; the parser makes none.
    Module(Box<Module<'a>>),
}

impl Item<'_> {
    /// The whole item.
    pub fn span(&self) -> Span {
        match self {
            Item::Sentence(item) => item.span,
            Item::Setting(item) => item.key.span.to(item.value.span),
            Item::Parameter(item) => item.span,
            Item::Binding(item) => item.span,
            Item::Output(item) => item.span,
            Item::Conditional(item) => item.span,
            Item::Repeat(item) => item.span,
            Item::Module(item) => item.span,
        }
    }
}

/// A bare or quoted name as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// The text without quotes.
    pub text: &'a str,
    /// Where it stands, quotes included.
    pub span: Span,
}

impl Name<'_> {
    /// Whether it stands in quotes.
    pub fn is_quoted(&self) -> bool {
        self.span.len() > self.text.len()
    }
}

/// A word, its arguments and its body.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence<'a> {
    /// The first word, or `AWS::Service::Type`.
    pub word: Name<'a>,
    /// What follows it, in order.
    pub arguments: Vec<Argument<'a>>,
    /// `< … >`.
    pub body: Option<Body<'a>>,
    /// From the word to the end.
    pub span: Span,
}

/// One argument of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument<'a> {
    /// Whether a comma stands in front of it.
    pub after_comma: bool,
    /// The value.
    pub value: Expr<'a>,
}

/// `< … >`, around entries or statements.
#[derive(Debug, Clone, PartialEq)]
pub struct Body<'a> {
    /// Entries in order.
    pub items: Vec<Item<'a>>,
    /// Both angle brackets included.
    pub span: Span,
}

/// `key = value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting<'a> {
    /// The key; a quoted one may hold any character.
    pub key: Name<'a>,
    /// The value.
    pub value: Expr<'a>,
}

/// `param x: type = default < body >`.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter<'a> {
    /// Its name.
    pub name: Name<'a>,
    /// The former name, or in quotes the exact logical id, when `was` gives one.
    pub former: Option<Name<'a>>,
    /// Its type, when written.
    pub kind: Option<TypeName<'a>>,
    /// Its default, when written.
    pub default: Option<Expr<'a>>,
    /// Its constraints.
    pub body: Option<Body<'a>>,
    /// The whole statement.
    pub span: Span,
}

/// `string`, `list<string>`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeName<'a> {
    /// The name in front.
    pub name: Name<'a>,
    /// What stands in `< >`.
    pub argument: Option<Box<TypeName<'a>>>,
}

/// `let x = value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding<'a> {
    /// Its name.
    pub name: Name<'a>,
    /// The former name, or in quotes the exact logical id, when `was` gives one.
    pub former: Option<Name<'a>>,
    /// Its value.
    pub value: Expr<'a>,
    /// The whole statement.
    pub span: Span,
}

/// `output x = value < body >`.
#[derive(Debug, Clone, PartialEq)]
pub struct Output<'a> {
    /// Its name.
    pub name: Name<'a>,
    /// The former name, or in quotes the exact logical id, when `was` gives one.
    pub former: Option<Name<'a>>,
    /// Its value.
    pub value: Expr<'a>,
    /// Its options.
    pub body: Option<Body<'a>>,
    /// The whole statement.
    pub span: Span,
}

/// `if condition < … > else < … >`.
#[derive(Debug, Clone, PartialEq)]
pub struct Conditional<'a> {
    /// What is tested.
    pub condition: Expr<'a>,
    /// What holds if so.
    pub then: Body<'a>,
    /// What holds otherwise.
    pub otherwise: Option<Otherwise<'a>>,
    /// The whole item.
    pub span: Span,
}

/// What follows `else`.
#[derive(Debug, Clone, PartialEq)]
pub enum Otherwise<'a> {
    /// `else < … >`.
    Body(Body<'a>),
    /// `else if …`.
    Conditional(Box<Conditional<'a>>),
}

/// `for x, i in list < … >`.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat<'a> {
    /// The element.
    pub element: Name<'a>,
    /// Its index, when asked for.
    pub index: Option<Name<'a>>,
    /// What is gone through.
    pub over: Expr<'a>,
    /// What is repeated.
    pub body: Body<'a>,
    /// The whole item.
    pub span: Span,
}

/// A file in the place of a `use`.
#[derive(Debug, Clone, PartialEq)]
pub struct Module<'a> {
    /// The name by which its user knows it.
    pub alias: Name<'a>,
    /// The name that it had before, which stays in its logical ids.
    pub former: Option<Name<'a>>,
    /// What its parameters are.
    pub arguments: Vec<Setting<'a>>,
    /// Where its file lies among the offsets of the program; nowhere when it could not be read.
    pub place: Option<Span>,
    /// Its statements.
    pub items: Vec<Item<'a>>,
    /// The `use` statement.
    pub span: Span,
}

impl<'a> Module<'a> {
    /// What one of its parameters is: the argument, or the default.
    pub fn argument<'m>(&'m self, parameter: &'m Parameter<'a>) -> Option<&'m Expr<'a>> {
        let given = self.arguments.iter().find(|argument| argument.key.text == parameter.name.text);
        given.map(|argument| &argument.value).or(parameter.default.as_ref())
    }
}

/// A value as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr<'a> {
    /// What it is.
    pub kind: ExprKind<'a>,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind<'a> {
    /// A bare word, maybe dotted: `block`, `t3.micro`, `uploads.arn`.
    Word(&'a str),
    /// A text without interpolation.
    Text(Cow<'a, str>),
    /// A text with `${…}` in it.
    Template(Vec<Part<'a>>),
    /// `42`, `1.50`: kept as it is spelled.
    Number(Cow<'a, str>),
    /// `30s`, `20GiB`: number and unit.
    Quantity(&'a str, &'a str),
    /// `10.0.0.0/16`, `2001:db8::/32`, or an address alone.
    Cidr(&'a str),
    /// `1..4`.
    Range(Box<(Expr<'a>, Expr<'a>)>),
    /// `[a, b]`.
    List(Vec<Expr<'a>>),
    /// `< key = value >` in the place of a value.
    Map(Box<Body<'a>>),
    /// `name(argument, …)`.
    Call(Box<Call<'a>>),
    /// `not x`, `-x`.
    Unary(Unary, Box<Expr<'a>>),
    /// `a == b`.
    Binary(Binary, Box<(Expr<'a>, Expr<'a>)>),
    /// `if c then a else b`.
    Choice(Box<(Expr<'a>, Expr<'a>, Expr<'a>)>),
}

/// A piece of an interpolated text.
#[derive(Debug, Clone, PartialEq)]
pub enum Part<'a> {
    /// Text as it is.
    Text(Cow<'a, str>),
    /// `${value}`.
    Value(Expr<'a>),
}

/// `name(argument, …)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Call<'a> {
    /// The function.
    pub name: Name<'a>,
    /// Its arguments.
    pub arguments: Vec<Expr<'a>>,
}

/// An operator in front of its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    /// `not`
    Not,
    /// `-`
    Minus,
}

/// An operator between its operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// `??`
    Default,
    /// `or`
    Or,
    /// `and`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Binary {
    /// The operator that is spelled so.
    pub fn from_text(text: &str) -> Option<Self> {
        Some(match text {
            "??" => Self::Default,
            "or" => Self::Or,
            "and" => Self::And,
            "==" => Self::Equal,
            "!=" => Self::NotEqual,
            "+" => Self::Add,
            "-" => Self::Subtract,
            "*" => Self::Multiply,
            "/" => Self::Divide,
            _ => return None,
        })
    }

    /// How strongly it binds; all operators group to the left.
    pub fn precedence(self) -> u8 {
        match self {
            Self::Default => 1,
            Self::Or => 2,
            Self::And => 3,
            Self::Equal | Self::NotEqual => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide => 6,
        }
    }
}
