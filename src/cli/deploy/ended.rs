//! How a command came out: what is said, and the exit status.

use super::project::Project;
use super::{cause, outputs, session};
use crate::cli::render::{self, MessageFormat};
use crate::cli::{Outcome, report};
use crate::deploy::{Deployed, End, Failed, Stop};
use crate::source::Source;
use std::io::{self, Write};

/// Says how the deploy of one stack ended.
pub fn say(project: &Project<'_>, end: Result<End, Stop>) -> io::Result<Outcome> {
    let stack = &project.order.stack;
    match end {
        Ok(End::UpToDate(deployed)) => {
            line(&format!("`{stack}` is up to date"))?;
            tell(project, &deployed)
        }
        Ok(End::Done(deployed)) => tell(project, &deployed),
        Ok(End::Declined) => {
            line(&format!("`{stack}`: nothing was changed"))?;
            Ok(Outcome::Errors)
        }
        Ok(End::Kept(plan)) => {
            let found = crate::cli::plan::losses(project.source, &project.compiled, &plan, &project.order.allow_loss);
            report::show(MessageFormat::Human, report::Stdout::Taken, &[(project.source, found)])?;
            line(&format!("`{stack}`: nothing was changed"))?;
            Ok(Outcome::Errors)
        }
        Ok(End::Left(_)) => {
            let file = project.source.name();
            line(&format!("`{stack}` goes on at AWS. See it: infrac status {stack} --watch"))?;
            line(&format!("Go on with it: infrac deploy {file}. Take it back: infrac cancel {stack}"))?;
            Ok(Outcome::Interrupted)
        }
        Ok(End::Failed(failed, status)) | Err(Stop::Failed(failed, status)) => {
            self::failed(Some(project.source), stack, &failed, &status)
        }
        Err(stop) => stopped(&stop),
    }
}

/// Says what failed in a stack, at the lines of its file where that is there, and what can be done next.
pub fn failed(source: Option<&Source>, stack: &str, failed: &[Failed], status: &str) -> io::Result<Outcome> {
    let nowhere = Source::new(stack, "");
    let source = source.unwrap_or(&nowhere);
    let diagnostics = cause::diagnostics(source, failed);
    report::show(MessageFormat::Human, report::Stdout::Taken, &[(source, diagnostics)])?;
    line(&format!("`{stack}` {}", left(status)))?;
    Ok(Outcome::Errors)
}

/// In which state a failure leaves a stack, and what can be done next.
pub fn left(status: &str) -> String {
    let text = match status {
        "ROLLBACK_COMPLETE" => {
            "was taken back: nothing of it is left but its name. Once the cause is mended, deploy again: the name is freed \
             first"
        }
        "ROLLBACK_FAILED" => "could not be taken back whole. See what is left with: infrac status",
        "CREATE_FAILED" | "UPDATE_FAILED" => "is left as it was when it failed. Mend the cause, and deploy again",
        "UPDATE_ROLLBACK_COMPLETE" => "is as it was before. Mend the cause, and deploy again",
        "UPDATE_ROLLBACK_FAILED" => {
            "could not be taken back to what it was. Mend what stands in the way, and deploy again: the rollback goes on \
             first"
        }
        "DELETE_FAILED" => "could not be deleted whole. Mend what stands in the way, and delete it again",
        other => return format!("is {other}"),
    };
    format!("{text} ({status})")
}

/// Says why a command stopped.
pub fn stopped(stop: &Stop) -> io::Result<Outcome> {
    match stop {
        Stop::Failure(failure) if session::is_about_credentials(failure) => {
            line(&format!("error: {}", failure.message))?;
            line("Log in again (aws sso login, or new keys), and give the same command: it goes on where it was")?;
            return Ok(Outcome::NoCredentials);
        }
        Stop::Failure(failure) => line(&format!("error: {failure}"))?,
        Stop::Refused(text) => line(&format!("error: {text}"))?,
        Stop::Unanswered(error) if error.kind() != io::ErrorKind::Interrupted => line(&format!("error: {error}"))?,
        Stop::Unanswered(_) | Stop::Interrupted => {
            line("stopped: nothing was begun that is not said above")?;
            return Ok(Outcome::Interrupted);
        }
        Stop::Failed(failed, status) => {
            failed.iter().try_for_each(|failed| line(&format!("error: {}", failed.reason)))?;
            line(&format!("the stack {}", left(status)))?;
        }
    }
    Ok(Outcome::Errors)
}

/// A line on standard error.
pub fn line(text: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{}", render::line(text))
}

/// The outputs, by the names that the file gives them.
fn tell(project: &Project<'_>, deployed: &Deployed) -> io::Result<Outcome> {
    let shown = outputs::named(&project.compiled.deployment.outputs, deployed);
    io::stdout().lock().write_all(outputs::lines(&shown).as_bytes())?;
    Ok(Outcome::Done)
}
