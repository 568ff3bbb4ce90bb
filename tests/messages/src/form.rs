//! How values are written in queries and forms.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The body of a POST that carries this XML in the field `name`.
pub fn form_body(name: &str, xml: &str) -> String {
    format!("{name}={}&RelayState=done", escaped(&STANDARD.encode(xml)))
}

/// All but what RFC 3986, 2.3, leaves as it is.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, octet| {
        if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) {
            out.push(char::from(octet));
        } else {
            out += &format!("%{octet:02X}");
        }
        out
    })
}
