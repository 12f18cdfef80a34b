//! Values in the place of a CloudFormation property: the schema says what a bare word means there, and what a resource
//! has to give.

use super::messages::wrong_type;
use super::{Problems, Values};
use crate::diagnostic::Diagnostic;
use crate::model::Declaration;
use crate::model::names::Named;
use crate::model::scopes::Found;
use crate::schema::{self, Place, Type, Types, kind};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;

impl<'s, 'a> Values<'s, 'a> {
    /// A bare word: a switch, one of the place's own values, or something declared.
    pub(super) fn bare(
        self,
        word: &'a str,
        expr: &Expr<'a>,
        place: Option<Place>,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        let choices = place.map(Place::choices).unwrap_or_default();
        let any_case = place.is_some_and(Place::any_case);
        let is_meant = |choice: &&&str| **choice == word || any_case && choice.eq_ignore_ascii_case(word);
        if let Some(choice) = choices.iter().find(is_meant) {
            if let Some(declaration) = self.declaration(word, expr.span) {
                problems.push(shadowed(word, expr.span, declaration));
            }
            return Some(Value::text(*choice));
        }
        let found = self.look_up(word, expr.span);
        if self.is_deferred(expr) {
            return self.worked_out(expr, place, problems);
        }
        match self.declared(found.meaning) {
            Some(first) if found.rest.is_none() => {
                let fits = |one: &Declaration<'a>| place.is_some_and(|place| gives_what(one, place));
                let meant = self.meant(word, expr.span, fits).unwrap_or(first);
                let declaration = if fits(meant) { meant } else { self.one_declared(word, expr.span, problems)? };
                self.handle(declaration, place, expr.span, problems)
            }
            Some(_) => self.word(word, expr.span, problems),
            None if found.lost => None,
            None => {
                let types = place.map(Place::types).unwrap_or_default();
                match (choices, types) {
                    ([], types) if types.accepts(Types::STRING) || word.contains('.') => {
                        return self.word(word, expr.span, problems);
                    }
                    ([], types) if types.is(Types::BOOLEAN) => {
                        problems.push(self.no_choice(word, &["true", "false"], expr.span));
                    }
                    // Quotes would not make a number of it.
                    ([], _) => problems.push(self.undeclared(found.name, expr.span)),
                    (choices, _) => problems.push(self.no_choice(word, choices, expr.span)),
                }
                None
            }
        }
    }

    /// A word that is none of a place's values.
    fn no_choice(self, word: &str, choices: &[&'static str], span: Span) -> Diagnostic {
        let all = suggest::one_of(choices.iter().copied());
        let problem = Diagnostic::error("unknown-value", format!("expected {all}, found `{word}`"))
            .label(span, "not one of its values");
        match suggest::nearest(word, choices.iter().copied().chain(self.stack.scopes.names_at(span).all())) {
            Some(near) if suggest::is_other_number(word, near) => {
                problem.help(format!("write one of its values, such as `{near}`"))
            }
            Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
            None => problem.help("write one of its values, or name something that is declared"),
        }
    }

    /// Something declared, as what the place wants of it.
    fn handle(
        self,
        declaration: &Declaration<'a>,
        place: Option<Place>,
        span: Span,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        let of = schema::find(declaration.resource_type());
        let (Some(place), Some(of)) = (place, of) else { return self.attribute(declaration, None, span, problems) };
        let kinds: Vec<&str> = place.kinds().collect();
        if let Some(given) = kinds.iter().find_map(|kind| of.giving(kind)) {
            return self.given(declaration, given, span, problems);
        }
        if let Some(wanted) = kinds.first()
            && !declaration.gives_anything()
        {
            problems.push(other_kind(declaration, wanted, span));
            return None;
        }
        let given = place.relations().find_map(|relation| of.related(relation));
        self.given(declaration, given.unwrap_or_default(), span, problems)
    }

    /// What a declaration gives: an attribute, or itself for the empty name. What exists already says only some things.
    fn given(
        self,
        declaration: &Declaration<'a>,
        attribute: &'static str,
        span: Span,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if !declaration.existing {
            let id = declaration.logical_id.clone();
            return Some(if attribute.is_empty() { Value::Ref(id) } else { Value::attribute(id, attribute) });
        }
        self.attribute(declaration, Some(attribute).filter(|name| !name.is_empty()), span, problems)
    }

    /// Whether a value is surely a single one, so that it reads as a list of one.
    pub(super) fn is_single(self, expr: &Expr<'a>) -> bool {
        match &expr.kind {
            ExprKind::Word(word) => {
                let found = self.look_up(word, expr.span);
                match (found.meaning, found.rest) {
                    (Some(Named::Input(_)), _) => !self.gives_list(expr),
                    // What a name stands for is read in its place.
                    (Some(Named::Binding(_)), _) => false,
                    (Some(Named::Declaration(_)), Some(_)) => self.gives_text(found),
                    (Some(Named::Declaration(_) | Named::Module(_)) | None, None) => true,
                    (Some(Named::Module(_)) | None, Some(_)) => false,
                }
            }
            ExprKind::Text(_) | ExprKind::Template(_) | ExprKind::Number(_) | ExprKind::Cidr(_) | ExprKind::Map(_) => {
                true
            }
            _ => false,
        }
    }

    /// Whether an attribute is surely a single text.
    fn gives_text(self, found: Found<'_>) -> bool {
        self.attribute_of(found).is_some_and(|place| place.types().is(Types::STRING))
    }

    /// A switch of the language in a place that may want one.
    pub(super) fn switch(
        self,
        expr: &Expr<'a>,
        on: bool,
        place: Option<Place>,
        problems: &mut Problems,
    ) -> Option<Value<'a>> {
        if place.is_some_and(|place| place.types().is(Types::BOOLEAN)) {
            return Some(Value::Bool(on));
        }
        if let ExprKind::Word(word) = expr.kind
            && place.is_some_and(|place| place.choices().contains(&word))
        {
            return Some(Value::text(word));
        }
        super::scalar::switch(expr, if on { "true" } else { "false" }, problems)
    }

