//! `cargo bench --bench documents`: logout messages, metadata, certificates.

mod common;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use saml_edge::{InResponseTo, LogoutPost, MetadataOptions, MetadataTrust, MetadataTrustPolicy, read_metadata};
use saml_edge_messages::{Aggregate, IDP, Signer, certificate, logout_query, logout_request, metadata};

use common::{connection, connection_trusting, now};

fn logout(criterion: &mut Criterion) {
    let connection = connection(Signer::Rsa2048);
    let logout = connection.single_logout().expect("a URL for logout");
    let (xml, query) = (logout_request(Signer::Rsa2048), logout_query(Signer::Rsa2048));
    let mut group = criterion.benchmark_group("logout");
    let by_post = || logout.verify(&LogoutPost::from_xml(xml.as_bytes()), InResponseTo::Unsolicited, now()).expect("a good message");
    group.bench_function("HTTP-POST", |bencher| bencher.iter(by_post));
    let by_redirect = || {
        let post = LogoutPost::from_query(query.as_bytes()).expect("a good query");
        logout.verify(&post, InResponseTo::Unsolicited, now()).expect("a good message")
    };
    group.bench_function("HTTP-Redirect", |bencher| bencher.iter(by_redirect));
    group.finish();
}

fn of_metadata(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("metadata");
    let (one, aggregate) = (metadata(), Aggregate { entities: 250, signer: Some(Signer::Rsa2048) }.xml());
    let trust = MetadataTrust::new(&[certificate("idp")], MetadataTrustPolicy::strict()).expect("a key");
    let (vendor, federation) = (MetadataOptions::vendor(), MetadataOptions::federation(&trust, IDP, 28 * 24 * 3600));
    for (name, xml, options) in [("one identity provider", &one, vendor), ("a signed aggregate of 250", &aggregate, federation)] {
        let read = || read_metadata(xml.as_bytes(), &options, now()).expect("good metadata");
        group.throughput(Throughput::Bytes(xml.len() as u64)).bench_function(name, |bencher| bencher.iter(read));
    }
    group.finish();
}

/// What a connection costs whose keys are not kept: certificates read, and what depends on the modulus worked out.
fn connecting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("connection");
    for signer in Signer::ALL {
        let certificate = signer.certificate();
        group.bench_function(format!("{signer:?}"), |bencher| bencher.iter(|| connection_trusting(vec![certificate.clone()])));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = common::criterion();
    targets = logout, of_metadata, connecting
}
criterion_main!(benches);
