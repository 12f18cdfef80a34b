//! The last lines of a run: how much was found, and where to read more.

use super::Files;
use crate::{Diagnostic, Severity, Source};
use std::collections::BTreeSet;

/// Such as `2 errors, 1 warning in a.infra`; `None` when there is nothing to say.
pub(super) fn summary(files: Files) -> Option<String> {
    let all = || files.iter().flat_map(|(_, diagnostics)| diagnostics.iter());
    let count = |severity| all().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Advice]
        .into_iter()
        .filter_map(|severity| counted(severity, count(severity)))
        .collect();
    let of = |source: &'_ Source, one: &Diagnostic| source.part(one.span().start).name().to_owned();
    let touched: BTreeSet<String> =
        files.iter().flat_map(|(source, found)| found.iter().map(|one| of(source, one))).collect();
    let place = match touched.len() {
        0 => return None,
        1 => super::clean::line(touched.first()?, 300),
        more => format!("{more} files"),
    };
    Some(format!("{} in {place}", parts.join(", ")))
}

fn counted(severity: Severity, count: usize) -> Option<String> {
    let (one, many) = match severity {
        Severity::Error => ("error", "errors"),
        Severity::Warning => ("warning", "warnings"),
        Severity::Advice => ("piece of advice", "pieces of advice"),
    };
    (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
}

/// How to read more about the first of the gravest diagnostics.
pub(super) fn hint<'a>(shown: impl Iterator<Item = &'a Diagnostic>) -> Option<String> {
    // `min_by_key` takes the first of equals, `max_by_key` the last.
    let gravest = shown.min_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity))?;
    Some(format!("more: infrac explain {}", gravest.code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn summarize(errors: usize, warnings: usize, advice: usize) -> Option<String> {
        let source = Source::new("a.infra", "");
        let mut all = vec![Diagnostic::error("e", ""); errors];
        all.extend(vec![Diagnostic::warning("w", ""); warnings]);
        all.extend(vec![Diagnostic::advice("a", ""); advice]);
        summary(&[(&source, &all)])
    }

    #[test]
    fn plurals() {
        assert_eq!(summarize(2, 1, 0).as_deref(), Some("2 errors, 1 warning in a.infra"));
        assert_eq!(summarize(1, 0, 1).as_deref(), Some("1 error, 1 piece of advice in a.infra"));
        assert_eq!(summarize(0, 2, 2).as_deref(), Some("2 warnings, 2 pieces of advice in a.infra"));
        assert_eq!(summarize(0, 0, 0), None);
    }

    #[test]
    fn only_files_with_findings_count() {
        let (a, b, c) = (Source::new("a.infra", ""), Source::new("b.infra", ""), Source::new("c.infra", ""));
        let one = [Diagnostic::error("e", "")];
        assert_eq!(summary(&[(&a, &[]), (&b, &one)]).as_deref(), Some("1 error in b.infra"));
        assert_eq!(summary(&[(&a, &one), (&b, &[]), (&c, &one)]).as_deref(), Some("2 errors in 2 files"));
    }

    #[test]
    fn the_hint_names_the_first_error() {
        let all = [Diagnostic::warning("w", ""), Diagnostic::error("e1", ""), Diagnostic::error("e2", "")];
        assert_eq!(hint(all.iter()).as_deref(), Some("more: infrac explain e1"));
    }
}
