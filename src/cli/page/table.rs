//! Tables: columns as wide as they need to be, and cells that wrap.

/// The widest first column where room is short; a longer name has a line to itself.
const NAME: usize = 32;
/// The widest first column.
const LONGEST: usize = 64;
/// The widest column in the middle.
const MIDDLE: usize = 24;
/// What the last column has at least, if it needs that.
const REST: usize = 28;
/// A column that is narrower than this makes a table hard to read.
const NARROW: usize = 16;
/// What is left free at the start of a line and between columns.
const GAP: usize = 2;

/// A name, cells, and how deep the row lies in the one above.
#[derive(Debug, Default, Clone)]
pub struct Row {
    /// Levels of indentation.
    pub depth: usize,
    /// The first cell.
    pub name: String,
    /// The cell in the middle; empty in every row of a table with two columns.
    pub middle: String,
    /// The last cell.
    pub rest: String,
}

impl Row {
    /// A row of a table with two columns.
    pub fn pair(name: &str, rest: impl Into<String>) -> Self {
        Self { name: name.to_owned(), rest: rest.into(), ..Self::default() }
    }

    fn indent(&self) -> usize {
        GAP + GAP * self.depth
    }

    fn name_width(&self) -> usize {
        self.depth * GAP + columns(&self.name)
    }
}

/// A line, and how many bytes of it belong to the name.
pub struct Line {
    /// Its text.
    pub text: String,
    /// Where the name ends.
    pub name: usize,
}

/// The lines of a table.
pub fn lay_out(rows: &[Row], width: usize, narrated: bool) -> Vec<Line> {
    let widest = |of: fn(&Row) -> usize, most: usize| {
        rows.iter().map(of).filter(|width| *width <= most).max().unwrap_or_default()
    };
    let rest = widest(|row| columns(&row.rest), usize::MAX).min(REST);
    let kind = widest(|row| columns(&row.middle), usize::MAX).min(MIDDLE);
    let room = width.saturating_sub(3 * GAP + rest);
    let name = widest(Row::name_width, room.saturating_sub(kind).clamp(NAME, LONGEST));
    let middle = kind.min(room.saturating_sub(name).max(NARROW));
    let second = GAP + name + GAP;
    let third = if middle == 0 { second } else { second + middle + GAP };
    if narrated || third + rest > width && third + NARROW > width {
        return rows.iter().flat_map(|row| told(row, width, narrated)).collect();
    }
    rows.iter().flat_map(|row| across(row, (second, middle, third), width)).collect()
}

fn across(row: &Row, (second, middle, third): (usize, usize, usize), width: usize) -> Vec<Line> {
    let left = wrapped(&row.middle, middle.max(1));
    let right = wrapped(&row.rest, width.saturating_sub(third).max(1));
    let mut name = format!("{}{}", " ".repeat(row.indent()), row.name);
    let mut lines = Vec::new();
    if columns(&name) + GAP > second && !(row.middle.is_empty() && row.rest.is_empty()) {
        lines.push(Line { name: name.len(), text: std::mem::take(&mut name) });
    }
    for at in 0..left.len().max(right.len()).max(1) {
        let end = name.len();
        let mut text = pad(std::mem::take(&mut name), second);
        text.push_str(left.get(at).map_or("", String::as_str));
        text = pad(text, third);
        text.push_str(right.get(at).map_or("", String::as_str));
        lines.push(Line { text, name: end });
    }
    lines
}

/// A row as a sentence.
fn told(row: &Row, width: usize, narrated: bool) -> Vec<Line> {
    let cells: Vec<&str> = [row.middle.as_str(), &row.rest].into_iter().filter(|cell| !cell.is_empty()).collect();
    let indent = " ".repeat(row.indent());
    if narrated || cells.is_empty() {
        let text = format!("{indent}{}: {}", row.name, cells.join("; "));
        let text = text.trim_end_matches(": ").to_owned();
        return vec![Line { name: indent.len() + row.name.len(), text }];
    }
    let name = format!("{indent}{}", row.name);
    let mut lines = vec![Line { name: name.len(), text: name }];
    for text in wrapped(&cells.join("; "), width.saturating_sub(indent.len() + 2 * GAP).max(1)) {
        lines.push(Line { name: 0, text: format!("{indent}{}{text}", " ".repeat(2 * GAP)) });
    }
    lines
}

fn pad(mut text: String, width: usize) -> String {
    let missing = width.saturating_sub(columns(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// What is shown here has no wide characters.
fn columns(text: &str) -> usize {
    text.chars().count()
}

/// A text in lines of at most this many columns; a word that is longer is cut. Two blanks between words stay.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && columns(&line) + 1 + columns(word) > width {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            if word.is_empty() {
                continue;
            }
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        while columns(&line) > width {
            let cut = line.char_indices().nth(width).map_or(line.len(), |(at, _)| at);
            let rest = line.split_off(cut);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    if !line.trim().is_empty() {
        lines.push(line);
    }
    lines
}
