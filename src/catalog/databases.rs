//! Classes of instances that managed databases and caches run on. Those of a region may be fewer.

use super::Row;
use super::tables::DATABASE_CLASSES;

/// What the classes of databases start with.
const DATABASE: &str = "db.";
/// What those of caches start with.
const CACHE: &str = "cache.";

/// The name of a class of databases as the catalogue holds it.
pub fn class(name: &str) -> Option<&'static str> {
    DATABASE_CLASSES.get(name).map(Row::key).filter(|name| name.starts_with(DATABASE))
}

/// The names of all classes of databases, sorted.
pub fn classes() -> impl Iterator<Item = &'static str> {
    DATABASE_CLASSES.starting(DATABASE).map(Row::key)
}

/// The engines that run on a class somewhere.
pub fn engines(class: &str) -> impl Iterator<Item = &'static str> {
    DATABASE_CLASSES.get(class).into_iter().flat_map(|row| row.column(1).split(','))
}

/// The classes that an engine runs on somewhere.
pub fn classes_of(engine: &str) -> impl Iterator<Item = &'static str> {
    let runs = move |row: &Row| row.column(1).split(',').any(|one| one == engine);
    DATABASE_CLASSES.rows().filter(runs).map(Row::key)
}

/// The name of a class of caches as the catalogue holds it.
pub fn cache_class(name: &str) -> Option<&'static str> {
    DATABASE_CLASSES.get(name).map(Row::key).filter(|name| name.starts_with(CACHE))
}

/// The names of all classes of caches, sorted.
pub fn cache_classes() -> impl Iterator<Item = &'static str> {
    DATABASE_CLASSES.starting(CACHE).map(Row::key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_ones_are_known() {
        assert_eq!(class("db.t3.micro"), Some("db.t3.micro"));
        assert_eq!(cache_class("cache.t3.micro"), Some("cache.t3.micro"));
        for absent in ["", "t3.micro", "db.t3", "cache.t3.micro", "db.t3.micro\t"] {
            assert_eq!(class(absent), None, "{absent:?}");
        }
        assert!(engines("db.t3.micro").any(|engine| engine == "mysql"));
        assert!(!engines("db.t3.micro").any(|engine| engine == "sqlserver-ee"));
        assert!(classes_of("postgres").any(|class| class == "db.t4g.micro"));
    }

    #[test]
    fn every_row_is_read() {
        assert!(classes().all(|name| name.starts_with("db.") && engines(name).all(|engine| !engine.is_empty())));
        assert_eq!(classes().count() + cache_classes().count(), DATABASE_CLASSES.rows().count());
    }
}
