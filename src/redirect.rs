//! The query that carries a message by HTTP-Redirect, and the signature over its octets (bindings 3.4.4.1).

use alloc::string::String;
use alloc::vec::Vec;

use crate::base64;
use crate::error::{ErrorKind, Fault};
use crate::form::{self, check_escapes, once, relay_state};
use crate::inflate::inflate;
use crate::limits::{Limits, MAX_BYTES_CEILING};
use crate::rules::RuleId;

/// What the query carries. Nothing in it says anything about trust.
#[derive(Debug)]
pub(crate) struct Redirect {
    /// The parameter was SAMLRequest, not SAMLResponse.
    pub(crate) is_request: bool,
    /// The value of the parameter: base64 of DEFLATE.
    message: Vec<u8>,
    pub(crate) relay_state: Option<String>,
    pub(crate) signature: Option<QuerySignature>,
}

/// A signature over parameters as they were received.
#[derive(Debug)]
pub(crate) struct QuerySignature {
    /// `SAMLRequest=…&RelayState=…&SigAlg=…`, octet for octet.
    pub(crate) signed: Vec<u8>,
    /// SigAlg.
    pub(crate) algorithm: String,
    /// Signature.
    pub(crate) value: Vec<u8>,
}

impl Redirect {
    /// Rules B02 to B05: each parameter at most once, by its name as it is spelt.
    ///
    /// What was signed is what the sender wrote, in the order of the binding and not of the query. So the values are kept as they came, and names that
    /// are spelt with escapes are refused: other readers would take them for these parameters.
    pub(crate) fn parse(query: &[u8]) -> Result<Self, Fault> {
        let query = query.strip_prefix(b"?").unwrap_or(query);
        let limits = Limits::for_bytes(MAX_BYTES_CEILING);
        if query.len() > limits.base64_characters().saturating_mul(3) {
            return Err(ErrorKind::MessageTooLarge { limit: limits.bytes, found: query.len() }.nowhere());
        }
        check_escapes(query)?;
        let mut parameters = Parameters::default();
        for pair in query.split(|octet| *octet == b'&') {
            parameters.add(pair)?;
        }
        parameters.finish()
    }

    /// Rules X01 to X03: the XML that was compressed.
    pub(crate) fn xml(&self, limits: &Limits) -> Result<Vec<u8>, Fault> {
        inflate(&base64::decode(&self.message, limits)?, limits.bytes)
    }
}

#[derive(Default)]
struct Parameters<'q> {
    request: Option<&'q [u8]>,
    response: Option<&'q [u8]>,
    relay_state: Option<&'q [u8]>,
    algorithm: Option<&'q [u8]>,
    signature: Option<&'q [u8]>,
    encoding: Option<&'q [u8]>,
}

impl<'q> Parameters<'q> {
    fn add(&mut self, pair: &'q [u8]) -> Result<(), Fault> {
        let (written, value) = form::split(pair);
        let name = form::decode(written);
        let (place, name) = match &*name {
            b"SAMLRequest" => (&mut self.request, "SAMLRequest"),
            b"SAMLResponse" => (&mut self.response, "SAMLResponse"),
            b"RelayState" => (&mut self.relay_state, "RelayState"),
            b"SigAlg" => (&mut self.algorithm, "SigAlg"),
            b"Signature" => (&mut self.signature, "Signature"),
            b"SAMLEncoding" => (&mut self.encoding, "SAMLEncoding"),
            _ => return Ok(()),
        };
        if written != name.as_bytes() {
            return Err(malformed(RuleId::B03, "the name of a parameter is percent-encoded"));
        }
        once(place, value, name)
    }

    fn finish(self) -> Result<Redirect, Fault> {
        let (name, message) = match (self.request, self.response) {
            (Some(request), None) => ("SAMLRequest", request),
            (None, Some(response)) => ("SAMLResponse", response),
            (Some(_), Some(_)) => return Err(ErrorKind::FormBothMessages.nowhere()),
            (None, None) => return Err(ErrorKind::LogoutMessageMissing.nowhere()),
        };
        if self.encoding.is_some_and(|encoding| *form::decode(encoding) != *DEFLATE) {
            return Err(malformed(RuleId::B04, "SAMLEncoding is not DEFLATE"));
        }
        let signature = match (self.algorithm, self.signature) {
            (None, None) => None,
            (Some(algorithm), Some(value)) => Some(QuerySignature {
                signed: signed(name, message, self.relay_state, algorithm),
                algorithm: String::from_utf8(form::decode(algorithm).into_owned())
                    .map_err(|_| malformed(RuleId::B04, "SigAlg is not UTF-8"))?,
                value: core::str::from_utf8(&form::decode(value))
                    .ok()
                    .and_then(base64::decode_xml)
                    .ok_or_else(|| malformed(RuleId::B03, "Signature is not base64"))?,
            }),
            (Some(_), None) => return Err(malformed(RuleId::B03, "there is a SigAlg, but no Signature")),
            (None, Some(_)) => return Err(malformed(RuleId::B03, "there is a Signature, but no SigAlg")),
        };
        Ok(Redirect {
            is_request: self.request.is_some(),
            message: form::decode(message).into_owned(),
            relay_state: self.relay_state.map(relay_state).transpose()?,
            signature,
        })
    }
}

