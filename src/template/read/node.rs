//! A document before it is known what it means: the same tree for JSON and YAML.

use super::problems::Problems;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::template::Text;
use rustc_hash::FxHashMap;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    pub span: Span,
    pub kind: Kind<'a>,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(super) enum Kind<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Text<'a>),
    List(Vec<Node<'a>>),
    Map(Vec<Member<'a>>),
    /// A short tag with what it stands on: a map of one key, the function's full name, which has the place of the tag.
    Tagged(Box<Member<'a>>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(super) struct Member<'a> {
    pub key: Text<'a>,
    pub key_span: Span,
    pub value: Node<'a>,
}

impl<'a> Node<'a> {
    pub fn new(span: Span, kind: Kind<'a>) -> Self {
        Self { span, kind }
    }

    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// Its text, if it is one.
    pub fn text(&self) -> Option<&Text<'a>> {
        if let Kind::Text(text) = &self.kind { Some(text) } else { None }
    }

    /// What it is, in a few words.
    pub fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "nothing",
            Kind::Bool(_) => "true or false",
            Kind::Int(_) | Kind::Float(_) => "a number",
            Kind::Text(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
            Kind::Tagged(_) => "a function",
        }
    }

    /// How deeply collections and tags are nested in it. A tree is never deep enough for the recursion to matter.
    pub fn depth(&self) -> usize {
        match &self.kind {
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Text(_) => 0,
            Kind::List(items) => 1 + items.iter().map(Node::depth).max().unwrap_or(0),
            Kind::Map(members) => 1 + members.iter().map(|member| member.value.depth()).max().unwrap_or(0),
            Kind::Tagged(member) => 1 + member.value.depth(),
        }
    }

    /// Its members, if it is a map or a function.
    pub fn into_members(self) -> Result<Vec<Member<'a>>, Node<'a>> {
        match self.kind {
            Kind::Map(members) => Ok(members),
            Kind::Tagged(member) => Ok(vec![*member]),
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Text(_) | Kind::List(_) => Err(self),
        }
    }
}

/// From this many members on, a table finds those with the same key.
const MANY: usize = 16;

/// The members of a map while they are read.
#[derive(Debug, Default)]
pub(super) struct Members<'a> {
    list: Vec<Member<'a>>,
    /// Where each key stands in the list; empty for short lists.
    table: FxHashMap<Text<'a>, usize>,
}

impl<'a> Members<'a> {
    /// Adds a member. One with the same key gives way, as in every reader of JSON and YAML.
    pub fn push(&mut self, member: Member<'a>, problems: &mut Problems) {
        match self.position(&member.key) {
            Some(at) => {
                problems.push(duplicate(&self.list[at], &member));
                self.list[at] = member;
            }
            None => self.add(member),
        }
    }

    /// Adds a member unless there is one with the same key.
    pub fn push_missing(&mut self, member: Member<'a>) {
        if self.position(&member.key).is_none() {
            self.add(member);
        }
    }

    fn add(&mut self, member: Member<'a>) {
        if self.list.len() == MANY {
            self.table = self.list.iter().enumerate().map(|(at, member)| (member.key.clone(), at)).collect();
        }
        if self.list.len() >= MANY {
            self.table.insert(member.key.clone(), self.list.len());
        }
        self.list.push(member);
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.list.len() <= MANY {
            self.list.iter().position(|member| member.key == key)
        } else {
            self.table.get(key).copied()
        }
    }

    pub fn into_list(self) -> Vec<Member<'a>> {
        self.list
    }

    /// Where the last value ends.
    pub fn end(&self) -> Option<u32> {
        self.list.last().map(|member| member.value.span.end.max(member.key_span.end))
    }
}

fn duplicate(first: &Member, second: &Member) -> Diagnostic {
    Diagnostic::error("duplicate-key", format!("the key `{}` is written twice in one map", second.key))
        .label(second.key_span, "this one holds")
        .label(first.key_span, "this one is lost")
        .help("keep one of the two, or give them different names")
}
