//! The names of queues and topics, whose ending says whether they keep the order of their messages.
//!
//! From the pages CreateQueue of the Amazon SQS API Reference and CreateTopic of the Amazon SNS API Reference.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::Value;
use crate::words::naming::{NameRules, Unusable};
use crate::words::{known_name, name_of};

const ENDING: &str = ".fifo";

/// Names of queues.
pub static QUEUES: NameRules = NameRules {
    service: "SQS",
    what: "a queue",
    names: "queues",
    property: "QueueName",
    length: (1, 80),
    allowed: |c| c.is_ascii_alphanumeric() || "-_.".contains(c),
    also: no_dots,
    case_counts: true,
    says: "the name of a queue has 1 to 80 letters, digits, hyphens and underscores, the ending .fifo included",
};

/// Names of topics.
pub static TOPICS: NameRules = NameRules {
    service: "SNS",
    what: "a topic",
    names: "topics",
    property: "TopicName",
    length: (1, 256),
    says: "the name of a topic has 1 to 256 letters, digits, hyphens and underscores, the ending .fifo included",
    ..QUEUES
};

fn no_dots(name: &str) -> Option<Unusable> {
    let has_dot = name.strip_suffix(ENDING).unwrap_or(name).contains('.');
    has_dot.then(|| Unusable::Malformed("it has a dot that is not that of its ending".to_owned()))
}

/// The name of a queue or a topic, with the ending that its kind wants; what is wrong with it is said.
pub fn of<'a>(
    declaration: &Declaration<'a>,
    property: &str,
    rules: &NameRules,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let fifo = declaration.entries.on("fifo", false);
    let ends = &mut |name: &Value<'a>| match name {
        Value::Text(text) if fifo && !text.ends_with(ENDING) => Some(Value::text(format!("{text}{ENDING}"))),
        name => Some(name.clone()),
    };
    if let Some((name, span)) = known_name(declaration, property) {
        let by_property = declaration.entries.property(property).is_some();
        if name.ends_with(ENDING) && !fifo && declaration.entries.property(rules.fifo()).is_none() {
            to.report(for_order(&name, rules).label(span, "ends with .fifo"));
        } else if fifo && !by_property && !name.ends_with(ENDING) {
            rules.check_name(&format!("{name}{ENDING}").into(), span, to);
        } else {
            rules.check_name(&name, span, to);
        }
    }
    name_of(declaration)?.changed(ends)
}

fn for_order(name: &str, rules: &NameRules) -> Diagnostic {
    let message = format!("`{name}` would be the name of {} that keeps the order of messages", rules.what);
    Diagnostic::error("invalid-name", message).help("say that it does: fifo = yes; or choose a name without the ending")
}

impl NameRules {
    /// The property that says whether the order is kept.
    fn fifo(&self) -> &'static str {
        if self.property == "QueueName" { "FifoQueue" } else { "FifoTopic" }
    }
}
