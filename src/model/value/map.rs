//! Maps: keys with their values, some of them under a condition.

use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::functions;
use crate::model::body::set_twice;
use crate::model::branches::{self, Branches, Keyed};
use crate::source::Span;
use crate::syntax::ast::{Body, Conditional, Expr, Item, Name};
use crate::syntax::literal;
use crate::template::{Items, Value};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// How the value of a key is read.
pub type Read<'f, 's, 'a> = &'f dyn Fn(Values<'s, 'a>, &str, &Expr<'a>, &mut Problems) -> Option<Value<'a>>;

/// Keys that are looked through one by one; of more, it is noted where each stands.
const FEW: usize = 16;

/// Entries in order, each key once.
#[derive(Default)]
struct Gathered<'a> {
    entries: Vec<(Cow<'a, str>, Keyed<'a>)>,
    places: FxHashMap<Cow<'a, str>, Span>,
}

impl<'a> Gathered<'a> {
    /// Where a key stands already.
    fn first(&self, key: &str) -> Option<Span> {
        if self.places.is_empty() {
            return self.entries.iter().find(|(known, _)| known == key).map(|(_, (name, _))| name.span);
        }
        self.places.get(key).copied()
    }

    fn add(&mut self, key: Cow<'a, str>, keyed: Keyed<'a>) {
        if self.entries.len() == FEW {
            self.places = self.entries.iter().map(|(key, (name, _))| (key.clone(), name.span)).collect();
        }
        if self.entries.len() >= FEW {
            self.places.insert(key.clone(), keyed.0.span);
        }
        self.entries.push((key, keyed));
    }

    fn keyed(self) -> Vec<Keyed<'a>> {
        self.entries.into_iter().map(|(_, keyed)| keyed).collect()
    }
}

impl<'s, 'a> Values<'s, 'a> {
    pub(super) fn entries(self, body: &Body<'a>, problems: &mut Problems, read: Read<'_, 's, 'a>) -> Option<Value<'a>> {
        let before = problems.len();
        let mut gathered = Gathered::default();
        gathered.entries.reserve(body.items.len());
        self.gather_keys(&body.items, &mut gathered, problems, read);
        let entries = gathered.entries.into_iter().map(|(key, (_, value))| (key, value)).collect();
        (problems.len() == before).then_some(Value::Map(Items::Owned(entries)))
    }

    fn gather_keys(
        self,
        items: &[Item<'a>],
        gathered: &mut Gathered<'a>,
        problems: &mut Problems,
        read: Read<'_, 's, 'a>,
    ) {
        for item in items {
            match item {
                Item::Setting(setting) => {
                    let key = literal::unescaped(setting.key.text);
                    if is_function(&key) {
                        problems.push(function_as_key(&key, setting.key));
                    } else if let Some(first) = gathered.first(&key) {
                        problems.push(set_twice(setting.key, first));
                    } else if let Some(value) = read(self, &key, &setting.value, problems) {
                        gathered.add(key, (setting.key, value));
                    }
                }
                Item::Conditional(conditional) => self.keyed_by(conditional, gathered, problems, read),
                Item::Repeat(_) | Item::Module(_) => {}
                Item::Sentence(_) | Item::Parameter(_) | Item::Binding(_) | Item::Output(_) => {
                    problems.push(
                        Diagnostic::error("wrong-type", "a map has entries of the form `key = value`")
                            .label(item.span(), "expected `key = value`")
                            .help("write for example: team = \"web\""),
                    );
                }
            }
        }
    }

    /// The keys of an `if` in a map.
    fn keyed_by(
        self,
        conditional: &Conditional<'a>,
        gathered: &mut Gathered<'a>,
        problems: &mut Problems,
        read: Read<'_, 's, 'a>,
    ) {
        let items = |items: &[Item<'a>], into: &mut _, problems: &mut _| self.gather_keys(items, into, problems, read);
        let next = |next: &Conditional<'a>, into: &mut _, problems: &mut _| self.keyed_by(next, into, problems, read);
        let read: Branches<'a, Gathered<'a>> = branches::read(self, conditional, problems, items, next);
        for (name, value) in branches::keys(read.map(Gathered::keyed)) {
            let key = literal::unescaped(name.text);
            match gathered.first(&key) {
                Some(first) => problems.push(set_twice(name, first)),
                None => gathered.add(key, (name, value)),
            }
        }
    }
}

/// Whether CloudFormation would take a map with this key for a function. Macros and loops are all that the language has
/// no words for in every place.
fn is_function(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::") && key != "Fn::Transform" && !key.starts_with("Fn::ForEach::")
}

fn function_as_key(key: &str, name: Name<'_>) -> Diagnostic {
    let help = match key {
        "Ref" => "name it: a `param`, something of this file, or `aws.region` and the like".to_owned(),
        "Fn::GetAtt" => "write the name, a point and the attribute: web.PublicIp".to_owned(),
        "Fn::Sub" => "write `${…}` in a text: \"arn:aws:s3:::${uploads}/*\"".to_owned(),
        "Fn::If" => "write: if prod then \"t3.large\" else \"t3.micro\"".to_owned(),
        "Fn::And" | "Fn::Or" | "Fn::Not" | "Fn::Equals" => "write `and`, `or`, `not`, `==` and `!=`".to_owned(),
        name => match functions::of_intrinsic(name) {
            Some(function) => format!("write {}", functions::signature(function)),
            None => "give the key another name".to_owned(),
        },
    };
    Diagnostic::error("function-as-key", format!("CloudFormation would read a map with the key `{key}` as a function"))
        .label(name.span, "would not stay a key")
        .help(help)
}
