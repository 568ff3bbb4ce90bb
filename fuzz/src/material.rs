//! What the targets begin with: messages that were signed, connections, and what each message originally says.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use saml_edge::{Connection, Identity, InResponseTo, Outcome, Post, Report, explain_with, verify, verify_with};
use saml_edge_messages::{Login, Signed, Signer, encrypted};
use serde_json::{Value, json};

use crate::mutation::tree::Tree;
use crate::support::vector::{self, Vector};
use crate::unwrapped::Unwrapped;

/// A message that is XML, and to whom it was sent.
pub(crate) struct Message {
    pub(crate) name: String,
    pub(crate) xml: Vec<u8>,
    /// Number of the connection among the [`variants`].
    pub(crate) variant: usize,
    pub(crate) is_accepted: bool,
    tree: OnceLock<Option<Tree>>,
}

/// A connection, and what else a verdict depends on.
pub(crate) struct Variant {
    pub(crate) connection: Connection,
    pub(crate) keys: Unwrapped,
    vector: Vector,
}

impl Variant {
    fn new(vector: Vector) -> Self {
        Self { connection: vector.connection(), keys: Unwrapped::of(vector.decryption_keys()), vector }
    }

    pub(crate) fn verify(&self, post: &Post<'_>) -> Result<Identity, saml_edge::Error> {
        let login = verify_with(post, &self.connection, &self.keys, self.awaited(), self.vector.now());
        login.map(saml_edge::Unclaimed::identity_accepting_replay)
    }

    /// With the keys of the connection themselves.
    pub(crate) fn verify_by_its_keys(&self, post: &Post<'_>) -> Result<Identity, saml_edge::Error> {
        verify(post, &self.connection, self.awaited(), self.vector.now()).map(saml_edge::Unclaimed::identity_accepting_replay)
    }

    pub(crate) fn explain(&self, post: &Post<'_>) -> Report {
        explain_with(post, &self.connection, &self.keys, self.awaited(), self.vector.now())
    }

    fn awaited(&self) -> InResponseTo<'_> {
        self.vector.in_response_to()
    }
}

struct Material {
    messages: Vec<Message>,
    variants: Vec<Variant>,
}

fn material() -> &'static Material {
    static MATERIAL: OnceLock<Material> = OnceLock::new();
    MATERIAL.get_or_init(|| {
        let mut material = Material { messages: Vec::new(), variants: Vec::new() };
        let mut known: HashMap<Vec<Option<String>>, usize> = HashMap::new();
        // The order of the names: an input means the same in each run.
        for vector in vector::logins().filter(|vector| vector.get("seen").is_none()) {
            let Some(xml) = vector.xml() else { continue };
            let (name, is_accepted) = (vector.name.clone(), vector.is_accepted());
            let settings = ["connection", "decrypt", "policy", "in-response-to", "now"].map(|key| vector.get(key).map(str::to_owned));
            let variant = *known.entry(settings.to_vec()).or_insert_with(|| {
                material.variants.push(Variant::new(vector));
                material.variants.len() - 1
            });
            material.messages.push(Message::new(name, xml, variant, is_accepted));
        }
        let with_keys = known.iter().find(|(settings, _)| settings[1].as_deref() == Some("sp") && settings.iter().flatten().count() == 1);
        let variant = *with_keys.expect("the default connection with a key").1;
        for signed in [Signed::Assertion, Signed::Response, Signed::Both] {
            let xml = Login { signed, signer: Signer::Rsa2048, ..Login::okta() }.xml();
            let name = format!("messages/{signed:?}");
            let is_accepted = signed == Signed::Assertion;
            material.messages.push(Message::new(format!("{name}-encrypted"), encrypted(&xml).into(), variant, is_accepted));
            material.messages.push(Message::new(name, xml.into(), variant, true));
        }
        material
    })
}

/// Every login of the vectors that is XML, and some more.
pub(crate) fn messages() -> &'static [Message] {
    &material().messages
}

/// Every combination of connection, time and expectation that is among the vectors.
pub(crate) fn variants() -> &'static [Variant] {
    &material().variants
}

impl Message {
    fn new(name: String, xml: Vec<u8>, variant: usize, is_accepted: bool) -> Self {
        Self { name, xml, variant, is_accepted, tree: OnceLock::new() }
    }

    /// None where it cannot be altered as a tree.
    pub(crate) fn tree(&self) -> Option<&Tree> {
        self.tree.get_or_init(|| Tree::read(&String::from_utf8_lossy(&self.xml))).as_ref()
    }

    /// What `found` finds in it as it came; or, where that is nothing, without what stands outside the root, such as the name of an encoding that it is refused
    /// for. What is signed in it is signed all the same.
    pub(crate) fn signed<T>(&self, found: impl Fn(&[u8]) -> Vec<T>) -> Vec<T> {
        let signed = found(&self.xml);
        let bare = self.tree().filter(|_| signed.is_empty()).map(|tree| tree.bare().write());
        bare.map_or(signed, |bare| found(bare.as_bytes()))
    }

    pub(crate) fn variant(&self) -> &'static Variant {
        &variants()[self.variant]
    }
}

/// What an identity says that somebody signed. What was signed beside it may go away without a difference for anybody.
pub(crate) fn facts(identity: &Identity) -> Value {
    let attributes = identity.attributes().iter().map(|attribute| json!([attribute.name, attribute.name_format, attribute.values]));
    json!({
        "nameId": identity.name_id().map(|name| json!([name.value, name.format, name.name_qualifier, name.sp_name_qualifier])),
        "issuer": identity.issuer(),
        "attributes": attributes.collect::<Vec<_>>(),
        "authnInstant": identity.authn_instant().to_string(),
        "authnContext": identity.authn_context(),
        "authorities": identity.authenticating_authorities(),
        "sessionIndex": identity.session_index(),
        "sessionNotOnOrAfter": identity.session_not_on_or_after().map(|end| end.to_string()),
        "assertionId": identity.assertion_id(),
        "inResponseTo": identity.in_response_to(),
        "expiresAt": identity.expires_at().to_string(),
    })
}

/// Every canonical form that somebody with a key of these connections signed: nobody can make another one.
pub(crate) fn signed_octets() -> &'static HashSet<Vec<u8>> {
    static SIGNED: OnceLock<HashSet<Vec<u8>>> = OnceLock::new();
    SIGNED.get_or_init(|| {
        let signed: HashSet<_> =
            messages().iter().flat_map(|message| message.signed(|text| octets_that_are_signed(message, text))).collect();
        assert!(signed.len() > 300, "{}", signed.len());
        signed
    })
}

fn octets_that_are_signed(message: &Message, text: &[u8]) -> Vec<Vec<u8>> {
    let mut signed = Vec::new();
    let report = message.variant().explain(&Post::from_xml(text));
    for signature in report.signatures.into_iter().filter(|signature| signature.verified_by.is_some()) {
        signed.extend(signature.canonical_signed_info.map(String::into_bytes));
        if signature.digest_computed.as_ref() == Some(&signature.digest_stated) {
            signed.extend(signature.canonical.map(String::into_bytes));
        }
    }
    signed
}

/// The first failure of a report.
pub(crate) fn first_failure(report: &Report) -> Option<&saml_edge::Error> {
    report.checks.iter().find_map(|check| match &check.outcome {
        Outcome::Fail(error) => Some(error),
        _ => None,
    })
}
