//! `split(separator, text)`: `Fn::Split`.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::source::Span;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::Value;

/// The description of `split`.
pub static FUNCTION: Function = Function {
    name: "split",
    arguments: &[argument("separator", Kind::Literal), argument("text", Kind::Text)],
    summary: "Makes a list of a text, cut at each separator.",
    gives_list: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html",
    example: "AWS::SNS::Topic news\nAWS::SSM::Parameter account < Type = \"String\", Value = select(4, split(\":\", news.TopicArn)) >",
    lowering: Lowering::Own(lower),
    fold,
    ..Function::EMPTY
};

fn fold<'a>(values: Values<'_, 'a>, arguments: &[Expr<'a>], span: Span) -> Option<Expr<'a>> {
    let [separator, text] = arguments else { return None };
    let separator = values.known_text(separator).filter(|separator| !separator.is_empty())?;
    let whole = values.known_text(text)?;
    let parts = whole.split(&*separator).map(|part| super::text(part.to_owned(), text.span));
    Some(Expr { kind: ExprKind::List(parts.collect()), span })
}

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    let separator = call.arguments.first()?;
    if values.known_text(separator).is_some_and(|separator| separator.is_empty()) {
        problems.push(
            Diagnostic::error("out-of-range", "a text is cut at a separator of at least one character")
                .label(separator.span, "is empty")
                .help("write for example: split(\",\", …)"),
        );
        return None;
    }
    let arguments = values.arguments(&FUNCTION, call, problems)?;
    Some(Value::Intrinsic("Fn::Split", Box::new(Value::list(arguments))))
}
