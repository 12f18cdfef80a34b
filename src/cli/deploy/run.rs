//! `infrac deploy`.

use super::args::Deploy;
use super::project::{self, Project};
use super::session::Session;
use super::terminal::Terminal;
use super::{chain, ended, sequence};
use crate::cli::{Outcome, report};
use crate::deploy::{self, Cloud, End, Sides, Stop};
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::io;

/// Deploys the files: what is wrong with any of them is said first, and then nothing is done.
pub fn run(arguments: &Deploy) -> io::Result<Outcome> {
    let inputs = match project::read(&arguments.files, arguments.stack.root.as_deref())? {
        Ok(inputs) => inputs,
        Err(outcome) => return Ok(outcome),
    };
    let mut projects = match project::compiled(&arguments.files, &inputs, &arguments.stack)? {
        Ok(projects) => projects,
        Err(outcome) => return Ok(outcome),
    };
    for project in &mut projects {
        project.order.disable_rollback = arguments.disable_rollback;
        project.order.allow_loss.clone_from(&arguments.allow_replace);
    }
    let links: Vec<_> = projects.iter().map(|project| &project.links).collect();
    let needs = match sequence::before(&links) {
        Ok(needs) => needs,
        Err(circle) => return report::refuse(&around(&projects, &circle)),
    };
    let terminal = Terminal::new(arguments.yes, projects.len() > 1);
    for project in &projects {
        terminal.progress.borrow_mut().needs(&project.order.stack, chain::needs(&project.compiled.template));
    }
    deploy::block_on(all(&projects, &needs, &terminal, arguments))?
}

fn around(projects: &[Project<'_>], circle: &[usize]) -> String {
    let names: Vec<String> = circle.iter().map(|at| format!("`{}`", projects[*at].order.stack)).collect();
    format!("stacks import from each other, so that none can be the first: {} and back", names.join(" from "))
}

/// How far a stack is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Running,
    Done,
    Failed,
}

/// Deploys every stack as soon as those are there that it imports from.
async fn all(
    projects: &[Project<'_>],
    needs: &[Vec<usize>],
    terminal: &Terminal,
    arguments: &Deploy,
) -> io::Result<Outcome> {
    let mut session = Session::new(&arguments.connection, &terminal.interrupt);
    let mut states = vec![State::Waiting; projects.len()];
    let mut running = FuturesUnordered::new();
    let mut outcome = Outcome::Done;
    loop {
        for at in ready(&states, needs) {
            let project = &projects[at];
            states[at] = State::Running;
            let meant = project.compiled.deployment.region.as_deref();
            let cloud = session.open(meant, &project.order.stack, terminal).await;
            running.push(async move { (at, deployed(cloud, project, terminal).await) });
        }
        let Some((at, end)) = running.next().await else { break };
        let came_out = terminal.aside(|| ended::say(&projects[at], end))?;
        states[at] = if came_out == Outcome::Done { State::Done } else { State::Failed };
        outcome = if outcome == Outcome::Done { came_out } else { outcome };
    }
    for at in (0..projects.len()).filter(|at| states[*at] == State::Waiting) {
        let missing = needs[at].iter().filter(|other| states[**other] != State::Done);
        let names: Vec<String> = missing.map(|other| format!("`{}`", projects[*other].order.stack)).collect();
        terminal.line(&projects[at].order.stack, &format!("not deployed: it waits for {}", names.join(" and ")));
    }
    Ok(outcome)
}

/// Those that nothing holds up any more.
fn ready(states: &[State], needs: &[Vec<usize>]) -> Vec<usize> {
    let is_free = |at: &usize| needs[*at].iter().all(|other| states[*other] == State::Done);
    (0..states.len()).filter(|at| states[*at] == State::Waiting).filter(is_free).collect()
}

async fn deployed(cloud: Result<Cloud, Stop>, project: &Project<'_>, terminal: &Terminal) -> Result<End, Stop> {
    let locate = |id: &str| project.places.iter().find(|(known, _)| known == id).map(|(_, at)| at.clone());
    let sides = Sides { template: &project.compiled.template, locate: &locate };
    deploy::deploy(&cloud?, &project.order, &sides, terminal).await
}
