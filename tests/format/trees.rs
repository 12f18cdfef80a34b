//! Random programs, with line ends and comments wherever they may stand.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What may stand where a line may end; with a blank at least.
fn gap() -> BoxedStrategy<String> {
    prop_oneof![
        8 => select(&[" ", "  ", "\t"][..]).prop_map(str::to_owned),
        1 => select(&["\n", "\n\n", "\r\n", "\n\n\n   "][..]).prop_map(str::to_owned),
        1 => (0..999).prop_map(|number| format!(" # {number}\n")),
        1 => (0..999).prop_map(|number| format!("\n #{number}\n\n  ")),
        1 => (allow(), select(&[" ", "\n", "\n  # 1\n"][..])).prop_map(|(allow, before)| format!("{before}{allow}")),
    ]
    .boxed()
}

/// A comment that is about what it stands above, if that is something.
fn allow() -> impl Strategy<Value = String> {
    (0..999, select(&["", "\n"][..]))
        .prop_map(|(number, end)| format!("# infra: allow no-effect because {number}\n{end}"))
}

/// What stands between two entries.
fn separator() -> BoxedStrategy<String> {
    prop_oneof![
        3 => gap().prop_map(|gap| format!(",{gap}")),
        3 => gap().prop_map(|gap| format!("\n{gap}")),
        1 => (0..999).prop_map(|number| format!("  ## {number}\n")),
        1 => (0..999, gap()).prop_map(|(number, gap)| format!(",# {number} \n{gap}")),
        1 => (allow(), select(&["", ",", "\n", "\n,", ",\n", "# 1\n, "][..]))
            .prop_map(|(allow, before)| format!("{before}{allow}")),
    ]
    .boxed()
}

fn blank() -> impl Strategy<Value = &'static str> {
    select(&[" ", " ", " ", "  ", "\t"][..])
}

#[rustfmt::skip]
const WORDS: &[&str] = &[
    "a", "web01", "uploads.arn", "t3.micro", "on", "42", "1.50", "007", "20GiB", "10.0.0.0/16", "::/0", "1..4",
    "AWS::S3::Bucket", "sample-role-web", "a-rather-long-name-that-takes-much-of-a-line",
];

#[rustfmt::skip]
const TEXTS: &[&str] = &[
    "\"\"", "\"a text\"", "\"업로드 이미지 저장 장소\"", "\"${a}\"", "\"${join(\",\", [\"x\", a])} and $${b}\"", "\"\\\"quoted\\\" # no comment\"",
    "\"a text that is so long that it takes more than one half of a line, and then some more of it\"",
    "\"\"\"one line\"\"\"", "\"\"\"\n  two\n    lines\n\"\"\"", "\"\"\"\n#!/bin/sh\n\n   echo ${a} $${b}   \n    \"\"\"",
    "\"\"\"first\n      second ${[1,\n2 # here\n]}\n     third\"\"\"",
];

fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![3 => select(WORDS), 2 => select(TEXTS)].prop_map(str::to_owned)
}

/// A value, with nothing around it.
fn value() -> BoxedStrategy<String> {
    leaf()
        .prop_recursive(4, 40, 5, |inner| {
            let items = (vec((gap(), inner.clone(), gap()), 0..5), any::<bool>()).prop_map(|(items, comma)| {
                let items: Vec<String> =
                    items.into_iter().map(|(before, item, after)| before + &item + &after).collect();
                items.join(",") + if comma && !items.is_empty() { ", " } else { "" }
            });
            let items = items.boxed();
            let settings = vec((key(), gap(), inner.clone(), separator()), 0..5);
            let settings = settings.prop_map(|settings| {
                settings
                    .into_iter()
                    .map(|(key, gap, value, end)| format!("{key} ={gap}{value} {end}"))
                    .collect::<String>()
            });
            let operators = select(&["and", "or", "==", "!=", "??", "+", "-", "*", "/"][..]);
            prop_oneof![
                items.clone().prop_map(|items| format!("[{items}]")),
                (select(&["join", "cidr", "lookup"][..]), items).prop_map(|(name, items)| format!("{name}({items})")),
                (gap(), settings).prop_map(|(gap, settings)| format!("<{gap}{settings}>")),
                (gap(), inner.clone(), gap()).prop_map(|(before, value, after)| format!("({before}{value}{after})")),
                vec((inner.clone(), operators, gap()), 1..4).prop_flat_map(move |operands| {
                    leaf().prop_map(move |last| {
                        let all = operands.iter().map(|(value, operator, gap)| format!("{value} {operator}{gap}"));
                        all.collect::<String>() + &last
                    })
                }),
                (inner.clone(), gap(), inner.clone(), gap(), gap(), inner.clone()).prop_map(
                    |(condition, one, then, two, three, other)| format!(
                        "if {condition}{one}then{two}{then}{three}else {other}"
                    )
                ),
                inner.prop_map(|value| format!("not {value}")),
            ]
        })
        .boxed()
}

