//! What is said and asked, in sentences.

use crate::deploy::Question;

/// What is done to a stack that goes.
pub const DELETING: &str = "deleting";

/// What is done to a stack that becomes again what it was.
pub const ROLLING_BACK: &str = "rolling back";

/// A question as a sentence.
pub fn question(stack: &str, question: &Question<'_>) -> String {
    match question {
        Question::Execute(_, capabilities) => match capabilities {
            [] => format!("Deploy `{stack}`?"),
            all => format!("Deploy `{stack}`, with {} ({})?", all.join(" and "), capability(all)),
        },
        Question::Replace(status) => {
            format!("`{stack}` is {status}: it can only be deleted. Delete it, and make it again?")
        }
        Question::Continue(status) => {
            format!("`{stack}` is {status}: its rollback has to end first. Let it go on?")
        }
        Question::Lose(ids) => format!("Lose the data of {}?", ids.join(", ")),
        Question::Destroy => format!("Delete `{stack}`?"),
    }
}

/// What a capability consents to.
fn capability(all: &[&str]) -> &'static str {
    if all.contains(&"CAPABILITY_NAMED_IAM") {
        "it makes roles, users or policies with names of their own"
    } else if all.contains(&"CAPABILITY_IAM") {
        "it makes roles, users or policies"
    } else {
        "macros rewrite the template"
    }
}
