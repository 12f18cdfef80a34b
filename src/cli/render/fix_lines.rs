//! What a fix would write, in a few lines.

use super::{clean, places::Places};
use crate::{Edit, Fix, Source};

const MAX_EDITS: usize = 8;
const MAX_LINES: usize = 12;
const MAX_TEXT: usize = 200;

/// The title and the text to write; the lines after the first say where, when there is more than one place.
pub(super) fn fix_lines(source: &Source, fix: &Fix) -> Vec<String> {
    let title = clean::line(&fix.title, MAX_TEXT);
    if let [edit] = fix.edits.as_slice()
        && !edit.text.contains('\n')
    {
        let text = clean::line(edit.text.trim(), MAX_TEXT);
        let said = text.is_empty() || title.contains(&text);
        return vec![if said { title } else { format!("{title}: `{text}`") }];
    }
    let mut places = Places::new(source);
    let mut lines = vec![title];
    for edit in fix.edits.iter().take(MAX_EDITS) {
        lines.extend(edit_lines(source, edit, &mut places));
    }
    if fix.edits.len() > MAX_EDITS {
        lines.push(format!("and {} more changes", fix.edits.len() - MAX_EDITS));
    }
    lines
}

fn edit_lines(source: &Source, edit: &Edit, places: &mut Places) -> Vec<String> {
    let region = places.region(edit.span);
    let at = format!("line {}", region.start.line);
    let written = edit.text.trim_matches('\n');
    if written.is_empty() && !edit.text.is_empty() {
        return vec![format!("{at}: start a new line")];
    }
    if written.is_empty() {
        let old = clean::line(source.slice(region.span), MAX_TEXT);
        return vec![format!("{at}: remove `{old}`")];
    }
    if !written.contains('\n') {
        let shown = clean::line(written.trim(), MAX_TEXT);
        // Of a line end and blanks nothing would be seen.
        return if shown.is_empty() { Vec::new() } else { vec![format!("{at}: write `{shown}`")] };
    }
    let mut lines = vec![format!("{at}: write")];
    lines.extend(written.lines().take(MAX_LINES).map(|line| format!("  {}", clean::line(line, MAX_TEXT))));
    if written.lines().nth(MAX_LINES).is_some() {
        lines.push("  …".to_string());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(start, end), text: text.into() }
    }

    fn lines(edits: Vec<Edit>) -> Vec<String> {
        let source = Source::new("a.infra", "one\ntwo\nthree\n");
        fix_lines(&source, &Fix { title: "mend it".into(), edits })
    }

    #[test]
    fn one_edit_is_one_line() {
        assert_eq!(lines(vec![edit(0, 3, "x\u{1b}")]), ["mend it: `x␛`"]);
        assert_eq!(lines(vec![edit(0, 3, "")]), ["mend it"]);
        assert_eq!(lines(vec![edit(0, 3, "mend")]), ["mend it"]);
    }

    #[test]
    fn several_edits_say_where() {
        let shown = lines(vec![edit(0, 3, "x"), edit(4, 7, ""), edit(8, 8, "a\nb\n")]);
        assert_eq!(shown, ["mend it", "line 1: write `x`", "line 2: remove `two`", "line 3: write", "  a", "  b"]);
    }

    #[test]
    fn a_line_end_is_not_called_a_removal() {
        assert_eq!(lines(vec![edit(3, 4, "\n")]), ["mend it", "line 1: start a new line"]);
    }

    #[test]
    fn many_edits_are_counted() {
        assert_eq!(lines(vec![edit(0, 0, "x"); 20]).last().unwrap(), "and 12 more changes");
    }
}
