//! A plan for people: by source line what is added, changed, replaced or deleted, and what that costs.

use super::lines::{Lines, Piece};
use super::row::{self, ALARM, BOLD, DIM, GREEN, LOUD, RED, YELLOW};
use crate::cli::render::Style;
use crate::plan::{At, Basis, Certainty, OutputChange, ParameterChange, PartAction, Plan};

/// The whole plan.
pub fn text(style: &Style, plan: &Plan) -> String {
    let mut lines = Lines::new(style);
    if plan.is_empty() {
        lines.add(0, &[(GREEN, "nothing to change")]);
        notes(&mut lines, plan);
        return lines.finish();
    }
    resources(&mut lines, plan);
    if !plan.parameters.is_empty() {
        lines.gap();
        lines.add(0, &[(BOLD, "parameters")]);
        plan.parameters.iter().for_each(|one| parameter(&mut lines, one));
    }
    if !plan.outputs.is_empty() {
        lines.gap();
        lines.add(0, &[(BOLD, "outputs")]);
        plan.outputs.iter().for_each(|one| output(&mut lines, one));
    }
    notes(&mut lines, plan);
    lines.gap();
    summary(&mut lines, plan);
    lines.finish()
}

/// The changes, those of one statement together under its line.
fn resources(lines: &mut Lines<'_>, plan: &Plan) {
    for (at, change) in plan.changes.iter().enumerate() {
        let here = change.at.as_ref();
        let before = at.checked_sub(1).map(|at| plan.changes[at].at.as_ref());
        if before != Some(here) {
            lines.gap();
            head(lines, here);
        }
        row::add(lines, change);
    }
}

fn head(lines: &mut Lines<'_>, at: Option<&At>) {
    let Some(at) = at else {
        return lines.add(0, &[(DIM, "no longer in the file, or in none of its lines")]);
    };
    let place = format!("{}:{}", at.file, at.line);
    let room = lines.room(crate::format::width(&place) + 2).min(72);
    let clean = crate::cli::render::line(&at.text);
    let cut = super::lines::fitting(&clean, room);
    let cut = if cut.len() < clean.len() {
        format!("{}…", super::lines::fitting(&clean, room - 1))
    } else {
        cut.to_owned()
    };
    lines.add(0, &[(DIM, &place), ("", &cut)]);
}

fn sign(action: PartAction) -> Piece<'static> {
    match action {
        PartAction::Add => (GREEN, "+"),
        PartAction::Change => (YELLOW, "~"),
        PartAction::Remove => (RED, "-"),
    }
}

fn parameter(lines: &mut Lines<'_>, change: &ParameterChange) {
    let name = if change.what == "Value" { change.id.clone() } else { format!("{} {}", change.id, change.what) };
    part(lines, change.action, &name, (change.before.as_ref(), change.after.as_ref()), &[]);
    if !change.note.is_empty() {
        lines.say(4, &[(DIM, &change.note)]);
    }
}

fn output(lines: &mut Lines<'_>, change: &OutputChange) {
    let name = if change.what == "Value" { change.id.clone() } else { format!("{} {}", change.id, change.what) };
    let perhaps = if change.certainty == Certainty::Possible { "(perhaps)" } else { "" };
    let note = if change.before.is_some() && change.before == change.after { "(another value)" } else { "" };
    let sides = (change.before.as_ref(), change.after.as_ref());
    part(lines, change.action, &name, sides, &[(DIM, perhaps), (DIM, note)]);
    if let Some(problem) = &change.problem {
        lines.say(4, &[(YELLOW, &problem.text)]);
    }
}

fn part(
    lines: &mut Lines<'_>,
    action: PartAction,
    name: &str,
    (before, after): (Option<&crate::plan::Shown>, Option<&crate::plan::Shown>),
    notes: &[Piece<'_>],
) {
    let (code, sign) = sign(action);
    let name = format!("{sign} {name}");
    row::values(lines, 2, (code, &name), (before, after), notes);
}

fn notes(lines: &mut Lines<'_>, plan: &Plan) {
    if !plan.notes.is_empty() {
        lines.gap();
    }
    plan.notes.iter().for_each(|note| lines.add(0, &[(DIM, "note:"), ("", note)]));
}

fn summary(lines: &mut Lines<'_>, plan: &Plan) {
    let said = counted(plan);
    let head = match plan.basis {
        Basis::Prediction => "predicted:",
        Basis::ChangeSet => "plan:",
    };
    lines.add(0, &[(BOLD, head), (BOLD, &said)]);
    let lost: Vec<&str> = plan.losses().map(|(change, _)| change.logical_id.as_str()).collect();
    if !lost.is_empty() {
        let words: Vec<String> = lost.iter().map(|id| format!("--allow-replace {id}")).collect();
        let (lost, words) = (lost.join(", "), words.join(" "));
        lines.add(0, &[(LOUD, "data is at stake:"), (BOLD, &lost), ("", "- a deploy needs"), (BOLD, &words)]);
    }
    if plan.problems().any(|(_, problem)| problem.certainty == Certainty::Certain) {
        lines.add(0, &[(ALARM, "CloudFormation will refuse this plan; see above")]);
    }
}

/// How many resources there are of each kind of change.
fn counted(plan: &Plan) -> String {
    let counts = plan.counts();
    let said = [
        (counts.add, "to add"),
        (counts.import, "to take in"),
        (counts.change, "to change"),
        (counts.replace, "to replace"),
        (counts.may_replace, "perhaps to replace"),
        (counts.delete, "to delete"),
        (counts.retain, "to keep outside the stack"),
    ];
    let there = said.into_iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = there.map(|(count, what)| format!("{count} {what}")).collect();
    if said.is_empty() { "no resource changes".to_owned() } else { said.join(", ") }
}
