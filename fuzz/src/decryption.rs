//! What is altered of a ciphertext, of a wrapped key or of their lengths is refused in one way, or under a signature in another, and tells nothing.

use std::ops::Range;
use std::sync::OnceLock;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use saml_edge::{Error, Identity, Post};
use serde_json::Value;

use crate::material::{self, Message};
use crate::verify::hold_for;

/// What takes longer than an input may.
pub fn prepare() {
    crate::verify::prepare();
    sealed();
}

/// The number of an encrypted message and how its keys are asked; then edits of four octets each: which value, what, and where.
pub fn hold(octets: &[u8]) {
    let Some((&[number, asked], edits)) = octets.split_first_chunk() else { return };
    let sealed = &sealed()[usize::from(number) % sealed().len()];
    let mut values: Vec<Vec<u8>> = sealed.values().collect();
    for edit in edits.chunks_exact(4).take(MOST_EDITS) {
        let &[which, what, low, high] = edit else { return };
        let at = usize::from(which) % values.len();
        alter(&mut values[at], what, u16::from_le_bytes([low, high]).into());
    }
    let xml = sealed.with(&values);
    let verdict = hold_for(sealed.message.variant(), xml.as_bytes());
    if asked % BY_ITS_KEYS == 0 {
        let by_its_keys = sealed.message.variant().verify_by_its_keys(&Post::from_xml(xml.as_bytes()));
        let facts = |verdict: &Result<Identity, Error>| verdict.as_ref().map(material::facts).map_err(Clone::clone);
        assert_eq!(facts(&verdict), facts(&by_its_keys), "the keys themselves say something else");
    }
    match verdict {
        // A key that is not ours, or nothing was altered.
        Ok(identity) => assert_eq!(sealed.original, material::facts(&identity), "another identity"),
        Err(error) if xml == sealed.text => panic!("refused as it is: {error}"),
        Err(error) => hold_refusal(sealed, &xml, &values, error),
    }
}

fn hold_refusal(sealed: &Sealed, xml: &str, values: &[Vec<u8>], error: Error) {
    match error.code() {
        // The same words whatever was wrong, at the element that was encrypted.
        "ERR_DECRYPTION_FAILED" => {
            assert_eq!((error.message(), error.hint()), sealed.refusal, "it tells what was wrong");
            let place = error.at.expect("a place");
            assert!(xml[place.start..].starts_with(sealed.opening(xml, place.start)), "another place: {}", &xml[place.start..place.end]);
        }
        // A signature covers the ciphertext: it was never decrypted.
        "ERR_DIGEST_MISMATCH" => assert!(sealed.is_covered, "a signature over the ciphertext that is not there"),
        // For a key of that length there is none here: the length is no secret.
        "ERR_DECRYPTION_KEY_UNKNOWN" => assert!(sealed.values().zip(values).any(|(was, is)| was.len() != is.len()), "{error}"),
        // It has no octets: there is no ciphertext.
        "ERR_ENCRYPTION_MALFORMED" => assert!(xml.contains("CipherValue></"), "{error}"),
        code => panic!("{code}: {error}"),
    }
}

fn alter(value: &mut Vec<u8>, what: u8, at: usize) {
    let length = value.len();
    match (what, length) {
        (0..=250, 1..) => value[at % length] ^= what,
        (251, _) => value.truncate(at % (length + 1)),
        (252, _) => value.extend_from_slice(&[0; 16]),
        (253, _) => value.rotate_left(at % (length.max(1))),
        (254, 1..) => drop(value.drain(..at % length)),
        _ => value.reverse(),
    }
}

/// One input of so many asks the private keys each time, as a connection does.
const BY_ITS_KEYS: u8 = 8;

const MOST_EDITS: usize = 8;

struct Sealed {
    message: &'static Message,
    text: String,
    /// Where the base64 of each CipherValue stands.
    values: Vec<Range<usize>>,
    original: Value,
    refusal: (String, String),
    is_covered: bool,
}

impl Sealed {
    fn read(message: &'static Message) -> Option<Self> {
        let text = String::from_utf8(message.xml.clone()).ok()?;
        let document = roxmltree::Document::parse(&text).ok()?;
        let values = document.descendants().filter(|node| node.has_tag_name((XENC, "CipherValue")));
        let values: Vec<_> = values.filter_map(|node| node.first_child().map(|text| text.range())).collect();
        if values.is_empty() || !values.iter().all(|range| STANDARD.decode(&text[range.clone()]).is_ok()) {
            return None;
        }
        let original = material::facts(&message.variant().verify(&Post::from_xml(&message.xml)).ok()?);
        let reference = document.descendants().any(|node| node.has_tag_name((DS, "Reference")));
        let mut sealed = Self { message, text: text.clone(), values, original, refusal: Default::default(), is_covered: reference };
        sealed.refusal = refusal();
        Some(sealed)
    }

    fn values(&self) -> impl Iterator<Item = Vec<u8>> {
        self.values.iter().map(|range| STANDARD.decode(&self.text[range.clone()]).expect("base64"))
    }

    fn with(&self, values: &[Vec<u8>]) -> String {
        let mut text = self.text.clone();
        for (range, value) in self.values.iter().zip(values).rev() {
            text.replace_range(range.clone(), &STANDARD.encode(value));
        }
        text
    }

    /// The tag at this place, where it is one of an element that is encrypted.
    fn opening<'t>(&self, xml: &'t str, at: usize) -> &'t str {
        let tag = xml[at..].split_inclusive('>').next().unwrap_or_default();
        let encrypted = ["EncryptedAssertion", "EncryptedID", "EncryptedAttribute", "EncryptedData"];
        if encrypted.iter().any(|name| tag.contains(name)) { tag } else { "not encrypted" }
    }
}

/// The words of the one refusal, by the vector that is refused for one bit.
fn refusal() -> (String, String) {
    let message = material::messages().iter().find(|message| message.name == "enc-integrity/gcm-value-0").expect("a vector");
    let error = message.variant().verify(&Post::from_xml(&message.xml)).expect_err("a refusal");
    assert_eq!(error.code(), "ERR_DECRYPTION_FAILED");
    (error.message(), error.hint())
}

fn sealed() -> &'static [Sealed] {
    static SEALED: OnceLock<Vec<Sealed>> = OnceLock::new();
    SEALED.get_or_init(|| {
        let sealed: Vec<_> = material::messages().iter().filter(|message| message.is_accepted).filter_map(Sealed::read).collect();
        assert!(sealed.len() > 10, "{}", sealed.len());
        sealed
    })
}

/// How many messages there are.
pub(crate) fn count() -> usize {
    sealed().len()
}

const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
