//! `use "./file.infra" as name`: the statements of the file, with names of their own.

use super::usage::{self, Usage};
use super::{Expander, is_use};
use crate::diagnostic::Diagnostic;
use crate::model::paths;
use crate::model::register::Register;
use crate::source::{self, Source, Span, Unreadable};
use crate::suggest;
use crate::syntax::ast::{Item, Module, Name, Otherwise, Parameter, Sentence};
use crate::syntax::{self, inspect};

/// Files that a program uses, one that is used twice counted twice.
const MOST_MODULES: usize = 500;
/// Bytes that they have together.
const MOST_BYTES: u32 = 8 * inspect::MOST_BYTES as u32;

/// The files that were used so far.
#[derive(Default)]
pub struct Loaded {
    count: usize,
    /// Those that could be read.
    read: usize,
    /// The files around the statement that is looked at, by their paths; the first one is not among them.
    around: Vec<String>,
}

impl<'a> Expander<'a> {
    /// Puts the files that are used outside of loops in the places where they are used.
    pub(super) fn modules_in(&mut self, items: &mut Vec<Item<'a>>) {
        items.retain_mut(|item| match item {
            Item::Sentence(sentence) if is_use(sentence) => match self.load(sentence) {
                Some(module) => {
                    *item = Item::Module(Box::new(module));
                    true
                }
                None => false,
            },
            Item::Conditional(conditional) => {
                self.modules_in(&mut conditional.then.items);
                self.modules_in_otherwise(conditional.otherwise.as_mut());
                true
            }
            _ => true,
        });
    }

    fn modules_in_otherwise(&mut self, otherwise: Option<&mut Otherwise<'a>>) {
        match otherwise {
            Some(Otherwise::Body(body)) => self.modules_in(&mut body.items),
            Some(Otherwise::Conditional(next)) => {
                self.modules_in(&mut next.then.items);
                self.modules_in_otherwise(next.otherwise.as_mut());
            }
            None => {}
        }
    }

