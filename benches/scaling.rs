//! `cargo bench --bench scaling`: how time grows with each thing that a message has many of. `tests/guards` holds the slopes; here they have seconds.

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use saml_edge::{MetadataOptions, read_metadata};
use saml_edge_messages::{Aggregate, IDP, Login, Signer};

use common::{accepted, connection, connection_trusting, now};

fn octets(criterion: &mut Criterion) {
    logins(criterion, "scaling/octets", &[6_000, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20], Login::of_octets);
}

fn attributes(criterion: &mut Criterion) {
    logins(criterion, "scaling/attributes", &[1, 16, 256, 4096], |attributes| Login { attributes, ..Login::okta() });
}

/// Up to the limit of what may be in scope.
fn namespaces(criterion: &mut Criterion) {
    logins(criterion, "scaling/namespaces", &[1, 10, 20, 40], |namespaces| Login { namespaces, ..Login::of_octets(64 << 10) });
}

/// Up to the limit of depth.
fn depth(criterion: &mut Criterion) {
    logins(criterion, "scaling/depth", &[1, 10, 25, 50], |depth| Login { depth, ..Login::okta() });
}

fn ids(criterion: &mut Criterion) {
    logins(criterion, "scaling/ids", &[1, 16, 256, 4096], |ids| Login { ids, ..Login::okta() });
}

fn logins(criterion: &mut Criterion, name: &str, counts: &[usize], login: impl Fn(usize) -> Login) {
    let (connection, now) = (connection(Signer::Rsa2048), now());
    let mut group = criterion.benchmark_group(name);
    for count in counts {
        let xml = login(*count).xml();
        let base64 = STANDARD.encode(&xml);
        group.throughput(Throughput::Bytes(xml.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
            bencher.iter(|| accepted(base64.as_bytes(), &connection, now));
        });
    }
    group.finish();
}

/// The key that signed is the last of so many, and each before it is tried.
fn certificates(criterion: &mut Criterion) {
    let base64 = STANDARD.encode(Login::okta().xml());
    let now = now();
    let mut group = criterion.benchmark_group("scaling/certificates");
    for count in [1, 2, 4, 8, 16, 32] {
        let mut certificates = vec![saml_edge_messages::certificate("idp-next"); count - 1];
        certificates.push(Signer::Rsa2048.certificate());
        let connection = connection_trusting(certificates);
        group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
            bencher.iter(|| accepted(base64.as_bytes(), &connection, now));
        });
    }
    group.finish();
}

/// One identity provider looked for among so many, the last of them.
fn aggregate(criterion: &mut Criterion) {
    let options = MetadataOptions { entity_id: Some(IDP), ..MetadataOptions::vendor() };
    let mut group = criterion.benchmark_group("scaling/aggregate");
    for entities in [16, 64, 256, 1024, 4096] {
        let xml = Aggregate { entities, signer: None }.xml();
        group.throughput(Throughput::Bytes(xml.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(entities), |bencher| {
            bencher.iter(|| read_metadata(xml.as_bytes(), &options, now()).expect("good metadata"));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = common::criterion();
    targets = octets, attributes, namespaces, depth, ids, certificates, aggregate
}
criterion_main!(benches);
