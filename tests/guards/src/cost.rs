//! What real messages cost: each against a committed number of instructions.

use saml_edge_messages::{Login, NAME_ID, Signed, Signer, encrypted, logout_query, logout_request, metadata};

use crate::door::{Door, Party};
use crate::scenario::{Expects, Scenario};

pub(crate) fn scenarios() -> Vec<Scenario> {
    let key = Party::trusting(Signer::Rsa2048);
    let both = || Login { signed: Signed::Both, ..Login::okta() };
    let mut all = vec![
        good("login, 6 KB, assertion signed", Door::Login(key), || Login::okta().xml()),
        good("login, 6 KB, assertion signed, cold key", Door::ColdLogin(key), || Login::okta().xml()),
        good("login, 6 KB, both signed", Door::Login(key), move || both().xml()),
        good("login, 20 KB", Door::Login(key), || Login::of_octets(20_000).xml()),
        good("login, 154 KB", Door::Login(key), || Login::of_octets(154_000).xml()),
        good("login, 6 KB, encrypted", Door::Login(key), || encrypted(&Login::okta().xml())),
        bad("login, 6 KB, refused for its digest", Door::Login(key), || Login::okta().xml().replace(NAME_ID, "joan.doe@example.com")),
        good("explain, 6 KB", Door::Explain(key), || Login::okta().xml()),
        bad("explain, 6 KB, refused for its digest", Door::Explain(key), || Login::okta().xml().replace(NAME_ID, "joan.doe@example.com")),
        good("logout by HTTP-POST", Door::LogoutPost(key), || logout_request(Signer::Rsa2048)),
        good("logout by HTTP-Redirect", Door::LogoutQuery(key), || logout_query(Signer::Rsa2048)),
        good("metadata", Door::Metadata, metadata),
    ];
    for (name, signer) in [("RSA-4096", Signer::Rsa4096), ("P-256", Signer::P256), ("Ed25519", Signer::Ed25519)] {
        let login = move || Login { signer, ..Login::okta() }.xml();
        all.push(good(&format!("login, 6 KB, {name}"), Door::Login(Party::trusting(signer)), login));
    }
    for (name, signer) in [("RSA-2048", Signer::Rsa2048), ("P-256", Signer::P256), ("Ed25519", Signer::Ed25519)] {
        all.push(good(&format!("connection, {name}"), Door::Connect(Party::trusting(signer)), String::new));
    }
    all.push(good("details of a certificate, RSA-2048", Door::Certificate(Signer::Rsa2048), String::new));
    all
}

fn good(name: &str, door: Door, make: impl Fn() -> String + 'static) -> Scenario {
    Scenario { name: name.to_owned(), parameter: 0, door, expects: Expects::Accepted, make: Box::new(make) }
}

fn bad(name: &str, door: Door, make: impl Fn() -> String + 'static) -> Scenario {
    Scenario { expects: Expects::Refused, ..good(name, door, make) }
}
