//! The door through which logout messages come in, by HTTP-Redirect and HTTP-POST (profiles 4.4).

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::iter;

use crate::base64;
use crate::checks::{Clock, InResponseTo, LogoutContext, is_accepted, is_key_short, names_of, require_logout};
use crate::claim::{Fact, Unclaimed};
use crate::connection::{Connection, Policy};
use crate::crypto::UnwrapKey;
use crate::dsig::{Proof, Signature, SignedElement, verify_query};
use crate::error::{ConnectionError, Error, ErrorKind, Fault, NonSuccess, sentences};
use crate::form::Form;
use crate::identity::NameId;
use crate::limits::Limits;
use crate::post::without_place;
use crate::redirect::{QuerySignature, Redirect};
use crate::saml::{Identifier, Logout, LogoutBody, LogoutKind, locate_logout};
use crate::time::Timestamp;
use crate::verify::{Parts, locate_in};
use crate::xml::{Document, Source};

/// A logout message as it arrived. It says nothing about trust.
#[derive(Debug)]
pub struct LogoutPost<'a> {
    message: Encoded<'a>,
    /// What it must be, where the binding says so.
    kind: Option<LogoutKind>,
    relay_state: Option<String>,
}

#[derive(Debug)]
enum Encoded<'a> {
    Base64(Vec<u8>),
    Redirect(Redirect),
    Xml(&'a [u8]),
}

impl<'a> LogoutPost<'a> {
    /// The raw body of a POST (bindings 3.5). That it was a POST of `application/x-www-form-urlencoded` is for the caller to see (rule B10).
    ///
    /// # Errors
    /// Doubled and contradictory fields (rule B02) and an unusable RelayState (rule B05).
    pub fn from_form(body: &[u8]) -> Result<Self, Error> {
        let form = Form::either(body).map_err(without_place)?;
        Ok(Self { kind: kind(form.is_request), message: Encoded::Base64(form.message), relay_state: form.relay_state })
    }

    /// The query of a GET, octet for octet as it was received (bindings 3.4): what an URL library has taken apart and put together again is not what was
    /// signed. A `?` before it is no part of it.
    ///
    /// # Errors
    /// As [`from_form`](Self::from_form), and a query that is not as the binding has it (rules B03, B04).
    pub fn from_query(query: &[u8]) -> Result<Self, Error> {
        let mut redirect = Redirect::parse(query).map_err(without_place)?;
        let relay_state = redirect.relay_state.take();
        Ok(Self { kind: kind(redirect.is_request), message: Encoded::Redirect(redirect), relay_state })
    }

    /// The XML of a message that came by POST. Base64 protects nothing, so the verdict is the same; for tools and tests that have only this.
    pub fn from_xml(octets: &'a [u8]) -> Self {
        Self { kind: None, message: Encoded::Xml(octets), relay_state: None }
    }

    /// What came as RelayState: opaque, and never an address to go to. An answer carries it back as it came.
    pub fn relay_state(&self) -> Option<&str> {
        self.relay_state.as_deref()
    }

    fn decode(&self, limits: &Limits) -> Result<Source, Fault> {
        match &self.message {
            Encoded::Base64(text) => Source::decode(&base64::decode(text, limits)?, limits),
            Encoded::Redirect(redirect) => Source::decode(&redirect.xml(limits)?, limits),
            Encoded::Xml(octets) => Source::decode(octets, limits),
        }
    }

    /// Absent where the binding has none: then the message itself must be signed.
    fn query_signature(&self) -> Option<Result<&QuerySignature, Fault>> {
        match &self.message {
            Encoded::Redirect(redirect) => Some(redirect.signature.as_ref().ok_or_else(|| ErrorKind::LogoutNotSigned.nowhere())),
            Encoded::Base64(_) | Encoded::Xml(_) => None,
        }
    }
}

/// Which message the parameter is for.
fn kind(is_request: bool) -> Option<LogoutKind> {
    Some(if is_request { LogoutKind::Request } else { LogoutKind::Response })
}

/// A connection that can log out: it says where logout messages arrive.
#[derive(Clone, Copy, Debug)]
pub struct SingleLogout<'c> {
    connection: &'c Connection,
    slo_url: &'c str,
}

impl Connection {
    /// What verifies logout messages.
    ///
    /// # Errors
    /// There is no `slo_url` among the settings of the service provider.
    pub fn single_logout(&self) -> Result<SingleLogout<'_>, ConnectionError> {
        let slo_url = self.sp.slo_url.as_deref().ok_or_else(|| sentences::SLO_URL_MISSING.plain())?;
        Ok(SingleLogout { connection: self, slo_url })
    }
}

