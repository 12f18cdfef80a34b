//! Names, paths and descriptions as IAM takes them.
//!
//! From the page "IAM and AWS STS quotas" of the IAM User Guide, section "IAM name requirements".

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::template::Value;
use crate::words::{known_name, same_name};

/// How those of one kind are named.
#[derive(Debug)]
pub struct Naming {
    /// What one is called.
    pub what: &'static str,
    /// What several are called.
    pub names: &'static str,
    /// The property that holds the name.
    pub property: &'static str,
    /// Characters of a name.
    pub longest: usize,
}

/// Where the value of an entry stands; the name where it has none.
pub fn span_of(declaration: &Declaration<'_>, entry: &str) -> Span {
    declaration.entries.setting(entry).map_or(declaration.name.span, |setting| setting.span)
}

/// Reports a name that IAM refuses, or that another one has; case does not count.
pub fn check_name<'a>(declaration: &Declaration<'a>, naming: &'static Naming, to: &mut Lowering<'_, 'a>) {
    let Some((name, span)) = known_name(declaration, naming.property) else { return };
    let what = naming.what;
    if let Some(problem) = name_problem(&name, naming.longest) {
        to.report(
            Diagnostic::error("invalid-name", format!("IAM does not accept the {what} name `{name}`"))
                .label(span, problem)
                .help(format!("a {what}'s name has 1 to {} letters, digits and _+=,.@-", naming.longest)),
        );
    }
    if let Some((other, first)) = to.take_name(naming.names, name.clone(), span) {
        to.report(if other == name {
            same_name(naming.names, &name, span, first)
        } else {
            same_but_for_case(&name, what, span, first)
        });
    }
}

fn name_problem(name: &str, longest: usize) -> Option<String> {
    let length = name.chars().count();
    if !(1..=longest).contains(&length) {
        return Some(format!("it has {length} characters, not 1 to {longest}"));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    name.chars()
        .find(|c| !allowed(*c))
        .map(|wrong| if wrong == ' ' { "it has a space".to_owned() } else { format!("it has `{wrong}`") })
}

fn same_but_for_case(name: &str, what: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        "same-name-but-for-case",
        format!("IAM takes `{name}` for the name of another {what}: case does not count"),
    )
    .label(span, format!("this {what}"))
    .label(first, "and this one")
    .help("give one of them another name")
}

/// A path is `/`, or visible ASCII characters between two of them, at most 512 characters.
pub fn check_path(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let Some(path) = declaration.entries.text("path") else { return };
    let visible = path.bytes().all(|byte| byte.is_ascii_graphic());
    if visible && path.len() <= 512 && path.starts_with('/') && path.ends_with('/') {
        return;
    }
    let repaired = format!("/{}/", path.trim_matches('/'));
    let problem = Diagnostic::error("invalid-name", format!("IAM does not accept the path `{path}`"))
        .label(span_of(declaration, "path"), "not a path")
        .help("a path starts and ends with `/` and has visible ASCII characters between, at most 512");
    let sure = visible && (4..=512).contains(&repaired.len());
    to.report(if sure {
        problem.fix(format!("write \"{repaired}\""), span_of(declaration, "path"), format!("\"{repaired}\""))
    } else {
        problem
    });
}

/// A description has at most 1,000 characters.
pub fn check_description<'a>(
    declaration: &Declaration<'a>,
    naming: &Naming,
    refused: impl Fn(char) -> bool,
    takes: &str,
    to: &mut Lowering<'_, 'a>,
) {
    let Some(Value::Text(text)) = declaration.entries.value("description") else { return };
    let (span, what) = (span_of(declaration, "description"), naming.what);
    if let Some(wrong) = text.chars().find(|c| refused(*c)) {
        let wrong = if wrong.is_control() { wrong.escape_default().to_string() } else { wrong.to_string() };
        to.report(
            Diagnostic::error("invalid-text", format!("IAM does not accept `{wrong}` in a {what}'s description"))
                .label(span, format!("holds `{wrong}`"))
                .help(format!("a {what}'s description has {takes}; a comment can say the rest")),
        );
    } else if text.chars().count() > 1_000 {
        let count = text.chars().count();
        to.report(
            Diagnostic::error(
                "out-of-range",
                format!("a {what}'s description has at most 1,000 characters, found {count}"),
            )
            .label(span, "too long")
            .help("say the rest in a comment"),
        );
    }
}
