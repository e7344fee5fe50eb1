//! The link from a note back to the text leads nowhere.
//!
//! # Why
//! Who has read the note cannot go on where the text was left. It happens where a paragraph was pasted anew without its ids.
//!
//! Told only where the links of other notes do lead back, and not of a note that nothing calls: it has no way back.
//!
//! # Fires
//! ```text format=html
//! <p>Ports grew.<sup><a id="r1" href="#n1">1</a></sup> Rails followed.<sup><a href="#n2">2</a></sup></p>
//! <ol class="footnotes">
//! <li id="n1">“Ports Grow”, Harbour Daily, 2 May 2024. <a href="#r1">↩</a></li>
//! <li id="n2">“Rails Follow”, Harbour Daily, 3 May 2024. <a href="#r2">↩</a></li>
//! </ol>
//! ```
//!
//! # Silent
//! ```text format=html
//! <p>Ports grew.<sup><a id="r1" href="#n1">1</a></sup> Rails followed.<sup><a id="r2" href="#n2">2</a></sup></p>
//! <ol class="footnotes">
//! <li id="n1">“Ports Grow”, Harbour Daily, 2 May 2024. <a href="#r1">↩</a></li>
//! <li id="n2">“Rails Follow”, Harbour Daily, 3 May 2024. <a href="#r2">↩</a></li>
//! </ol>
//! ```
//!
//! # Source
//! DPUB-ARIA 1.1, doc-backlink.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{BrokenKind, Label};

/// A note whose way back is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the link back to the text leads nowhere")]
pub struct BrokenBacklink {
    #[serde(skip)]
    label: Label,
    /// The id that it leads to.
    pub target: String,
}

impl Rule for BrokenBacklink {
    type Options = ();
    const META: Meta = Meta::new("IB707", "broken-backlink", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for broken in draft.broken() {
            let BrokenKind::Backlink { target } = &broken.kind else { continue };
            let Some((id, note)) = draft.note_at(broken.span) else { continue };
            if draft.markers_of(id).next().is_none() {
                continue;
            }
            out.report(broken.span, BrokenBacklink { label: note.label, target: target.to_string() })
                .note(id)
                .label("nothing has the id it leads to");
        }
    }
}
