use super::*;

#[test]
fn every_type_is_found_by_its_name_and_read_whole() {
    assert!(names().len() > 1_800 && names().is_sorted());
    for name in names() {
        let found = find(name).unwrap();
        assert_eq!(found.name, name);
        assert!(found.nodes.iter().all(|node| node.properties.is_sorted_by_key(|property| property.name)), "{name}");
    }
    for absent in ["", "AWS", "AWS::SQS::Queu", "AWS::SQS::Queues", "aws::sqs::queue", "\u{10ffff}"] {
        assert!(find(absent).is_none(), "{absent}");
    }
}

#[test]
fn most_patterns_can_be_looked_at() {
    let mut patterns: Vec<&str> = names().flat_map(|name| patterns_of(find(name).unwrap())).collect();
    patterns.sort_unstable();
    patterns.dedup();
    let unknown: Vec<_> = patterns.iter().filter(|one| !Pattern::new(one).is_known()).collect();
    println!("of {} patterns {} cannot be looked at: {unknown:#?}", patterns.len(), unknown.len());
    assert!(patterns.len() > 2_500 && unknown.len() < 80, "{} are unknown", unknown.len());
}

/// The patterns of a type: of its texts, and of the keys of its maps.
fn patterns_of(of: &'static Type) -> impl Iterator<Item = &'static str> {
    of.nodes.iter().flat_map(|node| {
        let keys = match &node.values {
            Values::Typed(entries) => entries.as_slice(),
            Values::Closed | Values::Empty | Values::Open => &[],
        };
        node.pattern.iter().chain(keys.iter().filter_map(|(key, _)| key.as_ref())).map(Pattern::text)
    })
}

#[test]
fn no_pattern_takes_forever() {
    // In an engine that goes back and tries again, the time for each of these doubles with every letter.
    for slow in [
        r"^([A-Za-z0-9]+[A-Za-z0-9-.]*)*[A-Za-z0-9-]*[A-Za-z0-9]$",
        r"^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$",
        r"^([ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*|\{%[\s\S]+?%\})$",
        r"^[a-zA-Z](?:-?[a-zA-Z0-9]+)*$",
    ] {
        let pattern = Pattern::new(slow);
        assert!(pattern.is_known() && pattern.refuses(&format!("{}\u{1}", "a".repeat(2_000))), "{slow}");
    }
}

#[test]
fn what_is_ahead_has_to_be_there_or_not() {
    let pattern = Pattern::new("^(?!aws:)(?=.*1)[a-z0-9:]+$");
    for (text, refused) in [("a1", false), ("aws:1", true), ("ab", true), ("A1", true)] {
        assert_eq!(pattern.refuses(text), refused, "{text}");
    }
}
