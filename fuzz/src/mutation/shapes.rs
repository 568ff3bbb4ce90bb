//! The attacks that are known, as operations: wrapping (XSW 1 to 8 and its later parking places), exclusion, IDs, SignedInfo and digests, transforms, values, DTDs.
//! A fuzzer begins with them.

use super::operation::{Choice, Operation, What};
use super::pool::{ATTRIBUTES, NAMES, NAMESPACES, PIECES, VALUES};
use super::{Verdict, altered, hold_altered, numbers, originals};
use crate::material::messages;

/// What an attack is called, the message that it begins with, and what is done.
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) message: &'static str,
    operations: Vec<Operation>,
}

impl Shape {
    /// As an input of the target.
    pub(crate) fn input(&self) -> Vec<u8> {
        let operations = self.operations.iter().flat_map(Operation::write);
        numbers(self.message, DONOR).into_iter().chain(operations).collect()
    }

    /// As an input of another target, which has messages with a root of this name in place of assertions.
    fn input_for(&self, message: u16, donor: u16, root: &str) -> Vec<u8> {
        let number = |name: &str| NAMES.iter().position(|known| *known == name).and_then(|number| u8::try_from(number).ok()).expect(name);
        let (assertion, root) = (number("Assertion"), number(root));
        let renamed = |choice: Choice| if choice.name == assertion { Choice { name: root, ..choice } } else { choice };
        let operations =
            self.operations.iter().map(|operation| Operation { at: renamed(operation.at), other: renamed(operation.other), ..*operation });
        let operations = operations.flat_map(|operation| operation.write());
        message.to_le_bytes().into_iter().chain(donor.to_le_bytes()).chain(operations).collect()
    }
}

const ASSERTION: &str = "accept/plain";
const RESPONSE: &str = "accept/plain-response";
const BOTH: &str = "accept/plain-both";
/// Signed by the attacker.
const DONOR: &str = "key-trust/certificate-in-key-info";

/// Does each of them, and answers how many were refused.
///
/// # Panics
/// One changes nothing, or is accepted.
pub fn hold_all() -> usize {
    let shapes = all();
    for shape in &shapes {
        let message = originals().iter().find(|message| message.name == shape.message).expect("the message");
        let donor = messages().iter().find(|message| message.name == DONOR).expect("the other message");
        for end in 0..shape.operations.len() {
            let (before, after) = (altered(message, donor, &shape.operations[..end]), altered(message, donor, &shape.operations[..=end]));
            assert!(before != after, "{}: operation {end} changes nothing", shape.name);
        }
        let xml = altered(message, donor, &shape.operations);
        assert!(!shape.name.starts_with("xsw") || xml.contains("attacker@example.com"), "{}: nobody is forged", shape.name);
        assert_eq!(hold_altered(message, donor, xml.as_bytes()), Verdict::Refused, "{}", shape.name);
    }
    shapes.len()
}

/// For a target that has so many messages with a root of this name: each as it is, and every attack on one of them.
pub(crate) fn seeds(count: usize, root: &str) -> Vec<Vec<u8>> {
    let count = u16::try_from(count).expect("fewer messages");
    let unaltered = (0..count).map(|number| [number.to_le_bytes(), number.to_le_bytes()].concat());
    let altered = all().into_iter().zip((0..count).cycle()).map(|(shape, number)| shape.input_for(number, number + 1, root));
    unaltered.chain(altered).collect()
}

pub(crate) fn all() -> Vec<Shape> {
    let mut shapes = wrapping();
    shapes.extend(parking());
    shapes.extend(coverage());
    shapes.extend(ids());
    shapes.extend(signed_info());
    shapes.extend(transforms());
    shapes.extend(values());
    shapes.extend(documents());
    shapes
}

