//! Counts the lines that say something.

use super::MOST_LINES;
use crate::source::Span;

/// The line that is one too many, if there is one.
pub(super) fn one_too_many(bytes: &[u8]) -> Option<Span> {
    // Nearly every file ends here: counting line feeds alone costs next to nothing.
    if bytes.len() <= MOST_LINES || memchr::memchr_iter(b'\n', bytes).count() < MOST_LINES {
        return None;
    }
    let mut start = 0;
    let lines = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]).map(|end| {
        let line = Span::new(start, end);
        start = end + 1;
        line
    });
    lines.filter(|line| says_something(&bytes[line.range()])).nth(MOST_LINES)
}

fn says_something(line: &[u8]) -> bool {
    line.trim_ascii_start().first().is_some_and(|byte| *byte != b'#')
}
