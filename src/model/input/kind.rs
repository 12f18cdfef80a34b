//! The types of parameters: ours, and what CloudFormation calls them.

use super::is_switch;
use crate::diagnostic::Diagnostic;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind, TypeName};
use std::borrow::Cow;

/// A type of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct One {
    ours: &'static str,
    theirs: &'static str,
    /// The resource whose identifier it is; empty for none.
    resource: &'static str,
}

const fn one(ours: &'static str, theirs: &'static str, resource: &'static str) -> One {
    One { ours, theirs, resource }
}

/// In alphabetical order. `cidr`, `region`, `bool` and `secret` are texts for CloudFormation.
const TYPES: &[One] = &[
    one("bool", "String", ""),
    one("cidr", "String", ""),
    one("hosted_zone", "AWS::Route53::HostedZone::Id", "AWS::Route53::HostedZone"),
    one("image", "AWS::EC2::Image::Id", ""),
    one("instance", "AWS::EC2::Instance::Id", "AWS::EC2::Instance"),
    one("int", "Number", ""),
    one("key_pair", "AWS::EC2::KeyPair::KeyName", "AWS::EC2::KeyPair"),
    one("number", "Number", ""),
    one("region", "String", ""),
    one("secret", "String", ""),
    one("security_group", "AWS::EC2::SecurityGroup::Id", "AWS::EC2::SecurityGroup"),
    one("security_group_name", "AWS::EC2::SecurityGroup::GroupName", ""),
    one("ssm_name", "AWS::SSM::Parameter::Name", ""),
    one("string", "String", ""),
    one("subnet", "AWS::EC2::Subnet::Id", "AWS::EC2::Subnet"),
    one("volume", "AWS::EC2::Volume::Id", "AWS::EC2::Volume"),
    one("vpc", "AWS::EC2::VPC::Id", "AWS::EC2::VPC"),
    one("zone", "AWS::EC2::AvailabilityZone::Name", ""),
];

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
    pub const STRING: Kind = Kind { one: one("string", "String", ""), list: false, ssm: false };

    /// What CloudFormation calls it.
    pub fn name(self) -> Cow<'static, str> {
        let plain = match (self.list, self.ssm, self.one.theirs) {
            (false, _, theirs) => Cow::Borrowed(theirs),
            (true, false, "String") => Cow::Borrowed("CommaDelimitedList"),
            (true, _, theirs) => Cow::Owned(format!("List<{theirs}>")),
        };
        if self.ssm { Cow::Owned(format!("AWS::SSM::Parameter::Value<{plain}>")) } else { plain }
    }

    /// One of CloudFormation's own, as the body may give it.
    pub fn of_theirs(theirs: &str) -> Kind {
        Kind { list: theirs.contains("List"), ssm: false, one: one("string", "String", "") }
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
        self.one.theirs == "Number"
    }

    /// Whether nobody is to see it.
    pub fn is_secret(self) -> bool {
        self.one.ours == "secret"
    }

    /// Whether it is true or false.
    pub fn is_bool(self) -> bool {
        self.one.ours == "bool" && !self.list && !self.ssm
    }

    /// The resource type whose identifier it is; empty for none.
    pub fn resource(self) -> &'static str {
        self.one.resource
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
        (name, argument) => match TYPES.iter().find(|one| one.ours == name) {
            Some(one) if argument.is_none() => Kind { one: *one, list: false, ssm: false },
            _ => {
                problems.push(unknown(name, written));
                Kind::STRING
            }
        },
    }
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
    let named = |name: &str, list| {
        let one = TYPES.iter().find(|one| one.ours == name).copied();
        Kind { one: one.unwrap_or(Kind::STRING.one), list, ssm: false }
    };
    match &default.kind {
        ExprKind::Number(_) => named("number", false),
        ExprKind::Cidr(_) => named("cidr", false),
        ExprKind::List(_) => named("string", true),
        kind if is_switch(kind) => named("bool", false),
        _ => Kind::STRING,
    }
}
