//! Maps: keys with their values, some of them under a condition.

use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::functions;
use crate::model::body::set_twice;
use crate::model::branches::{self, Keyed};
use crate::syntax::ast::{Body, Conditional, Expr, Item, Name};
use crate::syntax::literal;
use crate::template::{Items, Value};

/// How the value of a key is read.
pub type Read<'f, 's, 'a> = &'f dyn Fn(Values<'s, 'a>, &str, &Expr<'a>, &mut Problems) -> Option<Value<'a>>;

impl<'s, 'a> Values<'s, 'a> {
    pub(super) fn entries(self, body: &Body<'a>, problems: &mut Problems, read: Read<'_, 's, 'a>) -> Option<Value<'a>> {
        let before = problems.len();
        let mut keyed: Vec<Keyed<'a>> = Vec::with_capacity(body.items.len());
        self.keyed(&body.items, &mut keyed, problems, read);
        let entries = keyed.into_iter().map(|(key, value)| (literal::unescaped(key.text), value)).collect();
        (problems.len() == before).then_some(Value::Map(Items::Owned(entries)))
    }

    fn keyed(self, items: &[Item<'a>], keyed: &mut Vec<Keyed<'a>>, problems: &mut Problems, read: Read<'_, 's, 'a>) {
        for item in items {
            match item {
                Item::Setting(setting) if is_function(setting.key.text) => problems.push(function_as_key(setting.key)),
                Item::Setting(setting) => match keyed.iter().find(|(key, _)| key.text == setting.key.text) {
                    Some((first, _)) => problems.push(set_twice(setting.key, first.span)),
                    None => {
                        let value = read(self, setting.key.text, &setting.value, problems);
                        keyed.extend(value.map(|value| (setting.key, value)));
                    }
                },
                Item::Conditional(conditional) => self.keyed_by(conditional, keyed, problems, read),
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
        keyed: &mut Vec<Keyed<'a>>,
        problems: &mut Problems,
        read: Read<'_, 's, 'a>,
    ) {
        let items = |items: &[Item<'a>], into: &mut _, problems: &mut _| self.keyed(items, into, problems, read);
        let next = |next: &Conditional<'a>, into: &mut _, problems: &mut _| self.keyed_by(next, into, problems, read);
        for (key, value) in branches::keys(branches::read(self, conditional, problems, items, next)) {
            match keyed.iter().find(|(known, _)| known.text == key.text) {
                Some((first, _)) => problems.push(set_twice(key, first.span)),
                None => keyed.push((key, value)),
            }
        }
    }
}

/// Whether CloudFormation would take a map with this key for a function. Macros and loops are all that the language has
/// no words for in every place.
fn is_function(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::") && key != "Fn::Transform" && !key.starts_with("Fn::ForEach::")
}

fn function_as_key(key: Name<'_>) -> Diagnostic {
    let help = match key.text {
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
    Diagnostic::error(
        "function-as-key",
        format!("CloudFormation would read a map with the key `{}` as a function", key.text),
    )
    .label(key.span, "would not stay a key")
    .help(help)
}
