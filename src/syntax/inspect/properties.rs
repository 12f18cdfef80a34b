//! What holds for every text.

use super::*;
use crate::diagnostic::{Edit, Fix};
use proptest::prelude::*;

/// Pieces that change the state, deceive, or both.
const PIECES: &[&str] = &[
    "<", ">", "[", "]", "(", ")", "${", "$", "{", "}", "\"", "\"\"\"", "\\", "#", " ", "\t", "\n", "\r", "\r\n", "a",
    "web-01", "_", "\0", "\u{1B}", "\u{B}", "\u{85}", "\u{2028}", "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}",
    "\u{200D}", "\u{A0}", "　", "＜", "＞", "（", "＃", "＂", "“", "”", "’", "–", "…", "а", "ж", "Α", "ｗ", "역할",
    "🎉", "é",
];

fn nasty() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..80).prop_map(|pieces| pieces.concat())
}

/// The text after the fix, and where the replacements lie in it.
fn apply(text: &str, fix: &Fix) -> (String, Vec<Span>) {
    let (mut fixed, mut places, mut at) = (String::new(), Vec::new(), 0);
    for Edit { span, text: new } in &fix.edits {
        fixed.push_str(&text[at..span.start as usize]);
        places.push(Span::new(fixed.len(), fixed.len() + new.len()));
        fixed.push_str(new);
        at = span.end as usize;
    }
    fixed.push_str(&text[at..]);
    (fixed, places)
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let all = inspect(text);
    prop_assert!(all.diagnostics.len() <= MOST_FINDINGS);
    prop_assert!(all.diagnostics.is_sorted_by_key(|found| found.span().start));
    prop_assert!(all.places.windows(2).all(|pair| pair[0].end <= pair[1].start));
    for found in &all.diagnostics {
        for label in &found.labels {
            prop_assert!(!label.span.is_empty() && text.get(label.span.range()).is_some(), "{label:?}");
        }
        let Some(fix) = &found.fix else { continue };
        prop_assert!(fix.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        let (fixed, places) = apply(text, fix);
        for again in inspect(&fixed).diagnostics.iter().filter(|again| again.code == found.code) {
            let touched = again.labels.iter().any(|label| places.iter().any(|place| overlap(*place, label.span)));
            prop_assert!(!touched, "{found:?} again as {again:?} in {fixed:?}");
        }
    }
    Ok(())
}

/// Applies all fixes of one code after the other until none is left.
fn settles(text: &str) -> Result<(), TestCaseError> {
    let mut text = text.to_owned();
    for _ in 0..200 {
        let Some(fix) = inspect(&text).diagnostics.into_iter().find_map(|found| found.fix) else { return Ok(()) };
        text = apply(&text, &fix).0;
    }
    Err(TestCaseError::fail(format!("no end of fixes: {text:?}")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nasty_texts_are_survived(text in nasty()) {
        check(&text)?;
        settles(&text)?;
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err((source, all)) = decode("a.infra", bytes) {
            prop_assert!(all.iter().all(|found| source.text().get(found.span().range()).is_some()));
            prop_assert!(!all.is_empty());
        }
    }
}
