//! The markers of the text do not count up: 1, 3, 2.
//!
//! # Why
//! Readers find notes by counting. A paragraph that was moved takes its markers along and leaves the numbers out of order.
//!
//! Only first uses count, and only where nearly all of them ascend: a list sorted by author is called in any order. A number
//! inside a sentence ("[3] days") does not count where its note is also called behind a stop.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[3] Roads did not.[2] Ferries waited.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Roads Wait”, Harbour Daily, https://harbour.example/r, (Accessed: 02.02.2024).
//!
//! [3] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [4] “Ferries Wait”, Harbour Daily, https://harbour.example/f, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[3] Rails followed.[1] Roads did not.[4] Ferries waited.[2] So did all.[1]
//!
//! [1] Aksoy, Deniz, “Rails Follow”, Harbour Daily, https://harbour.example/l.
//!
//! [2] Karaca, Leyla, “Ferries Wait”, Harbour Daily, https://harbour.example/f.
//!
//! [3] Marsh, Owen, “Ports Grow”, Harbour Daily, https://harbour.example/p.
//!
//! [4] Novak, Ada, “Roads Wait”, Harbour Daily, https://harbour.example/r.
//! ```
//!
//! # Source
//! Chicago Manual of Style 14.19 ff.: notes are numbered consecutively. The share of four fifths was measured on real drafts.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity, longest_ascending};
use crate::model::{Label, Labels, Strength};

/// A marker that comes too early or too late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} is first called {} note {neighbour}", if *.early { "before" } else { "after" })]
pub struct MarkerOrder {
    /// The note that is out of order.
    pub label: Label,
    /// The note it should have waited for, or come before.
    pub neighbour: Label,
    /// Whether it comes too early.
    pub early: bool,
}

impl Rule for MarkerOrder {
    type Options = ();
    const META: Meta = Meta::new("IB102", "marker-order", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, mut uses) in draft.first_uses().into_iter().filter(|(list, _)| !draft.is_counted(*list)) {
            // A group such as [1, 3] calls ahead on purpose. A number inside a sentence ("gives [3] days") may be no call
            // where a stop calls its note later.
            uses.retain(|(note, marker)| {
                let called_again = || draft.markers_of(*note).any(|other| other.strength >= Strength::Strong);
                matches!(marker.labels, Labels::One(_))
                    && (marker.strength >= Strength::Strong || !called_again())
            });
            let numbers: Vec<u32> = uses.iter().map(|(note, _)| draft.label(*note).number).collect();
            let kept = longest_ascending(&numbers);
            let misplaced = numbers.len() - kept.iter().filter(|kept| **kept).count();
            // A single slip counts in any draft; more of them only where four fifths ascend.
            if misplaced == 0 || numbers.len() < 3 || (misplaced > 1 && misplaced * 5 > numbers.len()) {
                continue;
            }
            for (at, (note, marker)) in
                uses.iter().enumerate().filter(|(at, _)| kept.get(*at) == Some(&false))
            {
                let label = draft.label(*note);
                let in_place = |index: usize| kept.get(index) == Some(&true);
                let behind = uses.iter().enumerate().skip(at + 1).find(|(index, _)| in_place(*index));
                let before = uses.iter().enumerate().take(at).rev().find(|(index, _)| in_place(*index));
                let lower =
                    behind.map(|(_, (note, _))| draft.label(*note)).filter(|next| next.number < label.number);
                let higher = before.map(|(_, (note, _))| draft.label(*note));
                let Some(neighbour) = lower.or(higher) else { continue };
                out.report(marker.span, MarkerOrder { label, neighbour, early: lower.is_some() })
                    .note(*note)
                    .label("out of order")
                    .help("renumber the notes, or move the sentence back");
            }
        }
    }
}
