//! Committed figures: a number and a name on each line, below lines that begin with `#`.

use anyhow::{Context as _, Result, bail};

#[derive(Debug, PartialEq)]
pub(crate) struct Table {
    rows: Vec<(String, u64)>,
}

/// How a table and what was counted belong together, name by name.
#[derive(Debug, PartialEq)]
pub(crate) enum Pair<'a> {
    Both {
        name: &'a str,
        committed: u64,
        counted: u64,
    },
    /// Nothing of this name was counted.
    Stale(&'a str),
    /// The table does not have it.
    New(&'a str),
}

impl Table {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let mut rows: Vec<(String, u64)> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (number, name) = line.trim().split_once("  ").with_context(|| format!("neither a number nor a name: {line}"))?;
            let number = number.parse().with_context(|| format!("no number: {line}"))?;
            if rows.iter().any(|(other, _)| other == name) {
                bail!("{name} is there twice");
            }
            rows.push((name.to_owned(), number));
        }
        Ok(Self { rows })
    }

    pub(crate) fn render(head: &str, rows: &[(String, u64)]) -> String {
        let width = rows.iter().map(|(_, number)| number.to_string().len()).max().unwrap_or_default();
        let rows = rows.iter().map(|(name, number)| format!("{number:width$}  {name}\n"));
        head.lines().map(|line| format!("# {line}\n")).chain(rows).collect()
    }

    pub(crate) fn pair<'a>(&'a self, counted: &'a [(String, u64)]) -> Vec<Pair<'a>> {
        let of = |rows: &[(String, u64)], name: &str| rows.iter().find(|(other, _)| other == name).map(|(_, number)| *number);
        let committed = self.rows.iter().map(|(name, committed)| match of(counted, name) {
            Some(counted) => Pair::Both { name, committed: *committed, counted },
            None => Pair::Stale(name),
        });
        let new = counted.iter().filter(|(name, _)| of(&self.rows, name).is_none()).map(|(name, _)| Pair::New(name));
        committed.chain(new).collect()
    }
}

#[cfg(test)]
pub(crate) fn rows(rows: &[(&str, u64)]) -> Vec<(String, u64)> {
    rows.iter().map(|(name, number)| ((*name).to_owned(), *number)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Pair, Table, rows};

    #[test]
    fn what_is_written_is_read() {
        let rows = rows(&[("login, 6 KB", 1_756_808), ("a", 7)]);
        let text = Table::render("one line\nanother", &rows);
        assert_eq!(text, "# one line\n# another\n1756808  login, 6 KB\n      7  a\n");
        assert_eq!(Table::parse(&text).unwrap(), Table { rows });
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for text in ["login\n", "many  login\n", "\n", "7 login\n", "7  a\n8  a\n"] {
            assert!(Table::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn nothing_is_left_out() {
        let (committed, counted) = (rows(&[("a", 1), ("b", 2)]), rows(&[("c", 3), ("b", 4)]));
        let table = Table { rows: committed };
        assert_eq!(table.pair(&counted), [Pair::Stale("a"), Pair::Both { name: "b", committed: 2, counted: 4 }, Pair::New("c")]);
    }
}
