//! Numbers that are missing between two notes (R7).

use super::chains::Resolver;
use crate::model::{Note, NoteId, Reason};

/// So many missing numbers between two notes are looked at.
const WIDEST_GAP: u32 = 64;

impl Resolver<'_> {
    /// Whether a number between two neighbours is called in the text but stands in no list.
    pub(super) fn gap(&self, previous: Option<NoteId>, note: &Note) -> Option<Reason> {
        let missing = self.missing_between(previous, note);
        missing.into_iter().flatten().any(|number| self.lost.contains(&number)).then_some(Reason::LostNote)
    }

    pub(super) fn has_gap(&self, previous: Option<NoteId>, note: &Note) -> bool {
        self.missing_between(previous, note).is_some_and(|mut missing| missing.next().is_some())
    }

    fn missing_between(&self, previous: Option<NoteId>, note: &Note) -> Option<std::ops::Range<u32>> {
        let previous = self.notes.get(previous?.index())?;
        // Words do not count: nothing is missing between two of them.
        if previous.label.is_word() || note.label.is_word() {
            return None;
        }
        let from = previous.label.number.saturating_add(1);
        let to = note.label.number;
        Some(from..to.min(from.saturating_add(WIDEST_GAP)).max(from))
    }
}
