//! The label of an access date has a slip in it.
//!
//! # Why
//! "Acces date" is seen by every reader, and a program that looks for the date does not find it.
//!
//! Only words directly before a date and behind an address are compared, and only those that come as close to a label as a
//! letter or two. Turkish that is typed without its letters ("Erisim Tarihi") is told as such.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Acces date: 16.10.2023).
//! ```
//! ```text
//! Ports grew.[1]
//!
//! [1] “Liman”, Kıyı Postası, https://kiyi.example/p, (Erisim Tarihi: 16.10.2023).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 16.10.2023).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/r, (Accepted: 16.10.2023).
//! ```
//!
//! # Source
//! Spelling checkers pass over entries; this looks at the one word that each of them has.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::Label;
use crate::text;

/// A label that is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error(
    "note {label}: “{words}” {}", if *.plain_letters { "is typed without its own letters" } else { "is misspelled" }
)]
pub struct MisspelledAccessLabel {
    #[serde(skip)]
    label: Label,
    /// The words as typed.
    pub words: String,
    /// The label that they come closest to.
    pub meant: String,
    /// Whether only accents and dots are missing.
    pub plain_letters: bool,
}

impl Rule for MisspelledAccessLabel {
    type Options = ();
    const META: Meta = Meta::new("IB411", "misspelled-access-label", Severity::Info).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            let Some((span, tag)) = citation.access_label else { continue };
            if draft.is_label(span) || draft.label_is_foreign(span) {
                continue;
            }
            // Letters of another encoding are no slip of the writer: another rule tells them.
            let garbled = |note| draft.mojibake(note).iter().any(|mended| mended.span.overlaps(span));
            if draft.note(cite.note).is_some_and(garbled) {
                continue;
            }
            let Some(meant) = draft.label_meant(span, tag) else { continue };
            let words = text::squeeze(span.of(draft.text()));
            let plain_letters = text::skeleton(&words) == text::skeleton(&meant);
            let label = draft.label(cite.note);
            let fault = MisspelledAccessLabel { label, words, meant: meant.clone(), plain_letters };
            out.report(span, fault)
                .note(cite.note)
                .label(format!("“{meant}”"))
                .help(format!("write “{meant}”"))
                .fix(PendingFix::replace(Safety::Unsafe, format!("write “{meant}”"), span, meant));
        }
    }
}
