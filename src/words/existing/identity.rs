//! What identifies something: as its word says, or as the schema and the ARNs of IAM's reference do.

use crate::catalog::iam;
use crate::model::Declaration;
use crate::schema::{self, Kind, Place};
use crate::template::Value;
use crate::words::shape::Identity;
use crate::words::{WORDS, together};

/// The variables of an ARN that CloudFormation knows itself, with its own names.
const KNOWN: [(&str, &str); 3] =
    [("${Partition}", "${AWS::Partition}"), ("${Region}", "${AWS::Region}"), ("${Account}", "${AWS::AccountId}")];

/// What identifies a declared thing.
pub fn of(declaration: &Declaration<'_>) -> Identity {
    *declaration.identity.get_or_init(|| of_kind(declaration.resource_type()))
}

/// What identifies a resource of a type.
pub fn of_kind(kind: &str) -> Identity {
    let word = WORDS.iter().find(|word| word.resource == kind && !word.resource.is_empty());
    word.map(|word| word.identity).filter(|identity| !identity.by.is_empty()).unwrap_or_else(|| by_schema(kind))
}

fn by_schema(kind: &str) -> Identity {
    Identity { by: by(kind), arn: arn_of(kind).unwrap_or_default(), names: "" }
}

/// The entry that says what `Ref` gives; an id when nothing else is known.
fn by(kind: &str) -> &'static str {
    match reference(kind) {
        Some(name) if name.to_ascii_lowercase().ends_with("arn") => "arn",
        Some(name) if name.ends_with("Name") => "name",
        Some(_) | None => "id",
    }
}

/// The property that `Ref` gives, where that is one.
pub fn reference(kind: &str) -> Option<&'static str> {
    match schema::find(kind)?.reference.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// Types whose attribute `Arn` is another than IAM's: that of a log group ends with `:*`.
const OTHER_ARNS: [&str; 1] = ["AWS::Logs::LogGroup"];

/// The ARN of a type that ends with a property of it, as IAM's reference has it. A type of many forms has none here.
fn arn_of(kind: &str) -> Option<&'static str> {
    let of = schema::find(kind).filter(|_| !OTHER_ARNS.contains(&kind))?;
    let mut parts = kind.split("::").skip(1);
    let (service, resource) = (parts.next()?.to_ascii_lowercase(), plain(parts.next()?));
    let found = iam::resource_types(&service).find(|one| plain(one.name()) == resource)?;
    let mut arns = found.arns();
    let arn = arns.next().filter(|_| arns.next().is_none())?;
    let (_, variable) = split(arn)?;
    let has = |place: Place| place.properties().iter().any(|one| one.name.eq_ignore_ascii_case(variable));
    let is_known = has(Place::root(of)) || of.attributes.iter().any(|one| one.name.eq_ignore_ascii_case(variable));
    is_known.then_some(arn)
}

/// Names without what services write differently: `log-group`, `LogGroup`.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// What stands in front of the one variable that an ARN ends with, and that variable.
fn split(arn: &'static str) -> Option<(&'static str, &'static str)> {
    let (front, variable) = arn.strip_suffix('}')?.rsplit_once("${")?;
    let others = KNOWN.iter().fold(front.to_owned(), |front, (ours, _)| front.replace(ours, ""));
    (!others.contains("${") && !variable.contains(['{', '}'])).then_some((front, variable))
}

