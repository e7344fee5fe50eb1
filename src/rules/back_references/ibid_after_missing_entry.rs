//! "Same place." follows a note that is empty or missing.
//!
//! # Why
//! The note it meant is gone; whatever stands before the gap now looks like its source.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [3] Same place.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [3] Same place.
//! ```
//!
//! # Source
//! freelawproject/eyecite 348 and 349 show how one unseen citation turns every "id." behind it to another source.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Antecedent, Label, Reason, Resolution};
use crate::text;

/// A back-reference behind a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} says {words}, but the note before it is {}", if *.empty { "empty" } else { "missing" })]
pub struct IbidAfterMissingEntry {
    /// The note that leans.
    pub label: Label,
    /// Its words, in quotes.
    pub words: String,
    /// Whether the note before it is there, without text.
    pub empty: bool,
}

impl Rule for IbidAfterMissingEntry {
    type Options = ();
    const META: Meta = Meta::new("IB307", "ibid-after-missing-entry", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, reference, chain) in draft.chains() {
            let lost = chain.resolution == Resolution::None && chain.reasons.has(Reason::LostNote);
            if !lost || reference.number.is_some() {
                continue;
            }
            let before = match chain.next {
                Some(Antecedent::Note(note)) => draft.note(note),
                _ => None,
            };
            let words = text::quote(cite.span.of(draft.text()));
            let fault =
                IbidAfterMissingEntry { label: draft.label(cite.note), words, empty: before.is_some() };
            let finding = out.report(cite.span, fault);
            finding.note(cite.note).label("its source is lost").help("give the source in full");
            if let Some(before) = before {
                finding.related("this note is empty", None, before.span);
            }
            if let Some(candidate) = chain.candidates.first().and_then(|note| draft.note(*note)) {
                finding.related(
                    "the last source before the gap",
                    chain.candidates.first().copied(),
                    candidate.span,
                );
            }
        }
    }
}
