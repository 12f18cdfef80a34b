//! The `infrac` command.
fn main() {}
