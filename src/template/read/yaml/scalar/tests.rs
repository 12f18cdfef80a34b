use super::*;

/// A scalar and what it is, as PyYAML reads it.
const SCALARS: &[(&str, Kind<'static>)] = &[
    ("", Kind::Null),
    ("~", Kind::Null),
    ("NULL", Kind::Null),
    ("yes", Kind::Bool(true)),
    ("Off", Kind::Bool(false)),
    ("0", Kind::Int(0)),
    ("-0", Kind::Int(0)),
    ("+12", Kind::Int(12)),
    ("1_000", Kind::Int(1000)),
    ("010", Kind::Int(8)),
    ("0b1010_0111", Kind::Int(167)),
    ("0x_0A_74_AE", Kind::Int(685_230)),
    ("190:20:30", Kind::Int(685_230)),
    ("-1:30", Kind::Int(-90)),
    ("012345670123", Kind::Int(1_402_433_619)),
    ("1.", Kind::Float(1.0)),
    (".5", Kind::Float(0.5)),
    ("-6.02e+23", Kind::Float(-6.02e23)),
    ("685_230.15", Kind::Float(685_230.15)),
    ("190:20:30.15", Kind::Float(685_230.15)),
    ("18446744073709551616", Kind::Float(18_446_744_073_709_551_616.0)),
];

const TEXTS: &str = "y n nULL 08 012345678901 1e3 1.5e3 1.5e+ +.5 -.5 . .e+1 0o7 0xg 1:60 01:30 1:2:345 2012-10-17 \
    2001-12-14t21:59:43.10-05:00 10.0.0.0 10.0.0.0/16 - + -- -x 1.2.3 = 1,000 0b2 t3.micro -.nan ._5";

fn same(one: &Kind, other: &Kind) -> bool {
    format!("{one:?}") == format!("{other:?}")
}

fn read(text: &str) -> Kind<'_> {
    resolve(text.into(), Span::default(), &mut Problems::default())
}

#[test]
fn scalars_are_those_of_the_first_version() {
    for (text, kind) in SCALARS {
        let found = read(text);
        assert!(same(&found, kind), "{text}: {found:?}");
    }
}

#[test]
fn what_looks_like_something_else_is_a_text() {
    for text in TEXTS.split_whitespace() {
        assert!(matches!(read(text), Kind::Text(_)), "{text}: {:?}", read(text));
    }
}

#[test]
fn what_no_template_can_hold_is_reported() {
    for (text, code) in [
        (".inf", "invalid-yaml"),
        ("-.INF", "invalid-yaml"),
        (".NaN", "invalid-yaml"),
        ("9223372036854775808", "loses-digits"),
    ] {
        let mut found = Problems::default();
        resolve(text.into(), Span::default(), &mut found);
        assert_eq!(found.sorted().first().map(|problem| problem.code), Some(code), "{text}");
    }
}
