//! A function's page.

use crate::functions::{self, Function};
use serde::Serialize;

/// Everything about a function.
#[derive(Debug, Clone, Serialize)]
pub struct FunctionPage {
    /// Its name.
    pub name: &'static str,
    /// What it gives.
    pub summary: &'static str,
    /// How it is called.
    pub signature: String,
    /// AWS's page.
    pub page: &'static str,
    /// What it is given, in order.
    pub arguments: Vec<ArgumentPage>,
    /// Whether it gives a list.
    pub gives_list: bool,
    /// Whether CloudFormation knows it with the transform AWS::LanguageExtensions only, which is added then.
    pub extension: bool,
    /// Whether it stands in rules only.
    pub only_in_rules: bool,
    /// A program that compiles.
    pub example: &'static str,
    /// Other files that the program names, with their texts.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub files: &'static [(&'static str, &'static str)],
}

/// One argument.
#[derive(Debug, Clone, Serialize)]
pub struct ArgumentPage {
    /// What it is called.
    pub name: &'static str,
    /// What it may be.
    pub accepts: &'static str,
    /// Whether it must be there.
    pub required: bool,
}

/// The page of a function.
pub fn page(function: &Function) -> FunctionPage {
    let arguments = function.arguments.iter().map(|one| ArgumentPage {
        name: one.name,
        accepts: one.kind.called(),
        required: !one.optional,
    });
    FunctionPage {
        name: function.name,
        summary: function.summary,
        signature: functions::signature(function),
        page: function.reference,
        arguments: arguments.collect(),
        gives_list: function.gives_list,
        extension: function.extension,
        only_in_rules: function.only_in_rules,
        example: function.example,
        files: function.files,
    }
}
