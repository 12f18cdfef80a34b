//! `zones(region)`: `Fn::GetAZs`.

use super::{Function, Kind, Lowering, optional};
use crate::catalog::regions;
use crate::diagnostic::Diagnostic;
use crate::model::Values;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::Call;
use crate::template::Value;

/// The description of `zones`.
pub static FUNCTION: Function = Function {
    name: "zones",
    arguments: &[optional("region", Kind::Text)],
    summary: "Lists the availability zones of a region, without one those of the stack's.",
    gives_list: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html",
    example: "AWS::EC2::Volume data < AvailabilityZone = select(0, zones()), Size = 8 >",
    lowering: Lowering::Own(lower),
    ..Function::EMPTY
};

fn lower<'a>(values: Values<'_, 'a>, call: &Call<'a>, problems: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
    if let Some(given) = call.arguments.first()
        && let Some(region) = values.known_text(given)
        && !region.is_empty()
        && regions::find(&region).is_none()
    {
        problems.push(unknown(&region, given.span));
        return None;
    }
    let region = values.arguments(&FUNCTION, call, problems)?.into_iter().next();
    Some(Value::Intrinsic("Fn::GetAZs", Box::new(region.unwrap_or(Value::text("")))))
}

fn unknown(region: &str, span: Span) -> Diagnostic {
    let message = format!("`{region}` is not a region that infrac knows");
    let problem = Diagnostic::error("unknown-region", message).label(span, "not a region");
    match suggest::nearest(region, regions::names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(
            format!("write \"{near}\""),
            span,
            format!("\"{near}\""),
        ),
        None => {
            problem.help("a region is written by its code, such as us-east-1; without one the stack's own is meant")
        }
    }
}