/// XSW 1 to 8.
fn wrapping() -> Vec<Shape> {
    let forged_response = [set("Response", 0, "ID", "_forged"), op(What::Forge, "Assertion", 1)];
    let copy = |into, at| copy("Assertion", 0, into, 0, at);
    vec![
        // The original in the Signature of the forged Response, or before it.
        shape("xsw-1", RESPONSE, [self::copy("Response", 0, "Signature", 0, 9), delete("Signature", 1)].into_iter().chain(forged_response)),
        shape("xsw-2", RESPONSE, [self::copy("Response", 0, "Response", 0, 1), delete("Signature", 0)].into_iter().chain(forged_response)),
        // Forged before, around.
        shape("xsw-3", ASSERTION, [copy("Response", 2), delete("Signature", 0), forge(0)]),
        shape("xsw-4", ASSERTION, [copy("Response", 2), delete("Signature", 0), forge(0), relocate("Assertion", 1, "Assertion", 0, 2)]),
        // The Signature stays with the forged one.
        shape("xsw-5", ASSERTION, [copy("Response", 3), delete("Signature", 1), forge(0)]),
        shape("xsw-6", ASSERTION, [copy("Signature", 9), delete("Signature", 1), forge(0)]),
        shape(
            "xsw-7",
            ASSERTION,
            [insert("Response", 0, "Extensions", "saml2p", 2), copy_other("Assertion", 0, "Extensions", 0), forge(0)],
        ),
        shape(
            "xsw-8",
            ASSERTION,
            [copy("Response", 9), insert("Signature", 0, "Object", "ds", 3), relocate("Assertion", 1, "Object", 0, 0), forge(0)],
        ),
        shape("xsw-forged-last", ASSERTION, [copy("Response", 9), delete("Signature", 1), forge(1)]),
        shape(
            "xsw-same-id",
            ASSERTION,
            [copy("Response", 2), delete("Signature", 0), forge(0), copy_attribute("Assertion", 0, "ID", "Assertion", 1)],
        ),
        shape("xsw-other-message", ASSERTION, [copy_other("Assertion", 0, "Response", 0), forge(0)]),
    ]
}

/// The original where readers do not look, and the forged one in its place.
fn parking() -> Vec<Shape> {
    let places = [
        "StatusCode",
        "Issuer",
        "Subject",
        "NameID",
        "SubjectConfirmationData",
        "Conditions",
        "Audience",
        "AttributeValue",
        "AuthnContext",
        "KeyInfo",
        "SignedInfo",
        "Reference",
        "Transform",
        "DigestValue",
        "SignatureValue",
        "X509Certificate",
    ];
    let mut shapes = Vec::new();
    for place in places {
        let operations = [copy("Assertion", 0, "Response", 0, 9), forge(0), relocate("Assertion", 1, place, 0, 0)];
        let message = if matches!(place, "KeyInfo" | "X509Certificate") { "accept/okta-assertion-signed" } else { ASSERTION };
        shapes.push(shape(&format!("xsw-park-{place}"), message, operations));
    }
    for (wrapper, prefix) in [
        ("Advice", "saml2"),
        ("Extensions", "saml2p"),
        ("StatusDetail", "saml2p"),
        ("EncryptedAssertion", "saml2"),
        ("Response", "saml2p"),
        ("Object", "ds"),
        ("foo", "x"),
    ] {
        let operations =
            [copy("Assertion", 0, "Response", 0, 2), delete("Signature", 0), forge(0), insert_around("Assertion", 1, wrapper, prefix)];
        shapes.push(shape(&format!("xsw-park-in-{wrapper}"), ASSERTION, operations));
    }
    shapes
}

