//! The head of a declaration: `WORD name [as handle] [was old-name] relations…`.

use super::body::Entries;
use super::names::logical_id;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Argument, Expr, ExprKind, Name, Sentence};
use crate::template::Text;
use crate::words::{self, Word, planned};
use std::borrow::Cow;

/// Something with a name: a resource of the stack, or one that exists already.
#[derive(Debug)]
pub struct Declaration<'a> {
    /// Its word.
    pub word: &'static Word,
    /// The word as written; the type, for a raw resource.
    pub written: Name<'a>,
    /// Its name.
    pub name: Name<'a>,
    /// Whether the name is quoted.
    pub quoted: bool,
    /// The name by which the file refers to it.
    pub handle: Name<'a>,
    /// Its logical id in the template.
    pub logical_id: Text<'a>,
    /// The name it had before, which stays its physical name.
    pub former: Option<&'a str>,
    /// Whether the stack does not own it.
    pub existing: bool,
    /// Whether its name or logical id cannot be used, which was said already.
    pub misnamed: bool,
    /// Keywords of its sentence with what follows them.
    pub relations: Vec<Relation<'a>>,
    /// Its typed entries.
    pub entries: Entries<'a>,
    /// The whole statement.
    pub span: Span,
}

/// A keyword of a sentence with the values behind it.
#[derive(Debug)]
pub struct Relation<'a> {
    /// The keyword.
    pub keyword: Name<'a>,
    /// What follows it.
    pub values: Vec<Expr<'a>>,
}

impl<'a> Declaration<'a> {
    /// The CloudFormation type of its main resource.
    pub fn resource_type(&self) -> &'a str {
        if self.word.is_raw() { self.written.text } else { self.word.resource }
    }

    /// How it is called in a message: `bucket`, or its type.
    pub fn word_text(&self) -> &'a str {
        if self.word.is_raw() { self.written.text } else { self.word.name }
    }

    /// What it is, with an article.
    pub fn a_kind(&self) -> String {
        let word = self.word_text();
        let article = if word.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O']) { "an" } else { "a" };
        format!("{article} {word}")
    }

    /// What stands behind a keyword.
    pub fn relation(&self, keyword: &str) -> &[Expr<'a>] {
        self.relations.iter().find(|relation| relation.keyword.text == keyword).map_or(&[], |relation| &relation.values)
    }

    /// The name that AWS gives it unless `name` says otherwise: the declared one, or the one it had before. Beside a
    /// handle the declared name says nothing but the name, so that it is meant.
    pub fn physical_name(&self) -> &'a str {
        match self.former {
            Some(former) if self.handle.span == self.name.span => former,
            _ => self.name.text,
        }
    }
}

/// Reads `existing WORD …`: the word, how it is written, and the arguments behind it.
pub fn kind_of_existing<'t, 'a>(
    sentence: &'t Sentence<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(&'static Word, Name<'a>, &'t [Argument<'a>])> {
    let Some((first, rest)) = sentence.arguments.split_first() else {
        diagnostics.push(expected("a word such as `instance`", "existing instance web01", sentence.word.span));
        return None;
    };
    let ExprKind::Word(text) = first.value.kind else {
        diagnostics.push(expected("a word such as `instance`", "existing instance web01", first.value.span));
        return None;
    };
    let written = Name { text, span: first.value.span };
    match words::find(text) {
        Some(word) if word.form == words::Form::Resource => return Some((word, written, rest)),
        Some(_) => diagnostics.push(expected("a word such as `instance`", "existing instance web01", written.span)),
        None if planned::WORDS.contains(&text) || !rest.is_empty() => {
            diagnostics.push(super::unsupported::existing_word(written))
        }
        None => diagnostics.push(kind_missing(written)),
    }
    None
}

/// `existing web01`: what web01 is has to be said.
fn kind_missing(name: Name<'_>) -> Diagnostic {
    let text = name.text;
    Diagnostic::error("incomplete-sentence", format!("`existing {text}` does not say what `{text}` is"))
        .label(name.span, "expected a word such as `instance` in front of this")
        .help(format!("for example: existing instance {text}"))
}

fn expected(what: &str, example: &str, span: Span) -> Diagnostic {
    Diagnostic::error("incomplete-sentence", format!("expected {what}"))
        .label(span, format!("expected {what} here"))
        .help(format!("for example: {example}"))
}

/// Reads a declaration's head. Without a name there is none.
pub fn declaration<'a>(
    word: &'static Word,
    written: Name<'a>,
    sentence: &Sentence<'a>,
    arguments: &[Argument<'a>],
    existing: bool,
) -> (Option<Declaration<'a>>, Vec<Diagnostic>) {
    let mut head = Head::new(word, arguments);
    let at = arguments.first().map_or(sentence.word.span, |argument| argument.value.span);
    let wanted = || expected(&format!("a name for the {}", shown(word, written)), sentence_example(word), at);
    if head.starts_with_keyword() {
        return (None, vec![wanted()]);
    }
    let Some((name, quoted)) = head.expect_name(wanted) else { return (None, head.diagnostics) };
    let mut declaration = Declaration {
        word,
        written,
        name,
        quoted,
        handle: name,
        logical_id: Cow::Borrowed(""),
        former: None,
        existing,
        misnamed: false,
        relations: Vec::with_capacity(word.relations.len()),
        entries: Entries::default(),
        span: sentence.span,
    };
    head.rest(&mut declaration);
    declaration.logical_id = head.logical_id(&declaration);
    (Some(declaration), head.diagnostics)
}

fn shown<'a>(word: &'static Word, written: Name<'a>) -> &'a str {
    if word.is_raw() { written.text } else { word.name }
}

fn sentence_example(word: &Word) -> &'static str {
    word.example.lines().next().unwrap_or_default()
}

