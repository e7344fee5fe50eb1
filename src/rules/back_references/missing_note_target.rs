//! A note points to a note that does not exist.
//!
//! # Why
//! "See note 9" was right before the notes were renumbered.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [2] See note 9.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [2] See note 1.
//!
//! [3] Owen Marsh, “Ports in Law”, Harbour Review, note 9 at 44, https://harbour.example/m.
//! ```
//!
//! # Source
//! LaTeX's warning for undefined references, for typed notes. "Note 9 at 44" is a note of the cited work (OSCOLA 1.2.3).

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, Reason, Resolution};

/// A number that no note has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} points to note {target}, which does not exist")]
pub struct MissingNoteTarget {
    /// The note that points.
    pub label: Label,
    /// The number it points to.
    pub target: u32,
}

impl Rule for MissingNoteTarget {
    type Options = ();
    const META: Meta = Meta::new("IB302", "missing-note-target", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, reference, chain) in draft.chains() {
            if chain.resolution != Resolution::None || !chain.reasons.has(Reason::NoSuchNote) {
                continue;
            }
            let (Some(note), Some(target)) = (draft.note(cite.note), reference.number) else { continue };
            let last = draft.largest_in(note.list).map(|(_, last)| last);
            let where_it_ends = match last {
                Some(last) if target > last.number => format!("the list ends at note {last}"),
                _ => format!("the list has no note {target}"),
            };
            let span = reference.number_span.unwrap_or(cite.span);
            out.report(span, MissingNoteTarget { label: note.label, target })
                .note(cite.note)
                .label(where_it_ends);
        }
    }
}
