//! Room in the tables of a tree. A table that doubles is there twice for a moment, and in the end up to half empty: of a long message more than all else takes. So once it
//! is clear that a text is long, what can be in the rest of it is counted.

use alloc::vec::Vec;

use super::super::tree::Tree;
use crate::limits::Limits;

/// When the table of the nodes is full, one is about to come, and `rest` is still to be read. No table is reserved a second time: what is counted is never less than what comes.
pub(super) fn make(tree: &mut Tree<'_>, rest: &[u8], limits: &Limits) {
    // For fewer nobody minds.
    if tree.nodes.len() < FEW {
        return;
    }
    let most = Most::of(rest);
    // One is about to come.
    reserve(&mut tree.nodes, 1 + most.nodes, limits.nodes);
    reserve(&mut tree.attributes, most.attributes, limits.attributes_in_all);
}

/// For so many more, and never for more than the limit lets in.
fn reserve<T>(table: &mut Vec<T>, more: usize, limit: usize) {
    table.reserve_exact(more.min(limit.saturating_sub(table.len())));
}

/// What a text has at most, and hardly less where nobody writes for the count. It reads eight octets at a time and knows nothing of what they are for.
struct Most {
    /// One begins at each `<` that no `/` follows. A text ends at each `<` with something in front of it; where that is a `>` which ends no tag, there are more `>` than `<`. A `<` that is none of markup
    /// counts itself, or has a `>` of its own in front of it.
    nodes: usize,
    /// Behind each equals sign there is a quotation mark, or white space.
    attributes: usize,
}

impl Most {
    fn of(text: &[u8]) -> Self {
        let (mut begun, mut ends, mut texts, mut closing, mut attributes) = (0, 0, 0, 0, 0);
        // Which of the eight octets before were `<`, which were not `>`, and which were `=`.
        let (mut opening_before, mut text_before, mut equals_before) = (0, 0, 0);
        let (eights, rest) = text.as_chunks::<8>();
        let mut last = [0; 8];
        for (octet, place) in rest.iter().zip(&mut last) {
            *place = *octet;
        }
        for eight in eights.iter().chain([&last]) {
            let eight = u64::from_le_bytes(*eight);
            let (opening, end, equals) = (equal(eight, b'<'), equal(eight, b'>'), equal(eight, b'='));
            let text = EACH & !end;
            begun += opening.count_ones();
            closing += end.count_ones();
            ends += (equal(eight, b'/') & behind(opening, opening_before)).count_ones();
            texts += (opening & behind(text, text_before)).count_ones();
            attributes += (quoting_or_white(eight) & behind(equals, equals_before)).count_ones();
            (opening_before, text_before, equals_before) = (opening, text, equals);
        }
        let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        let nodes = number((begun + texts).saturating_sub(ends) + closing.saturating_sub(begun));
        // `x<a/>` are two nodes, ` a=''` is an attribute, and nothing is shorter.
        Self { nodes: nodes.min(text.len() / 5 * 2 + 2), attributes: number(attributes).min(text.len() / 5) }
    }
}

/// The highest bit of each of the eight octets that are this one.
fn equal(eight: u64, octet: u8) -> u64 {
    let other = eight ^ u64::from_le_bytes([octet; 8]);
    // The lower seven bits carry into the highest where they are not all zero.
    EACH & !(((other & !EACH) + !EACH) | other)
}

