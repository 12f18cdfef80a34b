//! From ECMAScript's patterns to those of the engine.

use std::borrow::Cow;

/// Repetitions above this are taken as any number: the length of a text is checked by itself, and a long repetition is
/// a large program.
const COUNTED: u32 = 64;

/// What a pattern looks ahead to from its start, whether that has to be there, and what follows.
pub fn look_ahead(pattern: &str) -> Option<(&str, bool, &str)> {
    let rest = pattern.strip_prefix('^')?;
    let (body, matches) = match (rest.strip_prefix("(?!"), rest.strip_prefix("(?=")) {
        (Some(body), _) => (body, false),
        (None, Some(body)) => (body, true),
        (None, None) => return None,
    };
    let end = at_top(body, ')')?;
    let after = &body[end + 1..];
    // What is ahead of one alternative is not ahead of the others.
    at_top(after, '|').is_none().then_some((&body[..end], matches, after))
}

/// Where a sign stands that is in no group and no class of the text.
fn at_top(text: &str, sign: char) -> Option<usize> {
    let (mut depth, mut in_class, mut escaped) = (0, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if in_class => in_class = letter != ']',
            '[' => in_class = true,
            _ if letter == sign && depth == 0 => return Some(at),
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A pattern as the engine reads it. In its classes `[`, `&` and `~` mean something, in those of ECMAScript nothing.
pub fn translated(pattern: &str) -> Option<String> {
    // Nothing ahead is the end.
    let pattern = pattern.strip_suffix(r"(?![\s\S])").map_or(pattern.into(), |rest| Cow::Owned(format!("{rest}$")));
    let mut out = String::with_capacity(pattern.len());
    let mut letters = pattern.char_indices().peekable();
    let mut in_class = false;
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                let (_, escaped) = letters.next()?;
                push_escape(escaped, in_class, &mut out);
                // No range begins with a class.
                if in_class && "wWdDsS".contains(escaped) && letters.next_if(|(_, next)| *next == '-').is_some() {
                    out.push_str("\\-");
                }
            }
            '[' if in_class => out.push_str("\\["),
            '&' | '~' if in_class => {
                out.push('\\');
                out.push(letter);
            }
            // An empty class, and a difference of two, are read as something else.
            '[' if pattern[at..].starts_with("[]") || pattern[at..].starts_with("[^]") => return None,
            '-' if in_class && pattern[at..].starts_with("--") => return None,
            '[' => {
                in_class = true;
                out.push('[');
            }
            ']' => {
                in_class = false;
                out.push(']');
            }
            '{' if !in_class => match counted(&pattern[at..]) {
                Some((text, length)) => {
                    out.push_str(&text);
                    (1..length).for_each(|_| _ = letters.next());
                }
                None => out.push_str("\\{"),
            },
            _ => out.push(letter),
        }
    }
    Some(out)
}

/// Words and digits are those of ASCII; the engine would take every script's.
fn push_escape(escaped: char, in_class: bool, out: &mut String) {
    let class = match escaped {
        'w' => "0-9A-Za-z_",
        'd' => "0-9",
        _ => {
            out.push('\\');
            return out.push(escaped);
        }
    };
    match in_class {
        true => out.push_str(class),
        false => out.extend(["[", class, "]"]),
    }
}

/// A repetition `{2,5}` at the start of a text, without bounds that are large; and its length.
fn counted(text: &str) -> Option<(String, usize)> {
    let end = text.find('}')?;
    let inside = &text[1..end];
    let (least, most) = inside
        .split_once(',')
        .map_or((inside, Some(inside)), |(least, most)| (least, Some(most).filter(|most| !most.is_empty())));
    let least: u32 = least.parse().ok()?;
    let most: Option<u32> = most.map(str::parse).transpose().ok()?;
    let small = most.is_some_and(|most| most <= COUNTED);
    let text = match (least, small) {
        (_, true) => format!("{{{inside}}}"),
        (0, false) => "*".to_owned(),
        (1..=COUNTED, false) => format!("{{{least},}}"),
        (_, false) => format!("{{{COUNTED},}}"),
    };
    Some((text, end + 1))
}

#[cfg(test)]
mod tests {
    use super::{look_ahead, translated};

    #[test]
    fn classes_and_repetitions_are_rewritten() {
        for (theirs, ours) in [
            (r"^[a-z[\]&]+$", r"^[a-z\[\]\&]+$"),
            (r"^.{1,2048}$", "^.{1,}$"),
            (r"^.{0,256}$", "^.*$"),
            (r"^\d{12}$", r"^[0-9]{12}$"),
            (r"^[\w-.]+(?![\s\S])", r"^[0-9A-Za-z_\-.]+$"),
            (r"^a{b}$", r"^a\{b}$"),
        ] {
            assert_eq!(translated(theirs).as_deref(), Some(ours));
        }
        assert_eq!(translated("[]"), None);
    }

    #[test]
    fn what_is_ahead_is_taken_off() {
        assert_eq!(look_ahead("^(?!aws:(x|y))[a-z]+$"), Some(("aws:(x|y)", false, "[a-z]+$")));
        assert_eq!(look_ahead("^a(?!b)"), None);
        assert_eq!(look_ahead("^(?!a)[b|]|c$"), None);
    }
}
