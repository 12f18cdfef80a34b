//! Texts that mean something to CloudFormation, YAML, a shell or a formatter, and how a source writes them.

/// Each must come out as it went in.
#[rustfmt::skip]
pub const HOSTILE: &[&str] = &[
    "", " ", "a", "$", "${", "${}", "${!}", "}", "{", "$$", "$${", "${AWS::Region}", "${!AWS::Region}", "${!!x}",
    "${P}", "$${P}", "${ P }", "${P.Arn}", "${A:-${B}}", "${#array[@]}", "${x%%.*}", "${a[$i]}",
    "${$}", "a${", "${a}${b}", "$ {P}",
    "{{", "}}", "{{ resolve:ssm:x }}", "{{x}}", "{{Resolve:ssm:x}}", "resolve:ssm:x}}", "%", "%s %d %02d", "%{P}",
    "$(id)", "$HOME", "`id`", "a; rm -rf /", "!Ref P", "!Sub ${P}", "Fn::Sub", "Ref", "{\"Ref\": \"P\"}", "!!str x",
    "*", "&a", "- a", "a: b", "# a", "a # b", "'", "\"", "\"\"\"", "\\", "\\n", "\\u{41}", "a\nb", "a\tb", "\n", "no",
    "~", "0x1", "1_000", "12:30:45", "2012-10-17", "<<", "=", "é", "한국어", "😀", "\u{85}", "\u{2028}", "\u{feff}",
    "\u{200b}", "<script>", "</P>", "&amp;", "{P}", "@P", "%(P)s", "#{P}", "<%= P %>",
];

/// Places at which a text is cut in two.
const MOST_CUTS: usize = 8;

/// What substitutions and references are made of.
pub const PIECES: &[&str] =
    &["$", "{", "}", "!", "${", "$${", "${!", "{{", "}}", "resolve:", "ssm:", "P", "AWS::Region", ".", " ", "x", "\n"];

/// What CloudFormation would resolve.
pub const RESOLVED: &[&str] = &[
    "{{resolve:ssm:/a}}",
    "a {{resolve:secretsmanager:a:SecretString:b}} b",
    "{{resolve:",
    "{{{resolve:ssm-secure:a:1}}}",
    "{{resolve:nothing}}",
];

/// The text as it stands between quotes.
pub fn escaped(text: &str) -> String {
    let mut written = String::new();
    for (at, c) in text.char_indices() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            // The escape of `${` is a `$` more, and has a `$` in front of it only as another escape.
            '$' if text[at + 1..].starts_with('{') && !written.ends_with('$') => written.push_str("$$"),
            '$' => written.push_str("\\u{24}"),
            '{' if written.ends_with("\\u{24}") => written.push_str("\\u{7b}"),
            c if c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric() => written.push(c),
            c => written.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
        }
    }
    written
}

/// Expressions that give a text, each with a name for it, and whether the deploy has a part in it. `let` statements that
/// they need come first.
pub fn expressions(text: &str) -> Vec<(String, String, bool)> {
    let whole = escaped(text);
    let mut found = vec![
        (String::new(), format!("\"{whole}\""), false),
        (format!("let x = \"{whole}\""), "x".to_owned(), false),
        (format!("let x = \"{whole}\""), "\"${x}\"".to_owned(), false),
        (String::new(), format!("join(\"\", [\"{whole}\"])"), false),
        (String::new(), "file(\"./text.txt\")".to_owned(), false),
        (String::new(), "\"${file(\"./text.txt\")}${p}\"".to_owned(), true),
        (String::new(), "sub(file(\"./text.txt\"))".to_owned(), false),
        (String::new(), format!("\"{whole}${{p}}\""), true),
        (String::new(), format!("sub(\"{whole}${{p}}\")"), true),
        (String::new(), format!("sub(\"{whole}${{own}}\", < own = p >)"), true),
        (String::new(), format!("join(\"\", [\"{whole}\", p])"), true),
        (String::new(), format!("\"${{join(\"\", [\"{whole}\", p])}}\""), true),
        (String::new(), format!("if p == \"x\" then \"{whole}${{p}}\" else \"\""), true),
    ];
    for at in text.char_indices().map(|(at, _)| at).skip(1).take(MOST_CUTS) {
        let (one, other) = (escaped(&text[..at]), escaped(&text[at..]));
        let halves = format!("let x = \"{one}\"\nlet y = \"{other}\"");
        found.push((halves.clone(), "\"${x}${y}\"".to_owned(), false));
        found.push((halves.clone(), "\"${x}${y}${p}\"".to_owned(), true));
        found.push((halves.clone(), "join(\"\", [x, \"${y}${p}\"])".to_owned(), true));
        found.push((halves, "\"${join(\"\", [x, y, p])}\"".to_owned(), true));
    }
    found
}
