//! Services by their names, with the ports that they are known for: a list by hand, of those that people name.

/// A service that listens on ports of its own.
pub struct Service {
    /// Its name in a sentence.
    pub name: &'static str,
    /// Its protocols and ports.
    pub ports: &'static [(&'static str, u16)],
    /// What may happen when anybody in the world reaches it; empty where that is what it is for.
    pub risk: &'static str,
}

const LOGIN: &str = "try to log in";
const DATA: &str = "try to read the data";

const fn service(name: &'static str, ports: &'static [(&'static str, u16)], risk: &'static str) -> Service {
    Service { name, ports, risk }
}

/// In alphabetical order. The ports are those of IANA's "Service Name and Transport Protocol Port Number Registry", or
/// what the service's own documentation names as its default.
pub const SERVICES: &[Service] = &[
    service("dns", &[("tcp", 53), ("udp", 53)], ""),
    service("elasticsearch", &[("tcp", 9200)], DATA),
    service("http", &[("tcp", 80)], ""),
    service("https", &[("tcp", 443)], ""),
    service("imaps", &[("tcp", 993)], ""),
    service("kafka", &[("tcp", 9092)], DATA),
    service("ldap", &[("tcp", 389)], DATA),
    service("memcached", &[("tcp", 11211)], DATA),
    service("mongodb", &[("tcp", 27017)], DATA),
    service("mssql", &[("tcp", 1433)], DATA),
    service("mysql", &[("tcp", 3306)], DATA),
    service("nfs", &[("tcp", 2049)], DATA),
    service("ntp", &[("udp", 123)], ""),
    service("oracle", &[("tcp", 1521)], DATA),
    service("postgres", &[("tcp", 5432)], DATA),
    service("rdp", &[("tcp", 3389)], LOGIN),
    service("redis", &[("tcp", 6379)], DATA),
    service("redshift", &[("tcp", 5439)], DATA),
    service("smb", &[("tcp", 445)], DATA),
    service("smtp", &[("tcp", 25)], ""),
    service("ssh", &[("tcp", 22)], LOGIN),
    service("telnet", &[("tcp", 23)], LOGIN),
];

/// The service of this name.
pub fn find(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name == name)
}

/// A service among some ports that not everybody should reach.
pub fn guarded(protocol: &str, from: i64, to: i64) -> Option<&'static Service> {
    let is_there = |(other, port): &(&str, u16)| {
        (protocol == *other || protocol == "-1") && (from..=to).contains(&i64::from(*port))
    };
    SERVICES.iter().find(|service| !service.risk.is_empty() && service.ports.iter().any(is_there))
}

#[cfg(test)]
mod tests {
    use super::SERVICES;

    #[test]
    fn services_are_in_alphabetical_order() {
        assert!(SERVICES.is_sorted_by_key(|service| service.name));
    }
}
