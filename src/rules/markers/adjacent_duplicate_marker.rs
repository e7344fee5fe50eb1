//! The same marker stands twice at one spot.
//!
//! # Why
//! A slip of the keyboard or of a merge; the reader wonders which note was meant.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2][2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[1][2] Ports grew again.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! WPCleaner's check 558 for duplicate references.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::span::Span;

/// A marker typed twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("the marker of note {label} stands twice")]
pub struct AdjacentDuplicateMarker {
    /// Its number.
    pub label: String,
}

impl Rule for AdjacentDuplicateMarker {
    type Options = ();
    const META: Meta = Meta::new("IB109", "adjacent-duplicate-marker", Severity::Warning).fix(FixKind::Safe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (first, second) in draft.doubled_markers() {
            let again = Span::new(first.span.end(), second.span.end());
            let finding =
                out.report(second.span, AdjacentDuplicateMarker { label: second.labels.to_string() });
            finding.label("delete this one").help("`ibidem fix` deletes it").fix(PendingFix::replace(
                Safety::Safe,
                "delete the second marker",
                again,
                "",
            ));
            if let [note] = second.answers.notes() {
                finding.note(*note);
            }
        }
    }
}
