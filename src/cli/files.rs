//! Reading sources, and writing files that appear whole or not at all.

use super::CANNOT_READ;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::syntax::inspect;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// A file that was read: its text, and what is wrong with its bytes.
pub struct Input {
    /// The text; a stand-in when the bytes are no text.
    pub source: Source,
    /// Whether a byte order mark stood in front of the text.
    pub marked: bool,
    /// Problems that leave nothing to compile.
    pub unreadable: Vec<Diagnostic>,
}

/// Whether a path means standard input, or standard output.
pub fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether standard input is asked for twice; its second reading would be empty.
pub fn repeats_stdin(paths: &[PathBuf]) -> bool {
    paths.iter().filter(|path| is_standard(path)).count() > 1
}

/// Reads an entry file with what it may use: what lies below the root, or else below its own folder.
///
/// # Errors
/// In words, when the root is no folder with the file in it.
pub fn read_with_root(path: &Path, root: Option<&Path>) -> Result<Input, String> {
    let input = read(path);
    if !input.unreadable.is_empty() {
        return Ok(input);
    }
    let source = super::project::with_files(input.source, path, root)?;
    Ok(Input { source, ..input })
}

/// Reads a file, or standard input for `-`. One that cannot be read has a diagnostic, like any other problem.
pub fn read(path: &Path) -> Input {
    let (name, bytes) = if is_standard(path) {
        ("<stdin>".to_owned(), limited(io::stdin().lock()))
    } else {
        (path.display().to_string(), limited_file(path))
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => return missing(&name, &what(&error, path)),
    };
    let marked = bytes.starts_with("\u{feff}".as_bytes());
    match inspect::decode(&name, bytes) {
        Ok(source) => Input { source, marked, unreadable: Vec::new() },
        Err((source, unreadable)) => Input { source, marked, unreadable },
    }
}

fn missing(name: &str, what: &str) -> Input {
    let problem = Diagnostic::error(CANNOT_READ, format!("the file cannot be read: {what}"));
    Input { source: Source::new(name, ""), marked: false, unreadable: vec![problem] }
}

/// Reads one byte more than the limit at most, so that a huge file is refused without being read.
fn limited(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(inspect::MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of a file, of which too many are not all read.
pub fn limited_file(path: &Path) -> io::Result<Vec<u8>> {
    fs::File::open(path).and_then(limited)
}

/// An error that names its file.
pub fn with_path(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {}", path.display(), what(error, path)))
}

fn what(error: &io::Error, path: &Path) -> String {
    // Not every system says that a folder is one.
    if path.is_dir() {
        return "this is a folder, not a file".to_owned();
    }
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// What writes a file's content.
type Content<'c> = &'c dyn Fn(&mut dyn Write) -> io::Result<()>;

/// Writes a file under a temporary name beside it, then renames it. A link is followed, and permissions stay.
pub fn write(path: &Path, content: Content) -> io::Result<()> {
    let written = match fs::metadata(path) {
        Ok(old) if !old.is_file() && !old.is_dir() => into(fs::OpenOptions::new().write(true).open(path), content),
        Ok(old) if old.permissions().readonly() => Err(io::ErrorKind::PermissionDenied.into()),
        Ok(old) => fs::canonicalize(path).and_then(|target| replace(&target, Some(old.permissions()), content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => replace(path, None, content),
        Err(error) => Err(error),
    };
    written.map_err(|error| with_path(&error, path))
}

/// Writes a text with the byte order mark that it had.
pub fn write_text(marked: bool, text: &str, out: &mut dyn Write) -> io::Result<()> {
    if marked {
        out.write_all("\u{feff}".as_bytes())?;
    }
    out.write_all(text.as_bytes())
}

/// Devices and pipes, such as `/dev/null`, are written to: a file in their place would break them.
fn into(file: io::Result<fs::File>, content: Content) -> io::Result<()> {
    let mut buffered = io::BufWriter::new(file?);
    content(&mut buffered)?;
    buffered.flush()
}

fn replace(path: &Path, permissions: Option<fs::Permissions>, content: Content) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = temporary(folder)?;
    let mut buffered = io::BufWriter::new(&mut file);
    content(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
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
