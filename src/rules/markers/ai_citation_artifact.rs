//! A mark that a chatbot left behind stands where a citation should be.
//!
//! # Why
//! The reader cannot follow it, and it tells that a passage was pasted unread.
//!
//! # Fires
//! ```text
//! Ports grew by a third.【12†source】 The rest is known.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! The sign 【note】 is a bracket, and turn0 is a word.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Exact shapes only, as Wikipedia's editors have described them.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, LeftoverKind, Meta, PendingFix, Rule, Safety, Severity};

/// Debris of a chatbot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{mark} is a mark that a chatbot left behind")]
pub struct AiCitationArtifact {
    /// The mark as it stands.
    pub mark: String,
}

impl Rule for AiCitationArtifact {
    type Options = ();
    const META: Meta = Meta::new("IB124", "ai-citation-artifact", Severity::Warning).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for leftover in draft.leftovers.iter().filter(|leftover| leftover.kind == LeftoverKind::Chatbot) {
            let mark = leftover.span.of(draft.text()).to_owned();
            out.report(leftover.span, AiCitationArtifact { mark })
                .label("no source")
                .help("find the source and add a note for it")
                .fix(PendingFix::replace(Safety::Unsafe, "delete the mark", leftover.span, ""));
        }
    }
}
