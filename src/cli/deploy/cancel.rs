//! `infrac cancel`.

use super::args::Cancel;
use super::terminal::Terminal;
use super::{ended, target};
use crate::cli::Outcome;
use crate::deploy::{self, Cloud};
use std::io;

/// Takes back what goes on in a stack.
pub fn run(arguments: &Cancel) -> io::Result<Outcome> {
    let terminal = Terminal::new(arguments.yes, false);
    let asked = (&arguments.target, &arguments.connection);
    let cancel = async |cloud: &Cloud, stack: &str| deploy::cancel(cloud, stack, &terminal).await;
    let (target, end) = match target::with(asked, &terminal, cancel)? {
        Ok(found) => found,
        Err(outcome) => return Ok(outcome),
    };
    let stack = &target.stack;
    match end {
        Ok(watched) => match watched.status.as_deref() {
            None => {
                ended::line(&format!("`{stack}` goes on being taken back. See it: infrac status {stack} --watch"))?;
                Ok(Outcome::Interrupted)
            }
            Some("UPDATE_ROLLBACK_COMPLETE") => {
                ended::line(&format!("`{stack}` is as it was before"))?;
                Ok(Outcome::Done)
            }
            Some("DELETE_COMPLETE") => {
                ended::line(&format!("`{stack}` is gone"))?;
                Ok(Outcome::Done)
            }
            Some(status) => {
                ended::line(&format!("`{stack}` {}", ended::left(status)))?;
                Ok(Outcome::Errors)
            }
        },
        Err(stop) => ended::stopped(&stop),
    }
}
