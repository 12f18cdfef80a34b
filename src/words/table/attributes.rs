//! The attributes of keys: `key user, time number`.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, EntrySentence};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Argument, ExprKind};
use crate::template::{Text, Value};
use crate::words::sentence::{not_understood, word};

/// Types by our words, with DynamoDB's letters.
const TYPES: &[(&str, &str)] = &[("string", "S"), ("number", "N"), ("binary", "B")];
/// How long an attribute of a key is called, in bytes. From the page "Quotas in Amazon DynamoDB" of the Amazon DynamoDB
/// Developer Guide.
const LONGEST: usize = 255;

/// The attributes that keys are made of, in the order in which they are first named.
#[derive(Default)]
pub struct Attributes<'a> {
    all: Vec<Known<'a>>,
}

struct Known<'a> {
    name: Text<'a>,
    /// Its type, where that is said, and where.
    kind: Option<(&'static str, Span)>,
}

/// One attribute of a key, as it is written.
pub struct Named<'a> {
    name: Text<'a>,
    kind: Option<(&'static str, Span)>,
    span: Span,
}

impl<'a> Attributes<'a> {
    /// What the template says of them: only attributes of keys may be there.
    pub fn definitions(&self) -> Value<'a> {
        let each = self.all.iter().map(|known| {
            let kind = known.kind.map_or("S", |(kind, _)| kind);
            Value::map([("AttributeName", Value::Text(known.name.clone())), ("AttributeType", Value::text(kind))])
        });
        Value::list(each.collect::<Vec<_>>())
    }

    /// The type of one, where a key has it.
    pub fn kind(&self, name: &str) -> Option<&'static str> {
        let known = self.all.iter().find(|known| known.name == name)?;
        Some(known.kind.map_or("S", |(kind, _)| kind))
    }

    fn add(&mut self, named: &Named<'a>, to: &mut Lowering<'_, 'a>) {
        let Some(known) = self.all.iter_mut().find(|known| known.name == named.name) else {
            self.all.push(Known { name: named.name.clone(), kind: named.kind });
            return;
        };
        match (known.kind, named.kind) {
            (Some((one, first)), Some((other, span))) if one != other => to.report(two_types(&named.name, span, first)),
            (None, Some(_)) => known.kind = named.kind,
            (Some(_), _) | (None, None) => {}
        }
    }
}

/// The key of the table; none where nothing is said that could be one.
pub fn key<'a>(
    declaration: &Declaration<'a>,
    attributes: &mut Attributes<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let mut sentences = declaration.entries.sentences("key");
    let sentence = sentences.next()?;
    if let Some(second) = sentences.next() {
        let problem = Diagnostic::error("set-twice", "a table has one key").label(second.span, "again here");
        let problem = problem.label(sentence.span, "first here");
        to.report(problem.help(
            "what items are sorted by stands behind a comma: key user, time; another way to find them is an index",
        ));
    }
    schema(sentence, &sentence.arguments, attributes, to)
}

/// The one or two attributes of a key.
pub fn schema<'a>(
    sentence: &EntrySentence<'a>,
    arguments: &[Argument<'a>],
    attributes: &mut Attributes<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Option<Value<'a>> {
    let mut groups: Vec<&[Argument<'a>]> = Vec::new();
    let starts = (0..arguments.len()).filter(|at| *at == 0 || arguments[*at].after_comma).collect::<Vec<_>>();
    for (at, start) in starts.iter().enumerate() {
        groups.push(&arguments[*start..starts.get(at + 1).copied().unwrap_or(arguments.len())]);
    }
    if let Some(third) = groups.get(2).and_then(|group| group.first()) {
        let what = "a key has one attribute, or two";
        to.report(not_understood(sentence, third.value.span, what));
        return None;
    }
    let named: Vec<Named<'a>> = groups.iter().filter_map(|group| one(sentence, group, to)).collect();
    if named.len() < groups.len() || named.is_empty() {
        return None;
    }
    if let [first, second] = named.as_slice()
        && first.name == second.name
    {
        let problem = Diagnostic::error("set-twice", "the key names one attribute twice");
        let problem = problem.label(second.span, "again here").label(first.span, "first here");
        to.report(problem.help("leave it out, or name what items are sorted by"));
        return None;
    }
    named.iter().for_each(|named| attributes.add(named, to));
    let parts = named.into_iter().zip(["HASH", "RANGE"]);
    let parts = parts
        .map(|(named, part)| Value::map([("AttributeName", Value::Text(named.name)), ("KeyType", Value::text(part))]));
    Some(Value::list(parts.collect::<Vec<_>>()))
}

/// An attribute, and its type behind it.
fn one<'a>(sentence: &EntrySentence<'a>, group: &[Argument<'a>], to: &mut Lowering<'_, 'a>) -> Option<Named<'a>> {
    let (first, kind) = match group {
        [first] => (first, None),
        [first, kind] => (first, Some(kind)),
        _ => {
            let span = group.get(2).map_or(sentence.span, |third| third.value.span);
            to.report(not_understood(sentence, span, "attributes are separated by commas"));
            return None;
        }
    };
    let span = first.value.span;
    let name = name_of(first, to)?;
    if name.is_empty() || name.len() > LONGEST {
        let message = format!("an attribute of a key is called by 1 to {LONGEST} bytes, found {}", name.len());
        to.report(
            Diagnostic::error("out-of-range", message).label(span, "empty or too long").help("give it a shorter name"),
        );
        return None;
    }
    let kind = match kind {
        Some(kind) => Some((kind_of(kind, to)?, kind.value.span)),
        None => None,
    };
    Some(Named { name, kind, span })
}

/// A bare word or a text: what an attribute is called is nobody's name here.
pub fn name_of<'a>(argument: &Argument<'a>, to: &mut Lowering<'_, 'a>) -> Option<Text<'a>> {
    let known = match &argument.value.kind {
        ExprKind::Word(word) if to.values().binding(word, argument.value.span).is_none() => Some((*word).into()),
        _ => to.values().known_text(&argument.value),
    };
    if known.is_none() {
        let problem = Diagnostic::error("wrong-type", "expected the name of an attribute");
        to.report(problem.label(argument.value.span, "no name").help("write for example: key user, time number"));
    }
    known
}

fn kind_of(argument: &Argument<'_>, to: &mut Lowering<'_, '_>) -> Option<&'static str> {
    let written = word(&argument.value).unwrap_or_default();
    if let Some((_, kind)) = TYPES.iter().find(|(ours, _)| *ours == written) {
        return Some(kind);
    }
    let names = || TYPES.iter().map(|(ours, _)| *ours);
    let near = match written {
        "S" | "text" | "str" => Some("string"),
        "N" | "int" | "integer" | "num" => Some("number"),
        "B" | "bytes" | "blob" => Some("binary"),
        other => suggest::nearest(other, names()),
    };
    let span = argument.value.span;
    let message = format!("the type of an attribute of a key is {}", suggest::one_of(names()));
    let problem = Diagnostic::error("unknown-value", message).label(span, "not one of them");
    to.report(match near {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
        None => problem.help("another attribute stands behind a comma: key user, time number"),
    });
    None
}

fn two_types(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("wrong-type", format!("the attribute `{name}` has one type in all keys of a table"))
        .label(span, "another type here")
        .label(first, "than here")
        .help("say its type once, or the same in both")
}
