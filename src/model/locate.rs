//! Where the parts of a resource's properties stand in its statement.
//!
//! The tree is gone by the time somebody asks, and most sources never ask: the statement is parsed once more.

use crate::schema::check::Step;
use crate::source::{Source, Span};
use crate::syntax::{self, ast};
use crate::words::Word;
use ast::{Body, Conditional, Expr, ExprKind, Item, Otherwise};

/// A statement whose parts are looked for.
pub struct Statement {
    source: Source,
    start: u32,
}

/// Where a key and its value stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The key, or what comes nearest to it.
    pub key: Span,
    /// The value.
    pub value: Span,
    /// How many steps of the path could be followed.
    pub steps: usize,
}

impl Statement {
    /// The statement at this span of a source.
    pub fn new(source: &Source, span: Span) -> Self {
        Self { source: Source::new(source.name(), source.slice(span)), start: span.start }
    }

    /// Looks for several paths at once; each as far as it can be followed.
    pub fn find<'p>(&self, word: &Word, paths: impl IntoIterator<Item = &'p [Step<'p>]>) -> Vec<Option<Found>> {
        let parsed = syntax::parse(&self.source);
        let body = parsed.file.items.iter().find_map(|item| match item {
            Item::Sentence(sentence) => sentence.body.as_ref(),
            _ => None,
        });
        paths
            .into_iter()
            .map(|path| body.and_then(|body| in_body(body, word, path)).map(|found| self.moved(found)))
            .collect()
    }

    /// The words that are meant, by themselves and their places, in order.
    pub fn words(&self, is: &dyn Fn(&str, Span) -> bool) -> Vec<Span> {
        let parsed = syntax::parse(&self.source);
        let mut found = Vec::new();
        parsed.file.items.iter().for_each(|item| {
            item.visit(&mut |expr| {
                let place = self.in_source(expr.span);
                if let ExprKind::Word(word) = expr.kind
                    && is(word, place)
                {
                    found.push(place);
                }
            });
        });
        found
    }

    fn in_source(&self, span: Span) -> Span {
        Span { start: span.start + self.start, end: span.end + self.start }
    }

    fn moved(&self, found: Found) -> Found {
        Found { key: self.in_source(found.key), value: self.in_source(found.value), ..found }
    }
}

/// A property of the body, or the entry of the word that sets it.
fn in_body(body: &Body<'_>, word: &Word, path: &[Step<'_>]) -> Option<Found> {
    let (Step::Key(property), rest) = path.split_first()? else { return None };
    if let Some(setting) = setting(body, property) {
        return Some(followed(setting.key.span, &setting.value, rest, 1));
    }
    let set = word.entries.iter().filter_map(|entry| Some((entry, leads_to(entry.property, path)?)));
    let mut written = set.filter_map(|(entry, steps)| Some((setting(body, entry.name)?, steps)));
    let (setting, steps) = written.next()?;
    Some(Found { key: setting.key.span, value: setting.value.span, steps })
}

/// How many steps of a path the property of an entry is, `Name` or `Config.Name`, if the path leads through it.
fn leads_to(property: &str, path: &[Step<'_>]) -> Option<usize> {
    let names: Vec<&str> = property.split('.').collect();
    let is_there = names.iter().enumerate().all(|(at, name)| path.get(at) == Some(&Step::Key(name)));
    (is_there && !property.is_empty()).then_some(names.len())
}

/// The entry of this key, one that depends on a condition included.
fn setting<'t, 'a>(body: &'t Body<'a>, key: &str) -> Option<&'t ast::Setting<'a>> {
    body.items.iter().find_map(|item| match item {
        Item::Setting(setting) => (setting.key.text == key).then_some(setting),
        Item::Conditional(conditional) => in_branches(conditional, key),
        Item::Repeat(repeat) => setting(&repeat.body, key),
        Item::Sentence(_) | Item::Parameter(_) | Item::Binding(_) | Item::Output(_) | Item::Module(_) => None,
    })
}

fn in_branches<'t, 'a>(conditional: &'t Conditional<'a>, key: &str) -> Option<&'t ast::Setting<'a>> {
    setting(&conditional.then, key).or_else(|| match conditional.otherwise.as_ref()? {
        Otherwise::Body(body) => setting(body, key),
        Otherwise::Conditional(next) => in_branches(next, key),
    })
}

/// Goes on from a value.
fn followed(key: Span, value: &Expr<'_>, path: &[Step<'_>], steps: usize) -> Found {
    let here = Found { key, value: value.span, steps };
    match (path, &value.kind) {
        ([Step::Key(name), rest @ ..], ExprKind::Map(body)) => match setting(body, name) {
            Some(setting) => followed(setting.key.span, &setting.value, rest, steps + 1),
            None => here,
        },
        ([Step::Item(at), rest @ ..], ExprKind::List(items)) => match items.get(*at) {
            Some(item) => followed(item.span, item, rest, steps + 1),
            None => here,
        },
        // A single value reads as a list of one.
        ([Step::Item(0), rest @ ..], _) => followed(key, value, rest, steps + 1),
        ([Step::Key("Fn::If"), Step::Item(at), rest @ ..], ExprKind::Choice(parts)) => {
            let branch = if *at == 1 { &parts.1 } else { &parts.2 };
            followed(branch.span, branch, rest, steps + 2)
        }
        // An entry that depends on a condition stands in a branch already.
        ([Step::Key("Fn::If"), Step::Item(_), rest @ ..], _) => followed(key, value, rest, steps + 2),
        (_, _) => here,
    }
}
