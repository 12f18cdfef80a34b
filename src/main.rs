//! The `infrac` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    infrac::cli::run()
}
