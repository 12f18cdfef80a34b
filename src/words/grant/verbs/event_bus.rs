//! Event buses.

use super::{Verb, Vocabulary, itself, verb};

/// What can be granted on an event bus. Only the service needs its key.
pub static EVENT_BUS: Vocabulary =
    Vocabulary { types: &["AWS::Events::EventBus"], verbs: &VERBS, together: &[], key: &[] };

static VERBS: [Verb; 1] = [verb("write", "put events", &[itself(&["events:PutEvents"])]).or(&["publish", "send"])];
