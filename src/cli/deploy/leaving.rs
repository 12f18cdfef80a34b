//! What goes and what stays when a stack is deleted, as it is shown.

use crate::cli::render::{self, Style, ink};
use crate::deploy::{Leave, Leaving};

/// One line for each resource, what stays at the end.
pub fn text(style: &Style, stack: &str, leaving: &[Leaving]) -> String {
    let mut sorted: Vec<&Leaving> = leaving.iter().collect();
    sorted.sort_by_key(|one| rank(one.leave));
    let stay = sorted.iter().filter(|one| one.leave == Leave::Kept).count();
    let going = sorted.len() - stay;
    let mut out = format!("`{}`: {going} resources go, {stay} stay\n", render::line(stack));
    for one in sorted {
        let (mark, ink, words) = shown(one.leave);
        let name = if one.physical.is_empty() { String::new() } else { format!("  {}", render::line(&one.physical)) };
        let state = style.paint(ink, &format!("{mark} {words:<8}"));
        let kind = style.paint(ink::DIM, &render::line(&one.kind));
        out.push_str(&format!("  {state} {}  {kind}{name}\n", render::line(&one.id)));
        if let Some(lost) = &one.lost {
            let text = format!("! with {}", render::line(lost));
            out.push_str(&format!("    {}\n", style.paint(ink::RED, &text)));
        }
    }
    out
}

fn rank(leave: Leave) -> u8 {
    match leave {
        Leave::Deleted => 0,
        Leave::Emptied => 1,
        Leave::Snapshot => 2,
        Leave::Kept => 3,
    }
}

fn shown(leave: Leave) -> (&'static str, &'static str, &'static str) {
    match leave {
        Leave::Deleted => ("-", ink::RED, "deleted"),
        Leave::Emptied => ("-", ink::RED, "emptied and deleted"),
        Leave::Snapshot => ("-", ink::YELLOW, "deleted; a snapshot stays"),
        Leave::Kept => ("=", ink::GREEN, "kept"),
    }
}
