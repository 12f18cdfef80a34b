//! The files of `src/`, and which of their lines are code that is shipped.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// A source file.
pub struct File {
    /// Its path from the repository's root, with `/` on every system.
    pub path: String,
    /// Its content.
    pub text: String,
    /// Whether it is compiled for tests only.
    pub is_test: bool,
}

/// A line of code.
pub struct Line {
    number: usize,
    /// Without the blanks around it and the comment behind it; a `use` of several lines is one.
    pub text: String,
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `src/`, sorted by path.
pub fn sources() -> Vec<File> {
    let mut files = Vec::new();
    read("src", &mut files);
    assert!(files.len() > 20, "only {} files found in src", files.len());
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let tests: HashSet<String> = files.iter().flat_map(test_modules).collect();
    for file in &mut files {
        file.is_test = tests
            .iter()
            .any(|module| file.path == format!("{module}.rs") || file.path.starts_with(&format!("{module}/")));
    }
    files
}

fn read(folder: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(root().join(folder)).expect("a folder of sources") {
        let entry = entry.expect("an entry");
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&path, files);
        } else if path.ends_with(".rs") {
            let text = fs::read_to_string(entry.path()).unwrap_or_else(|error| panic!("{path}: {error}"));
            files.push(File { path, text, is_test: false });
        }
    }
}

/// The modules that a file has for tests only, as paths without an ending.
fn test_modules(file: &File) -> Vec<String> {
    let stem = file.path.trim_end_matches(".rs");
    let folder = match stem.rsplit_once('/') {
        Some((folder, "mod" | "lib" | "main")) => folder,
        _ => stem,
    };
    // Other attributes may stand between the two lines.
    let lines: Vec<&str> = file.text.lines().filter(|line| !line.starts_with("#[allow")).collect();
    let pairs = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]");
    let names = pairs.filter_map(|pair| pair[1].strip_prefix("mod ")?.strip_suffix(';'));
    names.map(|name| format!("{folder}/{name}")).collect()
}

impl File {
    /// Its lines of code, without tests and comments.
    pub fn code(&self) -> Vec<Line> {
        if self.is_test { Vec::new() } else { code(&self.text) }
    }
}

fn code(text: &str) -> Vec<Line> {
    let mut code: Vec<Line> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            // The formatter puts the end of an item under its start.
            let end = line.replace("#[cfg(test)]", "}");
            let _ = lines.find(|(_, line)| *line == end || line.ends_with(';') && !line.starts_with("  "));
            continue;
        }
        let line = line.split("//").next().unwrap_or_default().trim();
        match code.last_mut() {
            Some(last) if last.text.starts_with("use ") && !last.text.ends_with(';') => last.text += line,
            _ if line.is_empty() => {}
            _ => code.push(Line { number: at + 1, text: line.to_owned() }),
        }
    }
    code
}

impl Line {
    /// The line with its place.
    pub fn at(&self, file: &File) -> String {
        format!("  {}:{}: {}", file.path, self.number, self.text)
    }

    /// Whether a name stands here on its own.
    pub fn has_word(&self, word: &str) -> bool {
        self.text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word)
    }

    /// Whether a crate of this name is used, or one whose name starts so and goes on with `_`.
    pub fn names(&self, krate: &str) -> bool {
        let parts = self.text.split(|c: char| !c.is_alphanumeric() && c != '_');
        parts
            .into_iter()
            .any(|part| part.strip_prefix(krate).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
    }
}

#[test]
fn tests_and_comments_are_no_code() {
    let text = "use a::{\n    b,\n    c,\n};\n/// A .unwrap().\nfn d() {} // todo!\n\n#[cfg(test)]\nmod e;\n\nfn f() {}\n\n\
                #[cfg(test)]\nmod tests {\n    fn g() {\n        h();\n    }\n}\nfn i() {}\n";
    let lines: Vec<(usize, String)> = code(text).into_iter().map(|line| (line.number, line.text)).collect();
    let expected = [(1, "use a::{b,c,};"), (6, "fn d() {}"), (11, "fn f() {}"), (19, "fn i() {}")];
    assert_eq!(lines, expected.map(|(number, text)| (number, text.to_owned())));
}

#[test]
fn crates_are_told_from_words_that_start_like_them() {
    let names = |text: &str| Line { number: 1, text: text.to_owned() }.names("clap");
    assert!(names("use clap::Parser;") && names("#[derive(clap::Args)]") && names("clap_complete::generate()"));
    assert!(!names("fn clapping() {}") && !names("let eclap = 1;"));
}
