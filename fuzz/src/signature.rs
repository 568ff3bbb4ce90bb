//! What verifies was signed, octet for octet, by somebody who has a key; and what readers get is what those octets say.

use std::collections::HashSet;
use std::sync::OnceLock;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use saml_edge::fuzzing::{self, Covered, Event};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use crate::c14n::{Comments, node_set};
use crate::material::{messages, signed_octets};

/// What takes longer than an input may.
pub fn prepare() {
    signed();
}

pub fn hold(octets: &[u8]) {
    for covered in fuzzing::signatures(octets, certificates()).0 {
        hold_covered(&covered);
    }
}

/// What verifies with any other key is none of this target's: each key costs time at every signature that is none.
fn certificates() -> &'static [String] {
    static CERTIFICATES: OnceLock<Vec<String>> = OnceLock::new();
    CERTIFICATES.get_or_init(|| ["idp", "idp-next", "ed25519"].map(saml_edge_messages::certificate).to_vec())
}

/// What was signed: of all that is at hand, and of what stands where no login has a signature.
fn signed() -> &'static HashSet<Vec<u8>> {
    static SIGNED: OnceLock<HashSet<Vec<u8>>> = OnceLock::new();
    SIGNED.get_or_init(|| {
        let documents = crate::metadata::documents().into_iter().map(String::into_bytes);
        let found = |xml: &[u8]| fuzzing::signatures(xml, certificates()).0;
        let covered = messages().iter().flat_map(|message| message.signed(found)).chain(documents.flat_map(|xml| found(&xml)));
        covered.flat_map(|covered| [covered.signed_info, covered.canonical]).chain(signed_octets().iter().cloned()).collect()
    })
}

fn hold_covered(covered: &Covered) {
    let text = String::from_utf8_lossy(&covered.canonical);
    assert!(signed().contains(&covered.signed_info), "nobody signed {}", String::from_utf8_lossy(&covered.signed_info));
    assert!(signed().contains(&covered.canonical), "nobody signed {text}");

    let signed_info = String::from_utf8_lossy(&covered.signed_info);
    if !signed_info.contains("xmldsig#sha1") {
        let digests = [
            STANDARD.encode(Sha256::digest(&covered.canonical)),
            STANDARD.encode(Sha384::digest(&covered.canonical)),
            STANDARD.encode(Sha512::digest(&covered.canonical)),
        ];
        let stated: String = signed_info.split_ascii_whitespace().collect();
        assert!(digests.iter().any(|digest| stated.contains(&format!(">{digest}<"))), "no digest of {text} in {signed_info}");
    }

    let (_, read) = fuzzing::parse(&covered.canonical).unwrap_or_else(|code| panic!("{code}: {text}"));
    // Without their namespaces in scope, which exclusive canonicalisation narrows.
    assert_eq!(node_set(&covered.events, Comments::Dropped, true), node_set(&read, Comments::Dropped, true), "{text}");
    let signed = elements(&read);
    assert_eq!(covered.read.len(), signed.len(), "readers get more or less than {text}");
    for ((namespace, local, value), signed) in covered.read.iter().zip(signed) {
        // What a comment splits has no value for readers, and one for the digest.
        assert_eq!(
            (namespace, local, value.as_ref().or(signed.2.as_ref())),
            (&signed.0, &signed.1, signed.2.as_ref()),
            "readers get something else than {text}"
        );
    }
}

/// Namespace, local name and value of each element; none where it holds anything but one text.
fn elements(events: &[Event]) -> Vec<(String, String, Option<String>)> {
    let mut elements: Vec<(String, String, Option<String>)> = Vec::new();
    // The number of the element around, for each depth.
    let mut open: Vec<usize> = Vec::new();
    for event in events {
        let (Event::Element { depth, .. } | Event::Text { depth, .. } | Event::Comment { depth, .. } | Event::Instruction { depth, .. }) =
            event;
        open.truncate(*depth);
        let around = open.last().and_then(|at| elements.get_mut(*at));
        match event {
            Event::Text { text, .. } => {
                if let Some((_, _, Some(value))) = around {
                    value.push_str(text);
                }
            }
            Event::Comment { .. } | Event::Instruction { .. } | Event::Element { .. } => {
                if let Some(around) = around {
                    around.2 = None;
                }
            }
        }
        if let Event::Element { name, .. } = event {
            open.push(elements.len());
            elements.push((name.0.clone(), name.1.clone(), Some(String::new())));
        }
    }
    elements
}
