//! Instructions of decryption that fails: the same for every reason, to the last one, or whoever counts learns what nobody tells him.
//!
//! Messages of one number differ in nothing but what is wrong with them. From number to number the octets that everybody sees are others, and looking where they
//! stop being UTF-8 takes a few instructions more or less.

use super::Findings;
use super::figures::Figure;

pub(crate) fn hold(figures: &[Figure]) -> Findings {
    let mut findings = Findings::default();
    let mut numbers: Vec<u64> = figures.iter().map(|figure| figure.parameter).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let (genuine, failed): (Vec<_>, Vec<_>) =
            figures.iter().filter(|figure| figure.parameter == number).partition(|figure| figure.name == GENUINE);
        let complaints = complaints(number, &genuine, &failed);
        if complaints.is_empty() {
            findings.held += 1;
            findings.figures.extend(failed.first().map(|one| {
                format!("{:>12}  instructions of message {number}, whichever of {} reasons it fails for", one.value, failed.len())
            }));
        }
        findings.complaints.extend(complaints);
    }
    findings
}

fn complaints(number: u64, genuine: &[&Figure], failed: &[&Figure]) -> Vec<String> {
    let ([genuine], [first, _, ..]) = (genuine, failed) else {
        return vec![format!("message {number}: {} that are genuine and {} that fail are nothing to compare", genuine.len(), failed.len())];
    };
    // What counts nothing would find everything equal.
    if genuine.value <= first.value {
        return vec![format!(
            "message {number}: {} instructions where it is accepted, no more than the {} where it fails",
            genuine.value, first.value
        )];
    }
    let different = failed.iter().filter(|figure| figure.value != first.value);
    different
        .map(|figure| {
            let (one, other) = (&first.name, &figure.name);
            format!(
                "message {number}: {} instructions for {other}, and {} for {one}; who counts can tell them apart",
                figure.value, first.value
            )
        })
        .collect()
}

/// What the program calls the message that is not spoilt.
const GENUINE: &str = "genuine";

#[cfg(test)]
mod tests {
    use super::super::figures::Figure;
    use super::hold;

    fn complaints(counted: &[(&str, u64, u64)]) -> (u64, Vec<String>) {
        let figure = |(name, parameter, value): &(&str, u64, u64)| Figure {
            name: (*name).to_owned(),
            parameter: *parameter,
            octets: 1,
            value: *value,
        };
        let findings = hold(&counted.iter().map(figure).collect::<Vec<_>>());
        (findings.held, findings.complaints)
    }

    #[test]
    fn equal_within_each_number() {
        let counted = [("genuine", 0, 90), ("a", 0, 70), ("b", 0, 70), ("genuine", 1, 91), ("a", 1, 71), ("b", 1, 71)];
        assert_eq!(complaints(&counted), (2, vec![]));
    }

    #[test]
    fn one_instruction_is_an_oracle() {
        let (held, complaints) = complaints(&[("genuine", 0, 90), ("a", 0, 70), ("b", 0, 71), ("c", 0, 70)]);
        assert_eq!(held, 0);
        assert_eq!(complaints, ["message 0: 71 instructions for b, and 70 for a; who counts can tell them apart"]);
    }

    #[test]
    fn what_compares_nothing_holds_nothing() {
        assert_eq!(complaints(&[]), (0, vec![]));
        assert_eq!(complaints(&[("genuine", 0, 90), ("a", 0, 70)]).1.len(), 1);
        assert_eq!(complaints(&[("a", 0, 70), ("b", 0, 70)]).1.len(), 1);
        assert_eq!(complaints(&[("genuine", 0, 70), ("a", 0, 70), ("b", 0, 70)]).1.len(), 1);
    }
}
