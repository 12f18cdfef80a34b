//! What is reachable and what is permitted, held against what AWS's documentation says: for each file of `networks` and
//! `policies`, the answers that its comment expects, and how they come about.
//!
//! A case is one small template. The comment at its start says what it shows, names the page that the answers are from,
//! and asks: `# ask: Web reaches Db on 3306: no`, `# ask: Web may s3:GetObject on Uploads/*: yes`. `INSTA_UPDATE=always`
//! writes the derivations anew, to be read before they are kept.

#[path = "../support/real.rs"]
mod real;

mod access;
mod ask;
mod case;
mod corpus;
mod routing;
mod shown;

use case::Case;
use std::fs;
use std::path::{Path, PathBuf};

/// The cases of a folder, sorted.
fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reason").join(folder);
    let files = fs::read_dir(folder).expect("the folder can be read").map(|file| file.expect("a file").path());
    let mut found: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    found.sort();
    found.into_iter().map(Case::read).collect()
}

/// Asks everything that a folder's cases ask, and compares.
fn hold(folder: &str) {
    let mut wrong = Vec::new();
    let cases = cases(folder);
    for case in &cases {
        let answered = case.answered();
        for (question, answer) in &answered {
            if answer.truth != question.expected {
                let (is, expected) = (shown::truth(answer.truth), shown::truth(question.expected));
                wrong.push(format!("{folder}/{}: {} is {is}, expected {expected}", case.name, question.text));
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(case.path.with_file_name("snapshots"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(case.name.as_str(), shown::all(case, &answered)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let questions: usize = cases.iter().map(|case| case.questions.len()).sum();
    println!("{} cases with {questions} questions in {folder}", cases.len());
    assert!(cases.len() >= 60, "only {} cases in {folder}", cases.len());
}

#[test]
fn networks_are_as_the_documentation_says() {
    hold("networks");
}

#[test]
fn policies_are_as_the_documentation_says() {
    hold("policies");
}

#[test]
fn every_case_says_what_it_shows_and_where_that_is_from() {
    for case in cases("networks").into_iter().chain(cases("policies")) {
        assert!(case.about.len() > 20 && !case.questions.is_empty(), "{}", case.name);
        let is_from = case.about.contains("https://docs.aws.amazon.com/") || case.about.contains("not documented");
        assert!(is_from, "{} names no page", case.name);
    }
}
