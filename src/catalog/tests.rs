//! What holds for every catalogue, and for the list of sources.

use super::tables::{ALL, SOURCES};

#[test]
fn every_file_is_sorted_and_unique() {
    for (file, table) in ALL {
        assert!(table.text().starts_with("# columns: ") && table.text().ends_with('\n'), "{file}");
        assert!(!table.text().contains('\r'), "{file}");
        let lines: Vec<&[u8]> = table.text().lines().skip(1).map(str::as_bytes).collect();
        assert!(!lines.is_empty() && lines.windows(2).all(|two| two[0] < two[1]), "{file}");
        assert_eq!(lines.len(), table.rows().count(), "{file}");
    }
}

#[test]
fn only_some_share_a_key() {
    for (file, table) in ALL {
        let shared = table.names().count() != table.rows().count();
        assert_eq!(shared, ["SOURCES", "engine_versions", "iam_condition_keys", "images"].contains(file), "{file}");
    }
}

#[test]
fn every_row_has_every_column() {
    for (file, table) in ALL {
        let tabs = |line: &str| line.matches('\t').count();
        let mut lines = table.text().lines().skip(1);
        let first = lines.next().map(tabs).unwrap();
        assert!(first > 0 && lines.all(|line| tabs(line) == first), "{file}");
    }
}

#[test]
fn every_row_is_found_by_its_key() {
    for (file, table) in ALL {
        assert!(table.rows().all(|row| table.all(row.key()).any(|found| found == row)), "{file}");
    }
}

#[test]
fn counts_are_those_of_the_sources() {
    for (file, table) in ALL.iter().filter(|(file, _)| *file != "SOURCES") {
        let name = format!("catalog/data/{file}.tsv");
        let rows = table.rows().count().to_string();
        assert!(SOURCES.get(&name).is_some(), "{file} is not in SOURCES.tsv");
        assert!(SOURCES.all(&name).all(|row| row.column(6) == rows), "{file} has {rows} rows");
    }
    let listed = SOURCES.names().filter(|file| file.starts_with("catalog/"));
    assert_eq!(listed.count(), ALL.len() - 1);
}
