//! The whole way from a source to a template.

use crate::allow::Allows;
use crate::claims;
use crate::deployment::{self, Deployment};
use crate::diagnostic::Diagnostic;
use crate::findings;
use crate::lower::{self, Origins};
use crate::model::scopes::Scopes;
use crate::model::{self, Expanded};
use crate::relations;
use crate::relations::places::Places;
use crate::source::{Source, Span};
use crate::suggest;
use crate::syntax::{self, Parsed};
use crate::template::Template;
use crate::typecheck;
use rustc_hash::FxHashSet;

/// A source's template and everything there is to say about it.
#[derive(Debug, Default)]
pub struct Compiled<'a> {
    /// What could be compiled; to be used only without errors.
    pub template: Template<'a>,
    /// Where its resources come from.
    pub origins: Origins,
    /// What a deploy has to know beside the template.
    pub deployment: Deployment,
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
    examined(source, |_| ()).0
}

/// Compiles one source and looks at what became of it, unless it is wrong.
pub fn examined<'s, T>(source: &'s Source, look: impl FnOnce(&Places<'_, 's>) -> T) -> (Compiled<'s>, Option<T>) {
    suggest::begin();
    let parsed = syntax::read(source);
    let mut allows = Allows::default();
    allows.read(source, &parsed);
    let Parsed { file, mut diagnostics, fatal, .. } = parsed;
    if fatal {
        return (Compiled { diagnostics, ..Compiled::default() }, None);
    }
    let expanded = model::expand(&file, source);
    let is_expanded = expanded.is_some();
    let Expanded { file, syntax, problems, mut unused, allows: others } = expanded.unwrap_or_else(|| {
        let unused = model::unused(&file.items, source);
        Expanded { file, syntax: vec![], problems: vec![], unused, allows: Allows::default() }
    });
    allows.extend(others);
    diagnostics.extend(syntax);
    // What could not be read may use anything.
    if diagnostics.iter().any(Diagnostic::is_error) {
        unused.clear();
    }
    let mut resolved = model::resolve(&file, source);
    resolved.stack.documented = source.contains("##");
    // A tree is as large as what follows from it.
    drop(file);
    let mut lowered = lower::lower(&resolved.stack);
    // Nor does a value that is malformed need to be called one of the wrong type.
    let malformed: FxHashSet<Span> = diagnostics.iter().map(Diagnostic::span).collect();
    let found = std::mem::take(&mut lowered.diagnostics);
    let meaning = problems.into_iter().chain(resolved.diagnostics).chain(found);
    diagnostics.extend(meaning.filter(|problem| !malformed.contains(&problem.span())));
    let typed = typecheck::check(source, &resolved.stack, &lowered.template, &lowered.origins, &diagnostics);
    diagnostics.extend(typed);
    let is_unsure = diagnostics.iter().any(Diagnostic::is_error);
    diagnostics.extend(relations::check(source, &resolved.stack, &lowered, is_unsure));
    let is_sound = !diagnostics.iter().any(Diagnostic::is_error);
    let places = Places { source, stack: &resolved.stack, lowered: &lowered };
    diagnostics.extend(claims::check(&places, is_sound));
    let mut looked = None;
    if is_sound {
        diagnostics.extend(findings::check(&lowered.template, || claims::relations(&places), &places));
        looked = Some(look(&places));
    }
    if !unused.is_empty() {
        // A name with a mistake is not called unused too.
        let said: FxHashSet<Span> = diagnostics.iter().map(Diagnostic::span).collect();
        diagnostics.extend(unused.into_iter().filter(|problem| !said.contains(&problem.span())));
    }
    if lowered.template.resources.is_empty() && !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.push(lower::no_resources(&resolved.stack));
    }
    allows.apply(source, &resolved.stack.scopes, (&mut lowered.template, &lowered.origins), &mut diagnostics);
    if is_expanded {
        diagnostics.iter_mut().for_each(|problem| keep_sure_fix(source, problem));
    }
    if resolved.stack.scopes.has_modules() {
        diagnostics = with_uses(source, &resolved.stack.scopes, diagnostics);
    }
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span().start, std::cmp::Reverse(diagnostic.severity)));
    diagnostics.dedup();
    let deployment = deployment::of(&resolved.stack);
    (Compiled { template: lowered.template, origins: lowered.origins, deployment, diagnostics }, looked)
}

/// A name that was put together stands nowhere as it is, so that no other can be written in its place.
fn keep_sure_fix(source: &Source, problem: &mut Diagnostic) {
    if !matches!(problem.code, "unknown-name" | "unknown-attribute") {
        return;
    }
    let said = |written: &str| problem.message.contains(&format!("`{written}`"));
    let is_sure = problem.fix.as_ref().is_some_and(|fix| fix.edits.iter().all(|edit| said(source.slice(edit.span))));
    problem.fix.take_if(|_| !is_sure);
}

/// What is wrong in a file that is used: with where it is used, and once, even where the file is used twice.
fn with_uses(source: &Source, scopes: &Scopes<'_>, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut said = FxHashSet::default();
    let mut kept = Vec::with_capacity(diagnostics.len());
    for mut problem in diagnostics {
        let span = problem.span();
        let file = source.part(span.start);
        let place = (file.path(), span.start - file.base(), span.end - file.base());
        if scopes.at(span) > 0 && !said.insert((place, problem.code, problem.message.clone())) {
            continue;
        }
        for alias in scopes.uses(span) {
            problem = problem.label(alias.span, format!("in `{}`, which is used here", alias.text));
        }
        kept.push(problem);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::compile;
    use crate::source::{Source, Texts};
    use std::sync::Arc;

    #[test]
    fn a_program_that_is_compiled_again_has_its_files_where_they_were() {
        let files: Texts = [("queue.infra", "AWS::SQS::Queue main < VisibilityTimout = 60 >\n")].into_iter().collect();
        let text = "use \"./absent.infra\" as none\nuse \"./queue.infra\" as one\nuse \"./queue.infra\" as two\n";
        let source = Source::new("main.infra", text).with_files("main.infra", Arc::new(files));
        let (first, end) = (compile(&source).diagnostics, source.end());
        assert_eq!(first.iter().map(|found| found.code).collect::<Vec<_>>(), ["no-such-file", "unknown-property"]);
        assert_eq!((compile(&source).diagnostics, source.end()), (first, end));
    }
}
