//! Random texts, from noise to programs with one character missing.

use infrac::Source;
use infrac::functions::FUNCTIONS;
use infrac::source::Texts;
use infrac::words::WORDS;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::Arc;

/// The language's own pieces.
#[rustfmt::skip]
const TOKENS: &[&str] = &[
    "bucket", "role", "attach", "instance", "stack", "existing", "param", "let", "output", "if", "then", "else", "for",
    "in", "not", "and", "or", "as", "was", "to", "on", "trusts", "policy", "allow", "deny", "versioning", "tags", "name",
    "lifecycle", "expire", "after", "AWS::SQS::Queue", "AWS::S3::Bucket", "region", "ec2", "lambda", "AmazonS3FullAccess",
    "web01", "uploads", "uploads.arn", "a-b", "Name", "generated", "yes", "off", "true", "30d", "20GiB", "1.5", "007",
    "99999999999999999999", "10.0.0.0/16", "::1/128", "1..3", "<", ">", "<", ">", "[", "]", "(", ")", "{", "}", ",", ",",
    "=", "=", "==", "!=", "??", "+", "-", "*", "/", ":", "::", ".", "..", ";", "\"", "\"", "\"\"\"", "\"a-name\"",
    "\"s3:GetObject\"", "\"*\"", "${", "$${", "\"${web01}\"", "\"${AWS::Region}-x\"", "\\", "\\u{1f600}", "\\n", "#",
    "## documented", "from", "export", "secret", "cidr", "list<string>", "grant", "read", "write", "use", "all", "user",
    "group", "policy", "AWS::Lambda::Function", "AWS::KMS::Key", "Role", "KmsMasterKeyId", "\"uploads\"",
    "join(", "select(", "split(", "cidr(", "cidrs(", "keys(", "values(", "concat(", "contains(", "format(", "\"%02d\"", "file(",
    "\"./user-data.sh\"", "secret(", "ssm(", "sub(", "lookup(", "json(", "length(", "base64(", "{{resolve:", "-1", "aws.region",
    "# a comment", "# infra: allow no-effect, CKV_AWS_18 because so", "# infra:", "\n", "\n", "\n", "\r\n", "\r", "\t", " ", "  ", "'", "`", "|", "&", "!", "?", "%", "@", "$", "~",
    "설명", "🚀", "é", "\u{301}", "\u{200d}", "\u{202e}", "\u{feff}", "“", "”", "а", "\u{a0}", "\0", "\u{1b}",
];

/// Any characters at all, with those of the language more often.
pub fn noise() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "\\PC{0,80}",
        "[a-z<>\\[\\]()\"=,#.:${}\\\\ \n\r-]{0,120}",
        "(\"\"\"|<|\\$\\{|\\[|\\(){0,70}[a-z \n]{0,9}(>|\\}|\\]|\\)|\"\"\"){0,70}",
    ]
}

/// Tokens with or without a blank between them.
pub fn soup(most: usize) -> impl Strategy<Value = String> {
    vec((select(TOKENS), select(&[" ", " ", "", "\n"][..])), 0..most)
        .prop_map(|tokens| tokens.into_iter().flat_map(|(token, gap)| [token, gap]).collect())
}

/// Programs without a mistake.
pub fn programs() -> impl Iterator<Item = &'static str> {
    let functions = FUNCTIONS.iter().map(|function| function.example);
    let words = WORDS.iter().map(|word| word.example);
    words.chain(functions).chain([include_str!("../../examples/upload.infra"), EVERYTHING])
}

/// A text with the files beside it that the examples of words and functions name.
pub fn source(text: &str) -> Source {
    let functions = FUNCTIONS.iter().flat_map(|function| function.files.iter().copied());
    let files = WORDS.iter().flat_map(|word| word.files.iter().copied()).chain(functions).collect::<Texts>();
    Source::new("a.infra", text).with_files("a.infra", Arc::new(files))
}

/// Something of everything that can be written today.
const EVERYTHING: &str = "# 설명 🚀
stack everything < description = \"업로드\", region = ap-northeast-2, tags = < team = \"one\" > >
bucket \"some-good-name\" as uploads <
  versioning = on
  lifecycle < expire old versions after 30d >
  tags = < Name = \"é\" >
>
role web was old-web trusts ec2, lambda <
  policy AmazonS3ReadOnlyAccess
  allow \"s3:GetObject\", \"s3:PutObject\" on uploads
