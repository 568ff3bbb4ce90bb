//! What comes out of a login, once its facts are claimed.

use alloc::string::String;
use alloc::vec::Vec;

use crate::checks::{Accepted, Context, InResponseTo, Warning, accepted_until, confirmed_by, judged_statement, relaxed, warnings};
use crate::claim::{Fact, Unclaimed};
use crate::error::ErrorKind;
use crate::rules::RuleId;
use crate::saml::{Assertion, AttributeValue, Identifier, Names};
use crate::time::Timestamp;

/// Who signed in. Only a claimed, verified login makes one.
#[derive(Clone, Debug)]
pub struct Identity {
    name_id: Option<NameId>,
    issuer: String,
    attributes: Vec<Attribute>,
    authn_instant: Timestamp,
    authn_context: Option<String>,
    authenticating_authorities: Vec<String>,
    session_index: Option<String>,
    session_not_on_or_after: Option<Timestamp>,
    assertion_id: String,
    in_response_to: Option<String>,
    expires_at: Timestamp,
    evidence: Evidence,
}

/// The user's name at the IdP (core 2.2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameId {
    /// Exactly as the IdP sent it.
    pub value: String,
    /// Its format, a URI.
    pub format: Option<String>,
    /// The IdP for which it is unique.
    pub name_qualifier: Option<String>,
    /// The service provider for which it is unique.
    pub sp_name_qualifier: Option<String>,
}

/// One attribute. Those of the same Name are merged, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its Name. FriendlyName is for people and never matched.
    pub name: String,
    /// Its NameFormat, a URI; that of the first where several were merged.
    pub name_format: Option<String>,
    /// Its values that are text, exactly as sent. `xsi:nil` is no value.
    pub values: Vec<String>,
}

/// What the verdict rests on.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What was signed.
    pub signed: Signed,
    /// SHA-256 fingerprint, lower-case hex, of the certificate (or bare key) that signed it.
    pub certificate_sha256: String,
    /// The signature algorithm, a URI.
    pub algorithm: &'static str,
    /// The assertion came encrypted.
    pub encrypted: bool,
    /// The members of the policy without which this login would have been refused.
    pub relaxed: Vec<String>,
    /// What works today and may not tomorrow.
    pub warnings: Vec<Warning>,
}

/// Which elements carried a signature. All of them verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// The Assertion.
    Assertion,
    /// The Response.
    Response,
    /// Both.
    Both,
}

impl Signed {
    /// `assertion`, `response` or `both`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assertion => "assertion",
            Self::Response => "response",
            Self::Both => "both",
        }
    }
}

impl Unclaimed<Identity> {
    /// The one way to make it: from what every rule accepted.
    pub(crate) fn accepted(accepted: &Accepted<'_>, context: &Context<'_>) -> Option<Self> {
        let identity = Identity::new(accepted.assertion(), context)?;
        Some(Self::new(facts(&identity, context), identity))
    }

    /// The identity without the one-time rule: whoever gets hold of the message can use it again until it expires.
    /// For tools, and for bindings that carry out the facts themselves before anybody sees the identity.
    pub fn identity_accepting_replay(self) -> Identity {
        self.accepting_replay()
    }
}

/// The Assertion first, then a signed Response, then the request that is answered.
fn facts(identity: &Identity, context: &Context<'_>) -> Vec<Fact> {
    let put =
        |kind: &str, id: &str, rule: RuleId| Fact::put(kind, &identity.issuer, id, identity.expires_at, ErrorKind::AlreadyUsed { rule });
    let mut facts = alloc::vec![put("assertion", &identity.assertion_id, RuleId::P01)];
    // An unsigned Response has whatever ID its bearer likes: it proves nothing, and would let him use up others' IDs.
    if context.signatures.response.is_some() {
        facts.push(put("response", context.response.id.value, RuleId::P02));
    }
    if let (InResponseTo::AskStore, Some(request)) = (context.in_response_to, &identity.in_response_to) {
        let not_pending = ErrorKind::RequestNotPending { found: request.clone() };
        facts.push(Fact::take(&context.connection.idp_entity_id, request, not_pending));
    }
    facts
}

