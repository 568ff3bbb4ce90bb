//! `cargo bench --manifest-path tests/bench/native/Cargo.toml`: each subject on each message, by criterion.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use saml_edge_bench::measure::settle_allocator;
use saml_edge_bench::message::messages;
use saml_edge_bench::proof::prove;
use saml_edge_bench::subjects::all;

fn peers(criterion: &mut Criterion) {
    settle_allocator();
    let entries = all();
    for message in messages() {
        let mut group = criterion.benchmark_group(message.name);
        group.throughput(Throughput::Bytes(message.xml.len() as u64));
        for entry in &entries {
            match entry
                .subject
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|subject| prove(subject.as_ref(), entry.scope, &message).map(|()| subject))
            {
                Ok(subject) => drop(group.bench_function(entry.name, |bencher| bencher.iter(|| subject.verify(&message)))),
                Err(reason) => eprintln!("{} on {}: {reason}", entry.name, message.name),
            }
        }
        group.finish();
    }
}

criterion_group!(benches, peers);
criterion_main!(benches);
