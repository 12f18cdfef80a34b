//! The files of a project, none of which lies outside of its root.

use super::files;
use crate::source::{self, Files, Source, Unreadable};
use crate::syntax::inspect;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder that files are read from.
struct Root {
    /// As it was given, for the names of files.
    shown: PathBuf,
    /// Without links.
    real: PathBuf,
}

/// The source of an entry file with the files beside it; below another root, the file must lie there.
pub fn with_files(source: Source, entry: &Path, root: Option<&Path>) -> Result<Source, String> {
    if files::is_standard(entry) && root.is_none() {
        return Ok(source);
    }
    let shown = root.map_or_else(|| folder(entry), Path::to_path_buf);
    let Ok(real) = shown.canonicalize() else { return Err(format!("there is no folder `{}`", shown.display())) };
    let path = if files::is_standard(entry) { PathBuf::from("-") } else { path_in(&real, entry)? };
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    Ok(source.with_files(names.join("/"), Arc::new(Root { shown, real })))
}

fn folder(entry: &Path) -> PathBuf {
    entry.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
}

/// The path of the entry file from the root. The name itself stays: its own link may lead anywhere.
fn path_in(root: &Path, entry: &Path) -> Result<PathBuf, String> {
    let real = folder(entry).canonicalize().map_err(|error| format!("{}: {error}", entry.display()))?;
    let file = real.join(entry.file_name().unwrap_or_default());
    let path = file.strip_prefix(root).map(Path::to_path_buf);
    path.map_err(|_| format!("`{}` does not lie below the root `{}`", entry.display(), root.display()))
}

impl Files for Root {
    fn read(&self, path: &str) -> Result<source::File, Unreadable> {
        let real = self.real.join(path).canonicalize().map_err(|error| why(&error))?;
        if !real.starts_with(&self.real) {
            return Err(Unreadable::Outside);
        }
        match real.metadata() {
            Ok(data) if data.is_dir() => return Err(Unreadable::Folder),
            // Reading a pipe could wait for ever.
            Ok(data) if !data.is_file() => return Err(Unreadable::Other("it is a device or a pipe".to_owned())),
            Ok(_) | Err(_) => {}
        }
        let bytes = files::limited_file(&real).map_err(|error| why(&error))?;
        let shown = self.shown.strip_prefix(".").unwrap_or(&self.shown).join(path);
        let name = shown.display().to_string();
        match inspect::decode(&name, bytes) {
            Ok(source) => Ok(source::File { name, text: source.text().to_owned() }),
            Err((_, problems)) => {
                Err(Unreadable::Other(problems.first().map_or_else(String::new, |problem| problem.message.clone())))
            }
        }
    }
}

fn why(error: &io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unreadable::Absent,
        io::ErrorKind::PermissionDenied => Unreadable::Other("permission denied".to_owned()),
        _ => Unreadable::Other(error.to_string()),
    }
}