    /// Whether a type has an attribute of this name; what to say when it does not.
    pub(super) fn checked_attribute(declaration: &Declaration<'a>, attribute: &str, span: Span) -> Option<Diagnostic> {
        let of = schema::find(declaration.resource_type())?;
        if of.attribute(attribute).is_some() || declaration.gives_anything() {
            return None;
        }
        Some(no_attribute(declaration, of, attribute, span))
    }
}

/// Whether something declared gives what a place wants.
fn gives_what(declaration: &Declaration<'_>, place: Place) -> bool {
    let of = schema::find(declaration.resource_type());
    of.is_some_and(|of| {
        place.kinds().any(|kind| of.giving(kind).is_some())
            || place.relations().any(|relation| of.related(relation).is_some())
    })
}

/// A value without a unit, or with the property's own.
pub(super) fn quantity<'a>(expr: &Expr<'a>, number: &str, unit: &str, problems: &mut Problems) -> Option<Value<'a>> {
    problems.push(wrong_type("a value without a unit", expr).help(format!(
        "CloudFormation properties take no units: write the number in the property's own unit, or \"{number}{unit}\""
    )));
    None
}

fn no_attribute(declaration: &Declaration<'_>, of: &'static Type, attribute: &str, span: Span) -> Diagnostic {
    let names = || of.attributes.iter().map(|attribute| attribute.name);
    let start = span.end.saturating_sub(attribute.len() as u32).max(span.start);
    let at = Span { start, end: span.end };
    let problem = Diagnostic::error("unknown-attribute", format!("{} has no attribute `{attribute}`", of.name))
        .label(at, "unknown attribute")
        .label(declaration.handle.span, format!("declared here as {}", declaration.a_kind()));
    match suggest::nearest(attribute, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), at, near),
        None if of.attributes.is_empty() => problem.help("it has none; its own name stands for what `Ref` gives"),
        None => problem.help(format!("it has {}", suggest::one_of(names()))),
    }
}

fn shadowed(word: &str, span: Span, declaration: &Declaration<'_>) -> Diagnostic {
    Diagnostic::warning(
        "shadowed-name",
        format!("`{word}` is one of the property's own values, and that is what it means here"),
    )
    .label(span, "read as the value")
    .label(declaration.handle.span, "not as what is declared here")
    .help(format!(
        "put the value in quotes, or give the other a handle: {} \"{}\" as another-name",
        declaration.word_text(),
        declaration.name.text
    ))
}

fn other_kind(declaration: &Declaration<'_>, wanted: &str, span: Span) -> Diagnostic {
    let what = schema::check::what(wanted);
    let resource = kind(wanted).map_or(wanted, |kind| kind.resource());
    Diagnostic::error(
        "wrong-kind",
        format!("expected {what}, but `{}` is {}", declaration.handle.text, declaration.a_kind()),
    )
    .label(span, format!("expected {what}"))
    .label(declaration.handle.span, format!("declared here as {}", declaration.a_kind()))
    .help(format!("name something of the type {resource}, or write {what} out, in quotes"))
}
