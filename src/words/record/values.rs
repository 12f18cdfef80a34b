//! The values of a record, by its type.
//!
//! From the page "Supported DNS record types" of the Route 53 Developer Guide.

use crate::diagnostic::Diagnostic;
use crate::domains::{self, Use};
use crate::lower::Lowering;
use crate::model::{Declaration, Setting};
use crate::template::{Items, Value};
use crate::words::together;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Characters of one part of a text, and of all of it.
const LONGEST_PART: usize = 255;
const LONGEST_TEXT: usize = 4_000;

/// A type of records with values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    A,
    Aaaa,
    Caa,
    Cname,
    Mx,
    Ns,
    Ptr,
    Srv,
    Txt,
}

/// What each is called, as an entry and in DNS, and what a value looks like.
const KINDS: &[(Kind, &str, &str, &str)] = &[
    (Kind::A, "a", "A", "203.0.113.10"),
    (Kind::Aaaa, "aaaa", "AAAA", "2001:db8::10"),
    (Kind::Caa, "caa", "CAA", "\"0 issue \\\"amazon.com\\\"\""),
    (Kind::Cname, "cname", "CNAME", "\"www.example.com\""),
    (Kind::Mx, "mx", "MX", "\"10 mail.example.com\""),
    (Kind::Ns, "ns", "NS", "\"ns-1.example.com\""),
    (Kind::Ptr, "ptr", "PTR", "\"www.example.com\""),
    (Kind::Srv, "srv", "SRV", "\"10 5 5060 sip.example.com\""),
    (Kind::Txt, "txt", "TXT", "\"v=spf1 -all\""),
];

impl Kind {
    /// The type of this entry.
    pub fn find(entry: &str) -> Option<Kind> {
        KINDS.iter().find(|(_, name, ..)| *name == entry).map(|(kind, ..)| *kind)
    }

    fn row(self) -> &'static (Kind, &'static str, &'static str, &'static str) {
        KINDS.iter().find(|(kind, ..)| *kind == self).unwrap_or(&KINDS[0])
    }

    /// Its name in DNS.
    pub fn name(self) -> &'static str {
        self.row().2
    }

    /// What a value looks like.
    fn looks(self) -> &'static str {
        self.row().3
    }

    /// Why a value is none of this type.
    fn problem(self, value: &str) -> Option<&'static str> {
        let host = |name: &str| domains::problem(name, Use::Dns).is_none();
        let number = |text: &&str| text.parse::<u16>().is_ok();
        let parts: Vec<&str> = value.split_whitespace().collect();
        let (is_right, what) = match self {
            Self::A => (value.parse::<Ipv4Addr>().is_ok(), "an IPv4 address"),
            Self::Aaaa => (value.parse::<Ipv6Addr>().is_ok(), "an IPv6 address"),
            Self::Caa => (parts.len() >= 3 && parts[0].parse::<u8>().is_ok(), "a number, a tag and a value in quotes"),
            Self::Cname | Self::Ns | Self::Ptr => (host(value), "a domain name"),
            Self::Mx => (parts.len() == 2 && number(&parts[0]) && host(parts[1]), "a number and a domain name"),
            Self::Srv => {
                let is_right = parts.len() == 4 && parts[..3].iter().all(number) && host(parts[3]);
                (is_right, "three numbers and a domain name")
            }
            Self::Txt => (value.chars().count() <= LONGEST_TEXT, "a text of at most 4,000 characters"),
        };
        (!is_right).then_some(what)
    }
}

/// The values as the template has them, in a list.
pub fn lower<'a>(
    declaration: &Declaration<'a>,
    kind: Kind,
    setting: &Setting<'a>,
    to: &mut Lowering<'_, 'a>,
) -> Value<'a> {
    let Some(given) = declaration.entries.value(setting.entry.name) else { return Value::list([]) };
    let mut problems = Vec::new();
    let read = &mut |value: &Value<'a>| Some(of_branch(kind, value, setting, to, &mut problems));
    let value = given.changed(read).unwrap_or_else(|| given.clone());
    problems.into_iter().for_each(|problem| to.report(problem));
    value
}

