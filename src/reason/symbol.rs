//! Texts that only the deploy knows whole: ARNs and names with parts that stand for what CloudFormation fills in. Two of
//! them are compared by what they are made of.

mod covers;
mod of_value;

use super::truth::Truth;
use crate::template::{Part, Value, parts};
use covers::{covers, tokens, without_ends};
use std::borrow::Cow;
use std::fmt;

/// The longest text that is compared piece by piece.
const LONGEST: usize = 4_096;
/// Variables of a policy that stand for a character, which means nothing by itself then.
const SPECIAL: [&str; 3] = ["*", "?", "$"];
/// The parts of an ARN.
const ARN_PARTS: usize = 6;

/// A part of a text.
#[derive(Debug, Clone)]
pub enum Piece<'t> {
    /// It stands there.
    Text(Cow<'t, str>),
    /// What tells a resource from all others, its name or a part of it: its logical id, and an attribute; empty for
    /// `Ref`.
    Of(&'t str, Cow<'t, str>),
    /// What a resource says besides, which may be anything.
    Said(&'t str, Cow<'t, str>),
    /// What the deploy puts there: a parameter, or a pseudo parameter.
    Input(&'t str),
    /// What a function gives.
    Value(&'t Value<'t>),
    /// A variable of a policy, which each request fills in.
    Variable(Cow<'t, str>),
    /// Something that is never the same as anything else: a part of a name, the key of any object.
    Any(&'static str),
}

impl PartialEq for Piece<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) | (Self::Variable(one), Self::Variable(other)) => one == other,
            (Self::Of(id, part), Self::Of(other, of)) | (Self::Said(id, part), Self::Said(other, of)) => {
                id == other && part == of
            }
            (Self::Input(one), Self::Input(other)) => one == other,
            // The same function of the same things gives the same.
            (Self::Value(one), Self::Value(other)) => one == other,
            (Self::Any(_), Self::Any(_)) => false,
            (
                Self::Text(_)
                | Self::Of(..)
                | Self::Said(..)
                | Self::Input(_)
                | Self::Value(_)
                | Self::Variable(_)
                | Self::Any(_),
                _,
            ) => false,
        }
    }
}

/// A text in parts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Symbol<'t>(Vec<Piece<'t>>);

/// What is known of where a stack is deployed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place<'t> {
    /// The region, when the file says it.
    pub region: Option<&'t str>,
}

impl Place<'_> {
    /// The partition: that of the region, or the commercial one.
    pub fn partition(self) -> &'static str {
        self.region.and_then(crate::catalog::regions::partition).unwrap_or("aws")
    }
}

impl<'t> Symbol<'t> {
    /// A text that is known.
    pub fn text(text: impl Into<Cow<'t, str>>) -> Self {
        Self(vec![Piece::Text(text.into())])
    }

    /// What the deploy puts in the place of a name: a parameter, or a pseudo parameter.
    pub fn input(name: &'t str) -> Self {
        Self(vec![Piece::Input(name)])
    }

    /// One that is not, and that nothing is equal to.
    pub fn any(what: &'static str) -> Self {
        Self(vec![Piece::Any(what)])
    }

    fn of(id: &'t str, attribute: impl Into<Cow<'t, str>>) -> Self {
        Self(vec![Piece::Of(id, attribute.into())])
    }

    fn said(id: &'t str, attribute: impl Into<Cow<'t, str>>) -> Self {
        Self(vec![Piece::Said(id, attribute.into())])
    }

    fn value(value: &'t Value<'t>) -> Self {
        Self(vec![Piece::Value(value)])
    }

