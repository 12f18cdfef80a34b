//! The pages of this module's codes: the bad example yields the code, the good one nothing.

use super::*;

const PAGES: &[(&str, &str)] = &[
    ("bidi-control", include_str!("../../explain/bidi-control.md")),
    ("control-character", include_str!("../../explain/control-character.md")),
    ("file-too-large", include_str!("../../explain/file-too-large.md")),
    ("lone-carriage-return", include_str!("../../explain/lone-carriage-return.md")),
    ("look-alike", include_str!("../../explain/look-alike.md")),
    ("name-too-long", include_str!("../../explain/name-too-long.md")),
    ("nested-too-deeply", include_str!("../../explain/nested-too-deeply.md")),
    ("not-utf8", include_str!("../../explain/not-utf8.md")),
    ("too-many-statements", include_str!("../../explain/too-many-statements.md")),
    ("utf16", include_str!("../../explain/utf16.md")),
];

/// The bytes of the first example below the heading.
fn example(page: &str, heading: &str) -> Vec<u8> {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).expect("a heading");
    let (_, rest) = rest.split_once("```").expect("a fence");
    let (form, rest) = rest.split_once('\n').expect("a line");
    let (body, _) = rest.split_once("```").expect("an end");
    match form {
        "infra" => body.into(),
        "infra-escaped" => unescape(body),
        "infra-generated" => body.lines().flat_map(generate).collect(),
        other => panic!("unknown form {other}"),
    }
}

/// `repeat COUNT "TEXT"`, the text escaped.
fn generate(line: &str) -> Vec<u8> {
    let (count, text) = line.strip_prefix("repeat ").and_then(|rest| rest.split_once(' ')).expect("repeat COUNT");
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).expect("a quoted text");
    unescape(text).repeat(count.parse().expect("a count"))
}

/// `\xHH` is a byte, `\u{…}` a character, `\n`, `\r` and `\\` what they always are.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut parts = text.split('\\');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    while let Some(part) = parts.next() {
        let rest = match part.as_bytes().first() {
            Some(b'n') => (vec![b'\n'], &part[1..]),
            Some(b'r') => (vec![b'\r'], &part[1..]),
            Some(b'x') => (vec![u8::from_str_radix(&part[1..3], 16).expect("hex")], &part[3..]),
            Some(b'u') => {
                let (hex, rest) = part[2..].split_once('}').expect("an end");
                let point = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).expect("a character");
                (point.to_string().into_bytes(), rest)
            }
            None => (vec![b'\\'], parts.next().unwrap_or_default()),
            Some(other) => panic!("unknown escape {other}"),
        };
        bytes.extend(rest.0);
        bytes.extend(rest.1.bytes());
    }
    bytes
}

fn codes(bytes: Vec<u8>) -> Vec<&'static str> {
    let all = match decode("page.infra", bytes) {
        Ok(source) => inspect(source.text()).diagnostics,
        Err((_, all)) => all,
    };
    all.iter().map(|found| found.code).collect()
}

#[test]
fn every_page_shows_its_code() {
    for (code, page) in PAGES {
        assert!(page.starts_with(&format!("# {code}\n\n")), "{code}");
        assert_eq!(codes(example(page, "Bad")), [*code]);
        assert_eq!(codes(example(page, "Good")), [""; 0], "{code}");
    }
}
