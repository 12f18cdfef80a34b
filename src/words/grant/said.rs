//! Grants that were said before.

use super::problems;
use super::sentence::Sentence;
use super::what::What;
use crate::lower::{Condition, Lowering};
use crate::model::Link;
use crate::source::Span;
use crate::template::Text;
use rustc_hash::FxHashMap;

/// Who is granted what on what, by their logical ids.
type Key = (String, String, &'static str);

/// Grants so far, each with its condition and its place.
#[derive(Default)]
pub struct Said {
    all: FxHashMap<Key, Vec<(Option<String>, Span)>>,
}

impl Said {
    /// Reports what was granted before to the same one; somebody who happens to have the same role is another.
    pub fn check<'a>(
        &mut self,
        link: &Link<'a>,
        sentence: &Sentence<'_, 'a>,
        what: &[What<'_, 'a>],
        to: &mut Lowering<'_, 'a>,
    ) {
        for who in &sentence.who {
            let declared = to.values().declaration(who.text, who.span);
            let id = declared.map_or(who.text, |one| &one.logical_id).to_owned();
            for one in what {
                for (verb, meaning) in &one.verbs {
                    let key = (id.clone(), one.declaration.logical_id.to_string(), meaning.name());
                    let before = self.all.entry(key).or_default();
                    let condition = link.condition.as_deref().map(str::to_owned);
                    let is_other = |other: &Option<String>| {
                        let named = |one: &Option<String>| -> Condition<'static> { one.clone().map(Text::Owned) };
                        to.exclude(&[&named(other), &named(&condition)])
                    };
                    let first = before.iter().find(|(other, _)| !is_other(other)).map(|(_, first)| *first);
                    match first {
                        Some(first) => {
                            to.report(problems::granted_twice(*verb, who.text, one.declaration.handle.text, first));
                        }
                        None => before.push((condition, verb.span)),
                    }
                }
            }
        }
    }
}
