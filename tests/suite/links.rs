//! What holds for every chain, whatever the notes are (resolution, R1–R17).

use ibidem::Report;
use ibidem::model::{Antecedent, CiteKind, End, Resolution};
use proptest::prelude::*;

/// One note of an invented list; a number in it points to a note of the list, counted from one.
#[derive(Debug, Clone)]
enum Text {
    Full(usize),
    Several(usize, usize),
    Ibid(Option<u32>),
    OpCit(usize),
    Note(usize),
    Idem(usize),
    Prose,
    Unread,
    Empty,
}

const AUTHORS: [&str; 4] = ["Deniz Aksoy", "Jan Krüger", "Elena Rivas", "Selma Brandt"];

fn source(which: usize) -> String {
    let author = AUTHORS[which % AUTHORS.len()];
    format!(
        "{author}, “Harbours of the Coast, Part {which}”, Harbour Daily, https://harbour.example/{which}, (Accessed: 01.02.2024)."
    )
}

/// The text of a note where the list begins at `first`.
fn words(text: &Text, first: usize) -> String {
    match text {
        Text::Full(which) => source(*which),
        Text::Several(one, other) => format!("{}; {}", source(*one).trim_end_matches('.'), source(*other)),
        Text::Ibid(None) => "Same place.".to_owned(),
        Text::Ibid(Some(page)) => format!("Ibid., p. {page}."),
        Text::OpCit(which) => {
            format!("{}, op. cit., p. 7.", AUTHORS[which % AUTHORS.len()].rsplit(' ').next().unwrap())
        }
        Text::Note(number) => format!("See note {}.", number + first - 1),
        Text::Idem(which) => {
            format!("Idem, “Quays at Night, Part {which}”, Harbour Daily, https://harbour.example/q{which}.")
        }
        Text::Prose => "The figures were rounded by the author to the next hundred wagons.".to_owned(),
        Text::Unread => "Harbour Archive, Box 12".to_owned(),
        Text::Empty => String::new(),
    }
}

fn draft(texts: &[Text], first: usize) -> String {
    let mut draft: String =
        (0..texts.len()).map(|at| format!("Wagon {at} stood at the quay.[{}] ", at + first)).collect();
    draft.push_str("\n\n");
    for (at, text) in texts.iter().enumerate() {
        draft += &format!("[{}] {}\n", at + first, words(text, first));
    }
    draft
}

fn texts() -> impl Strategy<Value = Vec<Text>> {
    let text = prop_oneof![
        4 => (0usize..6).prop_map(Text::Full),
        1 => (0usize..6, 0usize..6).prop_map(|(one, other)| Text::Several(one, other)),
        5 => proptest::option::of(1u32..90).prop_map(Text::Ibid),
        2 => (0usize..6).prop_map(Text::OpCit),
        2 => (1usize..14).prop_map(Text::Note),
        1 => (0usize..6).prop_map(Text::Idem),
        1 => Just(Text::Prose),
        1 => Just(Text::Unread),
        1 => Just(Text::Empty),
    ];
    proptest::collection::vec(text, 1..14)
}

/// What each back-reference means, without the numbers of notes: end, sureness, page.
fn meanings(report: &Report) -> Vec<String> {
    let cites = report.notes.iter().flat_map(|note| note.cites());
    let chains = cites.filter_map(|cite| report.chain_of(cite));
    chains
        .map(|chain| {
            let page = chain.locator.map(|(page, from)| (page.span.of(report.text()).to_owned(), from));
            format!("{:?} {:?} {:?} {page:?} {:?}", chain.end, chain.next, chain.resolution, chain.candidates)
        })
        .collect()
}

proptest! {
    #![proptest_config(crate::robust::config())]

    #[test]
    fn a_chain_is_never_surer_than_the_link_it_leans_on(texts in texts()) {
        let report = ibidem::check(&draft(&texts, 1));
        for note in &report.notes {
            for cite in note.cites() {
                let Some(chain) = report.chain_of(cite) else { continue };
                let (Some(Antecedent::Note(before)), End::Source(..)) = (chain.next, &chain.end) else { continue };
                let last = report.notes[before.index()].cites().next_back().unwrap();
                let weakest = report.chain_of(last).map_or(Resolution::Certain, |link| link.resolution);
                let full = matches!(report.cites[last.index()].kind, CiteKind::Full(_));
                prop_assert!(full || chain.resolution <= weakest, "{}", draft(&texts, 1));
            }
        }
    }

    #[test]
    fn a_draft_that_is_renumbered_means_the_same(texts in texts(), first in 2usize..900) {
        // A list that does not begin with one may be an excerpt: only what a source stands before is compared.
        prop_assume!(matches!(texts.first(), Some(Text::Full(_) | Text::Several(..))));
        let (one, other) = (ibidem::check(&draft(&texts, 1)), ibidem::check(&draft(&texts, first)));
        prop_assert_eq!(meanings(&one), meanings(&other), "{}", draft(&texts, first));
    }

    #[test]
    fn every_back_reference_has_a_record_and_a_reason_where_it_is_not_sure(texts in texts()) {
        let report = ibidem::check(&draft(&texts, 1));
        for (at, cite) in report.cites.iter().enumerate() {
            let chain = report.chain_of(ibidem::model::CiteId::new(at));
            if matches!(cite.kind, CiteKind::Back(_)) {
                let chain = chain.unwrap();
                let told = chain.reasons.iter().next().is_some();
                prop_assert!(told || chain.resolution != Resolution::None, "{}", draft(&texts, 1));
            }
        }
    }
}
