//! "Kaya, a.g.e." names an author of whom no earlier note cites a work.
//!
//! # Why
//! The full citation was deleted, or stands further down: the reader has a name and no title.
//!
//! Spelling is forgiven: case, accents, one letter, Latin for Cyrillic. Where a note before was not understood, it may hold
//! the work, and the report is a warning.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Deniz Aksoy, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Kaya, op. cit., p. 12.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] Deniz Aksoy, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] AKSOY, op. cit.
//!
//! [3] Deniz Aksoy, a.g.m.
//! ```
//!
//! # Source
//! MHRA 10.2, TÜHAS 3.4: op. cit. needs an earlier full citation of the author.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{CiteKind, Label, Reason, Resolution, Sure};
use crate::text;

/// An author without a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} refers to a work of {author}, but no note before it cites one")]
pub struct UnresolvedOpCit {
    /// The note that refers.
    pub label: Label,
    /// The author it names.
    pub author: String,
}

impl Rule for UnresolvedOpCit {
    type Options = ();
    const META: Meta = Meta::new("IB310", "unresolved-op-cit", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        // The first note that may hold a source nobody has read. What is left over of a citation that was read is none:
        // the words of all notes were searched for the name.
        let unread = draft.cites.iter().find(|cite| matches!(cite.kind, CiteKind::Unknown));
        for (cite, reference, chain) in draft.chains() {
            if chain.resolution != Resolution::None || !chain.reasons.has(Reason::NoSuchAuthor) {
                continue;
            }
            let Some(author) = reference.author else { continue };
            let unread_before = unread.is_some_and(|unread| unread.note < cite.note);
            let name = text::squeeze(author.of(draft.text()));
            out.report(author, UnresolvedOpCit { label: draft.label(cite.note), author: name })
                .note(cite.note)
                .sure(if unread_before { Sure::Likely } else { Sure::Certain })
                .label("not cited before")
                .help("give the source in full");
        }
    }
}
