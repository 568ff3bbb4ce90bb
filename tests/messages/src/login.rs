//! A Response in the shape of Okta's.

use crate::names::*;
use crate::signature::signature;
use crate::signer::Signer;

/// What of a Response is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    Nothing,
    Assertion,
    Response,
    Both,
}

/// A login. [`okta`](Self::okta) is about 6 KB; every number beyond it is what comes on top.
#[derive(Clone, Debug)]
pub struct Login {
    pub signed: Signed,
    pub signer: Signer,
    /// Further attributes, with a name of its own and one value each.
    pub attributes: usize,
    /// The message is filled with values of a further attribute until it has so many octets; nothing is filled where it has them already.
    pub octets: usize,
    /// Namespaces `urn:n00`, `urn:n01` and so on that the Response declares under these names, and no canonical form has. 48 are allowed in scope, those of SAML among them.
    pub namespaces: usize,
    /// Elements inside each other, in a value of a further attribute. 64 are allowed, the six around them among them.
    pub depth: usize,
    /// Elements of the Response's Extensions with an ID each, which an index of IDs would hold.
    pub ids: usize,
    /// What else the Extensions hold, in canonical form where the Response is signed.
    pub extensions: String,
}

impl Login {
    /// One signature of RSA-2048 over the Assertion, about 6 KB.
    pub fn okta() -> Self {
        Self {
            signed: Signed::Assertion,
            signer: Signer::Rsa2048,
            attributes: 0,
            octets: 0,
            namespaces: 0,
            depth: 0,
            ids: 0,
            extensions: String::new(),
        }
    }

    /// The same, filled to so many octets.
    pub fn of_octets(octets: usize) -> Self {
        Self { octets, ..Self::okta() }
    }

    pub fn xml(&self) -> String {
        let bare = self.xml_with("");
        match self.octets.saturating_sub(bare.len()) {
            0 => bare,
            room => self.xml_with(&filling(room)),
        }
    }

    fn xml_with(&self, filling: &str) -> String {
        let issuer = format!("<saml2:Issuer {ASSERTION_NS}>{IDP}</saml2:Issuer>");
        let status =
            "<saml2p:Status><saml2p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"></saml2p:StatusCode></saml2p:Status>";
        let body = format!("{}{status}{}", self.extensions(), self.assertion(filling));
        let response = |declarations: &str, signature: &str| {
            format!(
                "<saml2p:Response {PROTOCOL_NS}{declarations} Destination=\"{ACS}\" ID=\"_response\" InResponseTo=\"{REQUEST}\" \
                 IssueInstant=\"{SECOND_BEFORE}\" Version=\"2.0\">{issuer}{signature}{body}</saml2p:Response>"
            )
        };
        let own_signature = match self.signed {
            Signed::Response | Signed::Both => signature(&response("", ""), "_response", self.signer),
            Signed::Nothing | Signed::Assertion => String::new(),
        };
        let declarations: String = (0..self.namespaces).map(|index| format!(" xmlns:n{index:02}=\"urn:n{index:02}\"")).collect();
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{}", response(&declarations, &own_signature))
    }

    fn assertion(&self, filling: &str) -> String {
        let head = format!("<saml2:Issuer>{IDP}</saml2:Issuer>");
        let body = self.assertion_body(filling);
        let assertion = |signature: &str| {
            format!(
                "<saml2:Assertion {ASSERTION_NS} ID=\"_assertion\" IssueInstant=\"{SECOND_BEFORE}\" Version=\"2.0\">{head}{signature}{body}</saml2:Assertion>"
            )
        };
        match self.signed {
            Signed::Assertion | Signed::Both => assertion(&signature(&assertion(""), "_assertion", self.signer)),
            Signed::Nothing | Signed::Response => assertion(""),
        }
    }

    fn assertion_body(&self, filling: &str) -> String {
        format!(
            "<saml2:Subject><saml2:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">{NAME_ID}</saml2:NameID>\
             <saml2:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml2:SubjectConfirmationData \
             InResponseTo=\"{REQUEST}\" NotOnOrAfter=\"{FIVE_MINUTES_LATER}\" Recipient=\"{ACS}\"></saml2:SubjectConfirmationData>\
             </saml2:SubjectConfirmation></saml2:Subject><saml2:Conditions NotBefore=\"{FIVE_MINUTES_BEFORE}\" \
             NotOnOrAfter=\"{FIVE_MINUTES_LATER}\"><saml2:AudienceRestriction><saml2:Audience>{SP}</saml2:Audience>\
             </saml2:AudienceRestriction></saml2:Conditions><saml2:AuthnStatement AuthnInstant=\"{MINUTE_BEFORE}\" \
             SessionIndex=\"_session\"><saml2:AuthnContext><saml2:AuthnContextClassRef>\
             urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef></saml2:AuthnContext>\
             </saml2:AuthnStatement><saml2:AttributeStatement>{}{filling}</saml2:AttributeStatement>",
            self.attribute_elements(),
        )
    }

    fn attribute_elements(&self) -> String {
        let groups: Vec<_> = (0..12).map(|index| format!("console-administrators-of-region-{index}")).collect();
        let groups: Vec<_> = groups.iter().map(String::as_str).collect();
        let mut elements = [
            attribute("email", &[NAME_ID]),
            attribute("firstName", &["Jane"]),
            attribute("lastName", &["Doe"]),
            attribute("groups", &groups),
        ]
        .concat();
        elements.extend((0..self.attributes).map(|index| attribute(&format!("further-{index}"), &["one of its values"])));
        if self.depth > 0 {
            let nested = "<n>".repeat(self.depth) + &"</n>".repeat(self.depth);
            elements += &attribute("nested", &[&nested]);
        }
        elements
    }

    fn extensions(&self) -> String {
        if self.ids == 0 && self.extensions.is_empty() {
            return String::new();
        }
        let decoys: String = (0..self.ids).map(|index| format!("<decoy ID=\"_decoy{index}\"></decoy>")).collect();
        format!("<saml2p:Extensions>{decoys}{}</saml2p:Extensions>", self.extensions)
    }
}

fn attribute(name: &str, values: &[&str]) -> String {
    let values: String = values.iter().map(|value| format!("<saml2:AttributeValue>{value}</saml2:AttributeValue>")).collect();
    format!(
        "<saml2:Attribute Name=\"{name}\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified\">{values}</saml2:Attribute>"
    )
}

/// A list of groups of this length as text of XML, or none where the shortest is longer. The last takes what is left over.
fn filling(room: usize) -> String {
    let Some(room) = room.checked_sub(attribute("further-groups", &[""]).len()) else { return String::new() };
    let value = |index: usize| format!("console-administrators-of-region-{index:06}");
    let each = attribute("", &["", &value(0)]).len() - attribute("", &[""]).len();
    let mut values: Vec<_> = (0..room / each).map(value).collect();
    values.push("x".repeat(room % each));
    let values: Vec<_> = values.iter().map(String::as_str).collect();
    attribute("further-groups", &values)
}
