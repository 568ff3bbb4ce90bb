//! A LogoutRequest, by HTTP-POST with a signature of its own, and by HTTP-Redirect with one over the query.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec;

use crate::form::escaped;
use crate::names::*;
use crate::signature::signature;
use crate::signer::Signer;

/// The XML as it comes by HTTP-POST, signed.
pub fn logout_request(signer: Signer) -> String {
    request(&signature(&request(""), "_logout", signer))
}

/// The query as it comes by HTTP-Redirect, signed.
pub fn logout_query(signer: Signer) -> String {
    const COMPRESSION_LEVEL: u8 = 6;
    let message = STANDARD.encode(compress_to_vec(request("").as_bytes(), COMPRESSION_LEVEL));
    let signed = format!("SAMLRequest={}&RelayState=done&SigAlg={}", escaped(&message), escaped(signer.uri()));
    let signature = STANDARD.encode(signer.sign(signed.as_bytes()));
    format!("{signed}&Signature={}", escaped(&signature))
}

fn request(signature: &str) -> String {
    format!(
        "<saml2p:LogoutRequest {PROTOCOL_NS} Destination=\"{SLO}\" ID=\"_logout\" IssueInstant=\"{SECOND_BEFORE}\" \
         NotOnOrAfter=\"{FIVE_MINUTES_LATER}\" Version=\"2.0\"><saml2:Issuer {ASSERTION_NS}>{IDP}</saml2:Issuer>{signature}\
         <saml2:NameID {ASSERTION_NS} Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">{NAME_ID}</saml2:NameID>\
         <saml2p:SessionIndex>_session</saml2p:SessionIndex></saml2p:LogoutRequest>"
    )
}
