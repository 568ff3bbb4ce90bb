//! Signed logout messages that came by POST and that somebody altered: refused, or exactly what the original says, by both doors.
//!
//! Inputs are those of [`mutation`](crate::mutation).

use std::sync::OnceLock;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use form_urlencoded::Serializer;
use saml_edge::{Connection, Error, LogoutPost};

use crate::material::messages;
use crate::mutation::Input;
use crate::mutation::tree::{Node, Tree};
use crate::redirect::said;
use crate::support::vector::{self, Vector};
use crate::unwrapped::Unwrapped;

/// The numbers of both messages, then operations.
pub fn hold(octets: &[u8]) {
    let Some(input) = Input::read(octets) else { return };
    let (message, donor) = (input.among(originals()), input.donor_among(donors()));
    let xml = input.run(&message.tree, &donor.tree);
    let verdict = message.says(&LogoutPost::from_xml(xml.as_bytes()));
    let Ok(said) = verdict else { return message.hold_refused(&xml) };
    let texts = [donor.xml.clone(), donor.tree.bare().write().into_bytes()];
    let by_donor = texts.map(|text| message.says(&LogoutPost::from_xml(&text)).ok());
    assert!(said == message.said || by_donor.contains(&Some(said.clone())), "neither {} nor {} says {said}", message.name, donor.name);
    assert_eq!(message.by_form(&xml).ok(), Some(said), "another by the other door");
}

struct Original {
    name: String,
    tree: Tree,
    said: String,
    connection: Connection,
    keys: Unwrapped,
    vector: Vector,
}

impl Original {
    fn read(vector: Vector) -> Option<Self> {
        let xml = xml(&vector)?;
        let tree = Tree::read(std::str::from_utf8(&xml).ok()?)?;
        let (connection, keys) = (vector.connection(), Unwrapped::of(vector.decryption_keys()));
        let mut original = Self { name: vector.name.clone(), tree, said: String::new(), connection, keys, vector };
        original.said = original.says(&LogoutPost::from_xml(&xml)).ok()?;
        Some(original)
    }

    fn says(&self, post: &LogoutPost<'_>) -> Result<String, Error> {
        let logout = self.connection.single_logout().expect("an address for logout");
        let message = logout.verify_with(post, &self.keys, self.vector.in_response_to(), self.vector.now())?;
        Ok(said(&message.message_accepting_replay()))
    }

    /// As the field that the message's own name asks for.
    fn by_form(&self, xml: &str) -> Result<String, Error> {
        let root = Tree::read(xml).and_then(|tree| {
            tree.nodes.into_iter().find_map(|node| match node {
                Node::Element(element) => Some(element.local().to_owned()),
                Node::Raw(_) => None,
            })
        });
        let field = if root.as_deref() == Some("LogoutRequest") { "SAMLRequest" } else { "SAMLResponse" };
        let body = Serializer::new(String::new()).append_pair(field, &STANDARD.encode(xml)).finish();
        self.says(&LogoutPost::from_form(body.as_bytes())?)
    }

    fn hold_refused(&self, xml: &str) {
        let error = self.by_form(xml).expect_err("a refusal by the other door as well");
        assert!(!error.message().is_empty() && !error.hint().is_empty() && !error.code().is_empty());
    }
}

struct Donor {
    name: String,
    xml: Vec<u8>,
    tree: Tree,
}

/// The XML of a vector that came by POST.
fn xml(vector: &Vector) -> Option<Vec<u8>> {
    match vector.get("encoding") {
        Some("form") => STANDARD.decode(saml_edge::fuzzing::form(vector.body())?.1).ok(),
        _ => vector.xml(),
    }
}

fn logouts() -> impl Iterator<Item = Vector> {
    vector::all().into_iter().filter(|vector| vector.is_logout() && vector.get("seen").is_none())
}

fn originals() -> &'static [Original] {
    static ORIGINALS: OnceLock<Vec<Original>> = OnceLock::new();
    ORIGINALS.get_or_init(|| {
        let originals: Vec<_> = logouts().filter(Vector::is_accepted).filter_map(Original::read).collect();
        assert!(originals.len() > 3, "{}", originals.len());
        originals
    })
}

/// Every logout message, and every login.
fn donors() -> &'static [Donor] {
    static DONORS: OnceLock<Vec<Donor>> = OnceLock::new();
    DONORS.get_or_init(|| {
        let logouts = logouts().filter_map(|vector| Some((vector.name.clone(), xml(&vector)?)));
        let logins = messages().iter().map(|message| (message.name.clone(), message.xml.clone()));
        let all = logouts.chain(logins);
        all.filter_map(|(name, xml)| Some(Donor { tree: Tree::read(std::str::from_utf8(&xml).ok()?)?, name, xml })).collect()
    })
}

/// How many messages there are.
pub(crate) fn count() -> usize {
    originals().len()
}
