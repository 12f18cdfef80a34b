//! Each trap of the printer, shown to be out of reach.

use super::{MessageFormat, Style, guard::guard, samples::show_styled};
use crate::{Diagnostic, Source, Span};
use proptest::prelude::*;

fn human(source: &Source, diagnostics: &[Diagnostic]) -> String {
    show_styled(MessageFormat::Human, &Style::plain(), source, diagnostics)
}

fn one(text: &str, start: usize, end: usize) -> String {
    let diagnostic = Diagnostic::error("a-code", "a message").label(Span::new(start, end), "the label");
    human(&Source::new("a.infra", text), &[diagnostic])
}

#[test]
fn a_label_beyond_column_65535_is_drawn() {
    let text = format!("{}here{}", "a".repeat(70_000), "b".repeat(70_000));
    let shown = one(&text, 70_000, 70_004);
    assert!(shown.contains("[a.infra:1:70001]") && shown.contains("…aaa") && shown.contains("aaahere"), "{shown}");
    assert!(shown.contains("the label") && shown.len() < 1_500, "{shown}");
}

#[test]
fn the_header_counts_characters() {
    let text = "stack a\n설명 = \"🚀é\", regio = x\n";
    let at = text.find("regio").unwrap();
    let shown = one(text, at, at + 5);
    assert!(shown.contains("[a.infra:2:12]"), "{shown}");
}

#[test]
fn underlines_stand_under_wide_characters() {
    let text = "설명 = \"🚀é\", regio = x\n";
    let at = text.find("regio").unwrap();
    let shown = one(text, at, at + 5);
    let line = shown.lines().find(|line| line.contains("──┬──")).unwrap();
    // Two more columns for the Hangul and one for the rocket than there are characters.
    let column = line.split("·").nth(1).unwrap().find('─').unwrap();
    assert_eq!(column, 1 + 11 + 3, "{shown}");
}

#[test]
fn an_empty_span_at_the_end_keeps_its_label() {
    for (text, place) in [("abc", "1:4"), ("abc\n", "2:1"), ("abc\r\n", "2:1"), ("", "1:1"), ("설\r", "2:1")] {
        let shown = one(text, text.len(), text.len());
        assert!(shown.contains(&format!("[a.infra:{place}]")), "{text:?}: {shown}");
        assert!(shown.contains('▲') && shown.contains("the label"), "{text:?}: {shown}");
    }
}

#[test]
fn spans_out_of_range_or_inside_a_character_do_no_harm() {
    let text = "설명\n";
    for (start, end) in [(1, 2), (2, 5), (50, 60), (5, 3), (0, usize::from(u16::MAX)), (6, 7), (7, 7)] {
        let shown = one(text, start, end);
        assert!(shown.contains("the label"), "{start}..{end}: {shown}");
    }
}

