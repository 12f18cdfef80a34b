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

/// Whether what is hidden may have a character in it: accounts are numbers, and regions have small letters.
fn may_hold(hidden: &Token<'_, '_>, other: &Token<'_, '_>) -> bool {
    match (hidden, other) {
        (Token::Hidden(Piece::Input("AWS::AccountId")), Token::Char(c)) => c.is_ascii_digit(),
        (Token::Hidden(Piece::Input("AWS::Region")), Token::Char(c)) => {
            c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-'
        }
        (_, _) => true,
    }
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
        let is_free = *one == Token::Star || guessing && matches!(one, Token::Hidden(_));
        let mut next = vec![false; subject.len() + 1];
        next[0] = row[0] && is_free;
        for (at, token) in subject.iter().enumerate() {
            let same = match (one, token) {
                (Token::One, Token::Char(_)) => true,
                (one, token) => one == token,
            };
            let mut holds = row[at] && same;
            // What is free takes nothing, or this and maybe more.
            holds |= is_free && (row[at + 1] || may_hold(one, token) && (next[at] || row[at]));
            // What the subject hides is nothing, or what the pattern wants there and maybe more.
            holds |= guessing
                && matches!(token, Token::Hidden(_))
                && (next[at] || may_hold(token, one) && (row[at + 1] || row[at]));
            next[at + 1] = holds;
        }
        row = next;
    }
    row[subject.len()]
}
