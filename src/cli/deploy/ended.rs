//! How a command came out: what is said, and the exit status.

use super::project::Project;
use super::{cause, session};
use crate::cli::render::{self, MessageFormat};
use crate::cli::{Outcome, report};
use crate::deploy::{Deployed, End, Stop};
use std::io::{self, Write};

/// Says how the deploy of one stack ended.
pub fn say(project: &Project<'_>, end: Result<End, Stop>) -> io::Result<Outcome> {
    let stack = &project.order.stack;
    match end {
        Ok(End::UpToDate(deployed)) => {
            line(&format!("`{stack}` is up to date"))?;
            outputs(project, &deployed)
        }
        Ok(End::Done(deployed)) => outputs(project, &deployed),
        Ok(End::Declined) => {
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
            let diagnostics = cause::diagnostics(project.source, &failed);
            report::show(MessageFormat::Human, report::Stdout::Taken, &[(project.source, diagnostics)])?;
            line(&format!("`{stack}` {}", left(&status)))?;
            Ok(Outcome::Errors)
        }
        Err(stop) => stopped(&stop),
    }
}

/// In which state a failure leaves a stack, and what can be done next.
fn left(status: &str) -> String {
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
        Stop::Unanswered(error) => line(&format!("error: {error}"))?,
        Stop::Interrupted => {
            line("stopped, with nothing begun that is not said above")?;
            return Ok(Outcome::Interrupted);
        }
        Stop::Failed(failed, status) => {
            failed.iter().try_for_each(|failed| line(&format!("error: {}", failed.reason)))?;
            line(&format!("the stack {}", left(status)))?;
        }
    }
    Ok(Outcome::Errors)
}

fn line(text: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{}", render::line(text))
}

/// The outputs, by the names that the file gives them.
fn outputs(project: &Project<'_>, deployed: &Deployed) -> io::Result<Outcome> {
    let names = &project.compiled.deployment.outputs;
    let name = |id: &str| names.iter().find(|known| known.id == id).map_or(id, |known| &known.name).to_owned();
    let shown: Vec<_> = deployed.outputs.iter().map(|output| (name(&output.id), &output.value)).collect();
    let width = shown.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let mut out = io::stdout().lock();
    for (name, value) in shown {
        writeln!(out, "{:<width$} = {}", render::line(&name), render::line(value))?;
    }
    Ok(Outcome::Done)
}
