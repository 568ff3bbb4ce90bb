//! The vectors of the W3C, of Apache Santuario, libxml2 and real messages.

use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use serde_json::Value;

use super::writer::Writer;
use super::{Canonicalization, Method, PrefixList, canonicalize};
use crate::corpus::Part;
use crate::limits::{Limits, MAX_BYTES_CEILING};
use crate::xml::{Child, Document, Element, Source};

#[test]
fn saml_relevant_vectors_are_byte_equal() {
    let Some(mut part) = Part::open("c14n", "c14n") else { return };
    let mut judged = 0;
    for entry in part.take_entries() {
        if entry["saml_relevant"] != true {
            continue;
        }
        judged += 1;
        let id = entry["id"].as_str().unwrap();
        match canonical(&part.read(&entry["input"]), &entry) {
            Ok(octets) if octets == part.read(&entry["expected"]) => {}
            Ok(octets) => part.disagree(id, &format!("{:.300}", String::from_utf8_lossy(&octets))),
            Err(refusal) => part.disagree(id, &refusal),
        }
    }
    assert!(judged > 1700, "{judged}");
    part.finish();
}

fn canonical(input: &[u8], entry: &Value) -> Result<Vec<u8>, String> {
    let limits = Limits::for_bytes(MAX_BYTES_CEILING);
    let source = Source::decode(input, &limits).map_err(|fault| format!("{fault:?}"))?;
    let document = Document::parse(&source, &limits).map_err(|fault| format!("{fault:?}"))?;
    let how = how(entry, &limits);
    let nth = |index: &Value| document.root().descendants().nth(usize::try_from(index.as_u64()?).ok()?);
    let omit = nth(&entry["exclude_element_index"]);
    let mut octets = Vec::new();
    match entry["subset"]["type"].as_str().unwrap() {
        "document" => canonicalize_document(document.root(), omit, &how, &mut octets),
        "element" => canonicalize(nth(&entry["subset"]["element_index"]).unwrap(), omit, &how, &mut octets).unwrap(),
        other => panic!("{other}"),
    }
    Ok(octets)
}

fn how(entry: &Value, limits: &Limits) -> Canonicalization {
    let method = Method::from_uri(entry["algorithm"].as_str().unwrap()).unwrap();
    let method = if entry["strip_comments_first"] == true { method.without_comments() } else { method };
    let prefixes = match &entry["inclusive_prefixes"] {
        Value::Null => String::new(),
        Value::String(list) => list.to_string(),
        Value::Array(list) => list.iter().map(|prefix| prefix.as_str().unwrap()).collect::<Vec<_>>().join(" "),
        other => panic!("{other}"),
    };
    Canonicalization { method, prefixes: PrefixList::parse(&prefixes, limits).unwrap(), most_octets: usize::MAX }
}

/// c14n 2.3: what stands outside the root is on lines of its own. SAML has no use for it.
fn canonicalize_document(root: Element<'_>, omit: Option<Element<'_>>, how: &Canonicalization, into: &mut Vec<u8>) {
    let (before, after) = root.around_root();
    for child in before {
        let outside = alone(child, how);
        into.extend_from_slice(&outside);
        into.extend(outside.first().map(|_| b'\n'));
    }
    canonicalize(root, omit, how, into).unwrap();
    for child in after {
        let outside = alone(child, how);
        into.extend(outside.first().map(|_| b'\n'));
        into.extend_from_slice(&outside);
    }
}

fn alone(child: Child<'_>, how: &Canonicalization) -> Vec<u8> {
    let mut written = Vec::new();
    Writer::new(how, None, &mut written).child(child).unwrap();
    written
}
