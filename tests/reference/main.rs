//! `docs/words.md` is what the descriptions of the words say. `INSTA_UPDATE=always` writes it anew.

mod markdown;
mod page;

use std::fs;
use std::path::Path;

#[test]
fn the_reference_is_what_the_words_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/words.md");
    let wanted = page::page();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, &wanted).expect("docs/words.md can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let at = found.lines().zip(wanted.lines()).position(|(found, wanted)| found != wanted);
    let at = at.unwrap_or(found.lines().count().min(wanted.lines().count()));
    assert!(
        found == wanted,
        "docs/words.md is not what the words say, from line {} on: INSTA_UPDATE=always cargo test --test reference\n\
         there:  {}\nwanted: {}",
        at + 1,
        found.lines().nth(at).unwrap_or_default(),
        wanted.lines().nth(at).unwrap_or_default()
    );
}

#[test]
fn links_lead_to_headings() {
    let page = page::page();
    let headings: Vec<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix('#'))
        .map(|line| markdown::anchor(line.trim_start_matches('#').trim()))
        .collect();
    let links: Vec<&str> = page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() > 10);
    for link in links {
        assert_eq!(headings.iter().filter(|heading| *heading == link).count(), 1, "#{link}");
    }
}

#[test]
fn programs_of_the_other_pages_compile_and_are_laid_out() {
    let page = include_str!("../../docs/allow.md");
    let programs = page.split("```infra\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut count = 0;
    for program in programs {
        let source = infrac::Source::new("allow.md", program);
        assert_eq!(infrac::compile(&source).diagnostics, [], "{program}");
        assert_eq!(infrac::format::format(&source).as_deref(), Ok(program));
        count += 1;
    }
    assert_eq!(count, 2);
}
