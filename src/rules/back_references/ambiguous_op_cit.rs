//! "Kaya, op. cit." names an author of whom earlier notes cite several works.
//!
//! # Why
//! The reader cannot know which of them is meant. A short title says it: "Kaya, *Steppe Trade*, p. 12".
//!
//! A title, a year, the number of a note or a term that asks for one kind of work ("a.g.m.") tells the works apart; then
//! nothing is reported.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] Deniz Aksoy, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Deniz Aksoy, “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] Aksoy, op. cit.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] Deniz Aksoy, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Deniz Aksoy, “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] Aksoy, “Rails Follow”, op. cit.
//! ```
//!
//! # Source
//! TÜHAS, OSCOLA and the guides of French universities add the title; Chicago 14.36 and MHRA 10.2 drop op. cit. altogether.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, NoteId, Reason, Resolution};
use crate::span::Span;
use crate::text;

/// An author with several works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} says {words}, which may be {}", which(*.works, .notes))]
pub struct AmbiguousOpCit {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    notes: Vec<Label>,
    /// How many works may be meant.
    pub works: usize,
    /// Its words, in quotes.
    pub words: String,
    /// The notes that first cite those works, the newest first.
    pub candidates: Box<[NoteId]>,
}

fn which(works: usize, notes: &[Label]) -> String {
    match notes {
        [only] => format!("any of {works} works in note {only}"),
        many => format!("any of {works} works, first cited in notes {}", text::listed(many, MOST_NAMED)),
    }
}

/// A reference to them: its note, its words, the author it names.
type Place = (NoteId, Span, Span);

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for AmbiguousOpCit {
    type Options = ();
    const META: Meta = Meta::new("IB311", "ambiguous-op-cit", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut by_works: BTreeMap<(&[NoteId], usize), Vec<Place>> = BTreeMap::new();
        for (cite, reference, chain) in draft.chains() {
            if chain.resolution != Resolution::Ambiguous || !chain.reasons.has(Reason::SeveralWorks) {
                continue;
            }
            let Some(author) = reference.author else { continue };
            // Two citations of one work that were not told to be one are no two works.
            let works = draft.works_told_apart(&chain.candidates, author);
            if works > 1 {
                by_works.entry((&chain.candidates, works)).or_default().push((cite.note, cite.span, author));
            }
        }
        for ((candidates, works), places) in by_works {
            let mut notes: Vec<Label> = candidates.iter().map(|note| draft.label(*note)).collect();
            notes.sort_unstable();
            let labels: Vec<Label> = places.iter().map(|(note, ..)| draft.label(*note)).collect();
            let author = places.first().map(|(.., author)| text::squeeze(author.of(draft.text())));
            let message = format!(
                "notes {} refer to {}, which may be {}",
                text::listed(&labels, MOST_NAMED),
                author.unwrap_or_default(),
                which(works, &notes)
            );
            let help = "add a short title";
            let group = out.open_group(places.len(), message, Some(help.to_owned()));
            for (note, span, _) in places {
                let fault = AmbiguousOpCit {
                    label: draft.label(note),
                    notes: notes.clone(),
                    works,
                    words: text::quote(span.of(draft.text())),
                    candidates: candidates.into(),
                };
                let finding = out.report(span, fault);
                finding.note(note).group(group).label("which of them?").help(help);
                for candidate in candidates {
                    if let Some(earlier) = draft.note(*candidate) {
                        finding.related("may be this one", Some(*candidate), earlier.span);
                    }
                }
            }
        }
    }
}
