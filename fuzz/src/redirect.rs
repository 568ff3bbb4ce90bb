//! What is accepted of a query, a form and of DEFLATE, other readers read alike; what is written again is the same message; and nobody is logged out but by what
//! was signed.

use std::collections::HashSet;
use std::sync::OnceLock;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use form_urlencoded::Serializer;
use miniz_oxide::{deflate, inflate};
use saml_edge::fuzzing::{self, Query};
use saml_edge::{Connection, DecryptionKey, IdentityProvider, InResponseTo, LogoutMessage, LogoutPost, Policy, ServiceProvider, Timestamp};
use saml_edge_messages::{ACS, IDP, NOW, SLO, SP, Signer, certificate, logout_query, private_key};

use crate::support::vector;

/// A query or a body.
pub fn hold(octets: &[u8]) {
    if let Some(query) = fuzzing::query(octets) {
        hold_query(octets, &query);
    }
    if let Some((is_request, message, relay_state)) = fuzzing::form(octets) {
        let name = if is_request { "SAMLRequest" } else { "SAMLResponse" };
        assert_eq!(one(octets, name), Some(message));
        assert_eq!(one(octets, "RelayState"), relay_state.map(String::into_bytes));
    }
    hold_inflated(octets);
    hold_log_out(octets);
}

fn hold_query(octets: &[u8], query: &Query) {
    let octets = octets.strip_prefix(b"?").unwrap_or(octets);
    let name = if query.is_request { "SAMLRequest" } else { "SAMLResponse" };
    let message = one(octets, name).expect("the message");
    assert_eq!(one(octets, "RelayState"), query.relay_state.clone().map(String::into_bytes));
    if let Some(xml) = &query.xml {
        let packed: Vec<u8> = message.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
        let compressed = STANDARD.decode(packed).expect("base64");
        assert_eq!(inflate::decompress_to_vec(&compressed).ok().as_ref(), Some(xml), "miniz_oxide inflates something else");
    }
    if let Some((signed, algorithm, value)) = &query.signature {
        // As received, and in the order of the binding.
        let raw = |name: &str| {
            let mut pairs =
                octets.split(|octet| *octet == b'&').filter(|pair| pair.split(|octet| *octet == b'=').next() == Some(name.as_bytes()));
            let (first, second) = (pairs.next(), pairs.next());
            assert!(second.is_none(), "{name} stands twice");
            first
        };
        let parts = [raw(name), raw("RelayState"), raw("SigAlg")]
            .into_iter()
            .flatten()
            .map(|pair| if pair.contains(&b'=') { pair.to_vec() } else { [pair, b"="].concat() });
        assert_eq!(signed, &parts.collect::<Vec<_>>().join(&b'&'), "something else was signed");
        assert_eq!(one(octets, "SigAlg").as_deref(), Some(algorithm.as_bytes()));
        let stated: Vec<u8> = one(octets, "Signature").expect("a value").into_iter().filter(|octet| !octet.is_ascii_whitespace()).collect();
        assert_eq!(STANDARD.decode(stated).as_ref(), Ok(value));
    }
    written_again_it_is_the_same(query, name);
}

fn written_again_it_is_the_same(query: &Query, name: &str) {
    let Some(xml) = &query.xml else { return };
    let mut written = Serializer::new(String::new());
    written.append_pair(name, &STANDARD.encode(deflate::compress_to_vec(xml, 6)));
    if let Some(relay_state) = &query.relay_state {
        written.append_pair("RelayState", relay_state);
    }
    if let Some((_, algorithm, value)) = &query.signature {
        written.append_pair("SigAlg", algorithm).append_pair("Signature", &STANDARD.encode(value));
    }
    let again = fuzzing::query(written.finish().as_bytes()).expect("what was written is read");
    let unsigned = |query: &Query| Query {
        signature: query.signature.clone().map(|(_, algorithm, value)| (Vec::new(), algorithm, value)),
        ..query.clone()
    };
    assert_eq!(unsigned(query), unsigned(&again));
}

/// The value of the one parameter of this name, as the URL standard reads it.
fn one(octets: &[u8], name: &str) -> Option<Vec<u8>> {
    // Its own decoding replaces what is not UTF-8.
    let decoded = |octets: &[u8]| {
        let spaced: Vec<u8> = octets.iter().map(|octet| if *octet == b'+' { b' ' } else { *octet }).collect();
        form_urlencoded_octets(&spaced)
    };
    let pairs =
        octets.split(|octet| *octet == b'&').map(|pair| pair.split_at(pair.iter().position(|octet| *octet == b'=').unwrap_or(pair.len())));
    let mut values =
        pairs.filter(|(written, _)| decoded(written) == name.as_bytes()).map(|(_, value)| decoded(value.get(1..).unwrap_or_default()));
    let (first, second) = (values.next(), values.next());
    assert!(second.is_none(), "{name} stands twice");
    let by_the_url_standard = form_urlencoded::parse(octets).find(|(found, _)| found == name).map(|(_, value)| value.into_owned());
    assert_eq!(first.as_deref().map(|octets| String::from_utf8_lossy(octets).into_owned()), by_the_url_standard);
    first
}

