//! What this version does not give a meaning yet, and words that nobody knows.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Name, Parameter, Sentence, Setting};
use crate::words;

/// A `param` below an `if`: CloudFormation asks for all of them.
pub fn param_inside(parameter: &Parameter<'_>) -> Diagnostic {
    Diagnostic::error("statement-in-body", "CloudFormation asks for every parameter, whatever holds")
        .label(parameter.name.span, "not below a condition")
        .help("move it out of the `if`")
}

/// The one way to say that something is not there yet.
pub fn not_yet(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "not-yet-supported",
        format!("{what} is part of the language, but this version cannot compile it yet"),
    )
    .label(span, "not supported yet")
}

/// A first word, or the one behind `existing`, that is no word of the language.
pub fn word(name: Name<'_>) -> Diagnostic {
    let known = || words::WORDS.iter().map(|word| word.name);
    let problem = Diagnostic::error("unknown-word", format!("`{}` is not a word of the language", name.text))
        .label(name.span, "unknown word");
    match suggest::nearest(name.text, known()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near),
        None => problem.help(format!(
            "a statement starts with one of {}, or with a CloudFormation type such as AWS::SQS::Queue",
            suggest::one_of(known())
        )),
    }
}

/// `key = value` where statements stand.
pub fn setting_outside_body(setting: &Setting<'_>) -> Diagnostic {
    let key = setting.key.text;
    Diagnostic::error("setting-outside-body", format!("`{key} = …` stands in the body of a statement, not on its own"))
        .label(setting.key.span, "outside of any body")
        .help(format!("put it between `<` and `>` of what it is about, for example: stack my-stack < {key} = … >; a name for a value is `let {key} = …`"))
}

/// A `stack` in a file that another one uses.
pub fn stack_in_module(sentence: &Sentence<'_>) -> Diagnostic {
    Diagnostic::error("stack-in-module", "a file that is used by another one has no `stack`")
        .label(sentence.word.span, "belongs into the file that is built")
        .help("move what it says there; a file with a `stack` is built by itself")
}

/// More than one `stack`.
pub fn second_stack(sentence: &Sentence<'_>, first: Span) -> Diagnostic {
    Diagnostic::error("declared-twice", "a file has one `stack` statement")
        .label(sentence.word.span, "a second one")
        .label(Span { start: first.start, end: first.start + 5 }, "the first one")
        .help("put everything about the stack into one of them")
}

/// A `stack` below a test that only the deploy can make.
pub fn stack_under_test(sentence: &Sentence<'_>, test: Span) -> Diagnostic {
    Diagnostic::error("deploy-time-value", "what holds for the whole stack has to be known when the template is built")
        .label(sentence.word.span, "read when the template is built")
        .label(test, "known only at the deploy")
        .help("move it out of the `if`; values in it may depend on a test: tags = < stage = if … then … else … >")
}
