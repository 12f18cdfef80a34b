//! Paths as a source writes them: relative to the file in which they stand, with `/` between names.

/// What is wrong with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathProblem {
    /// It names nothing.
    Empty,
    /// It starts at the root of a disk, or at somebody's home.
    Absolute,
    /// It has `\` between names, as only Windows understands.
    Backslash,
    /// It leads out of the project's root.
    Outside,
}

/// The path from the project's root of what a file at `from` calls `written`.
///
/// # Errors
/// What is wrong with it.
pub fn resolve(from: &str, written: &str) -> Result<String, PathProblem> {
    let is_drive = written.as_bytes().get(1) == Some(&b':') && written.as_bytes()[0].is_ascii_alphabetic();
    if written.starts_with(['/', '~']) || written.starts_with("\\\\") || is_drive {
        return Err(PathProblem::Absolute);
    }
    if written.contains('\\') {
        return Err(PathProblem::Backslash);
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in written.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop().ok_or(PathProblem::Outside)?;
            }
            name => names.push(name),
        }
    }
    if names.is_empty() || written.trim().is_empty() { Err(PathProblem::Empty) } else { Ok(names.join("/")) }
}

#[cfg(test)]
mod tests {
    use super::{PathProblem, resolve};

    #[test]
    fn paths_start_at_the_file_that_names_them() {
        assert_eq!(resolve("main.infra", "./network.infra").as_deref(), Ok("network.infra"));
        assert_eq!(resolve("envs/prod.infra", "../modules//net/./main.infra").as_deref(), Ok("modules/net/main.infra"));
        assert_eq!(resolve("a/b.infra", "c").as_deref(), Ok("a/c"));
        assert_eq!(resolve("main.infra", "./..data/x").as_deref(), Ok("..data/x"));
    }

    #[test]
    fn paths_stay_below_the_root() {
        assert_eq!(resolve("main.infra", "../other/net.infra"), Err(PathProblem::Outside));
        assert_eq!(resolve("a/main.infra", "x/../../../y"), Err(PathProblem::Outside));
        for absolute in ["/etc/passwd", "~/net.infra", "C:/net.infra", "c:net.infra", "\\\\host\\share"] {
            assert_eq!(resolve("main.infra", absolute), Err(PathProblem::Absolute), "{absolute}");
        }
        assert_eq!(resolve("main.infra", ".\\net.infra"), Err(PathProblem::Backslash));
        for empty in ["", ".", "./", "  "] {
            assert_eq!(resolve("main.infra", empty), Err(PathProblem::Empty), "{empty}");
        }
        assert_eq!(resolve("a/main.infra", ".."), Err(PathProblem::Empty));
    }
}
