//! `cargo bench --bench verify`: logins by message, by algorithm and by canonicalisation, and `explain`.

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use saml_edge::{InResponseTo, Post, explain, verify};
use saml_edge_messages::{Login, REQUEST, Signed, Signer, encrypted};

use common::{accepted, connection, now};

fn by_message(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify/message");
    let okta = Login::okta().xml();
    for (name, xml) in [
        ("6 KB, assertion signed", okta.clone()),
        ("6 KB, response signed", Login { signed: Signed::Response, ..Login::okta() }.xml()),
        ("6 KB, both signed", Login { signed: Signed::Both, ..Login::okta() }.xml()),
        ("20 KB", Login::of_octets(20_000).xml()),
        ("154 KB", Login::of_octets(154_000).xml()),
        ("6 KB, encrypted", encrypted(&okta)),
    ] {
        verify_one(&mut group, BenchmarkId::from_parameter(name), &xml, Signer::Rsa2048);
    }
    group.finish();
}

fn by_algorithm(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify/algorithm");
    for signer in Signer::ALL {
        verify_one(&mut group, BenchmarkId::from_parameter(format!("{signer:?}")), &Login { signer, ..Login::okta() }.xml(), signer);
    }
    group.finish();
}

/// What canonicalisation costs: the same octets of values, in few long ones and in many elements.
fn canonicalisation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify/canonicalisation");
    let text = |value: &str| {
        let extensions = format!("<x:text xmlns:x=\"urn:text\">{value}</x:text>");
        Login { signed: Signed::Response, extensions, ..Login::okta() }.xml()
    };
    for (name, xml) in [
        ("140 KB of text", text(&"x".repeat(140_000))),
        ("140 KB of escapes", text(&"&amp;".repeat(28_000))),
        ("140 KB of elements", Login { signed: Signed::Response, ..Login::of_octets(146_000) }.xml()),
    ] {
        verify_one(&mut group, BenchmarkId::from_parameter(name), &xml, Signer::Rsa2048);
    }
    group.finish();
}

fn refused(criterion: &mut Criterion) {
    let connection = connection(Signer::Rsa2048);
    let altered = Login::okta().xml().replacen("jane.doe@", "jane.roe@", 1);
    let judge = || verify(&Post::from_xml(altered.as_bytes()), &connection, InResponseTo::Request(REQUEST), now());
    assert!(judge().is_err());
    criterion.bench_function("verify/refused", |bencher| bencher.iter(judge));
}

fn explained(criterion: &mut Criterion) {
    let connection = connection(Signer::Rsa2048);
    let mut group = criterion.benchmark_group("explain");
    for (name, login) in [("6 KB", Login::okta()), ("154 KB", Login::of_octets(154_000))] {
        let xml = login.xml();
        let judge = || explain(&Post::from_xml(xml.as_bytes()), Some(&connection), InResponseTo::Request(REQUEST), now());
        assert!(judge().accepted);
        group.throughput(Throughput::Bytes(xml.len() as u64)).bench_function(name, |bencher| bencher.iter(judge));
    }
    group.finish();
}

fn verify_one(group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>, name: BenchmarkId, xml: &str, signer: Signer) {
    let (connection, base64, now) = (connection(signer), STANDARD.encode(xml), now());
    group.throughput(Throughput::Bytes(xml.len() as u64));
    group.bench_function(name, |bencher| bencher.iter(|| accepted(base64.as_bytes(), &connection, now)));
}

criterion_group! {
    name = benches;
    config = common::criterion();
    targets = by_message, by_algorithm, canonicalisation, refused, explained
}
criterion_main!(benches);
