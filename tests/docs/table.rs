//! Tables that are kept by hand, in which every claim is checked: tab-separated, with a heading, `#` for remarks.

use super::page;

/// The rows, each with as many cells as the heading.
pub(crate) fn rows<const N: usize>(path: &str, heading: [&str; N]) -> Vec<[String; N]> {
    let text = page::read(path);
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    assert_eq!(lines.next(), Some(heading.join("\t").as_str()), "{path}: the heading");
    lines.map(|line| cells(path, line)).collect()
}

fn cells<const N: usize>(path: &str, line: &str) -> [String; N] {
    let cells: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
    cells.try_into().unwrap_or_else(|cells: Vec<_>| panic!("{path}: {} cells, not {N}: {line}", cells.len()))
}

/// What stands between semicolons; nothing for a dash.
pub(crate) fn listed(cell: &str) -> Vec<&str> {
    cell.split("; ").map(str::trim).filter(|item| !item.is_empty() && *item != "-").collect()
}
