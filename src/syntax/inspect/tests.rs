//! Each code, at its exact place.

use super::*;
use crate::source::Source;

fn found(text: &str) -> Vec<(&'static str, &str)> {
    let of = |found: &Diagnostic| (found.code, &text[found.span().range()]);
    inspect(text).diagnostics.iter().map(of).collect()
}

fn fixed(text: &str) -> String {
    let edits = inspect(text).diagnostics.into_iter().filter_map(|found| found.fix).flat_map(|fix| fix.edits);
    let mut edits: Vec<_> = edits.collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mut fixed = text.to_owned();
    for edit in edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.text);
    }
    fixed
}

#[test]
fn plain_texts_are_clean() {
    for text in [
        "",
        "bucket \"b\" < public_access = block >\r\n\trole web trusts ec2\n",
        "description = \"업로드 이미지 — “저장” ＜장소＞ 🎉\" # 주석 — ＜ “\n",
        "user_data = \"\"\"\n“a” \"b\" ＜\n${join(\"—\", [a, b])} а\n\"\"\"\n",
        "버킷 < 이름 = 한국어 >",
        "bucket корзина",
        "x = \"$${ — \\\" — \\\\\" # \"",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn look_alikes_in_code_are_named_and_repaired() {
    let text = "# 업로드 🎉\r\nbucket \"b\" ＜ public_access ＝ block ＞";
    assert_eq!(found(text), [("look-alike", "＜"), ("look-alike", "＝"), ("look-alike", "＞")]);
    assert_eq!(inspect(text).diagnostics[0].message, "`＜` is U+FF1C FULLWIDTH LESS-THAN SIGN, expected `<`");
    assert_eq!(fixed(text), "# 업로드 🎉\r\nbucket \"b\" < public_access = block >");
    assert_eq!(fixed("bucket \"b\" <\u{A0}versioning\u{3000}=\u{200B} on >"), "bucket \"b\" < versioning = on >");
    assert_eq!(fixed("rоlе web–01 trusts ec2"), "role web-01 trusts ec2");
    assert_eq!(fixed("ｒｏｌｅ　ｗｅｂ＜"), "role web<");
}

#[test]
fn one_word_is_one_finding() {
    let text = "rоlе web";
    let all = inspect(text).diagnostics;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].message, "`о` is U+043E CYRILLIC SMALL LETTER O, expected `o` (and 1 more)");
    assert_eq!(all[0].help.as_deref(), Some("write `role`"));
    assert_eq!(all[0].labels.len(), 2);
}

#[test]
fn typographic_quotes_are_a_pair() {
    let text = "bucket “업로드 — b” as uploads";
    assert_eq!(found(text), [("look-alike", "“")]);
    assert_eq!(inspect(text).diagnostics[0].labels.len(), 2);
    assert_eq!(fixed(text), "bucket \"업로드 — b\" as uploads");
    assert_eq!(fixed("a = “${f(‘x’)}”"), "a = \"${f(\"x\")}\"");
    assert!(inspect("bucket “b\nrole web").diagnostics[0].fix.is_none());
}

#[test]
fn an_ellipsis_has_no_sure_fix() {
    let found = &inspect("x = 1…4").diagnostics[0];
    assert_eq!((found.code, found.fix.is_none()), ("look-alike", true));
}

#[test]
fn bidi_is_found_everywhere() {
    let text = "# 주석 \u{202E}x\nbucket \"a\u{2066}\u{2067}\" \u{202D}";
    let expected = [("bidi-control", "\u{202E}"), ("bidi-control", "\u{2066}\u{2067}"), ("bidi-control", "\u{202D}")];
    assert_eq!(found(text), expected);
    assert_eq!(fixed(text), "# 주석 x\nbucket \"a\\u{2066}\\u{2067}\" ");
}

#[test]
fn controls_are_found_everywhere() {
    let text = "# 🎉\u{1B}[31m\r\na = \"b\0\u{7}\" \u{8}";
    assert_eq!(
        found(text),
        [("control-character", "\u{1B}"), ("control-character", "\0\u{7}"), ("control-character", "\u{8}")]
    );
    assert_eq!(fixed(text), "# 🎉[31m\r\na = \"b\\u{0}\\u{7}\" ");
    for separator in ["\u{B}", "\u{85}", "\u{2028}"] {
        let found = &inspect(&format!("a {separator} b")).diagnostics[0];
        assert_eq!((found.code, found.fix.is_none()), ("control-character", true));
    }
    assert!(inspect("a = \"\\\u{1B}\"").diagnostics[0].fix.is_none());
}

#[test]
fn lone_carriage_returns_are_one_finding() {
    assert_eq!(found("a\rb\r\nc\r"), [("lone-carriage-return", "\r")]);
    assert_eq!(fixed("# a\rb\r\nc\r\r\n\r"), "# a\nb\r\nc\r\n\n");
}

#[test]
fn nesting_has_a_limit() {
    let deep = |levels| format!("{}{}", "<[(".repeat(22).chars().take(levels).collect::<String>(), ">");
    assert!(!inspect(&deep(64)).fatal);
    let text = deep(65);
    let all = inspect(&text);
    assert!(all.fatal);
    assert_eq!((all.diagnostics[0].code, all.diagnostics[0].span()), ("nested-too-deeply", Span::new(64, 65)));
    assert_eq!(all.diagnostics[0].labels[1].span, Span::new(0, 1));
    assert!(!inspect(&"< [ ( a ) ] >\n".repeat(100)).fatal);
    assert!(!inspect(&format!("# {}\na = \"{}\"", "<".repeat(100), "[".repeat(100))).fatal);
}

