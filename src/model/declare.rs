//! The head of a declaration: `WORD name [as handle] [was old-name] relations…`.

mod domain;
mod head;
mod messages;

use super::body::Entries;
use super::scopes::Scope;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind, Name, Sentence};
use crate::template::Text;
use crate::words::{self, Identity, Naming, Word};
use head::Head;
use messages::*;
use std::borrow::Cow;
use std::cell::OnceCell;

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
    /// What its logical id adds to a domain name, which tells it from others of that name.
    pub told_as: &'static str,
    /// The name it had before, which stays its physical name.
    pub former: Option<Name<'a>>,
    /// Whether the stack does not own it.
    pub existing: bool,
    /// What identifies it, once somebody asked.
    pub identity: OnceCell<Identity>,
    /// Whether its name or logical id cannot be used, which was said already.
    pub misnamed: bool,
    /// Whether something in its body could not be read, which was said already.
    pub misread: bool,
    /// The module that it is part of, behind those around that: `prod-net`; empty for none.
    pub module: String,
    /// Keywords of its sentence with what follows them.
    pub relations: Vec<Relation<'a>>,
    /// Its typed entries.
    pub entries: Entries<'a>,
    /// The condition that its resources are made under.
    pub condition: Option<Text<'a>>,
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

    /// Whether nobody here knows what its attributes are.
    pub fn gives_anything(&self) -> bool {
        crate::schema::find(self.resource_type()).is_some_and(crate::schema::Type::gives_anything)
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

    /// Whether it is called by a domain name, which other things may be called by too.
    pub fn shares_name(&self) -> bool {
        let is_domain = matches!(self.word.naming, Naming::Domain(_));
        is_domain && self.handle.span == self.name.span && self.name.text.contains('.')
    }

    /// Whether its name is only one among those of its module, which may be used again: AWS makes one up then.
    pub fn is_generic(&self) -> bool {
        !self.module.is_empty() && !self.quoted && !self.existing
    }

    /// The name that AWS gives it unless `name` says otherwise: the declared one, or the one it had before. Beside a
    /// handle the declared name says nothing but the name, so that it is meant.
    pub fn physical_name(&self) -> &'a str {
        match self.former {
            Some(former) if self.handle.span == self.name.span => former.text,
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
        None if !rest.is_empty() => diagnostics.push(super::unsupported::word(written)),
        None => diagnostics.push(kind_missing(written)),
    }
    None
}

/// Reads a declaration's head. Without a name there is none.
pub fn declaration<'a>(
    word: &'static Word,
    written: Name<'a>,
    sentence: &Sentence<'a>,
    arguments: &[Argument<'a>],
    existing: bool,
    around: &Scope<'_>,
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
        told_as: "",
        former: None,
        existing,
        identity: OnceCell::new(),
        misread: false,
        misnamed: around.misnamed,
        module: around.path.clone(),
        relations: Vec::with_capacity(word.relations.len()),
        entries: Entries::default(),
        condition: None,
        span: sentence.span,
    };
    head.rest(&mut declaration);
    declaration.told_as = domain::told_as(&declaration, sentence.body.as_ref());
    declaration.logical_id = head.logical_id(&declaration, &around.prefix);
    (Some(declaration), head.diagnostics)
}

fn shown<'a>(word: &'static Word, written: Name<'a>) -> &'a str {
    if word.is_raw() { written.text } else { word.name }
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
