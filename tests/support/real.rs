//! Real CloudFormation templates, which lie outside the project: INFRAC_CORPUS names their folder.

use std::fs;
use std::path::{Path, PathBuf};

/// The templates, or nothing where there are none.
pub fn templates() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("INFRAC_CORPUS") else {
        println!("skipped: INFRAC_CORPUS does not name a folder of templates");
        return Vec::new();
    };
    let mut found = Vec::new();
    collect(Path::new(&folder), &mut found);
    assert!(found.len() > 100, "INFRAC_CORPUS holds {} templates", found.len());
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if path.is_dir() {
            collect(&path, found);
        } else if ["json", "yaml", "yml", "template"].contains(&ending) {
            found.push(path);
        }
    }
}