#[test]
fn nothing_reaches_the_terminal_that_could_steer_it() {
    let bad = "\u{1b}[2J\u{7}\0\u{9b}\u{202e}\u{2066}\u{200f}\u{61c}";
    let source = Source::new(format!("a{bad}.infra"), format!("x{bad}y\rz{bad}\n"));
    let diagnostic = Diagnostic::error("a-code", format!("m{bad}\r\nm"))
        .label(Span::new(0, 1), format!("l{bad}\n"))
        .help(format!("h{bad}\r\nh"))
        .fix(format!("f{bad}"), Span::new(0, 1), format!("w{bad}"));
    for narrated in [false, true] {
        let style = Style { narrated, ..Style::plain() };
        let shown = show_styled(MessageFormat::Human, &style, &source, std::slice::from_ref(&diagnostic));
        let steering = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200f}\u{61c}".contains(c);
        assert!(!shown.contains(steering), "{shown:?}");
        for part in ["m␛[2J␇␀", "l␛", "h␛", "f␛", "w␛", "x␛", "a␛", "<U+202E>", "<U+009B>"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
}

#[test]
fn a_lone_carriage_return_is_a_line_ending() {
    let shown = one("one\rtwo\rthree", 4, 7);
    assert!(shown.contains("[a.infra:2:1]") && shown.contains(" 2 │ two\n"), "{shown}");
}

#[test]
fn labels_over_each_other_start_where_they_are() {
    let diagnostic = Diagnostic::error("a-code", "a message")
        .label(Span::new(0, 12), "outer")
        .label(Span::new(6, 8), "inner")
        .label(Span::new(6, 8), "twice");
    let shown = human(&Source::new("a.infra", "0123456789ab"), &[diagnostic]);
    assert!(shown.contains("· ───┬──┬─\n") || shown.contains("· ───┬───┬\n"), "{shown}");
    assert!(shown.contains("inner; twice"), "{shown}");
}

#[test]
fn labels_far_apart_do_not_print_what_lies_between() {
    let text = "line\n".repeat(3_000);
    let diagnostic = Diagnostic::error("a-code", "a message")
        .label(Span::new(5_000, 5_004), "one")
        .label(Span::new(9_500, 9_504), "two");
    let shown = human(&Source::new("a.infra", text), &[diagnostic]);
    assert!(shown.contains("[a.infra:1001:1]") && shown.contains("[a.infra:1901:1]"), "{shown}");
    assert!(shown.lines().count() < 20, "{shown}");
}

#[test]
fn a_label_over_many_lines_shows_its_first() {
    let text = "line\n".repeat(3_000);
    let shown = one(&text, 0, text.len());
    assert!(shown.contains("the label") && shown.lines().count() < 12, "{shown}");
}

#[test]
fn at_most_twenty_labels() {
    let text = "ab\n".repeat(100);
    let diagnostic = (0..100).fold(Diagnostic::error("a-code", "a message"), |diagnostic, at| {
        diagnostic.label(Span::new(at * 3, at * 3 + 1), format!("label {at}."))
    });
    let shown = human(&Source::new("a.infra", text), &[diagnostic]);
    assert!(shown.contains("label 19.") && !shown.contains("label 20."), "{shown}");
    assert!(shown.contains("and 80 more places that are not shown"), "{shown}");
}

#[test]
fn at_most_fifty_diagnostics_and_errors_first() {
    let mut all = vec![Diagnostic::warning("w-code", "a warning"); 5_000];
    all.push(Diagnostic::error("e-code", "an error"));
    let shown = human(&Source::new("a.infra", ""), &all);
    assert_eq!(shown.matches("warning[w-code]").count(), 49);
    assert!(shown.contains("error[e-code]"), "{shown}");
    assert!(shown.ends_with(
        "and 4951 more that are not shown\n1 error, 5000 warnings in a.infra\nmore: infrac explain e-code\n"
    ));
}

#[test]
fn texts_without_end_are_cut() {
    let long = "word ".repeat(200_000);
    let diagnostic = Diagnostic::error("a-code", &*long).label(Span::new(0, 1), &*long).help(&*long);
    let shown = human(&Source::new(&*long, "x"), &[diagnostic.clone().fix(&*long, Span::new(0, 1), &*long)]);
    assert!(shown.len() < 10_000, "{}", shown.len());
}

#[test]
fn the_printer_gets_a_small_piece_of_a_large_file() {
    let text = "name = value\n".repeat(600_000);
    let end = text.len();
    let source = Source::new("a.infra", text);
    let last = Diagnostic::error("a-code", "a").label(Span::new(end - 13, end - 9), "b");
    let all: Vec<_> = (0..50)
        .map(|at| Diagnostic::error("a-code", "a").label(Span::new(end - 13 - at * 13, end - 9 - at * 13), "b"))
        .collect();
    // It scans what it gets from the start, several times for each label.
    assert!(all.iter().all(|one| guard(&source, one, 80).excerpt.text.len() < 200));
    assert!(human(&source, &[last]).contains("[a.infra:600000:1]"));
    assert!(human(&source, &all).len() < 50 * 300);
}

#[test]
fn thousands_of_places_on_one_line_take_room_once_each() {
    let text = "é = 1, ".repeat(100_000);
    let all: Vec<_> =
        (0..20_000).map(|at| Diagnostic::error("a-code", "a").label(Span::new(at * 40, at * 40 + 3), "b")).collect();
    let source = Source::new("a.infra", text);
    for format in [MessageFormat::Short, MessageFormat::Json, MessageFormat::Sarif, MessageFormat::Github] {
        let shown = show_styled(format, &Style::plain(), &source, &all);
        assert!(shown.len() < all.len() * 400, "{format:?} writes {} bytes", shown.len());
    }
    let short = show_styled(MessageFormat::Short, &Style::plain(), &source, &all);
    // Eight bytes are seven characters.
    assert_eq!(short.lines().count(), all.len());
    assert_eq!(short.lines().last(), Some("a.infra:1:699966: error[a-code]: a"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_and_any_spans_render_in_every_format(
        text in "([a설🚀é\t \u{1b}\u{202e}\u{feff}]|\r|\n|\r\n|a{90}){0,30}",
        spans in prop::collection::vec((0u32..200, 0u32..200), 0..6),
        width in 40usize..100,
        (unicode, narrated, color) in any::<(bool, bool, bool)>(),
    ) {
        let style = Style { color, unicode, width, narrated };
        let source = Source::new("a.infra", text);
        let diagnostic = spans.iter().enumerate().fold(Diagnostic::error("a-code", "a message"), |diagnostic, (at, &(start, end))| {
            diagnostic.label(Span { start, end }, format!("label-{at}"))
        });
        let shown = show_styled(MessageFormat::Human, &style, &source, std::slice::from_ref(&diagnostic));
        for at in 0..spans.len() {
            let label = format!("label-{at}");
            prop_assert!(shown.contains(&label), "{} is lost:\n{}", label, shown);
        }
        for format in [MessageFormat::Short, MessageFormat::Json, MessageFormat::Sarif, MessageFormat::Github] {
            show_styled(format, &style, &source, std::slice::from_ref(&diagnostic));
        }
    }
}
