//! A sorted tab separated text that is searched in place.

/// A catalogue's text: one header line, then rows sorted by bytes, each ended by a line feed.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    text: &'static str,
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
    /// Wraps a text as `generate.py` writes it.
    pub const fn new(text: &'static str) -> Self {
        Self { text }
    }

    /// The first row with this key.
    pub fn get(&self, key: &str) -> Option<Row> {
        self.all(key).next()
    }

    /// Every row with this key.
    pub fn all(&self, key: &str) -> impl Iterator<Item = Row> {
        let body = self.body();
        let body = &body[lower_bound(body, key)..];
        lines(body).take_while(move |row| row.key() == key)
    }

    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        lines(self.body())
    }

    /// Every key once, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let mut last = "";
        self.rows().map(Row::key).filter(move |key| std::mem::replace(&mut last, key) != *key)
    }

    fn body(&self) -> &'static str {
        memchr::memchr(b'\n', self.text.as_bytes()).map_or("", |end| &self.text[end + 1..])
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = Row> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest.as_bytes())?;
        let line = &rest[..end];
        rest = &rest[end + 1..];
        Some(Row { line })
    })
}

/// Where the first row starts whose key is not before `key`.
fn lower_bound(body: &str, key: &str) -> usize {
    let bytes = body.as_bytes();
    // Both ends always stand at the start of a row or at the end of the text.
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
        // The tab after a row's key sorts before all that can follow in a longer key, so whole rows compare right.
        if &bytes[start..] < key.as_bytes() {
            low = memchr::memchr(b'\n', &bytes[start..high]).map_or(high, |at| start + at + 1);
        } else {
            high = start;
        }
    }
    low
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TABLE: Table = Table::new("# header\na\t1\nb\t1\nb\t2\nb-c\t3\nd\t4\t\tend\n");

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
    fn a_missing_column_is_empty() {
        let row = TABLE.get("d").unwrap();
        assert_eq!([row.column(2), row.column(3), row.column(4)], ["", "end", ""]);
    }

    #[test]
    fn an_empty_table_has_no_rows() {
        for text in ["", "# header", "# header\n"] {
            assert_eq!(Table::new(text).rows().count(), 0);
            assert_eq!(Table::new(text).get("a"), None);
        }
    }
}
