//! What a topic is: a code, a word, a function, an entry of every resource, a resource type, a property or a service.

use super::function::{self, FunctionPage};
use super::types::{self, Lost, PropertyPage, ServicePage, ServicesPage, TypePage};
use super::word::{self, ReservedPage, WordPage};
use super::words::{self as listed, GroupOfWords, WordsPage};
use super::{codes, entries, functions, words};
use crate::functions::FUNCTIONS;
use crate::{schema, suggest};
use serde::Serialize;

/// A page of any kind.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Page {
    /// Of a diagnostic's code.
    Code(CodePage),
    /// All words.
    Words(WordsPage),
    /// Of a word.
    Word(Box<WordPage>),
    /// Of a function.
    Function(Box<FunctionPage>),
    /// Of an entry of every resource.
    Entry(Box<ReservedPage>),
    /// Of a resource type.
    Type(Box<TypePage>),
    /// Of a property or an attribute.
    Property(Box<PropertyPage>),
    /// The types of a service.
    Service(ServicePage),
    /// The services.
    Services(ServicesPage),
}

/// The page of a code.
#[derive(Debug, Clone, Serialize)]
pub struct CodePage {
    /// The code.
    pub name: &'static str,
    /// The page, as Markdown.
    pub text: &'static str,
}

/// All that there is a page for.
#[derive(Debug, Clone, Serialize)]
pub struct Topics {
    /// The words.
    pub words: Vec<&'static str>,
    /// The same by what they are about, each with what it does.
    pub groups: Vec<GroupOfWords>,
    /// The functions.
    pub functions: Vec<&'static str>,
    /// Entries of every resource.
    pub entries: Vec<&'static str>,
    /// The diagnostics' codes.
    pub codes: Vec<&'static str>,
    /// The services, whose pages list their types.
    pub services: Vec<&'static str>,
}

/// A topic that has no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub help: String,
}

/// All topics.
pub fn topics() -> Topics {
    Topics {
        words: words().collect(),
        groups: listed::groups(),
        functions: functions().collect(),
        entries: entries().collect(),
        codes: codes().collect(),
        services: types::service_names().collect(),
    }
}

/// The page of a topic.
pub fn find(topic: &str) -> Result<Page, Missing> {
    if topic == "words" {
        return Ok(Page::Words(listed::page()));
    }
    if let Some((name, text)) = codes().find(|code| *code == topic).zip(super::page(topic)) {
        return Ok(Page::Code(CodePage { name, text }));
    }
    // A word and a function may have one name; brackets tell the function.
    let function = |name: &str| FUNCTIONS.iter().find(|function| function.name == name);
    if let Some(function) = topic.strip_suffix("()").and_then(function) {
        return Ok(Page::Function(Box::new(function::page(function))));
    }
    if let Some(word) = crate::words::WORDS.iter().find(|word| word.name == topic) {
        return Ok(Page::Word(Box::new(word::page(word))));
    }
    if let Some(function) = function(topic) {
        return Ok(Page::Function(Box::new(function::page(function))));
    }
    if let Some(page) = word::reserved_page(topic) {
        return Ok(Page::Entry(Box::new(page)));
    }
    let name = topic.trim_end_matches(':');
    if name.splitn(3, "::").count() < 3 {
        let services = types::services(name).map(Page::Services);
        if let Some(page) = services.or_else(|| types::service(name).map(Page::Service)) {
            return Ok(page);
        }
    }
    match topic.split_once('.') {
        Some((name, path)) => property(name, path, topic),
        None => types::of_type(topic).map(|page| Page::Type(Box::new(page))).ok_or_else(|| unknown(topic)),
    }
}

/// `AWS::SQS::Queue.DelaySeconds`, or `bucket.BucketName` for a property of what the word makes.
fn property(name: &str, path: &str, topic: &str) -> Result<Page, Missing> {
    if path.is_empty() {
        return find(name);
    }
    let word = crate::words::WORDS.iter().find(|word| word.name == name);
    if let Some(word) = word.filter(|word| word.entry(path).is_some() || word.attribute(path).is_some()) {
        return Ok(Page::Word(Box::new(word::page(word))));
    }
    let resource = word.map_or(name, |word| word.resource);
    match types::of_property(resource, path) {
        Some(Ok(page)) => Ok(Page::Property(Box::new(page))),
        Some(Err(lost)) => Err(lost_at(types::type_named(resource).map_or(resource, |of| of.name), lost)),
        None => Err(unknown_of(name, topic)),
    }
}

fn lost_at(resource: &str, lost: Lost) -> Missing {
    let place = if lost.path.is_empty() { resource.to_owned() } else { format!("{resource}.{}", lost.path) };
    let help = match lost.near {
        Some(near) => format!("did you mean `{place}.{near}`?"),
        None if lost.names.is_empty() => "nothing is inside it".to_owned(),
        None => format!("`infrac explain {place}` lists what is there"),
    };
    Missing { problem: format!("`{place}` has no property `{}`", lost.name), help }
}

/// A type or a word that is none, in front of a property.
fn unknown_of(name: &str, topic: &str) -> Missing {
    let mut missing = unknown(name);
    missing.problem = format!("there is no page for `{topic}`");
    missing
}

fn unknown(topic: &str) -> Missing {
    let problem = format!("there is no page for `{topic}`");
    let help = match near(topic) {
        Some(near) => format!("did you mean `{near}`?"),
        None if topic.contains("::") => more(topic),
        None if !named(topic).is_empty() => format!("do you mean the type {}?", suggest::one_of(named(topic))),
        None => "`infrac explain` alone lists what there is".to_owned(),
    };
    Missing { problem, help }
}

/// What was meant: among types where it looks like one; `sqs` may be a service, and `Queue` a type.
fn near(topic: &str) -> Option<String> {
    if topic.contains("::") {
        let of_service = topic.splitn(3, "::").count() < 3;
        let near = if of_service {
            suggest::nearest(topic, types::service_names())
        } else {
            suggest::nearest(topic, schema::names())
        };
        return near.map(str::to_owned);
    }
    let is = |name: &&str| name.rsplit("::").next().is_some_and(|last| last.eq_ignore_ascii_case(topic));
    let service = types::service_names().find(is);
    let only = || match named(topic).as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    let near = || {
        suggest::nearest(topic, words().chain(functions()).chain(entries()).chain(codes()))
            .filter(|_| named(topic).is_empty())
    };
    service.or_else(only).or_else(near).map(str::to_owned)
}

/// The types whose last part this is, however it is spelled: `security_group`.
fn named(topic: &str) -> Vec<&'static str> {
    let plain = topic.replace('_', "");
    let is = |name: &&str| name.rsplit("::").next().is_some_and(|last| last.eq_ignore_ascii_case(&plain));
    schema::names().filter(is).collect()
}

/// Where to look for a type that resembles none.
fn more(topic: &str) -> String {
    let parts: Vec<&str> = topic.splitn(3, "::").collect();
    if parts[0].eq_ignore_ascii_case("custom") {
        return "what a `Custom::` resource accepts is up to the function behind it".to_owned();
    }
    let service = parts.get(1).map(|service| format!("{}::{service}", parts[0]));
    match service.as_deref().and_then(types::service) {
        Some(page) => format!("`infrac explain {}` lists the types of that service", page.name),
        None => "`infrac explain AWS` lists the services".to_owned(),
    }
}
