//! Languages of one rule or two, in which a fix does what it should or what it should not.

use super::*;
use std::cell::Cell;

/// A word of a text is said to be wrong, with what to write instead; `None` where nobody knows.
type Rule<'r> = (&'r str, Option<&'r str>);

/// One error for each place of each word; the lines are the parts.
fn errors_at(text: &str, rules: &[Rule]) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    for (word, instead) in rules {
        for (at, _) in text.match_indices(word) {
            let span = Span::new(at, at + word.len());
            let error = Diagnostic::error("wrong", format!("{word} is wrong")).label(span, "here");
            errors.push(match instead {
                Some(instead) => error.fix("write another", span, *instead),
                None => error,
            });
        }
    }
    errors
}

fn examined(text: &str, diagnostics: Vec<Diagnostic>) -> Examined {
    let mut parts = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        parts.push(Span::new(start, start + line.len()));
        start += line.len() + 1;
    }
    Examined { diagnostics, unread: Vec::new(), parts }
}

/// Mends a text whose mistakes follow from it.
fn mended(text: &str, rules: impl Fn(&str) -> Vec<Rule<'static>>) -> Option<String> {
    mend(text, &|text| examined(text, errors_at(text, &rules(text))))
}

#[test]
fn every_fix_is_applied_until_none_is_left() {
    let rules = |_: &str| vec![("one", Some("two")), ("two", Some("three"))];
    assert_eq!(mended("one\ntwo", rules).as_deref(), Some("three\nthree"));
    assert_eq!(mended("three", rules), None);
}

#[test]
fn a_fix_that_leads_to_more_errors_elsewhere_is_left_out() {
    let rules =
        |text: &str| if text.contains("bad") { vec![("b", None), ("c", None)] } else { vec![("a", Some("bad"))] };
    assert_eq!(mended("a\nb c\nd", rules), None);
}

#[test]
fn the_other_fixes_of_a_text_are_applied_all_the_same() {
    let rules = |text: &str| {
        let mut rules = vec![("one", Some("1")), ("two", Some("TWO")), ("three", Some("3")), ("four", Some("4"))];
        if text.contains("TWO") {
            rules.extend([("x", None), ("y", None), ("z", None), ("w", None), ("v", None)]);
        }
        rules
    };
    assert_eq!(mended("one\ntwo\nthree\nfour\nv w x y z", rules).as_deref(), Some("1\ntwo\n3\n4\nv w x y z"));
}

#[test]
fn of_two_fixes_that_do_harm_together_the_first_is_applied() {
    let rules = |text: &str| {
        let mut rules = vec![("a", Some("X")), ("b", Some("X"))];
        if text.matches('X').count() > 1 {
            rules = vec![("x", None)];
        }
        rules
    };
    assert_eq!(mended("a\nb\nxxx", rules).as_deref(), Some("X\nb\nxxx"));
}

#[test]
fn errors_that_a_mistake_has_hidden_in_its_own_part_are_no_harm() {
    let rules =
        |text: &str| if text.contains("good") { vec![("b", None), ("c", None)] } else { vec![("a", Some("good"))] };
    assert_eq!(mended("a b c\nd", rules).as_deref(), Some("good b c\nd"));
    assert_eq!(mended("a b\nc", rules), None, "one of them is not in its part");
}

#[test]
fn a_text_without_errors_gets_none() {
    let examine = |text: &str| {
        let warning = Diagnostic::warning("odd", "this is odd").label(Span::new(0, 1), "here");
        examined(
            text,
            if text == "a" {
                vec![warning.fix("write b", Span::new(0, 1), "b")]
            } else {
                errors_at(text, &[("b", None)])
            },
        )
    };
    assert_eq!(mend("a", &examine), None);
}

/// A text in which nothing is read from one word on, to its line's end.
fn read_up_to(text: &str, stop: &str, instead: Option<&str>, rules: &[Rule]) -> Examined {
    let errors = errors_at(text, &[(stop, instead)]);
    let mut found = examined(text, errors.clone());
    found.diagnostics.extend(errors_at(text, rules));
    found.unread = errors;
    found
}

#[test]
fn a_text_that_can_be_read_stays_so() {
    assert_eq!(mend("a", &|text| read_up_to(text, "{", None, &[("a", Some("{"))])), None);
    let both = mend("a\nb", &|text| read_up_to(text, "{", None, &[("a", Some("{")), ("b", Some("c"))]));
    assert_eq!(both.as_deref(), Some("a\nc"));
}

#[test]
fn what_could_not_be_read_may_hide_more_of_its_kind_but_not_for_good() {
    // Behind the first bracket, one that can be mended or one that cannot.
    let step = |text: &str| match text {
        "( ; ;" => vec![("(", Some("<"))],
        "< ; ;" => vec![(";", Some(","))],
        "( ? ?" => vec![("(", Some("<"))],
        "< ? ?" => vec![("?", None)],
        _ => vec![],
    };
    let examine = |text: &str| {
        let errors = errors_at(text, &step(text));
        Examined { unread: errors.clone(), ..examined(text, errors) }
    };
    assert_eq!(mend("( ; ;", &examine).as_deref(), Some("< , ,"));
    assert_eq!(mend("( ? ?", &examine), None);
}

#[test]
fn fixes_that_undo_each_other_or_have_no_end_come_to_one() {
    let examinations = Cell::new(0);
    let examine = |text: &str| {
        examinations.set(examinations.get() + 1);
        examined(text, errors_at(text, &[("a", Some("b")), ("b", Some("a"))]))
    };
    assert!(mend("a", &examine).is_none_or(|text| text == "b"));
    assert!(examinations.get() <= ROUNDS + 1, "{}", examinations.get());
    let grown = mended(&"a".repeat(2_000), |_| vec![("a", Some("aaa"))]);
    assert!(grown.is_none_or(|text| text.len() <= 8_096));
}

#[test]
fn doubtful_fixes_are_not_tried_for_ever() {
    let attempts = Cell::new(0);
    let examine = |text: &str| {
        attempts.set(attempts.get() + 1);
        let harm = if text.contains('X') { vec![("z", None)] } else { vec![] };
        examined(text, [errors_at(text, &[("a", Some("X"))]), errors_at(text, &harm)].concat())
    };
    assert_eq!(mend(&("a\n".repeat(1_000) + &"z".repeat(2_000)), &examine), None);
    assert!(attempts.get() <= ATTEMPTS + 1, "{}", attempts.get());
}