impl Identity {
    fn new(assertion: &Assertion<'_>, context: &Context<'_>) -> Option<Self> {
        let policy = &context.connection.policy;
        let data = confirmed_by(assertion, context)?.data.as_ref()?;
        let statement = judged_statement(assertion, context)?;
        let session_limit = policy.max_session_seconds.map(|seconds| context.clock.now.plus_seconds(seconds.into()));
        let session_ends = assertion.authn_statements.iter().filter_map(|statement| statement.session_not_on_or_after).map(|end| end.time);
        let authn_context = statement.context.as_ref();
        Some(Self {
            name_id: name_id(assertion),
            issuer: assertion.issuer.value.into(),
            attributes: merge(&assertion.attributes),
            authn_instant: statement.instant.time,
            authn_context: authn_context.and_then(|context| context.class.as_ref()).map(|class| class.value.into()),
            authenticating_authorities: authn_context
                .iter()
                .flat_map(|context| &context.authorities)
                .map(|authority| String::from(*authority))
                .collect(),
            session_index: statement.session_index.as_ref().map(|index| index.value.into()),
            session_not_on_or_after: session_ends.chain(session_limit).min(),
            assertion_id: assertion.id.value.into(),
            in_response_to: data.in_response_to.as_ref().map(|id| id.value.into()),
            expires_at: accepted_until(assertion)?.plus_seconds(context.clock.skew),
            evidence: Evidence::new(assertion, context)?,
        })
    }

    /// The user's NameID; absent only where the connection's identifier is an attribute.
    pub fn name_id(&self) -> Option<&NameId> {
        self.name_id.as_ref()
    }

    /// The IdP's entity id. A NameID means nothing without it: key users by both.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// All attributes in the order of the message, those of one Name merged.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The values of the attribute of this Name; empty when it is not there.
    pub fn attribute(&self, name: &str) -> &[String] {
        self.attributes.iter().find(|attribute| attribute.name == name).map_or(&[], |attribute| &attribute.values)
    }

    /// When the user signed in at the IdP.
    pub fn authn_instant(&self) -> Timestamp {
        self.authn_instant
    }

    /// How: an authentication context class, a URI.
    pub fn authn_context(&self) -> Option<&str> {
        self.authn_context.as_deref()
    }

    /// Who else took part in signing in (core 2.7.2.2).
    pub fn authenticating_authorities(&self) -> &[String] {
        &self.authenticating_authorities
    }

    /// The session at the IdP, for single logout.
    pub fn session_index(&self) -> Option<&str> {
        self.session_index.as_deref()
    }

    /// When the application's session must end at the latest (E79), or earlier by the connection's limit.
    pub fn session_not_on_or_after(&self) -> Option<Timestamp> {
        self.session_not_on_or_after
    }

    /// The assertion's ID, for logs.
    pub fn assertion_id(&self) -> &str {
        &self.assertion_id
    }

    /// The request that was answered, as the signed assertion names it.
    pub fn in_response_to(&self) -> Option<&str> {
        self.in_response_to.as_deref()
    }

    /// From when on the message is refused as expired, skew included.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// What the verdict rests on.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Evidence {
    fn new(assertion: &Assertion<'_>, context: &Context<'_>) -> Option<Self> {
        let signatures = context.signatures;
        let (signed, proof) = match (signatures.response, signatures.assertion) {
            (Some(_), Some(proof)) => (Signed::Both, proof),
            (None, Some(proof)) => (Signed::Assertion, proof),
            (Some(proof), None) => (Signed::Response, proof),
            (None, None) => return None,
        };
        Some(Self {
            signed,
            certificate_sha256: context.connection.keys().get(proof.key)?.sha256().into(),
            algorithm: proof.algorithm.uri(),
            encrypted: context.encryption.is_some(),
            relaxed: relaxed(assertion, context),
            warnings: warnings(assertion, context),
        })
    }
}

fn name_id(assertion: &Assertion<'_>) -> Option<NameId> {
    match assertion.subject.as_ref()?.identifier.as_ref()? {
        Identifier::NameId(name_id) => Some(NameId::of(name_id)),
        Identifier::BaseId(_) | Identifier::EncryptedId(_) => None,
    }
}

impl NameId {
    pub(crate) fn of(name_id: &crate::saml::NameId<'_>) -> Self {
        let text = |text: Option<crate::dsig::Text<'_>>| text.map(|text| text.value.into());
        Self {
            value: name_id.value.into(),
            format: text(name_id.format),
            name_qualifier: text(name_id.name_qualifier),
            sp_name_qualifier: text(name_id.sp_name_qualifier),
        }
    }
}

/// Attributes of one Name are one, with all values in order (core 2.7.3.1).
fn merge(attributes: &[crate::saml::Attribute<'_>]) -> Vec<Attribute> {
    let mut merged: Vec<Attribute> = Vec::with_capacity(attributes.len());
    let mut positions = Names::default();
    for attribute in attributes {
        let position = *positions.entry(attribute.name.value).or_insert(merged.len());
        if position == merged.len() {
            merged.push(Attribute {
                name: attribute.name.value.into(),
                name_format: attribute.name_format.map(Into::into),
                values: Vec::new(),
            });
        }
        let Some(into) = merged.get_mut(position) else { continue };
        into.values.extend(attribute.values.iter().filter_map(|value| match value {
            AttributeValue::Text(text) | AttributeValue::NameId(text) => Some((*text).into()),
            AttributeValue::Nil | AttributeValue::Structured => None,
        }));
    }
    merged
}
