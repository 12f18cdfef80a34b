//! Protocols and ports, as rules name them.

use crate::reason::world::World;
use crate::template::Value;

/// The protocol of most of what people write rules for.
pub const TCP: u8 = 6;
/// The ports that Linux and AWS's own services answer to, in short.
///
/// From "Ephemeral ports" on the page "Custom network ACLs for your VPC" of the Amazon VPC User Guide.
pub const EPHEMERAL: Ports = Ports { first: 32_768, last: 60_999 };

/// Ports from the first to the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ports {
    /// The first one.
    pub first: u16,
    /// The last one.
    pub last: u16,
}

impl Ports {
    /// All of them.
    pub const ALL: Self = Self { first: 0, last: u16::MAX };

    /// One.
    pub fn one(port: u16) -> Self {
        Self { first: port, last: port }
    }

    /// Whether all of others are among them.
    pub fn contain(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether some of others are among them.
    pub fn meet(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// What a rule lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lets {
    /// Everything.
    Everything,
    /// Packets of a protocol, to these ports.
    Only(u8, Ports),
    /// Something that only the deploy knows.
    Unknown,
}

/// What a rule says with `IpProtocol` or `Protocol`, and two properties for the ports.
pub fn lets<'t>(world: &World<'_, 't>, protocol: Option<&'t Value<'t>>, ports: [Option<&'t Value<'t>>; 2]) -> Lets {
    let Some(protocol) = protocol.map(|value| world.symbol(value)) else { return Lets::Unknown };
    let number = match protocol.known() {
        Some("-1" | "all") => return Lets::Everything,
        Some("tcp" | "6") => TCP,
        Some("udp" | "17") => 17,
        Some("icmp" | "1") => 1,
        Some("icmpv6" | "58") => 58,
        Some(other) => match other.parse() {
            Ok(number) => number,
            Err(_) => return Lets::Unknown,
        },
        None => return Lets::Unknown,
    };
    if !matches!(number, 6 | 17) {
        return Lets::Only(number, Ports::ALL);
    }
    let port = |value: Option<&'t Value<'t>>| -> Option<i64> { world.symbol(value?).known()?.parse().ok() };
    match ports.map(port) {
        [Some(-1), _] => Lets::Only(number, Ports::ALL),
        [Some(first), Some(last)] => match (u16::try_from(first), u16::try_from(last)) {
            (Ok(first), Ok(last)) => Lets::Only(number, Ports { first, last }),
            (_, _) => Lets::Unknown,
        },
        _ if ports.iter().all(Option::is_none) => Lets::Only(number, Ports::ALL),
        _ => Lets::Unknown,
    }
}
