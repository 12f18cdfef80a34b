//! A case: a template, and what is asked about it.

use crate::ask;
use infrac::reason::relations::{Answer, Relations};
use infrac::reason::symbol::Place;
use infrac::reason::truth::Truth;
use infrac::template::{self, Template};
use infrac::{Diagnostic, Source};
use std::fs;
use std::path::PathBuf;

/// A question with the answer that is expected.
pub struct Question {
    /// `Web reaches Db on 3306`.
    pub text: String,
    /// What the documentation says.
    pub expected: Truth,
}

/// One file of a folder.
pub struct Case {
    pub path: PathBuf,
    pub name: String,
    /// The comment without its questions.
    pub about: String,
    pub questions: Vec<Question>,
    /// The region that it is deployed in, when the case says one.
    pub region: Option<String>,
    source: Source,
}

impl Case {
    pub fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("the case can be read");
        let name = path.file_stem().expect("a case has a name").to_string_lossy().into_owned();
        let mut case = Self {
            path,
            about: String::new(),
            questions: Vec::new(),
            region: None,
            source: Source::new(name.clone(), text.clone()),
            name,
        };
        for line in text.lines().map_while(|line| line.strip_prefix('#')) {
            case.line(line.trim());
        }
        case
    }

    fn line(&mut self, line: &str) {
        if let Some(asked) = line.strip_prefix("ask: ") {
            let (text, expected) = asked.rsplit_once(": ").unwrap_or_else(|| panic!("{}: {asked}", self.name));
            let expected = match expected {
                "yes" => Truth::Yes,
                "no" => Truth::No,
                "unknown" => Truth::Unknown,
                _ => panic!("{}: {asked}", self.name),
            };
            self.questions.push(Question { text: text.to_owned(), expected });
        } else if let Some(region) = line.strip_prefix("region: ") {
            self.region = Some(region.to_owned());
        } else {
            self.about.push_str(line);
            self.about.push('\n');
        }
    }

    /// The answers.
    pub fn answered(&self) -> Vec<(&Question, Told)> {
        let read = template::read(&self.source);
        let wrong: Vec<_> = read.diagnostics.iter().map(|problem: &Diagnostic| &problem.message).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", self.name);
        let template: &Template<'_> = &read.template;
        let place = Place { region: self.region.as_deref() };
        let relations = Relations::new(template, place, |at| template.resources[at].id.to_string());
        let of = |question| (question, Told::of(template, ask::ask(&relations, template, question)));
        self.questions.iter().map(of).collect()
    }
}

/// An answer that needs its template no more.
pub struct Told {
    pub truth: Truth,
    /// The steps, as lines with how deep they are.
    pub steps: Vec<(usize, Truth, String, String)>,
    /// With which inputs that is so.
    pub circumstances: Vec<String>,
}

impl Told {
    fn of(template: &Template<'_>, answer: Answer<'_>) -> Self {
        let mut steps = Vec::new();
        crate::shown::flat(template, &answer.steps, 0, &mut steps);
        let circumstances = answer.circumstances.iter().map(|one| {
            let is = if one.is { "is" } else { "is not" };
            format!("{} {is} {}", one.input, one.texts.join(" or "))
        });
        Self { truth: answer.truth, circumstances: circumstances.collect(), steps }
    }
}
