//! The parser that pest makes of `grammar/infra.pest`, and what people call its rules.

// The derive documents nothing, and its rules are named in the grammar file.
#[allow(missing_docs)]
mod generated {
    /// The parser made of `grammar/infra.pest`.
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/infra.pest"]
    pub struct Grammar;
}
pub use generated::{Grammar, Rule};

/// What a reader of an error calls a rule; `None` for rules that are never worth naming.
pub fn phrase(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::run | Rule::piece | Rule::lone_statement | Rule::statement | Rule::sentence => "a statement",
        Rule::parameter | Rule::binding | Rule::output | Rule::conditional | Rule::repeat => "a statement",
        Rule::lone_entry | Rule::lone_setting | Rule::entry => "an entry",
        Rule::name => "a name",
        Rule::type_name => "a type",
        Rule::equals => "`=`",
        Rule::argument
        | Rule::expression
        | Rule::inside
        | Rule::operand
        | Rule::item
        | Rule::bare
        | Rule::choice
        | Rule::negation
        | Rule::minus
        | Rule::address
        | Rule::plain
        | Rule::escaped
        | Rule::string
        | Rule::text => "a value",
        Rule::operator | Rule::more | Rule::inside_more => "an operator",
        Rule::former => "`was …`",
        Rule::keyword_in => "`in`",
        Rule::keyword_then => "`then`",
        Rule::keyword_else => "`else`",
        Rule::body => "`<`",
        Rule::close_body | Rule::close_type => "`>`",
        Rule::list => "`[`",
        Rule::close_list => "`]`",
        Rule::group => "`(`",
        Rule::close_group => "`)`",
        Rule::close_brace => "`}`",
        Rule::close_quote => "a closing `\"`",
        Rule::close_text => "a closing `\"\"\"`",
        Rule::comma | Rule::separator | Rule::continued => "`,`",
        Rule::colon => "`:`",
        Rule::line_end | Rule::newline | Rule::statement_end | Rule::EOI => "the end of the line",
        Rule::open_type
        | Rule::settled
        | Rule::keyword
        | Rule::reserved
        | Rule::chunk
        | Rule::escape
        | Rule::dollar
        | Rule::interpolation
        | Rule::text_chunk
        | Rule::word_char
        | Rule::unclosed
        | Rule::s
        | Rule::gap
        | Rule::comment
        | Rule::broken_statement
        | Rule::broken_tail
        | Rule::statement_start
        | Rule::broken_entry
        | Rule::junk
        | Rule::junk_part
        | Rule::raw_text
        | Rule::raw_string
        | Rule::raw_list
        | Rule::raw_group
        | Rule::raw_body => return None,
    })
}
