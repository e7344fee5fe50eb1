//! A marker shows one number, and its link leads to the note of another.
//!
//! # Why
//! A note was added or taken out by hand and the links stayed as they were: who clicks [3] reads the source of [2].
//!
//! Only the note that the link leads to is asked for its number, never the digits of an id, which count as they like. Where
//! most links of a page lead astray, the numbers are not what they seem, and nothing is said.
//!
//! # Fires
//! ```text format=html
//! <p>Ports grew.<sup><a id="r1" href="#n1">[1]</a></sup> Rails followed.<sup><a id="r2" href="#n1">[2]</a></sup>
//! Roads waited.<sup><a id="r3" href="#n3">[3]</a></sup></p>
//! <div class="footnotes">
//! <p id="n1">[1] “Ports Grow”, Harbour Daily, 2 May 2024. <a href="#r1">↩</a></p>
//! <p id="n2">[2] “Rails Follow”, Harbour Daily, 3 May 2024. <a href="#r2">↩</a></p>
//! <p id="n3">[3] “Roads Wait”, Harbour Daily, 4 May 2024. <a href="#r3">↩</a></p>
//! </div>
//! ```
//!
//! # Silent
//! ```text format=html
//! <p>Ports grew.<sup><a id="ref-0" href="#note-0">[1]</a></sup> Rails followed.<sup><a id="ref-1" href="#note-1">[2]</a></sup></p>
//! <ol class="footnotes">
//! <li id="note-0">“Ports Grow”, Harbour Daily, 2 May 2024. <a href="#ref-0">↩</a></li>
//! <li id="note-1">“Rails Follow”, Harbour Daily, 3 May 2024. <a href="#ref-1">↩</a></li>
//! </ol>
//! ```
//!
//! # Source
//! WCAG 2.2, 2.4.4: the words of a link tell where it leads.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::Label;

/// A marker whose link leads to another note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("marker {label:#} leads to note {target}")]
pub struct MarkerLinkMismatch {
    /// The number it shows.
    pub label: Label,
    /// The number of the note that its link leads to.
    pub target: Label,
}

impl Rule for MarkerLinkMismatch {
    type Options = ();
    const META: Meta = Meta::new("IB119", "marker-link-mismatch", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (marker, label, note) in draft.astray_markers() {
            let target = draft.label(note);
            let finding = out.report(marker.span, MarkerLinkMismatch { label, target });
            finding.label(format!("the link leads to note {target}")).help("mend the link, or the number");
            if let Some(note) = draft.note(note) {
                finding.related("it leads here", None, note.span);
            }
        }
    }
}
