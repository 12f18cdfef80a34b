//! Paths of routes.
//!
//! From the page "Create routes for HTTP APIs in API Gateway" of the API Gateway Developer Guide.

/// Letters of a path beside letters and digits.
const MARKS: &str = "-._~!$&'()*+,;=:@%";

/// Why a text is no path of a route.
pub fn problem(path: &str) -> Option<String> {
    let Some(rest) = path.strip_prefix('/') else { return Some("it does not start with `/`".to_owned()) };
    let parts: Vec<&str> = rest.split('/').collect();
    let mut variables: Vec<&str> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let is_last = at + 1 == parts.len();
        if part.is_empty() && !is_last {
            return Some("it has `//`".to_owned());
        }
        if let Some(variable) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            let name = variable.strip_suffix('+').unwrap_or(variable);
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
                return Some(format!("`{part}` has no name of letters and digits"));
            }
            if variable.ends_with('+') && !is_last {
                return Some(format!("`{part}` takes all that follows, and more follows"));
            }
            if variables.contains(&name) {
                return Some(format!("`{name}` stands for two parts"));
            }
            variables.push(name);
        } else if let Some(problem) = wrong_letter(part) {
            return Some(problem);
        }
    }
    None
}

fn wrong_letter(part: &str) -> Option<String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || MARKS.contains(c);
    Some(match part.chars().find(|c| !allowed(*c))? {
        '{' | '}' => format!("`{part}` mixes a variable with text: a variable is a whole part"),
        '?' => "it has `?`: what stands behind that is no part of a route".to_owned(),
        ' ' => "it has a space".to_owned(),
        wrong => format!("it has `{wrong}`"),
    })
}

/// A path as part of a logical id: `/orders/{id}` gives `OrdersById`.
pub fn id(path: &str) -> String {
    let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(part_id).collect();
    if parts.is_empty() { "Root".to_owned() } else { parts.concat() }
}

fn part_id(part: &str) -> String {
    let by = if part.starts_with('{') { "By" } else { "" };
    format!("{by}{}", crate::model::logical_id(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_what_looks_like_them() {
        for good in ["/", "/orders", "/orders/", "/orders/{id}", "/{rest+}", "/a/{b}/c/{d+}", "/v1.0/~me/a%20b"] {
            assert_eq!(problem(good), None, "{good}");
        }
        for bad in ["", "orders", "/a//b", "/{}", "/{a+}/b", "/{a}/{a}", "/x{a}", "/a?b=c", "/a b", "/주문", "/{a b}"]
        {
            assert!(problem(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn ids_say_what_the_path_says() {
        assert_eq!(id("/"), "Root");
        assert_eq!(id("/orders/{id}"), "OrdersById");
        assert_eq!(id("/line-items/{rest+}"), "LineItemsByRest");
    }
}
