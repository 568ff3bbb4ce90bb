//! Leaves out of a document whatever can be left out while it still shows what it showed.

use crate::model::{Document, Element};

pub(crate) fn smallest(document: &Document, shows: impl Fn(&Document) -> bool) -> Document {
    let mut smallest = document.clone();
    while let Some(smaller) = candidates(&smallest).into_iter().find(|candidate| shows(candidate)) {
        smallest = smaller;
    }
    smallest
}

/// Every document with one thing less, the largest things first.
fn candidates(document: &Document) -> Vec<Document> {
    let mut candidates = Vec::new();
    let mut with = |change: &dyn Fn(&mut Document)| {
        let mut candidate = document.clone();
        change(&mut candidate);
        candidates.push(candidate);
    };
    for child in document.root.elements() {
        with(&|candidate| candidate.root = child.clone());
    }
    if !(document.opening.is_empty() && document.before.is_empty() && document.after.is_empty()) {
        with(&|candidate| {
            *candidate = Document { opening: String::new(), before: Vec::new(), root: document.root.clone(), after: Vec::new() }
        });
    }
    for (number, element) in document.root.all().into_iter().enumerate() {
        for child in 0..element.children.len() {
            with(&|candidate| in_place(candidate, number, |element| drop(element.children.remove(child))));
        }
        for attribute in 0..element.attributes.len() {
            with(&|candidate| in_place(candidate, number, |element| drop(element.attributes.remove(attribute))));
        }
        for (at, attribute) in element.attributes.iter().enumerate().filter(|(_, attribute)| !attribute.name.starts_with("xml")) {
            if !attribute.value.is_empty() {
                with(&|candidate| in_place(candidate, number, |element| element.attributes[at].value.clear()));
            }
        }
    }
    candidates
}

fn in_place(document: &mut Document, number: usize, change: impl FnOnce(&mut Element)) {
    if let Some(element) = document.root.nth(number) {
        change(element);
    }
}
