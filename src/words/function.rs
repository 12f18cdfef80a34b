//! `function`: a Lambda function with a role and a log group of its own.

mod code;
mod environment;
mod events;
mod network;
mod role;
mod runtime;
mod settings;
mod url;

use super::naming::{NameRules, nothing_else};
use super::shape::{Attribute, Entry, Identity, Made, RelationRule, Shape, SizeUnit, TimeUnit, Wanted};
use super::{Form, Group, Word, log_group};
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Text, Value};

/// The description of `function`.
pub static WORD: Word = Word {
    name: "function",
    form: Form::Resource,
    group: Group::Compute,
    resource: "AWS::Lambda::Function",
    summary: "Runs code in Lambda when something happens: a request, a message, a time of day. Its role may do nothing but what the function itself needs; grant or allow it the rest.",
    sentence: "function NAME [as HANDLE] [was OLD-NAME] [in SUBNET, …] < runtime = …, code = …, … >",
    relations: &[RelationRule {
        keyword: "in",
        required: false,
        summary: "say in which subnets it reaches what has no public address; it then needs a NAT gateway or endpoints for everything else",
    }],
    entries: &[
        Entry::new("architecture", Shape::List(&Shape::Choice(&["x86_64", "arm64"])), "The processors it runs on; arm64 costs less, and takes code that is built for it.")
            .or("x86_64")
            .sets("Architectures"),
        Entry::new("code", Shape::Text, "Its code in Python or Node.js, such as file(\"./save.py\"); Lambda calls that file `index`.")
            .sets("Code"),
        Entry::new("concurrency", Shape::Int(0, 1_000_000), "How many of it may run at once; so many are kept free for it, and 0 stops it.")
            .or("what the account has left")
            .sets("ReservedConcurrentExecutions"),
        Entry::new("dead_letter", Shape::OneOf(&[&QUEUE, &TOPIC]), "Where an event goes that failed three times and that nobody waits for.")
            .sets("DeadLetterConfig"),
        Entry::new("description", Shape::Text, "Describes it, in at most 256 characters.")
            .or("the `##` lines above")
            .sets("Description"),
        Entry::new("environment", Shape::Map, "Environment variables; the name of a table, bucket or the like stands for what a program needs to find it.")
            .sets("Environment"),
        Entry::new("handler", Shape::Word, "What is called, as file.function.").or("index.handler, for code in the template").sets("Handler"),
        Entry::new("image", Shape::Text, "A container image in ECR that it runs instead of code.").sets("Code"),
        Entry::new("layers", Shape::Property, "Layers with libraries, by their ARNs, at most 5.").sets("Layers"),
        Entry::new("logs", Shape::Reference(&log_group::LOG_GROUP), "Another log group than its own.")
            .or("a log group of its own, /aws/lambda/NAME")
            .sets("LoggingConfig"),
        Entry::new("memory", Shape::Size(SizeUnit::Mebibytes, 128, 10_240), "Its memory; with it grows the share of a processor, and the price of a second.")
            .or("128MiB")
            .sets("MemorySize"),
        Entry::new("name", Shape::Name, "Its name where it differs from the declared one; `generated` leaves it to CloudFormation.")
            .or("the declared name")
            .sets("FunctionName"),
        Entry::new("package", Shape::Body(code::PACKAGE), "Its code as a ZIP file in a bucket of the same region.").sets("Code"),
        Entry::new("retention", Shape::Period(&log_group::RETENTION), "How long each line of its own log group is kept.").or("30d"),
        Entry::new("role", Shape::Property, "A role that trusts lambda, to be shared by several functions.")
            .or("a role of its own")
            .sets("Role"),
        Entry::new(
            "run",
            Shape::Sentence("run on jobs batch 10, or: run on uploads prefix \"images/\", or: run every 5m, or: run cron \"0 9 * * ? *\" in \"Asia/Seoul\""),
            "Runs it for what comes through a queue, topic, table or stream, for objects that are new in a bucket, or at times.",
        )
        .under_conditions(),
        Entry::new("runtime", Shape::Catalogue(&runtime::RUNTIMES), "The language it runs in, such as python3.13.").sets("Runtime"),
        Entry::new("security_groups", Shape::List(&Shape::Reference(&super::network::SECURITY_GROUP)), "What it may reach in its subnets.")
            .or("a group of its own, which nothing reaches and which reaches everything"),
        Entry::new("storage", Shape::Size(SizeUnit::Mebibytes, 512, 10_240), "The size of its /tmp.").or("512MiB").sets("EphemeralStorage"),
        Entry::new("timeout", Shape::Duration(TimeUnit::Seconds, 1, 900), "How long one run takes at most, up to 15m.").or("30s").sets("Timeout"),
        Entry::new("tracing", Shape::Bool, "Whether its requests are traced with X-Ray (traces cost money).").or("off").sets("TracingConfig"),
        Entry::new("url", Shape::Choice(&["iam", "public"]), "A URL of its own: for callers who sign their requests, or for everybody."),
    ],
    elsewhere: &[
        ("trigger", "say what runs it in a sentence: run on QUEUE, or: run every 5m"),
        ("event", "say what runs it in a sentence: run on QUEUE, or: run every 5m"),
        ("events", "say what runs it in sentences: run on QUEUE, or: run every 5m"),
        ("schedule", "say when it runs in a sentence: run every 5m, or: run cron \"0 9 * * ? *\""),
        ("policy", "what it may do is said by its role: role NAME trusts lambda < policy … >, and here: role = NAME"),
        ("subnets", "subnets stand in the sentence: function NAME in SUBNET, SUBNET < … >"),
        ("vpc", "say the subnets in the sentence: function NAME in SUBNET, SUBNET < … >"),
        ("variables", "write: environment = < NAME = value >"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "Arn", summary: "The function's ARN." },
        Attribute { name: "name", attribute: "", summary: "The function's name." },
    ],
    makes: &[Made {
        attribute: Attribute { name: "url", attribute: "FunctionUrl", summary: "Its URL, where it has one." },
        part: "Url",
        by: "url",
        unless: "",
    }],
    defaults: &[
        "a role of its own, which lambda may take and which may write to its log group and nothing else",
        "a log group of its own, /aws/lambda/NAME, that keeps each line for 30 days",
        "one run takes 30 seconds at most",
        "what runs it is allowed to, and no more than that",
        "in subnets, a security group of its own that nothing reaches",
    ],
    identity: Identity {
        by: "name",
        arn: "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}",
        names: "functions",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html",
    example: "AWS::SQS::Queue jobs\nfunction worker <\n  runtime     = python3.13\n  code        = file(\"./worker.py\")\n  environment = < STAGE = \"test\" >\n  run on jobs batch 10\n>",
    files: &[("worker.py", "def handler(event, context):\n    for record in event[\"Records\"]:\n        print(record[\"body\"])\n")],
    own_group: true,
    lower,
    finish: events::finish,
    ..Word::EMPTY
};

/// From the page "CreateFunction" of the AWS Lambda API Reference.
static NAME: NameRules = NameRules {
    service: "Lambda",
    what: "a function",
    names: "functions",
    property: "FunctionName",
    length: (1, 64),
    allowed: |c| c.is_ascii_alphanumeric() || "-_".contains(c),
    also: nothing_else,
    case_counts: true,
    says: "a function's name has 1 to 64 letters, digits, `-` and `_`",
};

/// A function.
pub static FUNCTION: Wanted =
    Wanted { what: "a function", resource: "AWS::Lambda::Function", attribute: "Arn", prefix: "arn:" };
static QUEUE: Wanted = Wanted { what: "a queue", resource: "AWS::SQS::Queue", attribute: "Arn", prefix: "arn:" };
static TOPIC: Wanted = Wanted { what: "a topic", resource: "AWS::SNS::Topic", attribute: "", prefix: "arn:" };

/// The logical id of the role that a function gets by itself; none where it is given one.
pub fn role_id<'a>(function: &Declaration<'_>) -> Option<Text<'a>> {
    let entries = &function.entries;
    let given = entries.setting("role").is_some() || entries.property("Role").is_some();
    (!given && !function.existing).then(|| derived(&function.logical_id, "Role"))
}

