//! A single address.

use crate::diagnostic::Diagnostic;
use crate::domains::{self, Use};
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::words::domain;

/// Entries that are about a domain.
const OF_DOMAIN: [&str; 3] = ["dmarc", "from", "zone"];

/// Reports what is no address, and what an address has not.
pub fn check(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let Some(name) = domain::known(declaration) else { return };
    if let Some(problem) = problem(&name) {
        to.report(
            Diagnostic::error("invalid-name", format!("SES does not accept the address `{name}`: {problem}"))
                .label(domain::span_of(declaration), problem)
                .help("an address looks like office@example.com"),
        );
    }
    for setting in declaration.entries.settings.iter().filter(|one| OF_DOMAIN.contains(&one.entry.name)) {
        let domain = name.rsplit('@').next().unwrap_or_default();
        to.report(
            Diagnostic::error(
                "no-effect",
                format!("`{}` is about a domain, and this is one address", setting.entry.name),
            )
            .label(setting.key, "has no effect")
            .label(domain::span_of(declaration), "an address")
            .help(format!("leave it out, or send from all of the domain: mail {domain} < … >")),
        );
    }
}

fn problem(address: &str) -> Option<String> {
    let (user, host) = address.rsplit_once('@')?;
    if user.is_empty() {
        return Some("nothing stands in front of its `@`".to_owned());
    }
    let is_plain = |letter: char| letter.is_ascii_graphic() && letter != '@';
    match user.chars().find(|letter| !is_plain(*letter)) {
        Some(wrong) => Some(format!("it has `{wrong}` in front of its `@`")),
        None => domains::problem(host, Use::Host),
    }
}
