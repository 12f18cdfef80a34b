//! From pest's pairs to the syntax tree: one function per rule, with the grammar's names.

use super::ast::*;
use super::grammar::Rule;
use super::literal;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use pest::iterators::{Pair, Pairs};
use std::iter::Peekable;

type Tokens<'a> = Peekable<Pairs<'a, Rule>>;

/// A region that is no statement or entry, from the start of what was begun there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// All of it.
    pub span: Span,
    /// The rule that should have matched from its start.
    pub rule: Rule,
}

/// Builds the tree of one piece.
#[derive(Default)]
pub struct Builder {
    /// Where the piece starts in the source.
    pub base: u32,
    /// Comments in order.
    pub comments: Vec<Span>,
    /// Regions for recovery to explain.
    pub broken: Vec<Broken>,
    /// The opening brackets of bodies that are never closed.
    pub unclosed: Vec<Span>,
    /// Problems inside literals.
    pub diagnostics: Vec<Diagnostic>,
}

impl Builder {
    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        Span { start: span.start() as u32 + self.base, end: span.end() as u32 + self.base }
    }

    fn name<'a>(&self, pair: &Pair<'a, Rule>) -> Name<'a> {
        Name { text: pair.as_str(), span: self.span(pair) }
    }

    /// The next token that is not a comment; comments are put aside.
    fn next<'a>(&mut self, tokens: &mut Tokens<'a>) -> Option<Pair<'a, Rule>> {
        self.skip_comments(tokens);
        tokens.next()
    }

    fn skip_comments(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(pair) = tokens.next_if(|pair| pair.as_rule() == Rule::comment) {
            let span = self.span(&pair);
            self.comments.push(span);
        }
    }

    fn next_if<'a>(&mut self, tokens: &mut Tokens<'a>, rule: Rule) -> Option<Pair<'a, Rule>> {
        self.skip_comments(tokens);
        tokens.next_if(|pair| pair.as_rule() == rule)
    }

    /// The statement of a piece, if it holds a healthy one.
    pub fn piece<'a>(&mut self, piece: Pair<'a, Rule>) -> Option<Item<'a>> {
        let mut tokens = piece.into_inner().peekable();
        let mut found = None;
        while let Some(pair) = self.next(&mut tokens) {
            match pair.as_rule() {
                Rule::broken_statement | Rule::broken_tail => {
                    let start = found.take().map_or(self.span(&pair), |item: Item<'_>| item.span());
                    self.broken.push(Broken { span: start.to(self.span(&pair)), rule: Rule::lone_statement });
                }
                _ => found = self.item(pair).or(found),
            }
        }
        found
    }

    fn item<'a>(&mut self, pair: Pair<'a, Rule>) -> Option<Item<'a>> {
        match pair.as_rule() {
            Rule::sentence => self.sentence(pair),
            Rule::parameter => self.parameter(pair).map(|item| Item::Parameter(Box::new(item))),
            Rule::binding => self.binding(pair).map(|item| Item::Binding(Box::new(item))),
            Rule::output => self.output(pair).map(|item| Item::Output(Box::new(item))),
            Rule::conditional => self.conditional(pair).map(|item| Item::Conditional(Box::new(item))),
            Rule::repeat => self.repeat(pair).map(|item| Item::Repeat(Box::new(item))),
            _ => None,
        }
    }

    fn sentence<'a>(&mut self, pair: Pair<'a, Rule>) -> Option<Item<'a>> {
        let mut span = self.span(&pair);
        let mut tokens = pair.into_inner().peekable();
        let first = tokens.next()?;
        let word = self.key(&first);
        let mut arguments = Vec::new();
        let mut body = None;
        let mut after_comma = false;
        while let Some(rule) = self.peek(&mut tokens) {
            match rule {
                Rule::equals => {
                    tokens.next();
                    let value = self.expression(&mut tokens)?;
                    return Some(Item::Setting(Setting { key: word, value }));
                }
                Rule::comma => {
                    tokens.next();
                    after_comma = true;
                }
                Rule::body => body = Some(self.body(tokens.next()?)),
                _ => {
                    let value = self.operand(&mut tokens)?;
                    arguments.push(Argument { after_comma, value });
                    after_comma = false;
                }
            }
        }
        // The rule takes the blanks behind it too; the statement ends where its last part does.
        span.end = match (&body, arguments.last()) {
            (Some(body), _) => body.span.end,
            (None, Some(last)) => last.value.span.end,
            (None, None) => word.span.end,
        };
        Some(Item::Sentence(Sentence { word, arguments, body, span }))
    }

    /// A bare name, or the raw text between quotes.
    fn key<'a>(&self, pair: &Pair<'a, Rule>) -> Name<'a> {
        let mut name = self.name(pair);
        if pair.as_rule() == Rule::string {
            name.text = name.text.trim_matches('"');
        }
        name
    }

    fn peek(&mut self, tokens: &mut Tokens<'_>) -> Option<Rule> {
        self.skip_comments(tokens);
        tokens.peek().map(Pair::as_rule)
    }

    fn body<'a>(&mut self, pair: Pair<'a, Rule>) -> Body<'a> {
        let span = self.span(&pair);
        let open = Span { start: span.start, end: span.start + 1 };
        let mut items = Vec::new();
        let mut tokens = pair.into_inner().peekable();
        while let Some(pair) = self.next(&mut tokens) {
            match pair.as_rule() {
                Rule::unclosed => self.unclosed.push(open),
                Rule::broken_entry => self.broken.push(Broken { span: self.span(&pair), rule: Rule::lone_entry }),
                Rule::broken_entry_tail => {
                    let start = items.pop().map_or(self.span(&pair), |item: Item<'_>| item.span());
                    self.broken.push(Broken { span: start.to(self.span(&pair)), rule: Rule::lone_entry });
                }
                _ => items.extend(self.item(pair)),
            }
        }
        Body { items, span }
    }

    fn parameter<'a>(&mut self, pair: Pair<'a, Rule>) -> Option<Parameter<'a>> {
        let start = self.span(&pair);
        let mut tokens = pair.into_inner().peekable();
        let name = self.next(&mut tokens).map(|pair| self.name(&pair))?;
        let mut parameter = Parameter { name, kind: None, default: None, body: None, span: start.to(name.span) };
        parameter.span.end = name.span.end;
        while let Some(rule) = self.peek(&mut tokens) {
            match rule {
                Rule::type_name => {
                    let kind = self.type_name(tokens.next()?)?;
                    parameter.span.end = kind.argument.as_ref().map_or(kind.name.span.end, |inner| inner.name.span.end + 1);
                    parameter.kind = Some(kind);
                }
                Rule::equals => {
                    tokens.next();
                    let default = self.expression(&mut tokens)?;
                    parameter.span.end = default.span.end;
                    parameter.default = Some(default);
                }
                Rule::body => {
                    let body = self.body(tokens.next()?);
                    parameter.span.end = body.span.end;
                    parameter.body = Some(body);
                }
                _ => {
                    tokens.next();
                }
            }
        }
        Some(parameter)
    }

    fn type_name<'a>(&mut self, pair: Pair<'a, Rule>) -> Option<TypeName<'a>> {
        let mut tokens = pair.into_inner().peekable();
        let name = self.name(&tokens.next()?);
        self.next_if(&mut tokens, Rule::open_type);
        let argument = self.next_if(&mut tokens, Rule::type_name).and_then(|pair| self.type_name(pair)).map(Box::new);
        Some(TypeName { name, argument })
    }

    fn binding<'a>(&mut self, pair: Pair<'a, Rule>) -> Option<Binding<'a>> {
        let mut tokens = pair.into_inner().peekable();
        let name = self.next(&mut tokens).map(|pair| self.name(&pair))?;
        self.next_if(&mut tokens, Rule::equals);
        Some(Binding { name, value: self.expression(&mut tokens)? })
    }

    fn output<'a>(&mut self, pair: Pair<'a, Rule>) -> Option<Output<'a>> {
        let start = self.span(&pair);
        let mut tokens = pair.into_inner().peekable();
        let name = self.next(&mut tokens).map(|pair| self.name(&pair))?;
        self.next_if(&mut tokens, Rule::equals);
        let value = self.expression(&mut tokens)?;
        let body = self.next_if(&mut tokens, Rule::body).map(|pair| self.body(pair));
        let end = body.as_ref().map_or(value.span.end, |body| body.span.end);
        Some(Output { name, value, body, span: Span { start: start.start, end } })
    }

    fn conditional<'a>(&mut self, pair: Pair<'a, Rule>) -> Option<Conditional<'a>> {
        let span = self.span(&pair);
        let mut tokens = pair.into_inner().peekable();
        let condition = self.expression(&mut tokens)?;
        let then = self.next_if(&mut tokens, Rule::body).map(|pair| self.body(pair))?;
        let otherwise = match self.next(&mut tokens) {
            Some(pair) if pair.as_rule() == Rule::body => Some(Otherwise::Body(self.body(pair))),
            Some(pair) => self.conditional(pair).map(|inner| Otherwise::Conditional(Box::new(inner))),
            None => None,
        };
        Some(Conditional { condition, then, otherwise, span })
    }

    fn repeat<'a>(&mut self, pair: Pair<'a, Rule>) -> Option<Repeat<'a>> {
        let span = self.span(&pair);
        let mut tokens = pair.into_inner().peekable();
        let element = self.next(&mut tokens).map(|pair| self.name(&pair))?;
        self.next_if(&mut tokens, Rule::comma);
        let index = self.next_if(&mut tokens, Rule::name).map(|pair| self.name(&pair));
        self.next_if(&mut tokens, Rule::keyword_in);
        let over = self.expression(&mut tokens)?;
        let body = self.next_if(&mut tokens, Rule::body).map(|pair| self.body(pair))?;
        Some(Repeat { element, index, over, body, span })
    }

    /// Operands and operators up to something else, by precedence.
    fn expression<'a>(&mut self, tokens: &mut Tokens<'a>) -> Option<Expr<'a>> {
        let first = self.operand(tokens)?;
        if self.peek(tokens) != Some(Rule::operator) {
            return Some(first);
        }
        self.binary(first, tokens, 0)
    }

    fn binary<'a>(&mut self, mut left: Expr<'a>, tokens: &mut Tokens<'a>, above: u8) -> Option<Expr<'a>> {
        while let Some(operator) = self.operator(tokens, above) {
            tokens.next();
            let mut right = self.operand(tokens)?;
            while self.operator(tokens, operator.precedence()).is_some() {
                right = self.binary(right, tokens, operator.precedence())?;
            }
            let span = left.span.to(right.span);
            left = Expr { kind: ExprKind::Binary(operator, Box::new((left, right))), span };
        }
        Some(left)
    }

    /// The next operator, if it binds more strongly than `above`.
    fn operator(&mut self, tokens: &mut Tokens<'_>, above: u8) -> Option<Binary> {
        self.skip_comments(tokens);
        let next = tokens.peek().filter(|pair| pair.as_rule() == Rule::operator)?;
        Binary::from_text(next.as_str()).filter(|operator| operator.precedence() > above)
    }

    fn operand<'a>(&mut self, tokens: &mut Tokens<'a>) -> Option<Expr<'a>> {
        let pair = self.next(tokens)?;
        let span = self.span(&pair);
        let value = match pair.as_rule() {
            Rule::ident => self.word(&pair, tokens),
            Rule::string => Expr { kind: self.string(pair), span },
            Rule::text => Expr { kind: self.text(pair), span },
            Rule::numeric | Rule::address => self.numeric(&pair),
            Rule::list => {
                let items = self.items(pair.into_inner().peekable());
                Expr { kind: ExprKind::List(items), span }
            }
            Rule::group => self.items(pair.into_inner().peekable()).pop()?,
            Rule::body => Expr { kind: ExprKind::Map(Box::new(self.body(pair))), span },
            Rule::choice => self.choice(pair)?,
            Rule::prefix => self.prefixed(&pair, tokens)?,
            _ => return None,
        };
        Some(self.range(value, tokens))
    }

    fn word<'a>(&mut self, pair: &Pair<'a, Rule>, tokens: &mut Tokens<'a>) -> Expr<'a> {
        let name = self.name(pair);
        match tokens.next_if(|pair| pair.as_rule() == Rule::arguments) {
            None => Expr { kind: ExprKind::Word(name.text), span: name.span },
            Some(arguments) => {
                let span = name.span.to(self.span(&arguments));
                let arguments = self.items(arguments.into_inner().peekable());
                Expr { kind: ExprKind::Call(Box::new(Call { name, arguments })), span }
            }
        }
    }

    fn numeric<'a>(&mut self, pair: &Pair<'a, Rule>) -> Expr<'a> {
        let span = self.span(pair);
        let (kind, problem) = literal::numeric(pair.as_str(), span);
        self.diagnostics.extend(problem);
        Expr { kind, span }
    }

    fn range<'a>(&mut self, start: Expr<'a>, tokens: &mut Tokens<'a>) -> Expr<'a> {
        let Some(pair) = tokens.next_if(|pair| pair.as_rule() == Rule::range_end) else { return start };
        match self.operand(&mut pair.into_inner().peekable()) {
            None => start,
            Some(end) => {
                let span = start.span.to(end.span);
                Expr { kind: ExprKind::Range(Box::new((start, end))), span }
            }
        }
    }

    /// Values between brackets; brackets and commas are passed over.
    fn items<'a>(&mut self, mut tokens: Tokens<'a>) -> Vec<Expr<'a>> {
        let mut items = Vec::new();
        while let Some(rule) = self.peek(&mut tokens) {
            match rule {
                Rule::comma | Rule::open_list | Rule::close_list | Rule::open_group | Rule::close_group => {
                    tokens.next();
                }
                _ => items.extend(self.expression(&mut tokens)),
            }
        }
        items
    }

    fn choice<'a>(&mut self, pair: Pair<'a, Rule>) -> Option<Expr<'a>> {
        let span = self.span(&pair);
        let mut tokens = pair.into_inner().peekable();
        let condition = self.expression(&mut tokens)?;
        self.next_if(&mut tokens, Rule::keyword_then);
        let then = self.expression(&mut tokens)?;
        self.next_if(&mut tokens, Rule::keyword_else);
        let otherwise = self.expression(&mut tokens)?;
        Some(Expr { kind: ExprKind::Choice(Box::new((condition, then, otherwise))), span })
    }

    fn prefixed<'a>(&mut self, pair: &Pair<'a, Rule>, tokens: &mut Tokens<'a>) -> Option<Expr<'a>> {
        let operator = if pair.as_str() == "-" { Unary::Minus } else { Unary::Not };
        let mut operand = self.operand(tokens)?;
        if operator == Unary::Not {
            // `not a == b` denies the comparison, as people read it.
            operand = self.binary(operand, tokens, Binary::And.precedence())?;
        }
        let span = self.span(pair).to(operand.span);
        Some(Expr { kind: ExprKind::Unary(operator, Box::new(operand)), span })
    }

    fn string<'a>(&mut self, pair: Pair<'a, Rule>) -> ExprKind<'a> {
        let mut parts = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::escape => {
                    let (text, problem) = literal::escape(pair.as_str(), self.span(&pair));
                    self.diagnostics.extend(problem);
                    literal::push(&mut parts, text);
                }
                Rule::close_quote => {}
                _ => self.text_part(pair, &mut parts),
            }
        }
        literal::joined(parts)
    }

    fn text<'a>(&mut self, pair: Pair<'a, Rule>) -> ExprKind<'a> {
        let mut parts = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::close_text => {}
                // Every piece stays a part of its own here, so that indentation is seen where it stands.
                Rule::text_chunk => parts.push(Part::Text(pair.as_str().into())),
                _ => self.text_part(pair, &mut parts),
            }
        }
        literal::joined(literal::dedent(parts))
    }

    fn text_part<'a>(&mut self, pair: Pair<'a, Rule>, parts: &mut Vec<Part<'a>>) {
        match pair.as_rule() {
            Rule::dollar => literal::push(parts, "${".into()),
            Rule::interpolation => {
                let mut tokens = pair.into_inner().peekable();
                parts.extend(self.expression(&mut tokens).map(Part::Value));
            }
            _ => literal::push(parts, pair.as_str().into()),
        }
    }
}
