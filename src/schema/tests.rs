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

/// Patterns that are none of ECMAScript's; a text in their places is not looked at.
const UNREADABLE: &[&str] = &[
    r"(?s).*",
    r"(?s).+",
    r"[\p{Graph}\x20]*",
    r"^(?! )[\p{L}\p{N}\p{Z}-_]*(?<! )$",
    r"^(?!(?i)(stop|help)$)[ \S]+",
    r"^(?!(?i)aws)[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$",
    r"^(?![^:\\]*/action/|(?i).*<script>.*</script>.*)[^:\\]+$",
    r"^(?:arn:.*:kms:.*:.*:(?:key\/.*|alias\/.*)|alias\/.*|(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
    r"^(?s)",
    r"^(?s).+$",
    r"^([\p{L}\p{Z}\p{N}_.:\/=+\-@]*)${1,128}",
    r"^([\p{L}\p{Z}\p{N}_.:\/=+\-@]*)${1,256}",
    r"^(\.25|\.5|1|2|4|8|16|32)\s*(?i)vCpu$",
    r"^[\p{Graph}\x20]*$",
    r"^[\p{Print}&&[^|:/]]+$",
    r"^[\p{Print}]*$",
    r"^\p{Print}+$",
];

#[test]
fn all_patterns_but_a_few_compile() {
    let mut patterns: Vec<&str> = names().flat_map(|name| patterns_of(find(name).unwrap())).collect();
    patterns.sort_unstable();
    patterns.dedup();
    let (left_out, tried): (Vec<&str>, Vec<&str>) = patterns.iter().partition(|one| pattern::explodes(one));
    let unreadable: Vec<_> = tried.iter().filter(|one| pattern::compile(one).is_none()).collect();
    println!("of {} patterns {} do not compile, {} may explode", patterns.len(), unreadable.len(), left_out.len());
    assert!(left_out.len() < patterns.len() / 20, "{left_out:#?}");
    assert!(patterns.len() > 2_500);
    assert_eq!(unreadable, UNREADABLE.iter().collect::<Vec<_>>());
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
fn patterns_that_would_take_forever_are_left_out() {
    // Each took more than 5 ms for 20 letters, and twice that for one more.
    for slow in [
        r"^([A-Za-z0-9]+[A-Za-z0-9-.]*)*[A-Za-z0-9-]*[A-Za-z0-9]$",
        r"^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$",
        r"^([ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*|\{%[\s\S]+?%\})$",
        r"^(?:[\._\-/#A-Za-z0-9]+|\$\{[A-Za-z]+(?:\.[A-Za-z]+){1,2}\})+$",
        r"^[a-z0-9]([-a-z0-9]*[a-z0-9]){0,39}?$",
        r"^[a-zA-Z](?:-?[a-zA-Z0-9]+)*$",
    ] {
        assert!(pattern::explodes(slow) && pattern::compile(slow).is_none(), "{slow}");
    }
    for quick in [r"^[a-z0-9]+(?:[._-][a-z0-9]+)*$", r"^(/[a-z]+)*$", r"^([a-z]{2})+$", r"^[(a)+]*$", r"^(a|b)*c+$"] {
        assert!(!pattern::explodes(quick), "{quick}");
    }
}
