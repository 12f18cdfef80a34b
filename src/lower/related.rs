//! What stands behind the keywords of a sentence, and which declarations values come from.

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::model::Declaration;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Value;
use crate::words::shape::{Things, Wanted};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Something that a sentence or an entry names.
#[derive(Debug)]
pub struct Related<'s, 'a> {
    /// What the template has for it.
    pub value: Value<'a>,
    /// The declaration, where it is one of the file.
    pub declaration: Option<&'s Declaration<'a>>,
    /// Where it is named.
    pub span: Span,
}

impl<'s, 'a> Lowering<'s, 'a> {
    /// What a declaration names behind a keyword of its sentence, as far as it is what is wanted there.
    pub fn related(&mut self, declaration: &Declaration<'a>, keyword: &str, wanted: &Wanted) -> Vec<Related<'s, 'a>> {
        declaration.relation(keyword).iter().filter_map(|value| self.named(value, wanted)).collect()
    }

    /// A value that has to be a resource of some kind, or the id of one.
    pub fn named(&mut self, expr: &Expr<'a>, wanted: &Wanted) -> Option<Related<'s, 'a>> {
        let value = self.reading(|values, problems| values.one_of_kind(expr, wanted, problems))?;
        let declaration = match expr.kind {
            ExprKind::Word(word) => self.values().meant(word, expr.span, |one| one.resource_type() == wanted.resource),
            _ => None,
        };
        Some(Related { value, declaration, span: expr.span })
    }

    /// A value that has to be a resource of one of some kinds, or the id of one.
    pub fn named_one_of(&mut self, expr: &Expr<'a>, kinds: &[&'static Wanted]) -> Option<Related<'s, 'a>> {
        let value = self.reading(|values, problems| values.one_of_kinds(expr, kinds, problems))?;
        let declaration = match expr.kind {
            ExprKind::Word(word) => self.values().declaration(word, expr.span),
            _ => None,
        };
        Some(Related { value, declaration, span: expr.span })
    }

    /// The declaration whose main resource a value refers to.
    pub fn declaration_of(&self, value: &Value<'a>) -> Option<&'s Declaration<'a>> {
        let id = match value {
            Value::Ref(id) => id,
            Value::GetAtt(target) => &target.0,
            _ => return None,
        };
        self.declared_as(id)
    }

    /// What a value of the shape [`crate::words::Shape::Thing`] stands for, where that is declared.
    pub fn thing(&self, value: &Value<'a>) -> Option<&'s Declaration<'a>> {
        self.declaration_of(value).or_else(|| self.values().existing_thing(value))
    }

    /// The same, and what the template has for it: `Ref`, or what identifies something that exists already. A text, or a
    /// value of the deploy, is itself. Says so where it is declared as something else.
    pub fn one_of(&mut self, value: &Value<'a>, things: &Things, span: Span) -> Option<Value<'a>> {
        let Some(thing) = self.thing(value) else { return Some(value.clone()) };
        if things.types.contains(&thing.resource_type()) {
            return self.reading(|values, problems| values.attribute(thing, None, span, problems));
        }
        let (name, what) = (thing.handle.text, thing.a_kind());
        self.report(
            Diagnostic::error("wrong-kind", format!("expected {}, but `{name}` is {what}", things.what))
                .label(span, format!("expected {}", things.what))
                .label(thing.handle.span, format!("declared here as {what}"))
                .help(format!("name {}", things.what)),
        );
        None
    }

    /// The declaration of this logical id that the stack owns.
    pub fn declared_as(&self, id: &str) -> Option<&'s Declaration<'a>> {
        let stack = self.stack;
        let ids = self.ids.get_or_init(|| {
            let own = stack.declarations.iter().enumerate().filter(|(_, one)| !one.existing && !one.misnamed);
            own.map(|(at, one)| (one.logical_id.as_ref(), at)).collect()
        });
        ids.get(id).map(|at| &stack.declarations[*at])
    }

    /// The declarations whose main resource is of a type, those that exist already included, in order.
    pub fn declared_of(&self, kind: &str) -> impl Iterator<Item = &'s Declaration<'a>> + use<'s, 'a> {
        let stack = self.stack;
        let kinds = self.kinds.get_or_init(|| {
            let mut kinds: FxHashMap<&'s str, Rc<[usize]>> = FxHashMap::default();
            let mut all: Vec<(&str, usize)> =
                stack.declarations.iter().enumerate().map(|(at, one)| (one.resource_type(), at)).collect();
            all.sort_unstable();
            for same in all.chunk_by(|one, other| one.0 == other.0) {
                kinds.insert(same[0].0, same.iter().map(|(_, at)| *at).collect());
            }
            kinds
        });
        let found = kinds.get(kind).cloned().unwrap_or_default();
        (0..found.len()).map(move |at| &stack.declarations[found[at]])
    }
}
