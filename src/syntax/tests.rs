//! The whole grammar, recovery, and runs of statements.

use super::ast::{ExprKind, Item};
use super::{Parsed, documentation, parse};
use crate::source::{Source, Span};

/// One statement of every form that the language has.
const EVERY_FORM: &str = r#"# A comment.
stack aws-intro-sample <
  region      = ap-northeast-2
  description = "업로드 이미지 저장 장소"
  tags        = < Team = "web", "cost:centre" = "42" >
>
## Documentation of what follows.
bucket "aws-intro-sample-${env}" as uploads was old-uploads <
  public_access = block, versioning = on,
>
AWS::SQS::Queue jobs < VisibilityTimeout = 60 >
existing instance web02 < id = "i-0123456789abcdef0" >
attach sample-role-web to web01, web02 < replace = yes >
grant web read, write on uploads
expect web01 can write uploads
expect only web can reach db on tcp 3306
let zones = [a, c]
let count = 2 + 3 * (4 - 1) / 2
let size  = if env == "prod" and not small then 20GiB else 10GiB
let name  = given ?? lower("${aws.stack_name}-$${literal}-\u{1F600}\n")
let block = cidr(10.0.0.0/16, 4, 8)
let six   = [::/0, 2001:db8::/32, fd00::/8]
param env: string = "dev" < allowed = ["dev", "prod"], description = "Which one" >
param groups: list<security_group>
param p: string < secret >
output bucket_name = uploads.name < export = "name" >
output plain = -1 + 1.5
if env == "prod" < nat gw in public-a > else if env == "test" < output x = 1 >
else <
  # nothing
>
for zone, i in zones < subnet "private-${zone}" in main < cidr = cidr(block, 4, 12), zone = zone > >
for n in 1..4 < queue "q-${n}" >
use "./network.infra" as net < cidr = 10.0.0.0/16 >
instance web01 < user_data = """
    #!/bin/sh
    echo "${env}" $${HOME} < /dev/null
    """, type = t3.micro, security_groups = [
  web, # the web tier
  ssh,
] >
record www.example.com in example-zone < alias = lb >
load_balancer lb in public-a, public-c < listen http 80 to web01, web02 port 3000 >
expect internet cannot reach db"#;

