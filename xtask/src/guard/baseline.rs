//! Instructions of real messages against committed ones, within a band: what has become slower is seen, and what has become faster stays so.

use anyhow::{Context as _, Result};

use super::table::{Pair, Table};
use super::{BASELINE, Findings, RENEW};

#[derive(Debug)]
pub(crate) struct Baseline {
    /// The compiler whose code was counted.
    compiler: String,
    table: Table,
}

impl Baseline {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let compiler = text.lines().next().and_then(|line| line.strip_prefix("# ")).context("the baseline names no compiler")?;
        Ok(Self { compiler: compiler.to_owned(), table: Table::parse(text)? })
    }

    pub(crate) fn render(compiler: &str, counted: &[(String, u64)]) -> String {
        Table::render(&format!("{compiler}\nInstructions of each scenario; `{RENEW}` writes them anew."), counted)
    }

    /// Another compiler makes other code: what its numbers differ in says nothing of the source.
    pub(crate) fn hold(&self, counted: &[(String, u64)], compiler: &str) -> Findings {
        let mut findings = Findings::default();
        let mut beyond = Vec::new();
        for pair in self.table.pair(counted) {
            match pair {
                Pair::Both { name, committed, counted } => {
                    findings.figures.push(format!("{counted:>12}  {:>+6.2} %  {name}", percent(committed, counted)));
                    match complaint(name, committed, counted) {
                        None => findings.held += 1,
                        Some(complaint) => beyond.push(complaint),
                    }
                }
                Pair::Stale(name) => {
                    findings.complaints.push(format!("{name}: it is in {BASELINE}, and was not counted; `{RENEW}` takes it out"))
                }
                Pair::New(name) => findings.complaints.push(format!("{name}: it is not in {BASELINE}; `{RENEW}` writes it")),
            }
        }
        if compiler == self.compiler {
            findings.complaints.append(&mut beyond);
        } else {
            let why = |complaint| format!("{complaint} (the baseline is of {}, and this is {compiler})", self.compiler);
            findings.skipped.extend(beyond.into_iter().map(why));
        }
        findings
    }
}

fn complaint(name: &str, committed: u64, counted: u64) -> Option<String> {
    if committed.abs_diff(counted) * 100 <= committed * BAND_PERCENT {
        return None;
    }
    let percent = percent(committed, counted).abs();
    Some(if counted > committed {
        format!(
            "{name}: {counted} instructions, {percent:.1} % more than the baseline's {committed}; at most {BAND_PERCENT} % are allowed. \
             If that is worth it, `{RENEW}` and commit"
        )
    } else {
        format!(
            "{name}: {counted} instructions, {percent:.1} % fewer than the baseline's {committed}. So that it stays so: `{RENEW}`, and commit"
        )
    })
}

#[expect(clippy::cast_precision_loss, reason = "for people")]
fn percent(committed: u64, counted: u64) -> f64 {
    (counted as f64 / committed as f64 - 1.0) * 100.0
}

/// More than another version of the C library's `memcpy` makes (2 % where AVX takes the place of SSE2), and less than anybody would notice.
const BAND_PERCENT: u64 = 3;

#[cfg(test)]
mod tests {
    use super::super::table::rows;
    use super::{Baseline, Findings};

    const COMPILER: &str = "rustc 1.95.0 on x86_64-unknown-linux-gnu";

    fn held(counted: &[(&str, u64)], compiler: &str) -> Findings {
        let text = Baseline::render(COMPILER, &rows(&[("login", 1_000_000), ("logout", 500)]));
        Baseline::parse(&text).unwrap().hold(&rows(counted), compiler)
    }

    #[test]
    fn equal_and_within_the_band() {
        for login in [1_000_000, 970_000, 1_030_000] {
            let findings = held(&[("login", login), ("logout", 500)], COMPILER);
            assert_eq!((findings.held, findings.complaints.len(), findings.skipped.len()), (2, 0, 0), "{login}");
        }
    }

    #[test]
    fn a_wrong_baseline_fails_in_both_directions() {
        let slower = held(&[("login", 1_030_001), ("logout", 500)], COMPILER);
        assert_eq!(slower.held, 1);
        assert!(
            matches!(&slower.complaints[..], [one] if one.contains("login: 1030001 instructions, 3.0 % more than the baseline's 1000000"))
        );
        let faster = held(&[("login", 969_999), ("logout", 500)], COMPILER);
        assert!(matches!(&faster.complaints[..], [one] if one.contains("3.0 % fewer") && one.contains("cargo xtask guard --renew")));
    }

    #[test]
    fn another_compiler_is_skipped_with_both_names_where_the_counts_do_not_hold() {
        let other = "rustc 1.96.0 on x86_64-unknown-linux-gnu";
        let findings = held(&[("login", 2_000_000), ("logout", 500)], other);
        assert_eq!((findings.held, findings.complaints.len()), (1, 0));
        assert!(matches!(&findings.skipped[..], [one] if one.contains(COMPILER) && one.contains(other)));
        let findings = held(&[("login", 1_000_001), ("logout", 500)], other);
        assert_eq!((findings.held, findings.complaints.len(), findings.skipped.len()), (2, 0, 0));
    }

    #[test]
    fn scenarios_that_come_and_go_fail_with_any_compiler() {
        for compiler in [COMPILER, "another"] {
            let findings = held(&[("login", 1_000_000), ("metadata", 7)], compiler);
            assert_eq!(findings.held, 1);
            assert_eq!(findings.complaints.len(), 2, "{:?}", findings.complaints);
        }
    }

    #[test]
    fn a_baseline_without_a_compiler_is_none() {
        assert!(Baseline::parse("7  login\n").is_err());
        assert!(Baseline::parse("").is_err());
    }
}