    /// With another one behind it.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        other.0.into_iter().for_each(|piece| self.push(piece));
        self
    }

    fn push(&mut self, piece: Piece<'t>) {
        match (self.0.last_mut(), piece) {
            (Some(Piece::Text(last)), Piece::Text(more)) => last.to_mut().push_str(&more),
            (_, Piece::Text(text)) if text.is_empty() => {}
            (_, piece) => self.0.push(piece),
        }
    }

    /// With the variables of a policy in its texts as such: `${aws:username}`.
    #[must_use]
    pub fn with_variables(self) -> Self {
        let mut symbol = Self::default();
        for piece in self.0 {
            match piece {
                Piece::Text(text) if text.contains("${") => {
                    for part in parts(&text) {
                        symbol.push(match part {
                            Part::Name(name) => Piece::Variable(Cow::Owned(name.to_owned())),
                            Part::Text(text) => Piece::Text(Cow::Owned(text.to_owned())),
                            Part::Literal(text) => Piece::Text(Cow::Owned(format!("${{!{text}}}"))),
                        });
                    }
                }
                piece => symbol.push(piece),
            }
        }
        symbol
    }

    /// With what each variable stands for; none where one stands for nothing.
    pub fn filled(&self, variable: &dyn Fn(&str) -> Option<Self>) -> Option<Cow<'_, Self>> {
        let is_one = |piece: &Piece<'_>| matches!(piece, Piece::Variable(name) if !SPECIAL.contains(&name.as_ref()));
        if !self.0.iter().any(is_one) {
            return Some(Cow::Borrowed(self));
        }
        let mut symbol = Self::default();
        for piece in &self.0 {
            match piece {
                Piece::Variable(name) if is_one(piece) => symbol = symbol.then(variable(name)?),
                piece => symbol.push(piece.clone()),
            }
        }
        Some(Cow::Owned(symbol))
    }

    /// The same in small letters, as far as its texts go.
    #[must_use]
    pub fn lowercase(&self) -> Self {
        let small = |piece: &Piece<'t>| match piece {
            Piece::Text(text) => Piece::Text(Cow::Owned(text.to_ascii_lowercase())),
            piece => piece.clone(),
        };
        Self(self.0.iter().map(small).collect())
    }

    /// What stands behind its last slash; none where that is not known.
    pub fn last_name(&self) -> Option<Self> {
        let (last, front) = self.0.split_last()?;
        match (last, front.last()) {
            (Piece::Text(text), _) if text.contains('/') => {
                text.rsplit('/').next().map(|name| Self::text(name.to_owned()))
            }
            (last, Some(Piece::Text(before))) if before.ends_with('/') => Some(Self(vec![last.clone()])),
            (_, _) => None,
        }
    }

    /// The text, where all of it is known.
    pub fn known(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether it ends with a text.
    pub fn ends_with(&self, end: &str) -> Truth {
        match self.0.last() {
            Some(Piece::Text(text)) if text.ends_with(end) => Truth::Yes,
            Some(Piece::Text(text)) => {
                Truth::from(self.0.len() > 1 && end.ends_with(text.as_ref())).and(Truth::Unknown)
            }
            Some(_) => Truth::Unknown,
            None => Truth::No,
        }
    }

    /// The resources that it is made of.
    pub fn resources(&self) -> impl Iterator<Item = &'t str> {
        self.0.iter().filter_map(|piece| if let Piece::Of(id, _) = piece { Some(*id) } else { None })
    }

    /// Its parts between the first colons: an ARN has six, the last with colons of its own. None where something that
    /// is not known may hold a colon in front of them.
    fn split(&self) -> Option<Vec<Symbol<'t>>> {
        let mut parts = vec![Symbol::default()];
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => {
                    for (at, part) in text.splitn(ARN_PARTS + 1 - parts.len(), ':').enumerate() {
                        if at > 0 {
                            parts.push(Symbol::default());
                        }
                        parts.last_mut()?.push(Piece::Text(Cow::Owned(part.to_owned())));
                    }
                }
                // Regions and accounts have none.
                Piece::Input(name) if parts.len() == ARN_PARTS || name.starts_with("AWS::") => {
                    parts.last_mut()?.push(piece.clone());
                }
                piece if parts.len() == ARN_PARTS => parts.last_mut()?.push(piece.clone()),
                _ => return None,
            }
        }
        Some(parts)
    }

    /// Whether a pattern of an ARN covers it: each of the six parts by itself, as `ArnLike` has it.
    pub fn matches_arn(&self, pattern: &Symbol<'t>) -> Truth {
        let whole = self.matches(pattern);
        if whole == Truth::No || self == pattern {
            return whole;
        }
        match (self.split(), pattern.split()) {
            (Some(own), Some(wanted)) if own.len() == wanted.len() => {
                Truth::all(own.iter().zip(&wanted).map(|(own, wanted)| own.matches(wanted)))
            }
            // One star, with nothing around it, is any ARN.
            (_, Some(wanted)) if wanted.len() == 1 => whole,
            (Some(_), Some(_)) => Truth::No,
            (_, _) => whole.and(Truth::Unknown),
        }
    }

    /// Whether it is another text, in which stars stand for themselves.
    pub fn equals(&self, other: &Symbol<'t>) -> Truth {
        match (self.known(), other.known()) {
            (Some(text), Some(other)) => Truth::from(text == other),
            (_, _) => self.compared(other, false),
        }
    }

    /// Whether there are `*` or `?` in its texts.
    pub fn has_stars(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Text(text) if text.contains(['*', '?'])))
    }

    /// Whether a pattern with `*` and `?` in its texts covers it. Case counts, as it does in IAM's resources.
    pub fn matches(&self, pattern: &Symbol<'t>) -> Truth {
        match (self.known(), pattern.known()) {
            (Some(text), Some(pattern)) if !pattern.contains(['*', '?']) => Truth::from(text == pattern),
            (_, _) => self.compared(pattern, true),
        }
    }

    fn compared(&self, other: &Symbol<'t>, has_stars: bool) -> Truth {
        if self == other {
            return Truth::Yes;
        }
        // Two resources of a stack never have one name or ARN.
        let mut others = other.resources().filter(|id| !self.resources().any(|own| own == *id));
        if others.next().is_some() {
            return Truth::No;
        }
        let (subject, pattern) = (tokens(self, false), tokens(other, has_stars));
        let (subject, pattern) = without_ends(&subject, &pattern);
        if subject.len() > LONGEST || pattern.len() > LONGEST {
            return Truth::Unknown;
        }
        if covers(pattern, subject, false) {
            return Truth::Yes;
        }
        Truth::from(covers(pattern, subject, true)).and(Truth::Unknown)
    }
}

