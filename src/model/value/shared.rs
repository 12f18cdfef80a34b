//! Names that several things share: a zone, a certificate and records may all be called www.example.com. The place says
//! which of them is meant.

use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::model::Declaration;
use crate::model::names::Named;
use crate::model::scopes::Found;
use crate::schema::{self, Place};
use crate::source::Span;

impl<'s, 'a> Values<'s, 'a> {
    /// Everything that has a name: one thing, unless that is a domain name.
    fn all_called(self, found: Found<'_>) -> impl Iterator<Item = &'s Declaration<'a>> {
        let sharing = match found.meaning {
            Some(Named::Declaration(_)) => self.stack.scopes.get(found.scope).names.sharing(found.last),
            Some(Named::Input(_) | Named::Binding(_) | Named::Module(_)) | None => &[],
        };
        let first = match found.meaning {
            Some(Named::Declaration(index)) if !sharing.contains(&index) => Some(index),
            _ => None,
        };
        first.into_iter().chain(sharing.iter().copied()).filter_map(|index| self.stack.declarations.get(index))
    }

    /// What a word names and nothing more, as a place wants it; the first of that name where nothing is.
    pub fn meant(
        self,
        word: &str,
        place: Span,
        wanted: impl Fn(&Declaration<'a>) -> bool,
    ) -> Option<&'s Declaration<'a>> {
        let found = self.stack.scopes.look_up(word, place);
        let fitting = self.all_called(found).find(|one| wanted(one)).filter(|_| found.rest.is_none());
        fitting.or_else(|| self.declaration(word, place))
    }

    /// The same where no other will do: several are told apart by what is meant first.
    pub(super) fn the_one(
        self,
        word: &str,
        place: Span,
        wanted: impl Fn(&Declaration<'a>) -> bool,
        first: &str,
    ) -> Result<Option<&'s Declaration<'a>>, Box<Diagnostic>> {
        let found = self.stack.scopes.look_up(word, place);
        let all = self.all_called(found).filter(|one| found.rest.is_none() && wanted(one));
        let all: Vec<&'s Declaration<'a>> = all.collect();
        let one = all.iter().find(|one| !first.is_empty() && one.told_as == first);
        match (one, all.as_slice()) {
            // A bucket has no other name than its own, and is as likely meant.
            (Some(one), all) if all.iter().all(|other| other.shares_name()) => Ok(Some(one)),
            (_, [one, other, ..]) => Err(Box::new(ambiguous(found.last, place, one, other))),
            (_, [one]) => Ok(Some(one)),
            (_, []) => Ok(self.declaration(word, place)),
        }
    }

    /// Whether a word is a domain name that something is called by.
    pub(super) fn is_domain_name(self, found: Found<'_>) -> bool {
        found.rest.is_none() && self.all_called(found).any(Declaration::shares_name)
    }

    /// Whether nothing that is declared by a name has the attribute that a word takes from it.
    pub(super) fn lacks_attribute(self, found: Found<'_>) -> bool {
        let attribute = found.rest.unwrap_or_default();
        let mut all = self.all_called(found).peekable();
        all.peek().is_some() && !all.any(|one| has_attribute(one, attribute) || one.gives_anything())
    }

    /// The one thing that a word names, by the attribute that is taken from it; says so where that may be several.
    pub(super) fn one_called(
        self,
        found: Found<'_>,
        span: Span,
        problems: &mut Problems,
    ) -> Option<&'s Declaration<'a>> {
        let has = |one: &Declaration<'a>| found.rest.is_none_or(|attribute| has_attribute(one, attribute));
        let mut all = self.all_called(found).filter(|one| has(one));
        let first = all.next();
        match (first, all.next()) {
            (Some(first), Some(second)) => {
                problems.push(ambiguous(found.last, span, first, second));
                None
            }
            (Some(one), None) => Some(one),
            (None, _) => self.declared(found.meaning),
        }
    }

    /// What the attribute is that a word takes from something, by our name or by CloudFormation's.
    pub(super) fn attribute_of(self, found: Found<'_>) -> Option<Place> {
        let attribute = found.rest?;
        let declared = self.declared(found.meaning);
        let mut all = self.all_called(found).chain(declared);
        all.find_map(|one| {
            let theirs = one.word.attribute(attribute).map_or(attribute, |known| known.attribute);
            schema::find(one.resource_type())?.attribute(theirs)
        })
    }

    /// The same for a word that stands for a whole thing.
    pub fn one_declared(self, word: &str, place: Span, problems: &mut Problems) -> Option<&'s Declaration<'a>> {
        let found = self.stack.scopes.look_up(word, place);
        match self.all_called(found).nth(1).filter(|_| found.rest.is_none()) {
            Some(_) => self.one_called(found, place, problems),
            None => self.declaration(word, place),
        }
    }
}

fn has_attribute(declaration: &Declaration<'_>, attribute: &str) -> bool {
    let of = || schema::find(declaration.resource_type());
    declaration.word.attribute(attribute).is_some() || of().is_some_and(|of| of.attribute(attribute).is_some())
}

fn ambiguous(name: &str, span: Span, first: &Declaration<'_>, second: &Declaration<'_>) -> Diagnostic {
    let message = format!("`{name}` may be {} or {} here", first.a_kind(), second.a_kind());
    Diagnostic::error("ambiguous-name", message)
        .label(span, "which one is not said")
        .label(first.handle.span, first.a_kind())
        .label(second.handle.span, second.a_kind())
        .help(format!("give the one that is meant a handle, and write that: {} {name} as …", first.word_text()))
}
