//! What EC2 refuses of the rules of security groups, and what lets in more than was meant: what is said of it, without
//! places.

use crate::catalog::ports;
use crate::diagnostic::Diagnostic;

/// The internet, in addresses of both kinds.
pub const EVERYWHERE: [&str; 2] = ["0.0.0.0/0", "::/0"];
/// Rules of one direction and one kind of address that a group may have, before and after AWS has raised the quota of
/// the account. From the page "Amazon VPC quotas" of the Amazon VPC User Guide.
pub const MAX_RULES: (usize, usize) = (60, 1_000);
/// The last port.
pub const MAX_PORT: i64 = 65_535;

/// Two rules that are one for EC2, which refuses the second.
pub fn duplicate(shown: &str) -> Diagnostic {
    Diagnostic::error("duplicate-rule", format!("this rule is there already: {shown}"))
        .help("EC2 refuses a rule that a group has already; leave one of them out")
}

/// More rules than a group may have.
pub fn many(group: &str, count: usize, out: bool) -> Option<Diagnostic> {
    let (usual, most) = MAX_RULES;
    if count <= usual {
        return None;
    }
    let way = if out { "outbound" } else { "inbound" };
    let message = format!("{group} has {count} {way} rules");
    let problem = if count > most {
        Diagnostic::error("many-rules", format!("{message}, and a security group takes at most {most}"))
    } else {
        Diagnostic::warning("many-rules", format!("{message}, and an account's quota is {usual} unless AWS raised it"))
    };
    Some(problem.help("name a larger block, a security group, or a prefix list; or use a second group"))
}

/// Traffic that everybody in the world may send and only few should.
pub fn open(protocol: &str, (from, last): (i64, i64), shown: &str) -> Option<Diagnostic> {
    let found = ports::guarded(protocol, from, last)?;
    let (what, risk) = match (from == last, last - from) {
        (true, _) => (shown.to_owned(), found.risk),
        (false, MAX_PORT) => (shown.to_owned(), "try whatever listens"),
        (false, _) => (format!("{shown}, {} among it,", found.name), found.risk),
    };
    let help = match found.name {
        "ssh" | "rdp" => {
            "name who needs it: from 203.0.113.7/32, or from a jump server; AWS Systems Manager logs in without an open port"
        }
        _ => "name who needs it, such as the security group of the servers that use it: from web",
    };
    let message = format!("{what} is open to the whole internet, where anybody can {risk}");
    Some(Diagnostic::warning("open-to-the-world", message).help(help))
}
