//! Applies the fixes that diagnostics offer.

mod mend;

pub use mend::{Examined, mend};

use crate::diagnostic::{Diagnostic, Edit};

/// The text after every fix that fits; a fix that overlaps an earlier one (in source order) is left out whole.
/// `None` when nothing changes.
pub fn apply(text: &str, diagnostics: &[Diagnostic]) -> Option<String> {
    let fixed = rewrite(text, &edits(&chosen(text, diagnostics)));
    (fixed != text).then_some(fixed)
}

/// The diagnostics whose fixes can be applied together, in the order of their fixes.
fn chosen<'d>(text: &str, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<&'d Diagnostic> {
    let mut fixes: Vec<(&Diagnostic, &[Edit])> = diagnostics
        .into_iter()
        .filter_map(|diagnostic| Some((diagnostic, diagnostic.fix.as_ref()?.edits.as_slice())))
        .filter(|(_, edits)| is_sound(text, edits))
        .collect();
    fixes.sort_by_key(|(_, edits)| edits.first().map(|edit| edit.span.start));
    let mut accepted: Vec<&Edit> = Vec::new();
    fixes.retain(|(_, edits)| {
        let is_free = edits.iter().all(|edit| is_free(&accepted, edit));
        for edit in edits.iter().filter(|_| is_free) {
            let at = accepted.partition_point(|other| order(other) <= order(edit));
            accepted.insert(at, edit);
        }
        is_free
    });
    fixes.into_iter().map(|(diagnostic, _)| diagnostic).collect()
}

/// The edits of chosen fixes, in source order.
fn edits<'d>(chosen: &[&'d Diagnostic]) -> Vec<&'d Edit> {
    let fixes = chosen.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let mut edits: Vec<&Edit> = fixes.flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| order(edit));
    edits
}

fn order(edit: &Edit) -> (u32, u32) {
    (edit.span.start, edit.span.end)
}

/// Whether the edits point into the text and keep the order that [`Fix`] promises.
fn is_sound(text: &str, edits: &[Edit]) -> bool {
    edits.iter().all(|edit| text.get(edit.span.range()).is_some())
        && edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start)
}

/// Accepted edits are in order and apart, so only the two neighbours can be in the way.
fn is_free(accepted: &[&Edit], edit: &Edit) -> bool {
    let at = accepted.partition_point(|other| order(other) < order(edit));
    let before = at.checked_sub(1).and_then(|at| accepted.get(at));
    !before.into_iter().chain(accepted.get(at)).any(|other| overlap(other, edit))
}

/// Two insertions at one point overlap too: their order would be a guess.
fn overlap(a: &Edit, b: &Edit) -> bool {
    let same_point = a.span.is_empty() && a.span == b.span;
    same_point || (a.span.start < b.span.end && b.span.start < a.span.end)
}

fn rewrite(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.start as usize]);
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn fix(edits: &[(usize, usize, &str)]) -> Diagnostic {
        let edits = edits.iter().map(|&(start, end, text)| Edit { span: Span::new(start, end), text: text.into() });
        Diagnostic::error("a-code", "a message").fix_edits("mend it", edits.collect())
    }

    #[test]
    fn applies_in_source_order_whatever_the_order_of_diagnostics() {
        let fixes = [fix(&[(4, 7, "TWO")]), fix(&[(0, 3, "ONE")])];
        assert_eq!(apply("one two", &fixes).as_deref(), Some("ONE TWO"));
    }

    #[test]
    fn the_first_of_two_that_overlap_wins_whole() {
        let fixes = [fix(&[(2, 5, "x"), (6, 7, "y")]), fix(&[(0, 3, "a")])];
        assert_eq!(apply("0123456789", &fixes).as_deref(), Some("a3456789"));
        let inside = [fix(&[(0, 9, "a")]), fix(&[(4, 4, "b")])];
        assert_eq!(apply("0123456789", &inside).as_deref(), Some("a9"));
    }

    #[test]
    fn insertions_at_one_point_keep_the_first() {
        let fixes = [fix(&[(1, 1, "a")]), fix(&[(1, 1, "b")])];
        assert_eq!(apply("xy", &fixes).as_deref(), Some("xay"));
        let touching = [fix(&[(1, 1, "a")]), fix(&[(1, 2, "b")]), fix(&[(2, 2, "c")])];
        assert_eq!(apply("xyz", &touching).as_deref(), Some("xabcz"));
    }

    #[test]
    fn spans_are_bytes_and_must_fall_between_characters() {
        let text = "설명 = 🚀";
        assert_eq!(apply(text, &[fix(&[(0, 6, "이름"), (9, 13, "é")])]).as_deref(), Some("이름 = é"));
        assert_eq!(apply(text, &[fix(&[(1, 6, "x")])]), None);
        assert_eq!(apply(text, &[fix(&[(0, 99, "x")])]), None);
    }

    #[test]
    fn nothing_to_apply_is_none() {
        assert_eq!(apply("text", &[]), None);
        assert_eq!(apply("text", &[Diagnostic::error("a-code", "no fix")]), None);
        assert_eq!(apply("text", &[fix(&[])]), None);
        assert_eq!(apply("text", &[fix(&[(0, 4, "text")])]), None);
    }

    #[test]
    fn thousands_of_fixes_all_land() {
        let text = "ab".repeat(5_000);
        let fixes: Vec<_> = (0..5_000).rev().map(|at| fix(&[(at * 2, at * 2 + 1, "c")])).collect();
        assert_eq!(apply(&text, &fixes), Some("cb".repeat(5_000)));
    }
}
