//! The type of a parameter as it is written.

use super::types::{Form, One, TYPES, WITHOUT_LISTS, find};
use crate::diagnostic::Diagnostic;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind, TypeName};
use std::borrow::Cow;

/// The type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    one: One,
    list: bool,
    /// Whether it is looked up in Systems Manager by the name that is given.
    ssm: bool,
}

impl Kind {
    /// A text.
    pub const STRING: Kind = {
        let one = One { ours: "string", theirs: "String", form: Form::Text, summary: "a text" };
        Kind { one, list: false, ssm: false }
    };

    /// What CloudFormation calls it.
    pub fn name(self) -> Cow<'static, str> {
        let plain = match (self.list, self.ssm, self.one.theirs) {
            (false, _, theirs) => Cow::Borrowed(theirs),
            (true, false, "String") => Cow::Borrowed("CommaDelimitedList"),
            (true, _, theirs) => Cow::Owned(format!("List<{theirs}>")),
        };
        if self.ssm { Cow::Owned(format!("AWS::SSM::Parameter::Value<{plain}>")) } else { plain }
    }

    /// What CloudFormation calls one of its values.
    pub fn single(self) -> &'static str {
        self.one.theirs
    }

    /// One of CloudFormation's own, as the body may give it.
    pub fn of_theirs(theirs: &str) -> Kind {
        Kind { list: theirs.contains("List"), ..Self::STRING }
    }

    /// How people write it: `list<subnet>`.
    pub fn written(self) -> String {
        let one = self.one.ours;
        let plain = if self.list { format!("list<{one}>") } else { one.to_owned() };
        if self.ssm { format!("ssm<{plain}>") } else { plain }
    }

    /// What one of its values is; the name of what is looked up in Systems Manager is a text.
    pub fn form(self) -> Form {
        if self.ssm { Form::Text } else { self.one.form }
    }

    /// Whether its value is a name, and what is meant is looked up.
    pub fn is_looked_up(self) -> bool {
        self.ssm
    }

    /// What it is called in a message, with an article.
    pub fn a_name(self) -> String {
        match (self.list, self.ssm) {
            (true, _) => format!("a list of {}", self.one.ours),
            (false, true) => format!("an ssm<{}>", self.one.ours),
            (false, false) if self.one.ours.starts_with(['i', 'a', 'e', 'o']) => format!("an {}", self.one.ours),
            (false, false) => format!("a {}", self.one.ours),
        }
    }

    /// Whether it holds several values.
    pub fn is_list(self) -> bool {
        self.list
    }

    /// Whether it holds numbers.
    pub fn is_number(self) -> bool {
        self.one.form.is_number()
    }

    /// Whether nobody is to see it.
    pub fn is_secret(self) -> bool {
        self.one.ours == "secret"
    }

    /// Whether it is true or false.
    pub fn is_bool(self) -> bool {
        self.one.ours == "bool" && !self.list && !self.ssm
    }

    /// What it may be without being told.
    pub fn allowed(self) -> Option<[&'static str; 2]> {
        self.is_bool().then_some(["true", "false"])
    }
}

/// All names of types.
pub fn names() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|one| one.ours).chain(["list", "ssm"])
}

/// A type as written; one that is wrong counts as a text.
pub fn read(written: &TypeName<'_>, problems: &mut Vec<Diagnostic>) -> Kind {
    match (written.name.text, &written.argument) {
        ("ssm", Some(inner)) if inner.name.text != "ssm" => Kind { ssm: true, ..read(inner, problems) },
        ("list", Some(inner)) if WITHOUT_LISTS.contains(&inner.name.text) => {
            problems.push(no_list(inner));
            Kind { list: true, ..Kind::STRING }
        }
        ("list", Some(inner)) if inner.argument.is_none() => Kind { list: true, ..read(inner, problems) },
        ("ssm" | "list", _) => {
            problems.push(
                Diagnostic::error(
                    "unknown-parameter-type",
                    format!("`{}` takes a type of one value", written.name.text),
                )
                .label(written.name.span, "of what?")
                .help("for example: list<string>, ssm<image>, ssm<list<subnet>>"),
            );
            Kind::STRING
        }
        (name, argument) => match find(name) {
            Some(one) if argument.is_none() => Kind { one, list: false, ssm: false },
            _ => {
                problems.push(unknown(name, written));
                Kind::STRING
            }
        },
    }
}

fn no_list(inner: &TypeName<'_>) -> Diagnostic {
    let message = format!("CloudFormation has no lists of the type {}", inner.name.text);
    Diagnostic::error("unknown-parameter-type", message)
        .label(inner.name.span, "one alone can be asked for")
        .help("ask for texts: list<string>")
}

fn unknown(name: &str, written: &TypeName<'_>) -> Diagnostic {
    let span = written.name.span;
    if written.argument.is_some() {
        return Diagnostic::error("unknown-parameter-type", format!("`{name}` takes no type of its own"))
            .label(span, "only `list` and `ssm` do")
            .help("for example: list<string>, ssm<image>; a body stands behind a blank: string < … >");
    }
    let problem = Diagnostic::error("unknown-parameter-type", format!("`{name}` is not a type of parameters"))
        .label(span, "unknown type");
    match suggest::nearest(name, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
        None => problem.help(format!("a type is one of {}", suggest::one_of(names()))),
    }
}

/// The type of a default.
pub fn of_default(default: &Expr<'_>) -> Kind {
    let named = |name: &str, list| Kind { one: find(name).unwrap_or(Kind::STRING.one), list, ssm: false };
    match &default.kind {
        ExprKind::Number(_) => named("number", false),
        ExprKind::Cidr(_) => named("cidr", false),
        ExprKind::List(_) => named("string", true),
        ExprKind::Word("true" | "false") => named("bool", false),
        _ => Kind::STRING,
    }
}
