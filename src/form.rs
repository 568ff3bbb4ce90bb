//! The form that carries a login, `application/x-www-form-urlencoded`, read so that nobody can read it in another way (rule B02).

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{ErrorKind, Fault};
use crate::limits::{Limits, MAX_BYTES_CEILING};

/// What the form carries. Nothing in it says anything about trust.
#[derive(Debug)]
pub(crate) struct Form {
    /// The parameter was SAMLRequest, not SAMLResponse.
    pub(crate) is_request: bool,
    /// The value of the parameter, still base64.
    pub(crate) message: Vec<u8>,
    /// RelayState exactly as it came (rule B05).
    pub(crate) relay_state: Option<String>,
}

impl Form {
    /// A login: as [`either`](Self::either), and a SAMLResponse.
    pub(crate) fn login(body: &[u8]) -> Result<Self, Fault> {
        match Self::either(body) {
            Ok(form) if !form.is_request => Ok(form),
            Err(fault) if fault.kind != ErrorKind::LogoutMessageMissing => Err(fault),
            _ => Err(ErrorKind::FormParameterMissing.nowhere()),
        }
    }

    /// Exactly one SAMLRequest or SAMLResponse, at most one RelayState; other parameters are not read (bindings 3.5.4).
    ///
    /// Names are compared after percent-decoding, since `SAML%52esponse` is SAMLResponse to every framework. Only `&` separates:
    /// a `;` belongs to the value, as the URL standard has it. `+` is a space, so a base64 value whose `+` was not
    /// percent-encoded arrives with spaces in it; decoding the base64 refuses them rather than leave them out.
    pub(crate) fn either(body: &[u8]) -> Result<Self, Fault> {
        let limits = Limits::for_bytes(MAX_BYTES_CEILING);
        // Three octets for each character of base64: every one of them may be percent-encoded.
        if body.len() > limits.base64_characters().saturating_mul(3) {
            return Err(ErrorKind::MessageTooLarge { limit: limits.bytes, found: body.len() }.nowhere());
        }
        check_escapes(body)?;
        let mut parameters = Parameters::default();
        for pair in body.split(|octet| *octet == b'&') {
            parameters.add(pair)?;
        }
        parameters.finish()
    }
}

#[derive(Default)]
struct Parameters<'b> {
    response: Option<&'b [u8]>,
    relay_state: Option<&'b [u8]>,
    request: Option<&'b [u8]>,
}

impl<'b> Parameters<'b> {
    fn add(&mut self, pair: &'b [u8]) -> Result<(), Fault> {
        let (name, value) = split(pair);
        match &*decode(name) {
            b"SAMLResponse" => once(&mut self.response, value, "SAMLResponse"),
            b"RelayState" => once(&mut self.relay_state, value, "RelayState"),
            b"SAMLRequest" => once(&mut self.request, value, "SAMLRequest"),
            _ => Ok(()),
        }
    }

    fn finish(self) -> Result<Form, Fault> {
        let message = match (self.request, self.response) {
            (Some(message), None) | (None, Some(message)) => message,
            (Some(_), Some(_)) => return Err(ErrorKind::FormBothMessages.nowhere()),
            (None, None) => return Err(ErrorKind::LogoutMessageMissing.nowhere()),
        };
        Ok(Form {
            is_request: self.request.is_some(),
            message: decode(message).into_owned(),
            relay_state: self.relay_state.map(relay_state).transpose()?,
        })
    }
}

/// Name and value, both as they are written.
pub(crate) fn split(pair: &[u8]) -> (&[u8], &[u8]) {
    let equals = pair.iter().position(|octet| *octet == b'=');
    equals.and_then(|at| Some((pair.get(..at)?, pair.get(at + 1..)?))).unwrap_or((pair, &[]))
}

pub(crate) fn once<'b>(place: &mut Option<&'b [u8]>, value: &'b [u8], name: &'static str) -> Result<(), Fault> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(ErrorKind::FormParameterRepeated { name }.nowhere()),
    }
}

/// Rule B05: bindings 3.5.3 allows 80 octets, real identity providers send more. Control characters would reach
/// headers and logs.
pub(crate) fn relay_state(value: &[u8]) -> Result<String, Fault> {
    String::from_utf8(decode(value).into_owned())
        .ok()
        .filter(|text| text.len() <= RELAY_STATE_OCTETS && !text.chars().any(char::is_control))
        .ok_or(ErrorKind::RelayStateInvalid.nowhere())
}

/// A `%` without two hexadecimal digits is left alone by some decoders and refused by others: refused for the whole body.
pub(crate) fn check_escapes(body: &[u8]) -> Result<(), Fault> {
    let mut rest = body;
    while let Some(percent) = rest.iter().position(|octet| *octet == b'%') {
        let after = rest.get(percent + 1..).unwrap_or_default();
        if octet_of(after).is_none() {
            return Err(ErrorKind::FormMalformed { offset: body.len() - after.len() - 1 }.nowhere());
        }
        rest = after;
    }
    Ok(())
}

/// Every escape was checked before. No copy where there is nothing to decode.
pub(crate) fn decode(value: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = value.iter().position(is_encoded) else { return Cow::Borrowed(value) };
    let mut decoded = Vec::with_capacity(value.len());
    let (plain, mut rest) = value.split_at(first);
    decoded.extend_from_slice(plain);
    while let Some((code, after)) = rest.split_first() {
        let escaped = octet_of(after).filter(|_| *code == b'%');
        decoded.push(escaped.unwrap_or(b' '));
        let after = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
        let (plain, next) = after.split_at(after.iter().position(is_encoded).unwrap_or(after.len()));
        decoded.extend_from_slice(plain);
        rest = next;
    }
    Cow::Owned(decoded)
}

