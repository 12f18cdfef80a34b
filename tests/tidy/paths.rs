//! No file speaks of the machine on which it was written.

use crate::sources::root;
use std::fs;
use std::process::Command;

/// Folders that are somebody's own, or that are gone tomorrow.
const FOLDERS: [&str; 5] = ["work", "root", "home", "tmp", "Users"];

/// Where such a path is right, as file and text: it is about the system that a program is for.
const ALLOWED: [(&str, &str); 0] = [];

/// The files under version control; none when this is an unpacked release.
fn files() -> Vec<String> {
    if !root().join(".git").exists() {
        return Vec::new();
    }
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).expect("names are UTF-8");
    names.split_terminator('\0').map(str::to_owned).collect()
}

/// Whether a line has an absolute path into one of the folders.
fn has_path(line: &str) -> bool {
    FOLDERS.iter().any(|folder| {
        let path = format!("/{folder}/");
        line.match_indices(&path).any(|(at, _)| {
            // Behind a name it goes on with a relative path or a web address.
            let before = line[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || "._-~}>*".contains(c))
        })
    })
}

#[test]
fn no_file_has_a_path_of_this_machine() {
    let mut offences = Vec::new();
    for name in files() {
        // A file that is deleted but not yet committed.
        let Ok(bytes) = fs::read(root().join(&name)) else { continue };
        for (at, line) in String::from_utf8_lossy(&bytes).lines().enumerate().filter(|(_, line)| has_path(line)) {
            if !ALLOWED.iter().any(|(file, text)| *file == name && line.contains(text)) {
                offences.push(format!("  {name}:{}: {}", at + 1, line.trim().chars().take(120).collect::<String>()));
            }
        }
    }
    crate::none("a path of one machine", offences);
}

#[test]
fn paths_are_told_from_addresses() {
    let path = |folder: &str| format!("/{folder}/x");
    for folder in FOLDERS {
        assert!(has_path(&path(folder)) && has_path(&format!("cd \"{}\"", path(folder))), "{folder}");
        assert!(!has_path(&format!("https://example.com{}", path(folder))), "{folder}");
        assert!(!has_path(&format!("a{}", path(folder))) && !has_path(&format!("/{folder}ing/x")), "{folder}");
    }
}