impl SingleLogout<'_> {
    /// Verifies a logout message. `in_response_to` says which LogoutRequest a LogoutResponse must answer; for a LogoutRequest it means nothing. What an
    /// EncryptedID is encrypted for is looked for among the connection's own keys.
    ///
    /// # Errors
    /// The first rule that refuses: input, XML, signature, and then what the message says.
    pub fn verify(
        &self,
        post: &LogoutPost<'_>,
        in_response_to: InResponseTo<'_>,
        now: Timestamp,
    ) -> Result<Unclaimed<LogoutMessage>, Error> {
        self.verify_with(post, self.connection.decryption_keys(), in_response_to, now)
    }

    /// As [`verify`](Self::verify), with session keys unwrapped by `keys`.
    ///
    /// # Errors
    /// As that.
    pub fn verify_with(
        &self,
        post: &LogoutPost<'_>,
        keys: &dyn UnwrapKey,
        in_response_to: InResponseTo<'_>,
        now: Timestamp,
    ) -> Result<Unclaimed<LogoutMessage>, Error> {
        let limits = self.connection.limits();
        let source = post.decode(&limits).map_err(without_place)?;
        let document = Document::parse(&source, &limits).map_err(|fault| locate_in(&source, fault))?;
        self.verify_document(post, &document, keys, in_response_to, now).map_err(|fault| document.locate(fault))
    }

    fn verify_document(
        &self,
        post: &LogoutPost<'_>,
        document: &Document<'_>,
        keys: &dyn UnwrapKey,
        in_response_to: InResponseTo<'_>,
        now: Timestamp,
    ) -> Result<Unclaimed<LogoutMessage>, Fault> {
        let connection = self.connection;
        let limits = connection.limits();
        let (root, own) = locate_logout(document, post.kind)?;
        let mut signature = None;
        let signed = match post.query_signature() {
            Some(query) => verify_query(query?, SignedElement::new(root, own), connection.trust())?,
            None => {
                let own = own.ok_or_else(|| ErrorKind::LogoutNotSigned.at(root.span()))?;
                let read = signature.insert(Signature::read(own, root, &limits)?);
                read.verify(connection.trust(), &mut Vec::new())?
            }
        };

        let parts = Parts::unseal(Logout::encrypted_parts(*signed.get()), connection, keys, &limits)?;
        let documents = parts.documents(signature.as_ref(), &limits)?;
        let opened = parts.opened(&documents, document, None)?;
        let proof = signed.proof();
        let message = signed.try_map(&opened, Logout::read)?;
        let clock = Clock { now, skew: connection.skew() };
        let context = LogoutContext {
            connection,
            slo_url: self.slo_url,
            in_response_to,
            clock,
            most_seconds: connection.policy.max_response_age_seconds.unwrap_or(MOST_SECONDS),
            octets: document.octets(),
            proof,
        };
        let message = require_logout(message, &context)?;
        accepted(message.get(), &context, parts.shortest_modulus(None)).ok_or(ErrorKind::Internal.nowhere())
    }
}

/// What the IdP says about a logout. Only a claimed, verified message makes one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum LogoutMessage {
    /// The IdP asks to end sessions.
    Request(LogoutRequest),
    /// The IdP answers a request to end them.
    Response(LogoutResponse),
}

/// Whose sessions are to end: those of this name, exactly as a login had it with format and qualifiers; of them those with a listed index, or all where none is
/// listed (core 3.7.3.2).
#[derive(Clone, Debug)]
pub struct LogoutRequest {
    /// For the answer.
    pub id: String,
    /// The IdP's entity id.
    pub issuer: String,
    /// The user.
    pub name_id: NameId,
    /// The sessions; empty means all of the user.
    pub session_indexes: Vec<String>,
    /// Why, a URI.
    pub reason: Option<String>,
    /// What the verdict rests on.
    pub evidence: LogoutEvidence,
}

/// What became of a logout that was started here.
#[derive(Clone, Debug)]
pub struct LogoutResponse {
    /// Its ID, for logs.
    pub id: String,
    /// The IdP's entity id.
    pub issuer: String,
    /// The LogoutRequest.
    pub in_response_to: String,
    /// The top-level status is Success.
    pub success: bool,
    /// Somewhere the user is still signed in (core 3.7.3.2, PartialLogout).
    pub partial: bool,
    /// What the IdP says of it.
    pub status: NonSuccess,
    /// What the verdict rests on.
    pub evidence: LogoutEvidence,
}

