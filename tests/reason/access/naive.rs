//! IAM's decision, once more and without regard for speed: from "Policy evaluation logic", "IAM JSON policy elements" and
//! "Control access to VPC endpoints using endpoint policies", on texts that are all known.

use super::made::{ACCOUNT, Asked, Condition, Listed, Made, Statement};

const ROLE: &str = "arn:aws:iam::111122223333:role/web";
const USER: &str = "arn:aws:iam::111122223333:user/ann";

/// Whether a request is allowed; none where the documentation leaves that open.
pub fn is_allowed(made: &Made, asked: &Asked) -> Option<bool> {
    let about = |statement: &Statement| is_about(statement, asked);
    let empty = Vec::new();
    let boundary = made.boundary.as_ref().unwrap_or(&empty);
    // Step 1: explicit denials.
    let in_bucket = |statement: &Statement| about(statement) && is_denied_principal(statement, asked);
    if made.own.iter().chain(boundary).any(|one| !one.allows && about(one)) {
        return Some(false);
    }
    if made.bucket.iter().any(|one| !one.allows && in_bucket(one)) {
        return Some(false);
    }
    let decided = by_policies(made, asked);
    if !decided {
        return Some(false);
    }
    if asked.is_through_endpoint { by_endpoint(made, asked) } else { Some(true) }
}

fn by_policies(made: &Made, asked: &Asked) -> bool {
    let about = |statement: &&Statement| statement.allows && is_about(statement, asked);
    let is_within = made.boundary.as_ref().is_none_or(|all| all.iter().any(|one| about(&one)));
    // Step 2: policies of the resource.
    for statement in made.bucket.iter().filter(about) {
        if statement.principals.contains(&"*") {
            return true;
        }
        if asked.is_user && statement.principals.contains(&"user") {
            return true;
        }
        if !asked.is_user && statement.principals.contains(&"role") && is_within {
            return true;
        }
    }
    // Steps 3 and 4: policies of the identity, and its boundary.
    made.own.iter().any(|one| about(&one)) && is_within
}

fn is_denied_principal(statement: &Statement, asked: &Asked) -> bool {
    let own = if asked.is_user { "user" } else { "role" };
    statement.principals.iter().any(|one| *one == "*" || *one == own || *one == "account")
}

/// A gateway endpoint knows anybody, and nobody by name.
fn by_endpoint(made: &Made, asked: &Asked) -> Option<bool> {
    let Some(policy) = &made.endpoint else { return Some(true) };
    let is_open = |one: &&Statement| one.principals.contains(&"*");
    let about = |one: &Statement| is_about(one, asked);
    if policy.iter().any(|one| !one.allows && is_open(&one) && about(one)) {
        return Some(false);
    }
    let has_named = |one: &&Statement| one.principals.iter().any(|name| *name != "*" && *name != "account");
    // What naming somebody else does is not documented.
    if policy.iter().any(|one| !one.allows && has_named(&one) && about(one)) {
        return None;
    }
    if policy.iter().any(|one| one.allows && is_open(&one) && about(one)) {
        return Some(true);
    }
    if policy.iter().any(|one| one.allows && has_named(&one) && about(one)) { None } else { Some(false) }
}

fn is_about(statement: &Statement, asked: &Asked) -> bool {
    let resource = match asked.key {
        Some(key) => format!("arn:aws:s3:::bkt/{key}"),
        None => "arn:aws:s3:::bkt".to_owned(),
    };
    is_listed(&statement.actions, &asked.action.to_lowercase(), str::to_lowercase)
        && is_listed(&statement.resources, &resource, str::to_owned)
        && statement.conditions.iter().enumerate().all(|(at, condition)| {
            // Of two conditions with one operator and one key the last one counts: they are one entry of a map.
            let is_last = !statement.conditions[at + 1..]
                .iter()
                .any(|later| later.operator == condition.operator && later.key == condition.key);
            !is_last || holds(condition, asked)
        })
}

fn is_listed(listed: &Listed, text: &str, change: impl Fn(&str) -> String) -> bool {
    listed.all.iter().any(|pattern| glob(change(pattern).as_bytes(), text.as_bytes())) != listed.is_except
}

fn glob(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.first(), text.first()) {
        (None, None) => true,
        (Some(b'*'), _) => glob(&pattern[1..], text) || !text.is_empty() && glob(pattern, &text[1..]),
        (Some(b'?'), Some(_)) => glob(&pattern[1..], &text[1..]),
        (Some(one), Some(other)) => one == other && glob(&pattern[1..], &text[1..]),
        (_, _) => false,
    }
}

fn value(key: &str, asked: &Asked) -> Option<String> {
    let text = |text: &str| Some(text.to_owned());
    match key {
        "aws:SecureTransport" => text("true"),
        "aws:PrincipalType" => text(if asked.is_user { "User" } else { "AssumedRole" }),
        "aws:PrincipalArn" => text(if asked.is_user { USER } else { ROLE }),
        "aws:username" => asked.is_user.then(|| "ann".to_owned()),
        "aws:SourceVpce" => asked.is_through_endpoint.then(|| "vpce-1".to_owned()),
        "aws:RequestedRegion" => text("us-east-1"),
        "aws:PrincipalIsAWSService" => text("false"),
        "s3:ResourceAccount" => text(ACCOUNT),
        _ => None,
    }
}

fn holds(condition: &Condition, asked: &Asked) -> bool {
    let value = value(condition.key, asked);
    let values = &condition.values;
    let any = |compare: &dyn Fn(&str, &str) -> bool| {
        value.as_ref().is_some_and(|value| values.iter().any(|wanted| compare(value, wanted)))
    };
    let equal = |one: &str, other: &str| one == other;
    let like = |one: &str, other: &str| glob(other.as_bytes(), one.as_bytes());
    match condition.operator {
        "StringEquals" | "ForAnyValue:StringEquals" => any(&equal),
        "StringNotEquals" | "StringNotEqualsIfExists" => !any(&equal),
        "StringLike" => any(&like),
        "StringNotLike" => !any(&like),
        "StringEqualsIgnoreCase" | "Bool" => any(&|one, other| one.eq_ignore_ascii_case(other)),
        "StringEqualsIfExists" => value.is_none() || any(&equal),
        "StringLikeIfExists" | "ForAllValues:StringLike" => value.is_none() || any(&like),
        "ArnLike" => any(&arn_like),
        "ArnNotEquals" => !any(&arn_like),
        "Null" => (values[0] == "true") == value.is_none(),
        other => panic!("{other}"),
    }
}

fn arn_like(arn: &str, pattern: &str) -> bool {
    if pattern == "*" {
        return true;
    }
    let (parts, patterns): (Vec<_>, Vec<_>) = (arn.splitn(6, ':').collect(), pattern.splitn(6, ':').collect());
    parts.len() == patterns.len()
        && parts.iter().zip(&patterns).all(|(one, pattern)| glob(pattern.as_bytes(), one.as_bytes()))
}
