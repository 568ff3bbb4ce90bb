//! Counting tests from what the runners print.

use std::fmt;
use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    pub(crate) const ONE_PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    pub(crate) const ONE_FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };
    pub(crate) const ONE_SKIPPED: Self = Self { passed: 0, failed: 0, skipped: 1 };

    pub(crate) fn total(self) -> u64 {
        self.passed + self.failed + self.skipped
    }

    /// From `Summary [0.4s] 12 tests run: 11 passed (1 slow), 1 timed out, 2 skipped`.
    pub(crate) fn from_nextest(text: &str) -> Option<Self> {
        let summary = text.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
        let (_, counts) = summary.split_once(" run:")?;
        let mut tally = Self::default();
        for part in without_brackets(counts).split(',') {
            let (number, word) = part.trim().split_once(' ')?;
            let number: u64 = number.parse().ok()?;
            if word.starts_with("passed") {
                tally.passed += number;
            } else if word.starts_with("skipped") {
                tally.skipped += number;
            } else {
                // failed, timed out, exec failed: whatever is neither good nor skipped is bad.
                tally.failed += number;
            }
        }
        Some(tally)
    }

    /// The sum over `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out`, one per binary.
    pub(crate) fn from_cargo_test(text: &str) -> Option<Self> {
        let mut sum = None;
        for line in text.lines() {
            let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else {
                continue;
            };
            let tally = sum.get_or_insert_with(Self::default);
            for part in counts.split(';') {
                match part.trim().split_once(' ') {
                    Some((number, "passed")) => tally.passed += number.parse::<u64>().ok()?,
                    Some((number, "failed")) => tally.failed += number.parse::<u64>().ok()?,
                    Some((number, "ignored")) => tally.skipped += number.parse::<u64>().ok()?,
                    _ => {}
                }
            }
        }
        sum
    }

    /// From a last line `3 passed, 0 failed, 1 skipped`.
    pub(crate) fn from_last_line(text: &str) -> Option<Self> {
        let line = text.lines().rev().find(|line| !line.trim().is_empty())?;
        let parts: Vec<&str> = line.trim().split(", ").collect();
        let [passed, failed, skipped] = parts[..] else {
            return None;
        };
        Some(Self {
            passed: passed.strip_suffix(" passed")?.parse().ok()?,
            failed: failed.strip_suffix(" failed")?.parse().ok()?,
            skipped: skipped.strip_suffix(" skipped")?.parse().ok()?,
        })
    }

    /// The Rust runners call a test that returned early "passed"; one that printed why it did not run is a skip.
    pub(crate) fn with_skips(self, reasons: &[String]) -> Self {
        let moved = self.passed.min(reasons.len() as u64);
        Self { passed: self.passed - moved, skipped: self.skipped + moved, ..self }
    }
}

/// What lines such as `skipped: no corpus` and `ok 3 - name # SKIP no corpus` give as reason.
pub(crate) fn skip_reasons(text: &str) -> Vec<String> {
    text.lines().filter_map(skip_reason).collect()
}

/// Nextest says in brackets which of the passed were slow or flaky; those are in the number before.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|character| {
            match character {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

fn skip_reason(line: &str) -> Option<String> {
    let line = line.trim();
    if let Some(reason) = line.strip_prefix("skipped: ") {
        return Some(reason.to_owned());
    }
    if !line.starts_with("ok ") {
        return None;
    }
    let (name, reason) = line.split_once("# SKIP")?;
    Some(format!("{}: {}", name.trim(), reason.trim()))
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, skipped: u64) -> Option<Tally> {
        Some(Tally { passed, failed, skipped })
    }

    #[test]
    fn nextest_all_passed() {
        let text = "    PASS [ 0.1s] a b\n     Summary [   0.005s] 3 tests run: 3 passed, 0 skipped\n";
        assert_eq!(Tally::from_nextest(text), tally(3, 0, 0));
    }

    #[test]
    fn nextest_counts_every_kind_of_failure() {
        let text = "Summary [ 1.0s] 9 tests run: 4 passed (1 slow, 1 flaky), 2 failed, 1 exec failed, 2 timed out, 7 skipped";
        assert_eq!(Tally::from_nextest(text), tally(4, 5, 7));
    }

    #[test]
    fn nextest_interrupted_run() {
        let text = "Summary [ 1.0s] 2/9 tests run: 1 passed, 1 failed, 0 skipped";
        assert_eq!(Tally::from_nextest(text), tally(1, 1, 0));
    }

    #[test]
    fn nextest_without_summary() {
        assert_eq!(Tally::from_nextest("error: could not compile"), None);
    }

    #[test]
    fn cargo_test_sums_over_binaries() {
        let text = "\
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
   Doc-tests saml_edge
test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 4 filtered out; finished in 1.01s";
        assert_eq!(Tally::from_cargo_test(text), tally(8, 2, 1));
    }

    #[test]
    fn cargo_test_without_result() {
        assert_eq!(Tally::from_cargo_test("error: could not compile"), None);
    }

    #[test]
    fn last_line_only() {
        assert_eq!(Tally::from_last_line("1 passed, 0 failed, 0 skipped\nok\n7 passed, 1 failed, 2 skipped\n\n"), tally(7, 1, 2));
        assert_eq!(Tally::from_last_line("7 passed, 1 failed, 2 skipped\nbye"), None);
        assert_eq!(Tally::from_last_line("x passed, 1 failed, 2 skipped"), None);
        assert_eq!(Tally::from_last_line(""), None);
    }

    #[test]
    fn skip_lines_move_passes() {
        let reasons = skip_reasons("    skipped: no corpus\nok 3 - kv # SKIP needs root\nnot skipped: x\n");
        assert_eq!(reasons, ["no corpus", "ok 3 - kv: needs root"]);
        let tally = Tally { passed: 5, failed: 0, skipped: 1 };
        assert_eq!(tally.with_skips(&reasons[..1]), Tally { passed: 4, failed: 0, skipped: 2 });
    }

    #[test]
    fn shown_as_one_line() {
        assert_eq!(Tally::ONE_FAILED.to_string(), "0 passed, 1 failed, 0 skipped");
    }
}
