//! A note gives another title, address or date than the one that was accepted.
//!
//! # Why
//! Whoever checked the source checked what stood there. A slip of the hand in an address or a date is seen only by comparison.
//!
//! Blanks, quotation marks and the way a date is written do not count.
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
//! Ports grew on the coast.[1] The ferry was late again that year.[2]
//!
//! [1] “Ports Shrink”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
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
//! Ports grew on the coast.[1] The ferry was late again that year.[2]
//!
//! [1] “Ports Grow”, Harbour Daily,  https://harbour.example/p, (Accessed: 2.2.2024).
//!
//! [2] Same place.
//! ```
//!
//! # Source
//! The lock files of package managers, which hold what was once checked.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Needs, Rule, Severity};
use crate::model::{Label, NoteId};
use crate::text;

/// An entry that was edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} gives another {} than was accepted", text::listed(.parts, 3))]
pub struct LockedEntryChanged {
    #[serde(skip)]
    label: Label,
    /// What differs: "title", "address", "date".
    pub parts: Vec<&'static str>,
}

impl Rule for LockedEntryChanged {
    type Options = ();
    const META: Meta = Meta::new("IB802", "locked-entry-changed", Severity::Warning).needs(Needs::Lock);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for edited in draft.changes.iter().flat_map(|changes| &changes.edited) {
            let id = NoteId::new(edited.note);
            let Some(note) = draft.note(id) else { continue };
            let parts = [("title", edited.title), ("address", edited.address), ("date", edited.dates)];
            let parts = parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect();
            out.report(note.span, LockedEntryChanged { label: note.label, parts })
                .note(id)
                .label("edited since it was accepted")
                .help("check it, then accept it with `ibidem lock`");
        }
    }
}
