//! What the vectors prove of each rule.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use saml_edge::Outcome;

use super::support::vector::{self, Vector};

#[derive(Default)]
pub(crate) struct Evidence {
    /// Accepted, and the report says that the rule was asked and holds.
    pub(crate) passes: BTreeSet<String>,
    /// Refused, and by this rule.
    pub(crate) refused: BTreeSet<String>,
    /// Refused by another rule that comes before, and the report says that this one fails as well.
    pub(crate) fails_behind: BTreeSet<String>,
    /// The vectors without the defect, of those that are refused by it.
    pub(crate) twins: BTreeSet<String>,
}

pub(crate) struct Vectors {
    pub(crate) by_rule: BTreeMap<String, Evidence>,
    pub(crate) accepted: BTreeSet<String>,
    pub(crate) refused: BTreeSet<String>,
}

/// All that there is, read once.
pub(crate) fn vectors() -> &'static Vectors {
    static VECTORS: OnceLock<Vectors> = OnceLock::new();
    VECTORS.get_or_init(|| {
        let mut found = Vectors { by_rule: BTreeMap::new(), accepted: BTreeSet::new(), refused: BTreeSet::new() };
        for vector in vector::all() {
            found.add(&vector);
        }
        // Messages of logouts, forms and the store are in no report. Their rules hold where the defect is taken out: for the vector without it, which is accepted.
        for evidence in found.by_rule.values_mut().filter(|evidence| evidence.passes.is_empty()) {
            evidence.passes.clone_from(&evidence.twins);
        }
        found
    })
}

impl Vectors {
    fn add(&mut self, vector: &Vector) {
        let names = if vector.is_accepted() { &mut self.accepted } else { &mut self.refused };
        names.insert(vector.name.clone());
        let rule = vector.get("rule");
        if let Some(rule) = rule {
            let evidence = self.of(rule);
            evidence.refused.insert(vector.name.clone());
            evidence.twins.extend(vector.get("twin").map(str::to_owned));
        }
        if vector.is_logout() {
            return;
        }
        // What is no form has no report, and is refused.
        let Ok(report) = vector.explain() else { return };
        for check in report.checks {
            match check.outcome {
                Outcome::Pass if vector.is_accepted() => drop(self.of(check.rule.as_str()).passes.insert(vector.name.clone())),
                Outcome::Fail(_) if Some(check.rule.as_str()) != rule => {
                    self.of(check.rule.as_str()).fails_behind.insert(vector.name.clone());
                }
                _ => {}
            }
        }
    }

    fn of(&mut self, rule: &str) -> &mut Evidence {
        self.by_rule.entry(rule.to_owned()).or_default()
    }
}
