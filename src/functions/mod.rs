//! The functions of the language. One file describes one function once: checker, help and tests read it there.
//!
//! Most of them are CloudFormation's intrinsic functions under a short name; what they are given may be worked out at
//! build, and then some of them are too.

mod attribute;
mod base64;
pub mod cidr;
mod cidrs;
mod concat;
mod contains;
mod each_member_equals;
mod each_member_in;
mod file;
mod format;
mod import;
mod join;
mod json;
mod keys;
mod length;
mod lookup;
mod lower;
mod named;
mod ref_all;
mod reference;
mod secret;
mod select;
mod split;
mod ssm;
mod ssm_secure;
mod stack_output;
mod sub;
mod transform;
mod trim;
mod upper;
mod value_of;
mod value_of_all;
mod values;
mod zones;

use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::{Text, Value};

/// Every function, in alphabetical order.
pub static FUNCTIONS: &[&Function] = &[
    &attribute::FUNCTION,
    &base64::FUNCTION,
    &cidr::FUNCTION,
    &cidrs::FUNCTION,
    &concat::FUNCTION,
    &contains::FUNCTION,
    &each_member_equals::FUNCTION,
    &each_member_in::FUNCTION,
    &file::FUNCTION,
    &format::FUNCTION,
    &import::FUNCTION,
    &join::FUNCTION,
    &json::FUNCTION,
    &keys::FUNCTION,
    &length::FUNCTION,
    &lookup::FUNCTION,
    &lower::FUNCTION,
    &named::FUNCTION,
    &reference::FUNCTION,
    &ref_all::FUNCTION,
    &secret::FUNCTION,
    &select::FUNCTION,
    &split::FUNCTION,
    &ssm::FUNCTION,
    &ssm_secure::FUNCTION,
    &stack_output::FUNCTION,
    &sub::FUNCTION,
    &transform::FUNCTION,
    &trim::FUNCTION,
    &upper::FUNCTION,
    &value_of::FUNCTION,
    &value_of_all::FUNCTION,
    &values::FUNCTION,
    &zones::FUNCTION,
];

/// The description of a function.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What it is given, in order.
    pub arguments: &'static [Argument],
    /// One sentence on what it gives.
    pub summary: &'static str,
    /// Whether the last argument may be given again and again.
    pub repeats: bool,
    /// Whether it gives a list.
    pub gives_list: bool,
    /// Whether CloudFormation knows it only with the transform AWS::LanguageExtensions, which is added then.
    pub extension: bool,
    /// Whether CloudFormation knows it only in the rules of a template.
    pub only_in_rules: bool,
    /// Whether CloudFormation compares what it gives in a condition, a text then.
    pub compares: bool,
    /// Whether what it looks for is known not to be there.
    pub absent: for<'s, 'a> fn(Values<'s, 'a>, &[Expr<'a>]) -> bool,
    /// AWS's page on it.
    pub reference: &'static str,
    /// A program that compiles.
    pub example: &'static str,
    /// Files that the program names: their paths and texts.
    pub files: &'static [(&'static str, &'static str)],
    /// What the template has for it.
    pub lowering: Lowering,
    /// What a call at this place gives when enough of its arguments is known at build.
    pub fold: for<'s, 'a> fn(Values<'s, 'a>, &[Expr<'a>], Span) -> Option<Expr<'a>>,
}

/// One argument.
pub struct Argument {
    /// What it is called.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it may be left out.
    pub optional: bool,
}

/// What an argument may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A text that is known at build.
    Literal,
    /// A whole number.
    Number,
    /// A list.
    List,
    /// A map.
    Map,
    /// Anything.
    Any,
}

impl Kind {
    /// How people call it.
    pub fn called(self) -> &'static str {
        match self {
            Self::Text | Self::Literal => "a text",
            Self::Number => "a whole number",
            Self::List => "a list",
            Self::Map => "a map",
            Self::Any => "a value",
        }
    }
}

/// What the template has for a call.
pub enum Lowering {
    /// An intrinsic function with its one argument.
    One(&'static str),
    /// An intrinsic function with a list of its arguments.
    List(&'static str),
    /// Something of its own.
    Own(for<'s, 'a> fn(Values<'s, 'a>, &Call<'a>, &mut Vec<Diagnostic>) -> Option<Value<'a>>),
    /// Nothing: it is worked out at build.
    Build,
}

impl Function {
    /// What a function has that leaves something out.
    const EMPTY: Function = Function {
        name: "",
        arguments: &[],
        summary: "",
        repeats: false,
        gives_list: false,
        extension: false,
        only_in_rules: false,
        compares: false,
        absent: |_, _| false,
        reference: "",
        example: "",
        files: &[],
        lowering: Lowering::Build,
        fold: |_, _, _| None,
    };
}

const fn argument(name: &'static str, kind: Kind) -> Argument {
    Argument { name, kind, optional: false }
}

const fn optional(name: &'static str, kind: Kind) -> Argument {
    Argument { name, kind, optional: true }
}

/// A text that a function made.
fn text<'a>(text: impl Into<Text<'a>>, span: Span) -> Expr<'a> {
    Expr { kind: ExprKind::Text(text.into()), span }
}

/// The function of this name.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name).copied()
}

/// The function that CloudFormation calls so.
pub fn of_intrinsic(name: &str) -> Option<&'static Function> {
    let is_it = |function: &&&Function| match function.lowering {
        Lowering::One(intrinsic) | Lowering::List(intrinsic) => intrinsic == name,
        Lowering::Own(_) | Lowering::Build => false,
    };
    FUNCTIONS.iter().find(is_it).copied().or(match name {
        "Fn::FindInMap" => Some(&lookup::FUNCTION),
        "Fn::GetAZs" => Some(&zones::FUNCTION),
        "Fn::GetStackOutput" => Some(&stack_output::FUNCTION),
        "Fn::Cidr" => Some(&cidrs::FUNCTION),
        "Fn::Join" => Some(&join::FUNCTION),
        "Fn::Select" => Some(&select::FUNCTION),
        "Fn::Split" => Some(&split::FUNCTION),
        "Fn::ToJsonString" => Some(&json::FUNCTION),
        _ => None,
    })
}

/// All names, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|function| function.name)
}

/// The fewest and the most arguments.
pub fn bounds(function: &Function) -> (usize, usize) {
    let least = function.arguments.iter().filter(|argument| !argument.optional).count();
    (least, if function.repeats { usize::MAX } else { function.arguments.len() })
}

/// Whether so many arguments may be given.
pub fn takes(function: &Function, count: usize) -> bool {
    let (least, most) = bounds(function);
    (least..=most).contains(&count)
}

/// How it is called: `join(separator, list)`.
pub fn signature(function: &Function) -> String {
    let mut text = format!("{}(", function.name);
    for (at, argument) in function.arguments.iter().enumerate() {
        let separator = if at > 0 { ", " } else { "" };
        let (open, close) = if argument.optional { ("[", "]") } else { ("", "") };
        text.push_str(&format!("{open}{separator}{}{close}", argument.name));
    }
    text + if function.repeats { ", …)" } else { ")" }
}