struct Head<'t, 'a> {
    word: &'static Word,
    arguments: &'t [Argument<'a>],
    at: usize,
    diagnostics: Vec<Diagnostic>,
    /// Keywords that are there, but misspelled.
    misspelled: Vec<&'static str>,
    /// Where the exact logical id stands, if there is one.
    logical_id_at: Span,
}

impl<'t, 'a> Head<'t, 'a> {
    fn new(word: &'static Word, arguments: &'t [Argument<'a>]) -> Self {
        Self { word, arguments, at: 0, diagnostics: Vec::new(), misspelled: Vec::new(), logical_id_at: Span::default() }
    }

    /// Whether the name was left out, as in `role trusts ec2`: a keyword stands there, and no keyword behind it.
    fn starts_with_keyword(&self) -> bool {
        let is_keyword = |argument: &Argument<'_>| match argument.value.kind {
            ExprKind::Word(text) => self.word.relations.iter().any(|rule| rule.keyword == text),
            _ => false,
        };
        matches!(self.arguments, [first, second, ..] if is_keyword(first) && !is_keyword(second))
    }

    /// A name as the next argument; what is wrong is said once.
    fn expect_name(&mut self, wanted: impl FnOnce() -> Diagnostic) -> Option<(Name<'a>, bool)> {
        let before = self.diagnostics.len();
        let name = self.name();
        if name.is_none() && self.diagnostics.len() == before {
            self.diagnostics.push(wanted());
        }
        name
    }

    /// A bare or quoted name as the next argument.
    fn name(&mut self) -> Option<(Name<'a>, bool)> {
        let argument = self.arguments.get(self.at)?;
        let span = argument.value.span;
        let named = match &argument.value.kind {
            ExprKind::Word(text) => (Name { text, span }, false),
            ExprKind::Text(Cow::Borrowed(text)) if !text.is_empty() => (Name { text, span }, true),
            ExprKind::Text(_) | ExprKind::Template(_) => {
                self.diagnostics.push(plain_name_wanted(&argument.value));
                self.at += 1;
                return None;
            }
            ExprKind::Number(_)
            | ExprKind::Quantity(..)
            | ExprKind::Cidr(_)
            | ExprKind::Range(_)
            | ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::Call(_)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Choice(_) => return None,
        };
        self.at += 1;
        Some(named)
    }

    fn rest(&mut self, declaration: &mut Declaration<'a>) {
        while let Some(argument) = self.arguments.get(self.at) {
            let keyword = match argument.value.kind {
                ExprKind::Word(text) if !argument.after_comma => Name { text, span: argument.value.span },
                ExprKind::Word(text) | ExprKind::Text(Cow::Borrowed(text))
                    if argument.after_comma && declaration.relations.is_empty() =>
                {
                    self.second_name(declaration, text, argument.value.span);
                    self.at += 1;
                    continue;
                }
                _ => {
                    self.unexpected(&argument.value);
                    self.at += 1;
                    continue;
                }
            };
            self.at += 1;
            match keyword.text {
                "as" => self.handle(keyword, declaration),
                _ if declaration.existing => self.not_of_existing(keyword),
                "was" => self.former(keyword, declaration),
                _ => self.relation(keyword, declaration),
            }
        }
        for rule in self.word.relations.iter().filter(|rule| rule.required && !declaration.existing) {
            let given = declaration.relations.iter().any(|relation| relation.keyword.text == rule.keyword);
            if !given && !self.misspelled.contains(&rule.keyword) {
                self.diagnostics.push(missing_relation(declaration, rule));
            }
        }
    }

