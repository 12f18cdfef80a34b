//! What a grant is about, and the actions that its verbs allow there.

use super::keys;
use super::problems;
use super::sentence::{Sentence, name};
use super::verbs::{self, ALL, KeyUse, On, Verb, Vocabulary};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Name};
use crate::template::Value;
use crate::words::statements::{Target, arns};
use crate::words::together;

/// A resource, with what is granted on it.
pub struct What<'s, 'a> {
    /// The resource.
    pub declaration: &'s Declaration<'a>,
    /// Where it is named.
    pub span: Span,
    /// The verbs of its type.
    pub vocabulary: &'static Vocabulary,
    /// Those that are granted.
    pub verbs: Vec<(Name<'a>, Meaning)>,
}

/// What a word stands for.
#[derive(Debug, Clone, Copy)]
pub enum Meaning {
    /// One verb.
    One(&'static Verb),
    /// Every verb of the type.
    All,
}

impl Meaning {
    /// The verb's name, whatever word stands for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::One(verb) => verb.name,
            Self::All => ALL,
        }
    }
}

impl What<'_, '_> {
    /// Every verb that is granted.
    fn granted(&self) -> Vec<&'static Verb> {
        let each = self.verbs.iter().flat_map(|(_, meaning)| match meaning {
            Meaning::One(verb) => std::slice::from_ref(*verb),
            Meaning::All => self.vocabulary.verbs,
        });
        each.collect()
    }

    fn key_use(&self) -> KeyUse {
        self.granted().into_iter().map(|verb| verb.key).max().unwrap_or(KeyUse::None)
    }
}

/// Actions, and what they are allowed on.
pub struct Allowed<'a> {
    /// The actions.
    pub actions: Vec<&'static str>,
    /// What they are allowed on, each with its condition.
    pub targets: Vec<Target<'a>>,
}

/// The resources behind `on`.
pub fn read<'s, 'a>(sentence: &Sentence<'s, 'a>, to: &mut Lowering<'s, 'a>) -> Vec<What<'s, 'a>> {
    let mut found = Vec::new();
    for value in &sentence.what {
        resources(value, &mut found, to);
    }
    found.into_iter().filter_map(|(declaration, name)| with_verbs(declaration, name, sentence, to)).collect()
}

/// The resources that a value names: a name, or a list of them under a name.
fn resources<'s, 'a>(value: &Expr<'a>, found: &mut Vec<(&'s Declaration<'a>, Name<'a>)>, to: &mut Lowering<'s, 'a>) {
    if let ExprKind::List(items) = &to.values().settled(value).kind {
        for item in items {
            resources(item, found, to);
        }
        return;
    }
    let Some(name) = name(value) else { return to.report(problems::not_a_resource(value, None)) };
    if let Some(declaration) = to.values().declaration(name.text, name.span) {
        match found.iter().find(|(other, _)| std::ptr::eq(*other, declaration)) {
            Some((_, first)) => to.report(problems::named_twice(name, *first)),
            None => found.push((declaration, name)),
        }
        return;
    }
    let looked_up = to.values().look_up(name.text, name.span);
    // Nobody is allowed anything on what is there in no case.
    if looked_up.lost || to.values().dropped(name.text, name.span).is_some() {
        return;
    }
    let is_text = name.is_quoted() && name.text.contains(':');
    to.report(if looked_up.meaning.is_some() || is_text {
        let of = to.values().declared(looked_up.meaning).filter(|_| looked_up.rest.is_some());
        problems::not_a_resource(value, of.map(|_| looked_up.name))
    } else {
        to.values().undeclared(name.text, name.span)
    });
}

fn with_verbs<'s, 'a>(
    declaration: &'s Declaration<'a>,
    name: Name<'a>,
    sentence: &Sentence<'_, 'a>,
    to: &mut Lowering<'s, 'a>,
) -> Option<What<'s, 'a>> {
    let Some(vocabulary) = verbs::of(declaration.resource_type()) else {
        to.report(problems::no_verbs(declaration, name));
        return None;
    };
    let mut verbs = Vec::new();
    for verb in &sentence.verbs {
        match vocabulary.meaning(verb.text) {
            _ if verb.text == ALL => verbs.push((*verb, Meaning::All)),
            [one] => verbs.push((*verb, Meaning::One(one))),
            _ => to.report(problems::unknown_verb(*verb, declaration, name.span, vocabulary)),
        }
    }
    (!verbs.is_empty()).then_some(What { declaration, span: name.span, vocabulary, verbs })
}

