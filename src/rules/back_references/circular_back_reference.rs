//! Notes point to each other in a ring, or one to itself.
//!
//! # Why
//! The reader goes round and round and never comes to a source: a number was not changed when the notes were.
//!
//! A ring is told once, at its first note.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] See note 2.
//!
//! [2] See note 1.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] See note 2.
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! LaTeX and word processors make such a reference from a label and cannot; typed numbers can.

use std::collections::HashSet;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Antecedent, Cite, Label, NoteId, Reason};
use crate::text;

/// So many notes of a ring are named.
const MOST_NAMED: usize = 8;

/// Notes that lead to each other and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} {}", words(.through))]
pub struct CircularBackReference {
    /// The first note of the ring.
    pub label: Label,
    /// The other notes, in the order of the way.
    pub through: Vec<Label>,
}

fn words(through: &[Label]) -> String {
    match through {
        [] => "points to itself".to_owned(),
        [one] => format!("leads back to itself through note {one}"),
        many => format!("leads back to itself through notes {}", text::listed(many, MOST_NAMED)),
    }
}

impl Rule for CircularBackReference {
    type Options = ();
    const META: Meta = Meta::new("IB304", "circular-back-reference", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut seen: HashSet<NoteId> = HashSet::new();
        for (cite, reference, chain) in draft.chains() {
            if !chain.reasons.has(Reason::Circle) || !seen.insert(cite.note) {
                continue;
            }
            let mut through = Vec::new();
            let mut others = Vec::new();
            let mut at = next(draft, cite.note);
            while let Some((note, step)) = at.filter(|(note, _)| seen.insert(*note)) {
                through.push(draft.label(note));
                others.push((note, step));
                at = next(draft, note);
            }
            let fault = CircularBackReference { label: draft.label(cite.note), through };
            let finding = out.report(reference.number_span.unwrap_or(cite.span), fault);
            finding.note(cite.note).label("leads to no source").help("give the source in full");
            for (note, step) in others.into_iter().take(MOST_NAMED) {
                finding.related("leads on", Some(note), step);
            }
        }
    }
}

/// The note that a member of a ring leads to, and the words that lead on from there.
fn next(draft: &Draft<'_>, note: NoteId) -> Option<(NoteId, crate::span::Span)> {
    let of = |note: NoteId| -> Option<(&Cite, NoteId)> {
        draft.note(note)?.cites().find_map(|id| {
            let chain =
                draft.chains.get(id.index())?.as_ref().filter(|chain| chain.reasons.has(Reason::Circle))?;
            let Some(Antecedent::Note(next)) = chain.next else { return None };
            Some((draft.cite(id)?, next))
        })
    };
    let (_, next) = of(note)?;
    let (cite, _) = of(next)?;
    Some((next, cite.span))
}
