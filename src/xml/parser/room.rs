//! Room in the tables of a tree. A table that doubles is there twice for a moment, and in the end up to half empty: of a long message more than all else takes. So once it
//! is clear that a text is long, what is in the rest of it is counted.

use alloc::vec::Vec;

use super::super::tree::Tree;
use crate::limits::Limits;

/// When the table of the nodes is full, one is about to come, and `rest` is still to be read.
pub(super) fn make(tree: &mut Tree<'_>, rest: &[u8], limits: &Limits) {
    // For fewer nobody minds.
    if tree.nodes.len() < FEW {
        return;
    }
    let rest = Count::of(rest);
    // One is about to come.
    reserve(&mut tree.nodes, 1 + rest.nodes, limits.nodes);
    reserve(&mut tree.attributes, rest.attributes, limits.attributes_in_all);
}

/// For so many more, and never for more than the limit lets in. Whoever writes for the count can hide half of his nodes from it, and half of the rest the next time.
fn reserve<T>(table: &mut Vec<T>, counted: usize, limit: usize) {
    table.reserve_exact(counted.min(limit.saturating_sub(table.len())));
}

/// What a text has, about: a node at each start tag, comment and so on, one at each `<` with text in front of it, and an attribute at each equals sign that a
/// quotation mark follows. It reads eight octets at a time and knows nothing of what they are for.
struct Count {
    nodes: usize,
    attributes: usize,
}

impl Count {
    fn of(text: &[u8]) -> Self {
        let (mut begun, mut ends, mut texts, mut attributes) = (0, 0, 0, 0);
        // Which of the eight octets before were `<`, which were not `>`, and which were `=`.
        let (mut opening_before, mut text_before, mut equals_before) = (0, 0, 0);
        let (eights, rest) = text.as_chunks::<8>();
        let mut last = [0; 8];
        for (octet, place) in rest.iter().zip(&mut last) {
            *place = *octet;
        }
        for eight in eights.iter().chain([&last]) {
            let eight = u64::from_le_bytes(*eight);
            let (opening, text, equals) = (equal(eight, b'<'), EACH & !equal(eight, b'>'), equal(eight, b'='));
            begun += opening.count_ones();
            ends += (equal(eight, b'/') & behind(opening, opening_before)).count_ones();
            texts += (opening & behind(text, text_before)).count_ones();
            attributes += ((equal(eight, b'"') | equal(eight, b'\'')) & behind(equals, equals_before)).count_ones();
            (opening_before, text_before, equals_before) = (opening, text, equals);
        }
        let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        Self { nodes: number((begun + texts).saturating_sub(ends)), attributes: number(attributes) }
    }
}

/// The highest bit of each of the eight octets that are this one.
fn equal(eight: u64, octet: u8) -> u64 {
    let other = eight ^ u64::from_le_bytes([octet; 8]);
    // The lower seven bits carry into the highest where they are not all zero.
    EACH & !(((other & !EACH) + !EACH) | other)
}

/// Of each octet what was found in the one in front of it.
fn behind(found: u64, before: u64) -> u64 {
    found << 8 | before >> 56
}

/// The highest bit of each octet.
const EACH: u64 = 0x8080_8080_8080_8080;

const FEW: usize = 500;

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::Count;
    use crate::limits::Limits;
    use crate::xml::parser::parse;

    /// Wherever it begins in the eight octets that are read at once.
    #[track_caller]
    fn counts(text: &str, nodes: usize, attributes: usize) {
        for before in 0..17 {
            let text = format!("{}{text}", ">".repeat(before));
            let count = Count::of(text.as_bytes());
            assert_eq!((count.nodes, count.attributes), (nodes, attributes), "{text}");
        }
    }

    #[test]
    fn counted() {
        counts("", 0, 0);
        counts("<a/>", 1, 0);
        counts("<a>text</a>", 2, 0);
        counts("<a b='é'>¼¯¾½</a>", 2, 1);
        counts("<a b='' c=\"d\"><b>text</b><c x='='/></a>\n", 4, 4);
        counts("<a>\n  <b>a=b &lt; c == '</b>\n  <!-- x --></a>", 6, 0);
        counts("<aaaaaaaaa bbbbbbbb='ccccccc'><ddddddddddd/></aaaaaaaaa>", 2, 1);
    }

    /// The tables of whatever is long have room for what is in it, and hardly more.
    #[test]
    fn room_for_what_is_there() {
        for one in ["<a b='c'>text</a>", "<a>\n<b/></a>", "x<a b='' c=''/>", "<a b='c'><d>e</d></a>"] {
            let text = format!("<r>{}</r>", one.repeat(20_000));
            let tree = parse(&text, &Limits::for_bytes(1 << 20)).unwrap();
            let (nodes, attributes) = (tree.nodes.capacity() - tree.nodes.len(), tree.attributes.capacity() - tree.attributes.len());
            assert!(nodes <= tree.nodes.len() / 50 && attributes <= tree.attributes.len() / 50, "{one}: {nodes} and {attributes} too many");
        }
    }

    /// However many there seem to be.
    #[test]
    fn no_more_room_than_the_limits_let_in() {
        let limits = Limits::for_bytes(96 << 10);
        let text = format!("<r>{}<![CDATA[{}]]></r>", "<a/>".repeat(1_000), "<a x='' ".repeat(8_000));
        let tree = parse(&text, &limits).unwrap();
        assert!(tree.nodes.capacity() <= limits.nodes && tree.attributes.capacity() <= limits.attributes_in_all);
    }

    /// Each `><a/>` has a text that the count takes for the end of a tag.
    #[test]
    fn what_is_hidden_from_the_count_is_read_all_the_same() {
        let text = format!("<r>{}</r>", "><a b =''/>".repeat(20_000));
        let tree = parse(&text, &Limits::for_bytes(1 << 20)).unwrap();
        assert_eq!((tree.nodes.len(), tree.attributes.len()), (2 + 40_000, 20_000));
    }
}
