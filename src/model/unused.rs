//! Names of values and parameters that nothing uses.

use super::input;
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Body, Conditional, Expr, ExprKind, File, Item, Name, Otherwise};
use crate::template::Text;
use rustc_hash::FxHashMap;

/// A `let` or a `param`, and what it names itself.
struct Known<'a> {
    name: Name<'a>,
    id: Text<'a>,
    is_param: bool,
    names: Vec<usize>,
    used: bool,
}

/// Every `let` and `param` that nothing uses but others of that kind. What stands in a branch that is never taken is a
/// use too.
pub fn check(file: &File<'_>) -> Vec<Diagnostic> {
    let mut search = Search { known: Vec::new(), places: FxHashMap::default(), used: Vec::new() };
    search.declared(&file.items);
    if search.known.is_empty() {
        return Vec::new();
    }
    search.items(&file.items);
    search.spread();
    search.problems()
}

struct Search<'a> {
    known: Vec<Known<'a>>,
    places: FxHashMap<&'a str, usize>,
    /// Used names whose own names are not looked at yet.
    used: Vec<usize>,
}

impl<'a> Search<'a> {
    fn declared(&mut self, items: &[Item<'a>]) {
        for item in items {
            match item {
                Item::Binding(item) => self.add(item.name, item.former, false),
                Item::Parameter(item) => self.add(item.name, item.former, true),
                Item::Conditional(item) => bodies(item, &mut |body| self.declared(&body.items)),
                Item::Repeat(item) => self.declared(&item.body.items),
                Item::Sentence(_) | Item::Setting(_) | Item::Output(_) => {}
            }
        }
    }

    fn add(&mut self, name: Name<'a>, former: Option<Name<'a>>, is_param: bool) {
        let known = Known { name, id: input::id(name, former), is_param, names: Vec::new(), used: false };
        self.places.entry(name.text).or_insert(self.known.len());
        self.known.push(known);
    }

    fn items(&mut self, items: &[Item<'a>]) {
        for item in items {
            match item {
                Item::Binding(binding) => self.within(item, binding.name),
                Item::Parameter(parameter) => self.within(item, parameter.name),
                Item::Conditional(item) => {
                    tests(item, &mut |test| test.visit(&mut |part| self.look(part)));
                    bodies(item, &mut |body| self.items(&body.items));
                }
                Item::Repeat(item) => {
                    item.over.visit(&mut |part| self.look(part));
                    self.items(&item.body.items);
                }
                Item::Sentence(sentence) => {
                    item.visit(&mut |part| self.look(part));
                    if sentence.body.as_ref().is_some_and(has_macro) {
                        self.use_parameters();
                    }
                }
                Item::Setting(_) | Item::Output(_) => item.visit(&mut |part| self.look(part)),
            }
        }
    }

    /// What a `let` or a `param` names is used if it is used itself.
    fn within(&mut self, item: &Item<'a>, name: Name<'a>) {
        let Some(at) = self.places.get(name.text).copied() else { return };
        let mut names = Vec::new();
        item.visit(&mut |part| names.extend(self.named(part)));
        self.known[at].names.extend(names);
    }

    fn named(&self, part: &Expr<'_>) -> Option<usize> {
        let ExprKind::Word(word) = part.kind else { return None };
        self.places.get(word.split('.').next().unwrap_or_default()).copied()
    }

    fn look(&mut self, part: &Expr<'a>) {
        if let Some(at) = self.named(part) {
            self.mark(at);
        }
        let ExprKind::Call(call) = &part.kind else { return };
        match (call.name.text, call.arguments.first().map(|first| &first.kind)) {
            // Anything may be named in what these get.
            ("ref_all" | "transform", _) => self.use_parameters(),
            ("ref" | "attribute" | "value_of" | "value_of_all", Some(ExprKind::Text(id))) => {
                (0..self.known.len())
                    .filter(|at| self.known[*at].id == *id)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .for_each(|at| self.mark(at));
            }
            (_, _) => {}
        }
    }

    fn mark(&mut self, at: usize) {
        if !std::mem::replace(&mut self.known[at].used, true) {
            self.used.push(at);
        }
    }

    fn use_parameters(&mut self) {
        (0..self.known.len()).for_each(|at| {
            if self.known[at].is_param {
                self.mark(at);
            }
        });
    }

    /// What used names name is used too.
    fn spread(&mut self) {
        while let Some(at) = self.used.pop() {
            for name in std::mem::take(&mut self.known[at].names) {
                self.mark(name);
            }
        }
    }

    fn problems(&self) -> Vec<Diagnostic> {
        let unused = self.known.iter().enumerate().filter(|(_, known)| !known.used);
        // A name that is declared again has a problem of its own.
        let first = unused.filter(|(at, known)| self.places.get(known.name.text) == Some(at));
        first.map(|(at, known)| self.problem(at, known)).collect()
    }

    fn problem(&self, at: usize, known: &Known<'_>) -> Diagnostic {
        let text = known.name.text;
        let user = self.known.iter().enumerate().find(|(other, one)| *other != at && one.names.contains(&at));
        let (problem, help) = if known.is_param {
            let message = format!("`{text}` is asked for at the deploy, and nothing uses it");
            (Diagnostic::warning("unused-param", message), "use it, or ask for nothing: leave the `param` out")
        } else {
            let message = format!("nothing uses the value that is called `{text}`");
            (Diagnostic::warning("unused-let", message), "use it, or leave the `let` out")
        };
        let problem = problem.help(help);
        match user {
            Some((_, user)) => problem
                .label(known.name.span, format!("used only by `{}`", user.name.text))
                .label(user.name.span, "not used either"),
            None => problem.label(known.name.span, "not used"),
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

/// The bodies of a conditional.
fn bodies<'t, 'a>(item: &'t Conditional<'a>, found: &mut dyn FnMut(&'t Body<'a>)) {
    found(&item.then);
    match &item.otherwise {
        Some(Otherwise::Body(body)) => found(body),
        Some(Otherwise::Conditional(next)) => bodies(next, found),
        None => {}
    }
}

/// The tests of a conditional.
fn tests<'t, 'a>(item: &'t Conditional<'a>, found: &mut dyn FnMut(&'t Expr<'a>)) {
    found(&item.condition);
    if let Some(Otherwise::Conditional(next)) = &item.otherwise {
        tests(next, found);
    }
}
