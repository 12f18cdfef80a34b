//! `infrac destroy`.

use super::args::Destroy;
use super::terminal::Terminal;
use super::{ended, target};
use crate::cli::Outcome;
use crate::deploy::{self, Destroyed, Stop};
use std::io;

/// Deletes a stack.
pub fn run(arguments: &Destroy) -> io::Result<Outcome> {
    let target = match target::read(&arguments.target)? {
        Ok(target) => target,
        Err(outcome) => return Ok(outcome),
    };
    let terminal = Terminal::new(arguments.yes, false);
    let stack = &target.stack;
    let end = deploy::block_on(async {
        let cloud = target::open(&target, &arguments.connection, &terminal).await?;
        deploy::destroy(&cloud, stack, arguments.role_arn.as_deref(), &terminal).await
    })?;
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
        Ok(Destroyed::Failed(failed, status)) => {
            return ended::failed(target.input.as_ref().map(|input| &input.source), stack, &failed, &status);
        }
        Err(Stop::Failed(failed, status)) => {
            return ended::failed(target.input.as_ref().map(|input| &input.source), stack, &failed, &status);
        }
        Err(stop) => return ended::stopped(&stop),
    }
    Ok(Outcome::Done)
}
