//! What the reference says of each word.

use crate::markdown::{Markdown, anchor, code, plain};
use infrac::explain::{self, EntryPage, Page, WordPage};
use infrac::words::{Group, Word};

const HEAD: &str = "Everything that each word of the language accepts, gives and does without being asked, as `infrac explain WORD` \
shows it in a terminal. The descriptions in `src/words` are what the compiler reads; this page is made of them by \
`INSTA_UPDATE=always cargo test --test reference`.";

const PROPERTIES: &str = "Besides its entries, the body of a word takes the properties of CloudFormation's resource by their own names, which \
start with an uppercase letter: `infrac explain AWS::S3::Bucket` lists them.";

/// The whole page.
pub fn page() -> String {
    let mut page = Markdown::default();
    page.heading(1, "Words");
    page.line(HEAD);
    page.line(PROPERTIES);
    let groups: Vec<Group> = Group::ALL.into_iter().filter(|group| group.words().next().is_some()).collect();
    let rows: Vec<Vec<String>> = groups.iter().map(|group| vec![link(&title(*group)), words(*group)]).collect();
    page.table(&["Group", "Words"], &rows);
    page.line(&format!("At the end: {}.", link(RESERVED)));
    for group in groups {
        page.heading(2, &title(group));
        group.words().for_each(|of| word(of, &mut page));
    }
    reserved(&mut page);
    page.finish()
}

const RESERVED: &str = "Entries of every resource";

fn title(group: Group) -> String {
    let name = group.name();
    name[..1].to_uppercase() + &name[1..]
}

fn link(heading: &str) -> String {
    format!("[{heading}](#{})", anchor(heading))
}

fn words(group: Group) -> String {
    let links = group.words().map(|word| format!("[`{}`](#{})", word.name, anchor(word.name)));
    links.collect::<Vec<_>>().join(", ")
}

fn word(word: &Word, page: &mut Markdown) {
    let Ok(Page::Word(of)) = explain::find(word.name) else { panic!("no page for {}", word.name) };
    page.heading(3, of.name);
    page.paragraph(of.summary);
    page.code("text", of.sentence);
    example(&of, page);
    page.points(&facts(&of));
    if !of.relations.is_empty() {
        let row = |one: &explain::RelationPage| {
            vec![code(one.name), plain(one.summary), if one.required { "required" } else { "" }.to_owned()]
        };
        page.table(&["Keyword", "What follows", ""], &of.relations.iter().map(row).collect::<Vec<_>>());
    }
    if !of.types.is_empty() {
        let row = |one: &explain::InputType| vec![code(one.name), plain(one.summary), code(one.makes)];
        page.table(&["Type", "What a value is", "CloudFormation"], &of.types.iter().map(row).collect::<Vec<_>>());
    }
    entries(&of.entries, page);
    if !of.attributes.is_empty() {
        let row = |one: &explain::AttributePage| vec![format!("`.{}`", one.name), plain(one.summary), code(one.gives)];
        page.table(&["Attribute", "What it is", "CloudFormation"], &of.attributes.iter().map(row).collect::<Vec<_>>());
    }
    verbs(&of, page);
}

/// What can be granted on it; `grant` shows where.
fn verbs(of: &WordPage, page: &mut Markdown) {
    let listed = |names: &[&str], between: &str| code(&names.join(between));
    let mut rows = Vec::new();
    for one in &of.verbs {
        let of_type = if of.verbs.len() > 1 { format!("{}: ", code(one.of)) } else { String::new() };
        for verb in &one.verbs {
            let names = [&[verb.name][..], verb.also].concat();
            rows.push(vec![
                of_type.clone() + &listed(&names, "`, `"),
                plain(verb.summary),
                listed(&verb.allows, "`, `"),
            ]);
        }
        for both in &one.together {
            let names = listed(both.verbs, "` with `");
            rows.push(vec![of_type.clone() + &names, String::new(), listed(both.allows, "`, `")]);
        }
    }
    if !rows.is_empty() {
        page.table(&["Verb of `grant`", "What one can do", "What it allows"], &rows);
    }
}

/// A program, and the other files that it names.
fn example(of: &WordPage, page: &mut Markdown) {
    page.code("infra", of.example);
    for (path, text) in of.files {
        page.line(&format!("with `{path}`:"));
        page.code(if path.ends_with(".infra") { "infra" } else { "text" }, text);
    }
}

/// What it makes, gives and does.
fn facts(of: &WordPage) -> Vec<String> {
    let mut facts = Vec::new();
    let makes = if of.makes.is_empty() { String::new() } else { format!("Makes `{}`", of.makes) };
    facts.push(if makes.is_empty() {
        format!("[AWS's page]({})", of.page)
    } else {
        format!("{makes}: [AWS's page]({})", of.page)
    });
    if let Some(reference) = of.reference.as_ref().filter(|reference| !reference.gives.is_empty()) {
        facts.push(format!(
            "Its name gives what a property wants, or else {} (`Ref`)",
            code(&reference.gives.join("`, `"))
        ));
    }
    if let Some(existing) = &of.existing {
        let arn = if existing.arn.is_empty() { String::new() } else { format!(", {}", code(existing.arn)) };
        let by = if existing.by == "arn" { String::new() } else { format!("its {}, or by ", existing.by) };
        facts.push(format!("`existing {} NAME` is told by {by}its ARN{arn}", of.name));
    }
    if !of.defaults.is_empty() {
        let defaults: Vec<String> = of.defaults.iter().map(|default| format!("\n  - {}", plain(default))).collect();
        facts.push(format!("Without being asked:{}", defaults.concat()));
    }
    facts
}

fn entries(entries: &[EntryPage], page: &mut Markdown) {
    if entries.is_empty() {
        return;
    }
    let mut rows = Vec::new();
    add(entries, "", &mut rows);
    page.table(&["Entry", "Accepts", "Without it", "What it does"], &rows);
}

fn add(entries: &[EntryPage], inside: &str, rows: &mut Vec<Vec<String>>) {
    for entry in entries {
        let name = format!("{inside}{}", entry.name);
        let without = if entry.required { "**required**".to_owned() } else { plain(entry.default) };
        let sets = entry.sets.as_ref().map_or(String::new(), |property| format!(" Sets {}.", code(property.name)));
        let accepts = if entry.accepts.starts_with('<') { code(&entry.accepts) } else { plain(&entry.accepts) };
        rows.push(vec![code(&name), accepts, without, plain(entry.summary) + &sets]);
        add(&entry.entries, &format!("{name} › "), rows);
    }
}

fn reserved(page: &mut Markdown) {
    page.heading(2, RESERVED);
    page.line("Whatever declares a resource takes these too.");
    let found = explain::entries().map(|name| match explain::find(name) {
        Ok(Page::Entry(found)) => found.entry,
        other => panic!("no page for {name}: {other:?}"),
    });
    entries(&found.collect::<Vec<_>>(), page);
}
