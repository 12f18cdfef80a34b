//! The whole way from a source to a template.

use crate::diagnostic::Diagnostic;
use crate::lower::{self, Origins};
use crate::model;
use crate::relations;
use crate::source::{Source, Span};
use crate::suggest;
use crate::syntax::{self, Parsed};
use crate::template::Template;
use crate::typecheck;
use rustc_hash::FxHashSet;

/// A source's template and everything there is to say about it.
#[derive(Debug)]
pub struct Compiled<'a> {
    /// What could be compiled; to be used only without errors.
    pub template: Template<'a>,
    /// Where its resources come from.
    pub origins: Origins,
    /// Problems in source order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Compiled<'_> {
    /// Whether something stops the build.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Compiles one source; never fails and never panics.
pub fn compile(source: &Source) -> Compiled<'_> {
    suggest::begin();
    let mut inspection = syntax::inspect::inspect(source.text());
    let mut diagnostics = std::mem::take(&mut inspection.diagnostics);
    if inspection.fatal {
        return Compiled { template: Template::default(), origins: Origins::default(), diagnostics };
    }
    let Parsed { file, diagnostics: syntax, .. } = syntax::parse(source);
    // What the parser stumbles over there was said already.
    diagnostics.extend(syntax.into_iter().filter(|problem| !inspection.covers(problem.span())));
    // What could not be read may use anything.
    let is_whole = !diagnostics.iter().any(Diagnostic::is_error);
    let unused = if is_whole { model::unused::check(&file) } else { Vec::new() };
    let (file, loops) = model::unroll(&file, source).unwrap_or((file, Vec::new()));
    let resolved = model::resolve(&file);
    // A tree is as large as what follows from it.
    drop(file);
    let mut lowered = lower::lower(&resolved.stack);
    // Nor does a value that is malformed need to be called one of the wrong type.
    let malformed: FxHashSet<Span> = diagnostics.iter().map(Diagnostic::span).collect();
    let found = std::mem::take(&mut lowered.diagnostics);
    let meaning = loops.into_iter().chain(resolved.diagnostics).chain(found);
    diagnostics.extend(meaning.filter(|problem| !malformed.contains(&problem.span())));
    let typed = typecheck::check(source, &resolved.stack, &lowered.template, &lowered.origins, &diagnostics);
    diagnostics.extend(typed);
    diagnostics.extend(relations::check(source, &resolved.stack, &lowered));
    if !unused.is_empty() {
        // A name with a mistake is not called unused too.
        let said: FxHashSet<Span> = diagnostics.iter().map(Diagnostic::span).collect();
        diagnostics.extend(unused.into_iter().filter(|problem| !said.contains(&problem.span())));
    }
    if lowered.template.resources.is_empty() && !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.push(lower::no_resources(&resolved.stack));
    }
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span().start, std::cmp::Reverse(diagnostic.severity)));
    diagnostics.dedup();
    Compiled { template: lowered.template, origins: lowered.origins, diagnostics }
}
