//! Markdown as GitHub shows it.

/// A text that grows.
#[derive(Default)]
pub struct Markdown(String);

impl Markdown {
    /// The text.
    pub fn finish(self) -> String {
        self.0.trim_end().to_owned() + "\n"
    }

    /// A line as it is, with an empty one below.
    pub fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push_str("\n\n");
    }

    /// A heading of a level.
    pub fn heading(&mut self, level: usize, text: &str) {
        self.line(&format!("{} {text}", "#".repeat(level)));
    }

    /// A paragraph of plain text.
    pub fn paragraph(&mut self, text: &str) {
        self.line(&plain(text));
    }

    /// Points, one below the other.
    pub fn points(&mut self, points: &[String]) {
        let points: Vec<String> = points.iter().map(|point| format!("- {point}")).collect();
        self.line(&points.join("\n"));
    }

    /// Text that stays as it is.
    pub fn code(&mut self, form: &str, text: &str) {
        self.line(&format!("```{form}\n{}\n```", text.trim_end()));
    }

    /// A table; a column without anything in it is left out.
    pub fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        let filled: Vec<usize> =
            (0..head.len()).filter(|column| rows.iter().any(|row| !row[*column].is_empty())).collect();
        let row = |cells: &dyn Fn(usize) -> String| {
            let cells: Vec<String> = filled.iter().map(|column| cells(*column)).collect();
            format!("| {} |", cells.join(" | "))
        };
        let mut lines = vec![row(&|column| head[column].to_owned()), row(&|_| "---".to_owned())];
        // In a table, a bar ends a cell even in code.
        lines.extend(rows.iter().map(|cells| row(&|column| cells[column].replace('|', "\\|"))));
        self.line(&lines.join("\n"));
    }
}

/// Plain text, in which what stands between backticks is code already.
pub fn plain(text: &str) -> String {
    let parts = text.split('`').enumerate().map(|(at, part)| {
        if at % 2 == 1 {
            return format!("`{part}`");
        }
        part.replace('\\', "\\\\").replace('*', "\\*").replace('<', "\\<").replace('_', "\\_").replace('[', "\\[")
    });
    parts.collect()
}

/// A text in code.
pub fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

/// The anchor of a heading.
pub fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}