fn key() -> impl Strategy<Value = &'static str> {
    select(
        &["a", "image", "security_groups", "ServerSideEncryptionConfiguration", "\"a key\"", "Type", "if", "let"][..],
    )
}

fn argument() -> impl Strategy<Value = String> {
    prop_oneof![4 => leaf(), 1 => value().prop_map(|value| format!("({value})")), 1 => value().prop_map(|value| format!("[{value}]"))]
}

/// A sentence without its body.
fn sentence() -> impl Strategy<Value = String> {
    let further = prop_oneof![
        2 => (blank(), argument()).prop_map(|(blank, argument)| format!("{blank}{argument}")),
        1 => (gap(), argument()).prop_map(|(gap, argument)| format!(",{gap}{argument}")),
    ];
    (select(&["bucket", "role", "allow", "AWS::SQS::Queue", "existing", "use"][..]), vec(further, 0..9))
        .prop_map(|(word, arguments)| word.to_owned() + &arguments.concat())
}

fn head() -> impl Strategy<Value = String> {
    let kinds = select(&["", ": string", ":list<string>", " : ssm<list<subnet>>", " was \"Old\": int"][..]);
    prop_oneof![
        6 => sentence(),
        1 => (blank(), value(), blank()).prop_map(|(a, condition, b)| format!("if{a}{condition}{b}")),
        1 => value().prop_map(|list| format!("for x,i in {list} ")),
        1 => kinds.prop_map(|kind| format!("param x{kind} ")),
        1 => (gap(), value()).prop_map(|(gap, value)| format!("output x ={gap}{value} ")),
    ]
}

fn item() -> BoxedStrategy<String> {
    let single = prop_oneof![
        4 => (key(), blank(), gap(), value()).prop_map(|(key, a, b, value)| format!("{key}{a}={b}{value}")),
        // Behind a comma it would go on.
        2 => sentence().prop_map(|sentence| sentence + "\n"),
        1 => (blank(), gap(), value()).prop_map(|(a, b, value)| format!("let{a}x ={b}{value}")),
        1 => value().prop_map(|value| format!("param y: int = {value}")),
    ];
    single
        .prop_recursive(3, 24, 4, |inner| {
            let body = (gap(), vec((inner, separator()), 0..5)).prop_map(|(gap, items)| {
                let items = items.into_iter().map(|(item, separator)| item + &separator);
                format!("<{gap}{}>", items.collect::<String>())
            });
            let body = body.boxed();
            let otherwise = (gap(), body.clone()).prop_map(|(gap, body)| format!("{gap}else {body}"));
            (head(), body, proptest::option::weighted(0.3, otherwise)).prop_map(|(head, body, otherwise)| {
                let otherwise = if head.starts_with("if") { otherwise.unwrap_or_default() } else { String::new() };
                format!("{head}{body}{otherwise}")
            })
        })
        .boxed()
}

/// A whole file.
pub fn program() -> impl Strategy<Value = String> {
    (vec((item(), gap()), 0..5), gap()).prop_map(|(items, start)| {
        start + &items.into_iter().map(|(item, gap)| format!("{item}\n{gap}")).collect::<String>()
    })
}
