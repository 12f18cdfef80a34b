//! The names of parameters, which may be paths.
//!
//! From the pages PutParameter of the AWS Systems Manager API Reference and "Requirements and constraints for parameter
//! names" of its User Guide.

use crate::lower::Lowering;
use crate::model::Declaration;
use crate::words::naming::{NameRules, Unusable};

/// The most levels of a path.
const LEVELS: usize = 15;

static NAMES: NameRules = NameRules {
    service: "Systems Manager",
    what: "a parameter",
    names: "parameters",
    property: "Name",
    length: (1, 1_011),
    allowed: |c| c.is_ascii_alphanumeric() || "_.-/".contains(c),
    also,
    case_counts: true,
    says: "the name of a parameter has letters, digits and `_.-`, or is a path of at most 15 levels that starts with `/`, such as /shop/db/host",
};

/// Reports a name that is refused.
pub fn check<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    NAMES.check(declaration, to);
}

fn also(name: &str) -> Option<Unusable> {
    let first = name.trim_start_matches('/').to_ascii_lowercase();
    if let Some(prefix) = ["aws", "ssm"].iter().find(|prefix| first.starts_with(**prefix)) {
        return Some(Unusable::Reserved(format!("names that start with `{prefix}` are those of AWS")));
    }
    let why = if name.contains('/') && !name.starts_with('/') {
        "it is a path that does not start with `/`"
    } else if name.contains("//") || name.len() > 1 && name.ends_with('/') || name == "/" {
        "one of its levels is empty"
    } else if name.matches('/').count() > LEVELS {
        "it has more than 15 levels"
    } else {
        return None;
    };
    Some(Unusable::Malformed(why.to_owned()))
}