    /// What exists already has nothing but a name and a handle.
    fn not_of_existing(&mut self, keyword: Name<'a>) {
        self.diagnostics.push(
            Diagnostic::error(
                "unexpected-argument",
                format!("`existing` takes no `{}`: the stack does not own this", keyword.text),
            )
            .label(keyword.span, "not expected here")
            .help(format!("the sentence is: {}", words::existing::WORD.sentence)),
        );
        self.values();
    }

    fn handle(&mut self, keyword: Name<'a>, declaration: &mut Declaration<'a>) {
        let wanted = |at| expected("a bare name behind `as`", "bucket \"my.site\" as site", at);
        match self.expect_name(|| wanted(keyword.span)) {
            Some((name, false)) if !name.text.contains(['.', ':']) => declaration.handle = name,
            Some((name, _)) => self.diagnostics.push(wanted(name.span)),
            None => {}
        }
    }

    fn former(&mut self, keyword: Name<'a>, declaration: &mut Declaration<'a>) {
        match self
            .expect_name(|| expected("the former name behind `was`", "role web was old-web trusts ec2", keyword.span))
        {
            Some((name, true)) => {
                declaration.logical_id = Cow::Borrowed(name.text);
                self.logical_id_at = name.span;
            }
            Some((name, false)) => declaration.former = Some(name.text),
            None => {}
        }
    }

    fn relation(&mut self, keyword: Name<'a>, declaration: &mut Declaration<'a>) {
        if !self.word.relations.iter().any(|rule| rule.keyword == keyword.text) {
            return self.other_word(keyword, declaration);
        }
        if let Some(first) = declaration.relations.iter().find(|relation| relation.keyword.text == keyword.text) {
            self.diagnostics.push(
                Diagnostic::error("set-twice", format!("`{}` stands twice in this sentence", keyword.text))
                    .label(keyword.span, "again here")
                    .label(first.keyword.span, "first here")
                    .help("separate the values with commas"),
            );
        }
        let values = self.values();
        if values.is_empty() {
            self.diagnostics.push(expected(
                &format!("a value behind `{}`", keyword.text),
                sentence_example(self.word),
                keyword.span,
            ));
        }
        declaration.relations.push(Relation { keyword, values });
    }

