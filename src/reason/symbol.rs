//! Texts that only the deploy knows whole: ARNs and names with parts that stand for what CloudFormation fills in. Two of
//! them are compared by what they are made of.

use super::truth::Truth;
use super::view::View;
use crate::template::{Part, Value, parts};
use crate::words::existing::identity;
use std::borrow::Cow;
use std::fmt;

/// How deep values are looked into: a bucket's name may be made of a role's, and so on.
const DEEPEST: usize = 8;
/// The longest text that is compared piece by piece.
const LONGEST: usize = 4_096;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece<'t> {
    /// It stands there.
    Text(Cow<'t, str>),
    /// What a resource gives: its logical id, and an attribute; empty for `Ref`.
    Of(&'t str, Cow<'t, str>),
    /// What the deploy puts there: a parameter, or a pseudo parameter.
    Input(&'t str),
    /// Something that is never the same as anything else: a part of a name, the key of any object.
    Any(&'static str),
}

/// A text in parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
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

    /// The text, where all of it is known.
    pub fn known(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The resources that it is made of.
    pub fn resources(&self) -> impl Iterator<Item = &'t str> {
        self.0.iter().filter_map(|piece| if let Piece::Of(id, _) = piece { Some(*id) } else { None })
    }

    /// Whether a pattern with `*` and `?` in its texts covers it. Case counts, as it does in IAM's resources.
    pub fn matches(&self, pattern: &Symbol<'t>) -> Truth {
        if self == pattern {
            return Truth::Yes;
        }
        if let (Some(text), Some(pattern)) = (self.known(), pattern.known())
            && !pattern.contains(['*', '?'])
        {
            return Truth::from(text == pattern);
        }
        // Two resources of a stack never have one name or ARN.
        let mut other = pattern.resources().filter(|id| !self.resources().any(|own| own == *id));
        if other.next().is_some() {
            return Truth::No;
        }
        let (subject, pattern) = (tokens(self, false), tokens(pattern, true));
        if subject.len() > LONGEST || pattern.len() > LONGEST {
            return Truth::Unknown;
        }
        if covers(&pattern, &subject, false) {
            return Truth::Yes;
        }
        Truth::from(covers(&pattern, &subject, true)).and(Truth::Unknown)
    }
}

/// Something to be compared.
#[derive(Debug, Clone, PartialEq)]
enum Token<'s, 't> {
    Char(char),
    /// `?`
    One,
    /// `*`
    Star,
    /// Any text, but the same one wherever it stands.
    Hidden(&'s Piece<'t>),
}

fn tokens<'s, 't>(symbol: &'s Symbol<'t>, is_pattern: bool) -> Vec<Token<'s, 't>> {
    let mut all = Vec::new();
    for piece in &symbol.0 {
        match piece {
            Piece::Text(text) => all.extend(text.chars().map(|c| match c {
                '*' if is_pattern => Token::Star,
                '?' if is_pattern => Token::One,
                c => Token::Char(c),
            })),
            Piece::Of(..) | Piece::Input(_) | Piece::Any(_) => all.push(Token::Hidden(piece)),
        }
    }
    all
}

/// Whether a pattern covers a subject: surely, or, when guessing, for some texts that the hidden parts might be.
fn covers(pattern: &[Token<'_, '_>], subject: &[Token<'_, '_>], guessing: bool) -> bool {
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

impl<'t> View<'_, 't> {
    /// A value as a text in parts.
    pub fn symbol(self, value: &'t Value<'t>, place: Place<'t>) -> Symbol<'t> {
        self.symbol_of(value, place, DEEPEST)
    }

    fn symbol_of(self, value: &'t Value<'t>, place: Place<'t>, depth: usize) -> Symbol<'t> {
        let Some(value) = self.settled(value) else { return Symbol::default() };
        let Some(depth) = depth.checked_sub(1) else { return Symbol::any("a value") };
        match value {
            Value::Text(text) => Symbol::text(text.as_ref()),
            Value::Bool(on) => Symbol::text(if *on { "true" } else { "false" }),
            Value::Int(number) => Symbol::text(number.to_string()),
            Value::Float(number) => Symbol::text(number.to_string()),
            Value::Ref(name) => self.named(name, "", place, depth),
            Value::GetAtt(target) => self.named(&target.0, &target.1, place, depth),
            Value::Sub(text) => self.substituted(text, &[], place, depth),
            Value::Intrinsic("Fn::Sub", argument) => self.substituted_with(argument, place, depth),
            Value::Intrinsic("Fn::Join", argument) => self.joined(argument, place, depth),
            Value::Null | Value::Dynamic(_) | Value::List(_) | Value::Map(_) | Value::Intrinsic(..) => {
                Symbol::any("a value")
            }
        }
    }

    fn substituted_with(self, argument: &'t Value<'t>, place: Place<'t>, depth: usize) -> Symbol<'t> {
        let Value::List(items) = argument else { return Symbol::any("a value") };
        match &items[..] {
            [Value::Text(text) | Value::Sub(text), Value::Map(names)] => self.substituted(text, names, place, depth),
            [Value::Text(text) | Value::Sub(text)] => self.substituted(text, &[], place, depth),
            _ => Symbol::any("a value"),
        }
    }

    fn substituted(
        self,
        text: &'t str,
        names: &'t [(Cow<'t, str>, Value<'t>)],
        place: Place<'t>,
        depth: usize,
    ) -> Symbol<'t> {
        let mut symbol = Symbol::default();
        for part in parts(text) {
            symbol = symbol.then(match part {
                Part::Text(text) => Symbol::text(text),
                Part::Literal(text) => Symbol::text(format!("${{{text}}}")),
                Part::Name(name) => match names.iter().find(|(key, _)| key == name) {
                    Some((_, value)) => self.symbol_of(value, place, depth),
                    None => {
                        let (id, attribute) = name.split_once('.').unwrap_or((name, ""));
                        self.named(id, attribute, place, depth)
                    }
                },
            });
        }
        symbol
    }

    fn joined(self, argument: &'t Value<'t>, place: Place<'t>, depth: usize) -> Symbol<'t> {
        let Value::List(items) = argument else { return Symbol::any("a value") };
        let [Value::Text(between), list] = &items[..] else { return Symbol::any("a value") };
        let Some(items) = self.items(list) else { return Symbol::any("a value") };
        let mut symbol = Symbol::default();
        for (at, (_, item)) in items.into_iter().enumerate() {
            if at > 0 {
                symbol = symbol.then(Symbol::text(between.as_ref()));
            }
            symbol = symbol.then(self.symbol_of(item, place, depth));
        }
        symbol
    }

    /// What a name of the template stands for: `Ref`, or an attribute.
    fn named(self, name: &'t str, attribute: &'t str, place: Place<'t>, depth: usize) -> Symbol<'t> {
        match name {
            "AWS::Partition" => return Symbol::text(place.partition()),
            "AWS::Region" if place.region.is_some() => return Symbol::text(place.region.unwrap_or_default()),
            _ => {}
        }
        let Some(at) = self.positions.get(name).copied() else {
            let input = Symbol(vec![Piece::Input(name)]);
            return if attribute.is_empty() { input } else { Symbol::any("a value") };
        };
        match attribute {
            "Arn" => self.arn(at, place, depth),
            "" => self.identifier(at, place, depth),
            _ => Symbol(vec![Piece::Of(name, Cow::Borrowed(attribute))]),
        }
    }

    /// What `Ref` gives of a resource: the name that it is given, or one that CloudFormation makes up.
    fn identifier(self, at: usize, place: Place<'t>, depth: usize) -> Symbol<'t> {
        let resource = &self.template.resources[at];
        let identity = identity::of_kind(&resource.kind);
        let property = identity::reference(&resource.kind);
        let given = property.and_then(|property| self.property(resource, property)).filter(|_| identity.by != "arn");
        match given {
            Some(name) => self.symbol_of(name, place, depth),
            None if identity.by == "arn" => self.arn(at, place, depth),
            None => Symbol(vec![Piece::Of(&resource.id, Cow::Borrowed(""))]),
        }
    }

    /// What `Ref` gives of a resource of the template.
    pub fn identifier_of(self, at: usize, place: Place<'t>) -> Symbol<'t> {
        self.identifier(at, place, DEEPEST)
    }

    /// An attribute of a resource of the template; what `Ref` gives where it is empty.
    pub fn attribute_of(self, at: usize, attribute: &'t str, place: Place<'t>) -> Symbol<'t> {
        self.named(&self.template.resources[at].id, attribute, place, DEEPEST)
    }

    /// A text with `${…}` in it.
    pub fn text(self, text: &'t str, place: Place<'t>) -> Symbol<'t> {
        self.substituted(text, &[], place, DEEPEST)
    }

    /// The ARN of a resource of the template.
    pub fn arn_of(self, at: usize, place: Place<'t>) -> Symbol<'t> {
        self.arn(at, place, DEEPEST)
    }

    fn arn(self, at: usize, place: Place<'t>, depth: usize) -> Symbol<'t> {
        let resource = &self.template.resources[at];
        let own = Symbol(vec![Piece::Of(&resource.id, Cow::Borrowed("Arn"))]);
        let identity = identity::of_kind(&resource.kind);
        let Some((front, variable)) = identity.arn.strip_suffix('}').and_then(|arn| arn.rsplit_once("${")) else {
            return own;
        };
        let name = match self.named_by(resource, variable) {
            Some(name) => self.symbol_of(name, place, depth),
            None if identity.by == "arn" => Symbol(vec![Piece::Of(&resource.id, Cow::Owned(variable.to_owned()))]),
            None => self.identifier(at, place, depth),
        };
        let mut symbol = Symbol::default();
        for (at, part) in front.split("${").enumerate() {
            let (input, text) = part.split_once('}').filter(|_| at > 0).unwrap_or(("", part));
            symbol = symbol.then(match input {
                "" => Symbol::default(),
                "Partition" => Symbol::text(place.partition()),
                "Region" => place.region.map_or(Symbol(vec![Piece::Input("AWS::Region")]), Symbol::text),
                "Account" => Symbol(vec![Piece::Input("AWS::AccountId")]),
                _ => Symbol::any("a part of an ARN"),
            });
            symbol = symbol.then(Symbol::text(text.to_owned()));
        }
        symbol.then(name)
    }

    /// The property that holds the name in an ARN.
    fn named_by(self, resource: &'t crate::template::Resource<'t>, variable: &str) -> Option<&'t Value<'t>> {
        let by_variable = self.property(resource, variable);
        by_variable.or_else(|| self.property(resource, identity::reference(&resource.kind)?))
    }
}

impl fmt::Display for Symbol<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => f.write_str(text)?,
                Piece::Of(id, attribute) if attribute.is_empty() => write!(f, "${{{id}}}")?,
                Piece::Of(id, attribute) => write!(f, "${{{id}.{attribute}}}")?,
                Piece::Input(name) => write!(f, "${{{name}}}")?,
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
    }
}
