//! The binding: no policy, no SAML, only the way over the boundary.
//!
//! Every export takes octets and plain values and returns one JSON text, which was measured the cheapest way out. Nothing is
//! thrown: whatever JavaScript catches from here is a trap, and the wrapper answers it with a refusal and a fresh state.
//!
//! There is no std here: its way of reporting a panic alone would be a tenth of what is shipped.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod cache;
mod json;
mod keys;
#[cfg(target_arch = "wasm32")]
mod runtime;
mod settings;
#[cfg(feature = "test-trap")]
mod trap;
mod wire;

use alloc::string::String;
use alloc::vec::Vec;

use saml_edge::{Connection, InResponseTo, LogoutPost, Post, Timestamp};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroize as _;

use keys::Keys;

/// How `input` is to be read; the numbers are the wrapper's.
fn post(input: &[u8], kind: u8) -> Result<Post<'_>, saml_edge::Error> {
    match kind {
        0 => Ok(Post::from_base64(input)),
        1 => Post::from_form(input),
        _ => Ok(Post::from_xml(input)),
    }
}

/// Absent asks the store, empty expects no request.
fn expectation(in_response_to: Option<&str>) -> InResponseTo<'_> {
    match in_response_to {
        None => InResponseTo::AskStore,
        Some("") => InResponseTo::Unsolicited,
        Some(id) => InResponseTo::Request(id),
    }
}

/// Milliseconds since the epoch, as `Date` has them.
fn timestamp(milliseconds: f64) -> Timestamp {
    Timestamp::from_unix_milliseconds(milliseconds as i64)
}

/// Verifies a login for the connection that `settings` hold. `secrets` are the keys to decrypt by; they are cleared.
#[wasm_bindgen]
pub fn verify(input: &[u8], kind: u8, settings: &[u8], in_response_to: Option<String>, now: f64, secrets: &mut [u8]) -> String {
    let secrets = Cleared(secrets);
    let connection = match cache::connection(settings) {
        Ok(connection) => connection,
        Err(error) => return wire::connection_error(&error),
    };
    with_keys(&secrets, &connection, |keys| {
        let login = post(input, kind).and_then(|post| {
            let login = saml_edge::verify_with(&post, &connection, keys, expectation(in_response_to.as_deref()), timestamp(now))?;
            Ok(wire::login(login, post.relay_state()))
        });
        login.unwrap_or_else(|error| wire::refusal(&error))
    })
}

/// Verifies a logout message for the connection that `settings` hold; `kind` 3 is the query of HTTP-Redirect.
#[wasm_bindgen(js_name = verifyLogout)]
pub fn verify_logout(input: &[u8], kind: u8, settings: &[u8], in_response_to: Option<String>, now: f64, secrets: &mut [u8]) -> String {
    let secrets = Cleared(secrets);
    let connection = match cache::connection(settings) {
        Ok(connection) => connection,
        Err(error) => return wire::connection_error(&error),
    };
    let logout = match connection.single_logout() {
        Ok(logout) => logout,
        Err(error) => return wire::connection_error(&settings::SettingsError::Refused { about: None, error }),
    };
    with_keys(&secrets, &connection, |keys| {
        let post = match kind {
            1 => LogoutPost::from_form(input),
            3 => LogoutPost::from_query(input),
            _ => Ok(LogoutPost::from_xml(input)),
        };
        let message = post.and_then(|post| {
            let message = logout.verify_with(&post, keys, expectation(in_response_to.as_deref()), timestamp(now))?;
            Ok(wire::logout(message, post.relay_state()))
        });
        message.unwrap_or_else(|error| wire::refusal(&error))
    })
}

/// Whether a connection can be made of these settings, for who begins a conversation instead of judging a message.
#[wasm_bindgen(js_name = checkSettings)]
pub fn check_settings(settings: &[u8]) -> String {
    cache::connection(settings).map_or_else(|error| wire::connection_error(&error), |_| wire::fine())
}

/// Explains what `verify` would say. Absent settings judge what can be judged without a connection. `forms` adds what was canonicalised.
#[wasm_bindgen]
pub fn explain(
    input: &[u8],
    kind: u8,
    settings: Option<Vec<u8>>,
    in_response_to: Option<String>,
    now: f64,
    forms: bool,
    secrets: &mut [u8],
) -> String {
    let secrets = Cleared(secrets);
    let post = match post(input, kind) {
        Ok(post) => post,
        Err(error) => return wire::report_of_input(error),
    };
    let (expectation, now) = (expectation(in_response_to.as_deref()), timestamp(now));
    let connection = match settings.as_deref().map(cache::connection).transpose() {
        Ok(Some(connection)) => connection,
        Ok(None) => return wire::report(&saml_edge::explain(&post, None, expectation, now), forms),
        Err(error) => return wire::connection_error(&error),
    };
    with_keys(&secrets, &connection, |keys| wire::report(&saml_edge::explain_with(&post, &connection, keys, expectation, now), forms))
}

/// Octets that are cleared whichever way a call ends.
struct Cleared<'a>(&'a mut [u8]);

impl Drop for Cleared<'_> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// The answer, or what has to be unwrapped outside before there is one.
fn with_keys(secrets: &Cleared<'_>, connection: &Connection, answer: impl FnOnce(&Keys) -> String) -> String {
    let keys = core::str::from_utf8(secrets.0).map_or_else(|_| Ok(Keys::default()), |text| Keys::read(text, connection));
    let keys = match keys {
        Ok(keys) => keys,
        Err(error) => return wire::connection_error(&error),
    };
    let answer = answer(&keys);
    let asked = keys.asked();
    if asked.is_empty() { answer } else { wire::asked(&asked) }
}

/// Reads the metadata of an identity provider; `options` are flat text, as settings are.
#[wasm_bindgen(js_name = readMetadata)]
pub fn read_metadata(xml: &[u8], options: &str, now: f64) -> String {
    match settings::read_metadata_options(options) {
        Ok(options) => saml_edge::read_metadata(xml, &options.given(), timestamp(now))
            .map_or_else(|error| wire::refusal(&error), |metadata| wire::metadata(&metadata)),
        Err(error) => wire::connection_error(&error),
    }
}

/// What certificates and keys that somebody pasted say about themselves.
#[wasm_bindgen(js_name = readCertificates)]
pub fn read_certificates(text: &str) -> String {
    let refused = |error| wire::connection_error(&settings::SettingsError::Refused { about: None, error });
    saml_edge::read_certificates(text).map_or_else(refused, |found| wire::certificates(&found))
}

/// What an unverified message says about itself.
#[wasm_bindgen]
pub fn peek(input: &[u8], kind: u8) -> String {
    let found = post(input, kind).and_then(|post| Ok(wire::peek(&saml_edge::peek(&post)?, post.relay_state())));
    found.unwrap_or_else(|error| wire::refusal(&error))
}
