//! EC2 instance types. Some can be named, but nothing is known of them.

use super::Row;
use super::tables::INSTANCE_TYPES as TYPES;

/// What a column holds of which nothing is known.
const UNKNOWN: &str = "-";

/// One instance type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceType {
    row: Row,
}

/// Whether an instance type can be EBS-optimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EbsOptimized {
    /// It never is; asking for it is refused.
    Unsupported,
    /// When asked for.
    Supported,
    /// Always.
    Default,
    /// Nobody here knows.
    Unknown,
}

/// What an instance runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hypervisor {
    /// Nitro.
    Nitro,
    /// Xen.
    Xen,
    /// Bare metal.
    None,
    /// Nobody here knows.
    Unknown,
}

impl InstanceType {
    /// As in `t3.micro`.
    pub fn name(self) -> &'static str {
        self.row.key()
    }

    /// Whether more than its name is known.
    pub fn is_described(self) -> bool {
        self.row.column(1) != UNKNOWN
    }

    /// Architectures as AWS names them: `arm64`, `x86_64`, `i386` and `x86_64`, `arm64_mac`.
    pub fn architectures(self) -> impl Iterator<Item = &'static str> {
        self.row.column(1).split(',')
    }

    /// Whether an image of this architecture runs on it.
    pub fn supports(self, architecture: &str) -> bool {
        self.architectures().any(|one| one == architecture)
    }

    /// Virtual processors, unless the instance sets its own number.
    pub fn vcpus(self) -> u32 {
        self.row.column(2).parse().unwrap_or_default()
    }

    /// Memory in MiB.
    pub fn memory_mib(self) -> u64 {
        self.row.column(3).parse().unwrap_or_default()
    }

    /// Whether it can be EBS-optimised.
    pub fn ebs_optimized(self) -> EbsOptimized {
        match self.row.column(4) {
            "default" => EbsOptimized::Default,
            "supported" => EbsOptimized::Supported,
            "unsupported" => EbsOptimized::Unsupported,
            _ => EbsOptimized::Unknown,
        }
    }

    /// What it runs on.
    pub fn hypervisor(self) -> Hypervisor {
        match self.row.column(5) {
            "nitro" => Hypervisor::Nitro,
            "xen" => Hypervisor::Xen,
            "none" => Hypervisor::None,
            _ => Hypervisor::Unknown,
        }
    }
}

/// The instance type of this name.
pub fn find(name: &str) -> Option<InstanceType> {
    TYPES.get(name).map(|row| InstanceType { row })
}

/// The name of an instance type as the catalogue holds it.
pub fn name(name: &str) -> Option<&'static str> {
    TYPES.get(name).map(Row::key)
}

/// The names of all instance types, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    TYPES.names()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_small_one() {
        let micro = find("t3.micro").unwrap();
        assert_eq!(
            (micro.vcpus(), micro.memory_mib(), micro.architectures().collect::<Vec<_>>()),
            (2, 1024, vec!["x86_64"])
        );
        assert_eq!((micro.ebs_optimized(), micro.hypervisor()), (EbsOptimized::Default, Hypervisor::Nitro));
        assert!(micro.supports("x86_64") && !micro.supports("arm64") && !micro.supports("x86"));
    }

    #[test]
    fn knows_the_exceptions() {
        assert_eq!(find("t2.micro").unwrap().ebs_optimized(), EbsOptimized::Unsupported);
        assert_eq!(find("m1.large").unwrap().ebs_optimized(), EbsOptimized::Supported);
        assert_eq!(find("t2.micro").unwrap().hypervisor(), Hypervisor::Xen);
        assert_eq!(find("m5.metal").unwrap().hypervisor(), Hypervisor::None);
        assert!(find("t4g.micro").unwrap().supports("arm64"));
        assert!(find("t2.micro").unwrap().supports("i386"));
    }

    #[test]
    fn an_unknown_name_is_not_found() {
        for name in ["t3", "t3.", "t3.micr", "t3.micros", "T3.micro", ""] {
            assert_eq!(find(name), None, "{name:?}");
        }
    }

    #[test]
    fn of_some_only_the_name_is_known() {
        let named = find("p3.2xlarge").unwrap();
        assert!(!named.is_described() && !named.supports("x86_64"));
        assert_eq!((named.ebs_optimized(), named.hypervisor()), (EbsOptimized::Unknown, Hypervisor::Unknown));
    }

    #[test]
    fn every_row_is_read() {
        for row in TYPES.rows().filter(|row| row.column(1) != UNKNOWN) {
            let found = find(row.key()).unwrap();
            assert!(found.name() == row.key() && found.is_described());
            assert!(found.vcpus() > 0 && found.memory_mib() > 0 && found.architectures().all(|one| !one.is_empty()));
            assert!(["unsupported", "supported", "default"].contains(&row.column(4)), "{}", row.key());
            assert!(["nitro", "xen", "none"].contains(&row.column(5)), "{}", row.key());
        }
    }
}
