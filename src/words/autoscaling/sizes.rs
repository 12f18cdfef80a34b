//! How many servers there are.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;

/// How many servers there are.
pub struct Sizes {
    /// At least.
    pub min: i64,
    /// At most.
    pub max: i64,
    /// At first.
    pub desired: Option<i64>,
}

/// As the body says it; what does not fit together is reported.
pub fn of(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) -> Sizes {
    let entries = &declaration.entries;
    let desired = entries.int("desired");
    let min = entries.int("min").unwrap_or_else(|| entries.int("max").map_or(1, |max| max.min(1)));
    let max = entries.int("max").unwrap_or_else(|| min.max(desired.unwrap_or(min)));
    let span = |name: &str| entries.setting(name).map(|setting| setting.span);
    for (low, few, high, many) in [
        ("min", Some(min), "max", Some(max)),
        ("min", Some(min), "desired", desired),
        ("desired", desired, "max", Some(max)),
    ] {
        if let (Some(few), Some(many)) = (few, many)
            && few > many
            && let Some(at) = span(low).or(span(high))
        {
            let problem = Diagnostic::error("out-of-range", format!("`{low}` is {few}, and `{high}` is {many}"))
                .label(at, "more than that");
            let problem = match span(high).filter(|other| *other != at) {
                Some(other) => problem.label(other, "less than that"),
                None => problem,
            };
            to.report(problem.help("min is at most desired, and desired at most max"));
        }
    }
    if let Some(busy) = entries.setting("target_cpu").filter(|_| min == max) {
        to.report(
            Diagnostic::warning("no-effect", format!("there are always {min} servers, however busy they are"))
                .label(busy.key, "has no effect")
                .help("let there be more when they are busy: max = …"),
        );
    }
    Sizes { min, max, desired }
}
