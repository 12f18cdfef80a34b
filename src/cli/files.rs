//! Reading sources, and writing files that appear whole or not at all.

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::syntax::inspect;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

/// A file that was read: its text, and what is wrong with its bytes.
pub struct Input {
    /// The text; a stand-in when the bytes are no text.
    pub source: Source,
    /// Problems that leave nothing to compile.
    pub unreadable: Vec<Diagnostic>,
}

/// Reads a file, or standard input for `-`.
pub fn read(path: &Path) -> io::Result<Input> {
    let (name, bytes) = if path == Path::new("-") {
        ("<stdin>".to_owned(), limited(io::stdin().lock())?)
    } else {
        (path.display().to_string(), fs::File::open(path).and_then(limited).map_err(|error| with_path(&error, path))?)
    };
    Ok(match inspect::decode(&name, bytes) {
        Ok(source) => Input { source, unreadable: Vec::new() },
        Err((source, unreadable)) => Input { source, unreadable },
    })
}

/// Reads one byte more than the limit at most, so that a huge file is refused without being read.
fn limited(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(inspect::MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// An error that names its file.
pub fn with_path(error: &io::Error, path: &Path) -> io::Error {
    let what = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder, not a file".to_owned(),
        _ => error.to_string(),
    };
    io::Error::new(error.kind(), format!("{}: {what}", path.display()))
}

/// Writes a file under a temporary name beside it, then renames it.
pub fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let whole = || {
        let mut file = temporary(folder)?;
        let mut buffered = io::BufWriter::new(&mut file);
        content(&mut buffered)?;
        buffered.flush()?;
        drop(buffered);
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    whole().map_err(|error: io::Error| with_path(&error, path))
}

#[cfg(unix)]
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // As for any new file, the umask decides; a temporary file alone would be the owner's only.
    tempfile::Builder::new().prefix(".infrac-").permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(".infrac-").tempfile_in(folder)
}
