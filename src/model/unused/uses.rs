//! What the statements of a program name.

use super::{Kind, Meaning, Search, arguments, bodies};
use crate::syntax::ast::{Body, Call, Conditional, Expr, ExprKind, Item, Name, Otherwise, Part};

impl<'a> Search<'a> {
    /// Looks through the statements of a file. `next` is the number of the file that is used next.
    pub(super) fn items(&mut self, items: &[Item<'a>], scope: usize, next: &mut usize) {
        for item in items {
            match item {
                Item::Binding(binding) => self.within(item, binding.name, scope),
                Item::Parameter(parameter) => self.within(item, parameter.name, scope),
                Item::Conditional(item) => {
                    tests(item, &mut |test| self.value(test, scope));
                    bodies(item, &mut |items| self.items(items, scope, next));
                }
                Item::Repeat(item) => {
                    self.value(&item.over, scope);
                    self.items(&item.body.items, scope, next);
                }
                Item::Module(module) => {
                    arguments(module).for_each(|value| self.value(value, scope));
                    let inner = *next;
                    *next += 1;
                    self.items(&module.items, inner, next);
                }
                Item::Sentence(sentence) => {
                    item.visit(&mut |part| self.look(part, scope));
                    if sentence.body.as_ref().is_some_and(has_macro) {
                        self.mark_all(|known| known.kind == Kind::Param);
                    }
                }
                Item::Setting(_) | Item::Output(_) => item.visit(&mut |part| self.look(part, scope)),
            }
        }
    }

    /// What a `let` or a `param` names is used if it is used itself.
    fn within(&mut self, item: &Item<'a>, name: Name<'a>, scope: usize) {
        let Some(Meaning::Known(at)) = self.scopes[scope].get(name.text).copied() else { return };
        let mut names = Vec::new();
        item.visit(&mut |part| names.extend(self.named(part, scope)));
        self.known[at].names.extend(names);
    }

    fn value(&mut self, value: &Expr<'a>, scope: usize) {
        value.visit(&mut |part| self.look(part, scope));
    }

    fn look(&mut self, part: &Expr<'a>, scope: usize) {
        if let Some(at) = self.named(part, scope) {
            self.mark(at);
        }
        if let ExprKind::Call(call) = &part.kind {
            self.call(call);
        }
    }

    /// Functions that name things by texts.
    fn call(&mut self, call: &Call<'a>) {
        match (call.name.text, call.arguments.first().map(|first| &first.kind)) {
            ("ref_all" | "transform", _) => self.mark_all(|known| known.kind == Kind::Param),
            ("ref" | "attribute" | "value_of" | "value_of_all", Some(ExprKind::Text(id))) => {
                self.mark_all(|known| known.id == *id);
            }
            ("named", Some(ExprKind::Template(parts))) => {
                let text = |part: Option<&Part<'a>>| match part {
                    Some(Part::Text(text)) => text.clone(),
                    Some(Part::Value(_)) | None => "".into(),
                };
                let (start, end) = (text(parts.first()), text(parts.last()));
                let start = start.split('.').next().unwrap_or_default();
                let end = if end.contains('.') { "" } else { end.as_ref() };
                self.mark_all(|known| known.name.text.starts_with(start) && known.name.text.ends_with(end));
            }
            ("named", Some(_)) => self.mark_all(|_| true),
            (_, _) => {}
        }
    }
}

/// Whether a macro may make anything of the template.
fn has_macro(body: &Body<'_>) -> bool {
    let is_known = |value: &Expr<'_>| match &value.kind {
        ExprKind::Text(text) => text == "AWS::LanguageExtensions" || text.starts_with("AWS::Serverless-"),
        _ => false,
    };
    body.items.iter().any(|item| match item {
        Item::Setting(setting) if setting.key.text == "transform" => match &setting.value.kind {
            ExprKind::List(items) => !items.iter().all(is_known),
            _ => !is_known(&setting.value),
        },
        _ => false,
    })
}

/// The tests of a conditional.
fn tests<'t, 'a>(item: &'t Conditional<'a>, found: &mut dyn FnMut(&'t Expr<'a>)) {
    found(&item.condition);
    if let Some(Otherwise::Conditional(next)) = &item.otherwise {
        tests(next, found);
    }
}