impl Identity {
    /// The entry that its ARN ends with: `id` or `name`; nothing when its ARN is not made of one.
    pub fn in_arn(self) -> Option<&'static str> {
        match split(self.arn)?.1 {
            variable if variable.ends_with("Name") => Some("name"),
            variable if variable.ends_with("Id") => Some("id"),
            _ => Some(self.by).filter(|by| *by != "arn"),
        }
    }

    /// The ARN that ends with this.
    pub fn arn_with<'a>(self, identifier: Value<'a>) -> Option<Value<'a>> {
        let (front, _) = split(self.arn)?;
        let front = KNOWN.iter().fold(front.to_owned(), |front, (ours, theirs)| front.replace(ours, theirs));
        Some(together(vec![Value::sub(front), identifier]))
    }

    /// The same of an ARN that only the deploy knows. None where a path of any length may stand in front.
    pub fn part_of<'a>(self, arn: &Value<'a>) -> Option<Value<'a>> {
        let (front, _) = split(self.arn)?;
        let between = front.get(front.len().checked_sub(1)?..)?;
        if between == "/" && self.in_arn() == Some("name") || !"/:".contains(between) {
            return None;
        }
        let parts = Value::Intrinsic("Fn::Split", Box::new(Value::list([Value::text(between), arn.clone()])));
        let place = Value::Int(front.matches(between).count() as i64);
        Some(Value::Intrinsic("Fn::Select", Box::new(Value::list([place, parts]))))
    }

    /// What stands at the end of an ARN that is written out; nothing when it is the ARN of something else.
    pub fn end_of(self, arn: &str) -> Option<&str> {
        let (front, _) = split(self.arn)?;
        let mut parts = arn.splitn(6, ':');
        for wanted in front.splitn(6, ':').take(5) {
            let part = parts.next()?;
            let is_free = wanted.starts_with("${");
            if !is_free && part != wanted {
                return None;
            }
        }
        let end = parts.next()?.strip_prefix(front.splitn(6, ':').nth(5).unwrap_or_default())?;
        // A path in front of the name of a role is no part of the name.
        let end = if self.by == "name" { end.rsplit('/').next().unwrap_or(end) } else { end };
        (!end.is_empty()).then_some(end)
    }
}

/// What the text that `Ref` gives looks like, where that is known.
pub fn looks(kind: &str) -> Option<&'static Kind> {
    let reference = reference(kind)?;
    let of = schema::find(kind)?;
    let kinds = of.reference_place().into_iter().flat_map(Place::kinds).filter_map(schema::kind);
    kinds.into_iter().next().or_else(|| schema::kind(&format!("{kind}.{reference}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_their_types_say() {
        for word in WORDS.iter().filter(|word| !word.identity.by.is_empty()) {
            assert_eq!(word.identity.by, by(word.resource), "{}", word.name);
            assert!(split(word.identity.arn).is_some(), "{}", word.name);
            let of_type = arn_of(word.resource);
            assert!(of_type.is_none_or(|arn| arn == word.identity.arn), "{}: {of_type:?}", word.name);
        }
    }

    #[test]
    fn types_are_told_by_what_a_reference_gives() {
        let of = |kind| (by(kind), arn_of(kind).unwrap_or_default());
        assert_eq!(of("AWS::EC2::VPC").0, "id");
        assert_eq!(of("AWS::SNS::Topic"), ("arn", "arn:${Partition}:sns:${Region}:${Account}:${TopicName}"));
        assert_eq!(
            of("AWS::DynamoDB::Table"),
            ("name", "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}")
        );
        assert_eq!(of("AWS::SQS::Queue"), ("id", "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"));
        // Many parts, another form as an attribute, and nothing known.
        for kind in ["AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::Logs::LogGroup", "Custom::Thing"] {
            assert_eq!(of(kind).1, "", "{kind}");
        }
        let known = schema::names().filter(|name| arn_of(name).is_some()).count();
        assert!(known > 300, "{known}");
    }

    #[test]
    fn the_end_of_an_arn_is_what_identifies() {
        let role = Identity { by: "name", arn: "arn:${Partition}:iam::${Account}:role/${RoleName}", names: "" };
        assert_eq!(role.end_of("arn:aws-cn:iam::123456789012:role/team/web"), Some("web"));
        for other in ["", "arn:aws:iam::1:user/a", "arn:aws:s3:::web", "arn:aws:iam::1:role/", "role/web"] {
            assert_eq!(role.end_of(other), None, "{other}");
        }
    }
}