fn form_urlencoded_octets(octets: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::new();
    let mut rest = octets;
    while let Some((&octet, after)) = rest.split_first() {
        let digits = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match digits.filter(|_| octet == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(escaped) => {
                decoded.push(escaped);
                rest = &after[2..];
            }
            None => {
                decoded.push(octet);
                rest = after;
            }
        }
    }
    decoded
}

/// Whatever is inflated here, miniz_oxide inflates to the same; and what it deflates is inflated here.
fn hold_inflated(octets: &[u8]) {
    const LIMIT: usize = 1 << 20;
    if let Some(inflated) = fuzzing::inflate(octets, LIMIT) {
        assert!(inflated.len() <= LIMIT);
        assert_eq!(inflate::decompress_to_vec(octets).ok().as_ref(), Some(&inflated), "miniz_oxide inflates something else");
    }
    let level = octets.first().map_or(6, |octet| octet % 11);
    let deflated = deflate::compress_to_vec(octets, level);
    assert_eq!(fuzzing::inflate(&deflated, octets.len()).as_deref(), Some(octets), "level {level}");
    if let Some(one_less) = octets.len().checked_sub(1) {
        assert_eq!(fuzzing::inflate(&deflated, one_less), None, "the limit does not hold");
    }
}

fn hold_log_out(octets: &[u8]) {
    let logout = connection().single_logout().expect("an address for logout");
    let now = Timestamp::parse(NOW).expect("a time");
    for post in [LogoutPost::from_query(octets), LogoutPost::from_form(octets)].into_iter().flatten() {
        if let Ok(message) = logout.verify(&post, InResponseTo::Request("_req1"), now) {
            let said = said(&message.message_accepting_replay());
            assert!(genuine().contains(&said), "nobody signed {said}");
        }
    }
}

pub(crate) fn said(message: &LogoutMessage) -> String {
    match message {
        LogoutMessage::Request(request) => {
            format!("{} {} {:?} {:?} {:?}", request.id, request.issuer, request.name_id, request.session_indexes, request.reason)
        }
        LogoutMessage::Response(response) => {
            format!("{} {} {} {}", response.id, response.issuer, response.in_response_to, response.success)
        }
        other => format!("{other:?}"),
    }
}

/// What the vectors' queries and bodies say, where their signature is good.
fn genuine() -> &'static HashSet<String> {
    static GENUINE: OnceLock<HashSet<String>> = OnceLock::new();
    GENUINE.get_or_init(|| {
        let logout = connection().single_logout().expect("an address for logout");
        let now = Timestamp::parse(NOW).expect("a time");
        let mut genuine = HashSet::new();
        let queries = queries();
        let bodies = vectors("form");
        let posts = queries.iter().map(|query| LogoutPost::from_query(query)).chain(bodies.iter().map(|body| LogoutPost::from_form(body)));
        for post in posts.flatten() {
            let Ok(message) = logout.verify(&post, InResponseTo::Request("_req1"), now) else { continue };
            genuine.insert(said(&message.message_accepting_replay()));
        }
        assert!(genuine.len() > 1, "{genuine:?}");
        genuine
    })
}

/// The vectors' queries, and one more.
pub(crate) fn queries() -> Vec<Vec<u8>> {
    vectors("redirect").into_iter().chain([logout_query(Signer::Rsa2048).into_bytes()]).collect()
}

fn vectors(encoding: &str) -> Vec<Vec<u8>> {
    let vectors = vector::all().into_iter().filter(|vector| vector.is_logout() && vector.get("encoding") == Some(encoding));
    vectors.map(|vector| vector.body().to_vec()).collect()
}

fn connection() -> &'static Connection {
    static CONNECTION: OnceLock<Connection> = OnceLock::new();
    CONNECTION.get_or_init(|| {
        let idp = IdentityProvider { entity_id: IDP.into(), certificates: vec![certificate("idp")] };
        let sp = ServiceProvider { entity_id: SP.into(), acs_url: ACS.into(), slo_url: Some(SLO.into()) };
        let key = DecryptionKey::parse(&private_key("sp")).expect("a key");
        Connection::new(idp, sp, Policy::strict()).and_then(|connection| connection.with_decryption_keys(vec![key])).expect("a connection")
    })
}
