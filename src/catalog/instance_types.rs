//! EC2 instance types. One that is missing here may still exist: the resource schemas know a few more names.

use super::table::{Row, Table};

const TYPES: Table = Table::new(include_str!("data/instance_types.tsv"));

/// One instance type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceType {
    /// As in `t3.micro`.
    pub name: &'static str,
    /// Architectures as AWS names them, separated by commas: `arm64`, `x86_64`, `i386,x86_64`, `arm64_mac`.
    pub architectures: &'static str,
    /// Virtual processors, unless the instance sets its own number.
    pub vcpus: u32,
    /// Memory in MiB.
    pub memory_mib: u64,
    /// Whether it can be EBS-optimised.
    pub ebs_optimized: EbsOptimized,
    /// What it runs on.
    pub hypervisor: Hypervisor,
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
}

impl InstanceType {
    /// Whether an image of this architecture runs on it.
    pub fn supports(&self, architecture: &str) -> bool {
        self.architectures.split(',').any(|one| one == architecture)
    }
}

/// The instance type of this name.
pub fn find(name: &str) -> Option<InstanceType> {
    TYPES.get(name).and_then(instance_type)
}

/// The name of an instance type as the catalogue holds it.
pub fn name(name: &str) -> Option<&'static str> {
    TYPES.get(name).map(Row::key)
}

/// The names of all instance types, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    TYPES.names()
}

fn instance_type(row: Row) -> Option<InstanceType> {
    Some(InstanceType {
        name: row.key(),
        architectures: row.column(1),
        vcpus: row.column(2).parse().ok()?,
        memory_mib: row.column(3).parse().ok()?,
        ebs_optimized: ebs_optimized(row.column(4))?,
        hypervisor: hypervisor(row.column(5))?,
    })
}

fn ebs_optimized(word: &str) -> Option<EbsOptimized> {
    match word {
        "unsupported" => Some(EbsOptimized::Unsupported),
        "supported" => Some(EbsOptimized::Supported),
        "default" => Some(EbsOptimized::Default),
        _ => None,
    }
}

fn hypervisor(word: &str) -> Option<Hypervisor> {
    match word {
        "nitro" => Some(Hypervisor::Nitro),
        "xen" => Some(Hypervisor::Xen),
        "none" => Some(Hypervisor::None),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_small_one() {
        let micro = find("t3.micro").unwrap();
        assert_eq!((micro.vcpus, micro.memory_mib, micro.architectures), (2, 1024, "x86_64"));
        assert_eq!((micro.ebs_optimized, micro.hypervisor), (EbsOptimized::Default, Hypervisor::Nitro));
        assert!(micro.supports("x86_64") && !micro.supports("arm64") && !micro.supports("x86"));
    }

    #[test]
    fn knows_the_exceptions() {
        assert_eq!(find("t2.micro").unwrap().ebs_optimized, EbsOptimized::Unsupported);
        assert_eq!(find("m1.large").unwrap().ebs_optimized, EbsOptimized::Supported);
        assert_eq!(find("t2.micro").unwrap().hypervisor, Hypervisor::Xen);
        assert_eq!(find("m5.metal").unwrap().hypervisor, Hypervisor::None);
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
    fn every_row_is_read() {
        for name in names() {
            let found = find(name).unwrap();
            assert!(found.vcpus > 0 && found.memory_mib > 0 && !found.architectures.is_empty(), "{name}");
        }
    }
}
