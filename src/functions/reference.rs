//! `ref(resource)`: `Ref`, in places that would take something else of the resource.

use super::{Function, Kind, Lowering, argument};
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::template::{Text, Value};

/// The description of `ref`.
pub static FUNCTION: Function = Function {
    name: "ref",
    arguments: &[argument("resource", Kind::Any)],
    summary: "Takes what CloudFormation's `Ref` gives, even where a place wants another thing of the resource; in quotes, of a resource that a transform makes.",
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html",
    example: "AWS::KMS::Key main\nAWS::SSM::Parameter key < Type = \"String\", Value = ref(main) >",
    lowering: Lowering::Own(lower),
    ..Function::EMPTY
};

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    id(values, call.arguments.first()?, problems).map(Value::Ref)
}

/// The logical id of a resource by its name, or as it is in quotes.
pub fn id<'a>(values: Values<'_, 'a>, resource: &Expr<'a>, problems: &mut Vec<Diagnostic>) -> Option<Text<'a>> {
    let declared = match &resource.kind {
        ExprKind::Text(id) => return Some(id.clone()),
        ExprKind::Word(word) => {
            let before = problems.len();
            let declared = values.one_declared(word, resource.span, problems);
            if problems.len() > before {
                return None;
            }
            declared
        }
        _ => None,
    };
    match declared.filter(|declared| !declared.existing) {
        Some(declared) => Some(declared.logical_id.clone()),
        None => {
            if let ExprKind::Word(word) = resource.kind
                && values.look_up(word, resource.span).meaning.is_none()
            {
                if !values.is_lost(word, resource.span) {
                    problems.push(values.undeclared(word, resource.span));
                }
                return None;
            }
            problems.push(
                Diagnostic::error("wrong-kind", "expected the name of a resource of this stack")
                    .label(resource.span, "not a resource of this stack")
                    .help("write its name; in quotes, the logical id of a resource that a transform makes"),
            );
            None
        }
    }
}