/// Everything that a grant allows: on the resources of each type, and on the keys that they are encrypted with.
pub fn allowed<'a>(what: &[What<'_, 'a>], to: &mut Lowering<'_, 'a>) -> Vec<Allowed<'a>> {
    let mut allowed = Vec::new();
    let mut done: Vec<&Vocabulary> = Vec::new();
    for one in what {
        if !done.iter().any(|known| std::ptr::eq(*known, one.vocabulary)) {
            done.push(one.vocabulary);
            let alike: Vec<_> = what.iter().filter(|other| std::ptr::eq(other.vocabulary, one.vocabulary)).collect();
            of_type(&alike, &mut allowed, to);
        }
    }
    for of_key in [KeyUse::Decrypt, KeyUse::Encrypt] {
        let mut targets = Vec::new();
        for one in what.iter().filter(|one| one.key_use() == of_key) {
            keys::of(one, to).into_iter().for_each(|key| add(&mut targets, key, to));
        }
        allowed.push(Allowed { actions: of_key.actions().to_vec(), targets });
    }
    allowed
}

/// What is allowed on resources of one type: a statement for all that the same actions are allowed on.
fn of_type<'a>(what: &[&What<'_, 'a>], allowed: &mut Vec<Allowed<'a>>, to: &mut Lowering<'_, 'a>) {
    let Some(first) = what.first() else { return };
    let mut by_place: Vec<(On, Vec<&'static str>)> = Vec::new();
    for actions in first.vocabulary.allowed(&first.granted()) {
        let place = by_place.iter().position(|(on, _)| *on == actions.on).unwrap_or_else(|| {
            by_place.push((actions.on, Vec::new()));
            by_place.len() - 1
        });
        for name in actions.names {
            if !by_place[place].1.contains(name) {
                by_place[place].1.push(name);
            }
        }
    }
    let mut statements: Vec<(Vec<&'static str>, Vec<On>)> = Vec::new();
    for (on, actions) in by_place {
        match statements.iter_mut().find(|(known, _)| *known == actions) {
            Some((_, places)) => places.push(on),
            None => statements.push((actions, vec![on])),
        }
    }
    for (actions, places) in statements {
        let mut targets = Vec::new();
        for one in what {
            for on in &places {
                target(one, *on, to).into_iter().for_each(|found| add(&mut targets, found, to));
            }
        }
        allowed.push(Allowed { actions, targets });
    }
}

/// Adds what is not there yet, or may be there under another condition.
fn add<'a>(targets: &mut Vec<Target<'a>>, new: Target<'a>, to: &Lowering<'_, 'a>) {
    match targets.iter_mut().find(|known| known.values == new.values) {
        Some(known) => known.condition = to.any_of([known.condition.take(), new.condition]),
        None => targets.push(new),
    }
}

/// What actions on a place are allowed on; nothing where the resource has no such place.
fn target<'a>(what: &What<'_, 'a>, on: On, to: &mut Lowering<'_, 'a>) -> Option<Target<'a>> {
    let declaration = what.declaration;
    let below = |arns: Vec<Value<'a>>, end: &'static str| -> Vec<Value<'a>> {
        arns.into_iter().map(|arn| together(vec![arn, Value::text(end)])).collect()
    };
    let values = match on {
        On::Itself => arns::of(declaration, what.span, to),
        On::Below(end) => below(arns::of(declaration, what.span, to), end),
        On::BelowWith(end, properties) if has_any(declaration, properties, to) => {
            below(arns::of(declaration, what.span, to), end)
        }
        On::BelowWith(..) => Vec::new(),
        On::Made(front, attribute, end) => {
            arns::made_of(declaration, front, attribute, end, what.span, to).into_iter().collect()
        }
        On::Everything => vec![Value::text("*")],
    };
    (!values.is_empty()).then(|| Target { values, condition: declaration.condition.clone() })
}

/// Whether a resource has one of some properties; of what exists already nobody knows.
fn has_any(declaration: &Declaration<'_>, properties: &[&str], to: &Lowering<'_, '_>) -> bool {
    let resource = to.place(&declaration.logical_id).map(|at| &to.template.resources[at]);
    let has = |name: &&str| resource.is_some_and(|resource| resource.get(name).is_some());
    declaration.existing || properties.iter().any(has)
}
