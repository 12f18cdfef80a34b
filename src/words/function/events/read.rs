//! The sentences that say what runs a function.

use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence, Values, named_kinds};
use crate::syntax::ast::Argument;
use crate::template::Value;
use crate::words::schedule::times;
use crate::words::sentence::{Clauses, not_understood, word};
use crate::words::shape::{Entry, Shape, TimeUnit, Wanted};
use crate::words::{existing, schedule};

/// What runs a function.
pub enum Run<'s, 'a> {
    /// What comes from somewhere.
    On(Source<'s, 'a>),
    /// The clock.
    At(Times<'a>),
}

/// Where events come from.
pub struct Source<'s, 'a> {
    /// What is named there.
    pub declaration: &'s Declaration<'a>,
    /// What the template has for it.
    pub value: Value<'a>,
    /// What it is.
    pub kind: Kind,
    /// What else the sentence says, by its keyword.
    pub options: Vec<(&'static str, Value<'a>)>,
    /// Whether it is about objects that are deleted, not made.
    pub deleted: bool,
}

impl<'a> Source<'_, 'a> {
    /// What stands behind a keyword.
    pub fn option(&self, keyword: &str) -> Option<&Value<'a>> {
        self.options.iter().find(|(name, _)| *name == keyword).map(|(_, value)| value)
    }
}

/// What events can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Queue,
    Table,
    Stream,
    Topic,
    Bucket,
}

/// Times, as a schedule has them.
pub struct Times<'a> {
    /// When.
    pub expression: Value<'a>,
    /// Where it is that time.
    pub zone: Option<Value<'a>>,
    /// What tells it from other times of the same function.
    pub id: String,
}

static QUEUE: Wanted = Wanted { what: "a queue", resource: "AWS::SQS::Queue", attribute: "Arn", prefix: "arn:" };
static TABLE: Wanted =
    Wanted { what: "a table", resource: "AWS::DynamoDB::Table", attribute: "StreamArn", prefix: "arn:" };
static STREAM: Wanted = Wanted { what: "a stream", resource: "AWS::Kinesis::Stream", attribute: "Arn", prefix: "arn:" };
static TOPIC: Wanted = Wanted { what: "a topic", resource: "AWS::SNS::Topic", attribute: "", prefix: "arn:" };
static BUCKET: Wanted = Wanted { what: "a bucket", resource: "AWS::S3::Bucket", attribute: "", prefix: "arn:" };
/// All of them, with what they are and which keywords they take.
static KINDS: [&Wanted; 5] = [&QUEUE, &TABLE, &STREAM, &TOPIC, &BUCKET];
const SOURCES: [(&Wanted, Kind, &[&Entry]); 5] = [
    (&QUEUE, Kind::Queue, &[&BATCH, &WINDOW]),
    (&TABLE, Kind::Table, &[&BATCH, &WINDOW]),
    (&STREAM, Kind::Stream, &[&BATCH, &WINDOW]),
    (&TOPIC, Kind::Topic, &[]),
    (&BUCKET, Kind::Bucket, &[&PREFIX, &SUFFIX]),
];

/// The limits are from the page "CreateEventSourceMapping" of the AWS Lambda API Reference.
static BATCH: Entry = Entry::new("batch", Shape::Int(1, 10_000), "");
static WINDOW: Entry = Entry::new("window", Shape::Duration(TimeUnit::Seconds, 0, 300), "");
static PREFIX: Entry = Entry::new("prefix", Shape::Text, "");
static SUFFIX: Entry = Entry::new("suffix", Shape::Text, "");
static EVERY: Entry = Entry::new("every", Shape::Duration(TimeUnit::Minutes, 1, 525_600), "");
static CRON: Entry = Entry::new("cron", Shape::Text, "");
static IN: Entry = Entry::new("in", Shape::Catalogue(&schedule::TIME_ZONES), "");
const KEYWORDS: [&str; 5] = ["batch", "window", "prefix", "suffix", "in"];

/// Reads a sentence; what is wrong is reported.
pub fn read<'s, 'a>(sentence: &'s EntrySentence<'a>, to: &mut Lowering<'s, 'a>) -> Option<Run<'s, 'a>> {
    let clauses = Clauses::of(&sentence.arguments, &KEYWORDS);
    let by = clauses.head.first().and_then(|first| word(&first.value));
    match (by, clauses.head) {
        (Some("on"), [_, source, rest @ ..]) if rest.len() < 2 => on(sentence, &clauses, source, rest, to).map(Run::On),
        (Some("every"), [_, time]) => {
            let minutes = value(&EVERY, time, to)?;
            no_keywords(sentence, &clauses, "every", &[], to)?;
            let Value::Int(count) = minutes else { return None };
            let id = format!("Every{}", TimeUnit::Minutes.show(count).to_ascii_uppercase());
            Some(Run::At(Times { expression: times::every(&minutes)?, zone: None, id }))
        }
        (Some("cron"), [_, fields]) => {
            let text = value(&CRON, fields, to)?;
            let expression = text.changed(&mut |text| times::cron(text, fields.value.span, to))?;
            no_keywords(sentence, &clauses, "cron", &[&IN], to)?;
            let zone = clauses.behind("in").first().map(|zone| value(&IN, zone, to));
            let zone = if let Some(zone) = zone { Some(zone?) } else { None };
            Some(Run::At(Times { id: id_of(&text), expression, zone }))
        }
        _ => {
            to.report(not_understood(
                sentence,
                sentence.span,
                "expected `on` and a source, `every` and a time, or `cron`",
            ));
            None
        }
    }
}

