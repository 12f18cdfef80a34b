//! `infrac deploy`.

use super::args::Deploy;
use super::progress::Progress;
use super::session;
use super::terminal::Terminal;
use super::{cause, order};
use crate::cli::render::{self, MessageFormat, Style};
use crate::cli::{Outcome, files, report};
use crate::compile;
use crate::deploy::{self, Deployed, End, Order, Sides, Stop};
use crate::plan::At;
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Deploys the files.
pub fn run(arguments: &Deploy) -> io::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for path in &arguments.files {
        outcome = one(path, arguments)?;
        if outcome != Outcome::Done {
            break;
        }
    }
    Ok(outcome)
}

fn one(path: &Path, arguments: &Deploy) -> io::Result<Outcome> {
    let input = match files::read_with_root(path, arguments.stack.root.as_deref()) {
        Ok(input) => input,
        Err(problem) => return report::refuse(&problem),
    };
    if !input.unreadable.is_empty() {
        report::show(MessageFormat::Human, report::Stdout::Free, &[(&input.source, input.unreadable.clone())])?;
        return Ok(Outcome::Usage);
    }
    let compiled = compile(&input.source);
    let has_errors = compiled.has_errors();
    report::show(MessageFormat::Human, report::Stdout::Free, &[(&input.source, compiled.diagnostics.clone())])?;
    if has_errors {
        return Ok(Outcome::Errors);
    }
    let mut order = match order::order(path, &compiled, &arguments.stack) {
        Ok(order) => order,
        Err(problem) => return report::refuse(&problem),
    };
    order.disable_rollback = arguments.disable_rollback;
    order.allow_loss.clone_from(&arguments.allow_replace);
    let style = style();
    let terminal = Terminal {
        yes: arguments.yes,
        several: arguments.files.len() > 1,
        progress: RefCell::new(Progress::new(style.clone())),
        style,
    };
    let places = order::places(&input.source, &compiled);
    let locate = |id: &str| places.iter().find(|(known, _)| known == id).map(|(_, at)| at.clone());
    let sides = Sides { template: &compiled.template, locate: &locate };
    let meant = compiled.deployment.region.as_deref();
    let end = session::block_on(deployed(&order, &sides, &terminal, arguments, meant))?;
    ended(&input.source, &order, end)
}

async fn deployed(
    order: &Order,
    sides: &Sides<'_>,
    terminal: &Terminal,
    arguments: &Deploy,
    meant: Option<&str>,
) -> Result<End, Stop> {
    let cloud = session::open(&arguments.connection, meant).await?;
    deploy::introduce(&cloud, &order.stack, terminal).await?;
    deploy::deploy(&cloud, order, sides, terminal).await
}

/// Says how it ended.
fn ended(source: &crate::Source, order: &Order, end: Result<End, Stop>) -> io::Result<Outcome> {
    let say = |text: &str| writeln!(io::stderr(), "{}", render::line(text));
    match end {
        Ok(End::UpToDate(deployed)) => {
            say(&format!("`{}` is up to date", order.stack))?;
            outputs(&deployed)
        }
        Ok(End::Done(deployed)) => outputs(&deployed),
        Ok(End::Declined) => {
            say("nothing was changed")?;
            Ok(Outcome::Errors)
        }
        Ok(End::Left(_)) => {
            say(&format!("`{0}` goes on at AWS; see it with: infrac status {0} --watch", order.stack))?;
            Ok(Outcome::Interrupted)
        }
        Ok(End::Failed(failed, status)) | Err(Stop::Failed(failed, status)) => {
            let diagnostics = cause::diagnostics(source, &failed, &status);
            report::show(MessageFormat::Human, report::Stdout::Free, &[(source, diagnostics)])?;
            say(&format!("`{}`: {status}", order.stack))?;
            Ok(Outcome::Errors)
        }
        Err(stop) => stopped(&stop),
    }
}

/// Says why a command stopped.
pub fn stopped(stop: &Stop) -> io::Result<Outcome> {
    let mut err = io::stderr().lock();
    match stop {
        Stop::Failure(failure) if session::is_about_credentials(failure) => {
            writeln!(err, "error: {}", render::line(&failure.message))?;
            Ok(Outcome::NoCredentials)
        }
        Stop::Failure(failure) => {
            writeln!(err, "error: {}", render::line(&failure.to_string()))?;
            Ok(Outcome::Errors)
        }
        Stop::Refused(text) => {
            writeln!(err, "error: {}", render::line(text))?;
            Ok(Outcome::Errors)
        }
        Stop::Unanswered(error) => {
            writeln!(err, "error: {}", render::line(&error.to_string()))?;
            Ok(Outcome::Errors)
        }
        Stop::Interrupted | Stop::Failed(..) => Ok(Outcome::Interrupted),
    }
}

fn outputs(deployed: &Deployed) -> io::Result<Outcome> {
    let mut out = io::stdout().lock();
    for output in &deployed.outputs {
        writeln!(out, "{} = {}", render::line(&output.id), render::line(&output.value))?;
    }
    Ok(Outcome::Done)
}

fn style() -> Style {
    let is_terminal = io::stderr().is_terminal();
    let columns = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| width.0.into());
    Style::detect(|name| std::env::var(name).ok(), is_terminal, columns)
}

/// Where resources are declared.
pub type Places = Vec<(String, At)>;
