//! Inputs, values and modules get their names before everything else, so that what is known at build is known
//! everywhere.

use super::binding::Binding;
use super::names::{Named, declared_twice};
use super::scopes::Scope;
use super::{Stack, input, logical_id, unsupported};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{self, Conditional, Expr, Item, Module, Name, Otherwise};
use std::cell::OnceCell;

/// Gives names their meaning.
pub struct Register<'r, 'a> {
    stack: &'r mut Stack<'a>,
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl<'r, 'a> Register<'r, 'a> {
    /// One that fills a stack.
    pub fn new(stack: &'r mut Stack<'a>, diagnostics: &'r mut Vec<Diagnostic>) -> Self {
        Self { stack, diagnostics }
    }

    /// Everything among these statements that is no resource.
    pub fn values_of(&mut self, items: &[Item<'a>], inside: bool) {
        for item in items {
            match item {
                Item::Parameter(parameter) if inside => {
                    self.diagnostics.push(unsupported::param_inside(parameter));
                    self.stack.scopes.names_mut(parameter.name.span).lose(parameter.name.text);
                }
                Item::Parameter(parameter) => self.input(parameter),
                Item::Binding(binding) => {
                    self.binding(binding.name, binding.former, &binding.value);
                }
                Item::Conditional(conditional) => self.values_of_branches(conditional),
                Item::Module(module) => self.module(module),
                Item::Sentence(_) | Item::Setting(_) | Item::Output(_) | Item::Repeat(_) => {}
            }
        }
    }

    fn values_of_branches(&mut self, conditional: &Conditional<'a>) {
        self.values_of(&conditional.then.items, true);
        match &conditional.otherwise {
            Some(Otherwise::Body(body)) => self.values_of(&body.items, true),
            Some(Otherwise::Conditional(next)) => self.values_of_branches(next),
            None => {}
        }
    }

    fn input(&mut self, parameter: &ast::Parameter<'a>) {
        let index = self.stack.inputs.len();
        if self.name(parameter.name, Named::Input(index)) {
            self.stack.inputs.push(input::begin(parameter, self.diagnostics));
        }
    }

    fn binding(&mut self, name: Name<'a>, former: Option<Name<'a>>, value: &Expr<'a>) {
        let index = self.stack.bindings.len();
        if self.name(name, Named::Binding(index)) {
            self.push(name, former, value.clone());
        }
    }

    fn push(&mut self, name: Name<'a>, former: Option<Name<'a>>, value: Expr<'a>) -> usize {
        let id = input::id(name, former, self.stack.scopes.prefix(name.span));
        let (settled, truth) = (OnceCell::new(), OnceCell::new());
        self.stack.bindings.push(Binding { name, id, value, settled, truth });
        self.stack.bindings.len() - 1
    }

    /// The names of a file that is used: what its parameters are was said by who uses it.
    fn module(&mut self, module: &Module<'a>) {
        let outer = self.stack.scopes.around(module.span);
        let prefix = format!("{}{}", outer.prefix, logical_id(module.former.unwrap_or(module.alias).text));
        let path = if outer.path.is_empty() { String::new() } else { format!("{}-", outer.path) } + module.alias.text;
        let Some(place) = module.place else {
            return self.stack.scopes.names_mut(module.alias.span).lose(module.alias.text);
        };
        let alias = Some(module.alias);
        let misnamed = outer.misnamed;
        let scope = self.stack.scopes.add(Scope { misnamed, place, alias, prefix, path, ..Scope::default() });
        let misnamed = !self.name(module.alias, Named::Module(scope));
        self.stack.scopes.get_mut(scope).misnamed |= misnamed;
        self.items_of_module(&module.items, module, scope);
    }

    fn items_of_module(&mut self, items: &[Item<'a>], module: &Module<'a>, scope: usize) {
        for item in items {
            match item {
                Item::Parameter(parameter) => match module.argument(parameter) {
                    Some(value) => self.binding(parameter.name, parameter.former, value),
                    None => self.stack.scopes.get_mut(scope).names.lose(parameter.name.text),
                },
                Item::Output(output) => {
                    let index = self.push(output.name, output.former, output.value.clone());
                    self.stack.scopes.get_mut(scope).outputs.insert(output.name.text, index);
                }
                _ => self.values_of(std::slice::from_ref(item), false),
            }
        }
    }

    /// Gives a name its meaning; says so when it has one already.
    fn name(&mut self, name: Name<'a>, meaning: Named) -> bool {
        let first = self.stack.scopes.names_mut(name.span).add(name.text, meaning);
        let first = first.and_then(|first| self.stack.place_of(first));
        self.diagnostics.extend(first.map(|first| declared_twice(name, first, "")));
        first.is_none()
    }
}
