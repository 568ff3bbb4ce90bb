//! Whoever has the certificate of a service provider can encrypt for it: signed assertions that somebody altered and then encrypted are refused, or say exactly what
//! they said.
//!
//! Inputs are those of [`mutation`](crate::mutation); what is altered is what came out of the ciphertext, and it goes back into one that is genuine.

use std::ops::Range;
use std::sync::OnceLock;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::{Aes128Gcm, Aes256Gcm, Nonce};
use roxmltree::{Document, Node};
use saml_edge::Post;
use serde_json::Value;

use crate::material::{self, Message, messages};
use crate::mutation::tree::Tree;
use crate::mutation::{Input, original};
use crate::verify::hold_for;

/// What takes longer than an input may.
pub fn prepare() {
    crate::verify::prepare();
    sealed();
}

/// The numbers of both messages, then operations.
pub fn hold(octets: &[u8]) {
    let Some(input) = Input::read(octets) else { return };
    let (sealed, donor) = (input.among(sealed()), input.donor_among(donors()));
    let plaintext = input.run(&sealed.tree, &donor.1);
    hold_sealed(sealed, donor, &plaintext);
}

fn hold_sealed(sealed: &Sealed, (donor, parts): &(&'static Message, Tree), plaintext: &str) {
    let xml = sealed.with(plaintext.as_bytes(), NONCE);
    match hold_for(sealed.message.variant(), xml.as_bytes()) {
        Err(error) => assert!(!error.message().is_empty() && !error.hint().is_empty()),
        Ok(identity) => {
            let found = material::facts(&identity);
            let originals = [sealed.message, donor].map(|of| original(of, sealed.message.variant));
            let is_original = originals.contains(&Some(found.clone())) || sealed.transplanted(parts).contains(&found);
            assert!(is_original, "neither {} nor {} says {found}", sealed.message.name, donor.name);
        }
    }
}

/// A message with a ciphertext that no signature covers.
struct Sealed {
    message: &'static Message,
    text: String,
    /// Where the base64 of the ciphertext stands.
    value: Range<usize>,
    key: Vec<u8>,
    tree: Tree,
}

impl Sealed {
    fn all_of(message: &'static Message) -> Vec<Self> {
        let Ok(text) = std::str::from_utf8(&message.xml) else { return Vec::new() };
        if message.variant().verify(&Post::from_xml(&message.xml)).is_err() {
            return Vec::new();
        }
        let Ok(document) = Document::parse(text) else { return Vec::new() };
        let data = document.descendants().filter(|node| node.has_tag_name((XENC, "EncryptedData")));
        data.filter_map(|data| Self::read(message, text, data)).collect()
    }

    /// None where it is not AES-GCM, or where a signature covers it: then nothing is altered without that being seen.
    fn read(message: &'static Message, text: &str, data: Node<'_, '_>) -> Option<Self> {
        let child =
            |node: Node<'_, '_>, local: &str| node.children().find(|child| child.tag_name().name() == local).map(|child| child.id());
        let document = data.document();
        let value = child(document.get_node(child(data, "CipherData")?)?, "CipherValue")?;
        let value = document.get_node(value)?.first_child().filter(Node::is_text)?.range();
        let packed: Vec<u8> = text[value.clone()].bytes().filter(|octet| !octet.is_ascii_whitespace()).collect();
        let octets = STANDARD.decode(packed).ok()?;
        let (nonce, ciphertext) = octets.split_first_chunk()?;
        let keys = message.variant().keys.session_keys();
        let (key, plaintext) = keys.into_iter().find_map(|key| {
            let plaintext = with_key(&key, |cipher| cipher.open(nonce, ciphertext))?;
            Some((key, plaintext))
        })?;
        let tree = Tree::read(&String::from_utf8(plaintext.clone()).ok()?)?;
        let sealed = Self { message, text: text.to_owned(), value, key, tree };
        let again = sealed.with(&plaintext, NONCE);
        message.variant().verify(&Post::from_xml(again.as_bytes())).ok()?;
        Some(sealed)
    }

    /// What the assertions of the other message say in place of this one's, each as a whole.
    fn transplanted(&self, parts: &Tree) -> Vec<Value> {
        let assertions = parts.elements(&|element| element.local() == "Assertion");
        let texts = assertions.iter().filter_map(|place| Some(Tree { nodes: vec![parts.element(place)?.clone().into()] }.write()));
        let verdicts = texts.map(|text| self.message.variant().verify(&Post::from_xml(self.with(text.as_bytes(), NONCE).as_bytes())));
        verdicts.filter_map(|verdict| verdict.ok().map(|identity| material::facts(&identity))).collect()
    }

    fn with(&self, plaintext: &[u8], nonce: [u8; 12]) -> String {
        let ciphertext = with_key(&self.key, |cipher| cipher.seal(&nonce, plaintext)).expect("a key of AES");
        let mut text = self.text.clone();
        text.replace_range(self.value.clone(), &STANDARD.encode([&nonce, ciphertext.as_slice()].concat()));
        text
    }
}

/// AES-GCM by the length of its key. There is no vector with AES-192 that no signature covers.
enum Cipher {
    Aes128(Box<Aes128Gcm>),
    Aes256(Box<Aes256Gcm>),
}

fn with_key(key: &[u8], what: impl FnOnce(&Cipher) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    let cipher = match key.len() {
        16 => Cipher::Aes128(Box::new(Aes128Gcm::new_from_slice(key).ok()?)),
        32 => Cipher::Aes256(Box::new(Aes256Gcm::new_from_slice(key).ok()?)),
        _ => return None,
    };
    what(&cipher)
}

impl Cipher {
    fn open(&self, nonce: &[u8; 12], ciphertext: &[u8]) -> Option<Vec<u8>> {
        let nonce = Nonce::from(*nonce);
        match self {
            Self::Aes128(cipher) => cipher.decrypt(&nonce, ciphertext).ok(),
            Self::Aes256(cipher) => cipher.decrypt(&nonce, ciphertext).ok(),
        }
    }

    fn seal(&self, nonce: &[u8; 12], plaintext: &[u8]) -> Option<Vec<u8>> {
        let nonce = Nonce::from(*nonce);
        match self {
            Self::Aes128(cipher) => cipher.encrypt(&nonce, plaintext).ok(),
            Self::Aes256(cipher) => cipher.encrypt(&nonce, plaintext).ok(),
        }
    }
}

/// The same each time: nothing is kept secret here.
const NONCE: [u8; 12] = [0xa5; 12];

fn sealed() -> &'static [Sealed] {
    static SEALED: OnceLock<Vec<Sealed>> = OnceLock::new();
    SEALED.get_or_init(|| {
        let sealed: Vec<_> = messages().iter().filter(|message| message.is_accepted).flat_map(Sealed::all_of).collect();
        assert!(sealed.len() > 10, "{}", sealed.len());
        sealed
    })
}

/// What parts are taken from: what was encrypted, and every message with a tree.
fn donors() -> &'static [(&'static Message, Tree)] {
    static DONORS: OnceLock<Vec<(&Message, Tree)>> = OnceLock::new();
    DONORS.get_or_init(|| {
        let encrypted = sealed().iter().map(|sealed| (sealed.message, sealed.tree.clone()));
        encrypted.chain(messages().iter().filter_map(|message| Some((message, message.tree()?.clone())))).collect()
    })
}

/// How many messages there are.
pub(crate) fn count() -> usize {
    sealed().len()
}

const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