/// The logical id of a function's own log group; none where it writes to another.
pub fn log_group_id<'a>(function: &Declaration<'_>) -> Option<Text<'a>> {
    let entries = &function.entries;
    let given = entries.setting("logs").is_some() || entries.property("LoggingConfig").is_some();
    (!given && !function.existing).then(|| derived(&function.logical_id, "Logs"))
}

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let mut function = Resource::new(declaration.logical_id.clone(), WORD.resource, 8);
    let name = super::name_of(declaration);
    if let Some(name) = &name {
        function.set("FunctionName", name.clone());
    }
    code::lower(declaration, &mut function, to);
    settings::lower(declaration, &mut function, to);
    role::set(declaration, &mut function);
    role::set_logs(declaration, &mut function);
    let in_network = network::lower(declaration, &mut function, to);
    to.push_main(declaration, function);
    NAME.check(declaration, to);
    if let Some(id) = log_group_id(declaration) {
        to.push(own_logs(id, name, entries.value("retention")), declaration.span);
    }
    role::check_logs(declaration, to);
    let of_events = events::lower(declaration, to);
    role::give(declaration, in_network, of_events, to);
    url::lower(declaration, to);
}

/// The log group of a function, named as Lambda itself would name it.
fn own_logs<'a>(id: Text<'a>, name: Option<Value<'a>>, retention: Option<&Value<'a>>) -> Resource<'a> {
    let mut group = Resource::new(id, log_group::WORD.resource, 2);
    let full = name.and_then(|name| {
        name.changed(&mut |name| Some(super::together(vec![Value::text("/aws/lambda/"), name.clone()])))
    });
    if let Some(full) = full {
        group.set("LogGroupName", full);
    }
    log_group::keep(retention, &mut group);
    group
}
