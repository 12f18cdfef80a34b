//! The sheet that a page is written on.

use super::table::{self, Row, wrapped};
use crate::cli::render::Style;

/// Wider lines are hard to read.
const WIDEST: usize = 100;
const BOLD: &str = "1";
const DIM: &str = "2";
const CYAN: &str = "36";
const YELLOW: &str = "33";

/// What a reader should not miss in a table. No-break spaces keep each on one line.
pub const WARNINGS: [&str; 3] =
    ["replaces\u{a0}the\u{a0}resource", "may\u{a0}replace\u{a0}the\u{a0}resource", "do\u{a0}not\u{a0}use"];

/// A text that grows, in the reader's style.
pub struct Sheet<'s> {
    style: &'s Style,
    text: String,
}

impl<'s> Sheet<'s> {
    /// An empty sheet.
    pub fn new(style: &'s Style) -> Self {
        Self { style, text: String::new() }
    }

    /// The text, with a line feed at its end.
    pub fn finish(self) -> String {
        self.text.replace('\u{a0}', " ")
    }

    /// Columns of a line.
    fn width(&self) -> usize {
        self.style.width.min(WIDEST)
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.style.color && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// What the page is about.
    pub fn title(&mut self, text: &str) {
        let title = self.paint(BOLD, text);
        self.line(&title);
    }

    /// An address or a command, which stays whole.
    pub fn address(&mut self, text: &str) {
        let text = self.paint(DIM, text);
        self.line(&format!("  {text}"));
    }

    /// What the lines below are, after an empty line.
    pub fn heading(&mut self, text: &str) {
        let heading = self.paint(BOLD, text);
        self.text.push('\n');
        self.line(&heading);
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str) {
        for line in wrapped(text, self.width() - 2) {
            self.line(&format!("  {line}"));
        }
    }

    /// A paragraph that says how to read or where to go on.
    pub fn aside(&mut self, text: &str) {
        for line in wrapped(text, self.width() - 2) {
            let line = self.paint(DIM, &line);
            self.line(&format!("  {line}"));
        }
    }

    /// Points, one after the other.
    pub fn points<T: AsRef<str>>(&mut self, points: impl IntoIterator<Item = T>) {
        for point in points {
            for (at, line) in wrapped(point.as_ref(), self.width() - 4).into_iter().enumerate() {
                self.line(&format!("  {} {line}", if at == 0 { "-" } else { " " }));
            }
        }
    }

    /// Text that stays as it is.
    pub fn code(&mut self, text: &str) {
        for line in text.lines() {
            self.line(&format!("    {line}"));
        }
    }

    /// Short names, as many on a line as there is room for.
    pub fn names<T: AsRef<str>>(&mut self, names: impl IntoIterator<Item = T>) {
        let names: Vec<String> = names.into_iter().map(|name| name.as_ref().replace(' ', "\u{a0}")).collect();
        let gap = if self.style.narrated { ", " } else { "  " };
        self.paragraph(&names.join(gap));
    }

    /// Rows of cells below each other; the first cell is a name.
    pub fn table(&mut self, rows: &[Row]) {
        let lines = table::lay_out(rows, self.width(), self.style.narrated);
        for line in lines {
            let (name, rest) = line.text.split_at(line.name);
            let blank = name.len() - name.trim_start().len();
            let name = format!("{}{}", &name[..blank], self.paint(CYAN, &name[blank..]));
            let rest = WARNINGS
                .iter()
                .fold(rest.to_owned(), |rest, warning| rest.replace(warning, &self.paint(YELLOW, warning)));
            self.line(&format!("{name}{rest}"));
        }
    }

    /// A text in Markdown: as it is, with its headings painted.
    pub fn markdown(&mut self, text: &str) {
        let mut in_code = false;
        for line in text.lines() {
            in_code ^= line.starts_with("```");
            let line = if !in_code && line.starts_with('#') { self.paint(BOLD, line) } else { line.to_owned() };
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }
}
