//! The one layout of a text: `infrac fmt`.
//!
//! ```text
//!   source ──tokens──▶ tokens, comments ──builder──▶ Doc ──printer──▶ text
//! ```
//!
//! What the layout is:
//!
//! - Lines have up to [`WIDTH`] columns; what is in brackets is indented by two blanks, and a line on which a sentence or
//!   a condition goes on by four. One blank is between tokens.
//! - A body, list or call that stands on one line stays there while it fits. One that stands on several lines has one
//!   entry a line; so has one with a comment in it. In a statement that does not fit, the body gives way first.
//! - A sentence that is too long goes on behind a comma, a value behind an operator or in front of `else`. A value that
//!   does not fit behind its `=` goes below it, unless it is in brackets. Elsewhere lines that were ended are joined.
//! - Equals signs of settings are below each other when no empty line, comment or value of several lines is between
//!   them; so are the comments behind rows of one line. Nothing is moved by more than 20 columns for it.
//! - A comment stays in front of what it was in front of, and the text of one never changes. At most one empty line is
//!   kept, and none where a body or the file begins or ends.
//! - Spelling stays. The lines of a `"""` text are moved together, which its value does not depend on.
//! - Line ends are what the first one is; the last line has one.

mod builder;
mod columns;
mod doc;
mod parts;
mod printer;
mod statements;
mod text;
mod tokens;
mod values;
mod width;

#[cfg(feature = "cli")]
pub(crate) use width::width;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::syntax;

/// How many columns a line may have.
pub const WIDTH: usize = 100;
/// How far a body is indented.
const INDENT: usize = 2;

/// The text of a source in its one layout; or why it cannot be read, and then it should stay as it is.
pub fn format(source: &Source) -> Result<String, Vec<Diagnostic>> {
    let problems = syntax::problems(source);
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }
    let text = lay_out(source.text());
    // A keyword that is meant as a name can need its line end. Nobody's file is broken for it.
    let is_sound = !syntax::problems(&Source::new(source.name(), text.as_str())).iter().any(Diagnostic::is_error);
    Ok(if is_sound { text } else { source.text().to_owned() })
}

fn lay_out(text: &str) -> String {
    let mut printer = printer::Printer::default();
    builder::Builder::new(tokens::tokens(text)).file(|block| printer.part(block));
    let laid_out = printer.end();
    if has_crlf(text) { laid_out.replace('\n', "\r\n") } else { laid_out }
}

/// Whether the first line ends with CRLF.
fn has_crlf(text: &str) -> bool {
    text.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'))
}

#[cfg(test)]
mod tests;
