//! What AWS refuses, and what linters did not see when it was tried: each is a mistake that is said before the deploy.
//!
//! The first line of a program names the code that it has to have, and what AWS refuses. A warning is about what an
//! account's quota or a new service may allow after all.

use infrac::{Severity, Source, compile};
use std::fs;
use std::path::Path;

#[test]
fn what_aws_refuses_is_said_before_the_deploy() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refused");
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut count = 0;
    for entry in entries {
        let path = entry.expect("an entry can be read").path();
        let text = fs::read_to_string(&path).expect("a program can be read");
        let head = text.strip_prefix("# ").and_then(|rest| rest.split_once(':')).map(|(head, _)| head);
        let (severity, code) = head.and_then(|head| head.split_once(' ')).expect("a severity and a code");
        let severity = if severity == "error" { Severity::Error } else { Severity::Warning };
        let source = Source::new("program.infra", text.as_str());
        let found = compile(&source).diagnostics;
        let is_it = |one: &infrac::Diagnostic| one.code == code && one.severity == severity;
        assert!(found.iter().any(is_it), "{}: {found:?}", path.display());
        count += 1;
    }
    assert!(count >= 35, "only {count} programs");
}
