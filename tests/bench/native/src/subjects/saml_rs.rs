//! saml-rs: its typed service provider's `finish_sso` with the recommended policy and signed assertions, without a replay cache.

use std::time::{Duration, SystemTime};

use crate::names::{ACS, IDP, NOW, REQUEST, SP};
use saml_edge::Timestamp;
use saml_rs::{
    AcsEndpoint, AssertionSignaturePolicy, AuthnRequest, BrowserInput, EntityId, FormField, IdpDescriptor, MetadataTrustPolicy, Pending,
    PendingSnapshot, RelayStateParam, ReplayPolicy, Saml, SamlError, SamlValidationContext, Sp, SpConfig, SpValidationPolicy, SsoResponse,
};

use super::Prepared;
use crate::message::{Message, idp_metadata};
use crate::subject::Subject;

struct SamlRs {
    sp: Saml<Sp>,
    idp: IdpDescriptor,
    pending: Pending<AuthnRequest>,
    now: SystemTime,
}

pub(super) fn subject() -> Prepared {
    prepare().map_err(|error| error.to_string())
}

fn prepare() -> Result<Box<dyn Subject>, SamlError> {
    let config = SpConfig::builder(EntityId::try_new(SP)?)
        .acs_endpoint(AcsEndpoint::post(ACS)?)
        .validation(SpValidationPolicy { assertions: AssertionSignaturePolicy::RequireSigned, ..SpValidationPolicy::recommended() })
        .build()?;
    let idp = EntityId::try_new(IDP)?;
    // The metadata is ours: who published it is not what is measured.
    let idp = IdpDescriptor::from_metadata_xml_for(idp, &idp_metadata(), MetadataTrustPolicy::UnsignedForCompatibility)?;
    let snapshot = PendingSnapshot::<AuthnRequest>::authn_request(REQUEST, RelayStateParam::absent(), IDP, "post", ACS, "post");
    let now = Timestamp::parse(NOW).and_then(|now| u64::try_from(now.unix_milliseconds()).ok()).unwrap_or_default();
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(now);
    Ok(Box::new(SamlRs { sp: Saml::sp(config)?, idp, pending: Pending::<AuthnRequest>::from_snapshot(snapshot)?, now }))
}

impl Subject for SamlRs {
    fn verify(&self, message: &Message) -> Result<Option<String>, String> {
        let input = BrowserInput::<SsoResponse>::post(vec![FormField::new("SAMLResponse", message.base64.as_str())]);
        let validation = SamlValidationContext::new(self.now, ReplayPolicy::DisabledForCompatibility);
        let session = self.sp.finish_sso(&self.idp, &self.pending, input, validation).map_err(|error| error.to_string())?;
        Ok(Some(session.name_id().value().to_owned()))
    }
}
