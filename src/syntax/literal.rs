//! Numbers, addresses, escapes and multi-line text: the meaning of a literal's spelling.

use super::ast::{ExprKind, Part};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use std::borrow::Cow;
use std::net::IpAddr;

/// A literal that starts with a digit, or an IPv6 address.
pub fn numeric<'a>(text: &'a str, span: Span) -> (ExprKind<'a>, Option<Diagnostic>) {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit()).count();
    let fraction = text[digits..]
        .strip_prefix('.')
        .map_or(0, |rest| 1 + rest.bytes().take_while(|byte| byte.is_ascii_digit()).count());
    let (number, unit) = text.split_at(digits + fraction);
    if digits > 0 && unit.is_empty() {
        return (ExprKind::Number(text.into()), None);
    }
    if digits > 0 && unit.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return (ExprKind::Quantity(number, unit), None);
    }
    (ExprKind::Cidr(text), cidr_problem(text, span))
}

/// A name that starts with a digit, or an account that is written with hyphens.
fn name_problem(text: &str, span: Span) -> Option<Diagnostic> {
    if !text.contains(['-', '_']) || text.contains(['/', ':']) {
        return None;
    }
    let problem =
        Diagnostic::error("quotes-needed", format!("`{text}` needs quotes: a bare name starts with a letter"))
            .label(span, "put this in quotes");
    let digits: String = text.chars().filter(|c| *c != '-').collect();
    if digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(problem.help(format!("an account is its 12 digits, without hyphens: {digits}")));
    }
    Some(problem.fix("put it in quotes", span, format!("\"{text}\"")))
}

fn cidr_problem(text: &str, span: Span) -> Option<Diagnostic> {
    let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
    let Ok(address) = address.parse::<IpAddr>() else {
        if let Some(problem) = name_problem(text, span) {
            return Some(problem);
        }
        let problem =
            Diagnostic::error("malformed-literal", format!("`{text}` is neither a number, a quantity nor an address"))
                .label(span, "not a number, a quantity or an address");
        return Some(if text.contains('/') && !text.contains('.') && !text.contains(':') {
            problem.help("to divide, put spaces around `/`; for a text, put it in quotes")
        } else if text.contains('/') {
            // Quotes would only hide a mistyped address.
            problem.help("an address looks like 10.0.0.0/16 or 2001:db8::/32; a text goes in quotes")
        } else {
            problem.help("an address looks like 10.0.0.0/16 or 2001:db8::/32; a text goes in quotes").fix(
                "put it in quotes",
                span,
                format!("\"{text}\""),
            )
        });
    };
    let limit = if address.is_ipv4() { 32 } else { 128 };
    let prefix = prefix?;
    if prefix.parse::<u8>().is_ok_and(|length| length <= limit) {
        return None;
    }
    let at = Span { start: span.end - prefix.len() as u32, end: span.end };
    Some(
        Diagnostic::error("malformed-literal", format!("a prefix length is 0 to {limit} here, found `{prefix}`"))
            .label(at, format!("not within 0 to {limit}")),
    )
}

/// The text that an escape stands for.
pub fn escape<'a>(text: &'a str, span: Span) -> (Cow<'a, str>, Option<Diagnostic>) {
    let plain = match &text[1..] {
        "\"" => "\"",
        "\\" => "\\",
        "n" => "\n",
        "t" => "\t",
        other => return unicode_escape(text, other, span),
    };
    (Cow::Borrowed(plain), None)
}

/// What is wrong with the escapes in the text of a key, which starts here.
pub fn escapes(text: &str, start: u32) -> Option<Diagnostic> {
    pieces(text).find_map(|(at, piece)| {
        let span = Span { start: start + at as u32, end: start + (at + piece.len()) as u32 };
        if piece.starts_with('\\') { escape(piece, span).1 } else { None }
    })
}

/// The text that a key in quotes stands for.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['\\', '$']) {
        return Cow::Borrowed(text);
    }
    let spelled = pieces(text).map(|(_, piece)| match piece {
        "$${" => Cow::Borrowed("${"),
        piece if piece.starts_with('\\') => escape(piece, Span::default()).0,
        piece => Cow::Borrowed(piece),
    });
    Cow::Owned(spelled.collect())
}

/// A text in pieces: escapes, `$${`, and what stands between, with their offsets.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = match rest.as_bytes() {
            [b'\\', b'u', b'{', ..] => rest.find('}').map_or(rest.len(), |end| end + 1),
            [b'\\', ..] => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            [b'$', b'$', b'{', ..] => 3,
            _ => {
                let first = rest.chars().next().map_or(0, char::len_utf8);
                rest[first..].find(['\\', '$']).map_or(rest.len(), |end| end + first)
            }
        };
        at += length;
        Some((at - length, &rest[..length]))
    })
}