/// The fields of a cron expression as part of a logical id, the same wherever they stand.
fn id_of(fields: &Value<'_>) -> String {
    let Value::Text(text) = fields else { return "Cron".to_owned() };
    let letter = |c: char| match c {
        '*' => "X".to_owned(),
        '?' => String::new(),
        '-' => "To".to_owned(),
        '/' => "By".to_owned(),
        ',' => "And".to_owned(),
        '#' => "Nth".to_owned(),
        c if c.is_ascii_alphanumeric() => c.to_string(),
        _ => String::new(),
    };
    let fields: Vec<String> = text.split_ascii_whitespace().map(|field| field.chars().map(letter).collect()).collect();
    format!("Cron{}", fields.concat())
}

fn value<'a>(entry: &'static Entry, argument: &Argument<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    to.reading(|values: Values<'_, 'a>, problems| values.shaped(&argument.value, entry, problems))
}

/// Reports keywords that mean nothing there, and those that say nothing.
fn no_keywords<'a>(
    sentence: &EntrySentence<'a>,
    clauses: &Clauses<'_, 'a>,
    what: &str,
    taken: &[&Entry],
    to: &mut Lowering<'_, 'a>,
) -> Option<()> {
    for keyword in KEYWORDS {
        let Some((name, values)) = clauses.part(keyword) else { continue };
        if !taken.iter().any(|entry| entry.name == keyword) {
            to.report(not_understood(sentence, name.span, &format!("{what} takes no `{keyword}`")));
            return None;
        }
        if values.len() != 1 {
            to.report(not_understood(sentence, name.span, &format!("expected one value behind `{keyword}`")));
            return None;
        }
    }
    Some(())
}

fn on<'s, 'a>(
    sentence: &'s EntrySentence<'a>,
    clauses: &Clauses<'_, 'a>,
    source: &Argument<'a>,
    rest: &[Argument<'a>],
    to: &mut Lowering<'s, 'a>,
) -> Option<Source<'s, 'a>> {
    let found = to.named_one_of(&source.value, &KINDS)?;
    // What is there in no case brings no events.
    if found.value.is_nothing() {
        return None;
    }
    let Some(declaration) = found.declaration else {
        let what = format!("name {} of this file, or one that exists already by `existing`", named_kinds(&KINDS));
        to.report(not_understood(sentence, found.span, &what));
        return None;
    };
    let (wanted, kind, taken) = SOURCES.into_iter().find(|(one, _, _)| one.resource == declaration.resource_type())?;
    no_keywords(sentence, clauses, wanted.what, taken, to)?;
    let deleted = match rest.first().map(|extra| (extra, word(&extra.value))) {
        None => false,
        Some((_, Some("created"))) if kind == Kind::Bucket => false,
        Some((_, Some("deleted"))) if kind == Kind::Bucket => true,
        Some((extra, _)) => {
            to.report(not_understood(sentence, extra.value.span, "not expected here"));
            return None;
        }
    };
    let mut options = Vec::new();
    for entry in taken {
        if let Some(argument) = clauses.behind(entry.name).first() {
            options.push((entry.name, value(entry, argument, to)?));
        }
    }
    Some(Source { declaration, value: found.value, kind, options, deleted })
}

/// The sources of a function without a word about what is wrong, which was said where they were lowered.
pub fn known<'s, 'a>(sentence: &'s EntrySentence<'a>, to: &Lowering<'s, 'a>) -> Option<(&'s Declaration<'a>, Kind)> {
    let clauses = Clauses::of(&sentence.arguments, &KEYWORDS);
    let [by, source, ..] = clauses.head else { return None };
    let name = word(&source.value).filter(|_| word(&by.value) == Some("on"))?;
    let declaration = to.values().declaration(name, source.value.span)?;
    let (_, kind, _) = SOURCES.into_iter().find(|(one, _, _)| one.resource == declaration.resource_type())?;
    Some((declaration, kind))
}

/// The ARN of a bucket or the like that exists already or is made here.
pub fn name_of_bucket<'a>(bucket: &Declaration<'a>) -> Option<Value<'a>> {
    if bucket.existing { existing::identifier(bucket) } else { Some(Value::Ref(bucket.logical_id.clone())) }
}