    /// One value, and those that follow it behind commas.
    fn values(&mut self) -> Vec<Expr<'a>> {
        let mut values = Vec::new();
        while let Some(argument) = self.arguments.get(self.at) {
            if !values.is_empty() && !argument.after_comma {
                break;
            }
            values.push(argument.value.clone());
            self.at += 1;
        }
        values
    }

    /// A word that is no keyword: a misspelled one, or a value whose comma is missing.
    fn other_word(&mut self, word: Name<'a>, declaration: &mut Declaration<'a>) {
        if words::find(word.text).is_some() && self.arguments.get(self.at).is_some_and(|next| !next.after_comma) {
            self.diagnostics.push(second_statement(self.arguments, self.at - 1, word));
            self.at = self.arguments.len();
            return;
        }
        let near = suggest::nearest(word.text, self.keywords());
        match (near, declaration.relations.last_mut()) {
            (None, Some(last)) => {
                self.diagnostics.push(missing_comma(last, word));
                self.at -= 1;
                let more = self.values();
                last.values.extend(more);
            }
            _ => {
                self.unknown_relation(declaration, word);
                self.values();
            }
        }
    }

    fn keywords(&self) -> impl Iterator<Item = &'static str> + use<'a> {
        self.word.relations.iter().map(|rule| rule.keyword).chain(["as", "was"])
    }

    /// A comma behind a name: people list what they declare.
    fn second_name(&mut self, declaration: &Declaration<'a>, name: &'a str, span: Span) {
        let word = declaration.word_text();
        self.diagnostics.push(
            Diagnostic::error("unexpected-argument", format!("a statement declares one {word}"))
                .label(span, "a second name")
                .help(format!("give it a line of its own: {word} {name}")),
        );
    }

    fn unexpected(&mut self, value: &Expr<'a>) {
        self.diagnostics.push(
            Diagnostic::error("unexpected-argument", format!("`{}` does not take this value here", self.word.name))
                .label(value.span, "not expected here")
                .help(format!("the sentence is: {}", self.word.sentence)),
        );
    }

    fn unknown_relation(&mut self, declaration: &Declaration<'a>, keyword: Name<'a>) {
        let near = suggest::nearest(keyword.text, self.keywords());
        let message = format!("the sentence of `{}` has no `{}`", declaration.word_text(), keyword.text);
        let problem = Diagnostic::error("unknown-relation", message).label(keyword.span, "not part of this sentence");
        self.diagnostics.push(match near {
            Some(near) => {
                problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), keyword.span, near)
            }
            None => problem.help(format!("the sentence is: {}", self.word.sentence)),
        });
        self.misspelled.extend(near);
    }

    fn logical_id(&mut self, declaration: &Declaration<'a>) -> Text<'a> {
        if !declaration.logical_id.is_empty() {
            if !declaration.logical_id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                self.diagnostics.push(
                    Diagnostic::error("invalid-logical-id", format!("`{}` is not a logical id", declaration.logical_id))
                        .label(self.logical_id_at, "expected letters and digits only")
                        .help("a logical id is how the template calls a resource: was \"WebServer\"; a former name of this file stands without quotes: was old-web"),
                );
            }
            return declaration.logical_id.clone();
        }
        let id = logical_id(declaration.former.unwrap_or(declaration.handle.text));
        if id.is_empty() {
            self.diagnostics.push(
                Diagnostic::error(
                    "handle-needed",
                    format!("\"{}\" has no letter or digit to name it by", declaration.name.text),
                )
                .label(declaration.name.span, "no ASCII letter or digit")
                .help(format!(
                    "give it a handle: {} \"{}\" as my-name",
                    declaration.word_text(),
                    declaration.name.text
                )),
            );
        }
        Cow::Owned(id)
    }
}

/// `bucket a bucket b`: a word of the language and a name behind it.
fn second_statement(arguments: &[Argument<'_>], at: usize, word: Name<'_>) -> Diagnostic {
    let before = at
        .checked_sub(1)
        .and_then(|before| arguments.get(before))
        .map_or(word.span.start, |before| before.value.span.end);
    Diagnostic::error(
        "two-sentences-on-a-line",
        format!("`{} …` is a statement of its own and needs its own line", word.text),
    )
    .label(word.span, "a second statement starts here")
    .fix("start a new line", Span { start: before, end: word.span.start }, "\n")
}

fn missing_comma(relation: &Relation<'_>, word: Name<'_>) -> Diagnostic {
    let end = relation.values.last().map_or(relation.keyword.span.end, |last| last.span.end);
    Diagnostic::error("missing-comma", format!("what stands behind `{}` is separated by commas", relation.keyword.text))
        .label(word.span, "expected `,` in front of this")
        .fix("put a comma between", Span { start: end, end: word.span.start }, ", ")
}

fn plain_name_wanted(value: &Expr<'_>) -> Diagnostic {
    let problem = match &value.kind {
        ExprKind::Text(text) if text.is_empty() => "expected a name, found an empty text",
        _ => "expected a name as plain text, without escapes or `${…}`",
    };
    Diagnostic::error("plain-name-wanted", problem)
        .label(value.span, "expected a plain name")
        .help("write the name out here; where AWS is to be given another one, the body can say it: name = \"…\"")
}

fn missing_relation(declaration: &Declaration<'_>, rule: &words::RelationRule) -> Diagnostic {
    let word = declaration.word.name;
    Diagnostic::error(
        "incomplete-sentence",
        format!("{word} `{}` does not say `{} …`", declaration.handle.text, rule.keyword),
    )
    .label(declaration.handle.span, format!("`{} …` is missing behind this name", rule.keyword))
    .help(format!("{}: {}", rule.summary, sentence_example(declaration.word)))
}

/// The name behind `stack`, if there is one.
pub fn stack_name<'a>(sentence: &Sentence<'a>, diagnostics: &mut Vec<Diagnostic>) -> Option<Name<'a>> {
    let mut head = Head::new(&words::stack::WORD, &sentence.arguments);
    let name = head.name().map(|(name, _)| name);
    if let Some(extra) = sentence.arguments.get(head.at) {
        head.unexpected(&extra.value);
    }
    diagnostics.extend(head.diagnostics);
    name
}
