//! A note stands behind another sentence than the one it was accepted for.
//!
//! # Why
//! The source was read for what the sentence said. A marker that was pasted elsewhere, or a sentence that was written anew, may
//! claim what the source does not say.
//!
//! A sentence in which a word or two changed is the same sentence; a very short one is never told from another.
//!
//! # Fires
//! ```text accepted
//! Ports grew on the coast.[1] The ferry was late again that year.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Same place.
//! ```
//!
//! ```text
//! Nobody asked the crew about wages or hours.[1] The ferry was late again that year.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Same place.
//! ```
//!
//! # Silent
//! ```text accepted
//! Ports grew on the coast.[1] The ferry was late again that year.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Same place.
//! ```
//!
//! ```text
//! Ports grew again on the coast.[1] The ferry was late again that year.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Same place.
//! ```
//!
//! # Source
//! R20 of the design: ours.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Needs, Rule, Severity};
use crate::model::{Label, NoteId};

/// A note behind another sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} stands behind another sentence than it was accepted for")]
pub struct LockedClaimMoved {
    #[serde(skip)]
    label: Label,
}

impl Rule for LockedClaimMoved {
    type Options = ();
    const META: Meta = Meta::new("IB804", "locked-claim-moved", Severity::Warning).needs(Needs::Lock);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for at in draft.changes.iter().flat_map(|changes| &changes.moved) {
            let id = NoteId::new(*at);
            let (Some(note), Some(marker)) = (draft.note(id), draft.markers_of(id).next()) else { continue };
            out.report(marker.span, LockedClaimMoved { label: note.label })
                .note(id)
                .label("the sentence before it is another one")
                .help("check that the source says this too, then accept it with `ibidem lock`");
        }
    }
}
