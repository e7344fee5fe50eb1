//! Two notes have the same id.
//!
//! # Why
//! Two texts were pasted into one page, and both call their first note `_ftn1`: every link to it leads to the first, and the
//! second cannot be reached.
//!
//! # Fires
//! ```text format=html
//! <p>Ports grew.<a href="#_ftn1" name="_ftnref1">[1]</a></p>
//! <p>Rails followed.<a href="#_ftn1" name="_ftnref1">[1]</a></p>
//! <div id="ftn1"><p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1">[1]</a> “Ports Grow”, Harbour Daily, 2 May 2024.</p></div>
//! <div id="ftn1"><p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1">[1]</a> “Rails Follow”, Harbour Daily, 3 May 2024.</p></div>
//! ```
//!
//! # Silent
//! ```text format=html
//! <p>Ports grew.<a href="#_ftn1" name="_ftnref1">[1]</a> Rails followed.<a href="#_ftn2" name="_ftnref2">[2]</a></p>
//! <div id="ftn1"><p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1">[1]</a> “Ports Grow”, Harbour Daily, 2 May 2024.</p></div>
//! <div id="ftn2"><p class="MsoFootnoteText"><a href="#_ftnref2" name="_ftn2">[2]</a> “Rails Follow”, Harbour Daily, 3 May 2024.</p></div>
//! ```
//!
//! # Source
//! HTML Living Standard, 3.2.6: the value of `id` is unique in the tree.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::BrokenKind;
use crate::text;

/// An id that two notes have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("two notes have the id {}: links lead to the first", text::quote(.id))]
pub struct DuplicateNoteId {
    /// The id.
    pub id: String,
}

impl Rule for DuplicateNoteId {
    type Options = ();
    const META: Meta = Meta::new("IB708", "duplicate-note-id", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for broken in draft.broken() {
            let BrokenKind::DuplicateId { id, first } = &broken.kind else { continue };
            let finding = out.report(broken.span, DuplicateNoteId { id: id.to_string() });
            finding
                .label("no link can lead here")
                .related("the first with this id", None, *first)
                .help("give the notes of one of the texts ids and numbers of their own");
            if let Some((note, _)) = draft.note_at(broken.span) {
                finding.note(note);
            }
        }
    }
}
