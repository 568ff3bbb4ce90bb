//! The doors of saml-edge, each from what arrives to what the application gets.

use std::convert::Infallible;

use saml_edge::{
    Connection, DEFAULT_MAX_BYTES, DecryptionKey, IdentityProvider, InResponseTo, LogoutPost, MAX_BYTES_CEILING, MetadataOptions,
    MetadataTrust, MetadataTrustPolicy, OneTimeStore, Policy, Post, ServiceProvider, Timestamp, explain, read_certificates, read_metadata,
    verify,
};
use saml_edge_messages::{ACS, IDP, NOW, REQUEST, SLO, SP, Signer, certificate, form_body, private_key};

#[derive(Clone, Copy, Debug)]
pub(crate) enum Door {
    /// From the body of the POST to the claim, with keys that were read before.
    Login(Party),
    /// From the XML as it stands, so that nothing on the way to it counts.
    Bare(Party),
    /// From the body, with reading the keys.
    ColdLogin(Party),
    Explain(Party),
    LogoutPost(Party),
    LogoutQuery(Party),
    /// Reading the keys alone.
    Connect(Party),
    /// What a certificate says about itself.
    Certificate(Signer),
    /// Metadata of one identity provider, which nothing proves.
    Metadata,
    /// One identity provider of a signed aggregate.
    Federation,
    /// One identity provider of an aggregate that nothing proves.
    Search,
}

/// A connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Party {
    pub(crate) signer: Signer,
    /// The last of its certificates is that of the signer.
    pub(crate) certificates: usize,
    /// The policy's limit on the octets of a message.
    pub(crate) max_bytes: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Refused,
}

impl Door {
    /// What carries this XML.
    pub(crate) fn wrap(self, xml: String) -> String {
        match self {
            Self::Login(_) | Self::ColdLogin(_) | Self::Explain(_) => form_body("SAMLResponse", &xml),
            Self::LogoutPost(_) => form_body("SAMLRequest", &xml),
            _ => xml,
        }
    }

    /// Hands `measure` a call to run once, and says what came of it. What is dear to make and is made once in an application is made before.
    pub(crate) fn open(self, octets: &[u8], measure: &mut dyn FnMut(&mut dyn FnMut())) -> Verdict {
        let mut verdict = None;
        let now = Timestamp::parse(NOW).unwrap();
        match self {
            Self::Login(party) => {
                let connection = party.connection();
                measure(&mut || verdict = Some(sign_in(octets, &connection, now)));
            }
            Self::Bare(party) => {
                let connection = party.connection();
                measure(&mut || {
                    verdict = Some(verify(&Post::from_xml(octets), &connection, InResponseTo::Request(REQUEST), now).is_ok());
                });
            }
            Self::ColdLogin(party) => {
                let certificates = party.certificates();
                measure(&mut || verdict = Some(sign_in(octets, &party.connect(certificates.clone()), now)));
            }
            Self::Explain(party) => {
                let connection = party.connection();
                measure(&mut || {
                    let post = Post::from_form(octets).unwrap();
                    verdict = Some(explain(&post, Some(&connection), InResponseTo::Request(REQUEST), now).accepted);
                });
            }
            Self::LogoutPost(party) => {
                let connection = party.connection();
                measure(&mut || verdict = Some(log_out(&LogoutPost::from_form(octets).unwrap(), &connection, now)));
            }
            Self::LogoutQuery(party) => {
                let connection = party.connection();
                measure(&mut || verdict = Some(log_out(&LogoutPost::from_query(octets).unwrap(), &connection, now)));
            }
            Self::Connect(party) => {
                let certificates = party.certificates();
                measure(&mut || verdict = Some(party.connect(certificates.clone()).fingerprints().count() == party.certificates));
            }
            Self::Certificate(signer) => {
                let text = signer.certificate();
                measure(&mut || verdict = Some(read_certificates(&text).is_ok()));
            }
            Self::Metadata => {
                measure(&mut || verdict = Some(read_metadata(octets, &MetadataOptions::vendor(), now).is_ok()));
            }
            Self::Federation => {
                let trust = MetadataTrust::new(&[Signer::Rsa2048.certificate()], MetadataTrustPolicy::strict()).unwrap();
                let options = MetadataOptions::federation(&trust, IDP, 7 * 24 * 3600);
                measure(&mut || verdict = Some(read_metadata(octets, &options, now).is_ok()));
            }
            Self::Search => {
                let options = MetadataOptions { entity_id: Some(IDP), ..MetadataOptions::vendor() };
                measure(&mut || verdict = Some(read_metadata(octets, &options, now).is_ok()));
            }
        }
        if verdict.expect("the call was run") { Verdict::Accepted } else { Verdict::Refused }
    }
}

impl Party {
    /// With the limits that are the default.
    pub(crate) fn trusting(signer: Signer) -> Self {
        Self { signer, certificates: 1, max_bytes: DEFAULT_MAX_BYTES }
    }

    /// With the highest limits that a policy allows.
    pub(crate) fn lenient() -> Self {
        Self { max_bytes: MAX_BYTES_CEILING, ..Self::trusting(Signer::Rsa2048) }
    }

    fn connection(self) -> Connection {
        let key = DecryptionKey::parse(&private_key("sp")).unwrap();
        self.connect(self.certificates()).with_decryption_keys(vec![key]).unwrap()
    }

    fn certificates(self) -> Vec<String> {
        let mut certificates = vec![certificate("idp-next"); self.certificates - 1];
        certificates.push(self.signer.certificate());
        certificates
    }

    fn connect(self, certificates: Vec<String>) -> Connection {
        let idp = IdentityProvider { entity_id: IDP.into(), certificates };
        let sp = ServiceProvider { entity_id: SP.into(), acs_url: ACS.into(), slo_url: Some(SLO.into()) };
        Connection::new(idp, sp, Policy { max_bytes: self.max_bytes, ..Policy::strict() }).unwrap()
    }
}

fn sign_in(body: &[u8], connection: &Connection, now: Timestamp) -> bool {
    let post = Post::from_form(body).unwrap();
    match verify(&post, connection, InResponseTo::Request(REQUEST), now) {
        Ok(login) => login.claim_with(&mut Fresh).unwrap().name_id().is_some(),
        Err(_) => false,
    }
}

fn log_out(post: &LogoutPost<'_>, connection: &Connection, now: Timestamp) -> bool {
    match connection.single_logout().unwrap().verify(post, InResponseTo::Unsolicited, now) {
        Ok(message) => message.claim_with(&mut Fresh).is_ok(),
        Err(_) => false,
    }
}

/// A store in which nothing is yet: what it costs is not the library's.
struct Fresh;

impl OneTimeStore for Fresh {
    type Error = Infallible;

    fn put(&mut self, _: &str, _: Timestamp) -> Result<bool, Infallible> {
        Ok(true)
    }

    fn take(&mut self, _: &str) -> Result<bool, Infallible> {
        Ok(true)
    }
}
