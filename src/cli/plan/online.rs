//! A plan that CloudFormation is asked for.

use super::loaded;
use super::{Plan, show};
use crate::cli::Outcome;
use crate::cli::deploy::{Project, Session, Terminal, failed, project, stopped};
use crate::deploy::{self, Preview, Sides, Stop};
use std::io;

/// Makes a change set, shows it and removes it.
pub fn run(arguments: &Plan) -> io::Result<Outcome> {
    let files = std::slice::from_ref(&arguments.file);
    let inputs = match project::read(files, arguments.stack.root.as_deref())? {
        Ok(inputs) => inputs,
        Err(outcome) => return Ok(outcome),
    };
    let projects = match project::compiled(files, &inputs, &arguments.stack)? {
        Ok(projects) => projects,
        Err(outcome) => return Ok(outcome),
    };
    let Some(project) = projects.first() else { return Ok(Outcome::Usage) };
    let mut plan = match deploy::block_on(preview(project, arguments))? {
        Ok(Preview::Plan(plan)) => plan,
        Ok(Preview::Refused(found)) => {
            let status = "would be refused by CloudFormation; nothing was changed";
            return failed(Some(project.source), &project.order.stack, &found, status);
        }
        Err(stop) => return stopped(&stop),
    };
    if let Some(new) = loaded::load(&arguments.file, project.source, false)? {
        plan.locate(&|id| new.at(id), &|_| None);
        new.locate_properties(&mut plan);
    }
    show(arguments, Some(&project.order.stack), &plan)
}

async fn preview(project: &Project<'_>, arguments: &Plan) -> Result<Preview, Stop> {
    let terminal = Terminal::new(false, false);
    let meant = project.compiled.deployment.region.as_deref();
    let mut session = Session::new(&arguments.connection, &terminal.interrupt);
    let cloud = session.open(meant, &project.order.stack, &terminal).await?;
    let sides = Sides { template: &project.compiled.template, locate: &|_| None };
    deploy::preview(&cloud, &project.order, &sides, &terminal).await
}
