//! What holds for every catalogue, and for the list of sources.

use super::Table;

const SOURCES: Table = Table::new(include_str!("data/SOURCES.tsv"));

const FILES: [(&str, &str); 6] = [
    ("SOURCES.tsv", include_str!("data/SOURCES.tsv")),
    ("images.tsv", include_str!("data/images.tsv")),
    ("instance_types.tsv", include_str!("data/instance_types.tsv")),
    ("managed_policies.tsv", include_str!("data/managed_policies.tsv")),
    ("managed_policy_documents.tsv", include_str!("data/managed_policy_documents.tsv")),
    ("service_principals.tsv", include_str!("data/service_principals.tsv")),
];

#[test]
fn every_file_is_sorted_and_unique() {
    for (file, text) in FILES {
        assert!(text.starts_with("# columns: ") && text.ends_with('\n') && !text.contains('\r'), "{file}");
        let lines: Vec<&[u8]> = text.lines().skip(1).map(str::as_bytes).collect();
        assert!(!lines.is_empty() && lines.windows(2).all(|two| two[0] < two[1]), "{file}");
    }
}

#[test]
fn only_images_share_a_key() {
    for (file, text) in FILES {
        let table = Table::new(text);
        let shared = table.names().count() != table.rows().count();
        assert_eq!(shared, file == "images.tsv" || file == "SOURCES.tsv", "{file}");
    }
}

#[test]
fn every_row_has_every_column() {
    for (file, text) in FILES {
        let tabs = |line: &str| line.matches('\t').count();
        let mut lines = text.lines().skip(1);
        let first = lines.next().map(tabs).unwrap();
        assert!(first > 0 && lines.all(|line| tabs(line) == first), "{file}");
    }
}

#[test]
fn every_row_is_found_by_its_key() {
    for (file, text) in FILES {
        let table = Table::new(text);
        assert!(table.rows().all(|row| table.all(row.key()).any(|found| found == row)), "{file}");
    }
}

#[test]
fn counts_are_those_of_the_sources() {
    for (file, text) in &FILES[1..] {
        let rows = Table::new(text).rows().count().to_string();
        assert!(SOURCES.get(file).is_some(), "{file} is not in SOURCES.tsv");
        assert!(SOURCES.all(file).all(|row| row.column(6) == rows), "{file} has {rows} rows");
    }
    assert_eq!(SOURCES.names().count(), FILES.len() - 1);
}