/// The highest bit of each of the eight octets up to the apostrophe: both quotation marks, white space, and little else.
fn quoting_or_white(eight: u64) -> u64 {
    EACH & !(((eight & !EACH) + u64::from_le_bytes([0x80 - b'\'' - 1; 8])) | eight)
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

    use super::{EACH, Most, quoting_or_white};
    use crate::limits::Limits;
    use crate::xml::parser::parse;
    use crate::xml::tree::Tree;

    /// Wherever it begins in the eight octets that are read at once. `<` and `>` in front of it are one node.
    #[track_caller]
    fn counts(text: &str, nodes: usize, attributes: usize) {
        for before in 0..17 {
            let text = format!("<{}>{text}", "a".repeat(before));
            let most = Most::of(text.as_bytes());
            assert_eq!((most.nodes, most.attributes), (1 + nodes, attributes), "{text}");
        }
    }

    #[test]
    fn counted() {
        counts("", 0, 0);
        counts("<a/>", 1, 0);
        counts("<a>text</a>", 2, 0);
        counts("<a b='\u{e9}'>\u{bc}\u{af}\u{be}\u{bd}</a>", 2, 1);
        counts("<a b='' c=\"d\"><b>text</b><c x= '='/></a>\n", 4, 4);
        counts("<a>\n  <b>a=b &lt; c == '</b>\n  <!-- x --></a>", 6, 1);
        counts("<aaaaaaaaa bbbbbbbb='ccccccc'><ddddddddddd/></aaaaaaaaa>", 2, 1);
        counts("><a>></a>", 3, 0);
        counts("<a b='>>'/>", 3, 1);
    }

    #[test]
    fn what_may_stand_behind_an_equals_sign() {
        for octet in 0..=u8::MAX {
            let found = quoting_or_white(u64::from_le_bytes([octet, 0, 0xff, octet, b'a', b' ', b'(', octet]));
            let each = if octet <= b'\'' { 0x80 } else { 0 };
            assert_eq!(found, u64::from_le_bytes([each, 0x80, 0, each, 0, 0x80, 0, each]), "{octet}");
        }
        assert_eq!(EACH, u64::from_le_bytes([0x80; 8]));
    }

    fn read(one: &str, count: usize) -> Tree<'static> {
        let text = format!("<r>{}</r>", one.repeat(count));
        parse(text.leak(), &Limits::for_bytes(1 << 20)).unwrap()
    }

    /// The tables of whatever is long have room for what is in it, and hardly more.
    #[test]
    fn room_for_what_is_there() {
        for one in ["<a b='c'>text</a>", "<a>\n<b/></a>", "x<a b='' c=''/>", "<a b='c'><d>e</d></a>", "><a b= ''/>", "<a b='c'>></a>"] {
            let tree = read(one, 20_000);
            let (nodes, attributes) = (tree.nodes.capacity() - tree.nodes.len(), tree.attributes.capacity() - tree.attributes.len());
            assert!(nodes <= tree.nodes.len() / 50 && attributes <= tree.attributes.len() / 50, "{one}: {nodes} and {attributes} too many");
        }
    }

    /// However few the count is made to see: no table grows again. What was counted at the beginning is there at the end.
    #[test]
    fn nothing_is_hidden_from_the_count() {
        for one in [
            "><a>></a>",
            "<a>></a>",
            "<a b= ''/>",
            "<a b\n=\n''/>",
            "<![CDATA[</]]><a>></a>",
            "<!--></></></-->><a/>",
            "<?p </?>><a/>",
            "><a/>>",
        ] {
            let text = format!("<r>{}</r>", one.repeat(2_000));
            let mut judged = 0;
            for cut in (3..text.len()).step_by(97).filter(|at| text.is_char_boundary(*at)) {
                let (read, rest) = text.split_at(cut);
                // Where markup begins.
                let Some(at) = rest.find('<').filter(|at| !rest[..*at].contains('>') && read.ends_with('>')) else { continue };
                let rest = format!("<r>{}", &rest[at..]);
                let Ok(tree) = parse(&rest, &Limits::for_bytes(1 << 20)) else { continue };
                let most = Most::of(&rest.as_bytes()[3..]);
                assert!(tree.nodes.len() <= 2 + most.nodes && tree.attributes.len() <= most.attributes, "{one} from {cut} on");
                judged += 1;
            }
            assert!(judged > 0, "{one}");
            let tree = read(one, 8_000);
            assert!(tree.nodes.capacity() <= 2 * tree.nodes.len() && tree.attributes.capacity() <= 2 * tree.attributes.len(), "{one}");
        }
    }

    /// However many there seem to be.
    #[test]
    fn no_more_room_than_the_limits_and_the_text_let_in() {
        let text = format!("<r>{}<![CDATA[{}]]></r>", "<a/>".repeat(1_000), "<= <= ".repeat(8_000));
        let limits = Limits::for_bytes(96 << 10);
        let tree = parse(&text, &limits).unwrap();
        assert!(tree.nodes.capacity() <= limits.nodes && tree.attributes.capacity() <= limits.attributes_in_all);
        let tree = parse(&text, &Limits::for_bytes(4 << 20)).unwrap();
        assert!(tree.nodes.capacity() <= text.len() / 5 * 2 + 600 && tree.attributes.capacity() <= text.len() / 5);
    }
}
