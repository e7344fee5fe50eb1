//! An entry breaks off.
//!
//! # Why
//! The end was lost when the list was pasted: the day, the bracket, the rest of the address.
//!
//! It has to break off inside a date or its label, behind an opened bracket, or in an address that ends with a hyphen where
//! the addresses of its siblings do not end their entries. What then is missing is not told again.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 16.1
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: October 2023).
//!
//! [2] A. Novak, “Rails Follow”, Journal of Open Access 12.
//!
//! [3] “Roads Wait”, Harbour Daily, https://harbour.example/roads-
//! ```
//!
//! # Source
//! Seen where lists were copied from a page by hand.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::Label;
use crate::text;

/// An entry without its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} breaks off")]
pub struct TruncatedEntry {
    /// Its number.
    pub label: Label,
    /// What stands last.
    pub last: String,
}

impl Rule for TruncatedEntry {
    type Options = ();
    const META: Meta = Meta::new("IB224", "truncated-entry", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (id, note) in draft.notes() {
            let Some(span) = draft.break_of(note) else { continue };
            let last = text::squeeze(span.of(draft.text()));
            out.report(span, TruncatedEntry { label: note.label, last })
                .note(id)
                .label("what came here?")
                .help("look the source up again and complete the entry");
        }
    }
}