fn unicode_escape<'a>(text: &'a str, rest: &str, span: Span) -> (Cow<'a, str>, Option<Diagnostic>) {
    let digits = rest.strip_prefix("u{").and_then(|rest| rest.strip_suffix('}'));
    let character = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
    if let Some(character) = character {
        return (Cow::Owned(character.to_string()), None);
    }
    let problem =
        Diagnostic::error("unknown-escape", format!("`{text}` is not an escape")).label(span, "not an escape").help(
            "the escapes are \\\" \\\\ \\n \\t and \\u{…} with a code point in hexadecimal; a backslash itself is \\\\",
        );
    let problem =
        if digits.is_some() { problem } else { problem.fix("write the backslash itself", span, format!("\\{text}")) };
    (Cow::Borrowed(text), Some(problem))
}

/// Adds text to the parts, joined to a text in front of it.
pub fn push<'a>(parts: &mut Vec<Part<'a>>, text: Cow<'a, str>) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(Part::Text(last)) => last.to_mut().push_str(&text),
        _ => parts.push(Part::Text(text)),
    }
}

/// A plain text when there is no interpolation.
pub fn joined(parts: Vec<Part<'_>>) -> ExprKind<'_> {
    let mut merged = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Part::Text(text) => push(&mut merged, text),
            Part::Value(_) => merged.push(part),
        }
    }
    if merged.iter().any(|part| matches!(part, Part::Value(_))) {
        return ExprKind::Template(merged);
    }
    match merged.pop() {
        Some(Part::Text(text)) => ExprKind::Text(text),
        Some(Part::Value(_)) | None => ExprKind::Text(Cow::Borrowed("")),
    }
}

/// Takes the common indentation out of a multi-line text, and the line ends next to its quotes.
///
/// Blank lines and the line of the closing quotes do not count: a script starts at its `#!` wherever they stand.
/// CRLF becomes LF, because a shell would take the CR for text.
pub fn dedent(mut parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    for part in &mut parts {
        if let Part::Text(text) = part
            && text.contains('\r')
        {
            *text = Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }
    let indentation = common_indentation(&parts);
    for part in &mut parts {
        if let Part::Text(text) = part {
            *text = Cow::Owned(without_indentation(text, indentation));
        }
    }
    if let Some(Part::Text(first)) = parts.first_mut()
        && let Some(rest) = first.strip_prefix('\n')
    {
        *first = Cow::Owned(rest.to_owned());
    }
    if let Some(Part::Text(last)) = parts.last_mut()
        && let Some((before, after)) = last.rsplit_once('\n')
        && after.trim_matches([' ', '\t']).is_empty()
    {
        *last = Cow::Owned(format!("{before}\n"));
    }
    parts
}

fn common_indentation(parts: &[Part<'_>]) -> usize {
    let mut common = usize::MAX;
    for (index, part) in parts.iter().enumerate() {
        let Part::Text(text) = part else { continue };
        let mut lines = text.split('\n').skip(1).peekable();
        while let Some(line) = lines.next() {
            let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
            let last_of_part = lines.peek().is_none();
            // An empty line says nothing, but what stands before a value does.
            if indentation < line.len() || (last_of_part && index + 1 < parts.len()) {
                common = common.min(indentation);
            }
        }
    }
    if common == usize::MAX { 0 } else { common }
}

fn without_indentation(text: &str, indentation: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index == 0 {
            out.push_str(line);
            continue;
        }
        out.push('\n');
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        out.push_str(&line[blanks.min(indentation)..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dedented(text: &str) -> String {
        match joined(dedent(vec![Part::Text(text.into())])) {
            ExprKind::Text(text) => text.into_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn multi_line_text_loses_its_common_indentation() {
        assert_eq!(
            dedented("\n    #!/bin/sh\n      yum update\n\n    exit 0\n    "),
            "#!/bin/sh\n  yum update\n\nexit 0\n"
        );
        assert_eq!(dedented("one line"), "one line");
        assert_eq!(dedented("\r\n  a\r\n  b\r\n"), "a\nb\n");
        assert_eq!(dedented("\n  a\n b"), " a\nb");
        assert_eq!(dedented("\n    #!/bin/sh\n    exit 0\n  "), "#!/bin/sh\nexit 0\n");
    }

    #[test]
    fn literals_are_told_apart() {
        let kind = |text| numeric(text, Span::new(0, 1)).0;
        assert_eq!(kind("42"), ExprKind::Number("42".into()));
        assert_eq!(kind("1.50"), ExprKind::Number("1.50".into()));
        assert_eq!(kind("20GiB"), ExprKind::Quantity("20", "GiB"));
        assert_eq!(kind("10.0.0.0/16"), ExprKind::Cidr("10.0.0.0/16"));
        assert_eq!(kind("2001:db8::/32"), ExprKind::Cidr("2001:db8::/32"));
        for good in ["10.0.0.0/16", "::/0", "fd00::/8", "10.1.2.3"] {
            assert!(numeric(good, Span::new(0, good.len())).1.is_none(), "{good}");
        }
        for bad in ["10.0.0/16", "10.0.0.0/33", "300.0.0.0/8", "4/2", "12:30", "::/129"] {
            assert!(numeric(bad, Span::new(0, bad.len())).1.is_some(), "{bad}");
        }
    }
}
