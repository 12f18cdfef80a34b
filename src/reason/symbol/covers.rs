//! Patterns: whether one covers a text of which parts are not known.

use super::{Piece, Symbol};

/// Something to be compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Token<'s, 't> {
    /// A character.
    Char(char),
    /// `?`
    One,
    /// `*`
    Star,
    /// Any text, but the same one wherever it stands.
    Hidden(&'s Piece<'t>),
}

/// What a text is made of, character by character.
pub fn tokens<'s, 't>(symbol: &'s Symbol<'t>, is_pattern: bool) -> Vec<Token<'s, 't>> {
    let mut all = Vec::new();
    for piece in &symbol.0 {
        match piece {
            Piece::Text(text) => all.extend(text.chars().map(|c| match c {
                '*' if is_pattern => Token::Star,
                '?' if is_pattern => Token::One,
                c => Token::Char(c),
            })),
            // `${*}` in a policy is a star that stands for itself.
            Piece::Variable(name) if super::SPECIAL.contains(&name.as_ref()) => {
                all.extend(name.chars().map(Token::Char));
            }
            Piece::Of(..)
            | Piece::Said(..)
            | Piece::Input(_)
            | Piece::Value(_)
            | Piece::Variable(_)
            | Piece::Any(_) => {
                all.push(Token::Hidden(piece));
            }
        }
    }
    all
}

/// Both without what they begin and end with alike: a pattern has no choice there.
pub fn without_ends<'a, 's, 't>(
    mut subject: &'a [Token<'s, 't>],
    mut pattern: &'a [Token<'s, 't>],
) -> (&'a [Token<'s, 't>], &'a [Token<'s, 't>]) {
    while let ([one, rest @ ..], [other, others @ ..]) = (subject, pattern)
        && one == other
    {
        (subject, pattern) = (rest, others);
    }
    while let ([rest @ .., one], [others @ .., other]) = (subject, pattern)
        && one == other
    {
        (subject, pattern) = (rest, others);
    }
    (subject, pattern)
}

/// Whether a pattern covers a subject: surely, or, when guessing, for some texts that the hidden parts might be.
pub fn covers(pattern: &[Token<'_, '_>], subject: &[Token<'_, '_>], guessing: bool) -> bool {
    // Row by row: whether what stands in front of a place in the pattern covers what stands in front of one in the subject.
    let mut row: Vec<bool> = vec![false; subject.len() + 1];
    row[0] = true;
    for (at, token) in subject.iter().enumerate() {
        row[at + 1] = row[at] && guessing && matches!(token, Token::Hidden(_));
    }
    for one in pattern {
        let is_hidden = matches!(one, Token::Hidden(_));
        let mut next = vec![false; subject.len() + 1];
        next[0] = row[0] && (*one == Token::Star || guessing && is_hidden);
        for (at, token) in subject.iter().enumerate() {
            let same = match (one, token) {
                (Token::One, Token::Char(_)) => true,
                (one, token) => one == token,
            };
            let mut holds = row[at] && same;
            // A star takes nothing more, or one more.
            let is_free = *one == Token::Star || guessing && is_hidden;
            holds |= is_free && (row[at + 1] || next[at] || row[at]);
            // What the subject hides may be what the pattern wants there, and more.
            holds |= guessing && matches!(token, Token::Hidden(_)) && (row[at + 1] || next[at] || row[at]);
            next[at + 1] = holds;
        }
        row = next;
    }
    row[subject.len()]
}
