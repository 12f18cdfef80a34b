//! One change of a plan as lines.

use super::lines::{Lines, Piece};
use super::value;
use crate::cli::render::Style;
use crate::format::width;
use crate::plan::{
    Action, Attribute, Cause, Certainty, Change, Fate, Loss, Lost, Problem, PropertyChange, Replacement, Shown,
};

/// Colours.
pub const GREEN: &str = "32";
pub const YELLOW: &str = "33";
pub const RED: &str = "31";
pub const ALARM: &str = "1;31";
pub const LOUD: &str = "1;37;41";
pub const DIM: &str = "2";
pub const BOLD: &str = "1";

/// What becomes of a resource: a mark, a word and a colour.
pub struct Mark {
    /// The mark.
    pub sign: &'static str,
    /// What happens.
    pub word: &'static str,
    /// Its colour.
    pub code: &'static str,
}

/// The mark of a change.
pub fn mark(style: &Style, change: &Change) -> Mark {
    let may = change.certainty == Certainty::Possible;
    let (sign, word, code) = match change.action {
        Action::Add if may => ("+", "may be added", GREEN),
        Action::Add => ("+", "added", GREEN),
        Action::Import => ("+", "taken into the stack", GREEN),
        Action::Change if may => ("~", "may change", YELLOW),
        Action::Change => ("~", "changed", YELLOW),
        Action::Sync => ("~", "brought back to what the file says", YELLOW),
        Action::Replace(Certainty::Certain) => (if style.unicode { "±" } else { "-/+" }, "REPLACED", ALARM),
        Action::Replace(Certainty::Possible) => (if style.unicode { "±" } else { "-/+" }, "may be REPLACED", ALARM),
        Action::Remove => leaves(change.fate, may),
        Action::Unknown => ("?", "may change or not", YELLOW),
    };
    Mark { sign: if style.narrated { "" } else { sign }, word, code }
}

fn leaves(fate: Option<Fate>, may: bool) -> (&'static str, &'static str, &'static str) {
    match (fate, may) {
        (Some(Fate::Retained), false) => ("-", "leaves the stack and stays at AWS", DIM),
        (Some(Fate::Retained), true) => ("-", "may leave the stack and stays at AWS", DIM),
        (Some(Fate::Snapshot), false) => ("-", "DELETED after a snapshot", ALARM),
        (Some(Fate::Snapshot), true) => ("-", "may be DELETED after a snapshot", ALARM),
        (Some(Fate::Deleted) | None, false) => ("-", "DELETED", ALARM),
        (Some(Fate::Deleted) | None, true) => ("-", "may be DELETED", ALARM),
    }
}

/// The lines of a change.
pub fn add(lines: &mut Lines<'_>, change: &Change) {
    let mark = mark(lines.style, change);
    let kind = format!("({})", change.resource_type);
    let physical = change.physical_id.as_deref().map(|id| format!("(now {id})")).unwrap_or_default();
    let pieces: [Piece<'_>; 5] = [
        (mark.code, mark.sign),
        (BOLD, &change.logical_id),
        (DIM, &kind),
        (mark.code, mark.word),
        (DIM, if matches!(change.action, Action::Replace(_) | Action::Remove) { &physical } else { "" }),
    ];
    lines.add(2, &pieces);
    let line = change.at.as_ref().map(|at| at.line);
    change.properties.iter().for_each(|property| add_property(lines, line, property));
    change.loss.iter().for_each(|loss| add_loss(lines, change, loss));
    change.problems.iter().for_each(|problem| add_problem(lines, problem));
}

fn add_property(lines: &mut Lines<'_>, line: Option<usize>, property: &PropertyChange) {
    let path = match property.attribute {
        Attribute::Properties => property.path.to_string(),
        other if property.path.0.is_empty() => other.name().to_owned(),
        other => format!("{}.{}", other.name(), property.path),
    };
    let (note, code) = match property.replacement {
        Replacement::Certain => ("(needs a new one)", RED),
        Replacement::Possible => ("(may need a new one)", YELLOW),
        Replacement::No => ("", ""),
    };
    let causes = causes(property);
    let elsewhere = property.at.as_ref().filter(|at| line != Some(at.line));
    let at = elsewhere.map(|at| format!("line {}", at.line)).unwrap_or_default();
    let sides = (property.before.as_ref(), property.after.as_ref());
    values(lines, 6, ("", &path), sides, &[(code, note), (DIM, &causes), (DIM, &at)]);
}

