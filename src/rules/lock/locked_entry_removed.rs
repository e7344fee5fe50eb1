//! A source that was accepted stands in no note any more.
//!
//! # Why
//! A note that went with its paragraph is as it should be; one that was cut by accident is missed by nobody.
//!
//! A note that was moved or renumbered is still there.
//!
//! # Fires
//! ```text accepted
//! Ports grew on the coast.[1] Wagons stood still for a week.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Wagons Stand Still”, Steppe Post, https://steppe.example/w, (Accessed: 02.02.2024).
//! ```
//!
//! ```text
//! Ports grew on the coast.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text accepted
//! Ports grew on the coast.[1] Wagons stood still for a week.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Wagons Stand Still”, Steppe Post, https://steppe.example/w, (Accessed: 02.02.2024).
//! ```
//!
//! ```text
//! Wagons stood still for a week.[1] Ports grew on the coast.[2]
//!
//! [1] “Wagons Stand Still”, Steppe Post, https://steppe.example/w, (Accessed: 02.02.2024).
//!
//! [2] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! The lock files of package managers, which tell what is no longer asked for.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Needs, Rule, Severity};
use crate::model::{Label, NoteId};

/// A source that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("the source that was accepted as note {label} stands in no note any more")]
pub struct LockedEntryRemoved {
    /// The number that its note had.
    pub label: Label,
}

impl Rule for LockedEntryRemoved {
    type Options = ();
    const META: Meta = Meta::new("IB803", "locked-entry-removed", Severity::Warning).needs(Needs::Lock);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (label, near) in draft.changes.iter().flat_map(|changes| &changes.removed) {
            let id = NoteId::new(*near);
            let Some(note) = draft.note(id) else { continue };
            out.report(note.span, LockedEntryRemoved { label: *label })
                .note(id)
                .label("it stood near this note")
                .help("bring it back, or accept the list with `ibidem lock`");
        }
    }
}
