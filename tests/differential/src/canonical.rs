//! Canonical forms: one document, some of its elements, each method. libxml2 has to read what is accepted here, and to write the same octets.

use std::collections::BTreeMap;

use saml_edge::fuzzing::{Wanted, canonical_forms};

use crate::expected;
use crate::features::Coverage;
use crate::generate::{self, Oddity};
use crate::model::Document;
use crate::peer::Peer;
use crate::random::Random;
use crate::report::{Disagreement, Outcome};
use crate::shrink;

pub(crate) const METHODS: [&str; 6] = [
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    "http://www.w3.org/2006/12/xml-c14n11",
    "http://www.w3.org/2006/12/xml-c14n11#WithComments",
];

/// What was compared.
#[derive(Default)]
pub(crate) struct Canonical {
    coverage: Coverage,
    documents: u64,
    /// Canonical forms that were held against each other, by method.
    forms: [u64; 6],
    /// Documents that were refused, by what is odd about them: how many, and of these how many libxml2 reads.
    refused: BTreeMap<&'static str, (u64, u64)>,
    diverged: BTreeMap<&'static str, u64>,
}

impl Canonical {
    /// Makes the document of this index, and compares.
    pub(crate) fn document(&mut self, peer: &Peer, seed: u64, index: u64) -> Result<(), Box<Disagreement>> {
        let mut random = Random::of(seed, index);
        let generated = generate::any(&mut random, index);
        self.documents += 1;
        self.coverage.add(&generated.features);
        if let Some(oddity) = generated.oddity {
            return self.odd(peer, &generated.document, oddity);
        }
        let elements = generated.document.root.count();
        let apexes = [0, random.below(elements)];
        for apex in apexes {
            let omit = random.percent(20).then(|| random.below(elements)).filter(|omit| *omit > apex);
            let prefixes = generate::prefixes(&mut random);
            let wanted = METHODS.map(|method| Wanted { element: apex, omit, method, prefixes });
            self.compare(peer, &generated.document, &wanted)?;
        }
        Ok(())
    }

    /// Refused here, with the code that is expected. What libxml2 makes of it is counted.
    fn odd(&mut self, peer: &Peer, document: &Document, oddity: &'static Oddity) -> Result<(), Box<Disagreement>> {
        let text = document.written();
        let here = canonical_forms(text.as_bytes(), &[]);
        let there = peer.parse(text.as_bytes()).is_some();
        match here {
            Err(refused) if refused.code == oddity.code => {
                let counts = self.refused.entry(oddity.name).or_default();
                counts.0 += 1;
                counts.1 += u64::from(there);
                Ok(())
            }
            other => Err(Disagreement::boxed(&text, oddity.name, &format!("{other:?}"), &format!("{} is expected", oddity.code))),
        }
    }

    fn compare(&mut self, peer: &Peer, document: &Document, wanted: &[Wanted<'_>]) -> Result<(), Box<Disagreement>> {
        let found = differences(peer, &document.written(), wanted);
        for (number, wanted) in wanted.iter().enumerate() {
            let Some(difference) = found.iter().find(|difference| difference.number == number) else {
                self.forms[number] += 1;
                continue;
            };
            let reason = expected::form(document, wanted, &difference.here, &difference.there).filter(|_| difference.of == Of::Forms);
            let Some(reason) = reason else { return Err(Box::new(shrunk(peer, document, wanted, difference))) };
            *self.diverged.entry(reason).or_default() += 1;
        }
        Ok(())
    }

    pub(crate) fn outcome(&self) -> Outcome {
        let mut lines = vec![format!("{} documents, {} canonical forms equal", self.documents, self.forms.iter().sum::<u64>())];
        lines.extend(METHODS.iter().zip(self.forms).map(|(method, count)| format!("{count:9}  {method}")));
        lines.push("refused by design, and how many of them libxml2 reads:".into());
        lines.extend(self.refused.iter().map(|(name, (count, read))| format!("{count:9}  {read:7}  {name}")));
        lines.push("known divergences:".into());
        lines.extend(self.diverged.iter().map(|(reason, count)| format!("{count:9}  {reason}")));
        lines.push("features of the documents:".into());
        lines.extend(self.coverage.lines());
        let mut complaints = self.coverage.complaints();
        let unmet = generate::ODDITIES.iter().filter(|oddity| self.documents >= MANY && !self.refused.contains_key(oddity.name));
        complaints.extend(unmet.map(|oddity| format!("{}: in no document", oddity.name)));
        complaints
            .extend(METHODS.iter().zip(self.forms).filter(|(_, count)| *count == 0).map(|(method, _)| format!("{method}: nothing equal")));
        Outcome { lines, complaints }
    }
}

/// From so many documents on, each oddity has to be in one.
const MANY: u64 = 5_000;

/// What two answers are about.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    /// The document is read by one side alone, or by none.
    Reading,
    Forms,
}

