//! What grows, one thing at a time. The first of each is the fixed cost, which is taken off the others.

use saml_edge_messages::{Aggregate, Login, Signed, Signer, encrypted};

use crate::door::{Door, Party};
use crate::scenario::{Expects, Scenario};

pub(crate) fn scenarios() -> Vec<Scenario> {
    let party = Party::lenient();
    let of_octets = Login::of_octets;
    let axes = [
        axis("octets", SIZES, Door::Login(party), move |octets| of_octets(octets).xml()),
        axis("octets, both signed", SIZES, Door::Login(party), move |octets| Login { signed: Signed::Both, ..of_octets(octets) }.xml()),
        axis("octets, encrypted", ENCRYPTED_SIZES, Door::Login(party), move |octets| encrypted(&of_octets(octets).xml())),
        axis("octets, explained", SIZES, Door::Explain(party), move |octets| of_octets(octets).xml()),
        axis("attributes", &[0, 250, 1_000, 4_000, 16_000], Door::Login(party), |attributes| Login { attributes, ..Login::okta() }.xml()),
        axis("namespaces in scope", NAMESPACES, Door::Login(party), |namespaces| {
            Login { namespaces, extensions: prefixed(namespaces), ..Login::okta() }.xml()
        }),
        axis("depth", &[0, 7, 14, 28, 56], Door::Login(party), |depth| Login { depth, ..Login::okta() }.xml()),
        axis("IDs", &[0, 1_000, 4_000, 16_000, 64_000], Door::Login(party), |ids| Login { ids, ..Login::okta() }.xml()),
        axis("entities of a signed aggregate", ENTITIES, Door::Federation, |entities| {
            Aggregate { entities, signer: Some(Signer::Rsa2048) }.xml()
        }),
        axis("entities of an aggregate, unsigned", ENTITIES, Door::Search, |entities| Aggregate { entities, signer: None }.xml()),
        refused("refused, as many nodes as the policy allows", |octets| "x<a/>".repeat(octets / 16 - 8)),
        refused("refused, as many nodes and attributes as the policy allows", |octets| "x<a b='' c=''/>".repeat(octets / 16 - 8)),
        refused("refused, written to deceive a count of nodes and attributes", |octets| {
            "><a b='' c= ''>></a>".repeat(octets / 24 - 100) + &"<b>".repeat(60) + &"></b>".repeat(60)
        }),
        refused("refused, what is no markup and looks like it", |octets| {
            format!("{}<![CDATA[{}]]>", "<a/>".repeat(600), "<='".repeat(octets / 4 - 900))
        }),
        certificates("certificates, read", Door::Connect, String::new),
        certificates("certificates, the last of which signed", Door::Login, || Login::okta().xml()),
    ];
    axes.into_iter().flatten().collect()
}

/// The ceiling of a policy is 4 MiB.
const SIZES: &[usize] = &[6 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20];

/// What is encrypted grows by its base64 a second time.
const ENCRYPTED_SIZES: &[usize] = &[6 << 10, 64 << 10, 256 << 10, 1 << 20, 2 << 20];

/// 48 are allowed, those of SAML and XML Signature among them.
const NAMESPACES: &[usize] = &[1, 8, 16, 24, 32, 40];

/// Elements whose prefixes are those that the Response declares, one after the other.
fn prefixed(namespaces: usize) -> String {
    (0..4_000).map(|index| format!("<n{0:02}:a>as much text as a value has</n{0:02}:a>", index % namespaces)).collect()
}

/// Up to about 4 MB.
const ENTITIES: &[usize] = &[1, 64, 128, 512, 1_024];

fn axis(name: &str, parameters: &[usize], door: Door, make: impl Fn(usize) -> String + Copy + 'static) -> Vec<Scenario> {
    let scenario = |parameter: &usize| {
        let parameter = *parameter;
        Scenario { name: name.to_owned(), parameter, door, expects: Expects::Accepted, make: Box::new(move || make(parameter)) }
    };
    parameters.iter().map(scenario).collect()
}

/// What anybody may send: of as many octets as the policy allows, and no Response.
fn refused(name: &str, filling: fn(usize) -> String) -> Vec<Scenario> {
    let one = |octets: usize| Scenario {
        name: name.to_owned(),
        parameter: octets,
        door: Door::Login(Party { max_bytes: octets, ..Party::lenient() }),
        expects: Expects::Refused,
        make: Box::new(move || {
            let (start, end) = (format!("<r>{}", filling(octets)), "</r>");
            start.clone() + &" ".repeat(octets - start.len() - end.len()) + end
        }),
    };
    [16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20].into_iter().map(one).collect()
}

/// Up to as many as a connection may have.
fn certificates(name: &str, door: fn(Party) -> Door, make: fn() -> String) -> Vec<Scenario> {
    let one = |certificates| axis(name, &[certificates], door(Party { certificates, ..Party::lenient() }), move |_| make());
    [1, 4, 8, 16, 32].into_iter().flat_map(one).collect()
}
