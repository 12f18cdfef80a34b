//! `table`: a table of DynamoDB.

mod attributes;
mod index;
mod settings;

use super::encryption::{ACCOUNT, KEY};
use super::naming::{NameRules, nothing_else};
use super::shape::{Attribute, Entry, Identity, Shape, TimeUnit};
use super::{Form, Group, Word, retention};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::template::{Resource, Value};
use attributes::Attributes;

/// The description of `table`.
pub static WORD: Word = Word {
    name: "table",
    form: Form::Resource,
    group: Group::Data,
    resource: "AWS::DynamoDB::Table",
    summary: "Keeps items in DynamoDB, each found by its key. It is paid for by request unless a capacity is given.",
    sentence: "table NAME [as HANDLE] [was OLD-NAME] < key ATTRIBUTE, … >",
    entries: &[
        Entry::new("backups", Shape::Or(&["on", "off"], &Shape::Duration(TimeUnit::Days, 1, 35)), "Whether the table can be restored as it was at any time of the last 35 days, or of fewer (which costs money).").or("off").sets("PointInTimeRecoverySpecification"),
        Entry::new("capacity", Shape::Body(settings::CAPACITY), "How much can be read and written each second, paid for by the hour whether it is used or not.").or("as much as is asked for, paid for by request").sets("ProvisionedThroughput"),
        Entry::new("class", Shape::Choice(&["standard", "infrequent_access"]), "What storage and requests cost: infrequent_access stores for less and takes more for requests.").or("standard").sets("TableClass"),
        Entry::new("encryption", Shape::Or(&["dynamodb", ACCOUNT], &Shape::Reference(&KEY)), "The key that items are encrypted with: one of DynamoDB, the account's KMS key for DynamoDB, or a key of yours (requests to KMS cost money).").or("dynamodb").sets("SSESpecification"),
        Entry::new("index", Shape::Sentence("index by-email on email, created number; or with some attributes only: index by-email on email with name, total"), "Finds items by other attributes too, in a copy of the table that costs as much as one.").sets("GlobalSecondaryIndexes"),
        Entry::new("key", Shape::Sentence("key user, time number"), "The attribute that items are found by, and behind a comma the one that those with the same are sorted by. An attribute is a string unless number or binary stands behind it.").sets("KeySchema").required(),
        Entry::new("name", Shape::Name, "The table's name where it differs from the declared one; `generated` leaves it to CloudFormation.").or("the declared name").sets("TableName"),
        Entry::new("on_delete", Shape::Choice(&["retain", "delete"]), "Whether the table stays when the stack is deleted.").or("retain"),
        Entry::new("protect", Shape::Property, "Whether nobody can delete it, the stack included, before this is switched off.").or("no").sets("DeletionProtectionEnabled"),
        Entry::new("stream", Shape::Choice(&["keys_only", "new_image", "old_image", "new_and_old_images"]), "What is told of every change, for functions that are to know.").sets("StreamSpecification"),
        Entry::new("ttl", Shape::Word, "The attribute that says when an item may be removed, in seconds since 1970.").sets("TimeToLiveSpecification"),
    ],
    elsewhere: &[
        ("attributes", "only attributes of keys are named: key user, time number"),
        ("billing", "it is paid for by request, unless a capacity is given: capacity < read = 5, write = 5 >"),
        ("hash", "write a sentence: key user"),
        ("partition_key", "write a sentence: key user"),
        ("range", "write it behind the other: key user, time number"),
        ("sort", "write it behind the other: key user, time number"),
        ("sort_key", "write it behind the other: key user, time number"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The table's ARN." },
        Attribute { name: "name", attribute: "", summary: "The table's name." },
        Attribute { name: "stream", attribute: "StreamArn", summary: "The ARN of its stream of changes, where it has one." },
    ],
    defaults: &[
        "it is paid for by request",
        "items are encrypted by DynamoDB",
        "the table stays when the stack is deleted or the table replaced",
    ],
    identity: Identity {
        by: "name",
        arn: "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}",
        names: "tables",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html",
    example: "table visits <\n  key user, time number\n  index by-page on page, time\n  ttl = expires\n>",
    lower,
    ..Word::EMPTY
};

/// From the page "Supported data types and naming rules in Amazon DynamoDB" of the Amazon DynamoDB Developer Guide.
static NAMES: NameRules = NameRules {
    service: "DynamoDB",
    what: "a table",
    names: "tables",
    property: "TableName",
    length: (3, 255),
    allowed: is_of_name,
    also: nothing_else,
    case_counts: true,
    says: "the name of a table has 3 to 255 letters, digits and `_-.`",
};

/// The characters of names of tables and indexes.
fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-.".contains(c)
}

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    NAMES.check(declaration, to);
    let mut attributes = Attributes::default();
    let mut table = Resource::new(declaration.logical_id.clone(), WORD.resource, 9);
    retention::keep(&mut table, entries, "retain");
    if let Some(name) = super::name_of(declaration) {
        table.set("TableName", name);
    }
    let key = attributes::key(declaration, &mut attributes, to);
    let throughput = settings::throughput(declaration, to);
    let indexes = index::all(declaration, throughput.as_ref(), &mut attributes, to);
    settings::check_ttl(declaration, &attributes, to);
    if let Some(key) = key {
        table.set("AttributeDefinitions", attributes.definitions());
        table.set("KeySchema", key);
    }
    if !indexes.is_empty() {
        table.set("GlobalSecondaryIndexes", Value::list(indexes));
    }
    match throughput {
        Some(throughput) => {
            table.set("BillingMode", Value::text("PROVISIONED"));
            table.set("ProvisionedThroughput", throughput);
        }
        None if entries.property("BillingMode").is_some() || entries.property("ProvisionedThroughput").is_some() => {}
        None => table.set("BillingMode", Value::text("PAY_PER_REQUEST")),
    }
    settings::set(declaration, &mut table);
    to.push_main(declaration, table);
}