struct Difference {
    /// Of what was asked.
    number: usize,
    of: Of,
    here: String,
    there: String,
}

fn differences(peer: &Peer, text: &str, wanted: &[Wanted<'_>]) -> Vec<Difference> {
    let theirs = peer.parse(text.as_bytes());
    let (ours, theirs) = match (canonical_forms(text.as_bytes(), wanted), theirs) {
        (Ok(ours), Some(theirs)) => (ours, theirs),
        (here, there) => {
            let here = here.map_or_else(|refused| format!("{refused:?}"), |_| "it is read".into());
            let there = if there.is_some() { "it is read" } else { "it is not read" };
            return vec![Difference { number: 0, of: Of::Reading, here, there: there.into() }];
        }
    };
    let pairs = wanted.iter().zip(ours).enumerate().map(|(number, (wanted, here))| {
        let there = theirs.canonical(wanted).ok_or_else(|| "there is no canonical form".to_owned());
        (number, here.map_err(|refused| format!("{refused:?}")), there)
    });
    let shown = |form: Result<Vec<u8>, String>| form.map_or_else(|said| said, |octets| String::from_utf8_lossy(&octets).into_owned());
    pairs
        .filter(|(_, here, there)| here.is_err() || here != there)
        .map(|(number, here, there)| Difference { number, of: Of::Forms, here: shown(here), there: shown(there) })
        .collect()
}

/// The smallest document that is found in which the forms of some element by the same method differ, or which is read by the same side.
fn shrunk(peer: &Peer, document: &Document, wanted: &Wanted<'_>, difference: &Difference) -> Disagreement {
    let first = |document: &Document| {
        let count = document.root.count();
        let omits = [None, wanted.omit];
        let elements = (0..count).flat_map(|element| omits.map(|omit| (element, omit.filter(|omit| *omit > element && *omit < count))));
        let wanted: Vec<_> = elements.map(|(element, omit)| Wanted { element, omit, ..wanted.clone() }).collect();
        let text = document.written();
        let found = differences(peer, &text, &wanted).into_iter().find(|found| match found.of {
            Of::Reading => (found.of, &found.here, &found.there) == (difference.of, &difference.here, &difference.there),
            Of::Forms => found.of == difference.of && expected::form(document, &wanted[found.number], &found.here, &found.there).is_none(),
        })?;
        Some(Disagreement::new(&text, &format!("{:?}", wanted[found.number]), &found.here, &found.there))
    };
    let small = shrink::smallest(document, |document| first(document).is_some());
    let unshrunk = || Disagreement::new(document.written(), &format!("{wanted:?}"), &difference.here, &difference.there);
    first(&small).unwrap_or_else(unshrunk)
}

#[cfg(test)]
mod tests {
    use super::{METHODS, Of, Wanted, differences, shrunk};
    use crate::expected;
    use crate::model::{Document, Element, Node};
    use crate::peer::Peer;

    /// The comparison can fail: where the sides are known to differ it says so, with the reason or, where none is known, with a small document.
    #[test]
    fn what_differs_is_found_explained_or_shrunk() {
        let peer = Peer::start().expect("libxmlsec1");
        let mut root = Element::new("a").with("xmlns", "urn:x?a&amp;b").with("b", "c");
        root.children.push(Node::Text("text".into()));
        root.children.push(Node::Element(Element::new("d").with("e", "f")));
        let document = Document { opening: "<?xml version='1.0'?>".into(), before: vec!["<!-- c -->".into()], root, after: Vec::new() };
        let wanted = Wanted { element: 0, omit: None, method: METHODS[0], prefixes: "" };
        let found = differences(&peer, &document.written(), std::slice::from_ref(&wanted));
        let [difference] = found.as_slice() else { panic!("{}", found.len()) };
        assert!(difference.of == Of::Forms);
        assert!(expected::form(&document, &wanted, &difference.here, &difference.there).is_some());
        // Anything more than what is known is not explained by it.
        assert!(expected::form(&document, &wanted, &difference.here, &difference.there.replace("text", "texts")).is_none());

        let mut broken = document.clone();
        broken.root.children.push(Node::Text("&nbsp;".into()));
        let found = differences(&peer, &broken.written(), std::slice::from_ref(&wanted));
        assert!(matches!(found.as_slice(), [difference] if difference.of == Of::Reading && difference.there == "it is not read"));
        assert_eq!(shrunk(&peer, &broken, &wanted, &found[0]).octets, b"<a>&nbsp;</a>");
    }
}
