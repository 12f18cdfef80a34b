//! Applies fixes until none is left, and leaves out those that would make a text worse.

use super::{chosen, edits, rewrite};
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// A fix can bring another one to light; this many rounds are enough for any text that people write.
const ROUNDS: usize = 10;
/// Attempts of one round; what is still in doubt then is left out.
const ATTEMPTS: usize = 64;

/// What is known of a text.
#[derive(Debug, Clone, Default)]
pub struct Examined {
    /// All that is said about it.
    pub diagnostics: Vec<Diagnostic>,
    /// Those that keep a part of it from being read.
    pub unread: Vec<Diagnostic>,
    /// Where its statements are, or its resources, in order: a mistake in one can hide others in it.
    pub parts: Vec<Span>,
}

/// The text with its fixes applied, or `None` when there is nothing to apply.
///
/// A fix stays only if what it is for is gone, and if there are no more errors than before, apart from those that a mended
/// mistake has hidden in its own part of the text. Fixes of what cannot be read stay only if more can be read in the end.
pub fn mend(text: &str, examine: &dyn Fn(&str) -> Examined) -> Option<String> {
    let before = examine(text);
    let (mended, after) = rounds(text, before.clone(), examine, true);
    let reads_on = before.unread.is_empty() || after.unread.len() < before.unread.len();
    let mended = if reads_on { mended } else { rounds(text, before, examine, false).0 };
    (mended != text).then_some(mended)
}

/// The text when no round changes it any more, and what is known of it.
fn rounds(text: &str, found: Examined, examine: &dyn Fn(&str) -> Examined, all: bool) -> (String, Examined) {
    let mut now = (text.to_owned(), found);
    for _ in 0..ROUNDS {
        let unread = now.1.unread.iter().map(|found| (found.code, found.span())).collect();
        let mut round = Round { text: &now.0, before: &now.1, unread, examine, attempts: ATTEMPTS, best: None };
        let wanted = now.1.diagnostics.iter().filter(|found| all || !round.is_unread(found));
        let candidates = chosen(&now.0, wanted);
        round.settle(&mut Vec::new(), &candidates);
        // Fixes shorten or lengthen a text a little; one that keeps growing it would be a mistake of ours.
        let is_next = |next: &str| next != now.0 && next.len() <= 2 * text.len() + 4_096;
        match round.best.filter(|(next, _)| is_next(next)) {
            Some(next) => now = next,
            None => break,
        }
    }
    now
}

/// Fixes that were offered together.
struct Round<'t> {
    text: &'t str,
    before: &'t Examined,
    /// What keeps a part of it from being read, by code and place.
    unread: FxHashSet<(&'static str, Span)>,
    examine: &'t dyn Fn(&str) -> Examined,
    attempts: usize,
    /// The text with all that was accepted, and what is known of it.
    best: Option<(String, Examined)>,
}

impl<'t> Round<'t> {
    fn is_unread(&self, diagnostic: &Diagnostic) -> bool {
        self.unread.contains(&(diagnostic.code, diagnostic.span()))
    }

    /// Accepts the candidates if that does no harm, or otherwise those of each half that do none.
    fn settle(&mut self, accepted: &mut Vec<&'t Diagnostic>, candidates: &[&'t Diagnostic]) {
        if candidates.is_empty() || self.attempts == 0 {
            return;
        }
        self.attempts -= 1;
        let together = [accepted.as_slice(), candidates].concat();
        let text = rewrite(self.text, &edits(&together));
        let after = (self.examine)(&text);
        if !self.is_worse(&after, &together) {
            *accepted = together;
            self.best = Some((text, after));
        } else if candidates.len() > 1 {
            let (first, second) = candidates.split_at(candidates.len() / 2);
            self.settle(accepted, first);
            self.settle(accepted, second);
        }
    }

    /// Whether something that was to be mended is there still, or there are more errors than before and not only such
    /// as were hidden by one that is mended.
    fn is_worse(&self, after: &Examined, mended: &[&Diagnostic]) -> bool {
        if remains(&self.before.diagnostics, &after.diagnostics, mended) {
            return true;
        }
        let (unread, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            mended.iter().filter(|fixed| fixed.is_error()).partition(|fixed| self.is_unread(fixed));
        let shown = self.places(&unread, mended, &after.parts);
        if grows(&self.before.unread, &after.unread) && is_new(&self.before.unread, &after.unread, &after.parts, &shown)
        {
            return true;
        }
        let shown = [shown, self.places(&others, mended, &after.parts)].concat();
        let (before, after_all) = (&self.before.diagnostics, &after.diagnostics);
        grows(before, after_all) && is_new(before, after_all, &after.parts, &shown)
    }

    /// The parts of the changed text that some of the fixes are in.
    fn places(&self, some: &[&Diagnostic], all: &[&Diagnostic], parts: &[Span]) -> Vec<usize> {
        let edits = edits(all);
        let (mut grown, mut shrunk) = (0, 0);
        let mut starts: FxHashMap<u32, u32> = FxHashMap::default();
        for Edit { span, text } in edits {
            starts.insert(span.start, span.start + grown - shrunk);
            grown += text.len() as u32;
            shrunk += span.len() as u32;
        }
        let spans = some.iter().filter_map(|fixed| fixed.fix.as_ref()).flat_map(|fix| &fix.edits).map(|edit| edit.span);
        spans.filter_map(|span| part(parts, *starts.get(&span.start)?)).collect()
    }
}

/// The part that an offset is in.
fn part(parts: &[Span], offset: u32) -> Option<usize> {
    let at = parts.partition_point(|part| part.end < offset);
    parts.get(at).filter(|part| part.start <= offset).map(|_| at)
}

fn errors(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.is_error())
}

fn grows(before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    errors(after).count() > errors(before).count()
}

/// How often each thing is said.
fn counts<'d>(said: impl Iterator<Item = &'d Diagnostic>) -> FxHashMap<(&'d str, &'d str), usize> {
    let mut counts: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for one in said {
        *counts.entry((one.code, &one.message)).or_default() += 1;
    }
    counts
}

/// Whether something is said more often than it would be if what is mended were gone.
fn remains(before: &[Diagnostic], after: &[Diagnostic], mended: &[&Diagnostic]) -> bool {
    let (before, after) = (counts(before.iter()), counts(after.iter()));
    counts(mended.iter().copied()).iter().any(|(one, mended)| {
        let left = before.get(one).copied().unwrap_or_default().saturating_sub(*mended);
        after.get(one).copied().unwrap_or_default() > left
    })
}

/// Whether an error was not said before and is in none of the parts where one may have been hidden.
fn is_new(before: &[Diagnostic], after: &[Diagnostic], parts: &[Span], shown: &[usize]) -> bool {
    let mut known = counts(errors(before));
    errors(after).any(|error| {
        if let Some(count) = known.get_mut(&(error.code, error.message.as_str())).filter(|count| **count > 0) {
            *count -= 1;
            return false;
        }
        part(parts, error.span().start).is_none_or(|part| !shown.contains(&part))
    })
}

#[cfg(test)]
mod tests;
