//! `param x: type = default < … >`: a value that is asked for when the stack is deployed.

use super::shape::{Entry, Shape};
use super::{Form, Word};

/// The description of `param`.
pub static WORD: Word = Word {
    name: "param",
    form: Form::Statement,
    summary: "Asks for a value when the stack is deployed.",
    sentence: "param NAME [was OLD-NAME]: TYPE = DEFAULT < … >",
    entries: &[
        Entry::new("allowed", Shape::Allowed, "The values that it may have.").sets("AllowedValues"),
        Entry::new("constraint", Shape::Literal, "What is said of a value that it may not have.")
            .sets("ConstraintDescription"),
        Entry::new("description", Shape::Literal, "What it is for, in at most 4,000 characters.")
            .or("the `##` lines above")
            .sets("Description"),
        Entry::new("max", Shape::Limit, "The largest number, or the most characters of a text."),
        Entry::new("min", Shape::Limit, "The smallest number, or the fewest characters of a text."),
        Entry::new("pattern", Shape::Literal, "A regular expression for the whole value.").sets("AllowedPattern"),
        Entry::new("secret", Shape::Bool, "Whether its value is shown to nobody.").or("no").sets("NoEcho"),
    ],
    defaults: &[
        "without a type it is a text, or of the type of its default",
        "a block of addresses and a region are checked by a pattern before anything is made",
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    example: "param size: string = \"t3.micro\" <\n  allowed     = [\"t3.micro\", \"t3.small\"]\n  description = \"the size of the server\"\n>\ninstance web01 < image = amazon-linux-2023, type = t3.micro, tags = < Size = size > >",
    ..Word::EMPTY
};
