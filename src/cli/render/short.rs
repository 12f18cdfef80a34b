//! One line for each diagnostic, for editors and `grep`.

use super::{Files, clean, places::Places};
use std::io::{self, Write};

pub(super) fn render(files: Files, out: &mut dyn Write) -> io::Result<()> {
    for (source, diagnostics) in files {
        let mut places = Places::new(source);
        for diagnostic in *diagnostics {
            let region = places.region(diagnostic.span());
            let (name, at) = (clean::line(region.file.name(), usize::MAX), region.start);
            let severity = diagnostic.severity.name();
            let message = clean::line(&diagnostic.message, usize::MAX);
            writeln!(out, "{name}:{}:{}: {severity}[{}]: {message}", at.line, at.column, diagnostic.code)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, show};
    use crate::{Diagnostic, Source, Span, cli::render::MessageFormat};

    #[test]
    fn one_line_each() {
        let text = samples::render(MessageFormat::Short);
        insta::assert_snapshot!(text);
    }

    #[test]
    fn a_line_break_in_a_message_stays_on_the_line() {
        let source = Source::new("a\nb.infra", "x");
        let diagnostic = Diagnostic::error("a-code", "one\ntwo\u{1b}").label(Span::new(0, 1), "");
        assert_eq!(show(MessageFormat::Short, &source, &[diagnostic]), "a␊b.infra:1:1: error[a-code]: one␊two␛\n");
    }
}
