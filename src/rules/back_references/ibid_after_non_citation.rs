//! "Same place." follows a note that gives no source.
//!
//! # Why
//! The note before is a remark; the source stands further up, and the reader has to guess that it is meant.
//!
//! Only notes that are plainly remarks count. One with a number, a quotation, a name or a word such as "interview" may hold
//! a source that was not understood.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] The figures of the ministry leave out what is shipped again.
//!
//! [3] Ibid.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4] Cranes rose.[5]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] A talk with the master of the old harbour in the spring of that year.
//!
//! [3] Ibid.
//!
//! [4] The figures of the Steppe Board leave out what is shipped again in the second half of 2021.
//!
//! [5] Ibid.
//! ```
//!
//! # Source
//! Chicago 14.34: ibid. refers to the work cited in the note immediately preceding. freelawproject/eyecite 349 shows what an
//! unseen citation does to such a rule.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{BackKind, Label, NoteId};
use crate::text;

/// A back-reference behind a remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} says {words}, but note {before_label} gives no source")]
pub struct IbidAfterNonCitation {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    before_label: Label,
    /// Its words, in quotes.
    pub words: String,
    /// The remark before it.
    pub before: NoteId,
}

impl Rule for IbidAfterNonCitation {
    type Options = ();
    const META: Meta = Meta::new("IB306", "ibid-after-non-citation", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, reference, chain) in draft.chains() {
            // "Op. cit." alone is another matter.
            if !matches!(reference.kind, BackKind::Ibid | BackKind::LocCit) {
                continue;
            }
            let Some((antecedent, before)) = draft.stepped_over(cite, chain) else { continue };
            let Some(remark) = draft.note(before) else { continue };
            let fault = IbidAfterNonCitation {
                label: draft.label(cite.note),
                before_label: remark.label,
                words: text::quote(cite.span.of(draft.text())),
                before,
            };
            let finding = out.report(cite.span, fault);
            finding
                .note(cite.note)
                .label("which source?")
                .related("gives no source", Some(before), remark.span)
                .help("name the source, by author or title");
            if let Some(source) = draft.note(antecedent) {
                finding.related("the last source before it", Some(antecedent), source.span);
            }
        }
    }
}
