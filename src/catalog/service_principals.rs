//! The services that a policy can name as a principal. The list is not complete: an unknown name is worth a warning only.

use super::tables::SERVICE_PRINCIPALS as PRINCIPALS;

const SUFFIX: &str = ".amazonaws.com";

/// The principal of a short name (`ec2`) or of a principal in full (`ec2.amazonaws.com`).
pub fn find(name: &str) -> Option<&'static str> {
    PRINCIPALS.get(short(name)).map(|row| row.column(1))
}

/// Whether it is one of those that people commonly write.
pub fn is_common(name: &str) -> bool {
    PRINCIPALS.get(short(name)).is_some_and(|row| row.column(2) == "yes")
}

/// All short names, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    PRINCIPALS.names()
}

/// The short names that people commonly write, sorted: the ones to suggest.
pub fn common_names() -> impl Iterator<Item = &'static str> {
    PRINCIPALS.rows().filter(|row| row.column(2) == "yes").map(|row| row.key())
}

fn short(name: &str) -> &str {
    name.strip_suffix(SUFFIX).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_short_and_full_names() {
        for name in ["ec2", "lambda", "ecs-tasks", "apigateway", "events", "vpc-flow-logs", "delivery.logs"] {
            let principal = find(name).unwrap();
            assert_eq!(principal.strip_suffix(SUFFIX), Some(name));
            assert_eq!(find(principal), Some(principal));
            assert!(is_common(name));
        }
    }

    #[test]
    fn knows_the_rare_from_the_common() {
        assert!(find("access-analyzer").is_some() && !is_common("access-analyzer"));
        assert!(common_names().count() < names().count());
        assert!(common_names().all(is_common));
    }

    #[test]
    fn leaves_out_what_is_not_a_service_principal() {
        for name in
            ["ec2.amazonaws.com.cn", "ec2.us-east-1", "logs.us-east-1", "amazonaws.com", ".amazonaws.com", "EC2"]
        {
            assert_eq!(find(name), None, "{name}");
        }
    }

    #[test]
    fn every_row_has_the_shape_of_a_principal() {
        for row in PRINCIPALS.rows() {
            let labels = row.key().split('.');
            let is_label = |label: &str| {
                !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            assert!(labels.into_iter().all(is_label), "{}", row.key());
            assert_eq!(row.column(1), format!("{}{SUFFIX}", row.key()));
            assert!(["yes", "no"].contains(&row.column(2)));
            assert!(!row.column(3).is_empty());
        }
    }
}
