//! A copy of a statement or a value in which the names of loops are what they stand for.

use super::Expander;
use crate::syntax::ast::*;
use std::borrow::Cow;

impl<'a> Expander<'a> {
    pub(super) fn item(&mut self, item: &Item<'a>) -> Item<'a> {
        match item {
            Item::Sentence(item) => Item::Sentence(Sentence {
                word: item.word,
                arguments: item.arguments.iter().map(|argument| self.argument(argument)).collect(),
                body: item.body.as_ref().map(|body| self.inner_body(body)),
                span: item.span,
            }),
            Item::Setting(item) => Item::Setting(Setting { key: item.key, value: self.expr(&item.value) }),
            Item::Parameter(item) => Item::Parameter(item.clone()),
            Item::Binding(item) => {
                let value = self.expr(&item.value);
                Item::Binding(Box::new(Binding { value, ..(**item).clone() }))
            }
            Item::Output(item) => Item::Output(Box::new(Output {
                name: item.name,
                former: item.former,
                value: self.expr(&item.value),
                body: item.body.as_ref().map(|body| self.inner_body(body)),
                span: item.span,
            })),
            Item::Conditional(item) => Item::Conditional(Box::new(self.conditional(item))),
            // Written out where they stand among others.
            Item::Repeat(item) => Item::Repeat(item.clone()),
            Item::Module(item) => Item::Module(item.clone()),
        }
    }

    fn conditional(&mut self, item: &Conditional<'a>) -> Conditional<'a> {
        Conditional {
            condition: self.expr(&item.condition),
            then: self.body(&item.then),
            otherwise: item.otherwise.as_ref().map(|otherwise| match otherwise {
                Otherwise::Body(body) => Otherwise::Body(self.body(body)),
                Otherwise::Conditional(next) => Otherwise::Conditional(Box::new(self.conditional(next))),
            }),
            span: item.span,
        }
    }

    /// A body that has entries, not statements.
    fn inner_body(&mut self, body: &Body<'a>) -> Body<'a> {
        self.inside += 1;
        let body = self.body(body);
        self.inside -= 1;
        body
    }

    pub(super) fn body(&mut self, body: &Body<'a>) -> Body<'a> {
        Body { items: self.items(&body.items), span: body.span }
    }

    /// An argument of a sentence may be a name, which has to outlive this copy. In a body no sentence has names of its
    /// own, and numbers stay numbers.
    fn argument(&mut self, argument: &Argument<'a>) -> Argument<'a> {
        let mut value = self.expr(&argument.value);
        let may_be_name = match value.kind {
            ExprKind::Template(_) | ExprKind::Text(Cow::Owned(_)) => true,
            ExprKind::Number(_) => self.inside == 0,
            _ => false,
        };
        if may_be_name
            && value.kind != argument.value.kind
            && let Some(text) = self.values().known_text(&value).map(Cow::into_owned)
        {
            value.kind = ExprKind::Text(Cow::Borrowed(self.source.keep(text)));
        }
        Argument { after_comma: argument.after_comma, value }
    }

    pub(super) fn expr(&mut self, expr: &Expr<'a>) -> Expr<'a> {
        if let ExprKind::Binary(Binary::Default, sides) = &expr.kind
            && self.is_absent(&sides.0)
        {
            return self.expr(&sides.1);
        }
        let mut two = |two: &(Expr<'a>, Expr<'a>)| Box::new((self.expr(&two.0), self.expr(&two.1)));
        let kind = match &expr.kind {
            ExprKind::Word(word) => return self.word(word, expr),
            ExprKind::Range(ends) => ExprKind::Range(two(ends)),
            ExprKind::Binary(operator, operands) => ExprKind::Binary(*operator, two(operands)),
            ExprKind::Template(parts) => ExprKind::Template(parts.iter().map(|part| self.part(part)).collect()),
            ExprKind::List(items) => ExprKind::List(items.iter().map(|item| self.expr(item)).collect()),
            ExprKind::Map(body) => ExprKind::Map(Box::new(self.inner_body(body))),
            ExprKind::Call(call) => self.call(call),
            ExprKind::Unary(operator, operand) => ExprKind::Unary(*operator, Box::new(self.expr(operand))),
            ExprKind::Choice(three) => {
                ExprKind::Choice(Box::new((self.expr(&three.0), self.expr(&three.1), self.expr(&three.2))))
            }
            ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Quantity(..) | ExprKind::Cidr(_) => expr.kind.clone(),
        };
        Expr { kind, span: expr.span }
    }

    /// A call; one of `named` is the name that it is given, where that is known.
    fn call(&mut self, call: &Call<'a>) -> ExprKind<'a> {
        let arguments: Vec<Expr<'a>> = call.arguments.iter().map(|argument| self.expr(argument)).collect();
        if let (super::NAMED, [name]) = (call.name.text, arguments.as_slice())
            && let Some(name) = self.values().known_text(name).map(Cow::into_owned)
        {
            return ExprKind::Word(self.source.keep(name));
        }
        ExprKind::Call(Box::new(Call { name: call.name, arguments }))
    }

    fn part(&mut self, part: &Part<'a>) -> Part<'a> {
        match part {
            Part::Text(text) => Part::Text(text.clone()),
            Part::Value(value) => {
                let value = self.expr(value);
                match value.kind {
                    // `for zone in [a, c]`: in a text, a bare word of the list is its letters.
                    ExprKind::Word(word) if self.is_word_of_list(&value) => Part::Text(word.into()),
                    _ => Part::Value(value),
                }
            }
        }
    }

    /// Whether a word came out of a list and names nothing.
    fn is_word_of_list(&self, value: &Expr<'a>) -> bool {
        let ExprKind::Word(word) = value.kind else { return false };
        self.locals.iter().any(|(_, local)| local.kind == value.kind) && !word.contains('.')
    }

    /// Whether a value is a key that the map does not have that a loop's name stands for.
    fn is_absent(&self, expr: &Expr<'a>) -> bool {
        let ExprKind::Word(word) = expr.kind else { return false };
        let Some((name, path)) = word.split_once('.') else { return false };
        match self.locals.iter().rev().find(|(local, _)| *local == name) {
            Some((_, Expr { kind: ExprKind::Map(body), .. })) => crate::model::value::below(body, path).is_none(),
            Some(_) | None => false,
        }
    }

    /// A loop's name, or a key of the map that it stands for.
    fn word(&mut self, word: &'a str, expr: &Expr<'a>) -> Expr<'a> {
        let (name, path) = word.split_once('.').map_or((word, None), |(name, path)| (name, Some(path)));
        let Some((_, local)) = self.locals.iter().rev().find(|(local, _)| *local == name) else { return expr.clone() };
        // A name means what it does where it was written, which may be another file.
        let placed = |value: &Expr<'a>| {
            let span = if matches!(value.kind, ExprKind::Word(_)) { value.span } else { expr.span };
            Expr { kind: value.kind.clone(), span }
        };
        let Some(path) = path else { return placed(local) };
        match &local.kind {
            ExprKind::Map(body) => crate::model::value::below(body, path).map_or_else(|| expr.clone(), placed),
            // `for server in [web, db] < … server.id … >`: the name goes on.
            ExprKind::Word(name) => {
                let whole = self.source.keep(format!("{name}.{path}"));
                let scopes = &self.stack.scopes;
                let same = scopes.at(local.span) == scopes.at(expr.span);
                Expr { kind: ExprKind::Word(whole), span: if same { expr.span } else { local.span } }
            }
            _ => expr.clone(),
        }
    }
}
