//! The files that a test's program uses.

use infrac::source::{File, Files, Unreadable};
use std::path::PathBuf;

/// The folder that they lie in.
pub struct Folder(pub PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<File, Unreadable> {
        let full = self.0.join(path);
        match std::fs::read_to_string(&full) {
            Ok(text) => Ok(File { name: path.to_owned(), text }),
            Err(_) if full.is_dir() => Err(Unreadable::Folder),
            Err(_) => Err(Unreadable::Absent),
        }
    }
}
