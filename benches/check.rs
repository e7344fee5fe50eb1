//! What a check costs per byte: a short draft, a book of notes, entries of all kinds.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const SHORT: &str = include_str!("../examples/drafts/corridor.txt");

/// A book: running text with `notes` markers, and its list, a third of it back-references.
fn book(notes: usize) -> String {
    let mut draft = String::new();
    for n in 1..=notes {
        let _ = writeln!(
            draft,
            "The wagons of the northern line stood at the quay for {n} days, and nobody asked why.[{n}]\n"
        );
    }
    for n in 1..=notes {
        let _ = match n % 6 {
            2 | 4 => writeln!(draft, "[{n}] Ibid., p. {n}.\n"),
            5 => writeln!(draft, "[{n}] Karaca{}, op. cit., p. {n}.\n", n - 1 - (n - 1) % 6 + 1),
            1 => writeln!(
                draft,
                "[{n}] Leyla Karaca{n}, “Wagons at Quay {n}”, Caspian Wire, https://caspianwire.example/w/{n}, (Accessed: 04.03.2024).\n"
            ),
            _ => writeln!(
                draft,
                "[{n}] “Ferry {n} Returns”, Harbour Daily, 3 May 2023, https://harbour.example/f/{n}, (Accessed: 05.03.2024).\n"
            ),
        };
    }
    draft
}

/// `count` entries without running text.
fn entries(count: usize) -> String {
    let mut draft = String::from("Notes\n\n");
    for n in 1..=count {
        let _ = match n % 4 {
            0 => writeln!(
                draft,
                "[{n}] Yalçın, S., & Moreau, P. T. (2022, May 3). What tariffs hide {n}. Open Ledger. Retrieved May 9, 2022, from https://ledger.example/{n}"
            ),
            1 => writeln!(
                draft,
                "[{n}] “Demiryolunda Hat {n}”, Kıyı Gazetesi, https://kiyi.example/{n}, (Erişim Tarihi: 09.02.2024)."
            ),
            2 => writeln!(
                draft,
                "[{n}] Jan Krüger: „Getreide {n}“, in: Hafenblatt, 4. Mai 2022, https://hafenblatt.example/{n} (abgerufen am 06.05.2022)."
            ),
            _ => writeln!(
                draft,
                "[{n}] Hélène Roux, « Le blé {n} », Le Courrier, 3 juin 2022, https://courrier.example/{n} (consulté le 7 juin 2022)."
            ),
        };
    }
    draft
}

fn check(criterion: &mut Criterion) {
    let book = book(2_000);
    let entries = entries(1_000);
    // A bench whose rules do not run measures nothing: what is found is asserted first.
    assert_eq!(ibidem::check(SHORT).findings.len(), 8);
    assert_eq!(ibidem::check(&book).notes.len(), 2_000);
    assert!(ibidem::check(&book).unresolved().is_empty());
    assert_eq!(ibidem::check(&entries).sources.len(), 1_000);
    let mut group = criterion.benchmark_group("check");
    for (name, draft) in [("short_draft", SHORT), ("book_of_2000_notes", &book), ("1000_entries", &entries)] {
        group.throughput(Throughput::Bytes(draft.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| ibidem::check(black_box(draft))));
    }
    group.finish();
}

criterion_group!(benches, check);
criterion_main!(benches);
