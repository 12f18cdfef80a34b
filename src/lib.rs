//! infrac compiles `.infra` files to CloudFormation templates.
//!
//! ```text
//!            parse                resolve              lower                emit
//!  source  ─────────▶  ast::File  ────────▶  model::Stack ───────▶  Template  ───────▶  JSON / YAML
//!  (&str)  ◀────────── + Trivia        │         │                    │
//!            format        │           │         ▼                    ▼
//!                          └───────────┴────▶ Diagnostic ◀────────────┘
//!                                                 │
//!                                                 ▼
//!                                 terminal, json, short, sarif, github
//! ```
//!
//! [`compile()`] is the whole way to a template; what a program does with it is its own affair.
//!
//! | module | what it is |
//! |---|---|
//! | [`syntax`] | text to tree, with `grammar/infra.pest`; the only place that knows pest |
//! | [`model`] | what the tree means: declarations, typed entries, names |
//! | [`words`] | one file for each word of the language: vocabulary, defaults, documentation, lowering |
//! | [`mod@format`] | the one layout of a text: tokens, and where their lines end |
//! | [`functions`] | one file for each function: arguments, documentation, what the template has for it |
//! | [`lower`] | a stack to a template, and what CloudFormation refuses of a template |
//! | [`reason`] | what follows from a template: circles, what is there under which conditions, what is permitted and what is reachable |
//! | `claims`, [`findings`], [`why`] | what `expect` claims, what is found without asking, and how an answer comes about |
//! | `remedies` | what would help, tried on a copy of the template |
//! | [`allow`] | what is meant to be as it is: comments above statements, and what they silence |
//! | [`addresses`], [`domains`] | blocks of addresses, and names of domains |
//! | [`template`] | the template as a value, and its text as JSON and YAML |
//! | [`source`] | texts and places in them, the files that a program uses, and how they are asked for |
//! | [`catalog`] | facts about AWS: managed policies, IAM actions, principals, instance types, images, regions, tags |
//! | [`schema`] | every resource type of CloudFormation, and whether a template fits |
//! | [`review()`] | what is wrong with a template that somebody else wrote |
//! | [`plan`] | what would change in a stack: the model, and the prediction from two templates |
//! | [`diagnostic`], [`fix`], [`suggest`] | what is said, how it is mended, and what was meant |
//! | [`explain`] | the pages of codes, words, functions, resource types and properties |
//! | [`deployment`] | what a deploy has to know of a source beside its template |
//! | `deploy` | a stack's life at AWS, with feature `deploy`: the only place that knows the SDK and tokio |
//! | `cli` | the program, with feature `cli`: the only place that reads files, prints, and knows clap |
//!
//! What always holds, and what holds it:
//!
//! 1. Parsing, resolving and lowering never fail and never panic: they return what they have, and diagnostics
//!    (`tests/random`, `fuzz/`).
//! 2. A broken statement costs its neighbours nothing (`tests/random`, `src/syntax/tests.rs`).
//! 3. The same text gives the same bytes (`tests/random`).
//! 4. The core does no IO: no files, environment, clock, network or printing outside `cli` (`.clippy.toml`, and the check
//!    for WebAssembly in `.ci/wasm.sh`).
//! 5. pest stays inside `syntax`, the parser of YAML inside `template`, clap inside `cli`; no `serde_json::Value` stands
//!    between a template and its text (`tests/tidy`).
//! 6. Laying a text out changes neither what it compiles to nor what is said about it, keeps its comments, and changes
//!    nothing a second time (`tests/format`).
//! 7. A program reads the files below its root and no others (`src/source/path.rs`, `tests/cli/modules.rs`).
//! 8. Every code has a page whose bad example gives exactly this code and whose good one gives none; every word and
//!    function has an example that compiles (`tests/explain.rs`).
//! 9. No template that is built shows what the words rule out (`tests/construction`, `tests/network`).
//! 10. What is said to be permitted or reachable is what AWS's documentation says, or unknown (`tests/reason`).

// .clippy.toml lists what invariant 4 excludes, and src/cli/mod.rs allows it there.
#![cfg_attr(not(test), deny(clippy::disallowed_macros, clippy::disallowed_methods, clippy::disallowed_types))]

pub mod addresses;
pub mod allow;
pub mod catalog;
mod claims;
#[cfg(feature = "cli")]
pub mod cli;
mod compile;
#[cfg(feature = "deploy")]
pub mod deploy;
pub mod deployment;
pub mod diagnostic;
pub mod domains;
pub mod explain;
pub mod findings;
pub mod fix;
pub mod format;
pub mod functions;
pub mod lower;
pub mod model;
pub mod plan;
pub mod reason;
mod relations;
mod remedies;
mod review;
pub mod schema;
pub mod source;
pub mod suggest;
pub mod syntax;
pub mod template;
mod typecheck;
pub mod why;
pub mod words;

pub use compile::{Compiled, compile};
pub use diagnostic::{Diagnostic, Edit, Fix, Label, Severity};
pub use review::review;
pub use source::{Location, Source, Span};
