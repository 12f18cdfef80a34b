//! Where the text of other files comes from. The core asks for it and never reads a file itself.

use std::collections::BTreeMap;

/// Gives the texts of a project's files.
pub trait Files: Send + Sync {
    /// The text of a file by its path from the project's root: names with `/` between, none of them `.` or `..`.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read(&self, path: &str) -> Result<File, Unreadable>;
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name to show in diagnostics.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is none of that name.
    Absent,
    /// It is a folder.
    Folder,
    /// It lies outside of the project's root, where a link leads to it.
    Outside,
    /// The source came without any files, as from standard input.
    NoFiles,
    /// Something else, in words that go on behind "the file cannot be read: ".
    Other(String),
}

/// Files whose texts are known: for tests, and where there is no disk.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    by_path: BTreeMap<String, String>,
}

impl<P: Into<String>, T: Into<String>> FromIterator<(P, T)> for Texts {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(files: I) -> Self {
        Self { by_path: files.into_iter().map(|(path, text)| (path.into(), text.into())).collect() }
    }
}

impl Files for Texts {
    fn read(&self, path: &str) -> Result<File, Unreadable> {
        match self.by_path.get(path) {
            Some(text) => Ok(File { name: path.to_owned(), text: text.clone() }),
            None if self
                .by_path
                .keys()
                .any(|known| known.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))) =>
            {
                Err(Unreadable::Folder)
            }
            None => Err(Unreadable::Absent),
        }
    }
}
