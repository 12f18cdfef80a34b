//! The rules for the name of a general purpose bucket.
//!
//! From the page "General purpose bucket naming rules" of the Amazon S3 User Guide.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::words;

const PREFIXES: &[&str] = &["xn--", "sthree-", "amzn-s3-demo-"];
const SUFFIXES: &[&str] = &["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/// All of them in one sentence.
pub const RULES: &str = "a bucket's name has 3 to 63 of a-z, 0-9, `-` and `.`, starts and ends with a letter or digit, and is unique in the whole world";

/// Reports what S3 would refuse of a name that is known at build time.
pub fn check<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some((name, span)) = words::known_name(declaration, "BucketName") else { return };
    if let Some(problem) = problem(&name) {
        to.report(
            Diagnostic::error("invalid-bucket-name", format!("S3 does not accept the bucket name `{name}`: {problem}"))
                .label(span, problem)
                .help(format!("{RULES}{}", example(&name))),
        );
    } else if let Some((_, first)) = to.take_name("buckets", name.clone(), span) {
        to.report(words::same_name("buckets", &name, span, first));
    }
}

/// A name near the one that was refused, when lowercase letters and hyphens are all that it needs.
fn example(refused: &str) -> String {
    let name = refused.to_ascii_lowercase().replace([' ', '_'], "-");
    if problem(&name).is_none() { format!("; for example \"{name}\"") } else { String::new() }
}

/// Why S3 refuses a name.
pub fn problem(name: &str) -> Option<String> {
    let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    if !name.bytes().all(allowed)
        && let Some(wrong) = name.chars().find(|c| !u8::try_from(*c).is_ok_and(allowed))
    {
        return Some(match wrong {
            'A'..='Z' => "it has an uppercase letter".to_owned(),
            '_' => "it has an underscore".to_owned(),
            ' ' => "it has a space".to_owned(),
            _ => format!("it has `{wrong}`"),
        });
    }
    if !(3..=63).contains(&name.len()) {
        return Some(format!("it has {} characters, not 3 to 63", name.len()));
    }
    let edge = |c: char| c.is_ascii_alphanumeric();
    if !(name.starts_with(edge) && name.ends_with(edge)) {
        return Some("it does not start and end with a letter or digit".to_owned());
    }
    if let Some(problem) = name.bytes().any(|byte| byte == b'.').then(|| dots(name)).flatten() {
        return Some(problem.to_owned());
    }
    if let Some(prefix) = PREFIXES.iter().find(|prefix| name.starts_with(**prefix)) {
        return Some(format!("the prefix `{prefix}` is reserved"));
    }
    SUFFIXES.iter().find(|suffix| name.ends_with(**suffix)).map(|suffix| format!("the suffix `{suffix}` is reserved"))
}

/// What is wrong about the dots of a name.
fn dots(name: &str) -> Option<&'static str> {
    if name.contains("..") {
        return Some("it has two dots in a row");
    }
    looks_like_address(name).then_some("it looks like an IP address")
}

/// Four numbers between dots, even if they are too large for an address.
fn looks_like_address(name: &str) -> bool {
    let parts: Vec<_> = name.split('.').collect();
    parts.len() == 4
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn every_rule_refuses_something() {
        for bad in [
            "ab",
            &"a".repeat(64),
            "Upload",
            "my_bucket",
            "이미지-저장",
            "-abc",
            "abc-",
            ".abc",
            "a..b",
            "192.168.5.4",
            "999.1.1.1",
            "xn--abc",
            "sthree-abc",
            "amzn-s3-demo-abc",
            "abc-s3alias",
            "abc--ol-s3",
            "abc.mrap",
            "abc--x-s3",
            "abc--table-s3",
        ] {
            assert!(problem(bad).is_some(), "{bad}");
        }
        for good in ["abc", &"a".repeat(63), "my.site.example.com", "aws-intro-sample-upload-jenny", "1.2.3", "a-b.c-d"]
        {
            assert_eq!(problem(good), None, "{good}");
        }
    }
}
