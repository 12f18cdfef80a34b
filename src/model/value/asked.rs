//! Values for parameters, by their types.

use super::messages::wrong_type;
use super::{Problems, Values, scalar};
use crate::catalog::regions;
use crate::diagnostic::Diagnostic;
use crate::model::input::{Form, Identifier, Kind};
use crate::schema;
use crate::syntax::ast::{Expr, ExprKind, Unary};
use crate::template::Value;
use crate::words::shape::Wanted;
use crate::words::stack::REGIONS;

impl<'a> Values<'_, 'a> {
    /// One value of a parameter's type, whether that is a list of such or not.
    pub fn of_input(self, expr: &Expr<'a>, kind: Kind, name: &str, problems: &mut Problems) -> Option<Value<'a>> {
        let settled = &*self.settled(expr);
        if self.is_deferred(settled) {
            return self.deferred_for_input(settled, kind, problems);
        }
        match kind.form() {
            Form::Text => self.text(settled, problems),
            Form::Number => number(settled, false, problems),
            Form::Whole => number(settled, true, problems),
            Form::Switch => scalar::boolean(settled, name, problems),
            Form::Cidr => self.block(settled, problems),
            Form::Region => self.catalogued(settled, &REGIONS, problems),
            Form::Zone => self.zone(settled, problems),
            Form::Identifier(of) => self.identified(settled, kind, of, problems),
        }
    }

    /// What only the deploy knows may be of the type, unless it is asked for as something else.
    fn deferred_for_input(self, expr: &Expr<'a>, kind: Kind, problems: &mut Problems) -> Option<Value<'a>> {
        if !self.is_one(expr, problems) {
            return None;
        }
        if let Form::Identifier(of) = kind.form()
            && !self.fits(expr, &wanted(of), problems)
        {
            return None;
        }
        self.any(expr, None, problems)
    }

    pub(super) fn block(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let text = match &expr.kind {
            ExprKind::Cidr(text) => *text,
            ExprKind::Text(text) => text.as_ref(),
            _ => {
                problems.push(wrong_type("a block of addresses", expr).help("write for example: 10.0.0.0/16"));
                return None;
            }
        };
        if [4, 6].iter().any(|version| schema::is_network(text, *version)) {
            return self.text(expr, problems);
        }
        let problem = Diagnostic::error("invalid-form", format!("`{text}` is not a block of addresses"))
            .label(expr.span, "expected a block of addresses");
        problems.push(if text.parse::<std::net::IpAddr>().is_ok() {
            problem.help(format!(
                "say how large it is: {text}/{} is this one address",
                if text.contains(':') { 128 } else { 32 }
            ))
        } else {
            problem.help("a block looks like 10.0.0.0/16 or 2001:db8::/32")
        });
        None
    }

    fn zone(self, expr: &Expr<'a>, problems: &mut Problems) -> Option<Value<'a>> {
        let text = match &expr.kind {
            ExprKind::Word(word) => *word,
            ExprKind::Text(text) => text.as_ref(),
            _ => {
                problems.push(wrong_type("an availability zone", expr).help("write for example: us-east-1a"));
                return None;
            }
        };
        // Zones come to be without a new version of infrac; what they start with is a region.
        let is_in = |region: &str| text.strip_prefix(region).is_some_and(|rest| !rest.is_empty());
        if regions::names().any(is_in) {
            return Some(Value::text(text.to_owned()));
        }
        let problem = Diagnostic::error("invalid-form", format!("`{text}` is not an availability zone"))
            .label(expr.span, "expected an availability zone");
        problems.push(problem.help("a zone is a region and a letter, such as us-east-1a"));
        None
    }

    /// What identifies something: as a text, or by the name of what is declared.
    fn identified(self, expr: &Expr<'a>, kind: Kind, of: Identifier, problems: &mut Problems) -> Option<Value<'a>> {
        let text = match &expr.kind {
            ExprKind::Text(text) => text.as_ref(),
            ExprKind::Word(word) if self.declaration(word, expr.span).is_some() => {
                return self.reference(expr, &wanted(of), problems);
            }
            ExprKind::Word(word) if !of.prefix.is_empty() && word.starts_with(of.prefix) => word,
            ExprKind::Word(_) | ExprKind::Template(_) => return self.text(expr, problems),
            _ => {
                let problem = wrong_type(&format!("what identifies {}", of.what), expr);
                problems.push(problem.help(format!("write it in quotes: \"{}…\"", of.prefix)));
                return None;
            }
        };
        let looks = schema::of_parameter(kind.single()).and_then(schema::kind);
        match looks.filter(|looks| !looks.accepts(text)) {
            None => Some(Value::text(text.to_owned())),
            Some(looks) => {
                let problem = Diagnostic::error("invalid-form", format!("`{text}` is not {}", looks.what));
                let problem = problem.label(expr.span, format!("expected {}", looks.what));
                problems.push(problem.help(format!("it looks like {}, with 8 or 17 digits and letters", looks.looks)));
                None
            }
        }
    }
}

fn wanted(of: Identifier) -> Wanted {
    Wanted { what: of.what, resource: of.resource, attribute: of.attribute, prefix: of.prefix }
}

fn number<'a>(expr: &Expr<'a>, whole: bool, problems: &mut Problems) -> Option<Value<'a>> {
    let expected = if whole { "a whole number" } else { "a number" };
    let value = match &expr.kind {
        ExprKind::Number(text) => Some(scalar::number(text)),
        ExprKind::Unary(Unary::Minus, operand) => match &operand.kind {
            ExprKind::Number(text) => Some(scalar::negative(scalar::number(text))),
            _ => None,
        },
        _ => None,
    };
    match value {
        Some(Value::Int(number)) => Some(Value::Int(number)),
        Some(Value::Float(number)) if !whole => Some(Value::Float(number)),
        // `007` keeps its spelling.
        Some(Value::Text(text)) if !whole || text.bytes().all(|byte| byte.is_ascii_digit()) => Some(Value::Text(text)),
        _ => {
            problems.push(not_a_number(expr, expected));
            None
        }
    }
}

fn not_a_number(expr: &Expr<'_>, expected: &str) -> Diagnostic {
    let problem = wrong_type(expected, expr);
    match &expr.kind {
        ExprKind::Text(text) if text.parse::<i64>().is_ok() => {
            problem.fix("leave out the quotes", expr.span, text.to_string())
        }
        ExprKind::Quantity(number, unit) => {
            problem.help(format!("a parameter has no unit: {number}, without `{unit}`"))
        }
        ExprKind::Number(_) => problem.help("a number with a fraction is of the type `number`"),
        _ => problem.help("a number is written in digits, without quotes"),
    }
}
