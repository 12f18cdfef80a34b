//! Scopes: one for each file of a program. Where a name stands says whose names it is one of.

use super::names::{Named, Names};
use crate::source::Span;
use crate::syntax::ast::Name;
use rustc_hash::FxHashMap;

/// The names of one file in one place of a program.
#[derive(Debug, Default)]
pub struct Scope<'a> {
    /// Where the file lies among the offsets of the program.
    pub place: Span,
    /// What its names stand for.
    pub names: Names<'a>,
    /// Its outputs, which its user knows by name: the binding that holds each one's value.
    pub outputs: FxHashMap<&'a str, usize>,
    /// The name by which its user knows it; none for the first file.
    pub alias: Option<Name<'a>>,
    /// What the logical ids of its statements begin with.
    pub prefix: String,
    /// Whether its alias is another's, which was said: nothing is said of what follows from that.
    pub misnamed: bool,
    /// Its alias behind those of the files around it: `prod-net`.
    pub path: String,
}

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'w> {
    /// Its meaning, if it has one.
    pub meaning: Option<Named>,
    /// The part that is a name, that of a module in front of it included: `web`, `net.public-a`.
    pub name: &'w str,
    /// What stands behind the name: an attribute, or the path to a key.
    pub rest: Option<&'w str>,
    /// Whether the name is one of a statement that could not be understood.
    pub lost: bool,
    /// The last part of the name.
    pub last: &'w str,
    /// The scope in which it was looked for.
    pub scope: usize,
}

/// The scopes of a program; the first is that of its first file.
#[derive(Debug)]
pub struct Scopes<'a> {
    all: Vec<Scope<'a>>,
    /// Their starts in order, each with its scope.
    starts: Vec<(u32, usize)>,
}

impl Default for Scopes<'_> {
    fn default() -> Self {
        Self { all: vec![Scope::default()], starts: vec![(0, 0)] }
    }
}

impl<'a> Scopes<'a> {
    /// Adds the scope of a file that another one uses.
    pub fn add(&mut self, scope: Scope<'a>) -> usize {
        let (start, index) = (scope.place.start, self.all.len());
        let at = self.starts.partition_point(|(other, _)| *other < start);
        self.starts.insert(at, (start, index));
        self.all.push(scope);
        index
    }

    /// The scope of what stands at a place.
    pub fn at(&self, place: Span) -> usize {
        if self.all.len() == 1 {
            return 0;
        }
        let after = self.starts.partition_point(|(start, _)| *start <= place.start);
        after.checked_sub(1).map_or(0, |at| self.starts[at].1)
    }

    /// A scope by its number.
    pub fn get(&self, scope: usize) -> &Scope<'a> {
        &self.all[scope]
    }

    /// A scope by its number, to change it.
    pub fn get_mut(&mut self, scope: usize) -> &mut Scope<'a> {
        &mut self.all[scope]
    }

    /// The names of the scope of a place.
    pub fn names_at(&self, place: Span) -> &Names<'a> {
        &self.all[self.at(place)].names
    }

    /// The same, to change them.
    pub fn names_mut(&mut self, place: Span) -> &mut Names<'a> {
        let scope = self.at(place);
        &mut self.all[scope].names
    }

    /// The scope of a place, for what stands in it.
    pub fn around(&self, place: Span) -> &Scope<'a> {
        &self.all[self.at(place)]
    }

    /// The names by which the file of a place is used, and the file that uses it, up to the first file.
    pub fn uses(&self, place: Span) -> impl Iterator<Item = Name<'a>> {
        std::iter::successors(self.around(place).alias, |alias| self.around(alias.span).alias)
    }

    /// What the logical ids of statements at a place begin with.
    pub fn prefix(&self, place: Span) -> &str {
        &self.all[self.at(place)].prefix
    }

    /// Whether some statement could not be understood.
    pub fn has_lost(&self) -> bool {
        self.all.iter().any(|scope| scope.names.has_lost())
    }

    /// Whether there are other files than the first.
    pub fn has_modules(&self) -> bool {
        self.all.len() > 1
    }

    /// What a word at a place stands for: names of modules lead into them.
    pub fn look_up<'w>(&self, word: &'w str, place: Span) -> Found<'w> {
        let mut scope = self.at(place);
        let mut start = 0;
        loop {
            let Scope { names, outputs, .. } = &self.all[scope];
            let end = start + names.length(&word[start..]);
            let (last, rest) = (&word[start..end], word.get(end + 1..));
            let output = || outputs.get(last).filter(|_| start > 0).map(|binding| Named::Binding(*binding));
            let meaning = names.meaning(last).or_else(output);
            match (meaning, rest) {
                (Some(Named::Module(inner)), Some(_)) => {
                    scope = inner;
                    start = end + 1;
                }
                (_, _) => {
                    return Found { meaning, name: &word[..end], rest, lost: names.is_lost(last), last, scope };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_modules_lead_into_them() {
        let mut scopes = Scopes::default();
        let inner = scopes.add(Scope { place: Span::new(100, 200), ..Scope::default() });
        let innermost = scopes.add(Scope { place: Span::new(300, 400), ..Scope::default() });
        scopes.get_mut(0).names.add("net", Named::Module(inner));
        scopes.get_mut(inner).names.add("deep", Named::Module(innermost));
        scopes.get_mut(inner).names.add("vpc", Named::Declaration(1));
        scopes.get_mut(innermost).outputs.insert("id", 7);
        let outside = Span::new(5, 6);
        let found = scopes.look_up("net.vpc.id", outside);
        assert_eq!((found.meaning, found.name, found.rest), (Some(Named::Declaration(1)), "net.vpc", Some("id")));
        let found = scopes.look_up("net.deep.id", outside);
        assert_eq!((found.meaning, found.name, found.rest), (Some(Named::Binding(7)), "net.deep.id", None));
        let found = scopes.look_up("net.absent.id", outside);
        assert_eq!((found.meaning, found.name, found.scope), (None, "net.absent", inner));
        assert_eq!(scopes.look_up("net", outside).meaning, Some(Named::Module(inner)));
        assert_eq!(scopes.look_up("vpc", outside).meaning, None);
        assert_eq!(scopes.look_up("vpc", Span::new(150, 153)).meaning, Some(Named::Declaration(1)));
        // A file does not know its own outputs by name.
        assert_eq!(scopes.look_up("id", Span::new(350, 352)).meaning, None);
    }
}
