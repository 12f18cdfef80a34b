//! `infrac status`.

use super::args::Status as Asked;
use super::progress::duration;
use super::state::{self, Phase};
use super::terminal::Terminal;
use super::{ended, outputs, target};
use crate::cli::render::{self, Style, ink};
use crate::cli::{Outcome, report};
use crate::compile;
use crate::deploy::{self, Cloud, Status, Stop, Watched};
use std::io::{self, IsTerminal, Write};
use std::time::SystemTime;

/// Shows how a stack is, and follows what goes on in it.
pub fn run(arguments: &Asked) -> io::Result<Outcome> {
    let terminal = Terminal::new(true, false);
    let asked = (&arguments.target, &arguments.connection);
    let look = async |cloud: &Cloud, stack: &str| look(cloud, stack, arguments.watch, &terminal).await;
    let (target, found) = match target::with(asked, &terminal, look)? {
        Ok(found) => found,
        Err(outcome) => return Ok(outcome),
    };
    let source = target.source();
    let (status, watched) = match found {
        Ok(Some(found)) => found,
        Ok(None) => {
            ended::line(&format!("there is no stack `{}`", target.stack))?;
            return Ok(Outcome::Errors);
        }
        Err(stop) => return ended::stopped(&stop),
    };
    if let Some(Watched { status: Some(at), failed, .. }) = &watched
        && !failed.is_empty()
    {
        return ended::failed(source, &target.stack, failed, at);
    }
    let names = source.map(|source| compile(source).deployment.outputs).unwrap_or_default();
    let style = report::style(io::stdout().is_terminal());
    let text = text(&style, &target.stack, &status) + &told(&outputs::named(&names, &status.deployed));
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// How a stack is, after what goes on in it where that is followed.
async fn look(
    cloud: &Cloud,
    name: &str,
    watch: bool,
    terminal: &Terminal,
) -> Result<Option<(Status, Option<Watched>)>, Stop> {
    let Some((status, stack)) = deploy::status(cloud, name).await? else { return Ok(None) };
    let watched = if watch { deploy::follow(cloud, name, &stack, terminal).await? } else { None };
    if watched.is_none() {
        return Ok(Some((status, None)));
    }
    // What the stack consists of has changed in the meantime.
    let after = deploy::status(cloud, name).await?.map_or(status, |(after, _)| after);
    Ok(Some((after, watched)))
}

fn told(outputs: &[(&str, &str)]) -> String {
    if outputs.is_empty() { String::new() } else { format!("\n{}", outputs::lines(outputs)) }
}

fn text(style: &Style, stack: &str, status: &Status) -> String {
    let phase = state::phase(&status.status);
    let ago = SystemTime::now().duration_since(status.since).unwrap_or_default();
    let state = style.paint(phase.ink(), &render::line(&status.status));
    let protected = if status.protected { ", protected from being deleted" } else { "" };
    let mut out = format!("`{}`: {state}, for {}{protected}\n", render::line(stack), duration(ago));
    if let Some(reason) = &status.reason {
        out.push_str(&format!("  {}\n", render::line(reason)));
    }
    if let Some(advice) = advice(&status.status) {
        out.push_str(&format!("  {}\n", advice.replace("STACK", &render::line(stack))));
    }
    let width = status.resources.iter().map(|one| one.id.len()).max().unwrap_or_default();
    for one in &status.resources {
        let phase = state::phase(&one.status);
        let state = style.paint(phase.ink(), &format!("{:<12}", state::shown(&one.status)));
        let kind = style.paint(ink::DIM, &render::line(&one.kind));
        out.push_str(&format!(
            "  {state} {:<width$}  {kind}  {}\n",
            render::line(&one.id),
            render::line(&one.physical)
        ));
    }
    out
}

/// What can be done with a stack in a state that needs care.
fn advice(status: &str) -> Option<&'static str> {
    match status {
        "REVIEW_IN_PROGRESS" => {
            Some("nothing is made yet: a change set waits. Deploy it, or delete it: infrac destroy STACK")
        }
        "ROLLBACK_COMPLETE" => {
            Some("its first deploy failed, and was taken back. The next deploy frees the name first")
        }
        "UPDATE_ROLLBACK_FAILED" => Some("its rollback is stuck. The next deploy lets it go on"),
        "DELETE_FAILED" => Some("something stands in the way. Mend it, and delete it again: infrac destroy STACK"),
        status if state::phase(status) == Phase::Going => {
            Some("see it: infrac status STACK --watch. Take it back: infrac cancel STACK")
        }
        _ => None,
    }
}
