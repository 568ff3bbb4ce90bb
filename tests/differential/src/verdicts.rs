//! Verdicts: a signed document as it is and with one thing done to it. What is accepted here, libxmlsec1 has to accept; what is refused here alone, is refused
//! by a rule that is stricter on purpose.

use std::collections::BTreeMap;

use saml_edge::fuzzing::{Refused, verdicts};

use crate::damage::{self, DAMAGES};
use crate::expected;
use crate::peer::Peer;
use crate::random::Random;
use crate::report::{Disagreement, Outcome};
use crate::signing::{self, Pair};

/// What was compared.
#[derive(Default)]
pub(crate) struct Verdicts {
    signed: u64,
    accepted: u64,
    /// By what was done: how many, how many of these were accepted by both, and how many refused by both.
    damaged: BTreeMap<&'static str, [u64; 3]>,
    /// What is refused here alone, by the rule, its code and why.
    stricter: BTreeMap<(&'static str, &'static str, &'static str), u64>,
}

impl Verdicts {
    pub(crate) fn document(&mut self, peer: &Peer, pairs: &[Pair], seed: u64, index: u64) -> Result<(), Box<Disagreement>> {
        let mut random = Random::of(!seed, index);
        let unsigned = || Disagreement::boxed("", "signing", "", "libxmlsec1 does not sign what was generated");
        let (document, key) = signing::signed(peer, &mut random, pairs).ok_or_else(unsigned)?;
        self.signed += 1;
        let pair = &pairs[key];
        let text = document.written();
        let whole = compare(peer, pair, text.as_bytes(), "as it was signed")?;
        if !matches!(whole.as_slice(), [Both::Accept]) {
            return Err(Disagreement::boxed(&text, "as it was signed", &format!("{whole:?}"), "both accept"));
        }
        self.accepted += 1;

        let mut damaged = document;
        let turn = random.below(DAMAGES.len() + 6);
        let (name, octets, key) = match DAMAGES.get(turn) {
            Some(damage) if (damage.to)(&mut random, &mut damaged) => (damage.name, damaged.written().into_bytes(), key),
            Some(_) => return Ok(()),
            None if turn == DAMAGES.len() => ("another key", text.into_bytes(), (key + 1) % pairs.len()),
            None => ("octets", damage::octets(&mut random, &text), key),
        };
        let found = compare(peer, &pairs[key], &octets, name)?;
        let counts = self.damaged.entry(name).or_default();
        counts[0] += 1;
        counts[1] += u64::from(found.contains(&Both::Accept));
        counts[2] += u64::from(found.iter().all(|both| *both == Both::Refuse));
        for both in found {
            if let Both::Stricter(refused, why) = both {
                *self.stricter.entry((refused.rule, refused.code, why)).or_default() += 1;
            }
        }
        Ok(())
    }

    pub(crate) fn outcome(&self) -> Outcome {
        let damaged: u64 = self.damaged.values().map(|counts| counts[0]).sum();
        let mut lines = vec![format!("{} documents signed by libxmlsec1 and accepted by both, {damaged} of them damaged", self.accepted)];
        lines.push("what was done, how often, accepted by both, refused by both:".into());
        lines.extend(self.damaged.iter().map(|(name, [all, accepted, refused])| format!("{all:9}  {accepted:7}  {refused:7}  {name}")));
        lines.push("refused here alone:".into());
        lines.extend(self.stricter.iter().map(|((rule, code, why), count)| format!("{count:9}  {rule} {code}: {why}")));
        let missing = DAMAGES.iter().map(|damage| damage.name).chain(["octets", "another key"]);
        let missing = missing.filter(|name| self.signed >= MANY && !self.damaged.contains_key(name));
        let mut complaints: Vec<String> = missing.map(|name| format!("{name}: was done to no document")).collect();
        if self.damaged.values().all(|counts| counts[1] == 0) || self.damaged.values().all(|counts| counts[2] == 0) {
            complaints.push("damaged documents had the same verdict without exception".into());
        }
        Outcome { lines, complaints }
    }
}

/// From so many on, everything has to have been done.
const MANY: u64 = 3_000;

#[derive(Debug, PartialEq)]
enum Both {
    Accept,
    Refuse,
    /// Refused here, accepted there, as it is meant to be.
    Stricter(Refused, &'static str),
}

/// The verdicts on each Signature. Fails where the two differ, and not for a reason of `expected`.
fn compare(peer: &Peer, pair: &Pair, octets: &[u8], question: &str) -> Result<Vec<Both>, Box<Disagreement>> {
    let there = peer.parse(octets);
    if let Some(there) = &there {
        there.register_ids();
    }
    let verify = |number: usize| there.as_ref().and_then(|there| there.verify(number, &pair.there));
    let here = match verdicts(octets, &pair.here) {
        Ok(verdicts) => verdicts,
        // The document as a whole: so are all of its Signatures.
        Err(refused) => (0..MOST).take_while(|number| verify(*number).is_some()).map(|_| Err(refused)).collect(),
    };
    let mut found = Vec::new();
    for (number, here) in here.iter().enumerate() {
        let there = verify(number) == Some(true);
        let why = here.err().and_then(|refused| Some((refused, expected::stricter(octets, refused.code)?)));
        found.push(match (here, why) {
            (Ok(()), _) if there => Both::Accept,
            (Err(_), _) if !there => Both::Refuse,
            (Err(_), Some((refused, why))) => Both::Stricter(refused, why),
            _ => {
                let there = if there { "it verifies" } else { "it does not verify" };
                return Err(Disagreement::boxed(octets, question, &format!("{here:?}"), there));
            }
        });
    }
    Ok(found)
}

/// Signatures of one document: the library looks at no more here.
const MOST: usize = 8;
