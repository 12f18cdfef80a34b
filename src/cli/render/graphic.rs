//! One diagnostic drawn with its source lines, by miette.

use super::{
    Style,
    guard::{Guarded, Mark},
};
use crate::Severity;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents, ThemeCharacters, ThemeStyles,
};
use std::fmt;

/// Appends the drawing to `out`.
pub(super) fn draw(style: &Style, diagnostic: &Guarded<'_>, out: &mut String) -> fmt::Result {
    GraphicalReportHandler::new_themed(theme(style, diagnostic))
        .with_width(style.width)
        .with_context_lines(1)
        .without_syntax_highlighting()
        .render_report(out, diagnostic)
}

/// The severity and the code stand where miette has its icon, so that the first line says everything.
fn theme(style: &Style, diagnostic: &Guarded<'_>) -> GraphicalTheme {
    let mut characters = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let head = head(diagnostic);
    match diagnostic.severity {
        Severity::Error => characters.error = head,
        Severity::Warning => characters.warning = head,
        Severity::Advice => characters.advice = head,
    }
    GraphicalTheme { characters, styles: if style.color { colors(diagnostic) } else { ThemeStyles::none() } }
}

/// `error[unknown-word]:`.
pub(super) fn head(diagnostic: &Guarded<'_>) -> String {
    format!("{}[{}]:", diagnostic.severity.name(), diagnostic.code)
}

/// The main place has the colour of the severity; the others share one.
fn colors(diagnostic: &Guarded<'_>) -> ThemeStyles {
    let mut styles = ThemeStyles::ansi();
    styles.error = styles.error.bold();
    styles.warning = styles.warning.bold();
    styles.advice = styles.advice.bold();
    let main = match diagnostic.severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Advice => styles.advice,
    };
    let other = styles.error.cyan();
    styles.highlights = diagnostic.marks.iter().map(|mark| if mark.primary { main } else { other }).collect();
    if styles.highlights.is_empty() {
        styles.highlights.push(main);
    }
    styles
}

impl fmt::Display for Guarded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        // Without a place there is no snippet to name the file.
        if self.marks.is_empty() { write!(f, " (in {})", self.name) } else { Ok(()) }
    }
}

impl std::error::Error for Guarded<'_> {}

impl miette::Diagnostic for Guarded<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Advice => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.marks.is_empty()).then(|| Box::new(self.marks.iter().map(labeled)) as Box<dyn Iterator<Item = _>>)
    }
}

fn labeled(mark: &Mark<'_>) -> LabeledSpan {
    let text = (!mark.text.is_empty()).then(|| mark.text.clone());
    let span = (mark.range.start, mark.range.len());
    match mark.primary {
        true => LabeledSpan::new_primary_with_span(text, span),
        false => LabeledSpan::new_with_span(text, span),
    }
}

/// Hands miette the excerpt with the line numbers of the source, and the header its column in characters.
impl SourceCode for Guarded<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        if before == 0 && after == 0 {
            return self.read_place(span);
        }
        let lines = &self.excerpt.lines;
        let adjoin = |at: usize| {
            lines.get(at).zip(lines.get(at + 1)).is_some_and(|(a, b)| a.number + 1 == b.number && a.file == b.file)
        };
        let mut first = self.excerpt.line_at(span.offset());
        let mut last = self.excerpt.line_at(span.offset() + span.len().saturating_sub(1));
        for _ in 0..before {
            first -= usize::from(first > 0 && adjoin(first - 1));
        }
        for _ in 0..after {
            last += usize::from(adjoin(last));
        }
        let (start, end) = (lines.get(first).ok_or(MietteError::OutOfBounds)?, &lines[last]);
        if start.file != end.file {
            // Lines of two files are no piece of text.
            return Err(MietteError::OutOfBounds);
        }
        let range = start.range.start..end.range.end;
        Ok(self.contents(range, &start.file, start.number, 1, last - first + 1))
    }
}

impl Guarded<'_> {
    /// What the header of a snippet names: miette asks for the label without any context.
    fn read_place<'a>(&'a self, span: &SourceSpan) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let range = span.offset()..span.offset() + span.len();
        let mark = self.marks.iter().find(|mark| mark.range == range).ok_or(MietteError::OutOfBounds)?;
        let file = &self.excerpt.lines[self.excerpt.line_at(range.start)].file;
        Ok(self.contents(range, file, mark.region.start.line, mark.region.start.column, 1))
    }

    fn contents(
        &self,
        range: std::ops::Range<usize>,
        file: &str,
        line: usize,
        column: usize,
        lines: usize,
    ) -> Box<dyn SpanContents<'_> + '_> {
        let name = if file.is_empty() { &self.name } else { file };
        let data = self.excerpt.text[range.clone()].as_bytes();
        let span = SourceSpan::from(range);
        Box::new(MietteSpanContents::new_named(name.to_owned(), data, span, line - 1, column - 1, lines))
    }
}
