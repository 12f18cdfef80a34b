//! Wildcards as IAM has them.

/// Whether a pattern with `*` for any text and `?` for one letter fits a name; case does not count.
pub fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut of) = (0, 0);
    // Where to go on when the text that a star stands for has to become longer: only the last star is ever tried again.
    let mut star: Option<(usize, usize)> = None;
    while of < name.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at + 1, of));
                at += 1;
            }
            Some(letter) if *letter == b'?' || letter.eq_ignore_ascii_case(&name[of]) => (at, of) = (at + 1, of + 1),
            _ => {
                let Some((behind, from)) = star else { return false };
                star = Some((behind, from + 1));
                (at, of) = (behind, from + 1);
            }
        }
    }
    pattern[at..].iter().all(|letter| *letter == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_letters() {
        for pattern in ["GetObject", "getobject", "*", "Get*", "*Object", "G*t*j*t", "Get?bject", "GetObject*", "**"] {
            assert!(matches(pattern, "GetObject"), "{pattern}");
        }
        for pattern in ["", "Get", "GetObject?", "?GetObject", "*x*", "Get*Objects", "Object*", "G?tObj"] {
            assert!(!matches(pattern, "GetObject"), "{pattern}");
        }
        assert!(matches("", "") && matches("*", "") && !matches("?", ""));
    }

    #[test]
    fn many_stars_take_no_time() {
        assert!(!matches(&"a*".repeat(1000), &"a".repeat(999)));
        assert!(!matches(&format!("{}b", "*a".repeat(50)), &"a".repeat(10_000)));
    }
}
