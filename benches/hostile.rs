//! What nobody types: each family at one and at eight times a size, so that growth shows.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

type Family = (&'static str, fn(usize) -> String);

const FAMILIES: &[Family] = &[
    ("open_brackets", |bytes| "[".repeat(bytes)),
    ("open_quotes", |bytes| "“".repeat(bytes / 3)),
    ("digits", |bytes| "1".repeat(bytes)),
    ("one_line", |bytes| "word [1] goes. ".repeat(bytes / 15)),
    ("markers", |bytes| "[1]".repeat(bytes / 3)),
    ("same_place", same_place),
    ("forward_ring", forward_ring),
];

/// A long run of notes that each lean on the one before.
fn same_place(bytes: usize) -> String {
    let notes = bytes / 32;
    let calls = (1..=notes).map(|n| format!("Text.[{n}]\n"));
    let list = (2..=notes).map(|n| format!("[{n}] Same place.\n"));
    calls.chain(["\n[1] “A”, B, https://a.example/x.\n".to_owned()]).chain(list).collect()
}

/// Notes that each point to the next, and the last to the first.
fn forward_ring(bytes: usize) -> String {
    let notes = bytes / 34;
    let calls = (1..=notes).map(|n| format!("Text.[{n}]\n"));
    let list = (1..=notes).map(|n| format!("[{n}] See note {}.\n", n % notes + 1));
    calls.chain(["\n".to_owned()]).chain(list).collect()
}

fn hostile(criterion: &mut Criterion) {
    const MIB: usize = 1 << 20;
    for (name, family) in FAMILIES {
        let mut group = criterion.benchmark_group(format!("hostile/{name}"));
        group.sample_size(10);
        for (size, bytes) in [("1x", MIB / 8), ("8x", MIB)] {
            let draft = family(bytes);
            group.throughput(Throughput::Bytes(draft.len() as u64));
            group.bench_function(size, |bencher| bencher.iter(|| ibidem::check(black_box(&draft))));
        }
        group.finish();
    }
}

criterion_group!(benches, hostile);
criterion_main!(benches);