/// A name with what stands there now and what will; on two lines where one is too narrow.
pub fn values(
    lines: &mut Lines<'_>,
    indent: usize,
    (code, name): Piece<'_>,
    (before, after): (Option<&Shown>, Option<&Shown>),
    notes: &[Piece<'_>],
) {
    let room = lines.room(indent + 6);
    let arrow = if lines.style.unicode { "→" } else { "->" };
    let text = |shown: Option<&Shown>| shown.map(|shown| value::text(shown, room));
    let (old, new) = (text(before), text(after));
    let name = format!("{name}:");
    let said = notes.iter().map(|(_, text)| width(text) + 1).sum::<usize>();
    let all = [&name, old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default()];
    let fits = all.iter().map(|text| width(text) + 2).sum::<usize>() + said <= lines.room(indent);
    let mut pieces: Vec<Piece<'_>> = vec![(code, &name)];
    match (&old, &new) {
        // What follows from the change of a resource is written alike on both sides.
        (Some(old), Some(new)) if old == new => pieces.push(("", new)),
        (Some(old), Some(new)) if fits => pieces.extend([(RED, old.as_str()), (DIM, arrow), (GREEN, new.as_str())]),
        (None, Some(new)) if fits => pieces.extend([(GREEN, new.as_str()), (DIM, "(new)")]),
        (Some(old), None) if fits => pieces.extend([(RED, old.as_str()), (DIM, "(goes)")]),
        (_, _) => {
            pieces.extend(notes);
            lines.add(indent, &pieces);
            old.iter().for_each(|old| lines.add(indent + 2, &[(RED, "-"), (RED, old)]));
            new.iter().for_each(|new| lines.add(indent + 2, &[(GREEN, "+"), (GREEN, new)]));
            return;
        }
    }
    pieces.extend(notes);
    lines.add(indent, &pieces);
}

/// Why a property changes, where the file does not say it.
fn causes(property: &PropertyChange) -> String {
    let said = property.causes.iter().filter_map(|cause| match cause {
        Cause::Template => None,
        Cause::Parameter(name) => Some(format!("by the parameter {name}")),
        Cause::Resource(id) => Some(format!("as {id} is another one")),
        Cause::Attribute(name) => Some(format!("as {name} is another one")),
        Cause::Condition(name) => Some(format!("by the condition {name}")),
        Cause::Mapping(name) => Some(format!("by the mapping {name}")),
        Cause::Automatic => Some("CloudFormation looks again".to_owned()),
    });
    let mut said: Vec<String> = said.collect();
    if property.certainty == Certainty::Possible {
        said.insert(0, "perhaps".to_owned());
    }
    if said.is_empty() { String::new() } else { format!("({})", said.join(", ")) }
}

fn add_loss(lines: &mut Lines<'_>, change: &Change, loss: &Loss) {
    let may = loss.certainty == Certainty::Possible;
    let head = match (loss.lost, may) {
        (Lost::Everything, false) => "DATA LOSS:",
        (Lost::Everything, true) => "POSSIBLE DATA LOSS:",
        (Lost::OutsideSnapshot, _) => "DATA ONLY IN A SNAPSHOT:",
        (Lost::LeftBehind, false) => "DATA LEFT BEHIND:",
        (Lost::LeftBehind, true) => "DATA PERHAPS LEFT BEHIND:",
    };
    let sign = if lines.style.narrated { "" } else { "!" };
    lines.add(4, &[(ALARM, sign), (LOUD, head), (BOLD, &loss.what)]);
    lines.say(6, &[("", &loss.text)]);
    let word = format!("--allow-replace {}", change.logical_id);
    lines.add(6, &[("", "A deploy needs the word"), (BOLD, &word)]);
}

fn add_problem(lines: &mut Lines<'_>, problem: &Problem) {
    let head = match problem.certainty {
        Certainty::Certain => "CloudFormation will refuse this:",
        Certainty::Possible => "CloudFormation may refuse this:",
    };
    let sign = if lines.style.narrated { "" } else { "!" };
    lines.add(4, &[(ALARM, sign), (ALARM, head), ("", &problem.text)]);
    let code = format!("[{}]", problem.code);
    lines.say(6, &[("", &problem.help), (DIM, &code)]);
}
