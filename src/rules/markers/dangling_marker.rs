//! A marker calls a note that the list does not have.
//!
//! # Why
//! The reader looks for note 7 and finds nothing; the claim stands without a source.
//!
//! Where fewer than half of the markers find their note, the list itself seems cut or lost, and one report says so. A marker
//! inside a sentence ("as in [7]") is only reported where the numbers around it call for it, and then as a warning.
//!
//! # Fires
//! ```text
//! Freight doubled.[1] Then it fell.[7]
//!
//! [1] “Freight Doubles”, Harbour Daily, https://harbour.example/f, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! The bill [2023] passed.[1] Take items[7] of the array.
//!
//! [1] “Freight Doubles”, Harbour Daily, https://harbour.example/f, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! MediaWiki's check for undefined references; the guard against years answers a complaint to ietf-tools/idnits (141).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, Marker, Strength, Sure};

/// A marker without a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", message(self))]
pub struct DanglingMarker {
    /// The number that no note has.
    pub label: Label,
    /// Set where most markers have none: one report for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<LostList>,
}

/// How much of a list seems lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LostList {
    /// Markers without a note.
    pub unanswered: usize,
    /// All markers.
    pub markers: usize,
}

fn message(fault: &DanglingMarker) -> String {
    match fault.lost {
        None => format!("marker {:#} has no note", fault.label),
        Some(LostList { unanswered, markers }) => {
            format!("{unanswered} of {markers} markers have no note: the list seems cut or lost")
        }
    }
}

/// A lost note stands at most so far behind the end of its list.
const FARTHEST: u32 = 10;

/// So many markers have to be without a note before the list is called lost.
const FEWEST_LOST: usize = 4;

impl Rule for DanglingMarker {
    type Options = ();
    const META: Meta = Meta::new("IB101", "dangling-marker", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        if draft.notes.is_empty() {
            return;
        }
        let unanswered = draft.unanswered();
        let markers = draft.markers.len();
        if unanswered.len() * 2 > markers
            && unanswered.len() >= FEWEST_LOST
            && let Some((first, label)) = unanswered.first()
        {
            let lost = Some(LostList { unanswered: unanswered.len(), markers });
            let fault = DanglingMarker { label: *label, lost };
            out.report(first.span, fault).label("the first of them").help("restore the rest of the list");
            return;
        }
        // One lost note is one report, however often it is called.
        // Where its note carries the number of the note before it, the number is the fault, and another rule tells it.
        let misnumbered: Vec<u32> = draft.misnumbered().into_iter().map(|(_, number)| number).collect();
        let mut by_label: BTreeMap<u32, Vec<(&Marker, Label)>> = BTreeMap::new();
        for (marker, label) in
            unanswered.into_iter().filter(|(_, label)| !misnumbered.contains(&label.number))
        {
            by_label.entry(label.number).or_default().push((marker, label));
        }
        for calls in by_label.values() {
            let Some(((first, label), others)) = calls.split_first() else { continue };
            let strong = calls.iter().any(|(marker, _)| marker.strength >= Strength::Strong);
            let last = draft.last_number(first);
            let ends = last.map_or(String::new(), |(_, last)| match label.number > last.number {
                _ if label.is_word() => "no definition has this label".to_owned(),
                true => format!("the list ends at note {last}"),
                false => format!("the list has no note {label}"),
            });
            // A number far beyond the list may be an editor's, of a paragraph or of a page.
            let far = others.is_empty()
                && first.strength != Strength::Stated
                && last.is_some_and(|(_, last)| label.number > last.number + FARTHEST);
            let finding = out.report(first.span, DanglingMarker { label: *label, lost: None });
            finding.label(ends).sure(if strong && !far { Sure::Certain } else { Sure::Likely });
            for (other, _) in others.iter().take(4) {
                finding.related("called here too", None, other.span);
            }
        }
    }
}
