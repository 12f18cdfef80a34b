//! How the human format looks, decided from the environment.

/// Colours and weights, as the codes of a terminal.
pub mod ink {
    /// What is well.
    pub const GREEN: &str = "32";
    /// What is wrong.
    pub const RED: &str = "31";
    /// What needs a look.
    pub const YELLOW: &str = "33";
    /// What is read first.
    pub const BOLD: &str = "1";
    /// What is read last.
    pub const DIM: &str = "2";
}

/// What the reader's terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to use colour.
    pub color: bool,
    /// Whether to draw with Unicode lines rather than ASCII.
    pub unicode: bool,
    /// Columns to wrap and cut at.
    pub width: usize,
    /// Whether to say everything in words, for screen readers.
    pub narrated: bool,
}

const DEFAULT_WIDTH: usize = 120;
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=200;

impl Style {
    /// Decides from environment variables, whether the output is a terminal, and its columns when known.
    pub fn detect(env: impl Fn(&str) -> Option<String>, is_terminal: bool, columns: Option<usize>) -> Self {
        let var = |name: &str| env(name).filter(|value| !value.is_empty());
        let is_on = |name: &str| var(name).is_some_and(|value| value != "0");
        let dumb = var("TERM").as_deref() == Some("dumb");
        let wanted = is_terminal && !dumb && var("CLICOLOR").as_deref() != Some("0");
        let columns = columns.or_else(|| var("COLUMNS")?.parse().ok()).unwrap_or(DEFAULT_WIDTH);
        Self {
            color: var("NO_COLOR").is_none() && (wanted || is_on("CLICOLOR_FORCE")),
            unicode: !dumb && can_draw(&var),
            width: columns.clamp(*WIDTHS.start(), *WIDTHS.end()),
            narrated: is_on("NO_GRAPHICS") || is_on("INFRAC_NARRATED"),
        }
    }

    /// A text in a colour, where there is colour.
    pub fn paint(&self, ink: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{ink}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// No colour, Unicode lines, the default width.
    pub fn plain() -> Self {
        Self { color: false, unicode: true, width: DEFAULT_WIDTH, narrated: false }
    }
}

/// Unicode unless the terminal or the locale says otherwise: logs and editors without a locale read UTF-8.
fn can_draw(var: &impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(var);
    let utf8 = locale.is_none_or(|name| {
        let name = name.to_ascii_lowercase();
        name.contains("utf-8") || name.contains("utf8")
    });
    utf8 && var("TERM").as_deref() != Some("linux")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(vars: &[(&str, &str)], is_terminal: bool) -> Style {
        let env = |name: &str| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string());
        Style::detect(env, is_terminal, None)
    }

    #[test]
    fn colour_needs_a_terminal_or_force() {
        assert!(detect(&[], true).color);
        assert!(!detect(&[], false).color);
        assert!(detect(&[("CLICOLOR_FORCE", "1")], false).color);
        assert!(!detect(&[("CLICOLOR_FORCE", "0")], false).color);
        assert!(!detect(&[("CLICOLOR", "0")], true).color);
    }

    #[test]
    fn no_color_counts_only_when_not_empty() {
        assert!(detect(&[("NO_COLOR", "")], true).color);
        assert!(!detect(&[("NO_COLOR", "1")], true).color);
        assert!(!detect(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true).color);
    }

    #[test]
    fn a_dumb_terminal_gets_plain_ascii() {
        let style = detect(&[("TERM", "dumb")], true);
        assert!(!style.color && !style.unicode);
    }

    #[test]
    fn unicode_follows_the_locale() {
        assert!(detect(&[], true).unicode);
        assert!(detect(&[("LANG", "ko_KR.UTF-8")], true).unicode);
        assert!(!detect(&[("LC_ALL", "C"), ("LANG", "ko_KR.UTF-8")], true).unicode);
        assert!(detect(&[("LC_ALL", ""), ("LANG", "C.utf8")], true).unicode);
        assert!(!detect(&[("TERM", "linux")], true).unicode);
    }

    #[test]
    fn narration_is_asked_for() {
        assert!(!detect(&[("NO_GRAPHICS", "")], true).narrated);
        assert!(!detect(&[("INFRAC_NARRATED", "0")], true).narrated);
        assert!(detect(&[("NO_GRAPHICS", "1")], true).narrated);
        assert!(detect(&[("INFRAC_NARRATED", "1")], true).narrated);
    }

    #[test]
    fn width_is_measured_told_or_usual() {
        let none = |_: &str| None;
        assert_eq!(Style::detect(none, true, Some(90)).width, 90);
        assert_eq!(Style::detect(none, true, Some(3)).width, 40);
        assert_eq!(detect(&[("COLUMNS", "77")], true).width, 77);
        assert_eq!(detect(&[("COLUMNS", "x")], true).width, DEFAULT_WIDTH);
    }
}
