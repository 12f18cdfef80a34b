//! What would change in a file, as a unified diff on standard output.

use super::render::{self, Style};
use similar::TextDiff;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::time::Duration;

/// Lines around a change.
const CONTEXT: usize = 3;
/// The search for the smallest difference ends then; what it has found by that time is right too.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows the difference between a file's text and another one.
pub fn show(name: &str, old: &str, new: &str) -> io::Result<()> {
    let stdout = io::stdout().lock();
    let color = Style::detect(|name| std::env::var(name).ok(), stdout.is_terminal(), None).color;
    let mut out = BufWriter::new(stdout);
    match write(name, old, new, color, &mut out).and_then(|()| out.flush()) {
        // A reader that has seen enough does not turn a difference into none.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn write(name: &str, old: &str, new: &str, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let name = render::line(name);
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let unified = diff.unified_diff().context_radius(CONTEXT).header(&name, &name).to_string();
    for line in unified.split_inclusive('\n') {
        let text = line.trim_end_matches(['\r', '\n']);
        match style(text).filter(|_| color) {
            Some(style) => write!(out, "{style}{text}\u{1b}[0m{}", &line[text.len()..])?,
            None => out.write_all(line.as_bytes())?,
        }
    }
    Ok(())
}

/// The colour of a line, as other tools have it.
fn style(line: &str) -> Option<&'static str> {
    Some(match line.as_bytes() {
        [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => "\u{1b}[1m",
        [b'-', ..] => "\u{1b}[31m",
        [b'+', ..] => "\u{1b}[32m",
        [b'@', ..] => "\u{1b}[36m",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str, color: bool) -> String {
        let mut out = Vec::new();
        write("a.infra", old, new, color, &mut out).expect("a vector takes everything");
        String::from_utf8(out).expect("a diff is UTF-8")
    }

    #[test]
    fn lines_that_go_and_come() {
        let expected = "--- a.infra\n+++ a.infra\n@@ -1,2 +1,2 @@\n-bucket  a\n+bucket a\n # 업로드\n";
        assert_eq!(shown("bucket  a\n# 업로드\n", "bucket a\n# 업로드\n", false), expected);
    }

    #[test]
    fn colours_end_with_their_line() {
        let expected = "\u{1b}[1m--- a.infra\u{1b}[0m\n\u{1b}[1m+++ a.infra\u{1b}[0m\n\u{1b}[36m@@ -1 +1 @@\u{1b}[0m\n\
            \u{1b}[31m-a\u{1b}[0m\r\n\u{1b}[32m+b\u{1b}[0m\r\n";
        assert_eq!(shown("a\r\n", "b\r\n", true), expected);
    }
}
