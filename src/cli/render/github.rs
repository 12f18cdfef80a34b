//! Workflow commands that GitHub Actions turns into annotations.

use super::{
    Files, clean,
    places::{Places, Region},
};
use crate::{Diagnostic, Severity};
use std::io::{self, Write};

pub(super) fn render(files: Files, out: &mut dyn Write) -> io::Result<()> {
    for (source, diagnostics) in files {
        let mut places = Places::new(source);
        for diagnostic in *diagnostics {
            let region = places.region(diagnostic.span());
            let file = property(region.file.name().trim_start_matches("./"));
            let (command, place) = (command(diagnostic.severity), place(&region));
            let (title, text) = (property(diagnostic.code), text(diagnostic));
            writeln!(out, "::{command} file={file},{place},title={title}::{text}")?;
        }
    }
    Ok(())
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    }
}

/// GitHub refuses columns when an annotation covers several lines.
fn place(region: &Region<'_>) -> String {
    let (start, end) = (region.start, region.end);
    if start.line == end.line {
        format!("line={},endLine={},col={},endColumn={}", start.line, end.line, start.column, end.column)
    } else {
        format!("line={},endLine={}", start.line, end.line)
    }
}

fn text(diagnostic: &Diagnostic) -> String {
    let mut text = clean::lines(&diagnostic.message, usize::MAX);
    if let Some(help) = &diagnostic.help {
        text.push_str("\nhelp: ");
        text.push_str(&clean::lines(help, usize::MAX));
    }
    escape(&text)
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C").replace(|c: char| c.is_control(), "")
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, show};
    use crate::{Diagnostic, Source, Span, cli::render::MessageFormat};

    #[test]
    fn one_command_each() {
        insta::assert_snapshot!(samples::render(MessageFormat::Github));
    }

    #[test]
    fn nothing_in_a_text_ends_the_command() {
        let source = Source::new("./a,b:c%\n.infra", "x\ny");
        let diagnostic = Diagnostic::error("a-code", "100%\n::stop-commands::x\r\u{1b}").label(Span::new(0, 3), "");
        assert_eq!(
            show(MessageFormat::Github, &source, &[diagnostic]),
            "::error file=a%2Cb%3Ac%25%0A.infra,line=1,endLine=2,title=a-code::100%25%0A::stop-commands::x␍␛\n"
        );
    }
}
