//! From what the rules matched to the syntax tree: one function per rule, with the grammar's names.

mod messages;
mod values;

use super::ast::*;
use super::grammar::Rule;
use super::literal;
use super::nodes::{Cursor, Node, Nodes};
use super::word;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use messages::{extra_comma, missing_comma};

/// A region that is no statement or entry, from the start of what was begun there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// All of it.
    pub span: Span,
    /// The rule that should have matched from its start.
    pub rule: Rule,
}

/// What building a tree finds beside it.
#[derive(Debug, Default)]
pub struct Findings {
    /// Regions for recovery to explain.
    pub broken: Vec<Broken>,
    /// The opening brackets of bodies that are never closed.
    pub unclosed: Vec<Span>,
    /// Problems inside words and literals.
    pub diagnostics: Vec<Diagnostic>,
}

/// Builds the trees of a run's statements.
pub struct Builder<'a, 'n> {
    /// The whole source.
    pub text: &'a str,
    /// What the rules matched.
    pub nodes: &'n Nodes,
    /// What is noticed on the way.
    pub findings: Findings,
}

impl<'a> Builder<'a, '_> {
    fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }

    fn name(&self, node: Node) -> Name<'a> {
        Name { text: self.slice(node.span), span: node.span }
    }

    fn next(&self, cursor: &mut Cursor) -> Option<Node> {
        self.nodes.next(cursor)
    }

    fn next_if(&self, cursor: &mut Cursor, rule: Rule) -> Option<Node> {
        self.nodes.next_if(cursor, rule)
    }

    fn peek(&self, cursor: Cursor) -> Option<Rule> {
        self.nodes.peek(cursor).map(|node| node.rule)
    }

    /// The statement of a piece, if it holds a healthy one.
    pub fn piece(&mut self, piece: Node) -> Option<Item<'a>> {
        let mut cursor = piece.inside;
        let mut found: Option<Item<'a>> = None;
        while let Some(node) = self.next(&mut cursor) {
            match node.rule {
                Rule::broken_statement | Rule::broken_tail => {
                    let start = found.take().map_or(node.span, |item| item.span());
                    self.findings.broken.push(Broken { span: start.to(node.span), rule: Rule::lone_statement });
                }
                _ => found = self.statement(node).or(found),
            }
        }
        found
    }

    /// A statement of a run; `None` where its first word is none.
    pub fn statement(&mut self, node: Node) -> Option<Item<'a>> {
        self.item(node, true)
    }

    fn item(&mut self, node: Node, statement: bool) -> Option<Item<'a>> {
        match node.rule {
            Rule::sentence => self.sentence(node, statement),
            Rule::parameter => self.parameter(node).map(|item| Item::Parameter(Box::new(item))),
            Rule::binding => self.binding(node).map(|item| Item::Binding(Box::new(item))),
            Rule::output => self.output(node).map(|item| Item::Output(Box::new(item))),
            Rule::conditional => self.conditional(node).map(|item| Item::Conditional(Box::new(item))),
            Rule::repeat => self.repeat(node).map(|item| Item::Repeat(Box::new(item))),
            _ => None,
        }
    }

    fn sentence(&mut self, node: Node, statement: bool) -> Option<Item<'a>> {
        let mut cursor = node.inside;
        let first = self.next(&mut cursor)?;
        let setting = self.is_setting(first, cursor);
        let word = self.key(first, statement, setting);
        if setting {
            self.next_if(&mut cursor, Rule::equals);
            let value = self.expression(&mut cursor)?;
            return Some(Item::Setting(Setting { key: word?, value }));
        }
        if matches!(first.rule, Rule::plain | Rule::escaped) {
            // Only a key may stand in quotes. The grammar lets this through, so that nothing is parsed twice.
            self.findings.broken.push(Broken { span: first.span, rule: Rule::lone_setting });
            return None;
        }
        // Exact sizes: most bodies and argument lists are short, and a tree holds many.
        let mut arguments = Vec::with_capacity(self.nodes.count(cursor));
        let mut body = None;
        while let Some(rule) = self.peek(cursor) {
            if rule == Rule::body {
                body = self.next(&mut cursor).map(|node| self.body(node));
                continue;
            }
            let after_comma = self.next_if(&mut cursor, Rule::comma).is_some();
            let value = self.operand(&mut cursor)?;
            arguments.push(Argument { after_comma, value });
        }
        let word = word?;
        // The rule takes the blanks behind it too; the statement ends where its last part does.
        let end = match (&body, arguments.last()) {
            (Some(body), _) => body.span.end,
            (None, Some(last)) => last.value.span.end,
            (None, None) => word.span.end,
        };
        Some(Item::Sentence(Sentence { word, arguments, body, span: Span { start: node.span.start, end } }))
    }

    /// Whether an equals sign stands behind the first word. The grammar gives it no node, because it is so frequent.
    fn is_setting(&self, first: Node, cursor: Cursor) -> bool {
        let next = self.nodes.peek(cursor).map_or(first.span.end, |node| node.span.start);
        self.text.as_bytes()[first.span.end as usize..next as usize].contains(&b'=')
            || self.peek(cursor) == Some(Rule::equals)
    }

    /// A bare name, or the raw text between quotes.
    fn key(&mut self, node: Node, statement: bool, setting: bool) -> Option<Name<'a>> {
        let mut name = self.name(node);
        if matches!(node.rule, Rule::plain | Rule::escaped) {
            name.text = &name.text[1..name.text.len() - 1];
            self.findings.diagnostics.extend(literal::escapes(name.text, node.span.start + 1));
            return Some(name);
        }
        let mut problem = word::key_problem(name.text, name.span, statement);
        if setting {
            // A key may stand in quotes, a word may not.
            problem = problem.map(|problem| word::with_quotes(problem, name.text, name.span));
        }
        let healthy = problem.is_none();
        self.findings.diagnostics.extend(problem);
        healthy.then_some(name)
    }

    fn body(&mut self, node: Node) -> Body<'a> {
        let span = node.span;
        let mut cursor = node.inside;
        let mut items: Vec<Item<'a>> = Vec::with_capacity(self.nodes.count(cursor));
        let mut last = None;
        // Whether the entry in front was read; if not, something was said of it already.
        let mut read = true;
        while let Some(node) = self.next(&mut cursor) {
            let separated = self.separated(last, node.span.start, span.start + 1);
            // A setting takes the comma behind it.
            last = Some(node.span.end - u32::from(self.text[..node.span.end as usize].ends_with(',')));
            match node.rule {
                // Without a separator it is the tail of the entry in front of it.
                Rule::broken_entry if separated || read => {
                    let begun = if separated { None } else { items.pop() };
                    let start = begun.map_or(node.span, |item| item.span());
                    self.findings.broken.push(Broken { span: start.to(node.span), rule: Rule::lone_entry });
                }
                Rule::broken_entry => {}
                Rule::unclosed => self.findings.unclosed.push(Span { start: span.start, end: span.start + 1 }),
                _ if !separated && !read => {}
                _ => {
                    if !separated {
                        let end = items.last().map_or(node.span.start, |item| item.span().end);
                        self.findings.diagnostics.push(missing_comma("entries", end, node.span));
                    }
                    let item = self.item(node, false);
                    read = item.is_some();
                    items.extend(item);
                }
            }
        }
        self.separated(last, span.end, span.start + 1);
        Body { items, span }
    }

    /// Whether a comma or a line end stands in front of an entry, which the first one needs not. Too many are reported.
    fn separated(&mut self, last: Option<u32>, next: u32, first: u32) -> bool {
        let start = last.unwrap_or(first);
        let mut commas = usize::from(last.is_none());
        let mut separated = last.is_none();
        let mut in_comment = false;
        for (at, byte) in (start..).zip(self.text[start as usize..next.max(start) as usize].bytes()) {
            match byte {
                b'\n' | b'\r' => {
                    in_comment = false;
                    separated = true;
                }
                b'#' => in_comment = true,
                b',' if !in_comment => {
                    separated = true;
                    commas += 1;
                    if commas == 2 {
                        self.findings.diagnostics.push(extra_comma("an entry", at));
                    }
                }
                _ => {}
            }
        }
        separated
    }

    fn parameter(&mut self, node: Node) -> Option<Parameter<'a>> {
        let mut cursor = node.inside;
        let name = self.next(&mut cursor).map(|node| self.name(node))?;
        let span = Span { start: node.span.start, end: name.span.end };
        let former = self.former(&mut cursor);
        let mut parameter = Parameter { name, former, kind: None, default: None, body: None, span };
        while let Some(node) = self.nodes.peek(cursor) {
            match node.rule {
                Rule::type_name => {
                    self.next(&mut cursor);
                    parameter.span.end = node.span.end;
                    parameter.kind = self.type_name(node);
                }
                Rule::equals => {
                    self.next(&mut cursor);
                    let default = self.expression(&mut cursor)?;
                    parameter.span.end = default.span.end;
                    parameter.default = Some(default);
                }
                Rule::body => {
                    self.next(&mut cursor);
                    parameter.span.end = node.span.end;
                    parameter.body = Some(self.body(node));
                }
                _ => {
                    self.next(&mut cursor);
                }
            }
        }
        Some(parameter)
    }

    fn type_name(&mut self, node: Node) -> Option<TypeName<'a>> {
        let mut cursor = node.inside;
        let name = self.next(&mut cursor).map(|node| self.name(node))?;
        self.next_if(&mut cursor, Rule::open_type);
        let argument = self.next_if(&mut cursor, Rule::type_name).and_then(|node| self.type_name(node)).map(Box::new);
        Some(TypeName { name, argument })
    }

    fn binding(&mut self, node: Node) -> Option<Binding<'a>> {
        let mut cursor = node.inside;
        let name = self.next(&mut cursor).map(|node| self.name(node))?;
        let former = self.former(&mut cursor);
        self.next_if(&mut cursor, Rule::equals);
        let value = self.expression(&mut cursor)?;
        let span = Span { start: node.span.start, end: value.span.end };
        Some(Binding { name, former, value, span })
    }

    /// `was old-name` or `was "ExactId"`, behind a name.
    fn former(&mut self, cursor: &mut Cursor) -> Option<Name<'a>> {
        let mut inside = self.next_if(cursor, Rule::former)?.inside;
        let mut name = self.next(&mut inside).map(|node| self.name(node))?;
        name.text = name.text.trim_matches('"');
        Some(name)
    }

    fn output(&mut self, node: Node) -> Option<Output<'a>> {
        let mut cursor = node.inside;
        let name = self.next(&mut cursor).map(|node| self.name(node))?;
        let former = self.former(&mut cursor);
        self.next_if(&mut cursor, Rule::equals);
        let value = self.expression(&mut cursor)?;
        let body = self.next_if(&mut cursor, Rule::body).map(|node| self.body(node));
        let end = body.as_ref().map_or(value.span.end, |body| body.span.end);
        Some(Output { name, former, value, body, span: Span { start: node.span.start, end } })
    }

    fn conditional(&mut self, node: Node) -> Option<Conditional<'a>> {
        let mut cursor = node.inside;
        let condition = self.expression(&mut cursor)?;
        let then = self.next_if(&mut cursor, Rule::body).map(|node| self.body(node))?;
        let otherwise = match self.next(&mut cursor) {
            Some(node) if node.rule == Rule::body => Some(Otherwise::Body(self.body(node))),
            Some(node) => self.conditional(node).map(|inner| Otherwise::Conditional(Box::new(inner))),
            None => None,
        };
        let end = match &otherwise {
            Some(Otherwise::Body(body)) => body.span.end,
            Some(Otherwise::Conditional(inner)) => inner.span.end,
            None => then.span.end,
        };
        Some(Conditional { condition, then, otherwise, span: Span { start: node.span.start, end } })
    }

    fn repeat(&mut self, node: Node) -> Option<Repeat<'a>> {
        let mut cursor = node.inside;
        let element = self.next(&mut cursor).map(|node| self.name(node))?;
        self.next_if(&mut cursor, Rule::comma);
        let index = self.next_if(&mut cursor, Rule::name).map(|node| self.name(node));
        self.next_if(&mut cursor, Rule::keyword_in);
        let over = self.expression(&mut cursor)?;
        let body = self.next_if(&mut cursor, Rule::body).map(|node| self.body(node))?;
        let span = Span { start: node.span.start, end: body.span.end };
        Some(Repeat { element, index, over, body, span })
    }
}
