//! `from stack X`: what another stack exports.
//!
//! An output that is exported with `export = yes` is called by its stack and by its own id, as in `network-Vpc`; so are
//! they looked for here. A text is the name of an export as it is.

use super::identity;
use crate::diagnostic::Diagnostic;
use crate::model::{Declaration, Entries, Setting, SettingValue, Values, logical_id, wrong_type};
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::{stack, together};

/// The name under which a stack exports an output.
pub fn name<'a>(stack: Value<'a>, output: &str) -> Value<'a> {
    together(vec![stack, Value::text(format!("-{output}"))])
}

/// What a stack exports as the output of this name.
pub fn of_output<'a>(stack: &Value<'a>, output: &str) -> Value<'a> {
    import(name(stack.clone(), &logical_id(output)))
}

/// Says what identifies something of another stack, unless its body does: the output that has its name.
pub fn identify<'a>(declaration: &Declaration<'a>, stack: &Value<'a>, entries: &mut Entries<'a>) {
    let by = identity::of(declaration).by;
    if let Some(entry) = super::WORD.entry(by).filter(|entry| entries.setting(entry.name).is_none()) {
        let (span, value) = (declaration.name.span, of_output(stack, declaration.name.text));
        entries.settings.push(Setting { entry, key: span, span, value: SettingValue::Value(value) });
    }
}

fn import(name: Value<'_>) -> Value<'_> {
    Value::Intrinsic("Fn::ImportValue", Box::new(name))
}

/// The name of the stack behind `from stack`: as it is written, or what a name of the file stands for.
pub fn stack<'a>(expr: &Expr<'a>, values: Values<'_, 'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let value = match &expr.kind {
        ExprKind::Word(word) if values.is_lost(word, expr.span) => return None,
        ExprKind::Word(word) if values.look_up(word, expr.span).meaning.is_none() => Value::text(*word),
        _ => values.text(expr, problems)?,
    };
    if let Value::Text(name) = &value
        && !stack::is_stack_name(name)
    {
        problems.push(stack::invalid_name(name, expr.span));
        return None;
    }
    Some(value)
}

/// The value of an entry: the other stack's output of this name, or an export by its own name.
pub fn entry<'a>(
    stack: &Value<'a>,
    expr: &Expr<'a>,
    values: Values<'_, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value<'a>> {
    match &expr.kind {
        ExprKind::Word(word) if !word.contains(['.', ':']) => Some(of_output(stack, word)),
        ExprKind::Text(_) | ExprKind::Template(_) => values.text(expr, problems).map(import),
        ExprKind::Call(_) => values.any(expr, None, problems),
        _ => {
            let problem = wrong_type("the name of an output of the other stack", expr)
                .help("write the output's name, or in quotes the name that it is exported by");
            problems.push(problem);
            None
        }
    }
}
