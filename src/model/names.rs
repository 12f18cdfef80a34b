//! Names: one namespace a file, and the logical ids that follow from them.

use super::declare::Declaration;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::Name;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry;

/// CloudFormation's limit on the length of a logical id.
pub const MAX_LOGICAL_ID: usize = 255;

/// What a name stands for, by its position in the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// A resource of the stack, or something that exists already.
    Declaration(usize),
    /// A `param`.
    Input(usize),
    /// A `let`; the parameter of a module.
    Binding(usize),
    /// A file that is used, by its scope.
    Module(usize),
}

/// What every name of one file stands for.
#[derive(Debug, Default)]
pub struct Names<'a> {
    by_name: FxHashMap<&'a str, Named>,
    /// Declarations that are named by a domain name, by their positions: several things belong to one.
    shared: FxHashMap<&'a str, Vec<usize>>,
    lost: FxHashSet<&'a str>,
    dropped: FxHashMap<&'a str, Dropped>,
    /// Whether a name has a dot in it.
    dotted: bool,
}

/// A name that is declared only in a branch that never holds.
#[derive(Debug, Clone, Copy)]
pub struct Dropped {
    /// Where it is declared.
    pub name: Span,
    /// The test that decides about the branch.
    pub test: Span,
    /// Whether the test holds.
    pub holds: bool,
}

impl<'a> Names<'a> {
    /// What the name stands for; the first thing, where several share it.
    pub fn meaning(&self, name: &str) -> Option<Named> {
        self.by_name.get(name).copied().or_else(|| self.sharing(name).first().copied().map(Named::Declaration))
    }

    /// The declarations that share a name, by their positions.
    pub fn sharing(&self, name: &str) -> &[usize] {
        self.shared.get(name).map_or(&[], Vec::as_slice)
    }

    /// All names, in no order.
    pub fn all(&self) -> impl Iterator<Item = &'a str> {
        self.by_name.keys().chain(self.shared.keys()).copied()
    }

    /// How long the name is that a word begins with: what stands in front of its first dot, unless a longer one is
    /// known, such as a domain name.
    pub fn length(&self, word: &str) -> usize {
        let first = word.find('.').unwrap_or(word.len());
        let mut end = if self.dotted { word.len() } else { first };
        while end > first && !self.knows(&word[..end]) {
            end = word[..end].rfind('.').unwrap_or(first);
        }
        end
    }

    fn knows(&self, name: &str) -> bool {
        let is_own = self.by_name.contains_key(name) || self.shared.contains_key(name);
        is_own || self.lost.contains(name) || self.dropped.contains_key(name)
    }

    /// Notes a name whose statement could not be understood, so that its uses are not reported too.
    pub fn lose(&mut self, name: &'a str) {
        self.dotted |= name.contains('.');
        self.lost.insert(name);
    }

    /// Notes a name of a branch that never holds.
    pub fn leave_out(&mut self, name: &'a str, dropped: Dropped) {
        self.dotted |= name.contains('.');
        self.dropped.insert(name, dropped);
    }

    /// Where a name is declared that stands in a branch that never holds.
    pub fn dropped(&self, name: &str) -> Option<Dropped> {
        self.dropped.get(name).copied()
    }

    /// Whether there is any such name.
    pub fn has_lost(&self) -> bool {
        !self.lost.is_empty()
    }

    /// Whether the name belongs to a statement that could not be understood.
    pub fn is_lost(&self, name: &str) -> bool {
        self.lost.contains(name)
    }

    /// Gives a name its meaning, or returns the one that it has already.
    pub fn add(&mut self, name: &'a str, meaning: Named) -> Option<Named> {
        self.dotted |= name.contains('.');
        match self.by_name.entry(name) {
            Entry::Occupied(taken) => Some(*taken.get()),
            Entry::Vacant(free) => {
                free.insert(meaning);
                None
            }
        }
    }

    /// Gives a declaration a domain name, which others may have too.
    pub fn share(&mut self, name: &'a str, declaration: usize) {
        self.dotted |= name.contains('.');
        self.shared.entry(name).or_default().push(declaration);
    }
}

