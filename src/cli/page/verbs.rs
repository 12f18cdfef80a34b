//! What the verbs of `grant` allow.

use super::sheet::Sheet;
use super::table::Row;
use crate::explain::{VerbPage, VerbsPage};

/// Writes the verbs of one type, or of each.
pub fn show(pages: &[VerbsPage], sheet: &mut Sheet) {
    let rows: Vec<Row> = match pages {
        [] => return,
        [one] => rows(one, 0),
        all => all.iter().flat_map(of_type).collect(),
    };
    sheet.heading("Verbs, as in grant ROLE VERB on NAME");
    sheet.table(&rows);
}

fn of_type(page: &VerbsPage) -> Vec<Row> {
    std::iter::once(Row::pair(page.of, "")).chain(rows(page, 1)).collect()
}

fn rows(page: &VerbsPage, depth: usize) -> Vec<Row> {
    let together = page.together.iter().map(|one| (one.verbs.join(" with "), one.allows.join(", ")));
    let rows = page.verbs.iter().map(verb).chain(together);
    rows.map(|(name, rest)| Row { depth, name, rest, ..Row::default() }).collect()
}

fn verb(verb: &VerbPage) -> (String, String) {
    let also = if verb.also.is_empty() { String::new() } else { format!(", or {}", verb.also.join(", ")) };
    (format!("{}{also}", verb.name), format!("{}: {}", verb.summary, verb.allows.join(", ")))
}