/// What the verdict on a logout message rests on.
#[derive(Clone, Debug)]
pub struct LogoutEvidence {
    /// SHA-256 fingerprint, lower-case hex, of the certificate (or bare key) that signed it.
    pub certificate_sha256: String,
    /// The signature algorithm, a URI.
    pub algorithm: &'static str,
    /// The members of the policy without which it would have been refused.
    pub relaxed: Vec<String>,
}

impl Unclaimed<LogoutMessage> {
    /// The message without the one-time rule: whoever gets hold of it can use it again until it expires. For tools, and for bindings that carry out the
    /// facts themselves before anybody sees the message.
    pub fn message_accepting_replay(self) -> LogoutMessage {
        self.accepting_replay()
    }
}

/// How old a logout message may be, in seconds: it goes from the IdP to here without waiting for anybody.
const MOST_SECONDS: u32 = 300;

fn accepted(message: &Logout<'_>, context: &LogoutContext<'_>, shortest_modulus: Option<usize>) -> Option<Unclaimed<LogoutMessage>> {
    let (id, issuer) = (message.id.value.to_string(), message.issuer.value.to_string());
    let evidence = LogoutEvidence::new(message, context, shortest_modulus)?;
    // The latest moment at which anything but the store would still let it pass.
    let until =
        message.issue_instant.time.plus_seconds(i64::from(context.most_seconds).saturating_add(context.clock.skew).saturating_add(1));
    let mut facts = alloc::vec![Fact::put("logout", &issuer, &id, until, ErrorKind::LogoutAlreadyUsed)];
    let message = match &message.body {
        LogoutBody::Request { identifier: Identifier::NameId(name_id), session_indexes, reason, .. } => {
            LogoutMessage::Request(LogoutRequest {
                id,
                issuer,
                name_id: NameId::of(name_id),
                session_indexes: session_indexes.iter().map(|index| index.to_string()).collect(),
                reason: reason.map(str::to_string),
                evidence,
            })
        }
        LogoutBody::Request { .. } => return None,
        LogoutBody::Response { in_response_to, status } => {
            let in_response_to = in_response_to.as_ref()?.value;
            if context.in_response_to == InResponseTo::AskStore {
                let refusal = ErrorKind::LogoutNotPending { found: Some(in_response_to.into()) };
                facts.push(Fact::take(&context.connection.idp_entity_id, in_response_to, refusal));
            }
            let report = status.report();
            LogoutMessage::Response(LogoutResponse {
                id,
                issuer,
                in_response_to: in_response_to.into(),
                success: status.is_success(),
                partial: report.second.as_deref() == Some(PARTIAL_LOGOUT) || report.code == PARTIAL_LOGOUT,
                status: report,
                evidence,
            })
        }
    };
    Some(Unclaimed::new(facts, message))
}

/// Core 3.2.2.2.
const PARTIAL_LOGOUT: &str = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout";

impl LogoutEvidence {
    fn new(message: &Logout<'_>, context: &LogoutContext<'_>, shortest_modulus: Option<usize>) -> Option<Self> {
        let Proof { key, algorithm, .. } = context.proof;
        let (key, policy) = (context.connection.keys().get(key)?, &context.connection.policy);
        let strict = Policy::strict();
        let strictly_timed = LogoutContext { clock: Clock { skew: strict.clock_skew_seconds.into(), ..context.clock }, ..*context };
        let strictly_aged = LogoutContext { most_seconds: MOST_SECONDS, ..*context };
        let used = [
            ("clockSkewSeconds", policy.clock_skew_seconds > strict.clock_skew_seconds && !is_accepted(message, &strictly_timed)),
            ("maxResponseAgeSeconds", context.most_seconds > MOST_SECONDS && !is_accepted(message, &strictly_aged)),
            ("maxBytes", context.octets > strict.max_bytes),
            ("allowSha1", context.proof.is_sha1()),
            ("minRsaBits", is_key_short(iter::once(key), shortest_modulus)),
            ("allowHttpAcs", policy.allow_http_acs && context.slo_url.starts_with("http://")),
        ];
        Some(Self { certificate_sha256: key.sha256().into(), algorithm: algorithm.uri(), relaxed: names_of(&used) })
    }
}