fn codes(parsed: &Parsed<'_>) -> Vec<&'static str> {
    parsed.diagnostics.iter().map(|problem| problem.code).collect()
}

#[test]
fn every_form_of_the_language_parses() {
    let source = Source::new("every.infra", EVERY_FORM);
    let parsed = parse(&source);
    assert_eq!(parsed.diagnostics, []);
    assert_eq!(parsed.file.items.len(), 27);
    assert_eq!(parsed.trivia.comments.len(), 4);
    for pair in parsed.file.items.windows(2) {
        assert!(pair[0].span().end <= pair[1].span().start);
    }
}

#[test]
fn each_line_end_parses_to_the_same() {
    let count = |text: String| {
        let source = Source::new("every.infra", text);
        let parsed = parse(&source);
        (codes(&parsed).len(), parsed.file.items.len(), parsed.trivia.comments.len())
    };
    assert_eq!(count(EVERY_FORM.replace('\n', "\r\n")), (0, 27, 4));
    assert_eq!(count(format!("{EVERY_FORM}\n")), (0, 27, 4));
}

#[test]
fn a_statement_across_the_end_of_a_run_is_read_whole() {
    // Comments of growing length move the statements over the place where a run is cut.
    for pad in (super::RUN_BYTES - EVERY_FORM.len() - 40..super::RUN_BYTES + 40).step_by(11) {
        let source = Source::new("every.infra", format!("#{}\n{EVERY_FORM}\n{EVERY_FORM}", "x".repeat(pad)));
        let parsed = parse(&source);
        assert_eq!((codes(&parsed).len(), parsed.file.items.len(), parsed.trivia.comments.len()), (0, 54, 9), "{pad}");
    }
}

#[test]
fn healthy_statements_around_a_broken_one_are_kept() {
    let broken = [
        "x = = 1",
        "bucket \"b",
        "role x trusts ec2 {",
        "bucket b <<  a = 1 >",
        "role x trusts ec2 < policy",
        "bucket b < a: 1 >",
        "bucket b < a = [1 2] >",
        "bucket b < a = (1 >",
        "bucket b < a == 1 >",
        "8ball = x",
        "let x",
        "param",
        "if x",
        "for x < >",
        "else < >",
        "< >",
        "bucket b < a = 1 > >",
        "bucket b < a = 1 b = 2 >",
        "bucket b < a = 1,, b = 2 >",
        "output x = )",
        "bucket b < a = \"${\" >",
        "bucket b < a = \"${x\" >",
        "bucket arn:aws:s3:::b",
        "bucket a--b",
        "bucket *",
        "s =",
        "bucket b < a = \"\\q\" >",
        "bucket b < a = 10.0.0/16 >",
    ];
    for broken in broken {
        let text = format!("bucket first\n{broken}\nbucket last < versioning = on >\n");
        let source = Source::new("broken.infra", text);
        let parsed = parse(&source);
        let healthy = |name: &str| {
            parsed.file.items.iter().any(|item| {
                matches!(item, Item::Sentence(sentence)
                if sentence.arguments.first().is_some_and(|argument| argument.value.kind == ExprKind::Word(name)))
            })
        };
        assert_eq!(parsed.diagnostics.len(), 1, "{broken}: {:?}", codes(&parsed));
        let line = source.location(parsed.diagnostics[0].span().start).line;
        assert_eq!(line, 2, "{broken}: {}", parsed.diagnostics[0].message);
        assert!(healthy("first") && healthy("last"), "{broken}");
    }
}

#[test]
fn long_chains_are_refused_and_not_followed() {
    let chain = format!("if a < >{}\nbucket last\n", " else if a < >".repeat(100_000));
    for text in [chain.clone(), format!("bucket first\n{chain}")] {
        let source = Source::new("chain.infra", text);
        let parsed = parse(&source);
        assert!(["nested-too-deeply", "statement-too-long"].contains(&codes(&parsed)[0]));
        assert_eq!(parsed.diagnostics.len(), 1);
        assert!(matches!(parsed.file.items.last(), Some(Item::Sentence(last)) if last.arguments.len() == 1));
    }
}

#[test]
fn every_open_body_is_reported_where_it_opens() {
    let source = Source::new("open.infra", "bucket b < tags = <\n".repeat(30));
    let parsed = parse(&source);
    let lines: Vec<_> = parsed.diagnostics.iter().map(|problem| source.location(problem.span().start).line).collect();
    assert_eq!(lines, (1..=30).collect::<Vec<_>>());
}

#[test]
fn brackets_that_never_close_are_not_parsed_again_at_each_level() {
    // Where something were parsed twice at each level, thirty levels would be beyond the limit.
    for level in ["a = [< ", "\"a\" = [< ", "a = f(", "a = [f(", "a = <"] {
        let source = Source::new("open.infra", format!("x y < {}\nbucket last\n", level.repeat(30)));
        assert!(!codes(&parse(&source)).contains(&"statement-too-long"), "{level}");
    }
}

#[test]
fn a_file_of_statements_beyond_the_limits_is_left_unread_after_some() {
    let tangled = format!("x y < a = {}>\n", "[if (".repeat(30));
    let source = Source::new("tangled.infra", tangled.repeat(100));
    assert_eq!(parse(&source).diagnostics.len(), super::MOST_REFUSED);
    let source = Source::new("tangled.infra", format!("bucket first\n{tangled}bucket last\n"));
    let parsed = parse(&source);
    assert_eq!((codes(&parsed), parsed.file.items.len()), (vec!["statement-too-long"], 2));
}

#[test]
fn comments_and_blank_lines_are_kept_by_position() {
    let text = "## What it is for.\n## And more.\nbucket first # aside\n\n# not about it\nbucket last\n";
    let source = Source::new("a.infra", text);
    let Parsed { file, trivia, .. } = parse(&source);
    let [first, last] = [0, 1].map(|at: usize| file.items[at].span());
    let documented = documentation(&source, first.start).map(|found| (found.lines, found.span));
    assert_eq!(documented, Some((vec!["What it is for.", "And more."], Span::new(0, 31))));
    assert_eq!(documentation(&source, last.start), None);
    // What is not the first on its line has none.
    assert_eq!(documentation(&source, first.start + 7), None);
    assert_eq!(trivia.comments.iter().map(|one| source.slice(*one)).next_back(), Some("# not about it"));
    let above = trivia.comments.last().map_or(0, |comment| comment.start);
    assert!(super::Trivia::blank_line_above(&source, above) && !super::Trivia::blank_line_above(&source, first.start));
    assert_eq!(trivia.within(first).len(), 0);
}
