//! Moves a tree and what was said of it to where its file lies among the others of a program.

use super::Parsed;
use super::ast::*;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The same tree so many bytes further on.
pub fn parsed(mut parsed: Parsed<'_>, by: u32) -> Parsed<'_> {
    let moved = |span: &mut Span| *span = span.moved(by);
    items(&mut parsed.file.items, &moved);
    parsed.trivia.comments.iter_mut().for_each(moved);
    parsed.diagnostics.iter_mut().for_each(|problem| diagnostic(problem, by));
    parsed
}

/// The same for one diagnostic.
pub fn diagnostic(problem: &mut Diagnostic, by: u32) {
    let edits = problem.fix.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.span);
    let labels = problem.labels.iter_mut().map(|label| &mut label.span);
    labels.chain(edits).for_each(|span| *span = span.moved(by));
}

type Moved<'m> = &'m dyn Fn(&mut Span);

fn items(all: &mut [Item<'_>], moved: Moved) {
    all.iter_mut().for_each(|one| item(one, moved));
}

fn item(item: &mut Item<'_>, moved: Moved) {
    match item {
        Item::Sentence(item) => {
            moved(&mut item.word.span);
            moved(&mut item.span);
            item.arguments.iter_mut().for_each(|argument| expr(&mut argument.value, moved));
            item.body.iter_mut().for_each(|inner| body(inner, moved));
        }
        Item::Setting(item) => {
            moved(&mut item.key.span);
            expr(&mut item.value, moved);
        }
        Item::Parameter(item) => {
            named(&mut item.name, &mut item.former, moved);
            moved(&mut item.span);
            item.kind.iter_mut().for_each(|kind| type_name(kind, moved));
            item.default.iter_mut().for_each(|value| expr(value, moved));
            item.body.iter_mut().for_each(|inner| body(inner, moved));
        }
        Item::Binding(item) => {
            named(&mut item.name, &mut item.former, moved);
            moved(&mut item.span);
            expr(&mut item.value, moved);
        }
        Item::Output(item) => {
            named(&mut item.name, &mut item.former, moved);
            moved(&mut item.span);
            expr(&mut item.value, moved);
            item.body.iter_mut().for_each(|inner| body(inner, moved));
        }
        Item::Conditional(item) => conditional(item, moved),
        Item::Repeat(item) => {
            named(&mut item.element, &mut item.index, moved);
            moved(&mut item.span);
            expr(&mut item.over, moved);
            body(&mut item.body, moved);
        }
        Item::Module(item) => {
            moved(&mut item.span);
            items(&mut item.items, moved);
        }
    }
}

fn named(name: &mut Name<'_>, second: &mut Option<Name<'_>>, moved: Moved) {
    moved(&mut name.span);
    second.iter_mut().for_each(|name| moved(&mut name.span));
}

fn type_name(kind: &mut TypeName<'_>, moved: Moved) {
    moved(&mut kind.name.span);
    kind.argument.iter_mut().for_each(|argument| type_name(argument, moved));
}

fn body(body: &mut Body<'_>, moved: Moved) {
    moved(&mut body.span);
    items(&mut body.items, moved);
}

fn conditional(item: &mut Conditional<'_>, moved: Moved) {
    moved(&mut item.span);
    expr(&mut item.condition, moved);
    body(&mut item.then, moved);
    match &mut item.otherwise {
        Some(Otherwise::Body(inner)) => body(inner, moved),
        Some(Otherwise::Conditional(next)) => conditional(next, moved),
        None => {}
    }
}

fn expr(value: &mut Expr<'_>, moved: Moved) {
    moved(&mut value.span);
    match &mut value.kind {
        ExprKind::Word(_) | ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Quantity(..) | ExprKind::Cidr(_) => {}
        ExprKind::Template(parts) => parts.iter_mut().for_each(|part| match part {
            Part::Text(_) => {}
            Part::Value(value) => expr(value, moved),
        }),
        ExprKind::Range(two) | ExprKind::Binary(_, two) => {
            expr(&mut two.0, moved);
            expr(&mut two.1, moved);
        }
        ExprKind::List(all) => all.iter_mut().for_each(|item| expr(item, moved)),
        ExprKind::Map(inner) => body(inner, moved),
        ExprKind::Call(call) => {
            moved(&mut call.name.span);
            call.arguments.iter_mut().for_each(|argument| expr(argument, moved));
        }
        ExprKind::Unary(_, operand) => expr(operand, moved),
        ExprKind::Choice(three) => {
            expr(&mut three.0, moved);
            expr(&mut three.1, moved);
            expr(&mut three.2, moved);
        }
    }
}
