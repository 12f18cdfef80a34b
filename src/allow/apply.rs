//! What is allowed, taken out of what is said and put into the template.

use super::{Allow, Allows, Code, Named, messages, metadata};
use crate::diagnostic::Diagnostic;
use crate::lower::Origins;
use crate::model::scopes::Scopes;
use crate::source::{Source, Span};
use crate::template::Template;
use rustc_hash::FxHashSet;

impl Allows<'_> {
    /// Leaves out what is allowed, and says what is wrong with how that is said.
    pub fn apply(
        mut self,
        source: &Source,
        scopes: &Scopes<'_>,
        (template, origins): (&mut Template<'_>, &Origins),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if !self.all.is_empty() {
            self.all.sort_by_key(|allow| (allow.covers.start, allow.comment.start));
            let mut nested = Nested::new(&mut self.all, scopes);
            diagnostics.retain_mut(|problem| !nested.silences(problem));
            nested.write(template, origins);
            if !diagnostics.iter().any(Diagnostic::is_error) {
                diagnostics.extend(unused(&self.all, source));
            }
        }
        diagnostics.append(&mut self.problems);
    }
}

/// All of them in order, each with the one around it.
struct Nested<'n, 'a, 's> {
    all: &'n mut [Allow<'a>],
    outer: Vec<Option<usize>>,
    scopes: &'n Scopes<'s>,
}

impl<'n, 'a, 's> Nested<'n, 'a, 's> {
    fn new(all: &'n mut [Allow<'a>], scopes: &'n Scopes<'s>) -> Self {
        let mut outer = Vec::with_capacity(all.len());
        let mut open: Vec<usize> = Vec::new();
        for allow in all.iter() {
            while open.last().is_some_and(|last| all[*last].covers.end <= allow.covers.start) {
                open.pop();
            }
            open.push(outer.len());
            outer.push(open.len().checked_sub(2).map(|before| open[before]));
        }
        Self { all, outer, scopes }
    }

    /// Those that a place lies in, the innermost first; those around the `use` of its file come last.
    fn around(&self, place: Span) -> Vec<usize> {
        let uses = self.scopes.uses(place).map(|alias| alias.span);
        let at = |place: Span| {
            let last = self.all.partition_point(|allow| allow.covers.start <= place.start).checked_sub(1);
            std::iter::successors(last, |at| self.outer[*at]).filter(move |at| place.start < self.all[*at].covers.end)
        };
        std::iter::once(place).chain(uses).flat_map(at).collect()
    }

    /// Whether a diagnostic is allowed where it is; an error never is.
    fn silences(&mut self, problem: &mut Diagnostic) -> bool {
        let is_error = problem.is_error();
        for at in self.around(problem.span()) {
            let named = self.all[at].codes.iter_mut().find(|named| named.code == Code::Own(problem.code));
            match named {
                Some(named) if is_error => {
                    problem.labels.push(messages::not_silenced(named.span));
                    return false;
                }
                Some(named) => {
                    named.used = true;
                    return true;
                }
                None => {}
            }
        }
        false
    }

    /// Those that a statement lies in, or that are above its entries: a checker knows no entries.
    fn about(&self, statement: Span) -> Vec<usize> {
        let from = |offset: u32| self.all.partition_point(|allow| allow.covers.start < offset);
        let mut about: Vec<usize> = (from(statement.start + 1)..from(statement.end)).rev().collect();
        about.extend(self.around(statement));
        about
    }

    /// Puts the codes of other checkers into the metadata of what the statements make.
    fn write(&mut self, template: &mut Template<'_>, origins: &Origins) {
        for (index, resource) in template.resources.iter_mut().enumerate() {
            let Some(origin) = origins.resource(index) else { continue };
            for at in self.about(origin) {
                let allow = &mut self.all[at];
                for named in &mut allow.codes {
                    if let Code::Of(checker) = named.code {
                        named.used |= metadata::add(resource, checker, named.text, allow.reason);
                    }
                }
            }
        }
    }
}

/// What silences nothing. What does so in one of the places in which a file is used is used.
fn unused(all: &[Allow<'_>], source: &Source) -> Vec<Diagnostic> {
    let place = |span: Span| {
        let file = source.part(span.start);
        (file.path(), span.start - file.base())
    };
    let named = || all.iter().flat_map(|allow| &allow.codes);
    let used: FxHashSet<_> = named().filter(|named| named.used).map(|named| place(named.span)).collect();
    let is_used = |named: &Named<'_>| used.contains(&place(named.span));
    let has_unused = |allow: &&Allow<'_>| !allow.codes.iter().all(is_used);
    all.iter().filter(has_unused).map(|allow| messages::unused(source, allow, &is_used)).collect()
}
