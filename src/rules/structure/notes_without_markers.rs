//! A draft has a note list, but no marker calls any of it.
//!
//! # Why
//! The markers were lost on the way, as when a page is copied without its links. One report says it for all notes.
//!
//! A file that is only a list, a list in the order of its authors' names, and a list under a heading such as "Further
//! Reading" or "References" need no markers.
//!
//! # Fires
//! ```text
//! The ports of the north are full again, and the grain is on its way to the markets of the coast. Rail tariffs
//! were cut last spring, and a second corridor is planned along the river, with three new terminals and a ferry.
//!
//! [1] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [2] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Further reading on ports.
//!
//! [1] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [2] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! pandoc and checkcites warn of notes that nothing calls.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::text;

/// Notes without any marker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("the text calls none of its {notes} notes")]
pub struct NotesWithoutMarkers {
    /// How many notes there are.
    pub notes: usize,
}

/// A text shorter than this, in bytes, is the title of a list.
const SHORTEST_TEXT: usize = 200;

impl Rule for NotesWithoutMarkers {
    type Options = ();
    const META: Meta = Meta::new("IB702", "notes-without-markers", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let Some((id, first)) = draft.notes().next() else { return };
        let called = !draft.markers.is_empty() || !draft.perhaps_called.is_empty();
        if called || draft.prose_length() < SHORTEST_TEXT || is_alphabetical(draft) || draft.is_reading_list()
        {
            return;
        }
        out.report(first.span, NotesWithoutMarkers { notes: draft.notes.len() })
            .note(id)
            .label("the list begins here")
            .help("put the markers back: “…rose.[1]”");
    }
}

/// A bibliography: three entries or more, each beginning with a letter not before that of the last.
fn is_alphabetical(draft: &Draft<'_>) -> bool {
    let keys: Vec<String> =
        draft.notes.iter().map(|note| text::skeleton(note.body.of(draft.text()))).collect();
    keys.len() >= 3 && keys.is_sorted()
}