impl fmt::Display for Symbol<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => f.write_str(text)?,
                Piece::Of(id, attribute) | Piece::Said(id, attribute) if attribute.is_empty() => {
                    write!(f, "${{{id}}}")?
                }
                Piece::Of(id, attribute) | Piece::Said(id, attribute) => write!(f, "${{{id}.{attribute}}}")?,
                Piece::Input(name) => write!(f, "${{{name}}}")?,
                Piece::Variable(name) => write!(f, "${{{name}}}")?,
                Piece::Value(_) => f.write_str("<a value>")?,
                Piece::Any(what) => write!(f, "<{what}>")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbol(text: &'static str) -> Symbol<'static> {
        let mut symbol = Symbol::default();
        for (at, part) in text.split('$').enumerate() {
            symbol = symbol.then(match part.split_once('|').filter(|_| at > 0) {
                Some((name, rest)) => Symbol(vec![Piece::Of(name, Cow::Borrowed(""))]).then(Symbol::text(rest)),
                None => Symbol::text(part),
            });
        }
        symbol
    }

    #[test]
    fn texts_are_covered_by_patterns() {
        let matches = |subject, pattern| symbol(subject).matches(&symbol(pattern));
        assert_eq!(matches("arn:aws:s3:::a/b", "arn:aws:s3:::a/*"), Truth::Yes);
        assert_eq!(matches("arn:aws:s3:::a", "arn:aws:s3:::a/*"), Truth::No);
        assert_eq!(matches("arn:aws:s3:::ab", "arn:aws:s3:::?b"), Truth::Yes);
        assert_eq!(matches("arn:aws:s3:::A", "arn:aws:s3:::a"), Truth::No);
        assert_eq!(matches("x", "*"), Truth::Yes);
        assert_eq!(matches("", "*"), Truth::Yes);
    }

    #[test]
    fn what_the_deploy_fills_in_is_the_same_or_not_known() {
        let matches = |subject, pattern| symbol(subject).matches(&symbol(pattern));
        assert_eq!(matches("arn:$A|/x", "arn:$A|/*"), Truth::Yes);
        assert_eq!(matches("arn:$A|", "arn:$B|"), Truth::No);
        assert_eq!(matches("arn:$A|", "arn:*"), Truth::Yes);
        assert_eq!(matches("arn:$A|", "arn:my-*"), Truth::Unknown);
        assert_eq!(matches("arn:$A|/x", "arn:my-*/y"), Truth::No);
        assert_eq!(matches("s3:$A|", "sqs:*"), Truth::No);
        // What is hidden is the same on both sides.
        assert_eq!(matches("arn:$A|/images/x", "arn:$A|/Images/*"), Truth::No);
        assert_eq!(matches("arn:$A|/x", "arn:$A|"), Truth::No);
        assert_eq!(matches("arn:$A|-a", "arn:$A|-b"), Truth::No);
        assert_eq!(matches("a-$A|", "b-$A|"), Truth::No);
    }
}
