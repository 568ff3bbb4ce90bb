//! Writes a login signed with RSA-2048: `cargo run -p saml-edge-messages --bin login -- assertion|response|both [OCTETS]`.
//! For what cannot link this crate, because it depends on another version of what signs here.

use std::io::Write as _;

use saml_edge_messages::{Login, Signed};

const USAGE: &str = "Usage: login assertion|response|both [OCTETS]";

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let (signed, octets) = match arguments.as_slice() {
        [signed] => (signed.as_str(), 0),
        [signed, octets] => (signed.as_str(), octets.parse().expect(USAGE)),
        _ => panic!("{USAGE}"),
    };
    let signed = match signed {
        "assertion" => Signed::Assertion,
        "response" => Signed::Response,
        "both" => Signed::Both,
        _ => panic!("{USAGE}"),
    };
    let xml = Login { signed, ..Login::of_octets(octets) }.xml();
    std::io::stdout().write_all(xml.as_bytes()).expect("standard output");
}