/// A name that something else has already.
pub fn declared_twice(new: Name<'_>, first: Span, instead: &str) -> Diagnostic {
    Diagnostic::error("declared-twice", format!("`{}` is declared twice", new.text))
        .label(new.span, "declared again here")
        .label(first, "first declared here")
        .help(format!("give one of them another name{instead}"))
}

/// A name that is declared in both branches of an `if` that only the deploy can decide.
pub fn declared_in_both(new: Name<'_>, first: Span, test: Span) -> Diagnostic {
    let message = format!("`{}` is declared in both branches of an `if`, and the template has both", new.text);
    Diagnostic::error("declared-twice", message)
        .label(new.span, "declared again here")
        .label(first, "first declared here")
        .label(test, "known only at the deploy")
        .help("declare it once, in front of the `if`, and choose what differs: KEY = if … then … else …; or give one of them another name")
}

/// Two declarations whose resources would have one logical id.
pub fn same_logical_id(new: &Declaration<'_>, old: &Declaration<'_>) -> Diagnostic {
    match (new.former, old.former) {
        (Some(one), Some(other)) if one.text == other.text => former_twice(one, other),
        (Some(former), None) if former.text == old.handle.text => former_declared(new, former, old),
        (None, Some(former)) if former.text == new.handle.text => former_declared(old, former, new),
        (_, _) => fall_together(new, old),
    }
}

fn former_twice(one: Name<'_>, other: Name<'_>) -> Diagnostic {
    let name = one.text;
    Diagnostic::error("same-logical-id", format!("only one of these can be what was `{name}`"))
        .label(one.span, "the former name of this")
        .label(other.span, "and of this")
        .help(format!("keep `was {name}` where the deployed resource goes on, and leave it out of the other"))
}

fn former_declared(renamed: &Declaration<'_>, former: Name<'_>, old: &Declaration<'_>) -> Diagnostic {
    let (new, name) = (renamed.handle.text, former.text);
    Diagnostic::error("same-logical-id", format!("`{new}` was `{name}`, but something here is still `{name}`"))
        .label(former.span, "keeps the logical id of this name")
        .label(old.handle.span, "which this has")
        .help(format!(
            "leave `was {name}` out if both are wanted, or give the other a handle: {} \"{}\" as another-name",
            old.word_text(),
            old.name.text
        ))
}

fn fall_together(new: &Declaration<'_>, old: &Declaration<'_>) -> Diagnostic {
    let (new_name, old_name) = (new.handle.text, old.handle.text);
    Diagnostic::error(
        "same-logical-id",
        format!("`{new_name}` and `{old_name}` would both be `{}` in the template", new.logical_id),
    )
    .label(new.handle.span, format!("becomes `{}`", new.logical_id))
    .label(old.handle.span, "and so does this")
    .help("the template knows a resource by the letters and digits of its name; give one of them a handle that differs in those: as another-name")
}

/// A logical id above CloudFormation's limit.
pub fn id_too_long(length: usize, span: Span) -> Diagnostic {
    Diagnostic::error(
        "name-too-long",
        format!("a logical id has at most {MAX_LOGICAL_ID} characters, and one made from this would have {length}"),
    )
    .label(span, "too long")
    .help("give it a shorter handle: `as short-name`")
}

/// The logical id of a name: its words in PascalCase, letters and digits only.
pub fn logical_id(name: &str) -> String {
    let mut id = String::with_capacity(name.len());
    let mut start = true;
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() {
            id.push(if start { byte.to_ascii_uppercase() } else { byte } as char);
            start = false;
        } else {
            start = true;
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::logical_id;

    #[test]
    fn logical_ids_are_pascal_case() {
        assert_eq!(logical_id("sample-role-web"), "SampleRoleWeb");
        assert_eq!(logical_id("web01"), "Web01");
        assert_eq!(logical_id("my_bucket.logs"), "MyBucketLogs");
    }
}
