//! The engines of RDS, and what each wants.
//!
//! From the pages CreateDBInstance of the Amazon RDS API Reference and AWS::RDS::DBInstance of the CloudFormation Template
//! Reference Guide; where the two differ, the wider limit stands here.

use crate::catalog::engine_versions;

/// Every engine whose databases are instances.
pub const NAMES: &[&str] = &[
    "mysql",
    "postgres",
    "mariadb",
    "oracle-se2",
    "oracle-se2-cdb",
    "oracle-ee",
    "oracle-ee-cdb",
    "sqlserver-ex",
    "sqlserver-web",
    "sqlserver-se",
    "sqlserver-ee",
    "db2-se",
    "db2-ae",
];

/// What is the same for the editions of one engine.
pub struct Engine {
    /// What the names of its editions start with.
    prefix: &'static str,
    /// What people call it.
    pub called: &'static str,
    /// The port that it listens on unless somebody says otherwise.
    pub port: i64,
    /// The user that is made where none is named.
    pub user: &'static str,
    /// How many characters the name of a user has at most.
    pub user_most: usize,
    /// How many characters the name of a database has at most; none where a database cannot be made with the instance.
    pub database_most: Option<usize>,
    /// Words that neither a user nor a database can be called, with spaces between.
    reserved: &'static str,
    /// Logs that it can send to CloudWatch.
    pub logs: &'static [&'static str],
    /// Whether its versions are charged for once their standard support has ended, unless that is declined.
    pub extended_support: bool,
}

static ENGINES: &[Engine] = &[
    Engine {
        prefix: "mysql",
        called: "MySQL",
        port: 3306,
        user: "admin",
        user_most: 16,
        database_most: Some(64),
        reserved: MYSQL,
        logs: &["audit", "error", "general", "slowquery", "iam-db-auth-error"],
        extended_support: true,
    },
    Engine {
        prefix: "postgres",
        called: "PostgreSQL",
        port: 5432,
        user: "postgres",
        user_most: 63,
        database_most: Some(63),
        reserved: POSTGRES,
        logs: &["postgresql", "upgrade", "iam-db-auth-error"],
        extended_support: true,
    },
    Engine {
        prefix: "mariadb",
        called: "MariaDB",
        port: 3306,
        user: "admin",
        user_most: 16,
        database_most: Some(64),
        reserved: MYSQL,
        logs: &["audit", "error", "general", "slowquery", "iam-db-auth-error"],
        extended_support: false,
    },
    Engine {
        prefix: "oracle",
        called: "Oracle",
        port: 1521,
        user: "admin",
        user_most: 30,
        database_most: Some(8),
        reserved: "sys system rdsadmin",
        logs: &["alert", "audit", "listener", "oemagent", "trace"],
        extended_support: false,
    },
    Engine {
        prefix: "sqlserver",
        called: "SQL Server",
        port: 1433,
        user: "admin",
        user_most: 128,
        database_most: None,
        reserved: "sa rdsadmin",
        logs: &["agent", "error"],
        extended_support: false,
    },
    Engine {
        prefix: "db2",
        called: "Db2",
        port: 50_000,
        user: "admin",
        user_most: 16,
        database_most: Some(64),
        reserved: "rdsadmin",
        logs: &["diag.log", "notify.log"],
        extended_support: false,
    },
];

/// Words that MySQL and MariaDB keep for themselves and that people like to name things by, and the user of RDS.
///
/// From the page "Keywords and Reserved Words" of the MySQL Reference Manual.
const MYSQL: &str = "rdsadmin all and as condition database databases default delete desc describe group index insert int \
     integer interval key keys left like limit load lock match option order primary procedure range read references rename \
     right rows schema schemas select set show table to trigger true update usage use values when where window with write";
/// The reserved words of PostgreSQL, and what RDS keeps.
///
/// From the page "SQL Key Words" of the PostgreSQL documentation. That `admin` is one is what RDS says of it.
const POSTGRES: &str = "rdsadmin admin all analyse analyze and any array as asc asymmetric both case cast check collate \
     column constraint create current_user default deferrable desc distinct do else end except false fetch for foreign from \
     grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or \
     order placing primary references returning select session_user some symmetric system_user table then to trailing true \
     union unique user using variadic when where window with";

impl Engine {
    /// Whether the engine keeps a word for itself, in whatever case.
    pub fn reserves(&self, word: &str) -> bool {
        self.reserved.split_ascii_whitespace().any(|reserved| reserved.eq_ignore_ascii_case(word))
    }
}

/// The name of an engine as RDS has it.
pub fn name(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|known| **known == name).copied()
}

/// The engine of an edition.
pub fn find(name: &str) -> Option<&'static Engine> {
    ENGINES.iter().find(|engine| name.starts_with(engine.prefix))
}

/// The family of parameters of a version: `mysql8.4`, `postgres17`, `sqlserver-ex-16.0`.
///
/// As `aws rds describe-db-engine-versions` lists them under DBParameterGroupFamily.
pub fn family(name: &str, version: &str) -> String {
    let major = engine_versions::major(name, version);
    match name.split('-').next() {
        Some("sqlserver") => format!("{name}-{}", major.trim_end_matches('0').to_owned() + "0"),
        Some("oracle" | "db2") => format!("{name}-{major}"),
        _ => format!("{name}{major}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_as_rds_names_them() {
        for (name, version, expected) in [
            ("mysql", "8.4.9", "mysql8.4"),
            ("mysql", "8.0", "mysql8.0"),
            ("mariadb", "10.11.6", "mariadb10.11"),
            ("postgres", "17.5", "postgres17"),
            ("postgres", "9.6.24", "postgres9.6"),
            ("oracle-se2", "19.0.0.0.ru-2025-01.rur-2025-01.r1", "oracle-se2-19"),
            ("oracle-se2-cdb", "21", "oracle-se2-cdb-21"),
            ("sqlserver-ex", "16.00.4095.4.v1", "sqlserver-ex-16.0"),
            ("sqlserver-se", "15.00", "sqlserver-se-15.0"),
            ("db2-se", "11.5.9.0.sb00039210.r1", "db2-se-11.5"),
        ] {
            assert_eq!(family(name, version), expected);
        }
    }

    #[test]
    fn every_name_has_an_engine() {
        for name in NAMES {
            let found = find(name).map(|engine| engine.reserves(engine.user));
            assert_eq!(found, Some(false), "{name}");
        }
    }
}