>
instance web01 < image = amazon-linux-2023, type = t3.micro, disk = 20GiB >
attach web to web01
AWS::SQS::Queue jobs < VisibilityTimeout = 60, Tags = [< Key = \"a\", Value = \"b\" >] >
";

fn program() -> impl Strategy<Value = &'static str> {
    select(programs().collect::<Vec<_>>())
}

/// One change of a program.
#[derive(Debug, Clone)]
enum Change {
    Delete(Index, usize),
    Duplicate(Index, usize),
    Swap(Index, Index),
    Truncate(Index),
    Insert(Index, &'static str),
    Case(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        (at(), 1..4_usize).prop_map(|(at, count)| Change::Delete(at, count)),
        (at(), 1..6_usize).prop_map(|(at, count)| Change::Duplicate(at, count)),
        (at(), at()).prop_map(|(a, b)| Change::Swap(a, b)),
        at().prop_map(Change::Truncate),
        (at(), select(TOKENS)).prop_map(|(at, token)| Change::Insert(at, token)),
        at().prop_map(Change::Case),
    ]
}

/// A program with a few changes, each of characters or of whole tokens.
pub fn mutated() -> impl Strategy<Value = String> {
    (program(), vec((change(), any::<bool>()), 1..4)).prop_map(|(text, changes)| {
        changes.into_iter().fold(text.to_owned(), |text, (change, tokens)| {
            let mut parts = if tokens { split(&text) } else { text.chars().map(String::from).collect() };
            if !parts.is_empty() {
                apply(change, &mut parts);
            }
            parts.concat()
        })
    })
}

fn apply(change: Change, parts: &mut Vec<String>) {
    let len = parts.len();
    match change {
        Change::Delete(at, count) => drop(parts.drain(at.index(len)..(at.index(len) + count).min(len))),
        Change::Duplicate(at, count) => {
            let range = at.index(len)..(at.index(len) + count).min(len);
            let copy = parts[range.clone()].to_vec();
            parts.splice(range.end..range.end, copy);
        }
        Change::Swap(a, b) => parts.swap(a.index(len), b.index(len)),
        Change::Truncate(at) => parts.truncate(at.index(len)),
        Change::Insert(at, token) => parts.insert(at.index(len), token.to_owned()),
        Change::Case(at) => {
            let part = &mut parts[at.index(len)];
            *part = if part.contains(char::is_uppercase) { part.to_lowercase() } else { part.to_uppercase() };
        }
    }
}

/// Runs of letters and digits, and every other character alone.
fn split(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut in_word = false;
    for c in text.chars() {
        let word = c.is_alphanumeric();
        match parts.last_mut() {
            Some(last) if word && in_word => last.push(c),
            _ => parts.push(c.to_string()),
        }
        in_word = word;
    }
    parts
}

/// Programs with soup between them.
pub fn sprinkled() -> impl Strategy<Value = String> {
    vec((program(), soup(6)), 1..4)
        .prop_map(|parts| parts.into_iter().flat_map(|(program, soup)| [program.to_owned(), soup]).collect())
}

/// What takes the next line at the end of one.
const CONTINUING: [&str; 14] = [",", "=", "+", "-", "*", "/", "!=", "??", "and", "or", "not", "then", "else", "in"];

/// Lines that are most often no statements, and that do not go on in the next one: what follows an open `\"\"\"`, or a
/// comma at the end, belongs to it even when it looks like a statement.
pub fn broken_statements() -> impl Strategy<Value = String> {
    let line = vec((select(TOKENS), select(&[" ", ""][..])), 1..12)
        .prop_map(|tokens| tokens.into_iter().flat_map(|(token, gap)| [token, gap]).collect::<String>());
    let line = line.prop_map(|line| line.replace(['\n', '\r'], " "));
    prop_oneof![line, mutated()]
        .prop_filter("they go on in the next line", |line| !line.contains("\"\"\"") && !goes_on(line))
}

/// Whether a line, or what may stand in front of its comment, ends with something that takes the next line.
fn goes_on(line: &str) -> bool {
    let ends = line.match_indices('#').map(|(at, _)| at).chain([line.len()]);
    ends.into_iter().any(|end| CONTINUING.iter().any(|token| line[..end].trim_end().ends_with(token)))
}
