//! Domain names: what DNS and AWS accept of them, and how two of them relate.
//!
//! From the pages "DNS domain name format" of the Route 53 Developer Guide and "AWS Certificate Manager public
//! certificate characteristics and limitations" of the ACM User Guide.

/// Characters of a name, and of what stands between two of its dots.
const LONGEST: usize = 255;
const LONGEST_LABEL: usize = 63;

/// What a domain name is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A record or a zone: nearly anything that can be written.
    Dns,
    /// A certificate, or the host in a link: letters, digits and hyphens, and `*` in the place of the first label.
    Host,
}

/// A name as names are compared: case does not count, nor does a dot at the end.
pub fn normal(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

/// Whether a name is that of a zone, or ends with it.
pub fn is_within(name: &str, zone: &str) -> bool {
    let (name, zone) = (normal(name), normal(zone));
    name.strip_suffix(zone.as_str()).is_some_and(|front| front.is_empty() || front.ends_with('.'))
}

/// Whether a name of a certificate covers a host: `*` stands for one label.
pub fn covers(pattern: &str, host: &str) -> bool {
    let (pattern, host) = (normal(pattern), normal(host));
    match pattern.strip_prefix("*.") {
        Some(parent) if pattern != host => host.split_once('.').is_some_and(|(_, rest)| rest == parent),
        _ => pattern == host,
    }
}

/// Whether a bare word looks like the name of a host: labels between dots, the last one of letters.
pub fn looks_like_host(word: &str) -> bool {
    let of_host = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_plain = |label: &str| label.bytes().all(of_host);
    let last = word.rsplit('.').next().unwrap_or_default();
    word.contains('.') && word.split('.').all(is_plain) && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Why a domain name is none, or none for this use.
pub fn problem(name: &str, of: Use) -> Option<String> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if let Some(wrong) = name.chars().find(|letter| !letter.is_ascii()) {
        return Some(format!("it has `{wrong}`, which DNS knows in Punycode only: xn--…"));
    }
    if name.len() > LONGEST {
        return Some(format!("it has {} characters, and at most {LONGEST} are accepted", name.len()));
    }
    let all: Vec<&str> = name.split('.').collect();
    if of == Use::Host && all.len() < 2 {
        return Some("it has no dot".to_owned());
    }
    all.iter().enumerate().find_map(|(at, label)| match (at, *label, of) {
        (0, "*", _) if all.len() > 1 => None,
        (_, label, of) => problem_of_label(label, of),
    })
}

fn problem_of_label(label: &str, of: Use) -> Option<String> {
    if label.is_empty() {
        return Some("there is nothing in front of one of its dots".to_owned());
    }
    if label.len() > LONGEST_LABEL {
        return Some(format!("`{label}` has {} characters, and at most {LONGEST_LABEL} are accepted", label.len()));
    }
    let fits = |byte: u8| match of {
        Use::Dns => byte.is_ascii_graphic(),
        Use::Host => byte.is_ascii_alphanumeric() || byte == b'-',
    };
    if let Some(wrong) = label.bytes().find(|byte| !fits(*byte)) {
        let wrong = char::from(wrong);
        return Some(if wrong == ' ' { "it has a space".to_owned() } else { format!("it has `{wrong}`") });
    }
    let has_edge = of == Use::Host && (label.starts_with('-') || label.ends_with('-'));
    has_edge.then(|| format!("`{label}` starts or ends with a hyphen"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lie_in_zones() {
        for (name, zone) in [("example.com", "example.com."), ("WWW.example.com.", "example.com"), ("*.a.b", "b")] {
            assert!(is_within(name, zone), "{name}");
        }
        for (name, zone) in [("example.com", "www.example.com"), ("anexample.com", "example.com"), ("www", "b")] {
            assert!(!is_within(name, zone), "{name}");
        }
    }

    #[test]
    fn a_wildcard_covers_one_label() {
        assert!(covers("*.example.com", "www.example.com") && covers("www.example.com", "WWW.example.com."));
        assert!(covers("*.example.com", "*.example.com"));
        for other in ["example.com", "a.b.example.com", "www.example.org"] {
            assert!(!covers("*.example.com", other), "{other}");
        }
    }

    #[test]
    fn names_have_labels() {
        for good in ["example.com", "xn--bcher-kva.example", "*.example.com", "a.b.", "1.2.3.example.com"] {
            assert_eq!(problem(good, Use::Host), None, "{good}");
        }
        let long = "a".repeat(64) + ".com";
        let longer = "a.".repeat(129);
        for bad in
            ["example", "_a.com", "a..com", "-a.com", "a-.com", "a b.com", "한글.kr", "a.*.com", "*", &long, &longer]
        {
            assert!(problem(bad, Use::Host).is_some(), "{bad}");
        }
        for good in ["_dmarc.example.com", "internal", "a/b.example.com", "\\052.example.com"] {
            assert_eq!(problem(good, Use::Dns), None, "{good}");
        }
        for bad in ["a b.com", "", ".", "a..b", &long] {
            assert!(problem(bad, Use::Dns).is_some(), "{bad}");
        }
    }
}
