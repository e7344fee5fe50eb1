//! Two notes give one address and disagree on what stands there.
//!
//! # Why
//! One of them was copied and only half changed: the reader lands on the wrong page.
//!
//! A shortened title is no conflict, nor are two pages of one site.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow the Coast”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow: A Long Year on the Coast”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 09.02.2024).
//! ```
//!
//! # Source
//! MediaWiki reports a reference name that is given two contents; this is the same fault in typed notes.

use std::collections::HashSet;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{CiteKind, ConflictOf, Label, NoteId, Sure};

/// One address, two works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} gives the address of note {first_label} with another {differs}")]
pub struct ConflictingEntry {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    first_label: Label,
    /// The note that gave the address first.
    pub first: NoteId,
    /// What they disagree on: "title" or "author".
    pub differs: &'static str,
}

impl Rule for ConflictingEntry {
    type Options = ();
    const META: Meta = Meta::new("IB206", "conflicting-entry", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        // One address is one cause, however many notes give it otherwise.
        let mut told = HashSet::new();
        for conflict in draft.conflicts.iter().filter(|conflict| told.insert(conflict.earlier)) {
            let (Some(cite), Some(earlier)) = (draft.cite(conflict.cite), draft.cite(conflict.earlier))
            else {
                continue;
            };
            let (CiteKind::Full(citation), CiteKind::Full(original)) = (&cite.kind, &earlier.kind) else {
                continue;
            };
            let place = |citation: &crate::model::Citation, fallback| match conflict.what {
                ConflictOf::Title => citation.title.as_ref().map_or(fallback, |title| title.span),
                ConflictOf::Author => citation.authors.first().map_or(fallback, |author| author.span),
            };
            let differs = match conflict.what {
                ConflictOf::Title => "title",
                ConflictOf::Author => "author",
            };
            let fault = ConflictingEntry {
                label: draft.label(cite.note),
                first_label: draft.label(earlier.note),
                first: earlier.note,
                differs,
            };
            out.report(place(citation, cite.span), fault)
                .note(cite.note)
                .sure(Sure::Likely)
                .label(format!("another {differs} for the same address"))
                .related(
                    format!("the {differs} given first"),
                    Some(earlier.note),
                    place(original, earlier.span),
                )
                .help("open the address and see which note is right");
        }
    }
}
