//! A sorted tab separated text that is searched in place.

/// A catalogue's text: one header line, then rows sorted by bytes, each ended by a line feed.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    text: &'static str,
    /// Where each row starts.
    starts: &'static [u32],
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    line: &'static str,
}

impl Row {
    /// The column with this index, empty when the row has none.
    pub fn column(self, index: usize) -> &'static str {
        let mut rest = self.line;
        for _ in 0..index {
            rest = memchr::memchr(b'\t', rest.as_bytes()).map_or("", |tab| &rest[tab + 1..]);
        }
        &rest[..memchr::memchr(b'\t', rest.as_bytes()).unwrap_or(rest.len())]
    }

    /// The first column, by which rows are found.
    pub fn key(self) -> &'static str {
        self.column(0)
    }
}

impl Table {
    /// Wraps a text as `generate/` writes it, with the offsets of its rows.
    pub const fn new(text: &'static str, starts: &'static [u32]) -> Self {
        Self { text, starts }
    }

    /// The whole text.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The first row with this key.
    pub fn get(&self, key: &str) -> Option<Row> {
        self.all(key).next()
    }

    /// Every row with this key.
    pub fn all(&self, key: &str) -> impl Iterator<Item = Row> {
        // The tab after a row's key sorts before all that can follow in a longer key, so whole rows compare right.
        self.not_before(key).take_while(move |row| row.key() == key)
    }

    /// Every row that starts with this text, in order.
    pub fn starting(&self, prefix: &str) -> impl Iterator<Item = Row> + use<> {
        let prefix = prefix.to_owned();
        self.not_before(&prefix).take_while(move |row| row.line.starts_with(prefix.as_str()))
    }

    /// The rows that do not sort before this text, in order.
    pub fn not_before(&self, text: &str) -> impl Iterator<Item = Row> + use<> {
        let bytes = self.text.as_bytes();
        self.rows_from(self.starts.partition_point(|start| &bytes[*start as usize..] < text.as_bytes()))
    }

    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        self.rows_from(0)
    }

    fn rows_from(&self, first: usize) -> impl Iterator<Item = Row> + use<> {
        let text = self.text;
        self.starts[first..].iter().map(move |start| {
            let rest = &text[*start as usize..];
            Row { line: &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())] }
        })
    }

    /// Every key once, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let mut last = "";
        self.rows().map(Row::key).filter(move |key| std::mem::replace(&mut last, key) != *key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table = Table::new("# header\na\t1\nb\t1\nb\t2\nb-c\t3\nd\t4\t\tend\n", &[9, 13, 17, 21, 27]);

    #[test]
    fn finds_every_row_and_nothing_else() {
        for row in TABLE.rows() {
            assert_eq!(TABLE.get(row.key()).unwrap().key(), row.key());
        }
        for absent in ["", "#", "# header", "A", "a\t1", "aa", "b-", "b-cc", "c", "e", "\n"] {
            assert_eq!(TABLE.get(absent), None, "{absent:?}");
        }
    }

    #[test]
    fn rows_that_share_a_key_stay_together() {
        let second: Vec<_> = TABLE.all("b").map(|row| row.column(1)).collect();
        assert_eq!(second, ["1", "2"]);
        assert_eq!(TABLE.names().collect::<Vec<_>>(), ["a", "b", "b-c", "d"]);
    }

    #[test]
    fn rows_are_found_by_how_they_start() {
        let starting = |prefix| TABLE.starting(prefix).map(|row| row.column(1)).collect::<Vec<_>>();
        assert_eq!(starting("b"), ["1", "2", "3"]);
        assert_eq!(starting("b\t2"), ["2"]);
        assert_eq!(starting("").len(), 5);
        assert!(starting("bb").is_empty() && starting("#").is_empty() && starting("e").is_empty());
    }

    #[test]
    fn a_missing_column_is_empty() {
        let row = TABLE.get("d").unwrap();
        assert_eq!([row.column(2), row.column(3), row.column(4)], ["", "end", ""]);
    }

    #[test]
    fn an_empty_table_has_no_rows() {
        for text in ["", "# header", "# header\n"] {
            assert_eq!(Table::new(text, &[]).rows().count(), 0);
            assert_eq!(Table::new(text, &[]).get("a"), None);
        }
    }
}
