//! Sources and diagnostics that the tests of all formats share.

use super::{MessageFormat, Style, render as render_files};
use crate::{Diagnostic, Edit, Source, Span};

const NETWORK: &str = "\
# Chapter 9: a place to store uploaded images.
stack sample < description = \"업로드 🖼 장소\", regio = ap-northeast-2 >

bukket \"uploads\"
role web trusts ec2 <
  policy AmazonS3FullAccess
  policy AmazonS3FullAccess
>

vpc main < cidr = 10.0.0.0/16 >
subnet private-a in main <
  cidr = 10.1.0.0/20
";

fn span(source: &Source, needle: &str) -> Span {
    let start = source.text().find(needle).unwrap();
    Span::new(start, start + needle.len())
}

/// A file with something of everything.
pub fn network() -> (Source, Vec<Diagnostic>) {
    let source = Source::new("net/network.infra", NETWORK);
    let at = |needle: &str| span(&source, needle);
    let first = at("policy AmazonS3FullAccess");
    let second = Span { start: first.end + 3, end: first.end + 3 + first.len() as u32 };
    let end = source.text().len();
    let diagnostics = vec![
        Diagnostic::error("unknown-entry", "`stack` has no entry `regio`")
            .label(at("regio"), "not an entry of `stack`")
            .fix("write `region`", at("regio"), "region"),
        Diagnostic::error("unknown-word", "there is no word `bukket`")
            .label(at("bukket"), "not a word")
            .help("did you mean `bucket`?")
            .fix("replace it", at("bukket"), "bucket"),
        Diagnostic::warning("set-twice", "the policy `AmazonS3FullAccess` is attached twice")
            .label(second, "again here")
            .label(first, "first here")
            .fix("remove the second one", Span { start: second.start - 3, end: second.end }, ""),
        Diagnostic::error("outside-vpc", "subnet `private-a` lies outside its vpc")
            .label(at("10.1.0.0/20"), "must lie inside 10.0.0.0/16")
            .label(at("10.0.0.0/16"), "the vpc's block"),
        Diagnostic::error("not-closed", "the body of `subnet` is not closed: expected `>`, found the end of the file")
            .label(Span::new(end, end), "expected `>`")
            .label(Span { start: at("subnet").start, end: end as u32 }, "the statement")
            .help("close the body:\n  subnet private-a in main < … >")
            .fix_edits("close it", vec![Edit { span: Span::new(end, end), text: ">\n".into() }]),
        Diagnostic::advice("no-region", "the region comes from the environment"),
    ];
    (source, diagnostics)
}

/// The sample file in a format, with the plain style.
pub fn render(format: MessageFormat) -> String {
    let (source, diagnostics) = network();
    show(format, &source, &diagnostics)
}

/// The sample file for people.
pub fn human(style: &Style) -> String {
    let (source, diagnostics) = network();
    show_styled(MessageFormat::Human, style, &source, &diagnostics)
}

/// Any diagnostics in a format, with the plain style.
pub fn show(format: MessageFormat, source: &Source, diagnostics: &[Diagnostic]) -> String {
    show_styled(format, &Style::plain(), source, diagnostics)
}

/// Any diagnostics in a format and a style.
pub fn show_styled(format: MessageFormat, style: &Style, source: &Source, diagnostics: &[Diagnostic]) -> String {
    let mut out = Vec::new();
    render_files(format, style, &[(source, diagnostics)], &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
