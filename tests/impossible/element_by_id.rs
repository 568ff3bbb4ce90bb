// Refused: E0599 no element is looked up by its ID: wrapping has nothing to wrap.

use crate::xml::Document;

fn resolve(document: &Document<'_>) {
    document.element_by_id("id");
}
