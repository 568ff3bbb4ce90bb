//! Who talks to whom, and when.

pub const IDP: &str = "http://www.okta.com/exk1fcia6d6EMsf331d8";
pub const SP: &str = "urn:console:JQ7a9f0c2";
pub const ACS: &str = "https://sp.example.com/saml/acs";
pub const SLO: &str = "https://sp.example.com/saml/slo";
/// The ID of the AuthnRequest, or of the LogoutRequest, that is answered.
pub const REQUEST: &str = "_req1";
pub const NAME_ID: &str = "jane.doe@example.com";
/// The time at which the messages are good.
pub const NOW: &str = "2026-11-24T10:00:00Z";

pub(crate) const SECOND_BEFORE: &str = "2026-11-24T09:59:59.000Z";
pub(crate) const MINUTE_BEFORE: &str = "2026-11-24T09:59:00.000Z";
pub(crate) const FIVE_MINUTES_BEFORE: &str = "2026-11-24T09:55:00.000Z";
pub(crate) const FIVE_MINUTES_LATER: &str = "2026-11-24T10:05:00.000Z";
pub(crate) const DAY_LATER: &str = "2026-11-25T10:00:00Z";

pub(crate) const ASSERTION_NS: &str = "xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\"";
pub(crate) const PROTOCOL_NS: &str = "xmlns:saml2p=\"urn:oasis:names:tc:SAML:2.0:protocol\"";
pub(crate) const SIGNATURE_NS: &str = "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"";
pub(crate) const METADATA_NS: &str = "xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"";
pub(crate) const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
