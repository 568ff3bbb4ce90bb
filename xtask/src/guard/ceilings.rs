//! Instructions of hostile messages against a ceiling for each class, so that nothing quadratic comes back unnoticed.

use super::figures::Figure;
use super::table::{Pair, Table};
use super::{CEILINGS, Findings, RENEW};

/// Of each class, which may stand in several places of a message, the place that costs most.
pub(crate) fn slowest_of_each_class(figures: &[Figure]) -> Vec<(String, u64)> {
    let mut classes: Vec<(String, u64)> = Vec::new();
    for figure in figures {
        let class = figure.name.split_once(" (").map_or(figure.name.as_str(), |(class, _)| class);
        match classes.iter_mut().find(|(other, _)| other == class) {
            Some((_, slowest)) => *slowest = figure.value.max(*slowest),
            None => classes.push((class.to_owned(), figure.value)),
        }
    }
    classes
}

pub(crate) fn render(slowest: &[(String, u64)]) -> String {
    let head =
        format!("The most instructions for a hostile message of 256 KiB, by class; `{RENEW}` writes what was counted and a quarter more.");
    Table::render(&head, &slowest.iter().map(|(class, counted)| (class.clone(), ceiling(*counted))).collect::<Vec<_>>())
}

pub(crate) fn hold(ceilings: &Table, slowest: &[(String, u64)]) -> Findings {
    let mut findings = Findings::default();
    for pair in ceilings.pair(slowest) {
        match pair {
            Pair::Both { name, committed, counted } => {
                findings.figures.push(format!("{counted:>12} of {committed:>12}  {name}"));
                match complaint(name, committed, counted) {
                    None => findings.held += 1,
                    Some(complaint) => findings.complaints.push(complaint),
                }
            }
            Pair::Stale(name) => {
                findings.complaints.push(format!("{name}: it is in {CEILINGS}, and there is no such message; `{RENEW}` takes it out"))
            }
            Pair::New(name) => findings.complaints.push(format!("{name}: it has no ceiling in {CEILINGS}; `{RENEW}` writes one")),
        }
    }
    findings
}

fn complaint(class: &str, ceiling: u64, counted: u64) -> Option<String> {
    if counted > ceiling {
        return Some(format!("{class}: {counted} instructions, {} more than the ceiling", counted - ceiling));
    }
    // Under a ceiling so high a quadratic path would find room. The lowest of all is none that could be lowered.
    (ceiling > STEP && counted < ceiling / 3)
        .then(|| format!("{class}: {counted} instructions, not even a third of the ceiling {ceiling}; `{RENEW}` lowers it"))
}

/// Room for another compiler.
fn ceiling(counted: u64) -> u64 {
    (counted + counted / 4).div_ceil(STEP) * STEP
}

/// Ceilings are whole multiples of this.
const STEP: u64 = 100_000;

#[cfg(test)]
mod tests {
    use super::super::figures::Figure;
    use super::super::table::{Table, rows};
    use super::{hold, render, slowest_of_each_class};

    fn complaints(counted: &[(&str, u64)]) -> Vec<String> {
        let table = Table::parse("# head\n1000000  IDs\n 500000  elements (many), nested\n").unwrap();
        hold(&table, &rows(counted)).complaints
    }

    #[test]
    fn classes_without_their_places() {
        let figure = |name: &str, value| Figure { name: name.to_owned(), parameter: 0, octets: 1, value };
        let figures =
            [figure("IDs (response)", 7), figure("IDs (bare (assertion))", 9), figure("white space", 1), figure("IDs (signatures)", 8)];
        assert_eq!(slowest_of_each_class(&figures), rows(&[("IDs", 9), ("white space", 1)]));
    }

    #[test]
    fn under_the_ceiling() {
        assert_eq!(complaints(&[("IDs", 1_000_000), ("elements (many), nested", 400_000)]), [""; 0]);
    }

    #[test]
    fn over_it_and_far_under_it() {
        let over = complaints(&[("IDs", 1_000_001), ("elements (many), nested", 400_000)]);
        assert_eq!(over, ["IDs: 1000001 instructions, 1 more than the ceiling"]);
        let under = complaints(&[("IDs", 300_000), ("elements (many), nested", 400_000)]);
        assert!(matches!(&under[..], [one] if one.starts_with("IDs: 300000 instructions, not even")));
    }

    #[test]
    fn classes_that_come_and_go() {
        assert_eq!(complaints(&[("IDs", 900_000), ("comments", 1)]).len(), 2);
    }

    #[test]
    fn what_is_renewed_holds() {
        let slowest = rows(&[("IDs", 54_321_000), ("white space", 12)]);
        let text = render(&slowest);
        assert!(text.contains("\n68000000  IDs\n"), "{text}");
        let findings = hold(&Table::parse(&text).unwrap(), &rows(&[("IDs", 54_321_000), ("white space", 12)]));
        assert_eq!((findings.held, findings.complaints.len()), (2, 0), "{:?}", findings.complaints);
    }
}
