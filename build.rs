//! Gathers what lies in files of its own, so that a new file needs no other edit: the pages of `src/explain/`, and where
//! each row of a catalogue starts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    fs::write(out.join("pages.rs"), pages(&files(&root, "src/explain", "md")?))?;
    fs::write(out.join("tables.rs"), tables(&files(&root, "src/catalog/data", "tsv")?)?)?;
    fs::write(out.join("types.rs"), types(&root.join("src/schema/data/types.txt"))?)
}

/// The files of one kind in a folder, sorted.
fn files(root: &Path, folder: &str, extension: &str) -> io::Result<Vec<PathBuf>> {
    println!("cargo:rerun-if-changed={folder}");
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join(folder))? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    // Without the ending: `.md` would put `a-b` in front of `a`, and pages are looked up by their stem.
    files.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    Ok(files)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn pages(files: &[PathBuf]) -> String {
    let mut table = String::from("const PAGES: &[(&str, &str)] = &[\n");
    for path in files {
        let _ = writeln!(table, "    ({:?}, include_str!({path:?})),", stem(path));
    }
    table.push_str("];\n");
    table
}

/// Each catalogue's table with the offsets of its rows behind the header line: found here, a look-up need not search for
/// line ends.
fn tables(files: &[PathBuf]) -> io::Result<String> {
    let mut code = String::new();
    let mut all = String::from("/// Every table by the name of its file.\npub static ALL: &[(&str, Table)] = &[\n");
    for path in files {
        let text = fs::read(path)?;
        let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let starts: Vec<usize> = ends.filter(|start| *start < text.len()).collect();
        let (file, name) = (stem(path), stem(path).to_uppercase());
        let _ = writeln!(
            code,
            "/// `{file}.tsv`.\npub static {name}: Table = Table::new(include_str!({path:?}), &{starts:?});"
        );
        let _ = writeln!(all, "    ({file:?}, {name}),");
    }
    Ok(code + &all + "];\n")
}

/// Where each resource type starts in the text of the schemas.
fn types(path: &Path) -> io::Result<String> {
    println!("cargo:rerun-if-changed={}", path.display());
    let text = fs::read(path)?;
    let starts = (1..text.len()).filter(|at| text[at - 1] == b'\n' && text[*at..].starts_with(b"T\t"));
    let starts: Vec<usize> = starts.collect();
    Ok(format!(
        "/// The schemas. No constant: that would stand in the program once for each use.\nstatic TEXT: &str = include_str!({path:?});\n\
         /// Where each type starts.\nstatic STARTS: [u32; {}] = {starts:?};\n",
        starts.len()
    ))
}
