//! `##` lines above a statement: the description of what it makes, where it has one and none is given.

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::model::Declaration;
use crate::schema::{self, Marks, Place, Property, Type, Types, check};
use crate::source::Span;
use crate::syntax;
use crate::template::{Resource, Text, Value};

/// How long a description may be.
#[derive(Debug, Clone, Copy)]
pub enum Most {
    /// So many bytes.
    Bytes(usize),
    /// So many characters.
    Characters(usize),
}

/// The text of some `##` lines, and where they stand.
pub struct Documented {
    text: String,
    span: Span,
}

impl<'a> Lowering<'_, 'a> {
    /// What stands above a statement.
    fn documentation(&self, statement: Span) -> Option<Documented> {
        let source = self.stack.source.filter(|_| self.stack.documented)?;
        let found = syntax::documentation(source, statement.start)?;
        let text = found.lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        // A comment asks for nothing: CloudFormation would look up what stands there.
        (!text.is_empty() && !text.contains("{{")).then_some(Documented { text, span: found.span })
    }

    /// The same as the description of something, which may be as long as this.
    pub fn described(&mut self, statement: Span, what: &str, most: Most) -> Option<Text<'a>> {
        let found = self.documentation(statement)?;
        let (length, most, unit) = match most {
            Most::Bytes(most) => (found.text.len(), most, "bytes"),
            Most::Characters(most) => (found.text.chars().count(), most, "characters"),
        };
        if length <= most {
            return Some(found.text.into());
        }
        let why = format!("it has {length} {unit}, and at most {most} are taken");
        self.report(left_out(found.span, what, &why));
        None
    }

    /// Sets the description of a declaration's main resource, unless it has one.
    pub fn describe(&mut self, declaration: &Declaration<'a>, resource: &mut Resource<'a>) {
        let Some(of) = schema::find(&resource.kind).filter(|_| self.stack.documented) else { return };
        let Some(property) = description(of).filter(|property| resource.get(property.name).is_none()) else { return };
        let Some(found) = self.documentation(declaration.span) else { return };
        let value = Value::text(found.text);
        match check::property(of, property.name, &value) {
            None => resource.set(property.name, value),
            Some(problem) => {
                let what = format!("`{}`", declaration.handle.text);
                self.report(left_out(found.span, &what, &problem.message));
            }
        }
    }
}

fn left_out(span: Span, what: &str, why: &str) -> Diagnostic {
    let message = format!("this documentation does not become the description of {what}: {why}");
    Diagnostic::advice("documentation-left-out", message)
        .label(span, "stays a comment")
        .help("say it in another way, give a description of its own, or write it behind a single `#`")
}

/// The property that describes a resource: `Description`, or one with the name of what it is in front. A change of it
/// must not replace the resource, unless the type asks for one anyway.
fn description(of: &'static Type) -> Option<&'static Property> {
    let kind = of.name.rsplit("::").next().unwrap_or_default();
    let is_it = |name: &str| name.strip_suffix("Description").is_some_and(|stem| kind.ends_with(stem));
    let root = Place::root(of);
    let named = |wanted: &str| root.property(wanted).map(|(_, property)| property);
    let found = named("Description").or_else(|| root.properties().into_iter().find(|one| is_it(one.name)))?;
    let takes_text = root.at(found.node).types().is(Types::STRING);
    let replaces = of.immutable || found.marks.has(Marks::CREATE_ONLY) || found.marks.has(Marks::MAY_REPLACE);
    let is_read = found.marks.has(Marks::READ_ONLY);
    (takes_text && !is_read && (found.required || !replaces)).then_some(found)
}
