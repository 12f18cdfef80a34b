//! `output x = value < … >`: what a stack tells its caller.

use super::shape::{Entry, Shape};
use super::{Form, Word};

/// The description of `output`.
pub static WORD: Word = Word {
    name: "output",
    form: Form::Statement,
    summary: "Shows a value when the stack is deployed, to people and to other stacks.",
    sentence: "output NAME [was OLD-NAME] = VALUE < … >",
    entries: &[
        Entry::new("description", Shape::Literal, "What it is, in at most 1,024 bytes.")
            .or("the `##` lines above")
            .sets("Description"),
        Entry::new("export", Shape::TextOrYes, "The name by which other stacks of the region import it; yes makes one up: the stack's name, a hyphen and the output's, as `existing … from stack` expects.").or("no").sets("Export"),
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
    example: "bucket my-uploads-2026 as uploads\noutput bucket = uploads.name < export >\noutput bucket_arn = uploads.arn < description = \"where images go\", export = \"uploads-arn\" >",
    ..Word::EMPTY
};
