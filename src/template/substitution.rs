//! What CloudFormation puts into texts: the names in an `Fn::Sub`, and dynamic references.

/// How a dynamic reference begins. With a space in it, it is a text like any other.
const DYNAMIC: &[u8] = b"{{resolve:";

/// A part of the text of an `Fn::Sub`.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// What stands for itself.
    Text(&'t str),
    /// The inside of `${!…}`, which stands for `${…}`.
    Literal(&'t str),
    /// `Name` or `Name.Attribute` out of `${…}`.
    Name(&'t str),
}

/// The parts of a text in their order. A `${` without an end stands for itself.
pub fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    let mut next = None;
    std::iter::from_fn(move || {
        if let Some(part) = next.take() {
            return Some(part);
        }
        let found = memchr::memmem::find(rest.as_bytes(), b"${")
            .and_then(|at| memchr::memchr(b'}', &rest.as_bytes()[at..]).map(|length| (at, at + length)));
        let Some((start, end)) = found else {
            let last = std::mem::take(&mut rest);
            return (!last.is_empty()).then_some(Part::Text(last));
        };
        let inside = &rest[start + 2..end];
        let part = inside.strip_prefix('!').map_or(Part::Name(inside.trim()), Part::Literal);
        let before = &rest[..start];
        rest = &rest[end + 1..];
        if before.is_empty() {
            return Some(part);
        }
        next = Some(part);
        Some(Part::Text(before))
    })
}

/// What stands in the `${…}` of a text, as in `Name` and `Name.Attribute`; `${!…}` is a text.
pub fn names_in(text: &str) -> impl Iterator<Item = &str> {
    parts(text).filter_map(|part| match part {
        Part::Name(name) => Some(name),
        Part::Text(_) | Part::Literal(_) => None,
    })
}

/// Whether CloudFormation would resolve something in a text.
pub fn has_dynamic_reference(text: &str) -> bool {
    // Few texts have a brace at all.
    memchr::memchr(b'{', text.as_bytes())
        .is_some_and(|at| memchr::memmem::find(&text.as_bytes()[at..], DYNAMIC).is_some())
}

/// What stands behind `{{resolve:` in a text, each to the end of the text.
pub fn dynamic_references(text: &str) -> impl Iterator<Item = &str> {
    memchr::memmem::find_iter(text.as_bytes(), DYNAMIC).map(|at| &text[at + DYNAMIC.len()..])
}

/// The same text where `Fn::Sub` reads it; `None` where AWS does not say how it reads it: braces that stand in each
/// other or have no end, a second `$`, and what would look like the mark of a literal.
pub fn escaped(text: &str) -> Option<String> {
    let mut written = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let (inside, behind) = after.split_once('}')?;
        if inside.is_empty() || inside.starts_with('!') || inside.contains(['{', '$']) {
            return None;
        }
        written.extend([before, "${!", inside, "}"]);
        rest = behind;
    }
    written.push_str(rest);
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_out_of_a_text() {
        let names: Vec<_> = names_in("arn:${AWS::Partition}:s3:::${ Uploads.Arn }/$x/${!Text}${Open").collect();
        assert_eq!(names, ["AWS::Partition", "Uploads.Arn"]);
    }

    #[test]
    fn a_text_is_the_sum_of_its_parts() {
        let found: Vec<_> = parts("a${B}${!c}$${D.E}}${").collect();
        let expected = [
            Part::Text("a"),
            Part::Name("B"),
            Part::Literal("c"),
            Part::Text("$"),
            Part::Name("D.E"),
            Part::Text("}${"),
        ];
        assert_eq!(found, expected);
        assert_eq!(parts("").count(), 0);
    }

    #[test]
    fn a_text_is_escaped_where_aws_says_how() {
        assert_eq!(escaped("echo ${HOME} $x {y}").as_deref(), Some("echo ${!HOME} $x {y}"));
        for text in ["${A:-${B}}", "${a[$i]}", "${", "${}", "${!x}", "${a"] {
            assert_eq!(escaped(text), None, "{text}");
        }
    }

    #[test]
    fn dynamic_references_are_seen() {
        assert!(has_dynamic_reference("a{b {{resolve:ssm:x}}"));
        for text in ["", "{{", "{{ resolve:ssm:x}}", "{resolve:ssm:x}", "resolve:"] {
            assert!(!has_dynamic_reference(text), "{text}");
        }
        let found: Vec<_> = dynamic_references("{{resolve:ssm:a}}{{resolve:ssm:b}}").collect();
        assert_eq!(found, ["ssm:a}}{{resolve:ssm:b}}", "ssm:b}}"]);
    }
}