/// The values of one case: a list that is written out, a single value, or a list that only the deploy knows.
fn of_branch<'a>(
    kind: Kind,
    given: &Value<'a>,
    setting: &Setting<'a>,
    to: &Lowering<'_, 'a>,
    problems: &mut Vec<Diagnostic>,
) -> Value<'a> {
    let items = match given {
        Value::List(items) => &**items,
        _ if kind == Kind::Cname => std::slice::from_ref(given),
        deferred => return deferred.clone(),
    };
    let mut made = Vec::with_capacity(items.len());
    for item in items {
        let one = &mut |value: &Value<'a>| {
            problems.extend(wrong(kind, value, setting, to));
            Some(if kind == Kind::Txt { quoted(value) } else { value.clone() })
        };
        made.push(item.changed(one).unwrap_or_else(|| item.clone()));
    }
    Value::List(Items::Owned(made))
}

/// A value that is none of the type, or a server where its address is wanted.
fn wrong<'a>(kind: Kind, value: &Value<'a>, setting: &Setting<'a>, to: &Lowering<'_, 'a>) -> Option<Diagnostic> {
    if let Value::Text(text) = value {
        let what = kind.problem(text)?;
        let entry = setting.entry.name;
        return Some(
            Diagnostic::error("invalid-form", format!("expected {what} for `{entry}`, found `{text}`"))
                .label(setting.span, format!("expected {what}"))
                .help(format!("write for example: {entry} = {}", in_list(kind))),
        );
    }
    let (Value::Ref(_), Kind::A | Kind::Aaaa) = (value, kind) else { return None };
    let server = to.declaration_of(value).filter(|one| one.resource_type() == "AWS::EC2::Instance")?;
    let name = server.handle.text;
    let address = server.word.attribute("public_ip").map_or("PublicIp", |attribute| attribute.name);
    Some(
        Diagnostic::error("wrong-kind", format!("expected an address, but `{name}` is {}", server.a_kind()))
            .label(setting.span, "expected an address")
            .label(server.handle.span, format!("declared here as {}", server.a_kind()))
            .help(format!(
                "write its address: a = [{name}.{address}]; an elastic IP keeps it when the server is replaced"
            )),
    )
}

fn in_list(kind: Kind) -> String {
    if kind == Kind::Cname { kind.looks().to_owned() } else { format!("[{}]", kind.looks()) }
}

/// A text in quotes; a long one in several parts, which DNS puts together again.
fn quoted<'a>(value: &Value<'a>) -> Value<'a> {
    let Value::Text(text) = value else {
        return together([Value::text("\""), value.clone(), Value::text("\"")]);
    };
    // What is in quotes already is divided already.
    if text.len() > 1 && text.starts_with('"') && text.ends_with('"') {
        return value.clone();
    }
    let mut parts = vec![String::new()];
    let mut length = 0;
    for byte in text.bytes() {
        if length == LONGEST_PART {
            parts.push(String::new());
            length = 0;
        }
        length += 1;
        let last = parts.len() - 1;
        parts[last] += &escaped(byte);
    }
    Value::text(parts.iter().map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(" "))
}

/// What Route 53 takes as it is, or in three octal digits.
fn escaped(byte: u8) -> String {
    match byte {
        b'"' => "\\\"".to_owned(),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\{byte:03o}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_their_forms() {
        for (kind, _, _, looks) in KINDS {
            let value = looks.trim_matches('"').replace("\\\"", "\"");
            assert_eq!(kind.problem(&value), None, "{kind:?}: {value}");
        }
        for (kind, bad) in [
            (Kind::A, "203.0.113"),
            (Kind::Aaaa, "203.0.113.10"),
            (Kind::Caa, "issue amazon.com"),
            (Kind::Cname, "a b"),
            (Kind::Mx, "mail.example.com"),
            (Kind::Mx, "70000 mail.example.com"),
            (Kind::Srv, "10 5 sip.example.com"),
        ] {
            assert!(kind.problem(bad).is_some(), "{kind:?}: {bad}");
        }
    }

    #[test]
    fn texts_are_quoted_and_divided() {
        let text = |text: String| match quoted(&Value::text(text)) {
            Value::Text(made) => made.into_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(text("v=spf1 -all".into()), "\"v=spf1 -all\"");
        assert_eq!(text("say \"hi\"".into()), "\"say \\\"hi\\\"\"");
        assert_eq!(text("\"as it is\"".into()), "\"as it is\"");
        assert_eq!(text("é".into()), "\"\\303\\251\"");
        let long = text("a".repeat(300));
        assert_eq!(long, format!("\"{}\" \"{}\"", "a".repeat(255), "a".repeat(45)));
    }
}
