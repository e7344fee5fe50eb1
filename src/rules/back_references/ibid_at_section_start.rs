//! The first note of a section says "ibid.".
//!
//! # Why
//! Who opens a book at a chapter finds a note that leans on the chapter before; and chapters are moved.
//!
//! Off unless asked for. A heading is a marked one, or a short line without a stop between two blank lines.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! The rails
//!
//! Rails followed.[2]
//!
//! Notes
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! The rails
//!
//! Rails followed.[2] Roads waited.[3]
//!
//! Notes
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] Ibid.
//! ```
//!
//! # Source
//! Chicago 14.34: ibid. should not lead to a note on another page.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Antecedent, BackKind, Label, Resolution};
use crate::text;

/// A section that begins with a back-reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}, the first of its section, says {words}")]
pub struct IbidAtSectionStart {
    #[serde(skip)]
    label: Label,
    /// Its words, in quotes.
    pub words: String,
}

impl Rule for IbidAtSectionStart {
    type Options = ();
    const META: Meta = Meta::new("IB319", "ibid-at-section-start", Severity::Info).off();

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let headings = draft.section_headings();
        if headings.is_empty() {
            return;
        }
        for (cite, reference, chain) in draft.chains() {
            let leans = reference.kind == BackKind::Ibid
                && chain.resolution != Resolution::None
                && matches!(chain.next, Some(Antecedent::Note(_)));
            let Some(call) = draft.markers_of(cite.note).next().filter(|_| leans) else { continue };
            // The last heading before the call, and the last call before that.
            let above = headings.partition_point(|heading| heading.end() <= call.span.start());
            let Some(heading) = above.checked_sub(1).and_then(|at| headings.get(at)) else { continue };
            let at = draft.markers.partition_point(|marker| marker.span.start() < call.span.start());
            let before = at.checked_sub(1).and_then(|at| draft.markers.get(at));
            if before.is_none_or(|before| before.span.start() > heading.start()) {
                continue;
            }
            let words = text::quote(cite.span.of(draft.text()));
            out.report(cite.span, IbidAtSectionStart { label: draft.label(cite.note), words })
                .note(cite.note)
                .label("leans on another section")
                .related("the section begins here", None, *heading)
                .help("name the source");
        }
    }
}
