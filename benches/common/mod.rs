//! What the benches share: who trusts whom, and verdicts that are what they should be.

// Each bench uses a part of this.
#![allow(dead_code, reason = "each bench uses a part")]

use std::hint::black_box;
use std::time::Duration;

use criterion::Criterion;
use saml_edge::{
    Connection, DecryptionKey, Identity, IdentityProvider, InResponseTo, MAX_BYTES_CEILING, Policy, Post, ServiceProvider, Timestamp,
    verify,
};
use saml_edge_messages::{ACS, IDP, NOW, REQUEST, SLO, SP, Signer, private_key};

/// Short rounds: what is measured takes microseconds, and the machine's noise is not less in long ones.
pub(crate) fn criterion() -> Criterion {
    // glibc gives memory back to the system at every turn until something large was freed once, as in a server that has run for a while: a third of the time
    // for a large message would be the kernel's.
    drop(black_box(vec![1_u8; 16 << 20]));
    Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2)).sample_size(30)
}

pub(crate) fn now() -> Timestamp {
    Timestamp::parse(NOW).expect("a time")
}

/// Trusts this signer, takes messages of up to 4 MiB, and decrypts.
pub(crate) fn connection(signer: Signer) -> Connection {
    connection_trusting(vec![signer.certificate()])
}

pub(crate) fn connection_trusting(certificates: Vec<String>) -> Connection {
    let idp = IdentityProvider { entity_id: IDP.into(), certificates };
    let sp = ServiceProvider { entity_id: SP.into(), acs_url: ACS.into(), slo_url: Some(SLO.into()) };
    let policy = Policy { max_bytes: MAX_BYTES_CEILING, ..Policy::strict() };
    let key = DecryptionKey::parse(&private_key("sp")).expect("a key");
    Connection::new(idp, sp, policy).and_then(|connection| connection.with_decryption_keys(vec![key])).expect("a connection")
}

/// A message that is refused would be measured up to its refusal: that is no figure.
pub(crate) fn accepted(base64: &[u8], connection: &Connection, now: Timestamp) -> Identity {
    verify(&Post::from_base64(base64), connection, InResponseTo::Request(REQUEST), now).expect("a good message").identity_accepting_replay()
}
