//! A note has a number and no text.
//!
//! # Why
//! The marker leads the reader to an empty line.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2]
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2]
//! https://harbour.example/l
//! ```
//!
//! # Source
//! MediaWiki's error for references without content; rumdl MD068.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, Shape};

/// A note without text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} is empty")]
pub struct EmptyEntry {
    /// Its number.
    pub label: Label,
}

impl Rule for EmptyEntry {
    type Options = ();
    const META: Meta = Meta::new("IB203", "empty-entry", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (id, note) in draft.notes().filter(|(_, note)| note.shape == Shape::Empty) {
            out.report(note.span, EmptyEntry { label: note.label })
                .note(id)
                .label("nothing follows the number")
                .help("write the source, or delete the note and its marker");
        }
    }
}
