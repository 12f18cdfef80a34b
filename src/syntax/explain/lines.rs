//! Where statements start, judged by their lines alone.

/// The offset of the next line that starts with a letter, behind the first line with content.
pub fn next_statement(slice: &str) -> Option<usize> {
    let skipped = slice.len() - slice.trim_start().len();
    starts_of_lines(slice, skipped).find(|at| slice.as_bytes()[*at].is_ascii_alphabetic())
}

/// Where the statement with the unclosed body ends at the latest: before the next line that starts like a statement,
/// a word at its very start that no `=` follows.
pub fn end_of_unclosed(slice: &str) -> usize {
    let skipped = slice.len() - slice.trim_start().len();
    let next = starts_of_lines(slice, skipped).find(|at| {
        let line = slice[*at..].lines().next().unwrap_or_default();
        let word = line.find(|c: char| !(c.is_ascii_alphanumeric() || "_-:".contains(c))).unwrap_or(line.len());
        word > 0 && line.as_bytes()[0].is_ascii_alphabetic() && !line[word..].trim_start().starts_with('=')
    });
    next.unwrap_or(slice.len())
}

/// The first line at or behind an offset that starts like a statement of its own; `else` goes on with the one above.
pub fn line_of_statement(slice: &str, from: usize) -> Option<usize> {
    let bytes = slice.as_bytes();
    memchr::memchr_iter(b'\n', bytes.get(from..)?)
        .map(|at| from + at + 1)
        .find(|at| bytes.get(*at).is_some_and(u8::is_ascii_alphabetic) && !bytes[*at..].starts_with(b"else"))
}

fn starts_of_lines(slice: &str, from: usize) -> impl Iterator<Item = usize> + '_ {
    memchr::memchr2_iter(b'\n', b'\r', slice.as_bytes())
        .map(|at| at + 1)
        .filter(move |at| *at > from && *at < slice.len())
}
