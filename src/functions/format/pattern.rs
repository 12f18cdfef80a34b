//! The pattern of `format`: text, and places for values.

/// Digits that a number can be filled up to; more than any number has.
pub const WIDEST: usize = 20;

/// A part of a pattern.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// What stands for itself.
    Text(&'t str),
    /// `%s`
    Value,
    /// `%d`, or `%02d` with its width.
    Number(usize),
}

/// What is wrong with a pattern.
#[derive(Debug, PartialEq, Eq)]
pub enum Malformed<'t> {
    /// What follows a percent sign has no meaning.
    Unknown(&'t str),
    /// A number is to be wider than [`WIDEST`].
    Width(&'t str),
}

/// The parts of a pattern in their order.
pub fn pieces(pattern: &str) -> Result<Vec<Piece<'_>>, Malformed<'_>> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        pieces.push(Piece::Text(&rest[..at]));
        let place = &rest[at..];
        let width = place[1..].bytes().take_while(u8::is_ascii_digit).count();
        let (digits, verb) = (&place[1..=width], place[1 + width..].chars().next());
        let end = 1 + width + verb.map_or(0, char::len_utf8);
        pieces.push(match (digits, verb) {
            ("", Some('%')) => Piece::Text("%"),
            ("", Some('s')) => Piece::Value,
            ("", Some('d')) => Piece::Number(0),
            (digits, Some('d')) if digits.starts_with('0') => match digits.parse() {
                Ok(width) if width <= WIDEST => Piece::Number(width),
                _ => return Err(Malformed::Width(digits.trim_start_matches('0'))),
            },
            _ => return Err(Malformed::Unknown(&place[..end])),
        });
        rest = &place[end..];
    }
    pieces.push(Piece::Text(rest));
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found() {
        let found = pieces("a%sb%%c%d%02d")
            .map(|found| found.into_iter().filter(|piece| *piece != Piece::Text("")).collect::<Vec<_>>());
        let text = |text| Piece::Text(text);
        let expected =
            vec![text("a"), Piece::Value, text("b"), text("%"), text("c"), Piece::Number(0), Piece::Number(2)];
        assert_eq!(found, Ok(expected));
    }

    #[test]
    fn what_has_no_meaning_is_said() {
        for (pattern, verb) in
            [("%", "%"), ("a %5d", "%5d"), ("%x", "%x"), ("%é", "%é"), ("%02s", "%02s"), ("%03", "%03")]
        {
            assert_eq!(pieces(pattern), Err(Malformed::Unknown(verb)), "{pattern}");
        }
        assert_eq!(pieces("%021d"), Err(Malformed::Width("21")));
        assert_eq!(pieces("%099999999999999999999d"), Err(Malformed::Width("99999999999999999999")));
    }
}
