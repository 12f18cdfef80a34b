//! The codes of all diagnostics, read out of the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How a diagnostic is made; its code follows.
const MAKERS: &[&str] = &["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::advice(", "code: \""];

/// How one is made that does not stop the build.
const MILD: &[&str] = &["Diagnostic::warning(", "Diagnostic::advice("];

/// What the sources say about codes.
#[derive(Debug, Default)]
pub struct Codes {
    /// Codes that are written where a diagnostic is made, in a constant that is named there, or in a `code` field.
    pub written: BTreeSet<String>,
    /// What stands in the place of a code where a diagnostic is made with a variable.
    pub variables: BTreeSet<String>,
    /// Codes that are written where a warning or advice is made.
    pub mild: BTreeSet<String>,
    /// All of the sources outside of tests.
    pub text: String,
}

/// Reads every file below a folder.
pub fn read(folder: &Path) -> Codes {
    let mut files = Vec::new();
    let mut tests = Vec::new();
    gather(folder, &mut files, &mut tests);
    files.retain(|(path, _)| !tests.contains(path));
    let mut codes = Codes::default();
    for (_, text) in files {
        codes.text.push_str(&text);
    }
    let text = std::mem::take(&mut codes.text);
    for maker in MAKERS {
        text.match_indices(maker).for_each(|(at, _)| codes.add(&text[at + maker.len()..], maker.ends_with('"')));
    }
    let mild =
        MILD.iter().flat_map(|maker| text.split(maker).skip(1)).filter_map(|rest| rest.trim_start().strip_prefix('"'));
    codes.mild = mild.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    codes.text = text;
    codes.resolve_constants();
    codes
}

impl Codes {
    fn resolve_constants(&mut self) {
        let constant = |name: &str| {
            let (_, rest) = self.text.split_once(&format!("const {name}: &str = \""))?;
            rest.split('"').next().map(str::to_owned)
        };
        let found: Vec<_> = self.variables.iter().filter_map(|name| Some((name.clone(), constant(name)?))).collect();
        for (name, code) in found {
            self.variables.remove(&name);
            self.written.insert(code);
        }
    }

    fn add(&mut self, rest: &str, quoted: bool) {
        let rest = rest.trim_start();
        match rest.strip_prefix('"').or(quoted.then_some(rest)) {
            Some(code) => self.written.extend(code.split('"').next().map(str::to_owned)),
            None => self.variables.extend(rest.split(',').next().map(str::to_owned)),
        }
    }
}

/// The sources below a folder without their test modules, and the files that are test modules themselves.
fn gather(folder: &Path, files: &mut Vec<(PathBuf, String)>, tests: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files, tests);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let (kept, modules) = without_tests(&fs::read_to_string(&path).unwrap());
            let below = if path.ends_with("mod.rs") { folder.to_owned() } else { path.with_extension("") };
            tests.extend(modules.iter().map(|module| below.join(format!("{module}.rs"))));
            files.push((path, kept));
        }
    }
}

/// A source without what stands under `#[cfg(test)]` at the start of a line, and the test modules that it declares.
fn without_tests(text: &str) -> (String, Vec<String>) {
    let (mut kept, mut modules) = (String::new(), Vec::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line != "#[cfg(test)]" {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        let Some(item) = lines.by_ref().find(|line| !line.starts_with("#[")) else { break };
        match item.strip_prefix("mod ").and_then(|item| item.strip_suffix(';')) {
            Some(module) => modules.push(module.to_owned()),
            // Formatted code closes what starts in the first column with a `}` in the first column.
            None => lines.by_ref().take_while(|line| *line != "}").for_each(drop),
        }
    }
    (kept, modules)
}