#[test]
fn interpolations_nest_too() {
    let nested = |levels: usize| format!("a = {}{}", "\"${".repeat(levels), "}\"".repeat(levels));
    assert!(!inspect(&nested(64)).fatal);
    let text = nested(65);
    assert_eq!(found(&text), [("nested-too-deeply", "${")]);
    let text = format!("a = \"\"\"\n${{ {} }}\n\"\"\"", "(".repeat(64));
    assert_eq!(found(&text), [("nested-too-deeply", "(")]);
}

#[test]
fn an_open_string_ends_with_its_line() {
    let text = format!("a = \"open\nb = {}", "<".repeat(65));
    assert_eq!(found(&text), [("nested-too-deeply", "<")]);
    assert_eq!(found("a = \"open —\nb = —"), [("look-alike", "—")]);
    assert_eq!(found("a = \"open ${x\nb = — \"—\""), [("look-alike", "—")]);
}

#[test]
fn a_bracket_closes_what_was_left_open_in_it() {
    assert!(!inspect(&"< ( [ >\n".repeat(100)).fatal);
    assert!(!inspect(&"＜ a >\n".repeat(40)).fatal);
    assert!(inspect(&"( >\n".repeat(65)).fatal);
}

#[test]
fn lines_have_a_limit() {
    let lines = |count| "a b\n\n# c\n".repeat(count);
    assert!(!inspect(&lines(MOST_LINES)).fatal);
    let all = inspect(&lines(MOST_LINES + 1));
    assert_eq!((all.fatal, all.diagnostics[0].code), (true, "too-many-statements"));
    assert_eq!(all.diagnostics[0].span(), Span::new(9 * MOST_LINES, 9 * MOST_LINES + 3));
}

#[test]
fn words_have_a_limit() {
    for before in 0..40 {
        let text = |count| format!("{}<{} {}", " ".repeat(before), "b".repeat(30), "a-".repeat(count));
        assert!(!inspect(&text(127)).fatal, "{before}");
        let long = text(128);
        let start = before + 32;
        let all = inspect(&long);
        assert_eq!((all.fatal, all.diagnostics[0].span()), (true, Span::new(start, start + 256)), "{before}");
    }
    let long = "a".repeat(9999);
    assert_eq!(found(&format!("# {long}\na = \"{long}\"\nb = \"\"\"{long}\"\"\"")), []);
    assert_eq!(found(&format!("\"${{{long}}}\""))[0].0, "name-too-long");
}

#[test]
fn findings_are_bounded() {
    let text = "— ".repeat(1000) + "\r" + &"<".repeat(65);
    let all = inspect(&text);
    assert_eq!((all.diagnostics.len(), all.fatal), (MOST_FINDINGS, true));
}

#[test]
fn a_place_in_code_is_covered() {
    let text = "a ＜ b # \u{202E}";
    let all = inspect(text);
    assert_eq!(all.diagnostics.len(), 2);
    assert!(all.covers(Span::new(0, 3)) && all.covers(Span::new(2, 5)));
    assert!(!all.covers(Span::new(0, 2)) && !all.covers(Span::new(5, text.len())));
}

#[test]
fn the_tables_are_sorted_and_apart() {
    assert!(look_alikes::TABLE.windows(2).all(|pair| pair[0].point < pair[1].point));
    assert!(look_alikes::TABLE.iter().all(|row| hidden::find(row.point).is_none() && row.ascii.is_ascii()));
}

fn refused(bytes: &[u8]) -> (Source, Diagnostic) {
    let (source, mut all) = decode("a.infra", bytes.to_vec()).expect_err("refused");
    assert_eq!(all.len(), 1);
    assert!(source.text().get(all[0].span().range()).is_some());
    (source, all.remove(0))
}

#[test]
fn utf8_is_decoded_without_its_mark() {
    assert_eq!(
        decode("a", b"\xEF\xBB\xBFrole".to_vec()).map(|source| source.text().to_owned()).ok(),
        Some("role".into())
    );
    assert_eq!(decode("a", "역할\0".into()).map(|source| source.text().to_owned()).ok(), Some("역할\0".into()));
    assert!(decode("a", vec![]).is_ok());
}

#[test]
fn other_encodings_are_told() {
    let (source, found) = refused(b"\xEF\xBB\xBFab\n\xEA\xB0\x80 \xB0\xA1");
    assert_eq!(found.message, "byte 0xB0 at offset 10, on line 2, is not UTF-8");
    assert_eq!(source.slice(found.span()), "\u{FFFD}");
    let utf16 = |mark: bool, bytes: fn(u16) -> [u8; 2]| {
        let text = if mark { "\u{FEFF}역할 web" } else { "role 웹 web" };
        refused(&text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>())
    };
    for (source, found) in [utf16(true, u16::to_le_bytes), utf16(true, u16::to_be_bytes)] {
        assert_eq!((found.code, source.text()), ("utf16", "역할 web"));
    }
    for (source, found) in [utf16(false, u16::to_le_bytes), utf16(false, u16::to_be_bytes)] {
        assert_eq!((found.code, source.text()), ("utf16", "role 웹 web"));
    }
    assert_eq!(refused(b"\xFF\xFE").1.code, "utf16");
}

#[test]
fn a_file_has_a_largest_size() {
    assert!(decode("a", vec![b' '; MOST_BYTES]).is_ok());
    assert_eq!(refused(&vec![b' '; MOST_BYTES + 1]).1.code, "file-too-large");
}

#[test]
fn a_backslash_in_a_text_of_several_lines_escapes_nothing() {
    // The text ends at its first three quotes, so that what follows is code.
    let all = inspect("x y < text = \"\"\"a \\\"\"\", other = ＜ >\n");
    assert_eq!(all.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["look-alike"]);
}
