//! Blocks of addresses, cut as `Fn::Cidr` cuts them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Blocks that `Fn::Cidr` cuts at most.
pub const MAX_COUNT: i64 = 256;
/// Bits of an address of the longer kind.
pub const MAX_BITS: i64 = 128;

/// How many blocks are tried when a free one is looked for.
const MOST_TRIED: u128 = 4_096;

/// A block: its first address, and how many of its bits are fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    address: IpAddr,
    prefix: u32,
}

/// Why a text is no block.
#[derive(Debug, PartialEq, Eq)]
pub enum Malformed {
    /// It is something else.
    NoBlock,
    /// It is an address within this block.
    Inside(Block),
}

impl Block {
    /// The block that a text is.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let (address, prefix) = text.split_once('/').ok_or(Malformed::NoBlock)?;
        let address: IpAddr = address.parse().map_err(|_| Malformed::NoBlock)?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.parse().ok().filter(|prefix| *prefix <= width).ok_or(Malformed::NoBlock)?;
        let first = match address {
            IpAddr::V4(address) => {
                let mask = u32::MAX.checked_shl(width - prefix).unwrap_or(0);
                IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & mask))
            }
            IpAddr::V6(address) => {
                let mask = u128::MAX.checked_shl(width - prefix).unwrap_or(0);
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
            }
        };
        let block = Self { address: first, prefix };
        if first == address { Ok(block) } else { Err(Malformed::Inside(block)) }
    }

    fn width(self) -> u32 {
        if self.address.is_ipv4() { 32 } else { 128 }
    }

    /// The bits that its addresses differ in.
    pub fn bits(self) -> u32 {
        self.width() - self.prefix
    }

    /// How many blocks of so many bits it has, if they fit.
    pub fn count(self, bits: i64) -> Option<u128> {
        let bits = u32::try_from(bits).ok().filter(|bits| (1..=self.bits()).contains(bits))?;
        Some(1_u128.checked_shl(self.bits() - bits).unwrap_or(u128::MAX))
    }

    /// One of these, counted from 0.
    pub fn cut(self, bits: i64, index: i64) -> Option<Self> {
        let index = u128::try_from(index).ok().filter(|index| self.count(bits).is_some_and(|count| *index < count))?;
        let bits = u32::try_from(bits).ok()?;
        let offset = index.checked_shl(bits).unwrap_or(0);
        let address = match self.address {
            IpAddr::V4(address) => IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() + offset as u32)),
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() + offset)),
        };
        Some(Self { address, prefix: self.width() - bits })
    }
}

impl Block {
    /// How many of its bits are fixed: the number behind its slash.
    pub fn prefix(self) -> u32 {
        self.prefix
    }

    /// Its first address.
    pub fn first(self) -> IpAddr {
        self.address
    }

    /// Whether all addresses of another block are its own.
    pub fn contains(self, other: Self) -> bool {
        self.address.is_ipv4() == other.address.is_ipv4()
            && self.prefix <= other.prefix
            && other.with_prefix(self.prefix).address == self.address
    }

    /// Whether it has an address.
    pub fn has(self, address: IpAddr) -> bool {
        self.contains(Self { address, prefix: if address.is_ipv4() { 32 } else { 128 } })
    }

    /// Whether two blocks have addresses in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The block of so many fixed bits around it, or the first one in it.
    pub fn resized(self, prefix: u32) -> Self {
        if prefix >= self.prefix { Self { prefix, ..self } } else { self.with_prefix(prefix) }
    }

    /// The block around it, of so many fixed bits.
    fn with_prefix(self, prefix: u32) -> Self {
        match Self::parse(&format!("{}/{prefix}", self.address)) {
            Ok(block) | Err(Malformed::Inside(block)) => block,
            Err(Malformed::NoBlock) => self,
        }
    }

    /// The first block in it of so many fixed bits that overlaps none of others, among the first ones.
    pub fn free(self, prefix: u32, taken: &[Self]) -> Option<Self> {
        let bits = i64::from(self.width().checked_sub(prefix)?);
        let count = self.count(bits)?.min(MOST_TRIED) as i64;
        (0..count).filter_map(|index| self.cut(bits, index)).find(|block| !taken.iter().any(|one| one.overlaps(*block)))
    }
}

impl std::fmt::Display for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(block: &str, bits: i64, index: i64) -> Option<String> {
        Block::parse(block).ok()?.cut(bits, index).map(|block| block.to_string())
    }

    #[test]
    fn blocks_are_cut_as_cloudformation_does() {
        assert_eq!(cut("10.0.0.0/16", 8, 1).as_deref(), Some("10.0.1.0/24"));
        assert_eq!(cut("10.0.0.0/16", 4, 3).as_deref(), Some("10.0.0.48/28"));
        assert_eq!(cut("10.0.0.0/16", 16, 0).as_deref(), Some("10.0.0.0/16"));
        assert_eq!(cut("2001:db8::/56", 64, 2).as_deref(), Some("2001:db8:0:2::/64"));
        assert_eq!(cut("0.0.0.0/0", 31, 1).as_deref(), Some("128.0.0.0/1"));
        assert_eq!(cut("::/0", 127, 1).as_deref(), Some("8000::/1"));
        assert_eq!(cut("::/0", 128, 0).as_deref(), Some("::/0"));
        assert_eq!(cut("0.0.0.0/0", 32, 0).as_deref(), Some("0.0.0.0/0"));
        assert_eq!(cut("::/0", 1, i64::MAX).as_deref(), Some("::ffff:ffff:ffff:fffe/127"));
        for (bits, index) in [(8, 256), (17, 0), (0, 0), (-1, 0), (8, -1), (i64::MAX, 0), (8, i64::MAX)] {
            assert_eq!(cut("10.0.0.0/16", bits, index), None, "{bits} {index}");
        }
    }

    #[test]
    fn blocks_are_compared_and_free_ones_found() {
        let block = |text: &str| Block::parse(text).unwrap();
        let network = block("10.0.0.0/16");
        assert!(network.contains(block("10.0.64.0/20")) && network.contains(network));
        assert!(!network.contains(block("10.1.0.0/20")) && !network.contains(block("10.0.0.0/8")));
        assert!(!network.contains(block("2001:db8::/32")) && !network.overlaps(block("::/0")));
        assert!(block("10.0.0.0/20").overlaps(network) && !block("10.0.0.0/20").overlaps(block("10.0.16.0/20")));
        assert!(network.has("10.0.3.4".parse().unwrap()) && !network.has("10.1.0.0".parse().unwrap()));
        let taken = [block("10.0.0.0/20"), block("10.0.32.0/20")];
        assert_eq!(network.free(20, &taken), Some(block("10.0.16.0/20")));
        assert_eq!(network.free(20, &[network]), None);
        assert_eq!(network.free(8, &[]), None);
    }

    #[test]
    fn only_blocks_are_blocks() {
        for text in ["10.0.0.0", "x/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "", "/", "::/129"] {
            assert_eq!(Block::parse(text), Err(Malformed::NoBlock), "{text}");
        }
        let Err(Malformed::Inside(block)) = Block::parse("10.0.1.5/16") else { panic!("it lies inside") };
        assert_eq!(block.to_string(), "10.0.0.0/16");
    }
}
