//! What runs the calls of a command.

use std::io;

/// Runs a command to its end.
///
/// # Errors
/// When the system refuses what a runtime needs.
pub fn block_on<T>(future: impl Future<Output = T>) -> io::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(future))
}
