//! Queues and topics that keep the order of their messages.

use super::known_name;
use crate::model::Declaration;
use crate::template::Value;

/// Whether a queue or a topic surely keeps the order of its messages: its name ends with `.fifo`, or it says so.
pub fn is_fifo(declaration: &Declaration<'_>) -> bool {
    let entries = &declaration.entries;
    let said = ["FifoQueue", "FifoTopic"].iter().find_map(|name| entries.property(name));
    let property = if declaration.resource_type() == "AWS::SNS::Topic" { "TopicName" } else { "QueueName" };
    said.is_some_and(|said| said.value == Value::Bool(true))
        || entries.on("fifo", false)
        || known_name(declaration, property).is_some_and(|(name, _)| name.ends_with(".fifo"))
}
