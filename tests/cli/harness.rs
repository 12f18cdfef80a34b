//! One run of the program in a folder of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The program of the README.
pub const EXAMPLE: &str = include_str!("../../examples/upload.infra");
/// A program without a mistake.
pub const GOOD: &str = "bucket \"some-good-name\"\n";
/// A program with one error that has a fix, which makes it [`GOOD`].
pub const BAD: &str = "bukket \"some-good-name\"\n";

/// A run to be: its folder, its arguments and what it reads.
pub struct Test {
    folder: TempDir,
    arguments: Vec<String>,
    stdin: Vec<u8>,
    environment: Vec<(String, String)>,
}

impl Test {
    /// A run in an empty folder.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        Self { folder, arguments: Vec::new(), stdin: Vec::new(), environment: Vec::new() }
    }

    /// Sets a variable of the environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds an argument.
    pub fn arg(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// Adds arguments.
    pub fn args(self, arguments: &[&str]) -> Self {
        arguments.iter().fold(self, |test, argument| test.arg(argument))
    }

    /// Puts a file into the folder.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
        self
    }

    /// Puts a folder into the folder.
    pub fn folder(self, name: &str) -> Self {
        fs::create_dir(self.path(name)).expect("a folder can be made");
        self
    }

    /// What the program reads from standard input.
    pub fn stdin(mut self, content: impl AsRef<[u8]>) -> Self {
        self.stdin = content.as_ref().to_owned();
        self
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with its arguments, in the folder and without any environment but what is set.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_infrac"));
        command.args(&self.arguments).current_dir(self.folder.path()).env_clear().env("NO_COLOR", "1");
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        // Windows starts no program without it.
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program.
    pub fn run(self) -> Run {
        let mut child = self.command().spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        let content = self.stdin.clone();
        // Beside the reading of what the program writes, so that neither waits for the other.
        let feeder = std::thread::spawn(move || {
            // A program that does not read is no mistake of the test.
            let _ = stdin.write_all(&content);
        });
        let output = child.wait_with_output().expect("the program ends");
        feeder.join().expect("the feeder ends");
        Run { folder: self.folder, output }
    }
}

/// What a run came to. Every check gives the run back.
pub struct Run {
    folder: TempDir,
    output: Output,
}

impl Run {
    /// What was written to standard output.
    pub fn out(&self) -> &str {
        str::from_utf8(&self.output.stdout).expect("standard output is UTF-8")
    }

    /// What was written to standard error.
    pub fn err(&self) -> &str {
        str::from_utf8(&self.output.stderr).expect("standard error is UTF-8")
    }

    /// A file of the folder.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}\n{}", self.err()))
    }

    /// The path of the folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Another run in the same folder.
    pub fn then(self, arguments: &[&str]) -> Test {
        Test { folder: self.folder, ..Test::new() }.args(arguments)
    }

    /// The exit status is this.
    #[track_caller]
    pub fn code(self, expected: i32) -> Self {
        let code = self.output.status.code();
        assert_eq!(code, Some(expected), "exit status; stdout:\n{}\nstderr:\n{}", self.out(), self.err());
        self
    }

    /// Standard output is exactly this.
    #[track_caller]
    pub fn stdout(self, expected: &str) -> Self {
        assert_eq!(self.out(), expected);
        self
    }

    /// Standard output contains this.
    #[track_caller]
    pub fn stdout_has(self, part: &str) -> Self {
        assert!(self.out().contains(part), "no {part:?} in standard output:\n{}", self.out());
        self
    }

    /// Standard error is exactly this.
    #[track_caller]
    pub fn stderr(self, expected: &str) -> Self {
        assert_eq!(self.err(), expected);
        self
    }

    /// Standard error contains this.
    #[track_caller]
    pub fn stderr_has(self, part: &str) -> Self {
        assert!(self.err().contains(part), "no {part:?} in standard error:\n{}", self.err());
        self
    }

    /// A file of the folder holds exactly this.
    #[track_caller]
    pub fn holds(self, name: &str, expected: impl AsRef<[u8]>) -> Self {
        let found = self.read(name);
        assert!(found == expected.as_ref(), "{name} holds {:?}", String::from_utf8_lossy(&found));
        self
    }

    /// The folder holds these, sorted, and nothing else.
    #[track_caller]
    pub fn entries(self, expected: &[&str]) -> Self {
        let entries = fs::read_dir(self.folder.path()).expect("the folder can be read");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<String> = entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
        names.sort();
        assert_eq!(names, expected);
        self
    }

    /// Standard output as one JSON value.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        json(self.out())
    }
}

/// A text as one JSON value.
#[track_caller]
pub fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text:?}"))
}

/// The resources of a template, by logical id.
#[track_caller]
pub fn resources(template: &serde_json::Value) -> Vec<&str> {
    template["Resources"].as_object().expect("resources").keys().map(String::as_str).collect()
}