/// What nothing covers, and what covers something else.
fn coverage() -> Vec<Shape> {
    vec![
        shape("signature-removed", ASSERTION, [delete("Signature", 0)]),
        shape("signature-empty", ASSERTION, [op(What::Empty, "Signature", 0)]),
        shape("signature-of-another-namespace", ASSERTION, [declare("Signature", 0, "ds", "relative")]),
        shape("signature-at-the-response", ASSERTION, [relocate("Signature", 0, "Response", 0, 1)]),
        shape("signature-twice", ASSERTION, [copy("Signature", 0, "Assertion", 0, 1)]),
        shape("signatures-swapped", BOTH, [swap("Signature", 0, "Signature", 1)]),
        shape(
            "signature-of-another-message",
            ASSERTION,
            [Operation { other: choice("Signature", 0), ..op(What::ReplaceFromOther, "Signature", 0) }],
        ),
        shape("enveloped-hole", RESPONSE, [insert("Signature", 0, "Object", "ds", 3), relocate("Assertion", 0, "Object", 0, 0)]),
        shape("references-the-subject", ASSERTION, [set("Subject", 0, "ID", "_forged"), refer("Subject", 0)]),
        shape("references-the-response", ASSERTION, [refer("Response", 0)]),
        shape("reference-twice", ASSERTION, [copy("Reference", 0, "SignedInfo", 0, 9)]),
        shape("reference-removed", ASSERTION, [delete("Reference", 0)]),
        shape("reference-in-a-manifest", ASSERTION, [insert_around("Reference", 0, "Manifest", "ds")]),
        shape("uri-empty", ASSERTION, [set("Reference", 0, "URI", "")]),
        shape("uri-xpointer", ASSERTION, [set("Reference", 0, "URI", "#xpointer(id('_forged'))")]),
        shape("uri-http", ASSERTION, [set("Reference", 0, "URI", "http://attacker.example/")]),
        shape("wrong-root", ASSERTION, [rename("Response", 0, "LogoutRequest", "saml2p")]),
        shape("bare-assertion", ASSERTION, [delete("Issuer", 0), delete("Status", 0), op(What::Unwrap, "Response", 0)]),
        shape("soap", ASSERTION, [insert_around("Response", 0, "Envelope", "soap")]),
    ]
}

fn ids() -> Vec<Shape> {
    let mut shapes = vec![
        shape("id-twice", ASSERTION, [copy_attribute("Response", 0, "ID", "Assertion", 0)]),
        shape(
            "id-of-a-foreign-element",
            ASSERTION,
            [
                insert("Response", 0, "Extensions", "saml2p", 2),
                insert("Extensions", 0, "foo", "x", 0),
                copy_attribute("foo", 0, "ID", "Assertion", 0),
            ],
        ),
        shape("id-repeated", ASSERTION, [Operation { third: 1, ..op(What::RepeatAttribute, "Assertion", 0).with(1) }]),
        shape("prefix-rebound", ASSERTION, [declare("Assertion", 0, "saml2", "urn:attacker")]),
        shape("namespace-dropped", ASSERTION, [rename("Subject", 0, "Subject", "")]),
    ];
    for name in ["Id", "id", "xml:id", "AssertionID", "saml2:ID"] {
        // The third attribute or the first: whichever it is, it has another name.
        let operations =
            (0..3).map(|number| Operation { more: number_of(ATTRIBUTES, name), ..op(What::RenameAttribute, "Assertion", 0).with(number) });
        shapes.push(shape(&format!("id-as-{name}"), ASSERTION, operations));
    }
    shapes
}

