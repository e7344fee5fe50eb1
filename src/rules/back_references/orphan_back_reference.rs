//! "Same place." has no note before it to mean.
//!
//! # Why
//! The first note of a draft cannot lean on another: the note it meant was deleted or moved.
//!
//! It is an error only in a list that begins at 1; an excerpt may begin with "[5] Ibid.".
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Same place.
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! ```text
//! Ports grew.[1]
//!
//! [1] Idem, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [2] Same place.
//! ```
//!
//! # Source
//! Chicago 14.34: ibid. refers to a single work cited in the note immediately preceding.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, ListId, Reason, Resolution, Sure};
use crate::text;

/// A back-reference without anything before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} says {words}, but no note {}", if *.prose_before { "before it gives a source" } else { "stands before it" })]
pub struct OrphanBackReference {
    /// The note that leans.
    pub label: Label,
    /// Its words, in quotes.
    pub words: String,
    /// Whether notes without a source stand before it.
    pub prose_before: bool,
}

impl Rule for OrphanBackReference {
    type Options = ();
    const META: Meta = Meta::new("IB301", "orphan-back-reference", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, reference, chain) in draft.chains() {
            if chain.resolution != Resolution::None || !chain.reasons.has(Reason::NoNoteBefore) {
                continue;
            }
            let Some(note) = draft.note(cite.note) else { continue };
            let list = draft.lists.get(note.list.index());
            let first = list.and_then(|list| list.notes().next()).map(|first| draft.label(first));
            // An excerpt may begin with a later number.
            let begins = first.is_some_and(|first| first.number == 1 || first.is_word());
            // A term with a slip may be another word.
            let certain = note.list == ListId(0) && begins && reference.meant.is_none();
            let words = text::quote(cite.span.of(draft.text()));
            let prose_before = chain.reasons.has(Reason::NoteWithoutSource);
            out.report(cite.span, OrphanBackReference { label: note.label, words, prose_before })
                .note(cite.note)
                .sure(if certain && !prose_before { Sure::Certain } else { Sure::Likely })
                .label("nothing to point back to")
                .help("give the source in full");
        }
        // "Idem" and a title: the work can be found, whose it is cannot.
        for (id, cite, citation) in draft.citations() {
            let (Some(idem), Some(note)) = (citation.idem, draft.note(cite.note)) else { continue };
            let chain = draft.chains.get(id.index()).and_then(Option::as_ref);
            if chain.is_some_and(|chain| chain.reasons.has(Reason::NoNoteBefore)) {
                let words = text::quote(idem.of(draft.text()));
                let first = draft.lists.get(note.list.index()).and_then(|list| list.notes().next());
                let prose_before = first != Some(cite.note);
                out.report(idem, OrphanBackReference { label: note.label, words, prose_before })
                    .note(cite.note)
                    .sure(Sure::Likely)
                    .label("nobody is named before")
                    .help("name the author");
            }
        }
    }
}