const DEFLATE: &[u8] = b"urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

fn signed(name: &str, message: &[u8], relay_state: Option<&[u8]>, algorithm: &[u8]) -> Vec<u8> {
    let mut signed = [name.as_bytes(), b"=", message].concat();
    if let Some(relay_state) = relay_state {
        signed.extend_from_slice(b"&RelayState=");
        signed.extend_from_slice(relay_state);
    }
    signed.extend_from_slice(b"&SigAlg=");
    signed.extend_from_slice(algorithm);
    signed
}

fn malformed(rule: RuleId, reason: &'static str) -> Fault {
    ErrorKind::RedirectMalformed { rule, reason }.nowhere()
}

#[cfg(test)]
mod tests {
    use std::format;

    use super::*;

    #[track_caller]
    fn refused(query: &str, kind: ErrorKind) {
        assert_eq!(Redirect::parse(query.as_bytes()).unwrap_err(), kind.nowhere(), "{query}");
    }

    #[track_caller]
    fn bad(query: &str, rule: RuleId, reason: &'static str) {
        refused(query, ErrorKind::RedirectMalformed { rule, reason });
    }

    #[test]
    fn the_signed_octets_are_the_received_ones_in_the_binding_s_order() {
        let query = "?Signature=AA%3d%3d&x=1&SigAlg=a%3A%62&RelayState=%7e+a%2fb&SAMLRequest=PA%3D%3D";
        let redirect = Redirect::parse(query.as_bytes()).unwrap();
        let signature = redirect.signature.unwrap();
        assert_eq!(signature.signed, b"SAMLRequest=PA%3D%3D&RelayState=%7e+a%2fb&SigAlg=a%3A%62");
        assert_eq!((signature.algorithm.as_str(), signature.value.as_slice()), ("a:b", &[0][..]));
        assert_eq!((redirect.is_request, redirect.relay_state.as_deref()), (true, Some("~ a/b")));
        let signature = Redirect::parse(b"SAMLResponse=PA&SigAlg=s&Signature=AA==").unwrap().signature.unwrap();
        assert_eq!(signature.signed, b"SAMLResponse=PA&SigAlg=s");
        let signature = Redirect::parse(b"SAMLResponse=PA&RelayState=&SigAlg=s&Signature=AA==").unwrap().signature.unwrap();
        assert_eq!(signature.signed, b"SAMLResponse=PA&RelayState=&SigAlg=s");
    }

    #[test]
    fn doubled_contradictory_and_disguised_parameters_are_refused() {
        for name in ["SAMLRequest", "RelayState", "SigAlg", "Signature", "SAMLEncoding"] {
            refused(&format!("{name}=a&{name}=a&SAMLRequest=b"), ErrorKind::FormParameterRepeated { name });
        }
        refused("SAMLRequest=a&SAMLResponse=b", ErrorKind::FormBothMessages);
        refused("SigAlg=a&Signature=b", ErrorKind::LogoutMessageMissing);
        refused("", ErrorKind::LogoutMessageMissing);
        bad("SAML%52equest=a", RuleId::B03, "the name of a parameter is percent-encoded");
        bad("SAMLRequest=a&%53igAlg=b&Signature=c", RuleId::B03, "the name of a parameter is percent-encoded");
        refused("SAMLRequest=%4", ErrorKind::FormMalformed { offset: 12 });
    }

    #[test]
    fn half_a_signature_and_other_encodings_are_refused() {
        bad("SAMLRequest=a&SigAlg=b", RuleId::B03, "there is a SigAlg, but no Signature");
        bad("SAMLRequest=a&Signature=AA==", RuleId::B03, "there is a Signature, but no SigAlg");
        bad("SAMLRequest=a&SigAlg=b&Signature=A+==", RuleId::B03, "Signature is not base64");
        bad("SAMLRequest=a&SigAlg=b&Signature=", RuleId::B03, "Signature is not base64");
        bad("SAMLRequest=a&SigAlg=%FF&Signature=AA==", RuleId::B04, "SigAlg is not UTF-8");
        bad("SAMLRequest=a&SAMLEncoding=x", RuleId::B04, "SAMLEncoding is not DEFLATE");
        let deflate = "urn%3Aoasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";
        assert!(Redirect::parse(format!("SAMLRequest=a&SAMLEncoding={deflate}").as_bytes()).is_ok());
        refused("SAMLRequest=a&RelayState=%00", ErrorKind::RelayStateInvalid);
    }
}
