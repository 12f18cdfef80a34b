//! The words of a declaration's sentence, one after another.

use super::messages::*;
use super::{Declaration, Relation, domain};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Argument, Expr, ExprKind, Name};
use crate::template::Text;
use crate::words::{self, Word};
use std::borrow::Cow;

/// A reader of a declaration's arguments.
pub struct Head<'t, 'a> {
    word: &'static Word,
    arguments: &'t [Argument<'a>],
    pub at: usize,
    pub diagnostics: Vec<Diagnostic>,
    /// Keywords that are there, but misspelled.
    misspelled: Vec<&'static str>,
    /// Where the exact logical id stands, if there is one.
    pub logical_id_at: Span,
}

impl<'t, 'a> Head<'t, 'a> {
    pub fn new(word: &'static Word, arguments: &'t [Argument<'a>]) -> Self {
        Self { word, arguments, at: 0, diagnostics: Vec::new(), misspelled: Vec::new(), logical_id_at: Span::default() }
    }

    /// Whether the name was left out, as in `role trusts ec2`: a keyword stands there, and no keyword behind it.
    pub fn starts_with_keyword(&self) -> bool {
        let is_keyword = |argument: &Argument<'_>| match argument.value.kind {
            ExprKind::Word(text) => self.word.relations.iter().any(|rule| rule.keyword == text),
            _ => false,
        };
        matches!(self.arguments, [first, second, ..] if is_keyword(first) && !is_keyword(second))
    }

    /// A name as the next argument; what is wrong is said once.
    pub fn expect_name(&mut self, wanted: impl FnOnce() -> Diagnostic) -> Option<(Name<'a>, bool)> {
        let before = self.diagnostics.len();
        let name = self.name();
        if name.is_none() && self.diagnostics.len() == before {
            self.diagnostics.push(wanted());
        }
        name
    }

    /// A bare or quoted name as the next argument.
    pub fn name(&mut self) -> Option<(Name<'a>, bool)> {
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

    pub fn rest(&mut self, declaration: &mut Declaration<'a>) {
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
                "from" if declaration.existing => self.other_stack(keyword, declaration),
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
    pub fn not_of_existing(&mut self, keyword: Name<'a>) {
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

    /// `from stack network`: a word or a text, or a text with values in it.
    pub fn other_stack(&mut self, keyword: Name<'a>, declaration: &mut Declaration<'a>) {
        let next = |at: &mut usize| {
            let argument = self.arguments.get(*at).filter(|argument| !argument.after_comma)?;
            *at += 1;
            Some(&argument.value)
        };
        let stack = next(&mut self.at).filter(|value| value.kind == ExprKind::Word("stack"));
        let named = stack
            .and_then(|_| next(&mut self.at))
            .filter(|value| matches!(value.kind, ExprKind::Word(_) | ExprKind::Text(_) | ExprKind::Template(_)));
        let Some(name) = named else {
            let example = "existing AWS::EC2::VPC main from stack network";
            self.diagnostics.push(expected("`stack` and its name behind `from`", example, keyword.span));
            return;
        };
        if let Some(first) = declaration.relations.first() {
            self.diagnostics.push(said_twice(keyword, first.keyword));
        }
        declaration.relations.push(Relation { keyword, values: vec![name.clone()] });
    }

    pub fn handle(&mut self, keyword: Name<'a>, declaration: &mut Declaration<'a>) {
        let wanted = |at| expected("a bare name behind `as`", "bucket \"my.site\" as site", at);
        match self.expect_name(|| wanted(keyword.span)) {
            Some((name, false)) if !name.text.contains(['.', ':']) => declaration.handle = name,
            Some((name, _)) => self.diagnostics.push(wanted(name.span)),
            None => {}
        }
    }

    pub fn former(&mut self, keyword: Name<'a>, declaration: &mut Declaration<'a>) {
        match self
            .expect_name(|| expected("the former name behind `was`", "role web was old-web trusts ec2", keyword.span))
        {
            Some((name, true)) => {
                declaration.logical_id = Cow::Borrowed(name.text);
                self.logical_id_at = name.span;
            }
            Some((name, false)) => declaration.former = Some(name),
            None => {}
        }
    }

    pub fn relation(&mut self, keyword: Name<'a>, declaration: &mut Declaration<'a>) {
        let next = self.arguments.get(self.at).map(|next| &next.value.kind);
        if keyword.text == "from" && next == Some(&ExprKind::Word("stack")) {
            self.diagnostics.push(owned_by_another(keyword, declaration));
            self.at = self.arguments.len();
            return;
        }
        if !self.word.relations.iter().any(|rule| rule.keyword == keyword.text) {
            return self.other_word(keyword, declaration);
        }
        if let Some(first) = declaration.relations.iter().find(|relation| relation.keyword.text == keyword.text) {
            self.diagnostics.push(said_twice(keyword, first.keyword).help("separate the values with commas"));
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
    pub fn values(&mut self) -> Vec<Expr<'a>> {
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
    pub fn other_word(&mut self, word: Name<'a>, declaration: &mut Declaration<'a>) {
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

    pub fn keywords(&self) -> impl Iterator<Item = &'static str> + use<'a> {
        self.word.relations.iter().map(|rule| rule.keyword).chain(["as", "was"])
    }

    /// A comma behind a name: people list what they declare.
    pub fn second_name(&mut self, declaration: &Declaration<'a>, name: &'a str, span: Span) {
        let word = declaration.word_text();
        self.diagnostics.push(
            Diagnostic::error("unexpected-argument", format!("a statement declares one {word}"))
                .label(span, "a second name")
                .help(format!("give it a line of its own: {word} {name}")),
        );
    }

    pub fn unexpected(&mut self, value: &Expr<'a>) {
        self.diagnostics.push(
            Diagnostic::error("unexpected-argument", format!("`{}` does not take this value here", self.word.name))
                .label(value.span, "not expected here")
                .help(format!("the sentence is: {}", self.word.sentence)),
        );
    }

    pub fn unknown_relation(&mut self, declaration: &Declaration<'a>, keyword: Name<'a>) {
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

    pub fn logical_id(&mut self, declaration: &Declaration<'a>, prefix: &str) -> Text<'a> {
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
        let id = domain::logical_id(declaration);
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
        Cow::Owned(if prefix.is_empty() || id.is_empty() { id } else { format!("{prefix}{id}") })
    }
}
