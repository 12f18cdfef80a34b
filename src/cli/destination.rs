//! Where `infrac build` writes.

use super::args::{Build, Format};
use super::files::is_standard;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The places for the templates of a run.
#[derive(Debug, PartialEq)]
pub enum Destinations {
    /// Standard output, for one template.
    Stdout(Format),
    /// A file for each template.
    Files(Vec<(PathBuf, Format)>),
}

impl Destinations {
    /// Finds them before anything is read; the error says why that is not possible.
    pub fn of(arguments: &Build) -> Result<Self, String> {
        let Some(output) = arguments.output.as_deref().filter(|output| !is_standard(output)) else {
            if arguments.files.len() > 1 {
                return Err("several templates need a folder to go to: -o FOLDER".to_owned());
            }
            return Ok(Self::Stdout(arguments.format.unwrap_or(Format::Json)));
        };
        let places: Vec<_> = arguments.files.iter().map(|source| place(arguments, output, source)).collect();
        distinct(&places)?;
        apart(&places, &arguments.files)?;
        Ok(Self::Files(places))
    }

    /// Whether a template goes to standard output.
    pub fn is_stdout(&self) -> bool {
        matches!(self, Self::Stdout(_))
    }
}

/// A folder takes one template for each source, named after it.
fn place(arguments: &Build, output: &Path, source: &Path) -> (PathBuf, Format) {
    if arguments.files.len() == 1 && !output.is_dir() {
        let yaml = output.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        let by_name = if yaml { Format::Yaml } else { Format::Json };
        return (output.to_owned(), arguments.format.unwrap_or(by_name));
    }
    let format = arguments.format.unwrap_or(Format::Json);
    let stem = if is_standard(source) { OsStr::new("stdin") } else { source.file_stem().unwrap_or_default() };
    let mut name = stem.to_owned();
    name.push(match format {
        Format::Json => ".json",
        Format::Yaml => ".yaml",
    });
    (output.join(name), format)
}

/// Two sources of one name would leave one template.
fn distinct(places: &[(PathBuf, Format)]) -> Result<(), String> {
    for (at, (path, _)) in places.iter().enumerate() {
        if places[..at].iter().any(|(earlier, _)| earlier == path) {
            return Err(format!("two templates would go to {}; build them one by one", path.display()));
        }
    }
    Ok(())
}

/// A template in the place of its source would destroy it.
fn apart(places: &[(PathBuf, Format)], sources: &[PathBuf]) -> Result<(), String> {
    let sources: Vec<PathBuf> = sources.iter().filter_map(|source| fs::canonicalize(source).ok()).collect();
    for (path, _) in places {
        if fs::canonicalize(path).is_ok_and(|path| path.is_file() && sources.contains(&path)) {
            return Err(format!("{}: this is a source; its template would take its place", path.display()));
        }
    }
    Ok(())
}
