//! "Same place." follows a note with several sources.
//!
//! # Why
//! It may mean the last of them, or all; schools differ, and the reader cannot know.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024); “Roads Wait”, Steppe Post, https://steppe.example/r, (Accessed: 02.02.2024).
//!
//! [2] Ibid.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid.; “Roads Wait”, Steppe Post, https://steppe.example/r, (Accessed: 02.02.2024).
//!
//! [3] See note 2.
//! ```
//!
//! # Source
//! Chicago 14.34 and Bluebook 4.1 forbid ibid. after several sources; OSCOLA lets it mean all of them.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Antecedent, Label, NoteId, Reason, Resolution};
use crate::text;

/// A back-reference that may mean several sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} says {words}, but note {before_label} gives {sources} sources")]
pub struct AmbiguousBackReference {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    before_label: Label,
    /// Its words, in quotes.
    pub words: String,
    /// The note it leans on.
    pub before: NoteId,
    /// How many sources that note gives.
    pub sources: usize,
}

impl Rule for AmbiguousBackReference {
    type Options = ();
    const META: Meta = Meta::new("IB305", "ambiguous-back-reference", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut reported = None;
        for (cite, _, chain) in draft.chains() {
            let several =
                chain.resolution == Resolution::Ambiguous && chain.reasons.has(Reason::SeveralSourcesBefore);
            let Some(Antecedent::Note(before)) = chain.next.filter(|_| several) else { continue };
            // A run of references has one cause: its first.
            let in_run = reported == Some(before);
            reported = Some(cite.note);
            let Some(earlier) = draft.note(before).filter(|_| !in_run) else { continue };
            let sources = draft.cites_of(earlier).count();
            // One reference that may itself mean several works is another matter.
            if sources < 2 {
                continue;
            }
            let fault = AmbiguousBackReference {
                label: draft.label(cite.note),
                before_label: earlier.label,
                words: text::quote(cite.span.of(draft.text())),
                before,
                sources,
            };
            out.report(cite.span, fault)
                .note(cite.note)
                .label("which of them?")
                .related(format!("gives {sources} sources"), Some(before), earlier.span)
                .help("name the source meant, by author or title");
        }
    }
}