fn is_encoded(octet: &u8) -> bool {
    matches!(octet, b'%' | b'+')
}

/// The octet that two hexadecimal digits at the front of `digits` stand for.
fn octet_of(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// What rule B05 accepts; bindings 3.5.3 limits what is sent to 80.
const RELAY_STATE_OCTETS: usize = 1024;

#[cfg(test)]
mod tests {
    use std::format;
    use std::string::ToString;
    use std::vec;

    use super::*;

    #[track_caller]
    fn parsed(body: &str) -> (String, Option<String>) {
        let form = Form::login(body.as_bytes()).unwrap();
        (String::from_utf8(form.message).unwrap(), form.relay_state)
    }

    #[track_caller]
    fn refused(body: &str, kind: ErrorKind) {
        assert_eq!(Form::login(body.as_bytes()).unwrap_err(), kind.nowhere(), "{body:?}");
    }

    #[test]
    fn one_response_and_its_relay_state() {
        assert_eq!(parsed("SAMLResponse=PGE%2B"), ("PGE+".to_string(), None));
        assert_eq!(parsed("RelayState=a%20b+c%2Bd&SAMLResponse=PA%3d%3D"), ("PA==".to_string(), Some("a b c+d".to_string())));
        assert_eq!(parsed("SAMLResponse=PA==&RelayState="), ("PA==".to_string(), Some(String::new())));
        assert_eq!(parsed("SAMLResponse=&RelayState"), (String::new(), Some(String::new())));
    }

    #[test]
    fn other_parameters_are_not_read() {
        assert_eq!(parsed("&&a=1&a=2&=&b&samlresponse=x&SAMLResponse%5B%5D=y&SAMLResponse=PGE%2B&").0, "PGE+");
    }

    #[test]
    fn a_semicolon_is_data() {
        assert_eq!(parsed("SAMLResponse=a;SAMLResponse=b").0, "a;SAMLResponse=b");
        assert_eq!(parsed("SAMLResponse=a&RelayState=x;SAMLRequest=y").1.unwrap(), "x;SAMLRequest=y");
    }

    #[test]
    fn an_unescaped_plus_is_a_space_and_no_base64() {
        let form = Form::login(b"SAMLResponse=PGE+PC8%3D").unwrap();
        assert_eq!(form.message, b"PGE PC8=");
        let fault = crate::base64::decode(&form.message, &Limits::for_bytes(100)).unwrap_err();
        assert!(matches!(fault.kind, ErrorKind::Base64Invalid { offset: 3, reason } if reason.contains("%2B")));
    }

    #[test]
    fn doubled_and_contradictory_fields_are_refused() {
        refused("", ErrorKind::FormParameterMissing);
        refused("RelayState=x", ErrorKind::FormParameterMissing);
        refused("SAMLRequest=x", ErrorKind::FormParameterMissing);
        refused("SAMLResponse=x&SAMLResponse=x", ErrorKind::FormParameterRepeated { name: "SAMLResponse" });
        refused("SAMLResponse=x&SAMLResponse", ErrorKind::FormParameterRepeated { name: "SAMLResponse" });
        refused("SAML%52esponse=x&SAMLResponse=x", ErrorKind::FormParameterRepeated { name: "SAMLResponse" });
        refused("SAMLResponse=x&RelayState=1&Relay%53tate=1", ErrorKind::FormParameterRepeated { name: "RelayState" });
        refused("SAMLResponse=x&SAMLRequest=y&SAMLRequest=y", ErrorKind::FormParameterRepeated { name: "SAMLRequest" });
        refused("SAMLResponse=x&SAMLRequest=y", ErrorKind::FormBothMessages);
        refused("%53AMLRequest=&SAMLResponse=x", ErrorKind::FormBothMessages);
    }

    #[test]
    fn a_bad_escape_anywhere_is_refused_where_it_stands() {
        refused("SAMLResponse=%", ErrorKind::FormMalformed { offset: 13 });
        refused("SAMLResponse=%4", ErrorKind::FormMalformed { offset: 13 });
        refused("SAMLResponse=%4G", ErrorKind::FormMalformed { offset: 13 });
        refused("SAMLResponse=%+4", ErrorKind::FormMalformed { offset: 13 });
        refused("SAMLResponse=%41%u0041", ErrorKind::FormMalformed { offset: 16 });
        refused("SAMLResponse=x&other=%%41", ErrorKind::FormMalformed { offset: 21 });
        refused("SAMLResponse=x&%=", ErrorKind::FormMalformed { offset: 15 });
        refused("SAMLResponse=x&a=%4&b", ErrorKind::FormMalformed { offset: 17 });
    }

    #[test]
    fn relay_state_is_short_text_without_control_characters() {
        let long = |length: usize| format!("SAMLResponse=x&RelayState={}", "%C3%A4".repeat(length / 2));
        assert_eq!(parsed(&long(1024)).1.unwrap().len(), 1024);
        refused(&long(1026), ErrorKind::RelayStateInvalid);
        for state in ["%00", "a%0D%0Ab", "%09", "%7F", "%C2%85", "%FF", "%C3", "%ED%A0%80"] {
            refused(&format!("SAMLResponse=x&RelayState={state}"), ErrorKind::RelayStateInvalid);
        }
    }

    #[test]
    fn a_body_that_no_setting_allows_is_not_read() {
        let most = Limits::for_bytes(MAX_BYTES_CEILING).base64_characters() * 3;
        let body = vec![b'%'; most + 1];
        assert_eq!(Form::login(&body).unwrap_err().kind, ErrorKind::MessageTooLarge { limit: MAX_BYTES_CEILING, found: most + 1 });
        assert_eq!(Form::login(&body[..most]).unwrap_err().kind, ErrorKind::FormMalformed { offset: 0 });
    }
}
