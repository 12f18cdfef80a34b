//! `use "./file.infra" as name`: a module, which is a file whose statements are part of this stack.

use super::{Form, Word};

/// The description of `use`.
pub static WORD: Word = Word {
    name: "use",
    form: Form::Statement,
    summary: "Makes the statements of another file part of the stack. Each `param` of that file is given a value here; what it declares, and its outputs, are known as `name.x`.",
    sentence: "use \"./FILE.infra\" as NAME [was OLD-NAME] < PARAM = VALUE … >",
    defaults: &[
        "the logical ids of its resources start with the name: `vpc` of `net` is NetVpc",
        "a resource with a bare name gets a name that CloudFormation makes up, so that the file can be used twice; a quoted name stays",
        "a path without .infra is a folder, whose main.infra is read",
        "an output of the file becomes one of the stack only where it has an `export`",
    ],
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
    example: "use \"./queue.infra\" as orders < keep = 345600 >\noutput queue_url = orders.main",
    files: &[("queue.infra", "param keep: int = 60\nAWS::SQS::Queue main < MessageRetentionPeriod = keep >\n")],
    ..Word::EMPTY
};
