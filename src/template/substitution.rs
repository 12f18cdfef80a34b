//! The names in the text of an `Fn::Sub`.

/// What stands in the `${…}` of a text, as in `Name` and `Name.Attribute`; `${!…}` is a text.
pub fn names_in(text: &str) -> impl Iterator<Item = &str> {
    memchr::memchr_iter(b'$', text.as_bytes()).filter_map(|at| {
        let rest = text[at + 1..].strip_prefix('{')?;
        let name = &rest[..memchr::memchr(b'}', rest.as_bytes())?];
        (!name.starts_with('!')).then_some(name.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::names_in;

    #[test]
    fn names_are_read_out_of_a_text() {
        let names: Vec<_> = names_in("arn:${AWS::Partition}:s3:::${Uploads.Arn}/$x/${!Text}${Open").collect();
        assert_eq!(names, ["AWS::Partition", "Uploads.Arn"]);
    }
}
