//! saml: its service provider's `consume_response`, as its README tells, without a replay cache.

use std::time::{Duration, SystemTime};

use crate::names::{ACS, IDP, NOW, REQUEST, SP};
use saml::sp::LoginTrackerPayload;
use saml::{
    ConsumeResponse, DigestAlgorithm, IdpDescriptor, LoginTracker, NameIdFormat, PeerCryptoPolicy, ReplayMode, ServiceProvider,
    ServiceProviderConfig, SignatureAlgorithm, SpLogoutSigning, SpLogoutWantSigned, SpWantSigned, SsoResponseBinding, SsoResponseEndpoint,
    parse_xs_datetime,
};

use super::Prepared;
use crate::message::{Message, idp_metadata};
use crate::subject::Subject;

struct Saml {
    /// Asks for a signed Assertion.
    sp: ServiceProvider,
    /// Asks for a signed Response as well: the other one does not look at the Response's signature.
    sp_of_both: ServiceProvider,
    idp: IdpDescriptor,
    tracker: LoginTracker,
    now: SystemTime,
}

pub(super) fn subject() -> Prepared {
    prepare().map_err(|error| error.to_string())
}

fn prepare() -> Result<Box<dyn Subject>, saml::Error> {
    let idp = IdpDescriptor::from_metadata_xml(idp_metadata().as_bytes())?;
    let now = parse_xs_datetime(NOW)?;
    let tracker = tracker(&idp, now)?;
    let (sp, sp_of_both) = (
        service_provider(SpWantSigned { response: false, assertions: true })?,
        service_provider(SpWantSigned { response: true, assertions: true })?,
    );
    Ok(Box::new(Saml { sp, sp_of_both, idp, tracker, now }))
}

fn service_provider(want_signed: SpWantSigned) -> Result<ServiceProvider, saml::Error> {
    ServiceProvider::new(ServiceProviderConfig {
        entity_id: SP.into(),
        acs: vec![SsoResponseEndpoint::post(ACS, 0, true)],
        slo: vec![],
        name_id_formats: vec![NameIdFormat::EmailAddress],
        signing_key: None,
        decryption_key: None,
        sign_authn_requests: false,
        want_signed,
        allow_unsolicited: false,
        logout_signing: SpLogoutSigning { sign_requests: false, sign_responses: false },
        logout_want_signed: SpLogoutWantSigned { requests: true, responses: true },
        default_peer_crypto_policy: PeerCryptoPolicy::strong_defaults(),
        outbound_signature_algorithm: SignatureAlgorithm::RsaSha256,
        outbound_digest_algorithm: DigestAlgorithm::Sha256,
    })
}

/// What `start_login` would have left behind for the request that the messages answer.
fn tracker(idp: &IdpDescriptor, now: SystemTime) -> Result<LoginTracker, saml::Error> {
    let payload = LoginTrackerPayload {
        request_id: REQUEST.into(),
        issued_at: now,
        idp_entity_id: IDP.into(),
        acs_endpoint: SsoResponseEndpoint::post(ACS, 0, true),
        requested_authn_context: None,
        requested_name_id_format: None,
        idp_signing_cert_fingerprints: idp.signing_certs.iter().map(saml::X509Certificate::fingerprint_sha256).collect(),
        idp_artifact_resolution_services: vec![],
    };
    LoginTracker::open(&payload.seal(&[7; 32])?, &[7; 32], now, Duration::from_secs(3600))
}

impl Subject for Saml {
    fn verify(&self, message: &Message) -> Result<Option<String>, String> {
        let post = saml::binding::post::decode(&message.base64, None).map_err(|error| error.to_string())?;
        let sp = if message.signed.len() > 1 { &self.sp_of_both } else { &self.sp };
        let identity = sp.consume_response(ConsumeResponse {
            idp: &self.idp,
            peer_crypto_policy: None,
            saml_response: &post.xml,
            binding: SsoResponseBinding::HttpPost,
            relay_state: None,
            tracker: Some(&self.tracker),
            expected_destination: ACS,
            now: self.now,
            clock_skew: Duration::from_secs(60),
            replay_cache: None,
            replay_mode: ReplayMode::All,
            holder_of_key_cert: None,
        });
        Ok(Some(identity.map_err(|error| error.to_string())?.name_id().value.clone()))
    }
}