    /// A file that is used in a loop, with what its arguments are there.
    pub(super) fn module_in_loop(&mut self, sentence: &Sentence<'a>) -> Option<Item<'a>> {
        let Item::Sentence(sentence) = self.item(&Item::Sentence(sentence.clone())) else { return None };
        let item = Item::Module(Box::new(self.load(&sentence)?));
        Register::new(&mut self.stack, &mut Vec::new()).values_of(std::slice::from_ref(&item), false);
        self.lose_unusable();
        let Item::Module(module) = item else { return None };
        Some(self.module(&module))
    }

    /// The statements of a module, written out. It knows nothing of the loops around it.
    pub(super) fn module(&mut self, module: &Module<'a>) -> Item<'a> {
        let locals = std::mem::take(&mut self.locals);
        let path = module.place.map_or("", |place| self.source.part(place.start).path()).to_owned();
        self.modules.around.push(path);
        let items = self.items(&module.items);
        self.modules.around.pop();
        self.locals = locals;
        Item::Module(Box::new(Module { items, ..module.clone() }))
    }

    /// Reads the file of a `use`, and those that it uses in turn.
    fn load(&mut self, sentence: &Sentence<'a>) -> Option<Module<'a>> {
        let usage = usage::read(sentence, &mut self.problems)?;
        let Some((path, part)) = self.find(&usage) else { return Some(absent(usage, sentence.span)) };
        let mut items = self.parse(part);
        self.check_arguments(&usage, &items, part);
        self.modules.around.push(path);
        self.modules_in(&mut items);
        self.modules.around.pop();
        let place = Some(Span { start: part.base(), end: part.base() + part.text().len() as u32 });
        let Usage { alias, former, arguments, .. } = usage;
        Some(Module { alias, former, arguments, place, items, span: sentence.span })
    }

    /// The file of a `use` and its path, from the project's root.
    fn find(&mut self, usage: &Usage<'a>) -> Option<(String, &'a Source)> {
        let found = self.read(usage);
        found.map_err(|problem| self.problems.push(*problem)).ok()
    }

    fn read(&mut self, usage: &Usage<'a>) -> Result<(String, &'a Source), Box<Diagnostic>> {
        let from = self.source.part(usage.path.span.start).path();
        let path = source::resolve_path(from, usage.path.text)
            .map_err(|problem| paths::bad(usage.path, problem, usage::EXAMPLE))?;
        let path = if path.ends_with(".infra") { path } else { path + "/main.infra" };
        if path == self.source.path() || self.modules.around.contains(&path) {
            return Err(self.circle(usage.path, &path).into());
        }
        self.modules.count += 1;
        if self.modules.count > MOST_MODULES || self.source.end() > MOST_BYTES {
            return Err(too_many(usage.path).into());
        }
        // A program that is compiled again has its files already.
        let part = match self.source.added(self.modules.read, &path) {
            Some(part) => part,
            None => {
                let file = self.source.read(&path).map_err(|problem| self.unreadable(usage.path, &path, problem))?;
                self.source.add(&path, file)
            }
        };
        self.modules.read += 1;
        Ok((path, part))
    }

    fn parse(&mut self, part: &'a Source) -> Vec<Item<'a>> {
        let read = syntax::read(part);
        self.allows.read(part, &read);
        self.syntax.extend(read.diagnostics);
        read.file.items
    }

    fn circle(&self, path: Name<'_>, again: &str) -> Diagnostic {
        let around = &self.modules.around;
        let from = around.iter().position(|one| one == again).unwrap_or(0);
        let first = if again == self.source.path() { Some(again) } else { None };
        let files = first.into_iter().chain(around[from..].iter().map(String::as_str)).chain([again]);
        Diagnostic::error("module-cycle", format!("files use each other: {}", files.collect::<Vec<_>>().join(" → ")))
            .label(path.span, "leads back to a file that this one is part of")
            .help("move what both need into a file of its own, and use that in both")
    }

    fn unreadable(&self, path: Name<'_>, full: &str, problem: Unreadable) -> Diagnostic {
        let problem = paths::unreadable(path.span, full, &problem);
        if problem.help.is_some() {
            return problem;
        }
        // `use "./network"` is a folder; often the file is meant.
        let file = full.strip_suffix("/main.infra").map(|stem| format!("{stem}.infra"));
        match file.filter(|file| !path.text.ends_with(".infra") && self.source.read(file).is_ok()) {
            Some(_) => {
                let written = format!("{}.infra", path.text.trim_end_matches('/'));
                let help = format!("a path without .infra is a folder; did you mean \"{written}\"?");
                problem.help(help).fix("name the file", path.span, format!("\"{written}\""))
            }
            None => problem.help("the path starts at the file in which it stands; a folder means its main.infra"),
        }
    }

    /// Whether every parameter has a value, and every argument a parameter.
    fn check_arguments(&mut self, usage: &Usage<'a>, items: &[Item<'a>], part: &Source) {
        let parameters: Vec<&Parameter<'a>> = items
            .iter()
            .filter_map(|item| if let Item::Parameter(parameter) = item { Some(&**parameter) } else { None })
            .collect();
        for argument in &usage.arguments {
            if !parameters.iter().any(|parameter| parameter.name.text == argument.key.text) {
                self.problems.push(unknown_argument(argument.key, &parameters, usage, part));
            }
        }
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name.text).collect();
        for parameter in parameters.iter().filter(|parameter| parameter.default.is_none()) {
            // A misspelled argument was meant for the parameter that it is nearest to.
            let is_meant = |key: &str| {
                key == parameter.name.text
                    || !names.contains(&key)
                        && suggest::nearest(key, names.iter().copied()) == Some(parameter.name.text)
            };
            if !usage.arguments.iter().any(|argument| is_meant(argument.key.text)) {
                self.problems.push(missing_argument(parameter, usage));
            }
        }
    }
}

/// In the place of a file that cannot be read stands one without statements: nothing is said of its names.
fn absent<'a>(usage: Usage<'a>, span: Span) -> Module<'a> {
    let Usage { alias, former, arguments, .. } = usage;
    Module { alias, former, arguments, place: None, items: Vec::new(), span }
}

fn too_many(path: Name<'_>) -> Diagnostic {
    Diagnostic::error(
        "too-many-modules",
        format!("a program uses at most {MOST_MODULES} files, with {} MiB in all", MOST_BYTES >> 20),
    )
    .label(path.span, "one too many")
    .help("CloudFormation takes 500 resources in a stack: use fewer, or make several stacks")
}

fn unknown_argument(key: Name<'_>, parameters: &[&Parameter<'_>], usage: &Usage<'_>, part: &Source) -> Diagnostic {
    let problem = Diagnostic::error("unknown-argument", format!("`{}` has no parameter `{}`", part.name(), key.text))
        .label(key.span, "unknown argument")
        .label(usage.path.span, "the file");
    let names = || parameters.iter().map(|parameter| parameter.name.text);
    match suggest::nearest(key.text, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), key.span, near),
        None if parameters.is_empty() => problem.help("it has no `param`, so that it takes no arguments"),
        None => problem.help(format!("it has {}", suggest::all_of(names().collect::<Vec<_>>()))),
    }
}

fn missing_argument(parameter: &Parameter<'_>, usage: &Usage<'_>) -> Diagnostic {
    let name = parameter.name.text;
    Diagnostic::error("missing-argument", format!("`{}` needs a value for `{name}`", usage.alias.text))
        .label(usage.alias.span, format!("`{name} = …` is missing"))
        .label(parameter.name.span, "has no default")
        .help(format!("write it between `<` and `>`: use … as {} < {name} = … >", usage.alias.text))
}
