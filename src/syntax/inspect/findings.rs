//! Collects what was found, and words it.

use super::hidden::{self, Hidden};
use super::{Inspection, LONGEST_WORD, MOST_FINDINGS, MOST_LINES, MOST_NESTED};
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::Span;

/// A file of lone carriage returns gets this many repaired at a time.
const MOST_RETURNS: usize = 10_000;

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    inspection: Inspection,
    returns: Vec<Edit>,
}

impl Findings {
    /// Whether no further ordinary finding is wanted; a limit and the carriage returns always have room.
    pub fn full(&self) -> bool {
        self.inspection.diagnostics.len() + 2 >= MOST_FINDINGS
    }

    /// Adds a finding that lies in code.
    pub fn in_code(&mut self, diagnostic: Diagnostic) {
        self.inspection.places.extend(diagnostic.labels.iter().map(|label| label.span));
        self.inspection.diagnostics.push(diagnostic);
    }

    /// Adds a finding that lies in a string or a comment.
    pub fn in_text(&mut self, diagnostic: Diagnostic) {
        self.inspection.diagnostics.push(diagnostic);
    }

    /// Notes a carriage return that no line feed follows directly.
    pub fn carriage_return(&mut self, at: usize, doubled: bool) {
        if self.returns.len() < MOST_RETURNS {
            let text = if doubled { "" } else { "\n" };
            self.returns.push(Edit { span: Span::new(at, at + 1), text: text.to_owned() });
        }
    }

    /// Adds an exceeded limit.
    pub fn limit(&mut self, diagnostic: Diagnostic) {
        if !self.inspection.fatal {
            self.inspection.fatal = true;
            self.inspection.diagnostics.push(diagnostic);
        }
    }

    /// The result, in source order.
    pub fn finish(mut self) -> Inspection {
        if let Some(first) = self.returns.first() {
            let diagnostic = lone_carriage_return(first.span).fix_edits("end the lines with line feeds", self.returns);
            self.inspection.diagnostics.push(diagnostic);
        }
        self.inspection.diagnostics.sort_by_key(|diagnostic| diagnostic.span().start);
        self.inspection.places.sort_by_key(|place| place.start);
        self.inspection
    }
}

fn lone_carriage_return(span: Span) -> Diagnostic {
    Diagnostic::error("lone-carriage-return", "a carriage return (U+000D) stands here without a line feed after it")
        .label(span, "editors disagree whether a line ends here")
        .help("end each line with LF or CRLF")
}

/// A run of hidden characters. Inside a string the fix keeps the value: it writes the characters as escapes.
pub(super) fn hidden_run(run: &str, span: Span, code: &'static str, in_string: bool) -> Diagnostic {
    let first = run.chars().next().unwrap_or_default();
    let named = format!("U+{:04X} {}", u32::from(first), hidden::name(first));
    let more = run.chars().count() - 1;
    let what = if more == 0 { named } else { format!("{named} (and {more} more)") };
    let message = if code == "bidi-control" {
        format!("{what} makes this line read differently from what it says")
    } else {
        format!("found the control character {what}, expected printable text")
    };
    let diagnostic = Diagnostic::error(code, message).label(span, "cannot be seen here");
    if in_string {
        let escaped: String = run.chars().map(hidden::escape).collect();
        let help = format!("remove it, or write `{}` if the text needs it", hidden::escape(first));
        return diagnostic.help(help).fix("write it as an escape", span, escaped);
    }
    // What some tools take for a line end may be meant as one: then removing it is not sure to be right.
    if run.chars().any(|point| hidden::find(point) == Some(Hidden::Separator)) {
        return diagnostic.help("remove it, or end the line here");
    }
    diagnostic.help("remove it").fix("remove it", span, "")
}

/// A bracket that opens one level too many.
pub(super) fn nested_too_deeply(at: Span, outermost: Span) -> Diagnostic {
    Diagnostic::error("nested-too-deeply", format!("brackets are nested more than {MOST_NESTED} levels deep"))
        .label(at, format!("level {}", MOST_NESTED + 1))
        .label(outermost, "the outermost bracket that is still open")
        .help("close a bracket that was left open, or name an inner part with `let`")
}

/// A line that is one too many.
pub(super) fn too_many_statements(line: Span) -> Diagnostic {
    Diagnostic::error("too-many-statements", format!("the file has more than {MOST_LINES} lines of statements"))
        .label(line, "this line is one too many")
        .help("split the file into stacks; CloudFormation takes 500 resources in one")
}

/// A bare word that is longer than any name.
pub(super) fn name_too_long(word: Span) -> Diagnostic {
    let message = format!("found a word of {} bytes, expected at most {LONGEST_WORD}", word.len());
    Diagnostic::error("name-too-long", message)
        .label(word, "starts here")
        .help("give a shorter name, or put a long text in quotes")
}