fn signed_info() -> Vec<Shape> {
    let mut shapes = vec![
        shape(
            "signed-info-twice",
            ASSERTION,
            [copy("SignedInfo", 0, "Signature", 0, 0), text("DigestValue", 0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")],
        ),
        shape("digest-of-nothing", ASSERTION, [text("DigestValue", 0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]),
        shape(
            "digest-smuggled",
            ASSERTION,
            [
                insert("Response", 0, "Extensions", "saml2p", 2),
                copy("DigestValue", 0, "Extensions", 0, 0),
                text("NameID", 0, "attacker@example.com"),
            ],
        ),
        shape("signature-value-twice", ASSERTION, [copy("SignatureValue", 0, "Signature", 0, 1)]),
        shape("relative-namespace", ASSERTION, [declare("Assertion", 0, "ds", "relative")]),
    ];
    for piece in ["<!-- x -->", "<?x?>", "<![CDATA[]]>", "<foo/>"] {
        for name in ["DigestValue", "SignatureValue"] {
            shapes.push(shape(
                &format!("{piece}-in-{name}"),
                ASSERTION,
                [text("NameID", 0, "attacker@example.com"), split(name, 0, piece, 5)],
            ));
        }
    }
    shapes
}

fn transforms() -> Vec<Shape> {
    let mut shapes = vec![
        shape("transform-repeated", ASSERTION, [copy("Transform", 0, "Transforms", 0, 0)]),
        shape("transform-missing", ASSERTION, [delete("Transform", 0)]),
        shape("transforms-reversed", ASSERTION, [op(What::Reverse, "Transforms", 0)]),
        shape("language-added", "accept/c14n-inclusive", [set("Response", 0, "xml:lang", "de")]),
    ];
    for algorithm in VALUES
        .iter()
        .filter(|value| value.contains("xslt") || value.contains("xpath") || value.contains("#base64") || value.contains("filter2"))
    {
        shapes.push(shape(&format!("transform-{algorithm}"), ASSERTION, [set("Transform", 1, "Algorithm", algorithm)]));
    }
    for algorithm in ["http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"] {
        shapes.push(shape(&format!("canonicalised-{algorithm}"), ASSERTION, [set("CanonicalizationMethod", 0, "Algorithm", algorithm)]));
    }
    for algorithm in ["http://www.w3.org/2000/09/xmldsig#hmac-sha1", "http://www.w3.org/2000/09/xmldsig#rsa-sha1"] {
        shapes.push(shape(&format!("signed-by-{algorithm}"), ASSERTION, [set("SignatureMethod", 0, "Algorithm", algorithm)]));
    }
    shapes
}

fn values() -> Vec<Shape> {
    let mut shapes = Vec::new();
    for piece in ["<!---->", "<?x?>", "<foo/>", "&undefined;"] {
        for name in ["NameID", "Audience", "Issuer", "AttributeValue"] {
            shapes.push(shape(&format!("{piece}-in-{name}"), ASSERTION, [split(name, u8::from(name == "Issuer"), piece, 4)]));
        }
    }
    shapes.push(shape("another-person", ASSERTION, [text("NameID", 0, "admin@example.com")]));
    shapes.push(shape("another-attribute", RESPONSE, [text("AttributeValue", 0, "admin@example.com")]));
    shapes
}

fn documents() -> Vec<Shape> {
    let outside = |piece, at| Operation { more: at, ..op(What::Outside, "Response", 0).with(number_of(PIECES, piece)) };
    let entity = "<!DOCTYPE foo [<!ENTITY x \"attacker\">]>";
    vec![
        shape("doctype", ASSERTION, [outside("<!DOCTYPE foo>", 1)]),
        shape("doctype-entity", ASSERTION, [outside(entity, 1), split("NameID", 0, "&x;", 4)]),
        shape("doctype-attributes", ASSERTION, [outside("<!DOCTYPE foo [<!ATTLIST Assertion ID ID #IMPLIED>]>", 1)]),
        shape("second-root", ASSERTION, [outside("<foo/>", 2)]),
        shape("text-outside", ASSERTION, [outside("attacker@example.com", 2)]),
        shape(
            "attribute-twice",
            ASSERTION,
            [Operation { more: 3, ..op(What::Beside, "Response", 0).with(number_of(PIECES, "<a b='1' b='2'/>")) }],
        ),
        shape(
            "prefix-undeclared",
            ASSERTION,
            [Operation { more: 3, ..op(What::Beside, "Response", 0).with(number_of(PIECES, "<undeclared:foo/>")) }],
        ),
        shape("null", ASSERTION, [split("NameID", 0, "\u{0}", 3)]),
        shape("no-character", ASSERTION, [split("NameID", 0, "\u{FFFE}", 3)]),
    ]
}

fn shape(name: &str, message: &'static str, operations: impl IntoIterator<Item = Operation>) -> Shape {
    Shape { name: name.to_owned(), message, operations: operations.into_iter().collect() }
}

fn op(what: What, name: &str, number: u8) -> Operation {
    Operation::new(what, choice(name, number), choice(name, 0))
}

fn choice(name: &str, number: u8) -> Choice {
    Choice { name: number_of(NAMES, name), number }
}

fn number_of(pool: &[&str], wanted: &str) -> u8 {
    let number = pool.iter().position(|one| *one == wanted).unwrap_or_else(|| panic!("{wanted} is not in the pool"));
    u8::try_from(number).expect("a small pool")
}

fn namespace(prefix: &str, uri: Option<&str>) -> u8 {
    let number = NAMESPACES.iter().position(|(one, of)| *one == prefix && uri.is_none_or(|uri| uri == *of));
    u8::try_from(number.unwrap_or_else(|| panic!("{prefix} is not in the pool"))).expect("a small pool")
}

fn copy(from: &str, number: u8, into: &str, into_number: u8, at: u8) -> Operation {
    Operation { other: choice(from, number), ..op(What::Copy, into, into_number).with(at) }
}

fn copy_other(from: &str, number: u8, into: &str, into_number: u8) -> Operation {
    Operation { other: choice(from, number), ..op(What::CopyFromOther, into, into_number) }
}

fn relocate(from: &str, number: u8, into: &str, into_number: u8, at: u8) -> Operation {
    Operation { other: choice(from, number), ..op(What::Move, into, into_number).with(at) }
}

fn swap(one: &str, number: u8, other: &str, other_number: u8) -> Operation {
    Operation { other: choice(other, other_number), ..op(What::Swap, one, number) }
}

fn delete(name: &str, number: u8) -> Operation {
    op(What::Delete, name, number)
}

fn forge(number: u8) -> Operation {
    op(What::Forge, "Assertion", number)
}

fn insert(into: &str, number: u8, local: &str, prefix: &str, at: u8) -> Operation {
    Operation { third: at, more: namespace(prefix, None), ..op(What::Insert, into, number).with(number_of(NAMES, local)) }
}

fn insert_around(around: &str, number: u8, local: &str, prefix: &str) -> Operation {
    op(What::Wrap, around, number).with(number_of(NAMES, local)).more(namespace(prefix, None))
}

fn rename(name: &str, number: u8, local: &str, prefix: &str) -> Operation {
    op(What::Rename, name, number).with(number_of(NAMES, local)).more(namespace(prefix, None))
}

fn declare(name: &str, number: u8, prefix: &str, uri: &str) -> Operation {
    op(What::Declare, name, number).with(namespace(prefix, Some(uri)))
}

fn set(name: &str, number: u8, attribute: &str, value: &str) -> Operation {
    op(What::SetAttribute, name, number).with(number_of(ATTRIBUTES, attribute)).more(number_of(VALUES, value))
}

fn copy_attribute(name: &str, number: u8, attribute: &str, from: &str, from_number: u8) -> Operation {
    // `from` is the other one.
    Operation { other: choice(from, from_number), ..op(What::CopyAttribute, name, number).with(number_of(ATTRIBUTES, attribute)) }
}

fn refer(name: &str, number: u8) -> Operation {
    Operation { other: choice(name, number), ..op(What::Refer, "Reference", 0) }
}

fn text(name: &str, number: u8, value: &str) -> Operation {
    op(What::SetText, name, number).with(number_of(VALUES, value))
}

fn split(name: &str, number: u8, piece: &str, at: u8) -> Operation {
    op(What::Split, name, number).with(number_of(PIECES, piece)).more(at)
}
