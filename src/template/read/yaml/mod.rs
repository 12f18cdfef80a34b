//! YAML as CloudFormation takes it: version 1.1 of the language, with the short tags of its functions.
//!
//! The grammar is the parser's; what a plain scalar means, tags, aliases and merges are ours.

mod alias;
mod builder;
mod frame;
mod problems;
mod scalar;
mod tag;

use super::node::Node;
use super::problems::{MOST_NESTED, Problems};
use crate::source::Span;
use builder::Builder;
use granit_parser::{Event, Options, Parser, options};

/// Reads the first document; nothing when there is none.
pub(super) fn read<'a>(text: &'a str, found: &mut Problems) -> Option<Node<'a>> {
    let mut builder = Builder::new(text, found);
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(text, how()) {
        match event {
            Ok((Event::DocumentStart(..), span)) => {
                documents += 1;
                if documents > 1 {
                    builder.problem(problems::documents(place(span)));
                    break;
                }
            }
            Ok((event, at)) => builder.event(event, at),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len());
                builder.problem(problems::grammar(text, at, error.kind(), &error.info()));
                break;
            }
        }
        if builder.stopped {
            break;
        }
    }
    builder.finish()
}

/// As libyaml reads where versions of the language differ. Our own limit of nesting is below the parser's.
fn how() -> Options {
    options! {
        block_scalar_eof_without_line_feed: true,
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: 2 * MOST_NESTED,
        block_nesting_limit: 2 * MOST_NESTED,
        max_directive_bytes: 1024,
    }
}

/// A place as bytes; the parser knows them for every text it is given whole.
fn place(span: granit_parser::Span) -> Span {
    let range = span.byte_range().unwrap_or_default();
    Span::new(range.start, range.end)
}
