//! Numbers.

use super::{Reader, problems};
use crate::template::read::node::Kind;
use crate::template::read::problems::many_digits;

impl<'a> Reader<'a, '_> {
    /// Reads a number, or what is written in the place of one.
    pub(super) fn number(&mut self) -> Kind<'a> {
        let start = self.at;
        let rest = self.rest();
        let part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_');
        let length = rest.bytes().take_while(|byte| part(byte)).count();
        self.at += length;
        let text = &rest[..length];
        let Some(form) = form(text) else {
            self.mistake(problems::number(self.since(start), text));
            return Kind::Text(text.into());
        };
        if form == Form::Whole
            && let Ok(number) = text.parse()
        {
            return Kind::Int(number);
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                if form == Form::Whole {
                    self.found.push(many_digits(self.since(start)));
                }
                Kind::Float(number)
            }
            Ok(_) | Err(_) => {
                self.mistake(problems::too_large_number(self.since(start)));
                Kind::Text(text.into())
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Whole,
    Broken,
}

/// Whether a text is a number of JSON, and which form it has.
fn form(text: &str) -> Option<Form> {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits(rest)?;
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let mut form = Form::Whole;
    let mut rest = rest;
    if let Some(behind) = rest.strip_prefix('.') {
        form = Form::Broken;
        (_, rest) = digits(behind)?;
    }
    if let Some(behind) = rest.strip_prefix(['e', 'E']) {
        form = Form::Broken;
        (_, rest) = digits(behind.strip_prefix(['+', '-']).unwrap_or(behind))?;
    }
    rest.is_empty().then_some(form)
}

/// At least one digit, and what follows.
fn digits(text: &str) -> Option<(&str, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (length > 0).then(|| text.split_at(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_json() {
        for text in ["0", "-0", "12", "-9223372036854775808"] {
            assert_eq!(form(text), Some(Form::Whole), "{text}");
        }
        for text in ["0.5", "-1.25e10", "1e3", "1E-3", "0e+0"] {
            assert_eq!(form(text), Some(Form::Broken), "{text}");
        }
        for text in ["", "-", "01", "+1", ".5", "1.", "1e", "1_000", "0x1f", "1.2.3", "1a"] {
            assert_eq!(form(text), None, "{text}");
        }
    }
}
