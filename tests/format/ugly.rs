//! Programs as nobody should write them.

use crate::scan::{Part, parts};

/// A program in another layout; the same for the same seed. Comments come in where they may.
pub fn layout(text: &str, seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let text = text.replace("\r\n", "\n");
    let parts = parts(&text);
    let mut ugly = String::new();
    for (at, part) in parts.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| parts[at]);
        let next = parts.get(at + 1).copied();
        match part {
            Part::Code('\n') => random.line_end(&mut ugly),
            Part::Code(' ') => random.blank(&mut ugly),
            Part::Code(c @ (']' | ')')) => {
                random.gap(&mut ugly);
                ugly.push(*c);
            }
            Part::Code('>') if matches!(before, Some(Part::Code(' ' | '\n'))) => {
                random.gap(&mut ugly);
                ugly.push('>');
            }
            Part::Code(c) => {
                ugly.push(*c);
                let is_operator = matches!(before, Some(Part::Code(' '))) && "+-*/".contains(*c);
                let goes_on = ",[(".contains(*c)
                    || "=<".contains(*c) && next == Some(Part::Code(' '))
                    || is_operator && next == Some(Part::Code(' '));
                if goes_on {
                    random.gap(&mut ugly);
                }
            }
            Part::Comment(text) | Part::Quoted(text) => ugly.push_str(text),
        }
    }
    if random.below(4) == 0 { ugly.replace('\n', "\r\n") } else { ugly }
}

/// Numbers that look random.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn blank(&mut self, out: &mut String) {
        out.push_str([" ", " ", " ", "  ", "\t", "      "][self.below(6) as usize]);
    }

    fn comment(&mut self, out: &mut String) {
        let number = self.below(1_000);
        out.push_str(&format!(
            "#{} comment {number}{}",
            ["", " ", "# "][number as usize % 3],
            [" ", ""][number as usize % 2]
        ));
        out.push('\n');
    }

    /// What may stand behind an opening bracket.
    fn gap(&mut self, out: &mut String) {
        match self.below(9) {
            0 => out.push('\n'),
            1 => out.push_str("\n\n \n"),
            2 => {
                out.push(' ');
                self.comment(out);
            }
            3 => {
                out.push_str("\n   ");
                self.comment(out);
                self.gap(out);
            }
            4 => out.push_str("  "),
            _ => {}
        }
    }

    fn line_end(&mut self, out: &mut String) {
        match self.below(8) {
            0 => {
                out.push_str("  ");
                self.comment(out);
            }
            1 => {
                out.push('\n');
                self.comment(out);
            }
            2 => out.push_str("\n\n\n\n"),
            3 => out.push_str("  \n"),
            4 => out.push_str("\n    "),
            _ => out.push('\n'),
        }
    }
}
