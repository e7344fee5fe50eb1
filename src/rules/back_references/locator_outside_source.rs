//! The page of a back-reference lies outside the pages of its source.
//!
//! # Why
//! An article of pages 101 to 119 has no page 240: the number is wrong, or another source is meant.
//!
//! Only articles and chapters that give their first and last page are looked at. A range of a few pages may be what the
//! first citation points at, and is left alone. Of each source the first such page is told.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Aylin Demir, “Rail Tariffs of the Steppe”, Journal of Ports, Vol. 12, No. 3, 2020, pp. 101–119.
//!
//! [2] Ibid., p. 240.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4]
//!
//! [1] Aylin Demir, “Rail Tariffs of the Steppe”, Journal of Ports, Vol. 12, No. 3, 2020, pp. 101–119.
//!
//! [2] Ibid., p. 104.
//!
//! [3] Tom Holt, “Roads of the North”, Journal of Ports, Vol. 13, No. 1, 2021, pp. 44–46.
//!
//! [4] Ibid., p. 52.
//! ```
//!
//! # Source
//! freelawproject/eyecite drops an "id." with such a page; here it keeps its source, less surely.

use std::collections::HashSet;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{CiteKind, End, Label, NoteId, Reason, Resolution, SourceId, Sure};
use crate::text;

/// A page that the source does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} points to {page} of a source of pages {pages}")]
pub struct LocatorOutsideSource {
    #[serde(skip)]
    label: Label,
    /// The page as typed.
    pub page: String,
    /// The pages of the source as typed.
    pub pages: String,
    /// The note that gives them.
    pub first: NoteId,
}

impl Rule for LocatorOutsideSource {
    type Options = ();
    const META: Meta = Meta::new("IB320", "locator-outside-source", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut told: HashSet<SourceId> = HashSet::new();
        for (cite, _, chain) in draft.chains() {
            if chain.resolution < Resolution::Likely || !chain.reasons.has(Reason::PageOutside) {
                continue;
            }
            let (End::Source(source, first), Some(locator)) = (&chain.end, cite.locator) else { continue };
            let whole = draft
                .sources
                .get(source.index())
                .and_then(|source| draft.cite(source.first))
                .map(|cite| &cite.kind);
            let Some(CiteKind::Full(citation)) = whole else { continue };
            let Some(pages) = citation.pages.as_ref().filter(|_| told.insert(*source)) else { continue };
            let fault = LocatorOutsideSource {
                label: draft.label(cite.note),
                page: text::squeeze(locator.span.of(draft.text())),
                pages: text::squeeze(draft.words(pages)),
                first: *first,
            };
            out.report(locator.span, fault)
                .note(cite.note)
                .sure(Sure::Likely)
                .label("outside the source")
                .related("its pages", Some(*first), pages.span)
                .help("check the page, or whether another source is meant");
        }
    }
}
