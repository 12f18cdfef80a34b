//! `infrac destroy`.

use super::args::Destroy;
use super::terminal::Terminal;
use super::{ended, target};
use crate::cli::Outcome;
use crate::deploy::{self, Cloud, Destroyed, Stop};
use std::io;

/// Deletes a stack.
pub fn run(arguments: &Destroy) -> io::Result<Outcome> {
    let terminal = Terminal::new(arguments.yes, false);
    let asked = (&arguments.target, &arguments.connection);
    let role = arguments.role_arn.as_deref();
    let destroy = async |cloud: &Cloud, stack: &str| deploy::destroy(cloud, stack, role, &terminal).await;
    let (target, end) = match target::with(asked, &terminal, destroy)? {
        Ok(found) => found,
        Err(outcome) => return Ok(outcome),
    };
    let stack = &target.stack;
    match end {
        Ok(Destroyed::Absent) => ended::line(&format!("there is no stack `{stack}`: nothing to delete"))?,
        Ok(Destroyed::Done) => ended::line(&format!("`{stack}` is gone"))?,
        Ok(Destroyed::Declined) => {
            ended::line(&format!("`{stack}`: nothing was changed"))?;
            return Ok(Outcome::Errors);
        }
        Ok(Destroyed::Left) => {
            ended::line(&format!("`{stack}` goes on being deleted. See it: infrac status {stack} --watch"))?;
            return Ok(Outcome::Interrupted);
        }
        Ok(Destroyed::Failed(failed, status)) | Err(Stop::Failed(failed, status)) => {
            return ended::failed(target.source(), stack, &failed, &status);
        }
        Err(stop) => return ended::stopped(&stop),
    }
    Ok(Outcome::Done)
}
