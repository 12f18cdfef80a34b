//! User data: encoded, and not too long.
//!
//! From the page "Run commands when you launch an EC2 instance with user data input" of the EC2 User Guide.

use crate::diagnostic::Diagnostic;
use crate::schema::check::{Path, Problem, Step};
use crate::template::{Part, Resource, Value, parts};

/// Bytes before they are encoded: 16 KB.
const MAX_BYTES: usize = 16 * 1_024;

/// Properties that take user data in Base64.
const PLACES: &[(&str, &[&str])] = &[
    ("AWS::AutoScaling::LaunchConfiguration", &["UserData"]),
    ("AWS::EC2::Instance", &["UserData"]),
    ("AWS::EC2::LaunchTemplate", &["LaunchTemplateData", "UserData"]),
    ("AWS::EC2::SpotFleet", &["SpotFleetRequestConfigData", "LaunchSpecifications", "UserData"]),
];

/// What is wrong with a resource's user data.
pub fn check<'v>(resource: &'v Resource<'v>) -> Vec<Problem<'v>> {
    let mut problems = Vec::new();
    if let Some((_, keys)) = PLACES.iter().find(|(kind, _)| *kind == resource.kind) {
        let entries = resource.properties.iter();
        let mut look = Look { path: Path::new(), problems: &mut problems };
        entries.for_each(|(key, value)| look.entry(key, value, keys));
    }
    problems
}

struct Look<'p, 'v> {
    path: Path<'v>,
    problems: &'p mut Vec<Problem<'v>>,
}

impl<'v> Look<'_, 'v> {
    /// Follows the keys that lead to user data.
    fn entry(&mut self, key: &'v str, value: &'v Value<'v>, keys: &[&str]) {
        if let Some((first, rest)) = keys.split_first()
            && *first == key
        {
            self.below(Step::Key(key), value, rest);
        }
    }

    fn below(&mut self, step: Step<'v>, value: &'v Value<'v>, keys: &[&str]) {
        self.path.push(step);
        match value {
            Value::Intrinsic("Fn::If", parts) => {
                self.path.push(Step::Key("Fn::If"));
                self.items(parts, 1, keys);
                self.path.pop();
            }
            _ if keys.is_empty() => self.user_data(value),
            Value::Map(entries) => entries.iter().for_each(|(key, value)| self.entry(key, value, keys)),
            _ => self.items(value, 0, keys),
        }
        self.path.pop();
    }

    fn items(&mut self, list: &'v Value<'v>, skipped: usize, keys: &[&str]) {
        let Value::List(items) = list else { return };
        items.iter().enumerate().skip(skipped).for_each(|(at, item)| self.below(Step::Item(at), item, keys));
    }

    fn user_data(&mut self, value: &Value<'_>) {
        let problem = match value {
            Value::Intrinsic("Fn::Base64", script) => too_long(script),
            _ if is_encoded(value) => None,
            _ => Some(Problem::value(not_base64(), "a text as it is").around("base64")),
        };
        let path = self.path.clone();
        self.problems.extend(problem.map(|problem| Problem { path, ..problem }));
    }
}

fn not_base64() -> Diagnostic {
    Diagnostic::error("not-base64", "EC2 takes user data in Base64 only, and refuses a text as it is")
        .help("write base64(…) around it; `user_data` of `instance` does that by itself")
}

fn too_long(script: &Value<'_>) -> Option<Problem<'static>> {
    let (bytes, exact) = length(script);
    let least = if exact { "" } else { "at least " };
    let message = format!("user data has at most {MAX_BYTES} bytes, found {least}{bytes}");
    let problem =
        Diagnostic::error("out-of-range", message).help("put the script into a bucket and fetch it from here");
    (bytes > MAX_BYTES).then(|| Problem::value(problem, "too long"))
}

/// The bytes of a text, or the fewest that it has; and whether these are all.
fn length(value: &Value<'_>) -> (usize, bool) {
    let add = |(bytes, exact): (usize, bool), (more, all): (usize, bool)| (bytes + more, exact && all);
    match value {
        Value::Text(text) => (text.len(), true),
        Value::Sub(text) => substituted(text),
        Value::Intrinsic("Fn::Sub", argument) => match &**argument {
            Value::List(parts) => parts.first().map_or((0, false), |text| match text {
                Value::Text(text) => substituted(text),
                _ => (0, false),
            }),
            _ => (0, false),
        },
        Value::Intrinsic("Fn::Join", argument) => match &**argument {
            Value::List(parts) => match &**parts {
                [Value::Text(separator), Value::List(items)] => {
                    let between = separator.len() * items.len().saturating_sub(1);
                    items.iter().map(length).fold((between, true), add)
                }
                _ => (0, false),
            },
            _ => (0, false),
        },
        _ => (0, false),
    }
}

fn substituted(text: &str) -> (usize, bool) {
    parts(text).fold((0, true), |(bytes, exact), part| match part {
        Part::Text(text) => (bytes + text.len(), exact),
        Part::Literal(inside) => (bytes + inside.len() + "${}".len(), exact),
        Part::Name(_) => (bytes, false),
    })
}

/// Whether a value may be Base64: all that is known of it has no other letters.
fn is_encoded(value: &Value<'_>) -> bool {
    let fits = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=\r\n".contains(&byte));
    match value {
        Value::Text(text) => fits(text),
        Value::Sub(text) => parts(text).all(|part| match part {
            Part::Text(text) => fits(text),
            Part::Literal(_) => false,
            Part::Name(_) => true,
        }),
        Value::Intrinsic("Fn::Join" | "Fn::Sub", argument) => match &**argument {
            Value::List(parts) => match &**parts {
                [Value::Text(_), Value::List(items)] => items.iter().all(is_encoded),
                [Value::Text(text), Value::Map(_)] => is_encoded(&Value::sub(text.as_ref())),
                _ => true,
            },
            _ => true,
        },
        _ => true,
    }
}
